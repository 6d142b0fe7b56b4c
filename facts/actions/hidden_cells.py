"""The cells that visitors must not see, year by year, from the facts of one and of two dimensions.

They are worked out after the facts are in, a year and modality at a time. A year whose people were counted otherwise
is stale until then: visitors see none of its two dimensions crossed. A year whose counts are what they were keeps
its hidden cells.
"""

import hashlib
from dataclasses import replace
from datetime import date

import numpy as np
from django.db import OperationalError, connection
from django.db.models import Q

from accounts.models import JobRun, RunStatus
from accounts.run_rows import is_overtaken
from calculation.dimensions import CATEGORIES, DIMENSIONS, UNPUBLISHED, scope_of_category
from calculation.disclosure import hidden_cells_of_year
from calculation.people_tables import PeopleTables, leading_dimensions, tables_of_year
from facts.actions import locks, run_rows
from facts.actions.reading import labels_of, read_codes
from facts.actions.run_rows import BY_COMMAND, Context, Kind, Progress, Step
from facts.actions.snapshots import snapshot
from facts.actions.tables import NOW
from facts.models import Fact, HiddenCell, PairFact, ProtectedYear
from facts.packed import packed_rows
from partners.models import Country, GlobalSouthMembership, RegionMembership
from partners.models.validity import valid_on

METHOD = "4"
"""Goes into the fingerprints: changed with the method, so that all years are protected anew."""
COLUMNS = "year, modality, dimension, key, other_dimension, other_key"

Cell = tuple[str, str, str, str]
"""Dimension, key, other dimension, other key."""

Slot = tuple[int, str]
"""A year and a modality."""


def protect_years(*, verify: bool = False, context: Context = BY_COMMAND) -> JobRun | None:
    """Bring the hidden cells of every year with facts up to date; ``verify`` looks at years that are not stale too.

    Nothing is done, and no row is left, where nothing is stale, or somebody else is at it.
    """
    with locks.held(locks.PROTECTION) as is_free:
        if not is_free:
            return None
        forget_years_without_facts()
        waiting = waiting_years(verify=verify)
        if not waiting:
            return None
        end_cut_off_protections()
        run = replace(context, waited=None).begin(Kind.PROTECT, {"years": len(waiting)})
        with run_rows.ending(run):
            progress = Progress(run, context.watch)
            protected = 0
            for number, (year, modality) in enumerate(waiting):
                progress.show(Step.PROTECT, number, len(waiting))
                protected += protect(year, modality)
            context.watch(Step.PROTECT, len(waiting), len(waiting))
            run_rows.finish(run, RunStatus.DONE, updated=protected, unchanged=len(waiting) - protected)
        return run


def end_cut_off_protections() -> None:
    for run in JobRun.objects.filter(kind=Kind.PROTECT, status=RunStatus.RUNNING):
        run_rows.finish(run, RunStatus.FAILED, error=run_rows.cut_off_in_words())


def years_with_facts() -> set[Slot]:
    totals = Fact.objects.of_whole_years().filter(host_entity_code="", dimension="total", key="all")
    return {(int(period), modality) for period, modality in totals.values_list("period", "modality")}


def waiting_years(*, verify: bool = False) -> list[Slot]:
    """Years to look at, the latest first, as these are asked most."""
    known = set(ProtectedYear.objects.filter(is_stale=False).values_list("year", "modality"))
    return sorted(years_with_facts() if verify else years_with_facts() - known, reverse=True)


def forget_years_without_facts() -> None:
    for year, modality in set(ProtectedYear.objects.values_list("year", "modality")) - years_with_facts():
        HiddenCell.objects.filter(year=year, modality=modality).delete()
        ProtectedYear.objects.filter(year=year, modality=modality).delete()


def protect(year: int, modality: str) -> bool:
    """Work out the hidden cells of a year and modality, unless its counts are what they were; tells whether it did.

    If somebody marks the year as stale meanwhile, it stays so, and the next run looks again.
    """
    ProtectedYear.objects.get_or_create(year=year, modality=modality, defaults={"fingerprint": "", "is_stale": True})
    try:
        with snapshot():
            return protect_in_snapshot(year, modality)
    except OperationalError as error:
        if not is_overtaken(error):
            raise
        return False


def protect_in_snapshot(year: int, modality: str) -> bool:
    tables = people_of(year, modality)
    fingerprint = fingerprint_of(tables)
    slot = ProtectedYear.objects.filter(year=year, modality=modality)
    is_other = slot.values_list("fingerprint", flat=True).get() != fingerprint
    if is_other:
        write_what_differs(year, modality, set(hidden_cells_of_year(tables)))
    slot.update(fingerprint=fingerprint, is_stale=False)
    return is_other


def write_what_differs(year: int, modality: str, cells: set[Cell]) -> None:
    """Make these the hidden cells of a year: most of them are already."""
    stored = stored_cells(year, modality)
    if gone := stored - cells:
        with connection.cursor() as cursor:
            cursor.execute(
                """DELETE FROM facts_hiddencell h USING unnest(%s::text[], %s::text[], %s::text[], %s::text[])
                       AS gone (dimension, key, other_dimension, other_key)
                   WHERE h.year = %s AND h.modality = %s AND h.dimension = gone.dimension AND h.key = gone.key
                     AND h.other_dimension = gone.other_dimension AND h.other_key = gone.other_key""",
                [*(list(column) for column in zip(*gone, strict=True)), year, modality],
            )
    if new := cells - stored:
        with connection.cursor() as cursor, cursor.copy(f"COPY facts_hiddencell ({COLUMNS}) FROM STDIN") as copy:
            for cell in new:
                copy.write_row((year, modality, *cell))


def stored_cells(year: int, modality: str) -> set[Cell]:
    rows = HiddenCell.objects.filter(year=year, modality=modality)
    return {
        (dimension, key, other, other_key)
        for (dimension, other), keys, _none in packed_rows(
            rows, ("dimension", "other_dimension"), texts=("key", "other_key")
        )
        for key, other_key in zip(*keys, strict=True)
    }


def people_of(year: int, modality: str) -> PeopleTables:
    """The people of a year as its facts count them."""
    leading = leading_dimensions()
    place = {"period": f"{year:04d}", "modality": modality}
    single: dict[str, dict[str, int]] = {name: {} for name in DIMENSIONS}
    paired: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    facts = Fact.objects.filter(Q(host_entity_code="") | Q(dimension__in=leading), **place)
    for (dimension,), (keys, hosts), (people,) in packed_rows(
        facts, ("dimension",), texts=("key", "host_entity_code"), numbers=("volunteers",)
    ):
        counts = dict(zip(zip(keys, hosts, strict=True), people.tolist(), strict=True))
        single[dimension] |= {key: number for (key, host), number in counts.items() if not host}
        paired[dimension, "host_entity"] = {keys: number for keys, number in counts.items() if keys[1]}
    pairs = PairFact.objects.filter(Q(dimension__in=leading) | Q(other_dimension__in=(*leading, "total")), **place)
    for names, (keys, others), (people,) in packed_rows(
        pairs, ("dimension", "other_dimension"), texts=("key", "other_key"), numbers=("volunteers",)
    ):
        if names[1] == "total":
            single[names[0]] |= dict(zip(keys, people.tolist(), strict=True))
        else:
            paired[names] = dict(zip(zip(keys, others, strict=True), people.tolist(), strict=True))
    total = single.pop("total").get("all", 0)
    labels = labels_of(read_codes(NOW))
    labels |= {name: sorted(labels[name]) for name in ("country", "nationality", "host_entity", "funding_partner")}
    labels["initiative"] = [*sorted(labels["initiative"]), UNPUBLISHED]
    return tables_of_year(total, single, paired, labels=labels, parents=parents_on(date(year, 12, 31)))


def parents_on(day: date) -> dict[str, dict[str, str]]:
    """The region of each country, the global South of each nationality and the scope of each category on a day."""
    regions = RegionMembership.objects.filter(valid_on(day)).values_list("country__alpha3", "region")
    memberships = GlobalSouthMembership.objects.filter(valid_on(day)).values_list("country__alpha3", "is_global_south")
    souths = {country: "yes" if is_south else "no" for country, is_south in memberships}
    countries = Country.objects.order_by().values_list("alpha3", flat=True)
    return {
        "country": dict.fromkeys(countries, "none") | dict(regions),
        "nationality": dict.fromkeys(countries, "unknown") | souths,
        "category": {name: scope for name in CATEGORIES if (scope := scope_of_category(name))},
    }


def fingerprint_of(tables: PeopleTables) -> str:
    """The same for the same counts under the same keys."""
    digest = hashlib.sha256(METHOD.encode())
    for name, labels in sorted(tables.labels.items()):
        digest.update(f"{name}:{','.join(labels)}".encode())
    for _name, counts in sorted([*tables.single.items(), *tables.paired.items()], key=lambda item: str(item[0])):
        digest.update(np.ascontiguousarray(counts, dtype=np.int64).tobytes())
    return digest.hexdigest()
