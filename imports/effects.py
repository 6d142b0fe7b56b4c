"""What each staged row would do to the records, in the words of its file: stored values beside new ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from imports.kinds import Column, Kind
from imports.staging import Staging

PORTION = 2_000


@dataclass
class Effect:
    """One row: whether it is new, changed or unchanged; stored and new text of the columns that differ."""

    row: int
    key: str
    state: str
    cells: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cleared(self) -> list[str]:
        """The columns whose stored value it takes away."""
        return [name for name, (old, new) in self.cells.items() if old and not new]


def effects_of(kind: Kind, staging: Staging) -> Iterator[Effect]:
    """The effect of each row in `staged`, in the order of the file, a portion at a time."""
    columns = [column for column in staging.columns if column.name != kind.key]
    beside = [name for name in kind.on_update if name not in {column.field for column in columns}]
    with connection.chunked_cursor() as cursor:
        cursor.execute(query_of(kind, columns, beside))
        while portion := cursor.fetchmany(PORTION):
            for row, key, is_new, *values in portion:
                cells = differing(columns, beside, values, is_new=is_new)
                state = "new" if is_new else "changed" if cells else "unchanged"
                yield Effect(row, key or "", state, cells)


def query_of(kind: Kind, columns: Sequence[Column], beside: Sequence[str]) -> str:
    """SQL of the rows with each column as it is stored and as it would be, then what changes beside them."""
    pairs = "".join(f", {stored(column)}, s.{column.name}" for column in columns)
    pairs += "".join(
        f", t.{name}, CASE WHEN s.fields_differ THEN {kind.on_update[name]} ELSE t.{name} END" for name in beside
    )
    joins = "".join(
        f" LEFT JOIN {column.reference.table} AS {column.name}_stored ON {column.name}_stored.id = t.{column.field}"
        for column in columns
        if column.reference
    )
    return f"""SELECT s.row, s.{kind.key}, s.stored_id IS NULL{pairs}
               FROM staged AS s LEFT JOIN {kind.table} AS t ON t.id = s.stored_id {joins} ORDER BY s.row"""


def stored(column: Column) -> str:
    if column.reference:
        return f"{column.name}_stored.{column.reference.key}"
    if many := column.many:
        return f"ARRAY(SELECT {many.element} FROM {many.table} AS child WHERE child.{many.owner} = t.id ORDER BY 1)"
    return f"t.{column.field}"


def differing(columns: Sequence[Column], beside: Sequence[str], values: Sequence, *, is_new: bool) -> dict:
    """Stored and new text by column, where they differ."""
    cells = {}
    for position, column in enumerate(columns):
        old, new = values[2 * position], values[2 * position + 1]
        if old != new:
            texts = ["" if is_new else column.cells.shown(old), column.cells.shown(new)]
            if texts[0] != texts[1]:
                cells[column.name] = texts
    if not is_new:
        for position, name in enumerate(beside, start=len(columns)):
            old, new = values[2 * position], values[2 * position + 1]
            if old != new:
                cells[name] = [str(old or ""), str(new or "")]
    return cells
