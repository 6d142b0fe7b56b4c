"""Filters and columns are everybody's own; what checks found is for staff."""

from accounts.fence import WRITE, opened, shut

opened("workspaces.SavedFilter", "workspaces.ChosenColumns", rights=WRITE)
shut("workspaces.Finding", "workspaces.Acceptance")
