"""The figures of the 2020 report as published, and the findings on its own consistency."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parents[1] / "data"
FACTS = DATA / "report_2020_facts.yaml"

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
    def is_hard(self) -> bool:
        return self.kind == "hard"


def published_facts() -> list[PublishedFact]:
    """Every figure, in the order of the report."""
    return [as_fact(entry) for entry in read_yaml(FACTS)["facts"]]


def findings() -> dict[str, Finding]:
    """The findings by their name, C1 to C18."""
    entries = read_yaml(FACTS)["consistency"]
    return {entry["id"]: Finding(entry["id"], entry["finding"], entry["kind"]) for entry in entries}


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
