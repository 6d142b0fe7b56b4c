"""What every public page asks: for which reader, of which years, and several questions at once."""

from collections.abc import Hashable
from dataclasses import dataclass

from django.http import Http404
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from facts.context_processors import portal_of
from figures.answer import Answer, Reader, answer_many
from figures.question import Question
from figures.refusals import QuestionRefused
from figures.visitors import refuse_what_visitors_may_not_ask, role_that_reads_no_names
from partners.models import HostEntity
from volunteers.models import Volunteer


def ask(questions: dict[Hashable, Question], *, request) -> dict[Hashable, Answer]:
    """Answers by the names of their questions, for whoever reads."""
    answers = answer_many(questions.values(), reader=Reader.of(request.user), basis=portal_of(request).basis)
    return dict(zip(questions, answers, strict=True))


def refuse_reader(question: Question, *, request) -> None:
    """Refuse, in words, what whoever reads may not ask."""
    if Reader.of(request.user) is Reader.VISITOR:
        refuse_what_visitors_may_not_ask(question)


def may_ask(question: Question, *, request) -> bool:
    """Whether the reader may ask this at all."""
    try:
        refuse_reader(question, request=request)
    except QuestionRefused:
        return False
    return True


@dataclass(frozen=True)
class Years:
    """The years that hold facts, and the one that a page shows."""

    all: list[int]
    shown: int
    cutoff: object

    @classmethod
    def for_page(cls, request, *, year: int | None = None) -> "Years | None":
        """The years a page offers; none without facts. An address that names another year is a 404."""
        portal = portal_of(request)
        years = portal.years
        if not years:
            if year is not None:
                raise Http404(_("Nothing is counted for %(year)s.") % {"year": year})
            return None
        shown = asked_year(request) if year is None else year
        if shown is None:
            shown = years[-1] if len(years) == 1 else latest_finished(years, portal)
        if shown not in years:
            raise Http404(_("Nothing is counted for %(year)s.") % {"year": shown})
        return cls(years, shown, portal.facts.cutoff)

    @property
    def is_unfinished(self) -> bool:
        return self.shown == self.cutoff.year and self.cutoff.month < 12

    @property
    def months(self) -> range:
        """The months of the shown year that are counted."""
        return range(1, (self.cutoff.month if self.shown == self.cutoff.year else 12) + 1)

    @property
    def last_month(self) -> tuple[int, int]:
        return (self.cutoff.year, self.cutoff.month)

    @property
    def to_compare(self) -> list[int]:
        """The shown year and up to four before it, for a trend; an unfinished year is compared with none."""
        first = self.shown if self.is_unfinished else self.shown - 4
        return [year for year in self.all if first <= year <= self.shown]

    @property
    def so_far(self) -> str:
        """The months of an unfinished year that are counted, in words."""
        if not self.is_unfinished:
            return ""
        return _("so far, January to %(month)s") % {"month": MONTHS[self.cutoff.month]}


def asked_year(request) -> int | None:
    text = request.GET.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404(_("“%(text)s” is not a year.") % {"text": text})
    return int(text)


def latest_finished(years: list[int], portal) -> int:
    cutoff = portal.facts.cutoff
    finished = [year for year in years if year < cutoff.year or cutoff.month == 12]
    return (finished or years)[-1]


def what_there_is() -> dict:
    """What a portal without facts already holds, so that it can say what to do next, to visitors too."""
    with role_that_reads_no_names():
        return {"has_reference": HostEntity.objects.exists(), "has_volunteers": Volunteer.objects.exists()}


def months_through(years: Years) -> list[tuple[int, int]]:
    """Every (year, month) from the first year to the end of the shown one, or to the cut-off."""
    return [(year, month) for year, month in months_counted(years) if year <= years.shown]


def months_counted(years: Years) -> list[tuple[int, int]]:
    """Every (year, month) from the first year to the cut-off."""
    return [(year, month) for year in years.all for month in range(1, 13) if (year, month) <= years.last_month]
