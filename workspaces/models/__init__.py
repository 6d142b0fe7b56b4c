from workspaces.models.lists import ChosenColumns, ListName, SavedFilter

__all__ = ["ChosenColumns", "ListName", "SavedFilter"]
