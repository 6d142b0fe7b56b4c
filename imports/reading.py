"""Reading a spreadsheet, CSV or XLSX, told apart by what is in it."""

import csv
import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

import python_calamine
from django.utils.translation import gettext as _

from imports.encoding import require_utf8
from imports.excel_errors import error_cells
from imports.problems import FileRefused, Problem

STANDARD_INPUT = "-"
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONGEST_CELL = 1_000_000
MIDNIGHT = time()

Row = tuple[int, list]


@dataclass(frozen=True)
class Source:
    """The file as it lies on the disk, and what it is called."""

    path: Path
    name: str

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def size(self) -> int:
        return self.path.stat().st_size

    def starts_with(self, *signatures: bytes) -> bool:
        with self.path.open("rb") as file:
            return file.read(8).startswith(signatures)


@contextmanager
def source_of(argument: str) -> Iterator[Source]:
    """The file that was named; what comes through a pipe is kept in a temporary one, because it is read twice."""
    if argument != STANDARD_INPUT and os.path.isfile(argument):
        yield Source(Path(argument), os.path.basename(argument))
        return
    with tempfile.NamedTemporaryFile(prefix="import-") as file:
        with nullcontext(sys.stdin.buffer) if argument == STANDARD_INPUT else open(argument, "rb") as pipe:
            shutil.copyfileobj(pipe, file)
        file.flush()
        yield Source(Path(file.name), _("standard input") if argument == STANDARD_INPUT else argument)


class Spreadsheet:
    """Rows of a file, with their numbers as a spreadsheet program shows them: the header is in row 1."""

    def __init__(self, source: Source):
        self.source = source

    def rows(self) -> Iterator[Row]:
        """Number and cells of each row, as they are in the file."""
        raise NotImplementedError

    def texts(self) -> Iterator[Row]:
        """Number and cells of each row, as texts."""
        raise NotImplementedError

    def share_read(self) -> float:
        raise NotImplementedError


class CsvFile(Spreadsheet):
    """RFC 4180: commas, a cell in quotation marks where it needs them; UTF-8."""

    def __init__(self, source: Source):
        super().__init__(source)
        require_utf8(source.path)
        self._read = 0

    def rows(self) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        with self.source.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                for number, cells in enumerate(reader, start=1):
                    if not number % 1000:
                        self._read = file.buffer.tell()
                    yield number, cells
            except csv.Error as error:
                raise FileRefused(Problem(number + 1, broken_quotation(error))) from error

    texts = rows

    def share_read(self) -> float:
        return self._read / max(self.source.size, 1)


def broken_quotation(error: csv.Error) -> str:
    message = _(
        "from here on the file cannot be told into cells (%(reason)s); expected a cell with a comma or a "
        "quotation mark to stand in quotation marks, and each mark inside to be doubled"
    )
    return message % {"reason": error}


class XlsxFile(Spreadsheet):
    """The first sheet of a workbook."""

    def __init__(self, source: Source):
        super().__init__(source)
        require_workbook(source.path)
        self._read = 0

    @cached_property
    def sheet(self) -> python_calamine.CalamineSheet:
        try:
            with self.source.path.open("rb") as file:
                book = python_calamine.CalamineWorkbook.from_filelike(file)
                first = next(s.name for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet)
                return book.get_sheet_by_name(first)
        except StopIteration:
            raise FileRefused(Problem(1, _("the workbook has no sheet"))) from None
        except python_calamine.CalamineError as error:
            message = _("the Excel workbook cannot be read (%(reason)s); open it in Excel and save it anew")
            raise FileRefused(Problem(1, message % {"reason": error})) from error

    @cached_property
    def errors_by_row(self) -> dict[int, list[tuple[int, str]]]:
        by_row = defaultdict(list)
        for (row, position), error in error_cells(self.source.path, self.sheet.name).items():
            by_row[row].append((position, error))
        return by_row

    def rows(self) -> Iterator[Row]:
        empty_columns = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        errors = self.errors_by_row
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            self._read = number
            cells = empty_columns + cells
            for position, error in errors.get(number, ()):
                cells[position] = error
            yield number, cells

    def texts(self) -> Iterator[Row]:
        for number, cells in self.rows():
            yield number, [cell if type(cell) is str else text_of(cell) for cell in cells]

    def share_read(self) -> float:
        return self._read / max(self.sheet.total_height, 1)


def text_of(cell) -> str:
    """What a typed cell of a workbook shows: a date as YYYY-MM-DD, a whole number without a decimal point."""
    match cell:
        case datetime() if cell.time() == MIDNIGHT:
            return cell.date().isoformat()
        case date() | time():
            return str(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)


def open_spreadsheet(source: Source) -> Spreadsheet:
    """The file as rows, or FileRefused with what it is instead."""
    if not source.size:
        raise FileRefused(Problem(1, _("the file is empty; expected a header row")))
    if source.starts_with(ZIP):
        return XlsxFile(source)
    if source.starts_with(COMPOUND):
        message = _("an old or password-protected Excel workbook; save it as Excel workbook (.xlsx) without password")
        raise FileRefused(Problem(1, message))
    if source.path.suffix.lower() == ".xlsx":
        message = _("named .xlsx, but no Excel workbook; save it as one, or name it .csv if it is CSV")
        raise FileRefused(Problem(1, message))
    return CsvFile(source)


def require_workbook(path: Path) -> None:
    """Refuse a ZIP archive that is broken, or that holds something else than an Excel workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        message = _("no Excel workbook, or a damaged one (%(reason)s); save it anew as Excel workbook (.xlsx)")
        raise FileRefused(Problem(1, message % {"reason": error})) from error
    if not any(name.startswith("xl/") for name in names):
        raise FileRefused(Problem(1, _("no Excel workbook, but another archive; expected CSV or XLSX")))
