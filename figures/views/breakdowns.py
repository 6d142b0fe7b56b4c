"""Breakdowns of a year as tables: what is asked for each, and its lines in the order a reader expects."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from calculation.values import NotApplicable, Number, Value
from figures.answer import Answer
from figures.dimensions import DIMENSIONS, OTHER_OR_NOT_STATED
from figures.question import Question

IN_THEIR_OWN_ORDER = {"age_group", "sex", "scope"}
SHARED_KEYS = {"sex": ("female", "male")}


@dataclass(frozen=True)
class Line:
    """One key of a breakdown."""

    key: str
    label: str
    url: str
    volunteers: Value
    months: Value = NotApplicable()
    share: Value = NotApplicable()


@dataclass(frozen=True)
class Breakdown:
    """A table: its lines, the largest for the bars, and what its rows add up to."""

    dimension: str
    question: Question
    lines: tuple[Line, ...]
    all_lines: int
    total: Value
    adds_up_to: int | None
    has_months: bool
    has_shares: bool
    all_url: str = ""

    @property
    def title(self) -> str:
        return DIMENSIONS[self.dimension].label

    @property
    def most(self) -> int | Fraction:
        return max((amount_of(line.volunteers) for line in self.lines), default=0)

    @property
    def is_cut(self) -> bool:
        return len(self.lines) < self.all_lines

    @property
    def surplus(self) -> int:
        """How much more the rows add up to than there are people."""
        if self.adds_up_to is None or not isinstance(self.total, Number):
            return 0
        return self.adds_up_to - self.total.amount

    @property
    def more_url(self) -> str:
        """Where all lines stand."""
        return self.all_url or f"{reverse('explore')}?{self.question.query_string()}"


def breakdown_questions(dimension: str, year: int, *, months=True, shares=True, **where) -> dict[tuple, Question]:
    """The questions of one breakdown, under names that `breakdown` reads again."""
    asked = {(dimension, "volunteers"): Question.ask("volunteers", year, by=[dimension], **where)}
    if months:
        asked[dimension, "months"] = Question.ask("volunteer_months", year, by=[dimension], **where)
    if shares:
        for key in shared_keys(dimension):
            asked[dimension, "share", key] = Question.ask("volunteers", year, share=(dimension, key), **where)
    return asked


def shared_keys(dimension: str) -> tuple[str, ...]:
    """The keys whose share is shown: of closed dimensions, without unknown ones."""
    closed = DIMENSIONS[dimension].closed or {}
    return SHARED_KEYS.get(dimension) or tuple(key for key in closed if key not in ("unknown", "online"))


def breakdown(
    dimension: str, answers: dict, *, total: Value, top: int | None = None, url: Callable | None = None, all_url=""
):
    """One breakdown out of answers, largest first or in the order of its keys."""
    found: Answer = answers[dimension, "volunteers"]
    months = rows_of(answers.get((dimension, "months")))
    labels = DIMENSIONS[dimension].labels(row.keys[0] for row in found.rows)
    lines = [
        Line(
            key,
            labels[key],
            url(key) if url and key != "none" else figure_url(found.question, dimension, key),
            row.value,
            months.get(key, NotApplicable()),
            share_of(answers, dimension, key),
        )
        for key, row in rows_of(found, whole=True).items()
    ]
    lines.sort(key=place_of_line(dimension))
    amounts = [line.volunteers for line in lines]
    return Breakdown(
        dimension,
        found.question,
        tuple(lines[:top]),
        len(lines),
        total,
        sum(value.amount for value in amounts) if all(isinstance(value, Number) for value in amounts) else None,
        has_months=(dimension, "months") in answers,
        has_shares=any(isinstance(line.share, Number) for line in lines),
        all_url=all_url,
    )


def rows_of(found: Answer | None, *, whole: bool = False) -> dict:
    return {row.keys[0]: row if whole else row.value for row in found.rows} if found else {}


def share_of(answers: dict, dimension: str, key: str) -> Value:
    found = answers.get((dimension, "share", key))
    return found.value if found else NotApplicable()


def amount_of(value: Value) -> int | Fraction:
    return value.amount if isinstance(value, Number) else 0


def place_of_line(dimension: str) -> Callable[[Line], tuple]:
    """Keys of sex, scope and age stay in order; others come largest first."""
    if dimension not in IN_THEIR_OWN_ORDER:
        return lambda line: (line.key == "none", -amount_of(line.volunteers), line.label)
    order = [*(DIMENSIONS[dimension].closed or {}), OTHER_OR_NOT_STATED]
    return lambda line: (order.index(line.key) if line.key in order else len(order), line.label)


def figure_url(question: Question, dimension: str, key: str) -> str:
    """The page of one cell; the merged sexes have none of their own."""
    if key == OTHER_OR_NOT_STATED:
        return ""
    return f"{reverse('figure')}?{question.but(by=()).narrowed(dimension, key).query_string()}"
