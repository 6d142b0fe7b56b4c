"""Telling how a text file is encoded: UTF-8, or UTF-16 as Excel's "Unicode text"; anything else is refused."""

import codecs
from pathlib import Path

from django.utils.translation import gettext as _

from imports.problems import FileRefused, Problem

BLOCK = 1 << 20
UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(path: Path) -> str:
    """The encoding of a text, of which every byte has been tried; or FileRefused with the first that is wrong."""
    with path.open("rb") as file:
        encoding = encoding_by(file.read(4))
        file.seek(0)
        position = first_wrong_byte(file, encoding)
    if position is not None:
        raise FileRefused(wrong_byte(path, position, encoding))
    return encoding


def encoding_by(first: bytes) -> str:
    """The encoding that the first four bytes show: a byte order mark, or every other byte nothing."""
    if first.startswith(UTF_32):
        raise FileRefused(Problem(1, advice(_("this is UTF-32"))))
    if first.startswith(UTF_16):
        return "utf-16"
    if b"\0" not in first:
        return "utf-8"
    if len(first) == 4 and not any(first[1::2]) and all(first[::2]):
        return "utf-16-le"
    if len(first) == 4 and not any(first[::2]) and all(first[1::2]):
        return "utf-16-be"
    raise FileRefused(Problem(1, _("this is no text; expected CSV or XLSX")))


def first_wrong_byte(file, encoding: str) -> int | None:
    """The position (from 0) of the first byte that does not fit."""
    decoder = codecs.getincrementaldecoder(encoding)()
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


def wrong_byte(path: Path, position: int, encoding: str) -> Problem:
    """Where the text breaks off, by row and byte, and what its encoding may be instead."""
    returns = feeds = pairs = 0
    with path.open("rb") as file:
        left, before = position, b""
        while left and (block := file.read(min(BLOCK, left))):
            returns, feeds = returns + block.count(b"\r"), feeds + block.count(b"\n")
            pairs += (before + block).count(b"\r\n")
            before = block[-1:] if block.endswith(b"\r") else b""
            left -= len(block)
        byte = file.read(1)
    words = {"position": position + 1, "byte": byte.hex().upper()}
    return Problem(1 + returns + feeds - pairs, advice(found(words, encoding, is_old_mac=bool(returns) and not feeds)))


def found(words: dict, encoding: str, *, is_old_mac: bool) -> str:
    if encoding != "utf-8":
        return _("byte %(position)s (0x%(byte)s) is not UTF-16, with which the file begins") % words
    if is_old_mac:
        return _("byte %(position)s (0x%(byte)s) is not UTF-8; the file is probably of an old Mac (MacRoman)") % words
    return _("byte %(position)s (0x%(byte)s) is not UTF-8; the file is probably Latin-1 or Windows-1252") % words


def advice(found: str) -> str:
    return _("%(found)s. Save it as UTF-8; in Excel: Save as, CSV UTF-8") % {"found": found}
