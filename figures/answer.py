"""One way to answer any question of contracts.md: page, download, API and command all ask here."""

import enum
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from calculation.periods import Period, Window
from calculation.values import NoData, Value
from facts.basis import Basis
from figures import records, stored, visitors
from figures.answer_rows import Row, Rows, YearBefore, nothing_recorded
from figures.fact_columns import Keys
from figures.measures import MEASURES
from figures.question import Question
from figures.records import Cells
from figures.refusals import NotCountedYet


class Reader(enum.Enum):
    """Who reads: visitors get small numbers suppressed; staff and the shell see all, an organisation all of its own."""

    VISITOR = "visitor"
    STAFF = "staff"
    OWN = "own"
    """Speaks for the organisation to which each question is limited; whoever asks has made sure of that."""

    @classmethod
    def of(cls, user) -> "Reader":
        return cls.STAFF if user.is_authenticated and user.is_staff else cls.VISITOR


OF_ORGANISATIONS = {"host_entity", "funding_partner"}


class NotTheOwn(ValueError):
    """Somebody who speaks for an organisation was to be answered about all of them."""


@dataclass(frozen=True)
class Answer:
    """The rows of an answer, sorted by the bytes of their keys (the order of Python's strings), and their basis."""

    question: Question
    rows: Sequence[Row]
    cutoff: date
    aggregated_at: datetime | None
    is_provisional: bool
    is_unfinished: bool
    why_no_data: str = ""
    has_suppressed: bool = False

    @property
    def value(self) -> Value:
        """The one value of a question without breakdown."""
        return self.rows[0].value

    @property
    def columns(self) -> list[str]:
        share = ["numerator", "denominator", "unknown"] if self.question.share else []
        growth = ["previous", "growth"] if self.question.growth else []
        return [*self.question.by, "value", *share, *growth]

    @property
    def largest(self) -> int | Fraction:
        """The largest amount shown, or 0."""
        return self.rows.largest if isinstance(self.rows, Rows) else 0

    @property
    def is_nobody(self) -> bool:
        """Whether all numbers are zero, and none is hidden."""
        return isinstance(self.rows, Rows) and self.rows.are_zero

    def records(self) -> list[dict[str, str]]:
        """Rows as contracts.md writes them in CSV: text, blank where there is no value."""
        values = [name for name in self.columns if name not in self.question.by]
        return [
            dict(zip(self.question.by, row.keys, strict=True)) | {name: getattr(row, name).text for name in values}
            for row in self.rows
        ]

    def as_json(self) -> list[dict]:
        """The same rows with numbers as numbers, and null where there is no value."""
        values = [name for name in self.columns if name not in self.question.by]
        return [
            dict(zip(self.question.by, row.keys, strict=True)) | {name: getattr(row, name).plain for name in values}
            for row in self.rows
        ]


def answer(question: Question, *, reader: Reader, from_records: bool = False) -> Answer:
    """Answer one question; `from_records` never uses stored facts."""
    return answer_many([question], reader=reader, from_records=from_records)[0]


def answer_many(
    questions: Iterable[Question], *, reader: Reader, from_records: bool = False, basis: Basis | None = None
) -> list[Answer]:
    """Answer questions together: the facts they need are read in one query, the basis only where it is not given."""
    questions = list(questions)
    basis = basis or Basis.now()
    for question in questions:
        refuse_what_lies_ahead(question, basis.cutoff)
        if reader is Reader.VISITOR:
            visitors.refuse_what_visitors_may_not_ask(question)
        if reader is Reader.OWN and not question.filters.keys() & OF_ORGANISATIONS:
            raise NotTheOwn(question)
    as_reader = nullcontext if reader is Reader.STAFF else visitors.role_that_reads_no_names
    with as_reader():
        session = Session(questions, basis, reader=reader, from_records=from_records)
        return [session.answer(question) for question in questions]


def refuse_what_lies_ahead(question: Question, cutoff: date) -> None:
    if question.period.is_day or question.period.first <= cutoff:
        return
    raise NotCountedYet(
        _("%(period)s is not counted yet: records are counted up to %(cutoff)s.")
        % {"period": question.period.code, "cutoff": cutoff.isoformat()},
        field="month" if question.period.month else "year",
    )


class Session:
    """Some questions answered together for one reader."""

    def __init__(self, questions: list[Question], basis: Basis, *, reader: Reader, from_records: bool):
        self.basis, self.reader = basis, reader
        self.from_records = from_records or basis.aggregated_at is None
        self._first_years: dict[tuple, int | None] = {}
        self._groups: set[str] | None = None
        self._counted: dict[tuple[Question, Window], Cells] = {}
        stored_ones = [question for question in questions if self._is_stored(question)]
        self.facts = stored.FactBook(self._periods(stored_ones))
        self.hidden = visitors.HiddenCells(self._with_years_before(questions) if reader is Reader.VISITOR else [])

    def _periods(self, questions: list[Question]) -> Iterable[tuple[Question, str]]:
        """The periods of facts that the questions need, those of growth included."""
        for question in questions:
            asked = [(question, question.period.window(self.basis.cutoff))]
            if question.growth:
                before = question.but(period=question.period.year_before())
                asked.append((before, question.period.window_before(self.basis.cutoff)))
            for each, window in asked:
                if code := stored.code_of(each, window, self.basis.cutoff):
                    yield each, code

    def _is_stored(self, question: Question) -> bool:
        if self.from_records:
            return False
        if self._groups is None and "host_entity" in question.dimensions:
            self._groups = stored.group_codes()
        return stored.can_answer(question, group_codes=self._groups or set())

    @staticmethod
    def _with_years_before(questions: list[Question]) -> list[Question]:
        before = [question.but(period=question.period.year_before()) for question in questions if question.growth]
        return questions + before

    def answer(self, question: Question) -> Answer:
        window = question.period.window(self.basis.cutoff)
        cells = self._cells(question, window)
        if reason := self._why_nothing_is_recorded(question, cells):
            return self._answer(question, nothing_recorded(question, reason), why_no_data=reason)
        hidden = self._hidden(question, cells, window, visitors.hidden_from_visitors)
        is_unknown = MEASURES[question.measure].news_of and self._is_in_first_year(question)
        no_value = NoData(_("the first recorded year")) if is_unknown else None
        before = self._year_before(question) if question.growth else None
        return self._answer(question, Rows(question, cells, hidden, before, no_value), has_suppressed=bool(hidden))

    def _answer(self, question: Question, rows: Sequence[Row], **more) -> Answer:
        basis, period = self.basis, question.period
        return Answer(
            question=question,
            rows=rows,
            cutoff=basis.cutoff,
            aggregated_at=basis.aggregated_at,
            is_provisional=period.is_day and period.last > basis.cutoff,
            is_unfinished=period.is_unfinished(basis.cutoff),
            **more,
        )

    def _why_nothing_is_recorded(self, question: Question, cells: Cells) -> str:
        """Why there is no data, in words; empty where the period lies within what is recorded, or somebody counts.

        Where nothing was ever recorded, nobody is a true zero.
        """
        if any(cell.amount for cell in cells.values()):
            return ""
        first = self._first_year(question)
        if first is None:
            return ""
        if self._is_first_after_cutoff(question, first):
            return _("nothing is recorded yet")
        return _("nothing is recorded before %(year)s") % {"year": first} if question.period.year < first else ""

    def _is_first_after_cutoff(self, question: Question, first: int) -> bool:
        """Whether records begin only after the cut-off: facts know nothing of them, and no other reader tells them."""
        if question.period.is_day or first < self.basis.cutoff.year:
            return False
        measure = "roster" if question.measure == "roster" else "volunteers"
        everybody = Question(measure, Period(self.basis.cutoff.year), question.modality)
        counted = self._count(everybody, everybody.period.window(self.basis.cutoff))
        return not any(cell.amount for cell in counted.values())

    def _cells(self, question: Question, window: Window) -> Cells:
        cells = self._count(question, window)
        if self.reader is Reader.VISITOR:
            cells = visitors.sexes_merged(question, cells, lambda asked: self._count(asked, window))
        return cells

    def _count(self, question: Question, window: Window) -> Cells:
        """From stored facts where they hold the answer, else from the records; once, however often it is needed."""
        slot = (question.but(growth=False), window)
        if slot not in self._counted:
            self._counted[slot] = self._count_anew(question, window)
        return self._counted[slot]

    def _count_anew(self, question: Question, window: Window) -> Cells:
        code = stored.code_of(question, window, self.basis.cutoff) if self._is_stored(question) else None
        if code:
            with suppress(stored.NotInFacts):
                return self.facts.cells(question, code)
        return records.count(question, window)

    def _hidden(self, question: Question, cells: Cells, window: Window, find: Callable) -> Container[Keys]:
        if self.reader is not Reader.VISITOR:
            return frozenset()
        return find(question, cells, self.hidden, lambda asked: self._count(asked, window))

    def _first_year(self, question: Question) -> int | None:
        """The first recorded year; about a day, which may lie beyond the facts, the records know it."""
        is_of_roster = question.measure == "roster"
        if not (self.from_records or is_of_roster or question.period.is_day):
            return self.facts.first_years.get(question.modality)
        slot = (question.modality, is_of_roster)
        if slot not in self._first_years:
            self._first_years[slot] = records.first_recorded_year(question)
        return self._first_years[slot]

    def _is_in_first_year(self, question: Question) -> bool:
        first = self._first_year(question)
        return first is None or question.period.year <= first

    def _year_before(self, question: Question) -> YearBefore:
        before = question.but(period=question.period.year_before(), growth=False)
        first = self._first_year(question)
        if first is None or before.period.year < first:
            return YearBefore({}, missing=NoData(_("nothing is recorded for the year before")))
        window = question.period.window_before(self.basis.cutoff)
        if self.reader is Reader.VISITOR and visitors.is_part_of_a_protected_year(before, window):
            reason = _("the same months of the year before are not shown, to protect individuals")
            return YearBefore({}, missing=NoData(reason))
        cells = self._cells(before, window)
        is_unknown = bool(MEASURES[question.measure].news_of and self._is_in_first_year(before))
        hidden = self._hidden(before, cells, window, visitors.hidden_if_looked_at)
        return YearBefore(cells, hidden, is_unknown=is_unknown)
