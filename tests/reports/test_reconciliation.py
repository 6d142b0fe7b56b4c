"""The 2020 report against the records, figure by figure."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from partners.models import Country, FundingPartner, HostEntity, Initiative
from reports.computing import addresses_in, read_address
from reports.missing import MISSING
from reports.published import findings, published_facts, read_yaml
from reports.reconciliation import COLUMNS, QUESTIONS, Status, counts_by_status, indicator_entries, reconcile
from tests import cast

LISTED = read_yaml(QUESTIONS)
ENTRIES = LISTED["facts"] | indicator_entries(LISTED["indicators"])


@pytest.fixture
def reference(db):
    call_command("load_reference", stdout=StringIO())


def lines():
    return {line.id: line for line in reconcile()}


def someone(number, *, host="UNDP", country="KEN", nationality="FRA", funded_by=None, tagged=(), **fields):
    person = {name: fields.pop(name) for name in ("sex", "has_disability", "registered_date") if name in fields}
    assignment = cast.assignment(
        f"A{number}",
        volunteer=cast.volunteer(f"R{number}", nationality=nationality, **person),
        host_entity=HostEntity.objects.get(code=host),
        country=Country.objects.get(alpha3=country),
        funding_partner=FundingPartner.objects.get(code=funded_by) if funded_by else None,
        **fields,
    )
    assignment.initiatives.set(Initiative.objects.filter(code__in=tagged))
    return assignment


def test_says_of_every_figure_how_it_is_computed_or_what_is_missing():
    assert set(ENTRIES) == {fact.id for fact in published_facts()}
    assert len(LISTED["facts"]) + 4 * len(LISTED["indicators"]) == 252
    kinds = [kind for entry in ENTRIES.values() for kind in [entry.get("missing"), entry.get("later")] if kind]
    assert set(kinds) <= set(MISSING)


def test_names_only_findings_and_figures_that_exist():
    assert set(LISTED["findings"]) == set(findings())
    assert {fact for facts in LISTED["findings"].values() for fact in facts} <= set(ENTRIES)


def test_asks_every_question_in_the_syntax_of_the_explorer(reference):
    addresses = {address for entry in ENTRIES.values() for address in addresses_in(entry)}
    assert len(addresses) > 90
    for address in addresses:
        read_address(address)


def test_a_portal_without_records_computes_nothing_and_calls_nothing_different(reference):
    found = lines()
    assert counts_by_status(found.values())[Status.DIFFERS] == 0
    assert (found["017a"].computed, found["017a"].status) == ("", Status.NOT_RECORDED)
    assert "volunteers and assignments" in found["017a"].note
    assert (found["003c"].computed, found["003c"].status) == ("", Status.NOT_RECORDED)
    assert (found["I2.1-result"].computed, found["I2.1-result"].status) == ("99", Status.EQUAL)


def test_a_portal_without_reference_data_says_what_it_lacks(db):
    found = lines()
    assert found["I1.1-target"].status == Status.NOT_RECORDED
    assert "framework" in found["I1.1-target"].note
    assert "UNDP" in found["019a"].note


def test_takes_a_withheld_result_for_equal_to_none_published(reference):
    line = lines()["I2.1.1b-result"]
    assert (line.published, line.computed, line.status) == ("", "", Status.EQUAL)
    assert "paragraph 40" in line.note


def test_a_hard_finding_makes_contradicted_what_no_record_agrees_with(reference):
    found = lines()
    assert {line.id for line in found.values() if line.status == Status.CONTRADICTED} == {
        "018a", "fn10a", "fn12a", "fn6a", "fn6b", "034d", "fn11a", "016a", "012e", "008a", "008b",
        "006b", "054j", "054k",
    }  # fmt: skip
    assert found["016a"].note.startswith("C4: 99%")
    assert (found["016a"].published, found["016a"].computed) == ("100", "99")
    assert found["I2.1-result"].status == found["I1.2.2-result"].status == Status.EQUAL


def test_names_the_records_that_are_still_missing(reference):
    found = lines()
    assert "contributions and expenditure" in found["047a"].note
    assert "volunteers' reports" in found["046a"].note
    assert found["005a"].status == Status.NARRATIVE
    assert found["fn6b"].published == "139;28;9;6;4;6"


def test_computes_counts_shares_and_growth_from_the_records(reference):
    someone(1, sex="female", tagged=["COVID19"])
    someone(2, sex="male", start_date=date(2019, 7, 1))
    found = lines()
    assert (found["017a"].computed, found["017a"].status) == ("2", Status.DIFFERS)
    assert found["017b"].computed == "100"
    assert found["035a"].computed == "50"
    assert found["019c"].computed == "0.5"
    assert found["029d"].computed == "24"
    assert found["I2.1.1a-result"].computed == "24"
    assert found["I2.1.1a-rating"].computed == "red"


def test_computes_differences_sums_and_the_lowest_row(reference):
    someone(1, has_disability=True, country="KEN")
    someone(2, host="WHO", has_disability=True, country="FJI", sex="female")
    someone(3, host="WHO", country="BRA", sex="male")
    found = lines()
    assert (found["034a"].computed, found["034b"].computed, found["034c"].computed) == ("2", "1", "1")
    assert (found["034d"].computed, found["fn11a"].computed) == ("1", "2")
    assert found["034d"].status == Status.CONTRADICTED
    assert found["xx-ent"].computed == "3"
    assert found["035d"].computed == "0"


def test_names_the_entities_and_countries_that_are_new_or_back(reference):
    someone(1, country="KEN", start_date=date(2018, 1, 1))
    someone(2, host="PAHO", country="CUB")
    someone(3, host="DOS", country="CUB", start_date=date(2018, 1, 1), end_date=date(2018, 3, 1))
    someone(4, host="DOS", country="CUB")
    found = lines()
    assert (found["fn9a"].computed, found["017e"].computed) == ("2", "2")
    assert "Pan American Health Organization" in found["fn9a"].note
    assert (found["fn7a"].computed, found["fn7a"].note) == ("1", "Cuba")


def test_counts_any_partner_that_funds_fully_and_governments_apart(reference):
    someone(1, funded_by="SWE")
    someone(2, funded_by="CISCO")
    someone(3)
    found = lines()
    assert (found["042a"].computed, found["042b"].computed, found["042f"].computed) == ("2", "1", "1")
    assert found["042c"].computed == "100"


def test_counts_the_places_of_those_that_a_question_counts(reference):
    for number, place in enumerate(["Kisumu", "Nairobi", "Nairobi"]):
        serving = someone(number, tagged=["COVID19"])
        serving.duty_stations.create(place=place, first_date=serving.start_date, last_date=serving.end_date)
    other = someone(9)
    other.duty_stations.create(place="Mombasa", first_date=other.start_date, last_date=other.end_date)
    assert lines()["054h"].computed == "2"


def test_knows_border_help_points_by_their_names_until_duty_stations_carry_tags(reference):
    for number, place in enumerate(["Cúcuta border help point", "Bogotá"]):
        serving = someone(number, host="UNHCR", country="COL")
        serving.duty_stations.create(place=place, first_date=serving.start_date, last_date=serving.end_date)
    assert lines()["021c"].computed == "50"


def test_takes_no_border_help_point_anywhere_for_a_gap(reference):
    someone(1, host="UNHCR", country="COL")
    line = lines()["021c"]
    assert (line.computed, line.status) == ("", Status.NOT_RECORDED)
    assert "tags of duty stations" in line.note


def test_the_command_writes_the_columns_of_the_contract(reference):
    out = StringIO()
    call_command("reconcile_report", format="csv", stdout=out)
    rows = list(csv.DictReader(StringIO(out.getvalue())))
    assert (
        out.getvalue().splitlines()[0] == ",".join(COLUMNS) == "id,paragraph,statement,published,computed,status,note"
    )
    assert len(rows) == 252
    assert {row["status"] for row in rows} <= {"equal", "differs", "contradicted", "not_recorded", "narrative"}


def test_the_command_shows_a_table_that_ends_with_the_counts(reference):
    out = StringIO()
    call_command("reconcile_report", stdout=out)
    assert "table before 4" in out.getvalue()
    assert out.getvalue().rstrip().splitlines()[-1].startswith("252 figures: ")
