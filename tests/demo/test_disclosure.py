"""No small number of the demo's people of 2020 can be worked out: the exact reader on some of its tables."""

from datetime import date

import pytest

from calculation.disclosure import disclosure_of_year, hidden_cells
from calculation.people_tables import tables_of_year
from demo.records import made_up_records
from tests.calculation.disclosure_reader import Reader, by_dimensions, counted, spelt_out
from tests.demo.demo_counts import Year, onsite_service

AGES = ("under_25", "25_29", "30_34", "35_39", "40_44", "45_49", "50_54", "55_59", "60_and_over")


@pytest.fixture(scope="module")
def service_of_2020():
    return Year(onsite_service(made_up_records(date(2026, 11, 23))), 2020).services


def age_group(service):
    age = service.age_in(2020)
    return "unknown" if age is None else AGES[min(max((age - 20) // 5, 0), 8)]


KEY_OF = {
    "age_group": age_group,
    "disability": lambda service: {True: "yes", False: "no", None: "unknown"}[service.disability],
    "host_entity": lambda service: service.entity,
    "sex": lambda service: service.sex if service.sex in ("female", "male") else "other_or_not_stated",
}


def reader_of(services, *dimensions):
    """Who reads all that is published about these dimensions."""
    rows = [(service.person, {name: KEY_OF[name](service) for name in dimensions}) for service in services]
    keys = {name: sorted({row[name] for _, row in rows}) for name in dimensions}
    counts = counted(rows)
    tables = tables_of_year(counts[frozenset()], *by_dimensions(counts), labels=keys, parents={})
    found = disclosure_of_year(tables)
    assert not found.given_away
    return Reader(counts, set(spelt_out(hidden_cells(tables, found), keys)), keys=keys, parents={})


@pytest.mark.parametrize(
    "dimensions", [("disability", "host_entity"), ("age_group", "disability"), ("age_group", "sex")], ids="-".join
)
def test_no_small_number_of_the_demo_can_be_narrowed(service_of_2020, dimensions):
    reader = reader_of(service_of_2020, *dimensions)
    small = reader.small_cells(among=list(reader.counts))
    assert small
    assert [cell for cell in small if cell not in reader.hidden] == []
    for cell in small:
        for number in range(1, 1 + min(4, reader.least_public_total(cell))):
            assert reader.can_be(cell, number), (sorted(cell), number)
