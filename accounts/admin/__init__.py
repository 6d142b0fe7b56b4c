"""The admin of users, runs, mails and looks, and what the admins of all apps share."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.admin.columns import plain
from accounts.admin.counts import HasManyRows, count_of
from accounts.admin.history import ReadOnly, ShowsHistory
from accounts.admin.looks import KeepsLooks, LookAdmin
from accounts.admin.mails import MailAdmin
from accounts.admin.others import CheckedPeriodicTaskAdmin
from accounts.admin.refusals import SaysRefusals
from accounts.admin.runs import JobRunAdmin
from accounts.admin.seals import HistorySealAdmin, SealedRowsAdmin
from accounts.admin.search import FindsAnySpelling, FindsPeople
from accounts.admin.second_steps import AuthenticatorAdmin
from accounts.admin.users import UserAdmin
from accounts.admin.versions import ChecksVersions

__all__ = [
    "AuthenticatorAdmin",
    "CheckedPeriodicTaskAdmin",
    "ChecksVersions",
    "FindsAnySpelling",
    "FindsPeople",
    "HasManyRows",
    "HistorySealAdmin",
    "JobRunAdmin",
    "KeepsLooks",
    "LookAdmin",
    "MailAdmin",
    "ReadOnly",
    "SaysRefusals",
    "SealedRowsAdmin",
    "ShowsHistory",
    "UserAdmin",
    "count_of",
    "plain",
]

admin.site.site_header = admin.site.site_title = _("UNV Portal")
admin.site.index_title = _("Records")
admin.site.site_url = reverse_lazy("workspace")
admin.site.login = secure_admin_login(admin.site.login)
