"""The explorer's form: what can be chosen, with what was chosen or typed kept as it is."""

from dataclasses import dataclass

from django.db.models import Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from partners.models import Country, FundingPartner, HostEntity, HostEntityGroup, Initiative

SHARED = ("sex", "scope", "category", "region", "age_group", "global_south", "disability")
PARTNERS = {
    "host_entity": HostEntity,
    "group": HostEntityGroup,
    "funding_partner": FundingPartner,
    "initiative": Initiative,
}
FIRST_FILTERS = ("region", "country", "host_entity", "category", "sex")


@dataclass(frozen=True)
class Filter:
    """A dimension to filter by: its keys, and a select for each chosen key and one more."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    selects: list[str]

    @property
    def is_used(self) -> bool:
        return len(self.selects) > 1


class ExplorerForm:
    """Everything the template of the form needs, from the parameters of the address."""

    def __init__(self, parameters: dict[str, list[str]], *, years: list[int]):
        self.parameters = parameters
        self.years = years[::-1]

    def one(self, name: str) -> str:
        return (self.parameters.get(name) or [""])[0]

    @property
    def measure(self):
        return self.one("measure") or "volunteers"

    @property
    def measures(self):
        return [(measure.name, measure.label) for measure in MEASURES.values()]

    @property
    def year(self):
        return self.one("year")

    @property
    def year_choices(self):
        years = [str(year) for year in self.years]
        return years if not self.year or self.year in years else [*years, self.year]

    @property
    def month(self):
        return self.one("month")

    @property
    def on(self):
        return self.one("on")

    @property
    def modality(self):
        return self.one("modality") or "onsite"

    @property
    def modalities(self):
        return [("onsite", _("Onsite")), ("online", _("Online"))]

    @property
    def dimensions(self):
        return [(dimension.name, dimension.label) for dimension in DIMENSIONS.values()]

    @property
    def by(self):
        chosen = [name for name in self.parameters.get("by", []) if name]
        return (chosen + ["", ""])[:2]

    @property
    def share(self):
        return self.one("share")

    @property
    def shares(self):
        """Groups of shares: (dimension, choices)."""
        return [
            (DIMENSIONS[name].label, [(f"{name}:{key}", label) for key, label in DIMENSIONS[name].closed.items()])
            for name in SHARED
        ]

    @property
    def growth(self):
        return self.one("growth") not in ("", "0", "no", "false")

    @property
    def first_filters(self):
        return [self._filter(name) for name in FIRST_FILTERS]

    @property
    def more_filters(self):
        return [self._filter(name) for name in DIMENSIONS if name not in FIRST_FILTERS]

    @property
    def is_more_open(self):
        return any(self.parameters.get(name, [""]) != [""] for name in DIMENSIONS if name not in FIRST_FILTERS)

    def _filter(self, name: str) -> Filter:
        chosen = [key for key in self.parameters.get(name, []) if key]
        choices = self._choices(name)
        known = {key for key, _label in choices}
        choices = choices + [(key, key) for key in chosen if key not in known]
        return Filter(name, str(DIMENSIONS[name].label).capitalize(), choices, [*chosen, ""])

    def _choices(self, name: str) -> list[tuple[str, str]]:
        dimension = DIMENSIONS[name]
        extra = list((dimension.extra or {}).items())
        if dimension.closed:
            return list(dimension.closed.items()) + extra
        return self._reference_choices(name) + extra

    def _reference_choices(self, name: str) -> list[tuple[str, str]]:
        if name in ("country", "nationality"):
            return self._countries
        if name == "host_entity":
            groups = [(code, _("%(name)s (group)") % {"name": label}) for code, label in self._partners["group"]]
            return self._partners["host_entity"] + groups
        return self._partners[name]

    @cached_property
    def _countries(self) -> list[tuple[str, str]]:
        return sorted(((row.alpha3, row.name) for row in Country.objects.all()), key=lambda country: country[1])

    @cached_property
    def _partners(self) -> dict[str, list[tuple[str, str]]]:
        """Code and name of whatever hosts, groups, pays or is tagged, in one query."""
        first, *more = [
            model.objects.order_by().values_list(Value(kind), "code", "name") for kind, model in PARTNERS.items()
        ]
        found = {kind: [] for kind in PARTNERS}
        for kind, code, name in first.union(*more, all=True).order_by("name"):
            found[kind].append((code, name))
        return found
