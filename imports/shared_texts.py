"""The texts that the cells of a workbook share."""

import re
import unicodedata

from django.utils.translation import gettext as _

from imports.archive import MOST_UNPACKED_IN_MEMORY, Archive, reading
from imports.problems import FileRefused, Problem
from imports.spoiled import DESTROYED
from imports.xml_events import local, parser_of

MOST_TEXTS = 5_000_000
LONGEST_TEXT = 1_000_000
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_shared_texts(archive: Archive, part: str) -> list[str]:
    """All texts, in the order in which cells name them; without the pronunciation beside some."""
    if archive.size(part) > MOST_UNPACKED_IN_MEMORY:
        refuse_many()
    texts = SharedTexts()
    parser = parser_of(texts.start, texts.end, texts.text)
    with reading():
        for block in archive.blocks(part):
            parser.Parse(block)
            if len(texts.found) > MOST_TEXTS:
                refuse_many()
        parser.Parse(b"", True)
    return texts.found


def refuse_many() -> None:
    raise FileRefused(Problem(1, _("the workbook holds more text than is taken; save it as CSV UTF-8")))


class SharedTexts:
    """Collects the texts while their XML passes by."""

    def __init__(self):
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_in_text = self._is_pronunciation = False

    def start(self, name: str, _attributes) -> None:
        name = local(name)
        if name == "t":
            self._is_in_text = not self._is_pronunciation
        elif name == "rPh":
            self._is_pronunciation = True
        elif name == "si":
            self._pieces, self._length = [], 0

    def text(self, text: str) -> None:
        if self._is_in_text:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                refuse_many()

    def end(self, name: str) -> None:
        name = local(name)
        if name == "t":
            self._is_in_text = False
        elif name == "rPh":
            self._is_pronunciation = False
        elif name == "si":
            self.found.append(unescaped("".join(self._pieces)))


def unescaped(text: str) -> str:
    """With the signs that XML cannot hold, and that workbooks write as _x000D_."""
    return ESCAPED.sub(sign_of, text) if "_x" in text else text


def sign_of(found: re.Match) -> str:
    """The sign that is meant; half of one is none."""
    sign = chr(int(found[1], 16))
    return DESTROYED if unicodedata.category(sign) == "Cs" else sign
