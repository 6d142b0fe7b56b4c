"""The cells that visitors must not see, year by year, from the same records as the facts.

A year whose counts are what they were keeps its hidden cells.
"""

import hashlib
from datetime import date

import numpy as np
from django.db import connection

from results.actions.reading import Records
from results.calculation.calendar import day_number
from results.calculation.dimensions import MODALITIES
from results.calculation.disclosure import hidden_cells_of_year
from results.calculation.people_tables import PeopleTables, tables_of_year
from results.models import HiddenCell, ProtectedYear

METHOD = "3"
"""Goes into the fingerprints: changed with the method, so that all years are protected anew."""
COLUMNS = "year, modality, dimension, key, other_dimension, other_key"


def protect_years(records: Records, cutoff: date) -> None:
    """Bring the hidden cells of every recorded year up to date."""
    years = recorded_years(records, cutoff)
    known = {(row.year, row.modality): row.fingerprint for row in ProtectedYear.objects.all()}
    for year, modality in [slot for slot in known if slot[0] not in years]:
        forget(year, modality)
    for year in years:
        for modality in MODALITIES:
            tables = people_of(records, year, modality, cutoff)
            fingerprint = fingerprint_of(tables)
            if known.get((year, modality)) != fingerprint:
                protect(year, modality, tables, fingerprint)


def people_of(records: Records, year: int, modality: str, cutoff: date) -> PeopleTables:
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


def forget(year: int, modality: str) -> None:
    HiddenCell.objects.filter(year=year, modality=modality).delete()
    ProtectedYear.objects.filter(year=year, modality=modality).delete()


def protect(year: int, modality: str, tables: PeopleTables, fingerprint: str) -> None:
    """Replace the hidden cells of a year and modality."""
    forget(year, modality)
    with connection.cursor() as cursor, cursor.copy(f"COPY results_hiddencell ({COLUMNS}) FROM STDIN") as copy:
        for cell in hidden_cells_of_year(tables):
            copy.write_row((year, modality, *cell))
    ProtectedYear.objects.create(year=year, modality=modality, fingerprint=fingerprint)


def recorded_years(records: Records, cutoff: date) -> range:
    """The years from the first service to the cut-off."""
    if not len(records.service.start_day):
        return range(0)
    first = date.fromordinal(int(records.service.start_day.min()) + date(1970, 1, 1).toordinal())
    return range(first.year, cutoff.year + 1)
