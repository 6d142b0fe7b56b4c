"""What those who speak for a host entity type: wishes, what is different in a month, who is missing, requests."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from assignments.actions import Statement
from assignments.choices import Category, Said, Wish
from assignments.models import VolunteerRequest
from partners.models import Country
from partners.models.countries import STATELESS
from workspaces.entity.hosting import Hosting
from workspaces.filters import PickedDay

SAID = [(one.value, one.label) for one in Said if one != Said.MISSING]


class WishForm(forms.Form):
    wish = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=[
            (Wish.EXTEND, _("Extend to a later last day")),
            (Wish.LET_END, _("Let it end on its last day")),
        ],
        widget=forms.RadioSelect,
    )
    until = PickedDay(
        label=_("New last day"), required=False, help_text=_("Only for an extension. Counted as a day of service.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("The programme reads it before it decides.")
    )

    def clean(self):
        typed = super().clean()
        if typed.get("wish") == Wish.EXTEND and not typed.get("until") and "until" not in self.errors:
            self.add_error("until", _("Type the new last day."))
        return typed


class DifferenceForm(forms.Form):
    """What is said of one row of a month's list; the action knows which days fit it."""

    said = forms.ChoiceField(label=_("What is right?"), choices=SAID, widget=forms.RadioSelect)
    first = PickedDay(
        label=_("First day without service"), required=False, help_text=_("If somebody did not serve on some days.")
    )
    last = PickedDay(
        label=_("Last day"),
        required=False,
        help_text=_("The last day without service, or for somebody who left the last day of service."),
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=500,
        required=False,
        help_text=_("What happened, or with whom the person serves."),
    )

    def clean(self):
        typed = super().clean()
        said = typed.get("said")
        needed = {Said.NOT_SERVED: ("first", "last"), Said.LEFT: ("last",), Said.NOT_OURS: ("words",)}
        for name in needed.get(said, ()):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for what you chose."))
        return typed

    def statement(self) -> Statement:
        """Without the days that do not belong to what was chosen."""
        typed = self.cleaned_data
        said = Said(typed["said"])
        return Statement(
            said,
            first=typed["first"] if said == Said.NOT_SERVED else None,
            last=typed["last"] if said in (Said.NOT_SERVED, Said.LEFT) else None,
            words=typed["words"],
        )


def countries_of(hosting: Hosting):
    """The countries of which a reader may speak."""
    countries = Country.objects.exclude(alpha3=STATELESS)
    return countries.filter(pk__in=[one.pk for one in hosting.countries]) if hosting.is_limited else countries


class MissingForm(forms.Form):
    words = forms.CharField(
        label=_("Who?"),
        max_length=300,
        help_text=_("The name, and what helps to find the record. Nothing is looked up here: the programme does."),
    )
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country of duty"))
    first = PickedDay(label=_("First day of service"), required=False, help_text=_("As far as you know it."))
    last = PickedDay(label=_("Last day of service"), required=False, help_text=_("As far as you know it."))

    def __init__(self, *args, hosting: Hosting, **options):
        super().__init__(*args, **options)
        self.fields["country"].queryset = countries_of(hosting)

    def clean(self):
        typed = super().clean()
        if typed.get("first") and typed.get("last") and typed["last"] < typed["first"]:
            self.add_error("last", _("The last day is before the first day."))
        return typed

    def statement(self) -> Statement:
        typed = self.cleaned_data
        return Statement(Said.MISSING, first=typed["first"], last=typed["last"], words=typed["words"])


class RequestForm(forms.ModelForm):
    category = forms.ChoiceField(label=_("Category"), choices=[("", "---------"), *Category.choices])
    start_date = PickedDay(label=_("From"), help_text=_("The first day of service."))

    class Meta:
        model = VolunteerRequest
        fields = [
            "title",
            "category",
            "tasks",
            "country",
            "duty_station",
            "start_date",
            "months",
            "places",
            "funding",
        ]
        widgets = {"tasks": forms.Textarea(attrs={"rows": 4}), "funding": forms.RadioSelect}

    def __init__(self, *args, hosting: Hosting, **options):
        super().__init__(*args, **options)
        self.fields["country"].queryset = countries_of(hosting)
        self.instance.host_entity = hosting.entity

    def clean_start_date(self):
        day = self.cleaned_data["start_date"]
        if day <= localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day
