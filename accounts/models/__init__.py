"""Users, rows about runs, the seals of the history, the outbox, looks, notices, calendars, invitations."""

from accounts.models.calendar_feeds import CalendarFeed
from accounts.models.invitations import Invitation
from accounts.models.looks import SIGNING, Look, What
from accounts.models.mails import UNSETTLED, Mail, MailState
from accounts.models.notices import MailLanguage, Notice, NoticeChoice
from accounts.models.runs import OPEN, JobRun, RunStatus
from accounts.models.seals import HistorySeal, RowNumbers, SealedRows
from accounts.models.users import StaffRole, User, UserManager

__all__ = [
    "OPEN",
    "SIGNING",
    "UNSETTLED",
    "CalendarFeed",
    "HistorySeal",
    "Invitation",
    "JobRun",
    "Look",
    "Mail",
    "MailLanguage",
    "MailState",
    "Notice",
    "NoticeChoice",
    "RowNumbers",
    "RunStatus",
    "SealedRows",
    "StaffRole",
    "User",
    "UserManager",
    "What",
]
