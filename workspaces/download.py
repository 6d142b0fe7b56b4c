"""A list as a file: the rows, columns and order that the page shows, or the import's columns with codes."""

from collections.abc import Iterator
from itertools import islice

from workspaces.lists.columns import Column, Value
from workspaces.lists.reading import Reading

PORTION = 2_000


def rows_as_seen(reading: Reading, columns: list[Column]) -> Iterator[list[Value]]:
    for row in whole_rows(reading):
        yield [as_text(column.value(row, reading.names)) for column in columns]


def as_text(value: Value) -> Value:
    """What the language says late, said now."""
    return value if value is None or hasattr(value, "year") or isinstance(value, int) else str(value)


def rows_for_import(reading: Reading) -> Iterator[list[Value]]:
    keys = reading.kind.keys_for(reading.user).values()
    for row in whole_rows(reading):
        yield [key(row) for key in keys]


def whole_rows(reading: Reading) -> Iterator:
    """All rows in order: their numbers alone are put in order, little to sort; then the rows, a portion at a time."""
    ordered = reading.in_order(reading.kind.with_numbers(reading.rows, reading.user))
    numbers = ordered.values_list("pk", flat=True).iterator(chunk_size=PORTION)
    while portion := list(islice(numbers, PORTION)):
        rows = reading.kind.for_a_file(reading.all_of(portion)).in_bulk()
        yield from (rows[number] for number in portion if number in rows)
