"""Reading a spreadsheet, CSV or XLSX, told apart by what is in it; anything else is refused by its name."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.csv_file import CsvFile
from imports.problems import FileRefused, Problem
from imports.source import STANDARD_INPUT, Row, Source, Spreadsheet, source_of
from imports.xlsx_file import XlsxFile

__all__ = ["STANDARD_INPUT", "Row", "Source", "Spreadsheet", "open_spreadsheet", "source_of"]

ZIP, ZIP_OF_NOTHING, COMPOUND = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
TO_LOOK_AT = 4_096
OLD_EXCEL = gettext_lazy("old Excel workbook (.xls)")
ARCHIVE = gettext_lazy("archive")
OTHER_FILES = (
    (b"%PDF-", gettext_lazy("PDF document")),
    (b"{\\rtf", gettext_lazy("RTF document")),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (ZIP_OF_NOTHING, ARCHIVE),
    (b"\x09\x00\x04\x00", OLD_EXCEL),
    (b"\x09\x02\x06\x00", OLD_EXCEL),
    (b"\x09\x04\x06\x00", OLD_EXCEL),
    (b"\x09\x08", OLD_EXCEL),
    (b"ID;P", gettext_lazy("SYLK file")),
    (b"SQLite format 3", gettext_lazy("database")),
    (b"PAR1", gettext_lazy("Parquet file")),
    (b"MIME-Version:", gettext_lazy("web page")),
    (b"\x89PNG", gettext_lazy("picture")),
    (b"\xff\xd8\xff", gettext_lazy("picture")),
    (b"GIF8", gettext_lazy("picture")),
)
WEB_PAGES = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style", "<script", "<!--")


def open_spreadsheet(source: Source, names: Collection[str]) -> Spreadsheet:
    """The file as rows, or FileRefused with what it is instead. `names` are those of the columns expected."""
    if not source.size:
        raise FileRefused(Problem(1, _("the file is empty; expected a header row")))
    beginning = source.beginning(TO_LOOK_AT)
    if beginning.startswith(ZIP):
        return XlsxFile(source)
    if beginning.startswith(COMPOUND):
        raise FileRefused(Problem(1, old_or_locked(source)))
    if what := other_file(beginning):
        message = _("this is another kind of file: %(what)s; save it as Excel workbook (.xlsx) or as CSV UTF-8")
        raise FileRefused(Problem(1, message % {"what": what}))
    if source.path.suffix.lower() == ".xlsx":
        message = _("named .xlsx, but no Excel workbook; save it as one, or name it .csv if it is CSV")
        raise FileRefused(Problem(1, message))
    return CsvFile(source, names)


def old_or_locked(source: Source) -> str:
    """What a compound file is: only a locked workbook holds a package that is encrypted."""
    with source.path.open("rb") as file:
        is_locked = any(ENCRYPTED in block for block in iter(lambda: file.read(1 << 20), b""))
    if is_locked:
        return _("a workbook protected by a password; save it as Excel workbook (.xlsx) without password")
    return _("an old or password-protected Excel workbook; save it as Excel workbook (.xlsx) without password")


def other_file(beginning: bytes) -> str:
    """The name of a kind of file that is no table, or nothing."""
    for signature, what in OTHER_FILES:
        if beginning.startswith(signature):
            return str(what)
    is_utf_16 = b"\0" in beginning[:4]
    text = beginning.decode("utf-16" if is_utf_16 else "utf-8", "ignore").lstrip("\ufeff \t\r\n").casefold()
    if text.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return _("Excel workbook of 2003 in XML")
    if text.startswith(WEB_PAGES) or (text.startswith("<?xml") and "<html" in text):
        return _("a web page, not CSV")
    if text.startswith("<?xml"):
        return _("XML")
    return _("JSON") if text.startswith(("[{", '{"', "[\n", "{\n")) else ""
