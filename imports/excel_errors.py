"""Cells of a workbook that hold an error of Excel, such as #N/A.

The reader of workbooks gives them as empty, and an empty cell would clear what is stored. So they are looked up in
the sheet's own XML, a portion at a time.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

BLOCK = 1 << 20
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
END_OF_ROW = re.compile(rb"</(?:\w+:)?row>")
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")(?=[^>]*\br="([A-Z]+)([0-9]+)")[^>]*>(.*?)</(?:\w+:)?c>', re.S)
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")

Place = tuple[int, int]


def error_cells(path: Path, sheet: str) -> dict[Place, str]:
    """The errors of a sheet by row (from 1) and column (from 0)."""
    with zipfile.ZipFile(path) as archive:
        part = part_of(archive, sheet)
        if part not in archive.namelist():
            return {}
        with archive.open(part) as xml:
            return dict(errors_in(xml))


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name inside the archive of the sheet's XML."""
    try:
        book = ElementTree.fromstring(archive.read(WORKBOOK))
        relations = ElementTree.fromstring(archive.read(RELATIONS))
    except (KeyError, ElementTree.ParseError):
        return ""
    wanted = next((tag.get(RELATION) for tag in book.iter() if tag.get("name") == sheet and tag.get(RELATION)), None)
    target = next((tag.get("Target", "") for tag in relations if tag.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def errors_in(xml) -> Iterator[tuple[Place, str]]:
    rest = b""
    while block := xml.read(BLOCK):
        rest += block
        ends = [found.end() for found in END_OF_ROW.finditer(rest)]
        if not ends:
            continue
        rows, rest = rest[: ends[-1]], rest[ends[-1] :]
        if b't="e"' in rows:
            yield from map(as_error, ERROR_CELL.finditer(rows))


def as_error(found: re.Match) -> tuple[Place, str]:
    letters, row, content = found.groups()
    value = VALUE.search(content)
    return (int(row), column_number(letters)), value[1].decode() if value else "#ERROR!"


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
