"""The header row: which column stands where, and whether the file is one that is expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from imports.cells import nearest_of, without_stray_spaces
from imports.kinds import Column
from imports.problems import FileRefused, Problem

ERRORS = "errors"


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


def read_header(row: int, cells: Sequence[str], columns: Sequence[Column]) -> Header:
    """The header, or FileRefused with everything that is wrong with it."""
    names = [without_stray_spaces(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise FileRefused(Problem(row, _("the file is empty; expected a header row")))
    problems = [*separator_problems(names, columns, row)] or [*header_problems(names, columns, row)]
    if problems:
        raise FileRefused(*problems)
    known = {column.name: column for column in columns}
    return Header(row, tuple(known.get(name) for name in names))


def separator_problems(names: Sequence[str], columns: Sequence[Column], row: int) -> Iterator[Problem]:
    known = {column.name for column in columns}
    for separator, word in ((";", _("semicolons")), ("\t", _("tabs"))):
        if len(names) == 1 and known & {name.strip('"') for name in names[0].split(separator)[:-1]}:
            message = _("the columns are separated by %(separator)s; expected commas") % {"separator": word}
            yield Problem(row, message)


def header_problems(names: Sequence[str], columns: Sequence[Column], row: int) -> Iterator[Problem]:
    known = [column.name for column in columns]
    missing = [column.name for column in columns if column.required and column.name not in names]
    for position, name in enumerate(names):
        if not name:
            yield Problem(row, _("column %(number)s has no name") % {"number": position + 1})
        elif name not in known and not is_of_errors(name):
            yield Problem(row, unknown_column(name, [other for other in known if other not in names]), name)
        elif name in names[:position]:
            yield Problem(row, _("the column stands there twice"), name)
    for name in missing:
        yield Problem(row, _("this required column is missing"), name)


def unknown_column(name: str, free: Sequence[str]) -> str:
    nearest = nearest_of(name, free)
    if nearest:
        return _("unknown column. Did you mean %(nearest)s?") % {"nearest": nearest}
    return _("unknown column; expected one of %(names)s") % {"names": ", ".join(free)}
