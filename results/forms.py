"""What a results officer types: a framework and its parts, each as it is put in and nothing else."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.models import User
from documents.actions import check_file, keep_file
from figures.named import NAMED
from results.actions.building import (
    Adoption,
    last_order,
    put,
    put_framework,
    put_indicator,
    put_milestone,
    siblings,
)
from results.actions.copying import Copied
from results.choices import UNIT_LABELS
from results.models import Framework, Indicator, Outcome, Output, Result

DEFINITION = ("title_en", "title_zh", "method_en", "method_zh")
UNITS = "units"
"""The list of units that the browser offers while one is typed."""


class PlainDecimalField(forms.DecimalField):
    """A number in a form as a person writes it, without trailing zeros."""

    default_error_messages = {"invalid": _("Write the number plainly, such as 1000000 or 47.5.")}

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class PartForm(forms.ModelForm):
    """A part of a framework. What is public keeps the code by which it is found."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_public = bool(self.instance.pk) and self.instance.published is not None
        for name in self.instance.fixed_once_public if is_public else ():
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = gettext("Approved, and part of addresses: it stays.")

    def save_part(self, *, by: User):
        return put(self.instance, by=by)


class FrameworkForm(PartForm):
    class Meta:
        model = Framework
        fields = ["code", "first_year", "last_year", "title_en", "title_zh", "source"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first year."))
        elif first and last:
            self.refuse_shared_years(first, last)
        return cleaned

    def save_part(self, *, by: User):
        return put_framework(self.instance, by=by)

    def refuse_shared_years(self, first: int, last: int) -> None:
        """Name the framework that has some of the years already."""
        others = Framework.objects.exclude(pk=self.instance.pk).filter(first_year__lte=last, last_year__gte=first)
        for other in others:
            years = [str(year) for year in other.years if first <= year <= last]
            self.add_error(
                "first_year",
                gettext("%(years)s: the framework %(code)s already covers these years, and no two may share one.")
                % {"years": ", ".join(years), "code": other.code},
            )


class CopyForm(FrameworkForm):
    """A new framework, and what is taken over into it."""

    parts = forms.MultipleChoiceField(
        label=_("Copy with the outcomes"),
        choices=Copied.choices,
        initial=[Copied.OUTPUTS, Copied.INDICATORS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CodedPartForm(PartForm):
    """An outcome or an output: its code is once in the framework."""

    def clean_code(self):
        code = self.cleaned_data["code"]
        of_framework = {
            Outcome: {"framework": getattr(self.instance, "framework_id", None)},
            Output: {"outcome__framework": self.instance.outcome.framework_id if self.is_output else None},
        }[type(self.instance)]
        if type(self.instance).objects.filter(code=code, **of_framework).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("The framework already has an output with this code.")
                if self.is_output
                else _("The framework already has an outcome with this code.")
            )
        return code

    @property
    def is_output(self) -> bool:
        return isinstance(self.instance, Output)

    def save_part(self, *, by: User):
        if self.instance.pk is None:
            self.instance.order = last_order(siblings(self.instance)) + 1
        return super().save_part(by=by)


TITLES = {name: forms.Textarea(attrs={"rows": 2}) for name in ("title_en", "title_zh")}


class OutcomeForm(CodedPartForm):
    class Meta:
        model = Outcome
        fields = ["code", "title_en", "title_zh"]
        widgets = TITLES


class OutputForm(CodedPartForm):
    class Meta:
        model = Output
        fields = ["code", "title_en", "title_zh"]
        widgets = TITLES


class AdoptionForm(forms.Form):
    """When milestones were adopted, why, and where that can be read."""

    adopted_date = DayField(
        label=_("Milestones adopted on"),
        widget=forms.DateInput,
        required=False,
        help_text=_("Once approved, they count from this day."),
    )
    reason = forms.CharField(
        label=_("Reason of the milestones"),
        max_length=300,
        required=False,
        help_text=_("Why they were adopted, or changed. It is kept with what was changed."),
    )
    milestone_source = forms.CharField(
        label=_("Source of the milestones"), max_length=300, required=False, help_text=_("Where they can be read.")
    )

    def require_adoption(self) -> None:
        """A milestone that is new or changed says when it was adopted, why, and where that can be read."""
        for name in AdoptionForm.base_fields:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Say this of the milestones that are new or changed."))

    def adoption(self) -> Adoption:
        given = self.cleaned_data
        return Adoption(day=given["adopted_date"], reason=given["reason"], source=given["milestone_source"])


class IndicatorForm(AdoptionForm, PartForm):
    """An indicator with its definition and a milestone for each year of the framework, in one form."""

    title_en = forms.CharField(label=_("Title"), widget=forms.Textarea(attrs={"rows": 2}))
    title_zh = forms.CharField(label=_("Chinese title"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    method_en = forms.CharField(
        label=_("Method"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("How the result is found.")
    )
    method_zh = forms.CharField(label=_("Chinese method"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    baseline = PlainDecimalField(label=_("Baseline"), max_digits=18, decimal_places=6, required=False)
    statistic = forms.ChoiceField(
        label=_("Counted by"),
        required=False,
        help_text=_("The named statistic that counts the result. Empty: the result is entered with evidence."),
    )

    class Meta:
        model = Indicator
        fields = [
            "code", "title_en", "title_zh", "method_en", "method_zh", "unit", "kind", "direction", "precision",
            "statistic", "source", "baseline", "baseline_year",
        ]  # fmt: skip
        widgets = {"unit": forms.TextInput(attrs={"list": UNITS})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statistic"].choices = [
            ("", pgettext_lazy("how a result is found", "entered with evidence")),
            *((name, statistic.label) for name, statistic in NAMED.items()),
        ]
        self.years = list(self.instance.framework.years)
        for year in self.years:
            self.fields[f"milestone_{year}"] = PlainDecimalField(
                label=gettext("Milestone %(year)s") % {"year": year}, max_digits=18, decimal_places=6, required=False
            )
        self.order_fields([name for name in self.fields if name not in AdoptionForm.base_fields])

    @property
    def unit_choices(self) -> list[str]:
        return list(UNIT_LABELS)

    @property
    def main_fields(self) -> list:
        milestones = {field.name for field in self.milestone_fields}
        return [field for field in self if field.name not in milestones]

    @property
    def milestone_fields(self) -> list:
        return [self[name] for name in (*(f"milestone_{year}" for year in self.years), *AdoptionForm.base_fields)]

    def clean(self):
        cleaned = super().clean()
        if {f"milestone_{year}" for year in self.years} & set(self.changed_data):
            self.require_adoption()
        return cleaned

    def save_part(self, *, by: User):
        given = self.cleaned_data
        return put_indicator(
            self.instance,
            definition={name: given[name] for name in DEFINITION},
            milestones={year: given[f"milestone_{year}"] for year in self.years},
            adoption=self.adoption(),
            by=by,
        )


def stored_values(indicator: Indicator) -> dict:
    """What the form of a stored indicator begins with: its latest definition, and the last milestone of each year."""
    definition = indicator.definitions.order_by("first_year").last()
    values = {name: getattr(definition, name) for name in DEFINITION} if definition else {}
    for version in indicator.milestone_versions.order_by("adopted_date", "pk"):
        values[f"milestone_{version.year}"] = version.value
    return values


class MilestoneForm(AdoptionForm):
    """The milestone of a year: what was approved stays, and this becomes another version of it."""

    def __init__(self, *args, indicator: Indicator, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator, self.year = indicator, year
        self.fields[self.name] = PlainDecimalField(
            label=gettext("Milestone %(year)s") % {"year": year}, max_digits=18, decimal_places=6
        )
        self.order_fields([self.name])

    @property
    def name(self) -> str:
        return f"milestone_{self.year}"

    def clean(self):
        cleaned = super().clean()
        self.require_adoption()
        return cleaned

    def save_part(self, *, by: User) -> Indicator:
        value = self.cleaned_data[self.name]
        put_milestone(self.indicator, self.year, value, adoption=self.adoption(), by=by)
        return self.indicator


class ResultForm(forms.ModelForm):
    """The result of a year with its evidence: in words, and as a link or a file where there is one."""

    value = PlainDecimalField(
        label=_("Result"), max_digits=18, decimal_places=6, required=False, help_text=_("Empty: there is none.")
    )
    upload = forms.FileField(
        label=_("File with the evidence"),
        required=False,
        help_text=_("PDF, Word, Excel, CSV, text or picture, at most 10 MB. For staff only: it may name people."),
    )
    without_file = forms.BooleanField(label=_("Take the file away that is there now"), required=False)

    class Meta:
        model = Result
        fields = ["value", "grey_reason", "evidence", "evidence_link"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 3}),
            "evidence_link": forms.TextInput(attrs={"inputmode": "url"}),
        }
        field_classes = {"evidence_link": forms.CharField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.evidence_file_id is None:
            del self.fields["without_file"]

    def clean_upload(self):
        uploaded = self.cleaned_data["upload"]
        if uploaded:
            check_file(uploaded)
        return uploaded

    def save_part(self, *, by: User) -> Result:
        if self.cleaned_data.get("without_file"):
            self.instance.evidence_file = None
        if self.cleaned_data["upload"]:
            self.instance.evidence_file = keep_file(self.cleaned_data["upload"], by=by)
        return put(self.instance, by=by)
