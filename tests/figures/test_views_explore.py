"""The explorer: it keeps what was typed, says what is wrong, and gives its answers away."""

import io
from unittest import mock

import pytest
from python_calamine import CalamineWorkbook

from figures.answer import Reader, answer
from figures.question import Question
from figures.views.explore import MOST_ROWS
from tests.figures import public_world
from tests.results.test_pages import text_of

QUESTION = "/explore/?measure=volunteers&year=2020&by=region&share=sex:female&growth=1"
TWO_WAYS = {"measure": "volunteers", "year": "2020", "by": ["country", "sex"]}
REFUSED = [
    "measure=happiness&year=2020",
    "measure=volunteers",
    "measure=volunteers&year=twenty",
    "measure=volunteers&year=2020&month=13",
    "measure=volunteers&year=2099",
    "measure=volunteers&on=2020-02-30",
    "measure=volunteers&year=2020&on=2020-02-01",
    "measure=volunteers&year=2020&shoe_size=44",
    "measure=volunteers&year=2020&by=region&by=sex&by=scope",
    "measure=volunteers&year=2020&share=sex",
    "measure=volunteers&year=2020&share=sex:other",
    "measure=roster&year=2020&by=region",
    "measure=volunteers&year=2020&by=age_group&by=nationality&sex=female",
    "measure=volunteers&year=2020&format=pdf",
    "measure=volunteers&year=2020&year=2019",
]


@pytest.fixture(autouse=True)
def portal(db):
    public_world.fill()


def body_of(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_before_a_question_nothing_is_asked_and_examples_are_offered(client):
    page = text_of(client.get("/explore/"))
    assert "Nothing is asked yet" in page
    assert "Volunteers by region" in page


def test_the_form_shows_what_was_asked(client):
    page = client.get(QUESTION).content.decode()
    assert '<option value="sex:female" selected>' in page
    assert '<option value="region" selected>' in page
    assert 'value="1" checked' in page


def test_a_refused_question_says_why_and_keeps_the_form(client):
    response = client.get("/explore/?measure=volunteers&year=2020&by=region&country=ATLANTIS")
    page = response.content.decode()
    assert response.status_code == 400
    assert "ATLANTIS" in text_of(response)
    assert 'href="#field-country"' in page
    assert '<option value="region" selected>' in page
    assert '<option value="ATLANTIS" selected>' in page


def test_what_cannot_be_asked_is_refused_in_words(client):
    for parameters in REFUSED:
        response = client.get(f"/explore/?{parameters}")
        assert response.status_code == 400, parameters
        assert "This question cannot be answered as it stands" in text_of(response), parameters


def test_a_nul_character_is_a_bad_request_in_words(client):
    response = client.get("/explore/?year=%00&measure=volunteers")
    assert response.status_code == 400
    assert "UNV Portal" in text_of(response)


def test_a_question_that_nobody_answers_says_so(client):
    response = client.get("/explore/?measure=volunteers&year=2020&region=africa&country=NPL")
    assert response.status_code == 200
    assert "Nobody is counted here" in text_of(response)


def test_fields_left_empty_are_taken_out_of_the_address(client):
    response = client.get("/explore/?measure=volunteers&year=2020&by=region&by=&country=&share=")
    assert response.status_code == 302
    assert response["Location"] == "/explore/?measure=volunteers&year=2020&by=region"


def test_many_rows_are_shown_in_pages_that_together_are_the_answer(client):
    question = Question.ask("volunteers", 2020, by=["country", "sex"])
    all_keys = [row.keys for row in answer(question, reader=Reader.VISITOR).rows]
    with mock.patch.dict(MOST_ROWS, {2: 2}):
        pages = [client.get("/explore/", dict(TWO_WAYS, page=number)) for number in (1, 2, 3)]
        odd = [client.get("/explore/", dict(TWO_WAYS, page=text)).context["page"].number for text in ("x", "-1", "99")]
    shown = [row.keys for response in pages for _labels, row in response.context["rows"]]
    assert len(all_keys) == 6
    assert shown == all_keys
    assert "Rows 3 to 4 of 6" in text_of(pages[1])
    assert len({response.context["most"] for response in pages}) == 1
    assert 'href="?measure=volunteers&amp;year=2020&amp;by=country&amp;by=sex&amp;page=3"' in pages[1].content.decode()
    assert odd == [1, 3, 3]
    assert body_of(client.get("/explore/", dict(TWO_WAYS, page=2, format="csv"))).count("\n") == 7


def test_csv_is_what_the_statistic_command_writes(client):
    question = Question.ask("volunteers", 2020, by=["region"], share=("sex", "female"), growth=True)
    found = answer(question, reader=Reader.VISITOR)
    lines = [",".join(found.columns), *(",".join(record.values()) for record in found.records())]
    response = client.get(f"{QUESTION}&format=csv")
    assert response["Content-Disposition"] == 'attachment; filename="volunteers-2020-region.csv"'
    assert body_of(response).splitlines() == lines


def test_the_workbook_holds_the_same_figures_and_says_what_they_rest_on(client):
    response = client.get(f"{QUESTION}&format=xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    figures = book.get_sheet_by_name("figures").to_python()
    about = dict(book.get_sheet_by_name("about").to_python())
    assert figures[0] == ["region", "value", "numerator", "denominator", "unknown", "previous", "growth"]
    assert [row[0] for row in figures[1:]] == ["africa", "arab_states", "asia_pacific"]
    assert figures[1][2:4] == [4.0, 8.0]
    assert about["Records up to"] == "2020-12-31"


def test_visitors_see_small_numbers_suppressed_in_page_and_download_and_staff_see_them(client, admin_client):
    asked = "/explore/?measure=volunteers&year=2020&by=age_group&country=KEN"
    page, download = text_of(client.get(asked)), body_of(client.get(f"{asked}&format=csv"))
    assert "<5" in page.replace("&lt;", "<")
    assert "<5" in download
    assert "<5" not in body_of(admin_client.get(f"{asked}&format=csv"))
