"""Users, rows about runs, and the seals of the history."""

from accounts.models.runs import OPEN, JobRun, RunStatus
from accounts.models.seals import HistorySeal, RowNumbers, SealedRows
from accounts.models.users import StaffRole, User, UserManager

__all__ = ["OPEN", "HistorySeal", "JobRun", "RowNumbers", "RunStatus", "SealedRows", "StaffRole", "User", "UserManager"]
