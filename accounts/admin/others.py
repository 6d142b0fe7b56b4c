"""Admins that come with other packages: they too save only what they showed."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.socialaccount import admin as _social  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _sessions  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django_celery_beat import admin as beat
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

from accounts.admin.refusals import SaysRefusals

admin.site.unregister(
    [Group, EmailAddress, ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule]
)

admin.site.unregister([SocialAccount, SocialApp, SocialToken, UserSession])
"""Kept by the portal, and by the environment: nobody edits them."""


@admin.register(Group)
class CheckedGroupAdmin(SaysRefusals, GroupAdmin):
    pass


@admin.register(EmailAddress)
class CheckedEmailAddressAdmin(SaysRefusals, EmailAddressAdmin):
    autocomplete_fields = ["user"]


@admin.register(PeriodicTask)
class CheckedPeriodicTaskAdmin(SaysRefusals, beat.PeriodicTaskAdmin):
    changed_by_the_portal = ("last_run_at", "total_run_count", "date_changed")


@admin.register(ClockedSchedule)
class CheckedClockedScheduleAdmin(SaysRefusals, beat.ClockedScheduleAdmin):
    pass


@admin.register(CrontabSchedule)
class CheckedCrontabScheduleAdmin(SaysRefusals, beat.CrontabScheduleAdmin):
    pass


@admin.register(IntervalSchedule)
class CheckedIntervalScheduleAdmin(SaysRefusals, beat.IntervalScheduleAdmin):
    pass


@admin.register(SolarSchedule)
class CheckedSolarScheduleAdmin(SaysRefusals, beat.SolarScheduleAdmin):
    pass
