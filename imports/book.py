"""What a workbook says of itself: its sheets in their order, which are hidden, its number formats, its first day."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.archive import Archive, damaged, path_from, relations_of
from imports.number_formats import BUILT_IN, GENERAL, NumberFormat, number_format
from imports.problems import FileRefused, Problem
from imports.xml_events import elements

USUAL_PLACE = "xl/workbook.xml"
YES = ("1", "true", "on")
MOST_STYLES = 100_000


@dataclass(frozen=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass
class Book:
    """The sheets with cells, and what is needed to read them."""

    sheets: list[SheetEntry] = field(default_factory=list)
    formats: list[NumberFormat] = field(default_factory=list)
    shared_texts: str = ""
    is_from_1904: bool = False
    is_to_be_calculated: bool = False

    @property
    def first(self) -> SheetEntry:
        """The first sheet that a person sees."""
        for sheet in self.sheets:
            if not sheet.is_hidden:
                return sheet
        raise FileRefused(Problem(1, _("the workbook has no sheet with cells that is not hidden")))


def read_book(archive: Archive) -> Book:
    """The workbook inside an archive, or FileRefused with what it is instead."""
    part = place_of_workbook(archive)
    if part.endswith(".bin"):
        refuse_other(_("Excel binary workbook (.xlsb)"))
    if part not in archive:
        refuse_other(archive.what_else())
    relations = relations_from(archive, part)
    book, listed = Book(), []
    elements(archive.blocks(part), lambda name, attributes: take(book, listed, name, attributes))
    for sheet in listed:
        kind, target = relations.get(sheet.get("id", ""), ("", ""))
        if kind == "worksheet":
            book.sheets.append(SheetEntry(sheet.get("name", ""), target, sheet.get("state", "visible") != "visible"))
        elif not kind:
            reason = _("the place of its sheet %(sheet)s is missing") % {"sheet": sheet.get("name", "")}
            raise FileRefused(Problem(1, damaged(reason)))
    by_kind = dict(relations.values())
    book.shared_texts = by_kind.get("sharedStrings", "")
    if "styles" in by_kind:
        book.formats = read_formats(archive, by_kind["styles"])
    return book


def place_of_workbook(archive: Archive) -> str:
    relations = relations_from(archive, "")
    return dict(relations.values()).get("officeDocument", USUAL_PLACE)


def refuse_other(what: str) -> None:
    if what:
        message = _("no Excel workbook, but another archive (%(what)s); save it as Excel workbook (.xlsx) or CSV UTF-8")
        raise FileRefused(Problem(1, message % {"what": what}))
    raise FileRefused(Problem(1, _("no Excel workbook, but another archive; expected CSV or XLSX")))


def relations_from(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to: kind and place by id."""
    found: dict[str, tuple[str, str]] = {}

    def seen(name: str, attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, path_from(part, attributes.get("Target", ""))

    if relations_of(part) in archive:
        elements(archive.blocks(relations_of(part)), seen)
    return found


def take(book: Book, listed: list, name: str, attributes) -> None:
    """Note what an element of the workbook part says."""
    if name == "sheet":
        listed.append(attributes)
    elif name == "workbookPr":
        book.is_from_1904 = attributes.get("date1904") in YES
    elif name == "calcPr":
        book.is_to_be_calculated = attributes.get("fullCalcOnLoad") in YES


def read_formats(archive: Archive, part: str) -> list[NumberFormat]:
    """The number format of each style, in the order in which cells name them."""
    codes, ids, inside = dict(BUILT_IN), [], [""]

    def seen(name: str, attributes) -> None:
        if name == "numFmt":
            codes[number_in(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            inside[0] = name
        elif name == "xf" and inside[0] == "cellXfs" and len(ids) < MOST_STYLES:
            ids.append(number_in(attributes.get("numFmtId", "0")))

    elements(archive.blocks(part), seen)
    return [number_format(codes.get(number, GENERAL)) for number in ids]


def number_in(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
