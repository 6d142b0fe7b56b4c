from workspaces.models.findings import Acceptance, Finding
from workspaces.models.lists import ChosenColumns, ListName, SavedFilter

__all__ = ["Acceptance", "ChosenColumns", "Finding", "ListName", "SavedFilter"]
