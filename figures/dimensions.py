"""The dimensions of contracts.md: what they are called, their keys, and which of them are protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assignments.choices import Category, Scope
from calculation.dimensions import PROTECTED
from figures.reference import labels_by_code
from partners.models import Country, FundingPartner, HostEntity, HostEntityGroup, Initiative, Region

UNKNOWN = "unknown"
NONE = "none"
OTHER_OR_NOT_STATED = "other_or_not_stated"


@dataclass(frozen=True)
class Dimension:
    """A way to divide service: by a property of the assignment or of the person."""

    name: str
    label: str
    of_people: bool = False
    closed: dict | None = None
    extra: dict | None = None
    has_unknown: bool = False

    @property
    def is_sensitive(self) -> bool:
        """Whether small numbers under its keys are kept from visitors."""
        return self.name in PROTECTED

    def labels(self, keys: Iterable[str]) -> dict[str, str]:
        """What keys are called, in the reader's language."""
        keys = list(keys)
        fixed = {**(self.closed or {}), **(self.extra or {}), OTHER_OR_NOT_STATED: _("other or not stated")}
        found = {key: str(fixed[key]) for key in keys if key in fixed}
        missing = [key for key in keys if key not in found]
        for model, code in REFERENCE.get(self.name, []) if missing else []:
            found |= {key: label for key, label in labels_by_code(model, code).items() if key in missing}
        return {key: found.get(key, key) for key in keys}

    def known_keys(self) -> list[str]:
        """Every key that a question may name, sorted."""
        return sorted([*(self.closed or self.reference_keys()), *(self.extra or {})])

    def knows(self, key: str) -> bool:
        """Whether a question may name the key; a code that is new to this request is looked for again."""
        if key in (self.closed or {}) or key in (self.extra or {}) or key in self.known_keys():
            return True
        return not self.closed and any(
            key in labels_by_code(model, code, missing={key}) for model, code in REFERENCE[self.name]
        )

    def reference_keys(self) -> list[str]:
        return [key for model, code in REFERENCE[self.name] for key in labels_by_code(model, code)]


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


DIMENSIONS = {
    dimension.name: dimension
    for dimension in [
        Dimension("host_entity", _("host entity")),
        Dimension("country", _("country or territory of duty")),
        Dimension("region", _("region"), closed={**dict(Region.choices), NONE: _("no region")}),
        Dimension("category", _("category"), closed=dict(Category.choices)),
        Dimension("scope", _("scope"), closed=dict(Scope.choices)),
        Dimension("sex", _("sex"), of_people=True, closed=SEXES, has_unknown=True),
        Dimension("age_group", _("age group"), of_people=True, closed=AGE_GROUPS, has_unknown=True),
        Dimension("nationality", _("nationality"), of_people=True),
        Dimension("global_south", _("global South"), of_people=True, closed=YES_NO, has_unknown=True),
        Dimension("disability", _("disability"), of_people=True, closed=YES_NO, has_unknown=True),
        Dimension("funding_partner", _("funding partner"), extra={NONE: _("no full funding")}),
        Dimension("initiative", _("initiative")),
    ]
}
