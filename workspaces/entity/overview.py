"""The figures of a host entity: today, the last month and the year so far, in what, where, and over 24 months.

The statistics that all pages ask, limited to the entity and, where the reader is, to countries; nothing is hidden from
whoever speaks for it.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from calculation.periods import Period
from calculation.values import Number
from facts.basis import Basis
from figures.answer import Answer, Reader, answer_many
from figures.forecast import Expected, expected_months
from figures.question import Question
from figures.views.breakdowns import Breakdown, breakdown, breakdown_questions
from figures.views.figures import Figure, figure, figure_address
from figures.views.months import month_questions, month_rows
from figures.views.rows import is_kept_from_partners, rows_url
from workspaces.entity.hosting import Hosting

MONTHS_SHOWN = 24
TABLES = ("scope", "category", "country")


@dataclass(frozen=True)
class Overview:
    """What the overview of a host entity shows."""

    today: date
    cutoff: date
    now: list[Figure]
    month: list[Figure]
    year: list[Figure]
    tables: list[Breakdown]
    months: list[tuple[int, list]]
    expected: Expected
    is_unfinished: bool

    @property
    def has_service(self) -> bool:
        """Whether anybody served this year or serves today."""
        values = [self.now[0].value, self.year[0].value]
        return any(isinstance(value, Number) and value.amount for value in values)


def overview_of(hosting: Hosting, *, today: date, is_staff: bool, most_countries: int | None = None) -> Overview:
    """The figures of an entity; each leads to its rows, as far as partners see rows of it."""
    basis = Basis.now()
    cutoff = basis.cutoff
    months = months_until(cutoff)
    answers = ask_own(questions_of(hosting, today, cutoff) | month_questions(months, **hosting.where), basis)

    def shown(name: str, **more) -> Figure:
        question = answers[name].question
        return replace(figure(answers[name], **more), url=address_of(question, is_staff=is_staff))

    women = _("Share of women")
    year = [shown("volunteers"), shown("months"), shown("women", label=women), shown("countries")]
    if any_served(answers["online"]):
        year.append(shown("online", label=_("Online volunteers")))
    return Overview(
        today=today,
        cutoff=cutoff,
        now=[shown("today", label=_("Serving today")), shown("women today", label=women)],
        month=[shown("month"), shown("months of month")],
        year=year,
        tables=[table_of(name, answers, top=most_countries if name == "country" else None) for name in TABLES],
        months=month_rows(answers, months),
        expected=() if hosting.is_limited else expected_months(host_entity=hosting.entity.code, cutoff=cutoff),
        is_unfinished=cutoff.month < 12,
    )


def ask_own(questions: dict[Hashable, Question], basis: Basis) -> dict[Hashable, Answer]:
    """Answers for those who speak for the entity to which the questions are limited."""
    return dict(zip(questions, answer_many(questions.values(), reader=Reader.OWN, basis=basis), strict=True))


def questions_of(hosting: Hosting, today: date, cutoff: date) -> dict[Hashable, Question]:
    where, year, month = hosting.where, cutoff.year, cutoff.month
    of_today = Question.ask("volunteers", today.year, **where).but(period=Period.on(today), growth=True)
    asked: dict[Hashable, Question] = {
        "today": of_today,
        "women today": of_today.but(share=("sex", ("female",))),
        "month": Question.ask("volunteers", year, month, growth=True, **where),
        "months of month": Question.ask("volunteer_months", year, month, growth=True, **where),
        "volunteers": Question.ask("volunteers", year, growth=True, **where),
        "months": Question.ask("volunteer_months", year, growth=True, **where),
        "women": Question.ask("volunteers", year, share=("sex", "female"), growth=True, **where),
        "countries": Question.ask("countries", year, growth=True, **where),
        "online": Question.ask("volunteers", year, modality="online", growth=True, **where),
    }
    for name in TABLES:
        asked |= breakdown_questions(name, year, shares=name == "scope", **where)
    return asked


def table_of(name: str, answers: dict, *, top: int | None) -> Breakdown:
    asked = answers[name, "volunteers"].question

    def rows_of(key: str) -> str:
        return rows_url(asked.narrowed(name, key))

    return breakdown(name, answers, total=answers["volunteers"].value, top=top, url=rows_of, all_url="?all=1")


def address_of(question: Question, *, is_staff: bool) -> str:
    """The rows behind a figure; of what partners do not see of single people, the figure's own page."""
    if is_kept_from_partners(question) and not is_staff:
        return figure_address(question)
    return rows_url(question)


def any_served(found: Answer) -> bool:
    return isinstance(found.value, Number) and bool(found.value.amount)


def months_until(cutoff: date) -> list[tuple[int, int]]:
    """The 24 months up to the cut-off's, each as (year, month)."""
    last = cutoff.year * 12 + cutoff.month - 1
    return [divmod_month(number) for number in range(last - MONTHS_SHOWN + 1, last + 1)]


def divmod_month(number: int) -> tuple[int, int]:
    return number // 12, number % 12 + 1
