"""The figures of the 2020 report as published, and the findings on its own consistency."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language, pgettext_lazy

DATA = Path(__file__).resolve().parent / "data"
FACTS = DATA / "report_2020_facts.yaml"
CHINESE = DATA / "report_2020_zh.yaml"
KINDS = {
    "hard": pgettext_lazy("finding", "hard"),
    "soft": pgettext_lazy("finding", "soft"),
    "external": pgettext_lazy("finding", "external"),
}

Published = Fraction | str | tuple[Fraction, ...] | None
"""A number, a rating, several numbers, or none (a result that was withheld)."""


@dataclass(frozen=True)
class PublishedFact:
    """One statement of the report: its figure, and how near another one must come."""

    id: str
    paragraph: str
    statement: str
    value: Published
    unit: str
    tolerance: Fraction | None = None
    bound: str = ""


@dataclass(frozen=True)
class Finding:
    """Something in the report that does not fit together; a hard one cannot be reconciled."""

    id: str
    text: str
    kind: str

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def is_hard(self) -> bool:
        return self.kind == "hard"


def published_facts() -> list[PublishedFact]:
    """Every figure, in the order of the report."""
    statements = translated("statements")
    return [
        as_fact({**entry, "statement": statements.get(entry["id"], entry["statement"])})
        for entry in read_yaml(FACTS)["facts"]
    ]


def findings() -> dict[str, Finding]:
    """The findings by their name, C1 to C18."""
    entries = read_yaml(FACTS)["consistency"]
    texts = translated("findings")
    return {
        entry["id"]: Finding(entry["id"], texts.get(entry["id"], entry["finding"]), entry["kind"]) for entry in entries
    }


def translated(part: str) -> dict[str, str]:
    """Statements, findings or remarks in the reader's language by their id, as far as there are any."""
    return chinese_texts()[part] if (get_language() or "").startswith("zh") else {}


@cache
def chinese_texts() -> dict[str, dict[str, str]]:
    return read_yaml(CHINESE)


def as_fact(entry: dict) -> PublishedFact:
    return PublishedFact(
        id=entry["id"],
        paragraph=str(entry["para"]),
        statement=entry["statement"],
        value=as_published(entry["value"]),
        unit=entry["unit"],
        tolerance=None if entry.get("tolerance") is None else as_exact(entry["tolerance"]),
        bound=entry.get("bound", ""),
    )


def as_published(value) -> Published:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(as_exact(part) for part in value)
    return as_exact(value)


def as_exact(number: int | float) -> Fraction:
    """The number as it is printed, not the nearest binary fraction."""
    return Fraction(str(number))


def read_yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
