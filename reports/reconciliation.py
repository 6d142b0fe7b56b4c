"""The 2020 report against the records, figure by figure.

    for line in reconcile():        # 252 ReportLine, in the order of the report
        line.id, line.paragraph, line.statement, line.published, line.computed, line.status, line.note

A figure that records can give is computed and compared. A hard finding makes a figure contradicted when the records do
not agree with it, or when nothing is recorded of it: of two statements that cannot both hold, one may well be equal.
A portal without records of the year computes nothing: its lines are not recorded, not different.
"""

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from calculation.cells import FEWEST_SHOWN
from calculation.values import Suppressed
from reports.comparison import agrees, as_text
from reports.computing import Computed, Figures, NotRecorded
from reports.missing import later_note, missing_note
from reports.published import (
    DATA,
    Finding,
    Published,
    PublishedFact,
    findings,
    published_facts,
    read_yaml,
    translated,
)

QUESTIONS = DATA / "report_2020_questions.yaml"
PARTS = {"target": "milestone", "result": "result", "score": "score", "rating": "rating"}
"""What the facts file calls the parts of an indicator's line, and what the portal does."""
PEOPLE = "persons"
BOUNDS = {
    "more_than": _("The report says: more than this."),
    "nearly": _("The report says: nearly this."),
    "about": _("The report says: about this."),
}
COLUMNS = ("id", "paragraph", "statement", "published", "computed", "status", "note")


class Status(models.TextChoices):
    EQUAL = "equal", _("equal")
    DIFFERS = "differs", _("differs")
    CONTRADICTED = "contradicted", _("contradicted")
    NOT_RECORDED = "not_recorded", _("not recorded")
    NARRATIVE = "narrative", _("narrative")


@dataclass(frozen=True)
class ReportLine:
    """One figure of the report: as published, as computed, and how they stand to each other."""

    id: str
    paragraph: str
    statement: str
    published: str
    computed: str
    status: Status
    note: str
    is_protected: bool = False
    """Whether visitors see "<5" in place of what is computed."""

    def for_visitors(self) -> "ReportLine":
        """The line as visitors see it: what the report published is public, a small count of the records is not."""
        return replace(self, computed=Suppressed.text) if self.is_protected else self


def reconcile() -> list[ReportLine]:
    """A line for every figure of the report, in its order."""
    listed = read_yaml(QUESTIONS)
    entries = listed["facts"] | indicator_entries(listed["indicators"])
    figures = Figures(list(entries.values()), framework=listed["framework"], year=listed["year"])
    found = findings_by_fact(listed["findings"])
    return [
        line_for(fact, entries[fact.id], figures=figures, found=found.get(fact.id, [])) for fact in published_facts()
    ]


def counts_by_status(lines: list[ReportLine]) -> Counter:
    return Counter(line.status for line in lines)


def indicator_entries(indicators: dict[str, dict]) -> dict[str, dict]:
    """Milestone, result, score and rating of each indicator, by the id of the published figure."""
    entries = {}
    for code, more in indicators.items():
        for name, part in PARTS.items():
            later = {"later": more["missing"]} if part == "result" and "missing" in more else {}
            entries[f"I{code}-{name}"] = {"indicator": code, "part": part, **later}
    return entries


def findings_by_fact(listed: dict[str, list[str]]) -> dict[str, list[Finding]]:
    known, by_fact = findings(), {}
    for name, facts in listed.items():
        for fact in facts:
            by_fact.setdefault(fact, []).append(known[name])
    return by_fact


def line_for(fact: PublishedFact, entry: dict, *, figures: Figures, found: list[Finding]) -> ReportLine:
    notes = [f"{finding.id}: {finding.text}" for finding in found]
    notes += [translated("remarks").get(fact.id, entry["remark"])] if "remark" in entry else []
    notes += [str(BOUNDS[fact.bound])] if fact.bound else []
    is_contested = any(finding.is_hard for finding in found)
    if "narrative" in entry:
        return as_line(fact, None, Status.NARRATIVE, notes)
    try:
        computed = computed_figure(fact, entry, figures)
    except NotRecorded as error:
        status = Status.CONTRADICTED if is_contested else Status.NOT_RECORDED
        return as_line(fact, None, status, [missing_note(error.kind), error.reason, *notes])
    notes += [computed.note] if computed.note else []
    notes += [later_note(entry["later"])] if "later" in entry else []
    line = as_line(fact, computed.figure, status_of(computed.figure, fact, is_contested), notes)
    return replace(line, is_protected=fact.unit == PEOPLE and is_small(computed.figure) and touches_protected(entry))


def is_small(figure: Published) -> bool:
    return isinstance(figure, int | Fraction) and 0 < figure < FEWEST_SHOWN


def touches_protected(entry: dict) -> bool:
    """Whether what is asked names a property that is protected where few people stand behind it."""
    return any(word in str(entry) for word in ("disability", "refugee", "nationality", "age_group"))


def computed_figure(fact: PublishedFact, entry: dict, figures: Figures) -> Computed:
    if "missing" in entry:
        raise NotRecorded(entry["missing"])
    computed = figures.compute(entry)
    if fact.unit == "fraction" and isinstance(computed.figure, Fraction):
        return Computed(computed.figure / 100, computed.note)
    return computed


def status_of(computed: Published, fact: PublishedFact, is_contested: bool) -> Status:
    if agrees(computed, fact):
        return Status.EQUAL
    return Status.CONTRADICTED if is_contested else Status.DIFFERS


def as_line(fact: PublishedFact, computed: Published, status: Status, notes: list[str]) -> ReportLine:
    return ReportLine(
        id=fact.id,
        paragraph=fact.paragraph,
        statement=fact.statement,
        published=as_text(fact.value),
        computed=as_text(computed),
        status=status,
        note=" ".join(note for note in notes if note),
    )
