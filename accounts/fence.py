"""The second fence: for whoever is not staff, the database itself gives the rows of people that this reader may see.

A request of somebody who is not staff runs as a role of the database to which the policies on the tables of people
apply (migrations named `fence` write them). They say the same as `visible_to(user)` says, so that a page that forgets
to ask still shows nobody else. Staff, jobs and commands run as the portal's own role, past which the policies let all.

Each app says in its `fences.py` what of its tables stands where: fenced by policies, open, or shut. A table that no app
speaks of is shut.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

READ = "SELECT"
WRITE = "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True)
class Reader:
    """For whom the database answers: a user's number, or nobody that it knows."""

    user: int | None = None


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)
_granted: dict[str, str] = {}
_fenced: set[str] = set()


def fenced(*labels: str, rights: str = READ) -> None:
    """Models of which the policies of the database choose the rows."""
    _fenced.update(labels)
    opened(*labels, rights=rights)


def opened(*labels: str, rights: str = READ) -> None:
    """Models without a row of a person, or of which every reader has only the own rows to ask for."""
    _granted.update(dict.fromkeys(labels, rights))


def shut(*labels: str) -> None:
    """Models that nobody reads but staff, jobs and commands."""
    _granted.update(dict.fromkeys(labels, ""))


def fenced_models() -> list[type]:
    return [apps.get_model(label) for label in sorted(_fenced)]


def unspoken_of() -> list[str]:
    """Tables that no app has said a word about."""
    return sorted(model._meta.label for model in tables() if not is_event(model) and model._meta.label not in _granted)


def tables() -> list[type]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def is_event(model: type) -> bool:
    """Whether it is a table of the history: shut without a word."""
    return hasattr(model, "pgh_tracked_model")


def current_reader() -> Reader | None:
    """For whom the database answers now; none where it answers for staff or a job."""
    return _reader.get()


@contextmanager
def only_for(user) -> Iterator[None]:
    """What is asked inside, the database answers for this user alone; staff are let past."""
    is_staff = user is not None and user.is_active and user.is_staff
    with answering(None if is_staff else Reader(user.pk if user is not None and user.is_active else None)):
        yield


@contextmanager
def lifted() -> Iterator[None]:
    """For a step that has asked already whether the reader may take it, and touches what the reader may not read."""
    if _reader.get() is None:
        yield
        return
    with answering(None):
        yield


@contextmanager
def answering(reader: Reader | None) -> Iterator[None]:
    """The database answers for a reader inside, and afterwards for the one before."""
    token = _reader.set(reader)
    stand()
    try:
        yield
    finally:
        _reader.reset(token)
        stand()


def numbers_past(rows: QuerySet) -> list[int]:
    """The numbers of rows, found past the fence by a question that says itself what the reader may see.

    Within it the planner may use no index for words, and asks the policy of every row that it passes. The rows
    themselves are then read by their numbers within the fence: what the question forgot to ask, they still do not show.
    """
    with lifted():
        return list(rows.values_list("pk", flat=True))


def stand() -> None:
    """Set the open connection to the reader of this moment; one that is opened later asks by itself."""
    if connection.connection is not None:
        take_its_stand(connection)


def on_connecting(sender, connection, **kwargs) -> None:
    """A new connection, or one from the pool, answers for the reader of this moment, whomever it answered before."""
    is_new = "pool" not in connection.settings_dict["OPTIONS"]
    if connection.alias == "default" and not (is_new and _reader.get() is None):
        take_its_stand(connection)


def take_its_stand(connection) -> None:
    """Set role, reader and day; a transaction that failed goes back by itself when it is rolled back.

    Said to the driver, as all that a connection begins with: it is no question of a page.
    """
    try:
        connection.connection.execute(*standing(_reader.get()))
    except psycopg.Error:
        if not connection.in_atomic_block:
            connection.close()


def standing(reader: Reader | None) -> tuple[str, list]:
    """The statement that sets a connection to a reader: its role, whom it answers, and which day it is."""
    if reader is None:
        return SET, ["none", "", ""]
    number = "" if reader.user is None else str(reader.user)
    return SET, [settings.FENCED_ROLE, number, localdate().isoformat()]


SET = """
    SELECT set_config('role', %s, false), set_config('portal.reader', %s, false), set_config('portal.today', %s, false)
"""


def grant_after_migrating(sender, using, **kwargs) -> None:
    """Give the fenced role what each app says of its tables, no more; statistics name nobody, and read all rows."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        roles = {name for name in (settings.FENCED_ROLE, settings.STATISTICS_ROLE) if is_there(cursor, ROLE, name)}
        quote = connections[using].ops.quote_name
        for model in tables():
            table = model._meta.db_table
            if not is_there(cursor, TABLE, table):
                continue
            if settings.FENCED_ROLE in roles:
                give(cursor, quote(table), quote(settings.FENCED_ROLE), _granted.get(model._meta.label, ""))
            if (
                settings.STATISTICS_ROLE in roles
                and model._meta.label in _fenced
                and not is_there(cursor, POLICY, table)
            ):
                let_count(cursor, quote(table), quote(settings.STATISTICS_ROLE))


ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s"
TABLE = "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = %s"
POLICY = "SELECT 1 FROM pg_policies WHERE schemaname = 'public' AND policyname = 'statistics' AND tablename = %s"
SEQUENCES = """
    SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE d.refobjid = %s::regclass
"""


def is_there(cursor, question: str, name: str) -> bool:
    cursor.execute(question, [name])
    return cursor.fetchone() is not None


def give(cursor, table: str, role: str, rights: str) -> None:
    cursor.execute(f"REVOKE ALL ON {table} FROM {role}")
    if not rights:
        return
    cursor.execute(f"GRANT {rights} ON {table} TO {role}")
    if "INSERT" in rights:
        cursor.execute(SEQUENCES, [table])
        for (sequence,) in cursor.fetchall():
            cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {role}")


def let_count(cursor, table: str, role: str) -> None:
    """Columns that the role may not read stay shut: rows are not the fence of statistics, columns are."""
    cursor.execute(f"CREATE POLICY statistics ON {table} FOR SELECT TO {role} USING (true)")
