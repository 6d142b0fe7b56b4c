"""Before the first record is no data, in every reader: page, explorer, download, API and command."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from calculation.values import NoData, Number
from figures.answer import Reader, answer
from figures.question import Question
from tests.figures import public_world
from tests.results.test_pages import text_of

REASON = "nothing is recorded before 2019"
EARLY = {"measure": "volunteers", "year": "2015"}


@pytest.fixture
def portal(db):
    public_world.fill()


def value_of(measure="volunteers", year=2015, *, from_records=False, **more):
    return answer(Question.ask(measure, year, **more), reader=Reader.STAFF, from_records=from_records).value


@pytest.mark.parametrize("from_records", [False, True])
@pytest.mark.parametrize("measure", ["volunteers", "volunteer_months", "countries", "average_age", "new_countries"])
def test_every_measure_has_no_data_with_the_reason(portal, measure, from_records):
    assert value_of(measure, from_records=from_records) == NoData(REASON)


@pytest.mark.parametrize("from_records", [False, True])
def test_from_the_first_recorded_year_on_zero_is_zero(portal, from_records):
    assert value_of(year=2019, month=1, from_records=from_records) == Number(0)
    assert value_of(year=2020, country="FRA", from_records=from_records) == Number(0)


@pytest.mark.parametrize("from_records", [False, True])
def test_what_was_never_recorded_is_a_true_zero(portal, from_records):
    assert value_of(year=2020, modality="online", from_records=from_records) == Number(0)


def test_an_empty_portal_counts_nobody(db):
    assert value_of(year=2020) == Number(0)
    assert value_of("roster", 2020) == Number(0)


def test_days_months_and_the_roster_are_told_apart_by_their_own_first_records(portal):
    assert value_of(month=5) == NoData(REASON)
    day = Question.from_parameters({"measure": ["volunteers"], "on": ["2015-05-01"]})
    assert answer(day, reader=Reader.VISITOR).value == NoData(REASON)
    assert value_of("roster", 1999) == Number(0)


def test_a_breakdown_has_no_rows_and_says_why(portal):
    found = answer(Question.ask("volunteers", 2015, by=["sex"], growth=True), reader=Reader.VISITOR)
    assert (found.rows, found.why_no_data) == ((), REASON)


def test_a_share_and_its_parts_are_no_data(portal):
    found = answer(Question.ask("volunteers", 2015, share=("sex", "female"), growth=True), reader=Reader.VISITOR)
    assert set(found.records()[0].values()) == {""}
    assert set(found.as_json()[0].values()) == {None}


def test_pages_show_no_data_and_the_reason(client, portal):
    for address in (reverse("figure"), reverse("explore")):
        page = text_of(client.get(address, EARLY))
        assert REASON in page
        assert "Nobody is counted here" not in page
    assert REASON in text_of(client.get(reverse("explore"), EARLY | {"by": "region"})).lower()


def test_downloads_leave_the_cell_blank(client, portal):
    response = client.get(reverse("explore"), EARLY | {"format": "csv"})
    assert b"".join(response.streaming_content).split() == [b"value", b'""']


def test_the_api_says_null(client, portal):
    assert client.get(reverse("api-statistic"), EARLY).json()["rows"] == [{"value": None}]


@pytest.mark.parametrize(("file_format", "read"), [("csv", csv.reader), ("json", None)])
def test_the_command_leaves_it_blank_or_null(portal, capsys, file_format, read):
    call_command("statistic", "volunteers", year="2015", format=file_format)
    written = capsys.readouterr().out
    if read is None:
        assert json.loads(written) == [{"value": None}]
    else:
        assert list(read(StringIO(written))) == [["value"], [""]]
