"""The dimensions of the facts and their keys, as the file format names them."""

from collections.abc import Mapping

import numpy as np

from .calendar import AGE_GROUPS
from .columns import PersonColumns, ReferenceColumns, ServiceColumns
from .keys import ConstantKeys, PairedKeys, TimelineKeys, age_group_keys, dated_keys
from .spans import Window

DIMENSIONS = (
    "total",
    "host_entity",
    "country",
    "region",
    "category",
    "scope",
    "sex",
    "age_group",
    "nationality",
    "global_south",
    "disability",
    "funding_partner",
    "initiative",
)
PERSON_DIMENSIONS = ("total", "sex", "age_group", "nationality", "global_south", "disability")
"""Those whose key hangs on the volunteer; the others hang on the assignment."""

SENSITIVE = ("age_group", "category", "disability", "nationality")
"""Those in which small numbers are hidden from visitors; of the categories, refugee is the one (design, section 2)."""
PARENTS = {"category": "scope", "country": "region", "nationality": "global_south"}
"""Dimensions whose keys are summed up by the keys of another."""
PROTECTED = (*SENSITIVE, "global_south")
"""The sensitive ones, and what is worked out from nationality alone."""
COMPARED = tuple(name for name in DIMENSIONS if name not in (*PROTECTED, "sex"))
"""Those under whose keys it is told how many people stayed from the year before, joined and left."""

UNPUBLISHED = ""
"""The key of those in no initiative: counted beside a second key, never published, so nobody can subtract from it."""

MODALITIES = ("onsite", "online")
CATEGORIES = (
    "international_specialist",
    "international_youth",
    "international_expert",
    "international_university",
    "national_specialist",
    "national_youth",
    "national_expert",
    "national_university",
    "community",
    "refugee",
    "online",
)
INTERNATIONAL_CATEGORIES = tuple(name for name in CATEGORIES if name.startswith("international_"))
SCOPES = ("international", "national")
SEXES = ("female", "male", "other", "unknown")
YES_NO_UNKNOWN = ("yes", "no", "unknown")
REGIONS = ("africa", "arab_states", "asia_pacific", "europe_cis", "latin_america_caribbean", "none")

LABELS = {
    "modality": MODALITIES,
    "total": ("all",),
    "region": REGIONS,
    "category": CATEGORIES,
    "scope": SCOPES,
    "sex": SEXES,
    "age_group": AGE_GROUPS,
    "global_south": YES_NO_UNKNOWN,
    "disability": YES_NO_UNKNOWN,
}
"""The labels of codes that are the same in every portal."""

Keys = ConstantKeys | PairedKeys | TimelineKeys


def scope_of_category(category: str) -> str | None:
    """International or national; None for online."""
    if category == "online":
        return None
    return "international" if category in INTERNATIONAL_CATEGORIES else "national"


def all_labels(
    *,
    host_entity: list[str],
    country: list[str],
    funding_partner: list[str],
    initiative: list[str],
) -> Mapping[str, list[str]]:
    """The labels of 'modality' and of each dimension, in the order of their codes."""
    own = {
        "host_entity": host_entity,
        "country": country,
        "nationality": country,
        "funding_partner": funding_partner,
        "initiative": initiative,
    }
    known = {name: list(labels) for name, labels in LABELS.items()} | own
    return {name: known[name] for name in ("modality", *DIMENSIONS)}


def keys_of(
    dimension: str,
    *,
    service: ServiceColumns,
    people: PersonColumns,
    reference: ReferenceColumns,
    window: Window,
) -> Keys:
    """The keys of a dimension, per volunteer for PERSON_DIMENSIONS, else per assignment."""
    match dimension:
        case "total":
            return ConstantKeys(np.zeros(len(people.sex), dtype=np.int64))
        case "sex" | "nationality" | "disability":
            return ConstantKeys(getattr(people, dimension))
        case "age_group":
            return age_group_keys(people.birth_day, window=window)
        case "global_south":
            unknown = YES_NO_UNKNOWN.index("unknown")
            spells = reference.global_south
            return dated_keys(people.nationality, spells, otherwise=unknown, window=window)
        case "region":
            none = REGIONS.index("none")
            return dated_keys(service.country, reference.region, otherwise=none, window=window)
        case "scope":
            return _scope_keys(service)
        case "initiative":
            owners = len(service.volunteer)
            return PairedKeys(service.initiative_row, service.initiative, owners=owners)
        case _:
            return ConstantKeys(getattr(service, dimension))


def _scope_keys(service):
    scopes = np.array([SCOPES.index(scope) if (scope := scope_of_category(name)) else -1 for name in CATEGORIES])
    scope = scopes[service.category]
    rows = np.flatnonzero(scope >= 0)
    return PairedKeys(rows, scope[rows], owners=len(scope))
