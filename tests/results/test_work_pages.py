"""The pages of results officers: what they refuse, what they say, what they keep, and how much they ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.versions import as_token, picture_of
from results.actions.approval import enter
from results.models import Framework, Indicator, MilestoneVersion, Outcome, Result
from results.scorecard import Scorecard
from tests import cast
from tests.results import a_framework
from tests.shown_pages import save, shown_on

pytestmark = pytest.mark.django_db
FRAMEWORK = {
    "code": "2022-2025", "title_en": "Later", "first_year": "2022", "last_year": "2025", "source": "a decision",
}  # fmt: skip


@pytest.fixture
def officer(client):
    person = cast.results_officer()
    client.force_login(person)
    return person


@pytest.fixture
def framework():
    """One that is public, with an indicator of two milestones and a result."""
    found = a_framework.framework()
    indicator = a_framework.indicator(a_framework.outcome(found))
    a_framework.definition(indicator)
    a_framework.milestone(indicator)
    a_framework.result(indicator)
    return found


def builder(framework, query: str = "") -> str:
    return reverse("framework-builder", args=[framework.pk]) + query


def text_of(response) -> str:
    return response.content.decode()


def an_indicator(**fields) -> dict:
    return {
        "code": "1.2", "title_en": "Countries reached", "method_en": "Count them.", "unit": "percent", "kind": "annual",
        "direction": "rising", "precision": "0", "source": "a survey",
    } | fields  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_year": "2020"}, "2020, 2021: the framework F already covers these years, and no two may share one."),
        ({"last_year": "2021"}, "The last year is before the first year."),
        ({"code": "F"}, "Results framework with this Code already exists."),
        ({"code": "a b"}, "A code consists of letters, digits, full stops, hyphens and underscores."),
        ({"first_year": "1066", "last_year": "1066"}, "The years lie between 1971 and 2100."),
        ({"title_en": ""}, "This field is required."),
    ],
)
def test_a_framework_that_cannot_be_is_refused_in_words(client, officer, framework, typed, sentence):
    page = text_of(client.post(reverse("framework-new"), FRAMEWORK | typed))
    assert sentence.replace("'", "&#x27;") in page
    assert "a decision" in page
    assert Framework.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "1.1"}, "The framework already has an indicator with this code."),
        ({"code": "1/2"}, "A code consists of letters"),
        ({"milestone_2020": "120"}, "A share in percent lies between 0 and 100."),
        ({"milestone_2020": "1,000"}, "Write the number plainly, such as 1000000 or 47.5."),
        ({"milestone_2020": "5"}, "Say this of the milestones that are new or changed."),
        ({"baseline": "-1"}, "A share in percent lies between 0 and 100."),
        ({"precision": "9"}, "At most 6 decimal places are kept"),
        ({"statistic": "made_up"}, "is not one of the available choices"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused_whole_and_what_was_typed_stays(
    client, officer, framework, typed, sentence
):
    outcome = framework.outcomes.get()
    about = (
        {}
        if typed.get("milestone_2020") == "5"
        else {"adopted_date": "2018-01-01", "reason": "first", "milestone_source": "a decision"}
    )
    address = builder(framework, f"?add=indicator&in=outcome-{outcome.pk}")
    page = text_of(client.post(address, an_indicator(**about, **typed)))
    assert sentence in page
    assert "Countries reached" in page
    assert Indicator.objects.count() == 1


def test_codes_of_outcomes_and_outputs_are_once_in_a_framework(client, officer, framework):
    outcome = framework.outcomes.get()
    a_framework.output(outcome)
    second = a_framework.outcome(framework, "2")
    typed = {"code": "1", "title_en": "Again"}
    assert "already has an outcome with this code" in text_of(client.post(builder(framework, "?add=outcome"), typed))
    address = builder(framework, f"?add=output&in=outcome-{second.pk}")
    assert "already has an output with this code" in text_of(client.post(address, typed | {"code": "1.1"}))


def test_who_saves_over_what_somebody_changed_is_told_and_may_decide(client, officer, framework):
    outcome = framework.outcomes.get()
    address = builder(framework, f"?edit=outcome-{outcome.pk}")
    shown = shown_on(client.get(address))
    outcome.title_en = "Changed meanwhile"
    enter(outcome, by=cast.results_officer("second@portal.test", name="Ana Lima"))
    typed = {"code": "1", "title_en": "Mine"}
    page = text_of(client.post(address, shown | typed))
    assert "Nothing was saved: changed meanwhile by" in page
    assert "Outcome 1 → Changed meanwhile" in page
    assert "Mine" in page
    outcome.refresh_from_db()
    assert outcome.title_en == "Changed meanwhile"
    now = as_token(picture_of([outcome]))
    client.post(address, shown | typed | {"_save_over": now})
    outcome.refresh_from_db()
    assert (outcome.title_en, outcome.entered_by) == ("Mine", officer)


@pytest.mark.parametrize("version", [{}, {"_version": "{}"}, {"_version": "made up"}])
def test_a_form_that_does_not_say_what_it_showed_saves_nothing(client, officer, framework, version):
    outcome = framework.outcomes.get()
    typed = {"code": "1", "title_en": "Mine"} | version
    page = text_of(client.post(builder(framework, f"?edit=outcome-{outcome.pk}"), typed))
    assert "does not say which version" in page
    assert Outcome.objects.get().title_en == "Outcome 1"


def test_an_output_of_another_framework_is_no_part_of_this_one(client, officer, framework):
    other = a_framework.outcome(a_framework.framework("G", 2014, 2017))
    for query in (f"?edit=outcome-{other.pk}", f"?add=output&in=outcome-{other.pk}", "?edit=outcome-x", "?add=moon"):
        assert client.get(builder(framework, query)).status_code == 404, query


def test_changing_an_indicator_without_its_milestones_asks_for_no_reason(client, officer, framework):
    indicator = Indicator.objects.get()
    address = builder(framework, f"?edit=indicator-{indicator.pk}")
    typed = an_indicator(code="1.1", title_en="Better words", milestone_2020="50")
    response = save(client, address, typed)
    assert response.status_code == 302, text_of(response)
    assert [row.published.title_en for row in indicator.definitions.all()] == ["Share of the willing"]
    assert MilestoneVersion.objects.count() == 1
    refused = text_of(save(client, address, typed | {"milestone_2020": "60", "milestone_source": "x"}))
    assert "Say this of the milestones that are new or changed." in refused


def test_a_changed_milestone_keeps_the_old_one_with_who_when_and_why(client, officer, framework):
    indicator = Indicator.objects.get()
    address = reverse("indicator-work", args=[indicator.pk])
    typed = {
        "milestone_2020": "60", "adopted_date": "2019-05-01", "reason": "More money", "milestone_source": "Letter 7",
    }  # fmt: skip
    assert save(client, f"{address}?milestone=2020", typed).status_code == 302
    assert list(MilestoneVersion.objects.order_by("adopted_date").values_list("value", "reason")) == [
        (50, "first"), (60, "More money"),
    ]  # fmt: skip
    page = text_of(client.get(address))
    assert "Letter 7" in page
    assert str(officer) in page
    assert Scorecard(framework, 2020).line("1.1").milestone.value == 50
    assert "<td>50</td>" in text_of(client.get(reverse("results-approve")))
    earlier = text_of(save(client, f"{address}?milestone=2020", typed | {"adopted_date": "", "reason": ""}))
    assert "Say this of the milestones that are new or changed." in earlier


def test_a_result_is_entered_with_a_link_and_a_file_and_changes_nothing_in_public(client, officer, framework):
    indicator = Indicator.objects.get()
    address = reverse("indicator-work", args=[indicator.pk])
    typed = {"value": "61", "evidence": "A survey", "evidence_link": "https://example.org/survey"}
    upload = SimpleUploadedFile("survey.pdf", b"%PDF-1.7 names")
    assert save(client, f"{address}?result=2020", typed | {"upload": upload}).status_code == 302
    result = Result.objects.get()
    assert (result.value, result.evidence_file.name, result.entered_by) == (61, "survey.pdf", officer)
    assert result.published.evidence_file is None
    line = Scorecard(framework, 2020).line("1.1")
    assert (line.result.value, line.result.evidence) == (58, "A report")
    file = reverse("evidence-file", args=[result.evidence_file.pk])
    assert client.get(file).content == b"%PDF-1.7 names"
    client.logout()
    page = text_of(client.get("/results/indicators/1.1/?year=2020"))
    assert "example.org" not in page
    assert "survey.pdf" not in page
    assert client.get(file).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"evidence_link": "javascript:alert(1)"}, "Write an address such as https://example.org/report."),
        ({"evidence_link": "ftp://example.org/x"}, "Write an address such as https://example.org/report."),
        ({"value": "101"}, "A share in percent lies between 0 and 100."),
        ({"value": ""}, "Give either a value, or the reason why there is none."),
        ({"evidence": " "}, "This field is required."),
        ({"upload": ("page.html", b"<script>")}, "is of a kind that is not kept"),
        ({"upload": ("survey.pdf", b"MZ")}, "is something else inside"),
    ],
)
def test_a_result_that_cannot_be_is_refused_in_words(client, officer, framework, typed, sentence):
    fields = {"value": "61", "evidence": "A survey"} | typed
    if "upload" in fields:
        fields["upload"] = SimpleUploadedFile(*fields["upload"])
    address = reverse("indicator-work", args=[Indicator.objects.get().pk])
    assert sentence in text_of(save(client, f"{address}?result=2020", fields))
    assert Result.objects.get().value == 58


@pytest.mark.parametrize("query", ["?result=2017", "?result=x", "?milestone=99999", "?result=٢٠٢٠"])
def test_a_year_outside_the_framework_has_no_form(client, officer, framework, query):
    assert client.get(reverse("indicator-work", args=[Indicator.objects.get().pk]) + query).status_code == 404


def test_the_approval_page_shows_old_and_new_and_refuses_what_changed_since(client, officer, framework):
    first = cast.results_officer("second@portal.test")
    result = Result.objects.get()
    result.value, result.evidence_link = 61, "https://example.org/survey"
    enter(result, by=first)
    address = reverse("results-approve")
    response = client.get(address)
    page = text_of(response)
    for text in ("<td>58</td>", "<ins>61</ins>", "https://example.org/survey"):
        assert text in page
    shown = shown_on(response) | {"row": [f"results.result:{result.pk}"]}
    result.value = 62
    enter(result, by=first)
    assert "was changed by" in text_of(client.post(address, shown, follow=True))
    assert Result.objects.get().published.value == 58
    shown |= shown_on(client.get(address))
    assert "1 entry approved." in text_of(client.post(address, shown, follow=True))
    assert Result.objects.get().published.value == 62


def test_nobody_approves_the_own_entry_nor_without_saying_what_was_shown(client, officer, framework):
    result = Result.objects.get()
    result.value = 61
    enter(result, by=officer)
    address, key = reverse("results-approve"), f"results.result:{result.pk}"
    assert 'name="row"' not in text_of(client.get(address))
    sent = {"only": key, "_shown_rows": as_token(picture_of([result]))}
    assert "somebody else approves what you entered" in text_of(client.post(address, sent, follow=True))
    client.force_login(cast.results_officer("second@portal.test"))
    for bad in ({"only": key}, {"only": key, "_shown_rows": "x"}, {"only": "accounts.user:1"}, {"only": "x"}, {}):
        client.post(address, bad)
    assert Result.objects.get().published.value == 58


def test_a_part_that_changed_is_neither_moved_nor_removed(client, officer):
    client.post(reverse("framework-new"), FRAMEWORK)
    framework = Framework.objects.get()
    client.post(builder(framework, "?add=outcome"), {"code": "1", "title_en": "One"})
    outcome = Outcome.objects.get()
    shown = {"part": f"outcome-{outcome.pk}", "_version": as_token(picture_of([outcome]))}
    outcome.title_en = "Two"
    enter(outcome, by=officer)
    told = text_of(client.post(reverse("framework-remove", args=[framework.pk]), shown, follow=True))
    assert "was changed meanwhile: nothing was done." in told
    page = reverse("framework-remove", args=[framework.pk])
    asked = client.get(f"{page}?part=outcome-{outcome.pk}")
    assert "Yes, remove it" in text_of(asked)
    client.post(page, {"part": f"outcome-{outcome.pk}"} | shown_on(asked))
    assert not Outcome.objects.exists()


def test_copies_a_framework_for_the_years_after_it(client, officer, framework):
    address = reverse("framework-copy", args=[framework.pk])
    assert 'value="2022-2025"' in text_of(client.get(address))
    typed = FRAMEWORK | {"parts": ["indicators", "milestones"]}
    page = text_of(client.post(address, typed, follow=True))
    assert "4 records were copied." in page
    copied = MilestoneVersion.objects.get(indicator__outcome__framework__code="2022-2025")
    assert (copied.year, copied.value, copied.entered_by) == (2024, 50, officer)
    assert client.get("/results/2024/").status_code == 404


@pytest.mark.parametrize("page", ["builder", "approve", "home", "indicator"])
def test_pages_ask_as_much_for_many_as_for_few(client, officer, framework, page, django_assert_max_num_queries):
    def grow(start: int, number: int) -> None:
        first = cast.results_officer("second@portal.test")
        outcome = framework.outcomes.first()
        for place in range(start, start + number):
            output = a_framework.output(outcome, f"3.{place}")
            indicator = a_framework.indicator(outcome, f"3.{place}", output=output)
            a_framework.definition(indicator)
            for year in range(2018, 2022):
                enter(a_framework.milestone(indicator, 5, year=year), by=first)
            enter(a_framework.result(indicator), by=first)

    indicator = Indicator.objects.first()
    addresses = {
        "builder": builder(framework),
        "approve": reverse("results-approve"),
        "home": reverse("results-work"),
        "indicator": reverse("indicator-work", args=[indicator.pk]),
    }
    grow(0, 1)
    with django_assert_max_num_queries(60) as few:
        assert client.get(addresses[page]).status_code == 200
    grow(1, 6)
    with django_assert_max_num_queries(len(few)) as many:
        assert client.get(addresses[page]).status_code == 200
    assert len(many) == len(few)


def test_home_leads_to_what_is_to_be_entered(client, officer):
    year = localdate().year - 1
    indicator = a_framework.indicator(a_framework.outcome(a_framework.framework("N", year, year)))
    address = f"{reverse('indicator-work', args=[indicator.pk])}?result={year}"
    assert address in text_of(client.get(reverse("workspace")))
    assert f"Result of {year}" in text_of(client.get(address))
