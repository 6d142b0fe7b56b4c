"""The scorecard of a results framework: what each indicator set out to reach in a year, reached, and is rated.

    scorecard = Scorecard(framework, 2020)
    scorecard.lines                 every indicator in order: Line(indicator, milestone, result, score, rating, ...)
    scorecard.line("2.1.1a")        one of them
    scorecard.outcomes              the same lines as a tree: OutcomePart(outcome, lines, outputs=(OutputPart, ...))
    scorecard.counts                {Rating.GREEN: 10, Rating.YELLOW: 2, Rating.RED: 0, Rating.GREY: 2, ...}
    scorecard.lines_of_years("2.1") the line of that indicator in every year of the framework
    line.history                    YearResult of every year of the framework, for sparks
    line.versions                   the year's milestone versions, oldest first, each with the rating under it
    line.places                     the decimal places that show why a milestone was missed

A result is, in this order: withheld or not collected, as entered with the reason; counted by the named statistic of the
indicator; entered, where it has no such statistic. What somebody entered counts once somebody else approved it; until
then what was approved before stays, and what waits is `result.pending`. A milestone counts once approved, from the day
on which it was adopted; a definition, and how an indicator is measured, once approved. Rows of years outside the
framework are never read. An unfinished year has no result yet: what is counted so far is `so_far`. Zero is a result,
except before the first year in which anything is counted: nothing was recorded then. Values are exact fractions. Once
facts are aggregated all is read in seven queries, however many the indicators and years, and visitors' answers take
two more to change to the role that reads no names.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.utils import timezone

from calculation.periods import FIRST_YEAR
from calculation.scores import (
    Assessment,
    GreyReason,
    Rating,
    assessment,
    is_already_reached,
    places_that_tell_apart,
    rating,
    score,
    shown_percent,
)
from calculation.values import Number
from facts.basis import Basis
from figures.answer import Reader, answer_many
from figures.named import NAMED
from figures.question import Question
from results.choices import UNIT_LABELS
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result


class NotInFramework(LookupError):
    """The framework has no such year or indicator."""


@dataclass(frozen=True)
class YearResult:
    """What an indicator reached in a year, and what that rests on."""

    year: int
    value: Fraction | None = None
    grey_reason: GreyReason | None = None
    so_far: Fraction | None = None
    question: Question | None = None
    entered: Result | None = None
    """The row as it was approved."""
    pending: Result | None = None
    """The row as it awaits approval: for staff only."""

    @property
    def awaits_approval(self) -> bool:
        return self.pending is not None

    @property
    def is_counted(self) -> bool:
        return self.value is not None and self.question is not None

    @property
    def status(self) -> str:
        """What the public may know of it: counted, approved, or why there is nothing."""
        if self.is_counted:
            return "counted"
        return "approved" if self.entered else str(self.grey_reason)

    @property
    def evidence(self) -> str:
        return self.entered.evidence if self.entered else ""


@dataclass(frozen=True)
class RatedVersion:
    """A milestone version with the score and rating that the result has under it."""

    milestone: MilestoneVersion
    score: Fraction | None
    rating: Rating
    places: int

    @property
    def shown_score(self) -> int | None:
        return None if self.score is None else shown_percent(self.score)


@dataclass(frozen=True)
class Line:
    """One indicator in one year."""

    indicator: Indicator
    definition: IndicatorDefinition | None
    year: int
    result: YearResult
    versions: tuple[RatedVersion, ...]
    assessment: Assessment
    is_already_reached: bool
    history: tuple[YearResult, ...]

    @property
    def milestone(self) -> MilestoneVersion | None:
        return self.versions[-1].milestone if self.versions else None

    @property
    def places(self) -> int:
        """The decimal places of result and milestone: more than usual where the two would look alike."""
        return self.versions[-1].places if self.versions else self.indicator.precision

    @property
    def title(self) -> str:
        """What the indicator is called in this year; its code where no definition is approved."""
        return (self.definition and self.definition.title) or self.indicator.code

    @property
    def score(self) -> Fraction | None:
        return self.assessment.score

    @property
    def shown_score(self) -> int | None:
        """The score in whole percent; never 100 for less."""
        return None if self.score is None else shown_percent(self.score)

    @property
    def rating(self) -> Rating:
        return Rating(self.assessment.rating)

    @property
    def reason(self) -> GreyReason | None:
        """Why there is no result."""
        return self.result.grey_reason

    @property
    def unit_label(self) -> str:
        return str(UNIT_LABELS.get(self.indicator.unit, self.indicator.unit))


@dataclass(frozen=True)
class OutputPart:
    output: Output
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class OutcomePart:
    outcome: Outcome
    lines: tuple[Line, ...]
    outputs: tuple[OutputPart, ...]


class Scorecard:
    """A framework in one of its years."""

    def __init__(
        self,
        framework: Framework,
        year: int,
        *,
        reader: Reader = Reader.VISITOR,
        today: date | None = None,
        basis: Basis | None = None,
    ):
        self.framework, self.year, self.reader = framework.published or framework, year, reader
        if year not in self.framework.years:
            raise NotInFramework(year)
        self.today = today or timezone.localdate()
        self._basis = basis

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._line(indicator, self.year) for indicator in self.indicators)

    @cached_property
    def counts(self) -> dict[Rating, int]:
        """How many indicators have each rating; every rating is named, also with none."""
        found = Counter(line.rating for line in self.lines)
        return {rating: found[rating] for rating in Rating}

    @cached_property
    def outcomes(self) -> tuple[OutcomePart, ...]:
        return tuple(self._outcome_part(outcome) for outcome in distinct(line.indicator.outcome for line in self.lines))

    @cached_property
    def indicators(self) -> list[Indicator]:
        """Every indicator as it is measured by approval, with all that its lines need."""
        found = (
            Indicator.objects.filter(outcome__framework=self.framework)
            .select_related("outcome", "output")
            .prefetch_related("definitions", "milestone_versions", "results")
        )
        shown = (as_approved(indicator) for indicator in found)
        return sorted((indicator for indicator in shown if indicator is not None), key=place_in_framework)

    def line(self, code: str) -> Line:
        return self._line(self._indicator(code), self.year)

    def lines_of_years(self, code: str) -> tuple[Line, ...]:
        return tuple(self._line(self._indicator(code), year) for year in self.framework.years)

    def _indicator(self, code: str) -> Indicator:
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise NotInFramework(code)

    def _outcome_part(self, outcome: Outcome) -> OutcomePart:
        lines = [line for line in self.lines if line.indicator.outcome == outcome]
        outputs = distinct(line.indicator.output for line in lines if line.indicator.output)
        return OutcomePart(
            outcome,
            lines=tuple(line for line in lines if line.indicator.output is None),
            outputs=tuple(
                OutputPart(output, tuple(line for line in lines if line.indicator.output == output))
                for output in outputs
            ),
        )

    def _line(self, indicator: Indicator, year: int) -> Line:
        history = self.history[indicator.pk]
        result = next(one for one in history if one.year == year)
        versions = tuple(rated_versions(indicator, result, today=self.today))
        target = versions[-1].milestone.value if versions else None
        earlier = [one.value for one in history if one.year < year and one.value is not None]
        return Line(
            indicator=indicator,
            definition=indicator.definition_in(year),
            year=year,
            result=result,
            versions=versions,
            assessment=assessment(result.value, target, indicator.direction, reason=result.grey_reason),
            is_already_reached=is_already_reached(target, earlier[-1] if earlier else None, indicator.direction),
            history=history,
        )

    @cached_property
    def history(self) -> dict[int, tuple[YearResult, ...]]:
        """The results of all years of the framework, by indicator."""
        return {
            indicator.pk: tuple(self._year_result(indicator, year) for year in self.framework.years)
            for indicator in self.indicators
        }

    def _year_result(self, indicator: Indicator, year: int) -> YearResult:
        row = next((result for result in indicator.results.all() if result.year == year), None)
        entered = row.published if row else None
        pending = None if row is None or row.is_approved else row
        question, counted = self.counted.get((indicator.statistic, year), (None, None))
        is_over = date(year, 12, 31) <= self.basis.cutoff
        if entered and entered.value is None:
            return YearResult(year, grey_reason=entered.reason, entered=entered, pending=pending)
        if counted is not None and is_over:
            return YearResult(year, value=counted, question=question, pending=pending)
        if entered and not indicator.is_counted:
            return YearResult(year, value=Fraction(entered.value), entered=entered, pending=pending)
        missing = why_missing(is_over=is_over, awaits=pending is not None)
        return YearResult(year, grey_reason=missing, so_far=counted, question=question, pending=pending)

    @cached_property
    def basis(self) -> Basis:
        return self._basis or Basis.now()

    @cached_property
    def counted(self) -> dict[tuple[str, int], tuple[Question, Fraction]]:
        """What the named statistics count, by statistic and year, from the first year in which there is anything.

        The year before the framework is asked too: where it holds something, a zero of the first year is a result.
        """
        names = distinct(indicator.statistic for indicator in self.indicators if indicator.statistic in NAMED)
        asked_years = range(max(self.framework.first_year - 1, FIRST_YEAR), self.framework.last_year + 1)
        years = [year for year in asked_years if date(year, 1, 1) <= self.basis.cutoff]
        asked = [(name, year) for name in names for year in years]
        answers = answer_many(
            [NAMED[name].question_for(year) for name, year in asked], reader=self.reader, basis=self.basis
        )
        found, begun = {}, set()
        for (name, year), answered in zip(asked, answers, strict=True):
            if isinstance(answered.value, Number) and (answered.value.amount or name in begun):
                begun.add(name)
                found[name, year] = answered.question, Fraction(answered.value.amount)
        return found


def as_approved(indicator: Indicator) -> Indicator | None:
    """The indicator in its outcome and output as they were approved; none where one of them never was."""
    shown, outcome, output = indicator.published, indicator.outcome.published, indicator.output
    place = output.published if output is not None else None
    if shown is None or outcome is None or (output is not None and place is None):
        return None
    shown.outcome, shown.output = outcome, place
    return shown


def place_in_framework(indicator: Indicator) -> tuple:
    """Outcome by outcome, its own indicators first, then output by output."""
    outcome, output = indicator.outcome, indicator.output
    of_output = (output.order, output.code) if output else (-1, "")
    return (outcome.order, outcome.code, *of_output, indicator.order, indicator.code)


def why_missing(*, is_over: bool, awaits: bool) -> GreyReason:
    """Why a year has no result that anybody approved."""
    if not is_over:
        return GreyReason.NOT_DUE
    return GreyReason.AWAITING_APPROVAL if awaits else GreyReason.NOT_COLLECTED


def rated_versions(indicator: Indicator, result: YearResult, *, today: date) -> Iterator[RatedVersion]:
    """The approved milestones of a result's year that count by today, oldest first, with the rating under each."""
    published = [version.published for version in indicator.milestone_versions.all() if version.year == result.year]
    versions = [version for version in published if version is not None and version.counts_on(today)]
    for version in sorted(versions, key=lambda version: (version.adopted_date, version.pk)):
        pair = (result.value, version.value, indicator.direction)
        yield RatedVersion(
            version,
            score=score(*pair),
            rating=Rating(rating(*pair)),
            places=places_that_tell_apart(*pair, places=indicator.precision),
        )


def distinct(items) -> list:
    return list(dict.fromkeys(items))
