from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from assignments.choices import Category
from assignments.models import Assignment
from partners.models import Country, FundingPartner, HostEntity
from workspaces.roles import A_YEAR, SOON

WHEN = [
    ("now", _("serving today")),
    ("interrupted", _("interrupted today")),
    ("ending", _("ending within 60 days")),
    ("soon", _("planned to start within 60 days")),
    ("overdue", _("overdue: start or end date has passed")),
    ("doubt", _("worth checking, in the last or next year")),
]


class AssignmentFilter(FilterSet):
    """Search and filters over the assignments that a user may see."""

    q = CharFilter(label=_("Search"), method="search", help_text=_("Name, roster number or assignment number."))
    when = ChoiceFilter(label=_("When"), choices=WHEN, method="at_a_time", empty_label=_("any time"))
    country = ModelChoiceFilter(
        label=_("Country of duty"), queryset=Country.objects.none(), to_field_name="alpha3", empty_label=_("all")
    )
    host_entity = ModelChoiceFilter(
        label=_("Host entity"), queryset=HostEntity.objects.none(), to_field_name="code", empty_label=_("all")
    )
    funding_partner = ModelChoiceFilter(
        label=_("Funding partner"), queryset=FundingPartner.objects.none(), to_field_name="code", empty_label=_("all")
    )
    category = ChoiceFilter(label=_("Category"), choices=Category.choices, empty_label=_("all"))

    class Meta:
        model = Assignment
        fields = ["q", "when", "country", "host_entity", "funding_partner", "category"]

    def __init__(self, data=None, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        for name in ("country", "host_entity", "funding_partner"):
            self.filters[name].queryset = self.choices_seen_by(request.user, name)
        self.form.fields["q"].widget = forms.TextInput(attrs={"type": "search"})

    def choices_seen_by(self, user, name: str):
        """Staff choose among all, others among what their own assignments have."""
        rows = Assignment._meta.get_field(name).related_model.objects.all()
        if user.is_staff:
            return rows
        return rows.filter(pk__in=Assignment.objects.visible_to(user).values(name))

    def search(self, assignments, name, words):
        return assignments.found_by(words)

    def at_a_time(self, assignments, name, when):
        today = localdate()
        narrowed = {
            "now": lambda: assignments.serving_on(today),
            "interrupted": lambda: assignments.interrupted_on(today),
            "ending": lambda: assignments.ending_between(today, today + SOON),
            "soon": lambda: assignments.starting_between(today, today + SOON),
            "overdue": lambda: assignments.overdue_on(today),
            "doubt": lambda: assignments.between(today - A_YEAR, today + A_YEAR).in_doubt(),
        }
        return narrowed[when]()
