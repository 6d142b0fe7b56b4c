"""Users, rows about runs, the seals of the history, the outbox."""

from accounts.models.mails import UNSETTLED, Mail, MailState
from accounts.models.runs import OPEN, JobRun, RunStatus
from accounts.models.seals import HistorySeal, RowNumbers, SealedRows
from accounts.models.users import StaffRole, User, UserManager

__all__ = [
    "OPEN",
    "UNSETTLED",
    "HistorySeal",
    "JobRun",
    "Mail",
    "MailState",
    "RowNumbers",
    "RunStatus",
    "SealedRows",
    "StaffRole",
    "User",
    "UserManager",
]
