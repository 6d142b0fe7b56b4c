"""The dimensions of contracts.md: what they are called, their keys, and which of them are protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assignments.choices import Category, Scope
from partners.models import Country, FundingPartner, HostEntity, HostEntityGroup, Initiative, Region

UNKNOWN = "unknown"
NONE = "none"
OTHER_OR_NOT_STATED = "other_or_not_stated"


def labels_of(model, code: str):
    """Labels of reference rows by their code, in one query."""

    def read(keys: Iterable[str]) -> dict[str, str]:
        return {getattr(row, code): str(row) for row in model.objects.filter(**{f"{code}__in": set(keys)})}

    return read


@dataclass(frozen=True)
class Dimension:
    """A way to divide service: by a property of the assignment or of the person."""

    name: str
    label: str
    plural: str
    of_people: bool = False
    closed: dict | None = None
    read_labels: object = None
    extra: dict | None = None
    has_unknown: bool = False
    is_sensitive: bool = False
    counts_several: bool = False

    def labels(self, keys: Iterable[str]) -> dict[str, str]:
        """What keys are called, in the reader's language."""
        keys = list(keys)
        fixed = {**(self.closed or {}), **(self.extra or {}), OTHER_OR_NOT_STATED: _("other or not stated")}
        found = {key: str(fixed[key]) for key in keys if key in fixed}
        missing = [key for key in keys if key not in found]
        if missing and self.read_labels:
            found |= self.read_labels(missing)
        return {key: found.get(key, key) for key in keys}

    def known_keys(self) -> list[str]:
        """Every key that a question may name, sorted."""
        return sorted([*(self.closed or self._reference_keys()), *(self.extra or {})])

    def _reference_keys(self) -> list[str]:
        first, *more = [model.objects.order_by().values_list(code, flat=True) for model, code in REFERENCE[self.name]]
        return list(first.union(*more, all=True))


AGE_GROUPS = {
    "under_25": _("under 25"),
    **{f"{low}_{low + 4}": f"{low}–{low + 4}" for low in range(25, 60, 5)},
    "60_and_over": _("60 and over"),
    UNKNOWN: _("unknown"),
}
YES_NO = {"yes": _("yes"), "no": _("no"), UNKNOWN: _("unknown")}
SEXES = {
    "female": pgettext_lazy("people", "women"),
    "male": pgettext_lazy("people", "men"),
    "other": pgettext_lazy("people", "other"),
    UNKNOWN: _("not stated"),
}

REFERENCE = {
    "host_entity": [(HostEntity, "code"), (HostEntityGroup, "code")],
    "country": [(Country, "alpha3")],
    "nationality": [(Country, "alpha3")],
    "funding_partner": [(FundingPartner, "code")],
    "initiative": [(Initiative, "code")],
}


def read_host_labels(keys):
    keys = set(keys)
    found = labels_of(HostEntity, "code")(keys)
    missing = keys - found.keys()
    return found | (labels_of(HostEntityGroup, "code")(missing) if missing else {})


DIMENSIONS = {
    dimension.name: dimension
    for dimension in [
        Dimension(
            "host_entity", _("host entity"), _("host entities"), read_labels=read_host_labels, counts_several=True
        ),
        Dimension(
            "country",
            _("country or territory of duty"),
            _("countries and territories"),
            read_labels=labels_of(Country, "alpha3"),
            counts_several=True,
        ),
        Dimension(
            "region",
            _("region"),
            _("regions"),
            closed={**dict(Region.choices), NONE: _("no region")},
            counts_several=True,
        ),
        Dimension(
            "category",
            _("category"),
            _("categories"),
            closed=dict(Category.choices),
            is_sensitive=True,
            counts_several=True,
        ),
        Dimension("scope", _("scope"), _("scopes"), closed=dict(Scope.choices), counts_several=True),
        Dimension("sex", _("sex"), _("sexes"), of_people=True, closed=SEXES, has_unknown=True),
        Dimension(
            "age_group",
            _("age group"),
            _("age groups"),
            of_people=True,
            closed=AGE_GROUPS,
            has_unknown=True,
            is_sensitive=True,
        ),
        Dimension(
            "nationality",
            _("nationality"),
            _("nationalities"),
            of_people=True,
            read_labels=labels_of(Country, "alpha3"),
            is_sensitive=True,
        ),
        Dimension(
            "global_south",
            _("global South"),
            _("global South"),
            of_people=True,
            closed=YES_NO,
            has_unknown=True,
            is_sensitive=True,
        ),
        Dimension(
            "disability",
            _("disability"),
            _("disability"),
            of_people=True,
            closed=YES_NO,
            has_unknown=True,
            is_sensitive=True,
        ),
        Dimension(
            "funding_partner",
            _("funding partner"),
            _("funding partners"),
            read_labels=labels_of(FundingPartner, "code"),
            extra={NONE: _("no full funding")},
            counts_several=True,
        ),
        Dimension(
            "initiative",
            _("initiative"),
            _("initiatives"),
            read_labels=labels_of(Initiative, "code"),
            counts_several=True,
        ),
    ]
}
