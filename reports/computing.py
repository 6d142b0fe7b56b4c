"""Computing figures from questions: the entries of report_2020_questions.yaml and what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from urllib.parse import parse_qs

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from assignments.models import DutyStationPeriod
from calculation.scores import GreyReason, Rating
from calculation.values import Number, Value
from facts.basis import Basis
from figures.answer import Answer, Reader, answer_many
from figures.dimensions import DIMENSIONS
from figures.question import Question
from figures.refusals import QuestionRefused
from figures.rows import ids_sql, positional
from partners.models import FundingPartner
from reports.missing import SERVICE
from reports.published import Published
from results.models import Framework
from results.scorecard import Line, NotInFramework, Scorecard

ANY_PARTNER = "*"


class NotRecorded(Exception):
    """A figure cannot be computed, as records are missing."""

    def __init__(self, kind: str = SERVICE, reason: str = ""):
        super().__init__(kind)
        self.kind, self.reason = kind, reason


@dataclass(frozen=True)
class Computed:
    """A figure, and what is to be said about it."""

    figure: Published
    note: str = ""


class Figures:
    """Computes entries; every question of all entries is asked at once."""

    def __init__(self, entries: list[dict], *, framework: str, year: int):
        self.framework_code, self.year = framework, year
        self.addresses = list(dict.fromkeys(address for entry in entries for address in addresses_in(entry)))

    def compute(self, entry: dict) -> Computed:
        """The figure of an entry. Raises NotRecorded where records are missing."""
        ways = {
            "ask": self._asked,
            "sum": self._sum,
            "difference": self._difference,
            "ratio": self._ratio,
            "lowest": self._lowest,
            "keys_without": self._keys_without,
            "places": self._places,
            "share_at": self._share_at,
            "ratings": self._ratings,
            "indicator": self._part_of_line,
        }
        return next(compute(entry) for way, compute in ways.items() if way in entry)

    def _asked(self, entry: dict) -> Computed:
        (row,) = self._answer(entry["ask"]).rows
        return Computed(amount_of(getattr(row, entry.get("column", "value"))))

    def _sum(self, entry: dict) -> Computed:
        return Computed(sum(self._numbers(entry["sum"])))

    def _difference(self, entry: dict) -> Computed:
        first, second = self._numbers(entry["difference"])
        return Computed(first - second)

    def _ratio(self, entry: dict) -> Computed:
        first, second = self._numbers(entry["ratio"])
        return Computed(first / second)

    def _numbers(self, entries: list[dict]) -> list[Fraction]:
        return [self.compute(entry).figure for entry in entries]

    def _lowest(self, entry: dict) -> Computed:
        rows = self._answer(entry["lowest"]).rows
        if not rows:
            raise NotRecorded
        return Computed(min(amount_of(row.value) for row in rows))

    def _keys_without(self, entry: dict) -> Computed:
        address, other = entry["keys_without"]
        (dimension,) = self._answer(address).question.by
        without = {row.keys[0] for row in self._answer(other).rows}
        keys = [row.keys[0] for row in self._answer(address).rows if row.keys[0] not in without]
        labels = DIMENSIONS[dimension].labels(keys)
        return Computed(Fraction(len(keys)), note="; ".join(labels[key] for key in keys))

    def _places(self, entry: dict) -> Computed:
        stations = self._stations_behind(entry["places"])
        return Computed(Fraction(stations.values("place").distinct().count()))

    def _share_at(self, entry: dict) -> Computed:
        """The share of those counted who serve at places with these words in their names, in percent."""
        (row,) = self._answer(entry["of"]).rows
        there = self._stations_behind(entry["of"]).filter(place__icontains=entry["share_at"])
        people = there.values("assignment__volunteer").distinct().count()
        if not people:
            raise NotRecorded("duty_station_tags")
        return Computed(Fraction(people * 100) / amount_of(row.value))

    def _stations_behind(self, address: str) -> QuerySet:
        """The duty stations, in the period, of the assignments that a question counts."""
        question = self._answer(address).question
        window = question.period.window(self.basis.cutoff)
        return DutyStationPeriod.objects.filter(
            first_date__lte=window.last,
            last_date__gte=window.first,
            assignment_id__in=RawSQL(*positional(*ids_sql(question, window))),
        )

    def _ratings(self, entry: dict) -> Computed:
        if any(is_uncounted(line) for line in self.scorecard.lines):
            raise NotRecorded
        return Computed(Fraction(self.scorecard.counts[Rating(entry["ratings"])]))

    def _part_of_line(self, entry: dict) -> Computed:
        line, part = self._line(entry["indicator"]), entry["part"]
        if part == "milestone":
            if line.milestone is None:
                raise NotRecorded("framework")
            return Computed(Fraction(line.milestone.value), note=line.milestone.source)
        if is_uncounted(line):
            raise NotRecorded
        return Computed(part_of(line, part), note=line.result.evidence if part == "result" else "")

    def _line(self, code: str) -> Line:
        try:
            return self.scorecard.line(code)
        except NotInFramework as error:
            raise NotRecorded("framework") from error

    @cached_property
    def scorecard(self) -> Scorecard:
        framework = Framework.objects.filter(code=self.framework_code).first()
        if framework is None:
            raise NotRecorded("framework")
        return Scorecard(framework, self.year, reader=Reader.STAFF)

    @cached_property
    def basis(self) -> Basis:
        return Basis.now()

    @cached_property
    def answers(self) -> dict[str, Answer | QuestionRefused]:
        """The answer to each address, or why it was refused."""
        questions, refused = {}, {}
        for address in self.addresses:
            try:
                questions[address] = read_address(address)
            except QuestionRefused as error:
                refused[address] = error
        answered = answer_many(questions.values(), reader=Reader.STAFF)
        return dict(zip(questions, answered, strict=True)) | refused

    @cached_property
    def recorded(self) -> set[tuple[bool, int]]:
        """Years (of the roster: True) with anybody counted in them: without, zero is no result but a gap."""
        questions = [
            Question.ask(measure, year)
            for measure in ("volunteers", "roster")
            for year in sorted({found.question.period.year for found in self.answers.values() if is_answer(found)})
        ]
        answered = zip(questions, answer_many(questions, reader=Reader.STAFF), strict=True)
        return {
            (question.measure == "roster", question.period.year)
            for question, found in answered
            if isinstance(found.value, Number) and found.value.amount
        }

    def _answer(self, address: str) -> Answer:
        found = self.answers[address]
        if not is_answer(found):
            raise NotRecorded(reason=found.message)
        question = found.question
        if (question.measure == "roster", question.period.year) not in self.recorded:
            raise NotRecorded
        return found


def addresses_in(entry: dict) -> Iterator[str]:
    """Every address that an entry asks, nested ones included."""
    for name in ("ask", "lowest", "places", "of"):
        if name in entry:
            yield entry[name]
    yield from entry.get("keys_without", [])
    for name in ("sum", "difference", "ratio"):
        for part in entry.get(name, []):
            yield from addresses_in(part)


def read_address(address: str) -> Question:
    """The question of an explorer's address, in which `funding_partner=*` stands for any partner."""
    parameters = parse_qs(address, strict_parsing=True)
    if parameters.get("funding_partner") == [ANY_PARTNER]:
        parameters["funding_partner"] = list(FundingPartner.objects.order_by("code").values_list("code", flat=True))
    return Question.from_parameters(parameters)


def amount_of(value: Value) -> Fraction:
    if not isinstance(value, Number):
        raise NotRecorded(reason=str(getattr(value, "reason", "")))
    return Fraction(value.amount)


def is_answer(found: Answer | QuestionRefused) -> bool:
    return isinstance(found, Answer)


def is_uncounted(line: Line) -> bool:
    """An indicator that records should count, and there are none; withheld is something else."""
    return line.result.value is None and line.reason != GreyReason.WITHHELD


def part_of(line: Line, part: str) -> Published:
    """Result, score in percent, or rating of a line; none where the result is withheld."""
    if part == "rating":
        return str(line.rating)
    if part == "score":
        return None if line.score is None else line.score * 100
    return line.result.value
