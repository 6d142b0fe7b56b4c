"""How the list of what a funding partner pays for is narrowed and put in order, in the address of the page."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assignments.choices import Category, Modality
from assignments.querysets import AssignmentQuerySet
from partners.models import Country, FundingPartner, HostEntity
from workspaces.funded import by_name, days_in_a_year, found_by, funded_by, years_of
from workspaces.lists.reading import Numbers
from workspaces.times import TIMES, at

WHEN = ("now", "ending", "undecided_90", "soon")
ALL = [("", _("all"))]
USUAL = "-start_date"


class FundedFilter(forms.Form):
    """What can be chosen: places that occur in the rows, and the years in which they may be counted."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    host_entity = forms.ChoiceField(label=_("Host entity"), required=False)
    country = forms.ChoiceField(label=_("Country of duty"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[*ALL, *Category.choices])
    year = forms.TypedChoiceField(label=_("Service in the year"), required=False, coerce=int, empty_value=None)
    modality = forms.ChoiceField(label=_("Modality"), required=False, choices=[*ALL, *Modality.choices])
    when = forms.ChoiceField(label=_("When"), required=False)

    def __init__(self, *args, rows: AssignmentQuerySet, **more):
        super().__init__(*args, **more)
        found = set(rows.order_by().values_list("host_entity", "country").distinct())
        entities = HostEntity.objects.filter(pk__in={entity for entity, _country in found})
        places = Country.objects.filter(pk__in={country for _entity, country in found})
        self.fields["host_entity"].choices = [*ALL, *sorted(((row.code, row.name) for row in entities), key=by_label)]
        self.fields["country"].choices = [*ALL, *sorted(((row.alpha3, row.name) for row in places), key=by_label)]
        self.fields["year"].choices = [("", _("any year")), *((year, str(year)) for year in years_of(rows))]
        self.fields["when"].choices = [("", _("any time")), *((name, TIMES[name].label) for name in WHEN)]


def by_label(choice: tuple) -> str:
    return choice[1]


SORTS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "volunteer": (_("Volunteer"), ()),
    "assignment_number": (_("Assignment number"), ("assignment_number",)),
    "host_entity": (_("Host entity"), ("host_entity__name",)),
    "country": (_("Country of duty"), ("country__name_en",)),
    "category": (_("Category"), ("category",)),
    "status": (_("Status"), ("status",)),
    "start_date": (_("First day"), ("start_date",)),
    "end_date": (_("Last day"), ("end_date",)),
}
"""The columns of the list: what they are called, and the fields by which rows are put in order."""


@dataclass(frozen=True)
class FundedHeading:
    """A column that can be sorted by, and the way it is sorted by now."""

    label: str | Promise
    url: str
    direction: str


@dataclass(frozen=True)
class FundedList:
    """The rows of a partner as an address asks for them."""

    partner: FundingPartner
    user: User
    asked: QueryDict

    @cached_property
    def all_rows(self) -> AssignmentQuerySet:
        return funded_by(self.partner, self.user)

    @cached_property
    def form(self) -> FundedFilter:
        return FundedFilter(self.asked, rows=self.all_rows)

    @cached_property
    def chosen(self) -> dict:
        """What is understood of the address; a value that is none of the choices narrows nothing, and is said."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def year(self) -> int | None:
        return self.chosen.get("year")

    @cached_property
    def days(self) -> dict[int, int] | None:
        """The days of the year that is asked for, by the number of the row; none where no year is."""
        return days_in_a_year(self.all_rows, self.partner, self.year) if self.year else None

    @cached_property
    def sort(self) -> str:
        word = self.asked.get("sort", "")
        return word if word.removeprefix("-") in SORTS else USUAL

    @cached_property
    def rows(self) -> AssignmentQuerySet:
        """Narrowed, and in order."""
        rows, chosen = self.all_rows, self.chosen
        paths = {"host_entity": "host_entity__code", "country": "country__alpha3"}
        for name in ("host_entity", "country", "category", "modality"):
            if name in chosen:
                rows = rows.filter(**{paths.get(name, name): chosen[name]})
        if "when" in chosen:
            rows = at(chosen["when"], rows, localdate())
        if self.days is not None:
            rows = rows.filter(pk__in=Numbers(list(self.days)))
        if "q" in chosen:
            rows = found_by(rows, chosen["q"], self.user)
        return self.in_order(rows)

    def in_order(self, rows: AssignmentQuerySet) -> AssignmentQuerySet:
        name, is_descending = self.sort.removeprefix("-"), self.sort.startswith("-")
        if name == "volunteer":
            return by_name(rows, self.user, is_descending=is_descending)
        sign = "-" if is_descending else ""
        return rows.order_by(*(f"{sign}{field}" for field in SORTS[name][1]), "pk")

    def headings(self) -> list[FundedHeading]:
        """Each column with the address that puts the rows in its order, or the other way round."""
        found = []
        for name, (label, _fields) in SORTS.items():
            direction = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
            url = self.address(sort=f"-{name}" if direction == "ascending" else name)
            found.append(FundedHeading(label, url, direction))
        return found

    def address(self, **changes: str) -> str:
        """The same rows with something changed, from the first page on."""
        asked = self.asked.copy()
        asked.pop("page", None)
        for name in [name for name, value in asked.items() if not value]:
            del asked[name]
        for name, value in changes.items():
            asked[name] = value
        return f"?{asked.urlencode()}"
