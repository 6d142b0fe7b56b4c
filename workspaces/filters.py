"""Search and filters over the records that a user may see, each in the address of the page."""

from datetime import timedelta

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter, MultipleChoiceFilter

from accounts.days import DayField
from accounts.folding import LONGEST, MOST_WORDS, found_by, is_searched_whole
from assignments.choices import Category, Scope, Status
from assignments.models import Assignment, AssignmentInitiative
from partners.models import Country, FundingPartner, GroupMembership, HostEntity, HostEntityGroup, Initiative
from partners.models.host_entities import HostEntityKind
from partners.models.validity import valid_on
from volunteers.models import Sex
from workspaces.times import TIMES, TOLD_TO_STAFF, at

WITHIN = (15, 30, 60, 90, 180)
"""Days from today."""

SCOPES = [*Scope.choices, ("online", _("Online"))]
NOT_STATED = "unknown"
SEXES = [*Sex.choices, (NOT_STATED, _("not stated"))]
DUTY = [
    ("serving", _("serving today")),
    ("planned", _("planned")),
    ("served", _("served before, not today")),
    ("none", _("no assignment yet")),
]


def times(*, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(name, str(time.label)) for name, time in TIMES.items() if name not in but]


def days_ahead() -> list[tuple[str, str]]:
    return [(str(days), ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in WITHIN]


class PickedDay(DayField):
    """A day from the browser's calendar, or as it is typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DayFilter(DateFilter):
    field_class = PickedDay


def refuse_more_than_is_searched(words: str) -> None:
    if not is_searched_whole(words):
        told = _("Only the first %(words)s words and %(signs)s characters are looked for: type fewer.")
        raise forms.ValidationError(told, params={"words": MOST_WORDS, "signs": LONGEST})


class ListFilter(FilterSet):
    """Filters of a list: some only for staff, choices as far as the user has rows of them."""

    for_staff: tuple[str, ...] = ()
    chosen_from: tuple[str, ...] = ()
    """Filters whose choices are rows of reference data."""

    q = CharFilter(label=_("Search"), method="search", validators=[refuse_more_than_is_searched])

    def __init__(self, data=None, *, queryset, user):
        super().__init__(data, queryset=queryset)
        self.user = user
        if not user.is_staff:
            self.leave_to_staff()
        for name in self.chosen_from:
            if name in self.filters:
                self.filters[name].queryset = self.choices_of(name)
        self.form.fields["q"].widget = forms.TextInput(attrs={"type": "search"})

    def leave_to_staff(self) -> None:
        """Take away what only staff may ask."""
        for name in self.for_staff:
            self.filters.pop(name, None)

    def choices_of(self, name: str):
        """Staff choose among all, others among what their own rows have, where these say it themselves."""
        rows = self.filters[name].offered.objects.all()
        if self.user.is_staff or not self.filters[name].seen_as:
            return rows
        return rows.filter(pk__in=self.queryset.order_by().values(self.filters[name].seen_as))

    def filter_queryset(self, rows):
        """What is too long to be searched whole still narrows the list, by its first words."""
        rows = super().filter_queryset(rows)
        return self.search(rows, "q", self.data["q"]) if "q" in self.form.errors else rows

    def search(self, rows, name, words):
        """In names, numbers and places; staff search in e-mail addresses as well."""
        return rows.found_by(words, by_mail=self.user.is_staff)


class RowFilter(ModelChoiceFilter):
    """A row of reference data, in the address by its code."""

    def __init__(self, offered, *, code: str = "code", seen_as: str = "", **more):
        self.offered, self.code, self.seen_as = offered, code, seen_as
        super().__init__(queryset=offered.objects.none(), to_field_name=code, empty_label=_("all"), **more)


class AssignmentFilter(ListFilter):
    for_staff = ("sex",)
    chosen_from = ("country", "host_entity", "funding_partner", "initiative", "nationality")

    when = ChoiceFilter(label=_("When"), choices=times, method="at_a_time", empty_label=_("any time"))
    scope = ChoiceFilter(label=_("Scope"), choices=SCOPES, method="of_scope", empty_label=_("all"))
    host_entity = RowFilter(HostEntity, label=_("Host entity"), seen_as="host_entity")
    country = RowFilter(Country, code="alpha3", label=_("Country of duty"), seen_as="country")
    funding_partner = RowFilter(
        FundingPartner, label=_("Funding partner"), seen_as="funding_partner", null_label=_("no funding partner")
    )
    initiative = RowFilter(Initiative, label=_("Initiative"), seen_as="initiatives", method="of_initiative")
    nationality = RowFilter(
        Country,
        code="alpha3",
        label=_("Nationality"),
        field_name="volunteer__nationality",
    )
    sex = ChoiceFilter(label=_("Sex"), choices=SEXES, method="of_sex", empty_label=_("all"))
    starts_within = ChoiceFilter(
        label=_("Starts within"), choices=days_ahead, method="starting_within", empty_label=_("any time")
    )
    ends_within = ChoiceFilter(
        label=_("Ends within"), choices=days_ahead, method="ending_within", empty_label=_("any time")
    )
    starts_from = DayFilter(label=_("First day from"), field_name="start_date", lookup_expr="gte")
    starts_to = DayFilter(label=_("First day until"), field_name="start_date", lookup_expr="lte")
    ends_from = DayFilter(label=_("Last day from"), field_name="end_date", lookup_expr="gte")
    ends_to = DayFilter(label=_("Last day until"), field_name="end_date", lookup_expr="lte")

    status = MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, distinct=False, widget=forms.CheckboxSelectMultiple
    )
    category = MultipleChoiceFilter(
        label=_("Category"), choices=Category.choices, distinct=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def leave_to_staff(self):
        super().leave_to_staff()
        self.filters["when"].extra["choices"] = times(but=TOLD_TO_STAFF)

    def of_scope(self, assignments, name, scope):
        return assignments.filter(category__in=[value for value in Category if (value.scope or "online") == scope])

    def of_initiative(self, assignments, name, initiative):
        tagged = AssignmentInitiative.objects.filter(initiative=initiative, assignment=OuterRef("pk"))
        return assignments.filter(Exists(tagged))

    def of_sex(self, assignments, name, sex):
        return assignments.filter(volunteer__sex="" if sex == NOT_STATED else sex)

    def starting_within(self, assignments, name, days):
        today = localdate()
        return assignments.starting_between(today, today + timedelta(int(days)))

    def ending_within(self, assignments, name, days):
        today = localdate()
        return assignments.ending_between(today, today + timedelta(int(days)))

    def at_a_time(self, assignments, name, when):
        return at(when, assignments, localdate())


class HostedFilter(AssignmentFilter):
    """The same within one host entity."""

    chosen_from = tuple(name for name in AssignmentFilter.chosen_from if name != "host_entity")
    host_entity = None


class VolunteerFilter(ListFilter):
    for_staff = ("sex", "registered_from", "registered_to", "born_from", "born_to")
    chosen_from = ("nationality",)

    duty = ChoiceFilter(label=_("Service"), choices=DUTY, method="on_duty", empty_label=_("all"))
    nationality = RowFilter(Country, code="alpha3", label=_("Nationality"))
    sex = ChoiceFilter(label=_("Sex"), choices=SEXES, method="of_sex", empty_label=_("all"))
    registered_from = DayFilter(label=_("Registered from"), field_name="registered_date", lookup_expr="gte")
    registered_to = DayFilter(label=_("Registered until"), field_name="registered_date", lookup_expr="lte")
    born_from = DayFilter(label=_("Born from"), field_name="birth_date", lookup_expr="gte")
    born_to = DayFilter(label=_("Born until"), field_name="birth_date", lookup_expr="lte")

    def search(self, people, name, words):
        return people.found_by(words) if self.user.is_staff else people.found_by_name(words)

    def of_sex(self, people, name, sex):
        return people.filter(sex="" if sex == NOT_STATED else sex)

    def on_duty(self, people, name, duty):
        """By the assignments that the user's lists show."""
        theirs = Assignment.objects.listed_for(self.user).filter(volunteer=OuterRef("pk"))
        serving = Exists(theirs.serving_on(localdate()))
        conditions = {
            "serving": lambda: people.filter(serving),
            "planned": lambda: people.filter(Exists(theirs.filter(status=Status.PLANNED))),
            "served": lambda: people.filter(Exists(theirs.counting())).exclude(serving),
            "none": lambda: people.exclude(Exists(theirs.exclude(status=Status.CANCELLED))),
        }
        return conditions[duty]()


class HostEntityFilter(ListFilter):
    chosen_from = ("group",)

    kind = ChoiceFilter(label=_("Kind"), choices=HostEntityKind.choices, empty_label=_("all"))
    group = RowFilter(HostEntityGroup, label=_("Group"), seen_as="groups", method="of_group")

    def of_group(self, rows, name, group):
        """Those that are its members today."""
        members = GroupMembership.objects.filter(valid_on(localdate()), group=group)
        return rows.filter(pk__in=members.values("host_entity"))

    def search(self, rows, name, words):
        return found_by(rows, words, fields=["name", "code"])
