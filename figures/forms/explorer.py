"""The explorer's form: a question of the statistics in boxes, under the names of its address."""

from collections.abc import Callable

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assignments.choices import Modality
from figures.dimensions import DIMENSIONS
from figures.forms.choices import Choice, KeyChoices, share_choices
from figures.forms.ways_out import Box, Parameters, ways_out
from figures.forms.widgets import One, Several, Tick, Typed
from figures.measures import MEASURES
from figures.periods import read_day, read_month, read_year
from figures.question import Question
from figures.refusals import QuestionRefused

FIRST_FILTERS = ("region", "country", "host_entity", "category", "sex")
MORE_FILTERS = tuple(name for name in DIMENSIONS if name not in FIRST_FILTERS)
READERS = {"year": read_year, "month": read_month, "on": read_day}
A_DAY = r"\d{4}-\d{2}-\d{2}"
A_NUMBER = r"\d{1,4}"
ONE_VALUE = ("measure", "year", "month", "on", "modality", "growth")
NOTHING = pgettext_lazy("breakdown", "nothing")


def box(label, widget) -> forms.Field:
    """A box that may be empty; the question itself says what may stand in it."""
    return forms.Field(label=label, widget=widget, required=False)


class ExplorerForm(forms.Form):
    """A question, asked in boxes. What is wrong stands at its box, and nothing that was typed is lost."""

    measure = box(_("Measure"), One(choices=[(measure.name, measure.label) for measure in MEASURES.values()]))
    year = box(_("Year"), One())
    month = box(
        _("Month"),
        Typed(input_type="number", pattern=A_NUMBER, attrs={"min": 1, "max": 12, "inputmode": "numeric"}),
    )
    on = box(_("Or on a day"), Typed(input_type="date", pattern=A_DAY))
    modality = box(_("Modality"), One(choices=Modality.choices))
    by = box(
        _("Break down by"),
        Several(labels=(_("First dimension"), _("Second dimension")), one_more="", empties=(NOTHING, NOTHING)),
    )
    share = box(_("As a share of"), Several(empties=(_("no share"), _("no share"))))
    growth = box(_("With growth on a year before"), Tick())

    def __init__(
        self,
        parameters: Parameters,
        *,
        years: list[int],
        refuse: Callable[[Question], None] = lambda _question: None,
        is_asked: bool = True,
    ):
        """`refuse` raises what the reader may not ask; a form that is not asked yet only suggests its parameters."""
        self.parameters = {name: given for name, values in parameters.items() if (given := list(filter(None, values)))}
        self.question: Question | None = None
        self.refuse_reader = refuse
        data = MultiValueDict(self.parameters) if is_asked else None
        super().__init__(data, initial=self.parameters | self.firsts, auto_id="field-%s")
        self._offer(years)

    def _offer(self, years: list[int]) -> None:
        """The choices that depend on what is stored, and on the reader's language."""
        self.fields["year"].widget.choices = [("", "–"), *((str(year), str(year)) for year in years[::-1])]
        self.fields["by"].widget.choices = [(each.name, each.label) for each in DIMENSIONS.values()]
        self.fields["share"].widget.choices = share_choices()
        keys = KeyChoices()
        for name in (*FIRST_FILTERS, *MORE_FILTERS):
            self.fields[name] = filter_box(name, keys.of(name))

    @property
    def firsts(self) -> dict[str, str]:
        """What boxes that hold one value suggest."""
        return {name: self.parameters[name][0] for name in ONE_VALUE if name in self.parameters}

    @property
    def first_filters(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST_FILTERS]

    @property
    def more_filters(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE_FILTERS]

    @property
    def is_more_open(self) -> bool:
        return any(self.parameters.get(name) for name in MORE_FILTERS)

    def clean(self):
        for name, read in READERS.items():
            for text in self.parameters.get(name, []):
                self._read(name, read, text)
        if not self.errors:
            self._read_question()

    def _read(self, name: str, read: Callable, text: str) -> None:
        try:
            read(text)
        except QuestionRefused as refusal:
            self.add_error(name, refusal.message)

    def _read_question(self) -> None:
        try:
            question = Question.from_parameters(self.parameters)
            self.refuse_reader(question)
        except QuestionRefused as refusal:
            ways = ways_out(self.parameters, refuse=self.refuse_reader)
            self.refuse(refusal, advice=self.in_words(ways) if ways else "")
        else:
            self.question = question

    def refuse(self, refusal: QuestionRefused, *, advice: str = "") -> None:
        """Say at the box at fault why the question is not answered."""
        self.add_error(self.box_of(refusal.field), f"{refusal.message} {advice}".strip())

    def box_of(self, name: str) -> str | None:
        """Where a word stands: a dimension may be a filter, a breakdown or the share, a period a day."""
        if name in DIMENSIONS and not self.parameters.get(name):
            return "by" if name in self.parameters.get("by", []) else "share"
        if name == "month" and "on" in self.parameters:
            return "on"
        return name if name in self.fields else None

    def in_words(self, ways: list[tuple[Box, ...]]) -> str:
        """Which boxes to empty: “To have it answered, empty “Month” or “Sex”.”"""
        either = gettext(" or ").join(gettext(" and ").join(self.name_of(each) for each in boxes) for boxes in ways)
        return gettext("To have it answered, empty %(boxes)s.") % {"boxes": either}

    def name_of(self, place: Box) -> str:
        name, value = place
        label = str(self.fields[name].label)
        if value:
            choice = str(DIMENSIONS[value].label) if value in DIMENSIONS else value
            label = gettext("%(box)s: %(choice)s") % {"box": label, "choice": choice}
        return gettext("“%(label)s”") % {"label": label}


def filter_box(name: str, choices: list[Choice]) -> forms.Field:
    """A dimension to filter by: a select for each chosen key and one more."""
    label = capfirst(DIMENSIONS[name].label)
    empties = (pgettext_lazy("filter", "any"), pgettext_lazy("filter", "or another"))
    field = box(label, Several(one_more=gettext("%(label)s (or)") % {"label": label}, empties=empties))
    field.widget.choices = choices
    return field
