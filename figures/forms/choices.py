"""What can be chosen in the explorer: the keys of each dimension, with their names."""

from django.db.models import Value
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from figures.dimensions import DIMENSIONS
from partners.models import Country, FundingPartner, HostEntity, HostEntityGroup, Initiative

Choice = tuple[str, str]
SHARED = ("sex", "scope", "category", "region", "age_group", "global_south", "disability")
PARTNERS = {
    "host_entity": HostEntity,
    "group": HostEntityGroup,
    "funding_partner": FundingPartner,
    "initiative": Initiative,
}


def share_choices() -> list[tuple[str, list[Choice]]]:
    """Shares in groups, one for each dimension with few keys."""
    return [
        (
            capfirst(DIMENSIONS[name].label),
            [(f"{name}:{key}", label) for key, label in DIMENSIONS[name].closed.items()],
        )
        for name in SHARED
    ]


class KeyChoices:
    """The keys of every dimension; the reference data is read in two queries."""

    def of(self, name: str) -> list[Choice]:
        dimension = DIMENSIONS[name]
        keys = list((dimension.closed or {}).items()) or self.reference(name)
        return keys + list((dimension.extra or {}).items())

    def reference(self, name: str) -> list[Choice]:
        if name in ("country", "nationality"):
            return self.countries
        if name == "host_entity":
            groups = [(code, _("%(name)s (group)") % {"name": label}) for code, label in self.partners["group"]]
            return self.partners["host_entity"] + groups
        return self.partners[name]

    @cached_property
    def countries(self) -> list[Choice]:
        return sorted(((row.alpha3, row.name) for row in Country.objects.all()), key=lambda country: country[1])

    @cached_property
    def partners(self) -> dict[str, list[Choice]]:
        """Code and name of whatever hosts, groups, pays or is tagged, in one query."""
        first, *more = [
            model.objects.order_by().values_list(Value(kind), "code", "name") for kind, model in PARTNERS.items()
        ]
        found = {kind: [] for kind in PARTNERS}
        for kind, code, name in first.union(*more, all=True).order_by("name"):
            found[kind].append((code, name))
        return found
