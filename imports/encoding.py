"""Telling whether a file is UTF-8, and if not, what it probably is and what to do."""

import codecs
from pathlib import Path

from django.utils.translation import gettext as _

from imports.problems import FileRefused, Problem

BLOCK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def require_utf8(path: Path) -> None:
    """Refuse a text that is not UTF-8, naming the first byte that is none."""
    with path.open("rb") as file:
        first = file.read(4)
        if first.startswith(UTF_16) or b"\0" in first:
            raise FileRefused(Problem(1, advice(_("byte 1 on: this is UTF-16, or no text"))))
        file.seek(0)
        position = first_wrong_byte(file)
    if position is not None:
        raise FileRefused(wrong_byte(path, position))


def first_wrong_byte(file) -> int | None:
    """The position (from 0) of the first byte that is no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = 0
    while True:
        block = file.read(BLOCK)
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return position - waiting + error.start
        if not block:
            return None
        position += len(block)


def wrong_byte(path: Path, position: int) -> Problem:
    row = 1
    with path.open("rb") as file:
        left = position
        while left and (block := file.read(min(BLOCK, left))):
            row += block.count(b"\n")
            left -= len(block)
        byte = file.read(1)
    found = _("byte %(position)s (0x%(byte)s) is not UTF-8; the file is probably Latin-1 or Windows-1252")
    return Problem(row, advice(found % {"position": position + 1, "byte": byte.hex().upper()}))


def advice(found: str) -> str:
    return _("%(found)s. Save it as UTF-8; in Excel: Save as, CSV UTF-8") % {"found": found}
