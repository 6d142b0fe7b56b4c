"""Frameworks side by side: their years, codes and addresses; and pages that no row takes down."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from results.models import Indicator, IndicatorDefinition, Output, Result
from tests import cast
from tests.figures import public_world
from tests.results import a_framework
from tests.shown_pages import save

pytestmark = pytest.mark.django_db
ADD_FRAMEWORK = reverse("admin:results_framework_add")
ADD_INDICATOR = reverse("admin:results_indicator_add")
NO_OUTCOMES = {"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0"}
NO_DEFINITIONS = {"definitions-TOTAL_FORMS": "0", "definitions-INITIAL_FORMS": "0"}


@pytest.fixture
def two():
    """Two frameworks, each with an indicator 1.1."""
    found = []
    for code, first in (("2018-2021", 2018), ("2022-2025", 2022)):
        outcome = a_framework.outcome(a_framework.framework(code, first, first + 3))
        indicator = a_framework.indicator(outcome, source=f"survey {code}")
        a_framework.definition(indicator, f"Title of {code}")
        a_framework.result(indicator, 50, year=first + 2)
        found.append(indicator)
    return found


def refused(change) -> str:
    """The name of the constraint that refuses a change."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/results/indicators/1.1/", "2022-2025"),
        ("/results/indicators/1.1/?year=2020", "2018-2021"),
        ("/results/indicators/1.1/?year=2023", "2022-2025"),
        ("/results/2018-2021/indicators/1.1/", "2018-2021"),
        ("/results/2018-2021/indicators/1.1/?year=2021", "2018-2021"),
        ("/results/2022-2025/indicators/1.1/", "2022-2025"),
    ],
)
def test_an_address_leads_to_the_indicator_of_its_framework(client, two, address, title):
    page = client.get(address)
    assert page.context["framework"].code == title
    assert f"Title of {title}" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/results/indicators/1.1/?year=2030",
        "/results/indicators/9.9/?year=2020",
        "/results/2018-2021/indicators/1.1/?year=2023",
        "/results/2018-2021/indicators/9.9/",
        "/results/nowhere/indicators/1.1/",
        "/results/2030/",
        "/api/v1/results/2030/",
        "/api/v1/results/99999999/",
    ],
)
def test_what_no_framework_has_is_not_found(client, two, address):
    assert client.get(address).status_code == 404


def test_a_page_of_a_framework_leads_to_its_own_indicators(client, two):
    for year, code in ((2020, "2018-2021"), (2024, "2022-2025")):
        page = client.get(f"/results/{year}/").content.decode()
        assert f'href="/results/{code}/indicators/1.1/?year={year}"' in page
        (told,) = client.get(f"/api/v1/results/{year}/").json()
        assert (told["framework"], told["title"]) == (code, f"Title of {code}")
    assert [one.get_absolute_url() for one in two] == [
        "/results/2018-2021/indicators/1.1/",
        "/results/2022-2025/indicators/1.1/",
    ]


def test_autocomplete_and_search_name_the_framework(client, two):
    client.force_login(cast.superuser())
    asked = {"app_label": "results", "model_name": "result", "field_name": "indicator", "term": "1.1"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert [one["text"] for one in found] == [
        "1.1 Title of 2018-2021 (2018-2021)",
        "1.1 Title of 2022-2025 (2022-2025)",
    ]
    for name in ("result", "indicator", "indicatordefinition"):
        listed = client.get(reverse(f"admin:results_{name}_changelist"), {"q": "2022-2025"}).context["cl"].result_list
        assert len(listed) == 1, name


@pytest.mark.parametrize(("first", "last"), [(2020, 2023), (2021, 2021), (2016, 2018), (2010, 2030)])
def test_years_of_frameworks_do_not_overlap(client, two, first, last):
    client.force_login(cast.superuser())
    typed = {"code": "third", "title_en": "Third", "first_year": first, "last_year": last, "source": "made up"}
    answer = client.post(ADD_FRAMEWORK, typed | NO_OUTCOMES).content.decode()
    assert "Another framework already covers some of these years." in answer
    assert "framework_one_a_year" in refused(lambda: a_framework.framework("third", first, last))


def test_a_framework_keeps_the_years_of_what_it_holds(client, two):
    framework = two[0].framework
    a_framework.milestone(two[0], year=2021)
    client.force_login(cast.superuser())
    typed = {"code": framework.code, "title_en": "F", "first_year": "2018", "last_year": "2020", "source": "made up"}
    page = reverse("admin:results_framework_change", args=[framework.pk])
    outcome = framework.outcomes.get()
    same = {
        "outcomes-TOTAL_FORMS": "1", "outcomes-INITIAL_FORMS": "1", "outcomes-0-id": outcome.pk,
        "outcomes-0-framework": framework.pk, "outcomes-0-code": outcome.code, "outcomes-0-title_en": "O",
    }  # fmt: skip
    answer = save(client, page, typed | same).content.decode()
    assert "Results, milestones or definitions lie outside these years." in answer
    framework.refresh_from_db()
    assert framework.last_year == 2021


def test_a_definition_lies_in_the_years_of_its_framework(client, two):
    client.force_login(cast.results_officer())
    page = reverse("admin:results_indicatordefinition_change", args=[two[0].definitions.get().pk])
    typed = {"first_year": "2018", "last_year": "2035", "title_en": "x", "method_en": "y"}
    assert "not 2035." in save(client, page, typed).content.decode()
    rows = IndicatorDefinition.objects.filter(indicator=two[0])
    assert "definition_year_in_framework" in refused(lambda: rows.update(last_year=2035))


def test_an_output_and_its_indicators_are_of_one_outcome(client, two):
    framework = two[0].framework
    other = a_framework.outcome(framework, "2")
    output = a_framework.output(other, "2.1")
    client.force_login(cast.superuser())
    typed = {
        "outcome": two[0].outcome_id, "output": output.pk, "code": "5.5", "kind": "annual", "direction": "rising",
        "unit": "percent", "precision": "0", "source": "a survey", "order": "0",
    }  # fmt: skip
    answer = client.post(ADD_INDICATOR, typed | NO_DEFINITIONS).content.decode()
    assert "This output belongs to another outcome." in answer
    mixed = refused(lambda: Indicator.objects.filter(pk=two[0].pk).update(output=output))
    assert "indicator_output_of_outcome" in mixed
    assert "outcome_stays_in_framework" in refused(
        lambda: type(other).objects.filter(pk=other.pk).update(framework=two[1].framework)
    )
    assert "output_stays_in_outcome" in refused(
        lambda: Output.objects.filter(pk=output.pk).update(outcome=two[0].outcome)
    )


def test_codes_are_once_in_a_framework_whatever_the_outcome(client, two):
    other = a_framework.outcome(two[0].framework, "2")
    client.force_login(cast.superuser())
    typed = {
        "outcome": other.pk, "output": "", "code": "1.1", "kind": "annual", "direction": "rising", "unit": "percent",
        "precision": "0", "source": "a survey", "order": "0",
    }  # fmt: skip
    answer = client.post(ADD_INDICATOR, typed | NO_DEFINITIONS).content.decode()
    assert "The framework already has an indicator with this code." in answer
    assert "indicator_code_once_in_framework" in refused(lambda: a_framework.indicator(other, "1.1"))
    a_framework.output(two[0].outcome, "1.1")
    assert "output_code_once_in_framework" in refused(lambda: a_framework.output(other, "1.1"))


@pytest.mark.parametrize(
    "odd",
    [
        {"code": "1/1"},
        {"code": ""},
        {"precision": 500},
        {"direction": "sideways"},
        {"kind": "yearly"},
        {"baseline_year": 9999},
    ],
)
def test_the_database_refuses_an_indicator_that_no_page_could_show(two, odd):
    given = {"outcome": two[0].outcome, "code": "7.7", "kind": "annual", "unit": "percent", "source": "x"} | odd
    assert "indicator_" in refused(lambda: Indicator.objects.bulk_create([Indicator(**given)]))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"precision": "7"}, "At most 6 decimal places are kept"),
        ({"baseline": "150"}, "A share in percent lies between 0 and 100."),
        ({"statistic": "nothing_like_it"}, "There is no named statistic"),
        ({"unit": "countries"}, "does not fit this unit"),
        ({"statistic": "volunteers_onsite"}, "has no entered results"),
    ],
)
def test_an_indicator_is_checked_with_what_is_recorded_of_it(client, two, typed, sentence):
    Result.objects.update(value="50.5")
    indicator = two[0]
    client.force_login(cast.superuser())
    definition = indicator.definitions.get()
    given = {
        "outcome": indicator.outcome_id, "output": "", "code": "1.1", "kind": "annual", "direction": "rising",
        "unit": "percent", "precision": "0", "baseline": "", "baseline_year": "", "statistic": "", "source": "a survey",
        "order": "0", "definitions-TOTAL_FORMS": "1", "definitions-INITIAL_FORMS": "1",
        "definitions-0-id": definition.pk, "definitions-0-indicator": indicator.pk, "definitions-0-first_year": "2018",
        "definitions-0-title_en": definition.title_en, "definitions-0-method_en": definition.method_en,
    }  # fmt: skip
    page = reverse("admin:results_indicator_change", args=[indicator.pk])
    assert sentence in save(client, page, given | typed).content.decode()


def test_no_row_takes_a_public_page_down(client, two):
    """Frameworks without outcomes or indicators, indicators without definitions, titles or milestones."""
    empty = a_framework.framework("empty", 2030, 2033)
    bare = a_framework.indicator(a_framework.outcome(empty), "3.3", unit="furlongs", statistic="nothing_like_it")
    a_framework.framework("no-outcomes", 2034, 2034)
    a_framework.definition(two[0].outcome.indicators.create(code="8", kind="on_a_day", unit="", source=""), "")
    later = a_framework.indicator(two[0].outcome, "8.1")
    a_framework.definition(later, "Later", first_year=2021)
    cache.clear()
    pages = [f"/results/{year}/" for year in (2018, 2021, 2030, 2034)]
    pages += [
        "/",
        "/results/",
        "/results/indicators/3.3/",
        "/results/indicators/8/",
        "/results/indicators/8.1/?year=2018",
    ]
    pages += ["/results/2034/?rating=green", "/results/2030/?rating=grey"]
    for page in [*pages, *(f"/api/v1/results/{year}/" for year in (2018, 2021, 2030, 2034))]:
        assert client.get(page).status_code == 200, page
    assert "This framework has no indicators yet." in client.get("/results/2034/").content.decode()
    assert f'<h1 class="headline h2">{bare.code}</h1>' in client.get("/results/indicators/3.3/").content.decode()


def test_before_any_result_the_last_finished_year_is_shown(client):
    assert "There is no results framework with indicators yet." in client.get("/results/").content.decode()
    year = localdate().year
    a_framework.framework("empty", year + 1, year + 2)
    a_framework.indicator(a_framework.outcome(a_framework.framework("now", year - 2, year)))
    assert client.get("/results/").context["year"] == year - 1


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", ["visitor", "officer"])
def test_pages_and_lists_ask_as_much_of_ten_times_the_indicators(client, role):
    public_world.framework()
    public_world.fill()
    pages = ["/results/2020/", "/results/indicators/1.1/?year=2020", "/"]
    if role == "officer":
        client.force_login(cast.results_officer())
        lists = ("indicator", "result", "milestoneversion", "indicatordefinition")
        pages += [reverse("workspace"), *(reverse(f"admin:results_{name}_changelist") for name in lists)]
    outcome = Indicator.objects.first().outcome
    grow(outcome, range(2, 5))
    few = {page: queries_of(client, page) for page in pages}
    grow(outcome, range(5, 35))
    assert {page: queries_of(client, page) for page in pages} == few


def grow(outcome, numbers) -> None:
    """More indicators, each with a definition, a milestone, and a result that awaits approval."""
    person = cast.user("enters@portal.test")
    for number in numbers:
        indicator = a_framework.indicator(outcome, f"7.{number}", unit="persons")
        a_framework.definition(indicator, f"Title {number}")
        a_framework.milestone(indicator, entered_by=person)
        a_framework.result(indicator, number, entered_by=person)
