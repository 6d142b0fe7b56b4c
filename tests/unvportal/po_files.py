"""Catalogues of translations as translators write them, read with the standard library alone."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

PLURAL_FORM = re.compile(r"msgstr\[(\d+)\]$")
BETWEEN_CONTEXT_AND_TEXT = "\x04"
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TEXT_IN_TEMPLATE = re.compile(
    rf"(?<![\w.])(?:_|n?gettext|n?pgettext\(\s*(?P<context>{STRING})\s*,)\(?\s*(?P<text>{STRING})", re.DOTALL
)


@dataclass
class Entry:
    """One text with its translation, the files it stands in, and its marks."""

    texts: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The text as a compiled catalogue looks it up."""
        return keyed(self.texts["msgid"], context=self.texts.get("msgctxt"))

    @property
    def translations(self) -> dict:
        """What a compiled catalogue holds of this entry."""
        if "msgid_plural" not in self.texts:
            return {self.key: self.texts["msgstr"]} if self.texts["msgstr"] else {}
        forms = {PLURAL_FORM.match(word): text for word, text in self.texts.items() if word.startswith("msgstr[")}
        return {(self.key, int(form[1])): text for form, text in forms.items() if text}

    @property
    def is_translated(self) -> bool:
        return bool(self.translations) and "fuzzy" not in self.marks


def entries_of(path: Path) -> list[Entry]:
    """All entries in use, the header first."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [entry for entry in map(entry_of, blocks) if "msgid" in entry.texts]


def entry_of(block: str) -> Entry:
    entry, word = Entry(), ""
    for line in block.splitlines():
        if line.startswith("#:"):
            entry.files |= {place.rsplit(":", 1)[0] for place in line[2:].split()}
        elif line.startswith("#,"):
            entry.marks |= {mark.strip() for mark in line[2:].split(",")}
        elif line.startswith("msg"):
            word, _space, text = line.partition(" ")
            entry.texts[word] = ast.literal_eval(text)
        elif line.startswith('"'):
            entry.texts[word] += ast.literal_eval(line)
    return entry


def texts_of_template(source: str) -> set[str]:
    """Every text that a template asks for, as a catalogue looks it up."""
    return {key_of(call) for call in TEXT_IN_TEMPLATE.finditer(templatize(source))}


def key_of(call: re.Match) -> str:
    context, text = (ast.literal_eval(found) if found else None for found in call.group("context", "text"))
    return keyed(text, context=context)


def texts_of_module(source: str) -> set[str]:
    """Every text that a module asks for, as a catalogue looks it up."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {text for call in calls for text in text_of_call(call)}


def text_of_call(call: ast.Call) -> list[str]:
    name = getattr(call.func, "id", "").removesuffix("_lazy")
    if name not in {"_", "gettext", "ngettext", "pgettext", "npgettext"}:
        return []
    texts = [getattr(argument, "value", None) for argument in call.args[:2]]
    if not all(isinstance(text, str) for text in texts[: 1 + name.endswith("pgettext")]):
        return []
    return [keyed(texts[1], context=texts[0]) if name.endswith("pgettext") else texts[0]]


def keyed(text: str, *, context: str | None) -> str:
    return text if context is None else f"{context}{BETWEEN_CONTEXT_AND_TEXT}{text}"
