"""What in the settings is missing or weak, with a hint what to do. Run at each start, and by `manage.py check`."""

import re

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection
from django.db.utils import OperationalError

from accounts.history_guard import unguarded
from assignments.badges import BadKey, issuer

SHORTEST_SECRET = 50
ADDRESS_OF_A_PORTAL = re.compile(r"https://[^/?#\s]+/?|http://(localhost|127\.0\.0\.1)(:\d+)?/?")


@register(Tags.security)
def safe_settings(app_configs, **kwargs):
    return [
        *debug_is_off_where_it_is_public(),
        *hosts_are_named(),
        *secret_is_long(),
        *mails_leave_the_machine(),
        *badges_can_be_signed(),
    ]


def debug_is_off_where_it_is_public():
    if settings.DEBUG and settings.HTTPS:
        yield Error(
            "DEBUG is on while HTTPS says that the portal is public.",
            hint="Leave DEBUG unset: error pages would show people's data and settings.",
            id="unvportal.E001",
        )


def hosts_are_named():
    if "*" in settings.ALLOWED_HOSTS:
        yield Warning(
            "ALLOWED_HOSTS admits any host name.",
            hint="Name the portal's own: ALLOWED_HOSTS=portal.example.org. Links in mails trust this name.",
            id="unvportal.W001",
        )
    elif settings.HTTPS and not set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}:
        yield Warning(
            "HTTPS is on, but ALLOWED_HOSTS names this machine only.",
            hint="Name the portal's own: ALLOWED_HOSTS=portal.example.org, or every visitor is refused.",
            id="unvportal.W002",
        )


def secret_is_long():
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield Warning(
            f"SECRET_KEY has fewer than {SHORTEST_SECRET} characters.",
            hint="Set a long random one, and keep it: sessions and links in mails depend on it.",
            id="unvportal.W003",
        )


def mails_leave_the_machine():
    if settings.HTTPS and settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "locmem.EmailBackend")):
        yield Warning(
            "Mails are only printed, so nobody can set a forgotten password anew.",
            hint="Set EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and the server's address.",
            id="unvportal.W004",
        )


def badges_can_be_signed():
    key, address = settings.BADGE_SIGNING_KEY, settings.BADGE_ISSUER_URL
    if bool(key) != bool(address):
        yield Warning(
            "Badges are off: only one of BADGE_SIGNING_KEY and BADGE_ISSUER_URL is set.",
            hint="Set both, or neither. `manage.py make_badge_key FILE` makes a key.",
            id="unvportal.W008",
        )
    elif address and not ADDRESS_OF_A_PORTAL.fullmatch(address):
        yield Error(
            f"BADGE_ISSUER_URL={address}: expected https://, the portal's name, and no path.",
            hint="Badges name their issuer by it for ever: BADGE_ISSUER_URL=https://portal.example.org",
            id="unvportal.E002",
        )
    elif key:
        try:
            issuer()
        except BadKey as error:
            yield Error(str(error), hint="`manage.py make_badge_key FILE` makes one.", id="unvportal.E003")


@register(Tags.database)
def statistics_role_reads_no_names(app_configs, databases=None, **kwargs):
    """Visitors' statistics run on a role that exists and reads no names; before the first migration nothing is said."""
    reads_names = asked_of_database() if databases else False
    if reads_names is None:
        return [
            Warning(
                f"The database role {settings.STATISTICS_ROLE} for visitors' statistics does not exist.",
                hint="As the database's superuser: CREATE ROLE ... NOLOGIN; GRANT it to the portal; migrate again.",
                id="unvportal.W005",
            )
        ]
    if reads_names:
        return [
            Warning(
                f"The database role {settings.STATISTICS_ROLE} can read the names of volunteers.",
                hint="REVOKE SELECT ON volunteers_volunteer from it; the migrations grant the columns that it needs.",
                id="unvportal.W006",
            )
        ]
    return []


def asked_of_database() -> bool | None:
    """Whether the role reads names; None when there is no such role."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('volunteers_volunteer') IS NULL")
            if cursor.fetchone()[0]:
                return False
            cursor.execute(
                "SELECT has_column_privilege(oid, 'volunteers_volunteer', 'family_name', 'SELECT') "
                "FROM pg_roles WHERE rolname = %s",
                [settings.STATISTICS_ROLE],
            )
            row = cursor.fetchone()
    except OperationalError:
        return False
    return row[0] if row else None


@register(Tags.database)
def history_is_guarded(app_configs, databases=None, **kwargs):
    """Nobody but triggers writes the history; before the first migration nothing is said."""
    lacking = unguarded_things() if databases else []
    if not lacking:
        return []
    return [
        Warning(
            f"The history could be changed or silenced: {', '.join(' '.join(thing) for thing in lacking[:5])}.",
            hint=f"As the database's superuser: CREATE ROLE {settings.HISTORY_ROLE} NOLOGIN; GRANT it to the owner of "
            "the database, and to nobody else; then migrate again as that owner.",
            id="unvportal.W007",
        )
    ]


def unguarded_things() -> list[tuple[str, str]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('pghistory_context') IS NULL")
            if cursor.fetchone()[0]:
                return []
        return unguarded()
    except OperationalError:
        return []


@register(Tags.database)
def the_portal_sees_past_the_fence(app_configs, databases=None, **kwargs):
    """Staff, jobs and commands see all rows; before the first migration nothing is said."""
    if not databases or sees_all_rows():
        return []
    return [
        Warning(
            "The portal's own role of the database sees no people: the policies on their tables hold for it as well.",
            hint=f"As the database's superuser: ALTER ROLE ... BYPASSRLS for the role of web and workers, and GRANT "
            f"{settings.FENCED_ROLE} to it WITH INHERIT FALSE.",
            id="unvportal.W008",
        )
    ]


def sees_all_rows() -> bool:
    """Whether policies are no matter to the role that asks, and it may answer as the fenced role."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('volunteers_volunteer') IS NULL")
            if cursor.fetchone()[0]:
                return True
            cursor.execute(
                "SELECT NOT row_security_active('volunteers_volunteer') AND pg_has_role(oid, 'MEMBER')"
                " FROM pg_roles WHERE rolname = %s",
                [settings.FENCED_ROLE],
            )
            row = cursor.fetchone()
    except OperationalError:
        return True
    return bool(row and row[0])
