"""A framework as a sheet: a row for each indicator with its outcome and output, read by the engine of imports.

An absent column keeps what is stored, an empty cell clears it. What stands in no row stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calculation.scores import Direction
from figures.named import NAMED
from imports.cells import NULL, CellRefused, Cells, CellValue, Choice, Text
from imports.days import Day
from imports.header import ROWS_TO_LOOK_AT, Header, header_in
from imports.kinds import Column, Kind
from imports.other_rows import is_blank
from imports.problems import FileRefused, Problem
from imports.reading import open_spreadsheet
from imports.source import Source
from imports.typed_cells import Sort, TypedCell
from results.choices import IndicatorKind
from results.models import Framework

MOST_ROWS = 1_000
LONG, LINE, CODE = 4_000, 300, 10
HOLDS = {
    "outcome": gettext_lazy("code of the outcome; the same in each of its rows"),
    "outcome_title": gettext_lazy("title of the outcome; one row is enough"),
    "outcome_title_zh": gettext_lazy("its Chinese title"),
    "output": gettext_lazy("code of the output; empty: the indicator measures the outcome itself"),
    "output_title": gettext_lazy("title of the output; one row is enough"),
    "output_title_zh": gettext_lazy("its Chinese title"),
    "indicator": gettext_lazy("code of the indicator, once in the framework"),
    "title": gettext_lazy("what is measured"),
    "title_zh": gettext_lazy("the same in Chinese"),
    "method": gettext_lazy("how the result is found"),
    "method_zh": gettext_lazy("the same in Chinese"),
    "unit": gettext_lazy("percent, persons, schemes, countries, partners, entities, volunteer-months, or another word"),
    "kind": gettext_lazy("how years add up; one of the list"),
    "direction": gettext_lazy("rising: more is better; falling: less is better. Empty: rising"),
    "decimal_places": gettext_lazy("as many as are shown, at most 6. Empty: none"),
    "counted_by": gettext_lazy("the named statistic that counts the result; empty: it is entered with evidence"),
    "source": gettext_lazy("where the result comes from"),
    "baseline": gettext_lazy("a number such as 47.5"),
    "baseline_year": gettext_lazy("a year"),
    "milestones_adopted_on": gettext_lazy("a day as YYYY-MM-DD, of the milestones that are new or changed"),
    "milestone_reason": gettext_lazy("why they were adopted or changed"),
    "milestone_source": gettext_lazy("where they can be read"),
}


class Amount(Cells):
    """A number with a decimal point, or a cell that a spreadsheet program knows as a number."""

    takes = frozenset({Sort.NUMBER})

    def text_in(self, value: CellValue) -> str:
        if type(value) is TypedCell and value.sort is Sort.NUMBER:
            return str(value.value)
        return super().text_in(value)

    def parse(self, text: str) -> str:
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not text.isascii():
            raise CellRefused(_("expected a number such as 1000000 or 47.5"))
        return text


class Whole(Amount):
    """A whole number, such as a year."""

    def parse(self, text: str) -> str:
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise CellRefused(_("expected a whole number"))
        return text


def columns_of(framework: Framework) -> list[Column]:
    """The columns of a framework's sheet, with a milestone for each of its years."""
    texts = {"outcome_title": LONG, "outcome_title_zh": LONG, "output": CODE, "output_title": LONG}
    texts |= {"output_title_zh": LONG}
    return [
        Column("outcome", Text(longest=CODE), required=True),
        *(Column(name, Text(longest=longest)) for name, longest in texts.items()),
        Column("indicator", Text(longest=CODE), required=True),
        Column("title", Text(longest=LONG), required=True),
        Column("title_zh", Text(longest=LONG)),
        Column("method", Text(longest=LONG), required=True),
        Column("method_zh", Text(longest=LONG)),
        Column("unit", Text(longest=40), required=True),
        Column("kind", Choice(IndicatorKind.values), required=True),
        Column("direction", Choice([str(one) for one in Direction])),
        Column("decimal_places", Whole()),
        Column("counted_by", Choice(NAMED.keys())),
        Column("source", Text(longest=LINE), required=True),
        Column("baseline", Amount()),
        Column("baseline_year", Whole()),
        *(Column(f"milestone_{year}", Amount()) for year in framework.years),
        Column("milestones_adopted_on", Day(first=date(1971, 1, 1), last=date(2100, 12, 31), outside=outside)),
        Column("milestone_reason", Text(longest=LINE)),
        Column("milestone_source", Text(longest=LINE)),
    ]


def outside(_day: date) -> str:
    return _("expected a day from 1971 to 2100")


def kind_of(framework: Framework) -> Kind:
    """The sheet as templates describe it."""
    holds = HOLDS | {
        f"milestone_{year}": _("the milestone of %(year)s, a number") % {"year": year} for year in framework.years
    }
    return Kind(
        name=f"framework {framework.code}",
        table="",
        key="indicator",
        columns=lambda: columns_of(framework),
        rules=(),
        lock="",
        holds=holds,
    )


@dataclass(frozen=True)
class SheetRow:
    """A row that was read: its number in the file, and the texts of its cells by column; none for an empty cell."""

    number: int
    cells: dict[str, str | None]

    def get(self, column: str) -> str | None:
        return self.cells.get(column)


@dataclass
class ReadSheet:
    """What a file holds, and what is wrong with it."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: frozenset[str] = frozenset()


def read_sheet(source: Source, framework: Framework) -> ReadSheet:
    """Read all rows, and note every cell that cannot be what it should be."""
    read = ReadSheet()
    try:
        _fill(read, source, columns_of(framework))
    except FileRefused as refusal:
        read.problems += refusal.problems
    return read


def _fill(read: ReadSheet, source: Source, columns: list[Column]) -> None:
    spreadsheet = open_spreadsheet(source, [column.name for column in columns])
    rows = ((number, cells) for number, cells in spreadsheet.rows() if not is_blank(cells))
    first = list(islice(rows, ROWS_TO_LOOK_AT))
    header = header_in(first, columns)
    read.columns = header.names
    for number, cells in chain(first[1:], rows):
        if len(read.rows) == MOST_ROWS:
            raise FileRefused(Problem(number, _("a framework has at most %(most)s rows") % {"most": MOST_ROWS}))
        read.rows.append(SheetRow(number, dict(_cells(read, header, number, cells))))
    if not read.rows:
        raise FileRefused(Problem(header.row, _("the file has a header, but no rows")))
    read.problems += twice(read.rows)


def _cells(
    read: ReadSheet, header: Header, number: int, cells: Sequence[CellValue]
) -> Iterator[tuple[str, str | None]]:
    for column, cell in zip(header.columns, [*cells, *[""] * len(header.columns)], strict=False):
        if column is None:
            continue
        [text], remarks = column.cells.read([cell])
        for remark in remarks:
            read.problems.append(Problem(number, remark.message, column.name, str(cell), remark.is_doubt))
        is_empty = text in (NULL, "")
        if is_empty and column.is_needed and not remarks:
            read.problems.append(Problem(number, _("empty; expected a value"), column.name))
        yield column.name, None if is_empty else text.replace("\\\\", "\\")


def twice(rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Indicators that stand in several rows, outputs under several outcomes, and parts with several titles."""
    indicators: dict[str | None, int] = {}
    outcomes: dict[str | None, tuple[int, str | None]] = {}
    titles: dict[tuple[str, str | None], tuple[int, str]] = {}
    for row in rows:
        first = indicators.setdefault(row.get("indicator"), row.number)
        if first != row.number and row.get("indicator"):
            message = _("also in row %(first_row)s; expected each once") % {"first_row": first}
            yield Problem(row.number, message, "indicator", row.get("indicator"))
        if row.get("output"):
            first, outcome = outcomes.setdefault(row.get("output"), (row.number, row.get("outcome")))
            if outcome != row.get("outcome"):
                message = _("row %(first_row)s puts this output under outcome %(outcome)s")
                words = {"first_row": first, "outcome": outcome}
                yield Problem(row.number, message % words, "output", row.get("output"))
        yield from _other_titles(row, titles)


def _other_titles(row: SheetRow, titles: dict) -> Iterator[Problem]:
    for part in ("outcome", "output"):
        for column in (f"{part}_title", f"{part}_title_zh"):
            title = row.get(column)
            if title is None or row.get(part) is None:
                continue
            first, known = titles.setdefault((column, row.get(part)), (row.number, title))
            if known != title:
                message = _("row %(first_row)s gives another title: “%(title)s”")
                yield Problem(row.number, message % {"first_row": first, "title": known}, column, title)
