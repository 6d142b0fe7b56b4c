"""XML read as it comes, without keeping it. Documents that define entities of their own are refused."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from django.utils.translation import gettext as _

from imports.archive import damaged, reading
from imports.problems import FileRefused, Problem

BETWEEN = " "


def parser_of(start: Callable, end: Callable, text: Callable) -> expat.XMLParserType:
    """A parser that tells of elements by their local names with their attributes as a flat list, and of text."""
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.ordered_attributes = parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse_definitions
    return parser


def refuse_definitions(*_definition) -> None:
    raise FileRefused(Problem(1, damaged(_("its XML defines entities of its own"))))


def local(name: str) -> str:
    return name.rpartition(BETWEEN)[2]


def elements(blocks: Iterable[bytes], seen: Callable[[str, Mapping[str, str]], None]) -> None:
    """Tell of each element of a small part: its local name, and its attributes by local names."""

    def start(name: str, attributes: list[str]) -> None:
        seen(local(name), {local(key): value for key, value in zip(attributes[::2], attributes[1::2], strict=True)})

    parser = parser_of(start, lambda name: None, lambda text: None)
    with reading():
        for block in blocks:
            parser.Parse(block)
        parser.Parse(b"", True)
