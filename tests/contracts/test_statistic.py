"""`statistic`, literally as the contract has it, on the demo."""

import csv
import json
import re
from io import StringIO

import pytest

pytestmark = pytest.mark.xdist_group("contracts")

MEASURES = {
    "volunteers": "9459",
    "volunteer_days": None,
    "volunteer_months": "78260",
    "assignments": None,
    "average_months": None,
    "average_age": None,
    "host_entities": "60",
    "countries": "157",
    "nationalities": None,
    "funding_partners": "19",
    "new_host_entities": None,
    "returning_host_entities": None,
    "new_countries": None,
    "returning_countries": None,
    "roster": None,
}
COUNTS = set(MEASURES) - {"volunteer_months", "average_months", "average_age"}
OF_A_YEAR = {name for name in MEASURES if name.startswith(("new_", "returning_"))}
PUBLISHED = {
    "volunteers --year 2020 --share sex=female": ("value", 52),
    "volunteers --year 2020 --share scope=national": ("value", 56),
    "volunteers --year 2020 --where host_entity=UNDP": ("value", 3232),
    "volunteers --year 2020 --where host_entity=UNDP --growth": ("growth", 17),
    "volunteers --year 2020 --where host_entity=UN_MISSIONS": ("value", 1880),
    "volunteers --year 2020 --where host_entity=UN_MISSIONS --growth": ("growth", -9),
    "volunteers --year 2020 --where region=africa --growth": ("growth", 15),
    "volunteers --year 2020 --where region=africa --share sex=female": ("value", 45),
    "volunteers --year 2020 --where region=asia_pacific --where host_entity=UNDP": ("value", 763),
    "volunteers --year 2020 --where category=international_expert --where category=national_expert": ("value", 281),
    "volunteers --year 2020 --where disability=yes": ("value", 88),
    "volunteers --year 2020 --share age_group=under_25 --share age_group=25_29": ("value", 35),
    "volunteers --year 2020 --where scope=international --share global_south=yes": ("value", 66),
    "volunteers --year 2020 --growth": ("growth", 14),
    "volunteer_months --year 2020 --growth": ("growth", 20),
    "average_age --year 2020": ("value", 34),
    "roster --year 2020 --where sex=female": ("value", 75281),
    "roster --year 2020 --where disability=yes --growth": ("growth", 38),
}
REFUSED = {
    "voluntears --year 2020": "volunteers",
    "volunteers --year 2020 --where regoin=africa": "Expected: region",
    "volunteers --year 2020 --where region=afrika": "Expected: africa",
    "volunteers --year 2020 --where host_entity=UNPD": "UNDP",
    "volunteers --year 2020 --where region": "DIM=KEY",
    "volunteers --year 2020 --by regions": "Expected: region",
    "volunteers --year 2020 --share sex=femal": "female",
    "volunteers --year 2020 --share sexfemale": "sex",
    "volunteers --year 2020 --by sex --by scope --by region": "two",
    "volunteers --year 20a0": "20a0",
    "volunteers --year 9999": "9999",
    "volunteers --year 2020 --month 13": "13",
    "volunteers --on 2020-02-30": "2020-02-30",
    "volunteers --on 2020-02-29 --year 2020": "not both",
    "volunteers --month 2": "which year",
    "roster --year 2020 --where region=africa": "region",
    "countries --year 2020 --share sex=female": "share",
    "new_countries --on 2020-12-31": "year",
    "volunteers --year 2020 --modality online --where scope=national": "onsite",
}


def ask(portal, *questions: str, **options) -> list:
    """The rows of each question, read from the format asked for (csv)."""
    form = options.get("form", "csv")
    lines = [f"statistic {question} --format {form}" for question in questions]
    answers = portal.run_all(*lines)
    for line, done in zip(lines, answers, strict=True):
        assert (done.status, done.err) == (0, ""), (line, done.err)
    read = json.loads if form == "json" else lambda text: list(csv.DictReader(StringIO(text)))
    return [read(done.out) for done in answers]


def half_up(text: str) -> int:
    """To the whole number, half away from zero."""
    number = float(text)
    return int(abs(number) + 0.5) * (-1 if number < 0 else 1)


def test_answers_every_measure(demo):
    answers = ask(demo, *[f"{measure} --year 2020" for measure in MEASURES])
    for (measure, expected), [row] in zip(MEASURES.items(), answers, strict=True):
        assert list(row) == ["value"], measure
        assert row["value"] == expected or expected is None, (measure, row)
        assert re.fullmatch(r"\d+" if measure in COUNTS else r"\d+(\.\d{0,5}[1-9])?", row["value"]), (measure, row)


def test_json_has_numbers_of_their_own_type(demo):
    answers = ask(demo, *[f"{measure} --year 2020 --growth" for measure in MEASURES], form="json")
    for measure, [row] in zip(MEASURES, answers, strict=True):
        assert list(row) == ["value", "previous", "growth"]
        if measure in COUNTS:
            assert {type(row["value"]), type(row["previous"])} == {int}, (measure, row)
        assert round(row["value"], 6) == row["value"]
        if measure in OF_A_YEAR:
            assert row["growth"] is None or row["previous"], (measure, row)


def test_gives_the_figures_of_the_report(demo):
    answers = ask(demo, *PUBLISHED)
    for (question, (column, expected)), [row] in zip(PUBLISHED.items(), answers, strict=True):
        assert half_up(row[column]) == expected, (question, row)
    [[new], [returning]] = ask(demo, "new_host_entities --year 2020", "returning_host_entities --year 2020")
    assert int(new["value"]) + int(returning["value"]) == 7


def test_new_and_returning_are_unknown_in_the_first_recorded_year(demo):
    [[row]], [[grown]] = (
        ask(demo, "new_countries --year 2018", form="json"),
        ask(demo, "volunteers --year 2018 --growth", form="json"),
    )
    assert row == {"value": None}
    assert grown["value"] > 0 and grown["previous"] is grown["growth"] is None


def test_several_keys_mean_any_and_dimensions_mean_all(demo):
    answers = ask(
        demo,
        "assignments --year 2020 --where region=africa --where region=arab_states",
        "assignments --year 2020 --where region=africa",
        "assignments --year 2020 --where region=arab_states",
        "assignments --year 2020 --where region=africa --where sex=female",
    )
    both, africa, arab, women = (int(row["value"]) for [row] in answers)
    assert both == africa + arab
    assert 0 < women < africa


def test_a_row_for_each_key_that_occurs_sorted_by_bytes(demo):
    regions, ages, none = ask(
        demo,
        "volunteers --year 2020 --by region",
        "volunteers --year 2020 --by age_group --by sex --share disability=yes --growth",
        "volunteers --year 2020 --modality online --by category",
    )
    names = ["africa", "arab_states", "asia_pacific", "europe_cis", "latin_america_caribbean", "none"]
    assert [row["region"] for row in regions] == names
    columns = ["age_group", "sex", "value", "numerator", "denominator", "unknown", "previous", "growth"]
    keys = [(row["age_group"].encode(), row["sex"].encode()) for row in ages]
    assert list(ages[0]) == columns
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    assert none == []


def test_a_share_names_what_it_is_of(demo):
    [[people]], [[months]] = (
        ask(demo, "volunteers --year 2020 --share sex=female"),
        ask(demo, "volunteer_months --year 2020 --share sex=female"),
    )
    assert people["denominator"] == str(9459 - int(people["unknown"]))
    assert float(people["value"]) == round(100 * int(people["numerator"]) / int(people["denominator"]), 6)
    assert float(months["denominator"]) + float(months["unknown"]) == pytest.approx(78260, abs=1e-5)


def test_a_day_a_month_and_online(demo):
    [[day], [month], [days], [online], [onsite]] = ask(
        demo,
        "volunteers --on 2020-02-29",
        "volunteers --year 2020 --month 2",
        "volunteer_days --on 2020-02-29",
        "volunteers --year 2021 --modality online",
        "volunteers --year 2021",
    )
    assert 0 < int(day["value"]) <= int(month["value"])
    assert int(days["value"]) >= int(day["value"])
    assert 0 < int(online["value"]) < int(onsite["value"])


def test_counts_nothing_after_the_cut_off_but_reads_any_day(demo):
    [[year]], [[later]] = ask(demo, "volunteer_days --year 2021"), ask(demo, "volunteers --on 2022-03-01")
    months = ask(demo, *[f"volunteer_days --year 2021 --month {month}" for month in range(1, 9)])
    assert int(year["value"]) == sum(int(row["value"]) for [row] in months)
    assert int(later["value"]) > 0
    for question in ("volunteers --year 2022", "volunteers --year 2021 --month 9"):
        [done] = demo.run_all(f"statistic {question}")
        assert (done.status, done.out) == (1, "")
        assert "2021-08-31" in done.err


def test_an_unfinished_year_grows_on_the_same_months(demo):
    [[year]], months = (
        ask(demo, "volunteer_days --year 2021 --growth"),
        ask(demo, *[f"volunteer_days --year 2020 --month {month}" for month in range(1, 9)]),
    )
    assert int(year["previous"]) == sum(int(row["value"]) for [row] in months)


def test_refuses_unknown_words_with_the_nearest_known_one(demo):
    for (question, word), done in zip(
        REFUSED.items(), demo.run_all(*[f"statistic {question}" for question in REFUSED]), strict=True
    ):
        assert (done.status, done.out) == (2, ""), (question, done)
        assert word in done.err and "Traceback" not in done.err, (question, done.err)
        assert len(done.err.strip().splitlines()) == 1, done.err


def test_the_table_shows_the_same_as_csv(demo):
    question = "statistic volunteers --year 2020 --by region --growth"
    table, text = demo.run_all(question, f"{question} --format csv")
    assert [line.split() for line in table.out.splitlines()] == [line.split(",") for line in text.out.splitlines()]
