"""The cells that visitors must not see, year by year, from the same records as the facts."""

from collections.abc import Iterator
from datetime import date

from results.actions.reading import Records
from results.calculation.calendar import day_number
from results.calculation.dimensions import MODALITIES
from results.calculation.disclosure import hidden_cells_of_year
from results.calculation.people_tables import tables_of_year


def hidden_cell_rows(records: Records, cutoff: date) -> Iterator[tuple]:
    """Rows of HiddenCell: year, modality, dimension, key, other dimension, other key."""
    for year in recorded_years(records, cutoff):
        for modality in MODALITIES:
            tables = tables_of_year(
                records.service,
                records.people,
                records.reference,
                labels=records.labels,
                year=year,
                modality=modality,
                cut_off=day_number(cutoff),
            )
            for dimension, key, other_dimension, other_key in hidden_cells_of_year(tables):
                yield year, modality, dimension, key, other_dimension, other_key


def recorded_years(records: Records, cutoff: date) -> range:
    """The years from the first service to the cut-off."""
    if not len(records.service.start_day):
        return range(0)
    first = date.fromordinal(int(records.service.start_day.min()) + date(1970, 1, 1).toordinal())
    return range(first.year, cutoff.year + 1)
