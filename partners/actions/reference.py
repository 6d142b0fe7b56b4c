"""Loading the countries and partners that come with the portal. What exists is never overwritten."""

from collections import Counter
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from partners.models import (
    Country,
    FundingPartner,
    GlobalSouthMembership,
    GroupMembership,
    HostEntity,
    HostEntityGroup,
    Initiative,
    Region,
    RegionMembership,
)
from partners.models.funding import FundingPartnerKind
from partners.models.host_entities import HostEntityKind
from partners.reference_files import Row, read_rows

DATA = Path(__file__).resolve().parent.parent / "data"
VALID_FROM = date(1971, 1, 1)
"""The first day that records may have: a default without a date of its own holds for all of them."""

REGION_SOURCE = "UNDP's regional grouping of its programme countries; a default, as UNV publishes no list of its own."
GLOBAL_SOUTH_SOURCE = "UNDP's programme countries and Kosovo; a default, as UNV publishes no list of its own."

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
COUNTRY_COLUMNS = (
    *("alpha3", "m49"),
    *(f"name_{language}" for language in LANGUAGES),
    *("region", "global_south", "ldc", "lldc", "sids"),
)
CODE_COLUMNS = ("list", "code", "name", "kind", "group")
CODE_LISTS = ("host_entity", "group", "funding_partner", "initiative")
PLACEHOLDER = "DEMO_"


@transaction.atomic
def load_partners(*, folder: Path = DATA) -> Counter:
    """Create the countries, host entities, funding partners and initiatives that are missing; count them by model.

    What hangs on a row (regions, global South, groups) comes with the row, so that later edits by staff stay.
    """
    countries = read_rows(folder / "countries.csv", columns=COUNTRY_COLUMNS, key=["alpha3"])
    notes = read_rows(folder / "country_notes.csv", columns=["alpha3", "note"], key=["alpha3"])
    codes = read_rows(folder / "codes.csv", columns=CODE_COLUMNS, key=["list", "code"])
    listed = {name: [] for name in CODE_LISTS}
    for row in codes:
        listed[row.one_of("list", CODE_LISTS)].append(row)
    return (
        _load_countries(countries, notes={row.text("alpha3"): row.text("note") for row in notes})
        + _load_host_entities(listed["host_entity"], groups=listed["group"])
        + _load_funding_partners(listed["funding_partner"])
        + _load_initiatives(listed["initiative"])
    )


def _load_countries(rows: list[Row], *, notes: dict[str, str]) -> Counter:
    missing = _without_those_of(Country, rows, column="alpha3")
    countries = Country.objects.bulk_create([_country(row, notes) for row in missing])
    regions, souths = [], []
    for row, country in zip(missing, countries, strict=True):
        regions += _region_memberships(row, country)
        souths += _global_south_memberships(row, country)
    RegionMembership.objects.bulk_create(regions)
    GlobalSouthMembership.objects.bulk_create(souths)
    return _tally(countries, regions, souths)


def _country(row: Row, notes: dict[str, str]) -> Country:
    return Country(
        alpha3=row.text("alpha3"),
        m49=row.text("m49"),
        **{f"name_{language}": row.required(f"name_{language}") for language in LANGUAGES},
        note=notes.get(row.text("alpha3"), ""),
        is_ldc=row.yes_or_no("ldc"),
        is_lldc=row.yes_or_no("lldc"),
        is_sids=row.yes_or_no("sids"),
    )


def _region_memberships(row: Row, country: Country) -> list[RegionMembership]:
    region = row.one_of("region", [*Region.values, "none"])
    if region == "none":
        return []
    return [RegionMembership(country=country, region=region, valid_from=VALID_FROM, source=REGION_SOURCE)]


def _global_south_memberships(row: Row, country: Country) -> list[GlobalSouthMembership]:
    south = row.one_of("global_south", ["yes", "no", "unknown"])
    if south == "unknown":
        return []
    return [
        GlobalSouthMembership(
            country=country, is_global_south=south == "yes", valid_from=VALID_FROM, source=GLOBAL_SOUTH_SOURCE
        )
    ]


def _load_host_entities(rows: list[Row], *, groups: list[Row]) -> Counter:
    new_groups = HostEntityGroup.objects.bulk_create(
        HostEntityGroup(code=row.text("code"), name=row.required("name"))
        for row in _without_those_of(HostEntityGroup, groups)
    )
    missing = _without_those_of(HostEntity, rows)
    entities = HostEntity.objects.bulk_create(_host_entity(row) for row in missing)
    group_of = {group.code: group for group in HostEntityGroup.objects.all()}
    memberships = GroupMembership.objects.bulk_create(
        GroupMembership(group=group_of[row.one_of("group", group_of)], host_entity=entity, valid_from=VALID_FROM)
        for row, entity in zip(missing, entities, strict=True)
        if row.text("group")
    )
    return _tally(new_groups, entities, memberships)


def _host_entity(row: Row) -> HostEntity:
    return HostEntity(
        code=row.text("code"),
        name=row.required("name"),
        kind=row.one_of("kind", HostEntityKind.values),
        is_demo=row.text("code").startswith(PLACEHOLDER),
    )


def _load_funding_partners(rows: list[Row]) -> Counter:
    missing = _without_those_of(FundingPartner, rows)
    country_of = Country.objects.in_bulk([row.text("code") for row in missing], field_name="alpha3")
    return _tally(FundingPartner.objects.bulk_create(_funding_partner(row, country_of) for row in missing))


def _funding_partner(row: Row, country_of: dict[str, Country]) -> FundingPartner:
    code, kind = row.text("code"), row.one_of("kind", FundingPartnerKind.values)
    if kind != FundingPartnerKind.GOVERNMENT:
        return FundingPartner(code=code, name=row.required("name"), kind=kind)
    if code not in country_of:
        row.refuse("code", _("the code of a country, as the partner is a government"))
    country = country_of[code]
    return FundingPartner(code=code, name=f"{country.name_en} (Government)", kind=kind, country=country)


def _load_initiatives(rows: list[Row]) -> Counter:
    missing = _without_those_of(Initiative, rows)
    return _tally(
        Initiative.objects.bulk_create(Initiative(code=row.text("code"), name=row.required("name")) for row in missing)
    )


def _without_those_of(model: type[Model], rows: list[Row], *, column: str = "code") -> list[Row]:
    """The rows whose code is not stored yet."""
    stored = set(model.objects.values_list(column, flat=True))
    return [row for row in rows if row.text(column) not in stored]


def _tally(*created: list[Model]) -> Counter:
    return Counter(type(row)._meta.label for rows in created for row in rows)
