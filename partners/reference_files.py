"""Reading the reference files that come with the portal; a wrong one says where it is wrong."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _


class ReferenceFileError(Exception):
    """A reference file cannot be loaded; the message names file, place and what was expected."""


@dataclass(frozen=True)
class Row:
    """One row of a reference file, which knows where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells[column]

    def required(self, column: str) -> str:
        return self.cells[column] or self.refuse(column, _("a value"))

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value, allowed = self.cells[column], list(allowed)
        if value not in allowed:
            self.refuse(column, _("one of %(allowed)s") % {"allowed": ", ".join(allowed)})
        return value

    def yes_or_no(self, column: str) -> bool:
        return self.one_of(column, ["yes", "no"]) == "yes"

    def refuse(self, column: str, expected: str):
        """Say what is wrong with a cell."""
        raise ReferenceFileError(
            _("%(file)s, row %(row)d, column %(column)s: “%(value)s” found, %(expected)s expected.")
            % {
                "file": self.file,
                "row": self.number,
                "column": column,
                "value": self.cells[column],
                "expected": expected,
            }
        )


def read_rows(path: Path, *, columns: Sequence[str], key: Sequence[str]) -> list[Row]:
    """All rows of a CSV file; refused without its columns, or with one key twice."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _refuse_missing_columns(path, columns, reader.fieldnames or [])
            rows = [Row(path.name, reader.line_num, _trimmed(cells, columns)) for cells in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReferenceFileError(f"{path.name}: {error}") from error
    _refuse_duplicates(rows, key)
    return rows


def _trimmed(cells: dict, columns: Sequence[str]) -> dict[str, str]:
    return {column: (cells[column] or "").strip() for column in columns}


def _refuse_missing_columns(path: Path, columns: Sequence[str], found: Sequence[str]) -> None:
    missing = [column for column in columns if column not in found]
    if missing:
        raise ReferenceFileError(
            _("%(file)s: missing columns: %(columns)s.") % {"file": path.name, "columns": ", ".join(missing)}
        )


def _refuse_duplicates(rows: list[Row], key: Sequence[str]) -> None:
    seen = set()
    for row in rows:
        value = tuple(row.required(column) for column in key)
        if value in seen:
            row.refuse(key[-1], _("a code that no other row has"))
        seen.add(value)
