"""A host entity's own staff list, read as it comes: columns by many names, days in many forms, nothing kept."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from imports.cells import CellRefused
from imports.days import day_of
from imports.problems import FileRefused, Problem
from imports.reading import open_spreadsheet
from imports.source import Row, Source
from imports.texts import key_of, name_of, without_invisible, word_of
from imports.typed_cells import Sort, TypedCell
from imports.written_days import NoOneDay, day_in
from partners.country_words import CountryWords
from partners.models import Country

HEADINGS = {
    "assignment_number": "assignment assignment_number assignment_no contract contract_number",
    "roster_number": "roster roster_number roster_no volunteer_number volunteer_id",
    "family_name": "family_name surname last_name nom nom_de_famille apellido apellidos",
    "given_name": "given_name given_names first_name first_names forename prenom prénom prénoms nombre nombres",
    "name": "name full_name volunteer volunteer_name staff staff_name nom_complet nombre_completo",
    "first": "first_day start start_date from begin begin_date entry_on_duty eod début date_de_début inicio",
    "last": "last_day end end_date to until expiry expiry_date contract_end fin date_de_fin",
    "country": "country country_of_duty duty_country pays país pais",
}
"""What columns go by, by what they hold."""

COLUMN_OF = {word: column for column, words in HEADINGS.items() for word in words.split()}
TELLS_WHO = {"assignment_number", "roster_number", "family_name", "given_name", "name"}
ROWS_TO_LOOK_AT, MOST_ROWS, MOST_PROBLEMS = 20, 5_000, 100


@dataclass(frozen=True)
class Listed:
    """One row of the list, as far as it could be read."""

    row: int
    assignment_number: str = ""
    roster_number: str = ""
    name: str = ""
    first: date | None = None
    last: date | None = None
    country: str = ""
    """The alpha-3 code."""

    @property
    def who(self) -> str:
        return self.name or self.assignment_number or self.roster_number


@dataclass
class StaffList:
    """What was read, which columns were passed over, and which cells could not be read."""

    rows: list[Listed] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_staff_list(content: bytes, name: str) -> StaffList:
    """The list in a file, or FileRefused with what is wrong with it. The file is gone once it is read."""
    with tempfile.NamedTemporaryFile(prefix="staff-list-", suffix=Path(name).suffix[:10]) as file:
        file.write(content)
        file.flush()
        spreadsheet = open_spreadsheet(Source(Path(file.name), name), COLUMN_OF)
        rows = spreadsheet.rows()
        beginning = list(islice(rows, ROWS_TO_LOOK_AT))
        header = header_in(beginning)
        found = StaffList(passed_over=header.passed_over)
        reader = RowReader(header, found.problems)
        for number, cells in chain(beginning[header.position + 1 :], rows):
            if listed := reader.read(number, cells):
                found.rows.append(listed)
            if len(found.rows) > MOST_ROWS:
                raise FileRefused(Problem(number, _("more than %(most)s rows; divide the list") % {"most": MOST_ROWS}))
    return found


@dataclass(frozen=True)
class ListHeader:
    position: int
    columns: tuple[str, ...]
    written: list[str]

    @property
    def passed_over(self) -> list[str]:
        pairs = zip(self.written, self.columns, strict=True)
        return [word for word, column in pairs if word and not column]


def header_in(rows: Sequence[Row]) -> ListHeader:
    """The row that names the most columns, among those that tell who is meant."""
    best = None
    for position, (_number, cells) in enumerate(rows):
        columns = columns_named(cells)
        if TELLS_WHO & set(columns) and (best is None or len(set(columns)) > len(set(best.columns))):
            words = [without_invisible(str(cell)) for cell in cells]
            best = ListHeader(position, tuple(columns), words)
    if best is None:
        message = _(
            "no column tells who is meant; expected a header with a name, a roster number or an assignment number, "
            "such as: family_name, given_name, first_day, last_day, country"
        )
        raise FileRefused(Problem(rows[0][0] if rows else 1, message))
    return best


def columns_named(cells: Sequence[str | TypedCell]) -> list[str]:
    """What each cell names, each column once."""
    columns: list[str] = []
    for cell in cells:
        column = COLUMN_OF.get(word_of(str(cell)), "")
        columns.append("" if column in columns else column)
    return columns


class RowReader:
    """Reads rows of one list; what cannot be read is noted, and the rest of the row is kept."""

    def __init__(self, header: ListHeader, problems: list[Problem]):
        self.columns, self.problems = header.columns, problems
        self.written = dict(zip(header.columns, header.written, strict=True))
        self.codes = set(Country.objects.values_list("alpha3", flat=True))
        self.called = CountryWords()

    def read(self, number: int, cells: Sequence[str | TypedCell]) -> Listed | None:
        values = dict(self.values_in(number, cells))
        names = [values.get(column, "") for column in ("given_name", "family_name")]
        name = " ".join(filter(None, names)) or values.get("name", "")
        listed = Listed(
            row=number,
            assignment_number=key_of(values.get("assignment_number", "")),
            roster_number=key_of(values.get("roster_number", "")),
            name=name_of(name),
            first=self.day(number, "first", values.get("first", "")),
            last=self.day(number, "last", values.get("last", "")),
            country=self.country(number, values.get("country", "")),
        )
        return listed if listed.who else None

    def values_in(self, number: int, cells: Sequence[str | TypedCell]) -> Iterator[tuple[str, str]]:
        for column, cell in zip(self.columns, cells, strict=False):
            if not column:
                continue
            if isinstance(cell, TypedCell) and cell.sort == Sort.FAULT:
                self.note(number, column, str(cell), cell.reason)
            elif text := without_invisible(str(cell)):
                yield column, text

    def day(self, number: int, column: str, text: str) -> date | None:
        if not text:
            return None
        try:
            return day_of(text)
        except CellRefused:
            pass
        try:
            return day_in(text).day
        except NoOneDay as refusal:
            self.note(number, column, text, str(refusal))
            return None

    def country(self, number: int, text: str) -> str:
        if not text:
            return ""
        code = text.upper() if text.upper() in self.codes else self.called(text)
        if not code:
            self.note(number, "country", text, _("unknown; expected the alpha-3 code or the name of a country"))
        return code

    def note(self, row: int, column: str, value: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, message, self.written[column], value))
