"""The cells that visitors must not see, year by year, from the same records as the facts.

They are worked out after the facts are in, a year and modality at a time. A year whose people were counted otherwise
is stale until then: visitors see none of its two dimensions crossed. A year whose counts are what they were keeps
its hidden cells.
"""

import hashlib
from collections.abc import Iterator
from datetime import date

import numpy as np
from django.db import OperationalError, connection

from accounts.models import JobRun, RunStatus
from calculation.calendar import YEAR, day_number
from calculation.dimensions import MODALITIES
from calculation.disclosure import hidden_cells_of_year
from calculation.people_tables import PeopleTables, tables_of_year
from calculation.spans import net_spans, touched_periods, window_of
from facts.actions import locks, run_rows
from facts.actions.reading import Records, read_records
from facts.actions.run_rows import Kind, Progress, Step, Watch, nobody_watches
from facts.actions.snapshots import snapshot
from facts.models import Fact, FactState, HiddenCell, ProtectedYear

METHOD = "3"
"""Goes into the fingerprints: changed with the method, so that all years are protected anew."""
COLUMNS = "year, modality, dimension, key, other_dimension, other_key"

Slot = tuple[int, str]
"""A year and a modality."""


def protect_years(
    *, trigger: str = "command", by=None, watch: Watch = nobody_watches, verify: bool = False
) -> JobRun | None:
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
        run = run_rows.begin(Kind.PROTECT, by=by, trigger=trigger, parameters={"years": len(waiting)})
        with run_rows.ending(run):
            progress = Progress(run, watch)
            protected = 0
            for number, (year, modality) in enumerate(waiting):
                progress.show(Step.PROTECT, number, len(waiting))
                protected += protect(year, modality)
            watch(Step.PROTECT, len(waiting), len(waiting))
            run_rows.finish(run, RunStatus.DONE, updated=protected, unchanged=len(waiting) - protected)
        return run


def end_cut_off_protections() -> None:
    for run in JobRun.objects.filter(kind=Kind.PROTECT, status=RunStatus.RUNNING):
        run_rows.finish(run, RunStatus.FAILED, error=run_rows.cut_off_in_words())


def years_with_facts() -> set[Slot]:
    totals = Fact.objects.filter(host_entity_code="", dimension="total", key="all").exclude(period__contains="-")
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
        if not run_rows.is_overtaken(error):
            raise
        return False


def protect_in_snapshot(year: int, modality: str) -> bool:
    cutoff = FactState.objects.values_list("cutoff", flat=True).get()
    tables = people_of(year, modality, cutoff)
    fingerprint = fingerprint_of(tables)
    slot = ProtectedYear.objects.filter(year=year, modality=modality)
    is_other = slot.values_list("fingerprint", flat=True).get() != fingerprint
    if is_other:
        HiddenCell.objects.filter(year=year, modality=modality).delete()
        with connection.cursor() as cursor, cursor.copy(f"COPY facts_hiddencell ({COLUMNS}) FROM STDIN") as copy:
            for cell in hidden_cells_of_year(tables):
                copy.write_row((year, modality, *cell))
    slot.update(fingerprint=fingerprint, is_stale=False)
    return is_other


def people_of(year: int, modality: str, cutoff: date) -> PeopleTables:
    records = read_records(between=(date(year, 1, 1), date(year, 12, 31)))
    return tables_of_year(
        records.service,
        records.people,
        records.reference,
        labels=records.labels,
        year=year,
        modality=modality,
        cut_off=day_number(cutoff),
    )


def fingerprint_of(tables: PeopleTables) -> str:
    """The same for the same counts under the same keys."""
    digest = hashlib.sha256(METHOD.encode())
    for name, labels in sorted(tables.labels.items()):
        digest.update(f"{name}:{','.join(labels)}".encode())
    for _name, counts in sorted([*tables.single.items(), *tables.paired.items()], key=lambda item: str(item[0])):
        digest.update(np.ascontiguousarray(counts, dtype=np.int64).tobytes())
    return digest.hexdigest()


def mark_stale_pairs(old: Records, new: Records, *, old_cutoff: date, new_cutoff: date, are_few: bool) -> None:
    """Mark the years in which people served under other keys together; what one dimension tells, the facts told.

    Of few people their keys are compared; else all years in which they served are marked.
    """
    sides = (old, old_cutoff), (new, new_cutoff)
    if are_few:
        before, after = (set(keys_together(*side)) for side in sides)
        touched = {key[:2] for key in before ^ after}
    else:
        touched = set().union(*(years_of_service(*side) for side in sides))
    with connection.cursor() as cursor:
        for year, modality in sorted(touched):
            cursor.execute(
                """INSERT INTO facts_protectedyear (year, modality, fingerprint, is_stale)
                   VALUES (%s, %s, '', TRUE) ON CONFLICT (year, modality) DO UPDATE SET is_stale = TRUE""",
                [year, modality],
            )


def years_of_service(records: Records, cutoff: date) -> set[Slot]:
    """The years and modalities in which anybody served."""
    spans = net_spans(records.service, cut_off=day_number(cutoff))
    if not len(spans.row):
        return set()
    window = window_of(spans, YEAR)
    touched = touched_periods(spans, window)
    modality = records.service.modality[touched.owner]
    return {
        (int(code) // 100, name)
        for place, code in enumerate(window.codes)
        for number, name in enumerate(MODALITIES)
        if np.any((modality == number) & (touched.first <= place) & (touched.last >= place))
    }


def keys_together(records: Records, cutoff: date) -> Iterator[tuple]:
    """(year, modality, person, every key of the assignment and the person) of each year of each assignment."""
    service, people = records.service, records.people
    spans = net_spans(service, cut_off=day_number(cutoff))
    if not len(spans.row):
        return
    window = window_of(spans, YEAR)
    touched = touched_periods(spans, window)
    tags: dict[int, list[int]] = {}
    for row, initiative in zip(service.initiative_row.tolist(), service.initiative.tolist(), strict=True):
        tags.setdefault(row, []).append(initiative)
    of_service = zip(*(getattr(service, name).tolist() for name in OF_SERVICE), strict=True)
    of_people = list(zip(*(column.tolist() for column in vars(people).values()), strict=True))
    keys = [
        (int(records.volunteer_ids[person]), of, of_people[person], tuple(sorted(tags.get(row, ()))))
        for row, (person, of) in enumerate(zip(service.volunteer.tolist(), of_service, strict=True))
    ]
    for row, first, last in zip(touched.owner.tolist(), touched.first.tolist(), touched.last.tolist(), strict=True):
        for period in range(first, last + 1):
            yield int(window.codes[period]) // 100, MODALITIES[service.modality[row]], *keys[row]


OF_SERVICE = ("host_entity", "country", "category", "funding_partner")
