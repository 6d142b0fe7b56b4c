"""Places in the history of the records: which changes a snapshot of the database has seen, to the row.

Rows of the history are numbered as they are written, but become visible as their transactions end: numbers below
the highest may still be missing. Times do not help either. So a bookmark says of each table: all up to a number
that is sure, and these ranges above it.

The sure number comes from a mark: first the last numbers given out are read, then the mark's own transaction number
is taken. Whoever writes history has a transaction number before the history's row gets its number (the trigger runs
after the change itself). So a transaction with a number above the mark's writes rows above the mark's. Once no older
transaction is running, every row up to the mark's numbers that will ever be visible is visible. Transactions that take
long, as an import, keep an older mark in use, never a wrong one; and a copy of the database restored elsewhere keeps
its row numbers, with which its bookmark agrees.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from facts.actions.tables import COLUMNS, event_table

MOST_MARKS = 50
Bookmark = dict
"""``marks``: [transaction number, {table: row number}], oldest first; ``sure``: {table: row number};
``seen``: {table: ranges of row numbers above that, as PostgreSQL writes them}."""


def place_mark(bookmark: Bookmark | None) -> list:
    """The marks of a bookmark with a new one. Call it outside the snapshot for which it will serve."""
    marks = list(bookmark["marks"]) if bookmark else []
    with transaction.atomic(), connection.cursor() as cursor:
        numbers = ", ".join(
            f"COALESCE(pg_sequence_last_value(pg_get_serial_sequence('{event_table(table)}', 'pgh_id')), 0)"
            for table in COLUMNS
        )
        cursor.execute(f"SELECT {numbers}")
        last = dict(zip(COLUMNS, cursor.fetchone(), strict=True))
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        marks.append([cursor.fetchone()[0], last])
    if len(marks) > MOST_MARKS:
        del marks[1::2]
    return marks


def bookmark_of_snapshot(marks: list) -> Bookmark:
    """What the current transaction's snapshot has seen; it must be one snapshot throughout (REPEATABLE READ)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        oldest_running = cursor.fetchone()[0]
        ended = [place for place, (number, _last) in enumerate(marks) if number < oldest_running]
        kept = marks[ended[-1] :] if ended else marks
        sure = dict(marks[ended[-1]][1]) if ended else dict.fromkeys(COLUMNS, 0)
        seen = {}
        for table in COLUMNS:
            cursor.execute(
                f"""SELECT range_agg(int8range(pgh_id::bigint, pgh_id::bigint + 1))::text
                    FROM {event_table(table)} WHERE pgh_id > %s""",
                [sure[table]],
            )
            seen[table] = cursor.fetchone()[0] or "{}"
    return {"marks": kept, "sure": sure, "seen": seen}


def was_seen(bookmark: Bookmark, table: str) -> str:
    """SQL that holds for the rows, named e, of a table's history that the bookmark's snapshot saw."""
    sure, seen = bookmark["sure"][table], bookmark["seen"][table]
    if seen == "{}":
        return f"e.pgh_id <= {sure}"
    return f"(e.pgh_id <= {sure} OR e.pgh_id::bigint <@ '{seen}'::int8multirange)"


def is_new(bookmark: Bookmark, table: str) -> str:
    """SQL that holds for the rows, named e, that the bookmark's snapshot did not see."""
    sure, seen = bookmark["sure"][table], bookmark["seen"][table]
    if seen == "{}":
        return f"e.pgh_id > {sure}"
    return f"(e.pgh_id > {sure} AND NOT e.pgh_id::bigint <@ '{seen}'::int8multirange)"


def has_anything_new(bookmark: Bookmark, tables: Iterable[str] = tuple(COLUMNS)) -> bool:
    """Whether any record was changed since."""
    asked = " OR ".join(
        f"EXISTS (SELECT 1 FROM {event_table(table)} e WHERE {is_new(bookmark, table)})" for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return cursor.fetchone()[0]
