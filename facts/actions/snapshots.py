"""One state of the records for several statements, and for several connections."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot(name: str = "") -> Iterator[None]:
    """A transaction whose statements all see the same records: those of now, or of a snapshot that another holds.

    Inside the transaction of somebody else it sees what that one sees.
    """
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                if name:
                    cursor.execute("SET TRANSACTION SNAPSHOT %s", [name])
        yield


@contextmanager
def exported_snapshot() -> Iterator[str]:
    """The name of a snapshot that other connections can work in, as long as this one holds it."""
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            name = cursor.fetchone()[0]
        yield name
    finally:
        keeper.close()
