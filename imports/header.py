"""The header row: which column stands where, and whether the file is one that is expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from imports.cells import CellValue
from imports.kinds import Column
from imports.nearest import nearest_of
from imports.problems import FileRefused, Problem, cut
from imports.texts import plain, without_invisible

ERRORS = "errors"
ROWS_TO_LOOK_AT = 20
ENOUGH_NAMES = 2


@dataclass(frozen=True)
class Header:
    """Columns of the file in its order. None stands for our own column of errors, which is passed over."""

    row: int
    columns: tuple[Column | None, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns if column)


def is_of_errors(name: str) -> bool:
    """Whether it is the column that the workbook of errors adds."""
    return name == ERRORS or name.startswith(f"{ERRORS}: ")


def header_in(rows: Sequence[tuple[int, Sequence[CellValue]]], columns: Sequence[Column]) -> Header:
    """The header in the first row, or FileRefused with everything that is wrong with it, or where it is instead."""
    if not rows:
        raise FileRefused(Problem(1, _("the file is empty; expected a header row")))
    known = [column.name for column in columns]
    names_of_rows = [set(names_of(cells)) & set(known) for _number, cells in rows]
    best = max(range(len(rows)), key=lambda position: len(names_of_rows[position]))
    if best and len(names_of_rows[best]) >= max(ENOUGH_NAMES, len(names_of_rows[0]) + 1):
        raise FileRefused(Problem(rows[0][0], header_is_below(rows[best][0])))
    return read_header(*rows[0], columns)


def header_is_below(row: int) -> str:
    if row == 2:
        return _("the header seems to be in row 2: delete row 1")
    return _("the header seems to be in row %(row)s: delete rows 1 to %(before)s") % {"row": row, "before": row - 1}


def names_of(cells: Sequence[CellValue]) -> list[str]:
    """The names that stand in a row, in small letters of usual width, as far as there are any."""
    names = [name_in(str(cell)) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def name_in(cell: str) -> str:
    name = without_invisible(cell)
    folded = plain(name).casefold()
    return name if is_of_errors(name) else folded


def read_header(row: int, cells: Sequence[CellValue], columns: Sequence[Column]) -> Header:
    names = names_of(cells)
    if problems := [*header_problems(cells, names, columns, row)]:
        raise FileRefused(*problems)
    known = {column.name: column for column in columns}
    return Header(row, tuple(known.get(name) for name in names))


def header_problems(
    cells: Sequence[CellValue], names: Sequence[str], columns: Sequence[Column], row: int
) -> Iterator[Problem]:
    known = [column.name for column in columns]
    missing = [column.name for column in columns if column.required and column.name not in names]
    for position, name in enumerate(names):
        written = without_invisible(str(cells[position]))
        if not name:
            yield Problem(row, _("column %(number)s has no name") % {"number": position + 1})
        elif name not in known and not is_of_errors(name):
            yield Problem(row, unknown_column(name, [other for other in known if other not in names]), written)
        elif name in names[:position]:
            yield Problem(row, _("the column stands there twice"), written)
    for name in missing:
        yield Problem(row, _("this required column is missing"), name)


def unknown_column(name: str, free: Sequence[str]) -> str:
    nearest = nearest_of(cut(name), free)
    if nearest:
        return _("unknown column. Did you mean %(nearest)s?") % {"nearest": nearest}
    return _("unknown column; expected one of %(names)s") % {"names": ", ".join(free)}
