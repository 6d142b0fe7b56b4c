"""Answers from the stored facts, for the questions they can answer: at most one dimension, and a host entity."""

from fractions import Fraction

from django.db.models import Q

from results.calculation.calendar import UNIT
from results.models import Fact
from results.statistics.dimensions import DIMENSIONS, UNKNOWN
from results.statistics.measures import MEASURES
from results.statistics.periods import Period
from results.statistics.question import Question
from results.statistics.records import Cell, Cells

ADDED = {"volunteers", "volunteer_days", "volunteer_months", "average_months"}


class FactBook:
    """Facts of the periods and host entities that some questions need, read in one query."""

    def __init__(self, questions: list[tuple[Question, Period]]):
        self.facts: dict[tuple, dict[str, Fact]] = {}
        wanted = Q(pk__in=[])
        for (modality, host, dimension), periods in self._slices(questions).items():
            wanted |= Q(modality=modality, host_entity_code=host, dimension=dimension, period__in=sorted(periods))
        for fact in Fact.objects.filter(wanted) if questions else []:
            slot = (fact.period, fact.modality, fact.host_entity_code, fact.dimension)
            self.facts.setdefault(slot, {})[fact.key] = fact

    @staticmethod
    def _slices(questions) -> dict[tuple, set[str]]:
        slices: dict[tuple, set[str]] = {}
        for question, period in questions:
            host, dimension = place_of(question)
            for name in {dimension, "total", MEASURES[question.measure].distinct_of or "total"}:
                slices.setdefault((question.modality, host, name), set()).add(period.code)
        return slices

    def of(self, question: Question, period: Period, dimension: str) -> dict[str, Fact]:
        host, _name = place_of(question)
        return self.facts.get((period.code, question.modality, host, dimension), {})

    def cells(self, question: Question, period: Period) -> Cells:
        """The cells of a question that `can_answer`."""
        distinct_of = MEASURES[question.measure].distinct_of
        if distinct_of:
            keys = self.of(question, period, distinct_of).keys() - {"none"}
            return {(): Cell(len(keys), self._people(question, period))}
        _host, dimension = place_of(question)
        facts = self.of(question, period, dimension)
        if question.share:
            return {(): self._share(question, facts, self.of(question, period, "total").get("all"))}
        if question.by:
            return {(key,): as_cell(question.measure, fact) for key, fact in facts.items()}
        key = question.filters.get(dimension, ("all",))[0]
        return {(): as_cell(question.measure, facts.get(key))}

    def _people(self, question: Question, period: Period) -> int:
        total = self.of(question, period, "total").get("all")
        return total.volunteers if total else 0

    @staticmethod
    def _share(question: Question, facts: dict[str, Fact], total: Fact | None) -> Cell:
        key = question.share[1][0]
        has_unknown = DIMENSIONS[question.share[0]].has_unknown
        numerator, everybody = (amount(question.measure, fact) for fact in (facts.get(key), total))
        unknown = amount(question.measure, facts.get(UNKNOWN) if has_unknown else None)
        denominator = everybody - unknown
        percentage = Fraction(numerator * 100) / denominator if denominator else None
        return Cell(percentage, total.volunteers if total else 0, numerator, denominator, unknown)


def place_of(question: Question) -> tuple[str, str]:
    """The host entity ('' for all) and the one dimension a question is about ('total' for none)."""
    names = [*question.by, *question.filters, *([question.share[0]] if question.share else [])]
    if MEASURES[question.measure].distinct_of and names:
        return question.filters["host_entity"][0], "total"
    if len(names) == 2 and question.filters.get("host_entity"):
        names.remove("host_entity")
        return question.filters["host_entity"][0], names[0]
    return "", names[0] if names else "total"


def can_answer(question: Question, *, group_codes: set[str]) -> bool:
    """Whether stored facts hold the answer: what people count under several keys is never added.

    Of a host entity's months they hold the totals only.
    """
    if question.period.is_day or question.measure not in ADDED and not MEASURES[question.measure].distinct_of:
        return False
    if any(len(keys) > 1 for keys in question.filters.values()) or question.share and len(question.share[1]) > 1:
        return False
    if set(question.filters.get("host_entity", ())) & group_codes:
        return False
    names = [*question.by, *question.filters, *([question.share[0]] if question.share else [])]
    if len(set(names)) < len(names):
        return False
    of_a_host_by_year = "host_entity" in question.filters and question.period.is_year
    if MEASURES[question.measure].distinct_of:
        return not names or names == ["host_entity"] and of_a_host_by_year
    return len(names) <= 1 or len(names) == 2 and of_a_host_by_year


def amount(measure: str, fact: Fact | None) -> int | Fraction:
    if fact is None:
        return 0
    if measure == "volunteers":
        return fact.volunteers
    return fact.volunteer_days if measure == "volunteer_days" else Fraction(fact.volunteer_month_units, UNIT)


def as_cell(measure: str, fact: Fact | None) -> Cell:
    people = fact.volunteers if fact else 0
    if measure == "average_months":
        return Cell(amount(measure, fact) / people if people else None, people)
    return Cell(amount(measure, fact), people)
