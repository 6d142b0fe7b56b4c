"""The public pages: what they say, in a fixed number of queries, and what they do with a wrong address."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import HostEntity
from results.actions.frameworks import load_frameworks
from tests import cast
from tests.figures import public_world

PAGES = [
    "/",
    "/?year=2019",
    "/results/",
    "/results/2020/",
    "/results/2020/?rating=green",
    "/results/indicators/1.1/",
    "/results/indicators/1.4/",
    "/statistics/2020/",
    "/statistics/2019/",
    "/entities/",
    "/entities/WHO/",
    "/countries/",
    "/countries/KEN/?year=2019",
    "/explore/",
    "/explore/?measure=volunteers&year=2020&by=region&share=sex:female&growth=1",
    "/explore/?measure=volunteers&year=2020&by=category&by=host_entity",
    "/figure/?measure=volunteers&year=2020",
    "/figure/?measure=volunteers&year=2020&country=KEN",
    "/figure/?measure=countries&year=2020",
    "/figure/?measure=volunteers&year=2020&share=sex:female",
    "/method/",
]
MOST_QUERIES = 15


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(asked)


@pytest.fixture
def portal(db):
    """Two years of service of a few people, counted, and a framework."""
    cache.clear()
    public_world.framework()
    public_world.fill()


def text_of(response) -> str:
    """What a page says, without its tags and with single spaces between."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_every_page_asks_as_much_of_ten_times_the_people(portal, client):
    few = {address: queries_of(client, address) for address in PAGES}
    public_world.fill(240)
    many = {address: queries_of(client, address) for address in PAGES}
    assert many == few
    assert max(few.values()) <= MOST_QUERIES, few


def test_no_page_holds_an_inline_style_or_script(portal, client):
    for address in PAGES:
        content = client.get(address).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", content), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", content), address
        assert not re.search(r"<[^>]+\son[a-z]+=", content), address


def test_the_front_page_opens_the_reported_year_in_six_figures(portal, client):
    page = text_of(client.get("/"))
    assert "24 people served as UN Volunteers in 3 countries and territories" in page
    assert "UN Volunteers in 2020" in page
    assert client.get("/").content.count(b'class="figure"') == 6
    assert "Africa 8 33.3 64" in page


def test_the_front_page_says_what_to_do_first_in_an_empty_portal(db, client):
    page = text_of(client.get("/"))
    assert "Nothing is counted here yet" in page
    assert "python manage.py createsuperuser" in page
    for address in ("/statistics/", "/entities/", "/countries/", "/results/", "/explore/", "/method/"):
        assert client.get(address).status_code == 200, address


def test_the_framework_shows_ratings_by_word_and_shape_and_filters_by_them(portal, client):
    page = client.get("/results/2020/")
    assert "1 of 4 indicators reached their milestone" in text_of(page)
    assert b'<circle cx="8" cy="8" r="7"/></svg>Green' in page.content
    assert "99.6 / 100.0 people 99 % Yellow" in text_of(page)
    filtered = text_of(client.get("/results/2020/?rating=yellow"))
    assert "Title of 1.2" in filtered
    assert "Title of 1.1" not in filtered


def test_a_year_without_milestones_has_missed_none(portal, client):
    assert "No milestones are recorded for 2019" in text_of(client.get("/results/2019/"))


def test_a_list_of_the_largest_leads_to_the_whole_list(portal, client):
    for number in range(12):
        entity = cast.host_entity(f"HOST{number}")
        cast.assignment(f"MORE{number}", volunteer=cast.volunteer(f"M{number}"), host_entity=entity)
    public_world.fill()
    assert b'<a href="/entities/?year=2020">All 15</a>' in client.get("/statistics/2020/").content


def test_a_score_under_a_hundred_is_never_shown_as_a_hundred(portal, client):
    page = text_of(client.get("/results/indicators/1.2/"))
    assert "99 %" in page
    assert "Yellow" in page


def test_an_indicator_without_result_says_why(portal, client):
    assert "not collected" in text_of(client.get("/results/indicators/1.3/"))


def test_a_counted_indicator_leads_to_the_question_that_counts_it(portal, client):
    assert b'href="/figure/?measure=volunteers&amp;year=2020"' in client.get("/results/indicators/1.4/").content


def test_rows_that_add_up_to_more_than_the_people_say_so(portal, client):
    cast.assignment(
        "EXTRA",
        volunteer=cast.volunteer("P00000"),
        start_date="2020-11-05",
        end_date="2020-11-20",
        country=cast.country("NPL"),
        host_entity=cast.host_entity("WHO"),
    )
    public_world.fill()
    assert "The rows add up to 25 for 24 people" in text_of(client.get("/statistics/2020/"))


def test_wrong_addresses_are_not_found_and_never_fail(portal, client):
    for address in (
        "/?year=1999",
        "/?year=20x0",
        "/results/1999/",
        "/results/2020/?rating=purple",
        "/results/indicators/9.9/",
        "/results/indicators/1.1/?year=1999",
        "/statistics/1999/",
        "/statistics/20/",
        "/entities/NOBODY/",
        "/entities/WHO/?year=1999",
        "/countries/ZZZ/",
        "/countries/ken/",
        "/method/report-2020/?status=perfect",
    ):
        assert client.get(address).status_code == 404, address


def test_a_page_that_is_not_there_stands_in_the_frame_of_the_others(portal, client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "There is no such page." in text_of(page)
    assert b'<header class="masthead">' in page.content
    assert "Nothing is counted for 1999." in text_of(client.get("/statistics/1999/"))


def test_the_foot_says_up_to_which_month_and_when(portal, client):
    page = text_of(client.get("/method/"))
    assert "Records up to December 2020." in page
    assert "Aggregated on" in page


def test_made_up_records_are_called_so_on_every_page(portal, client):
    note = "software with made-up records"
    assert note not in text_of(client.get("/"))
    HostEntity.objects.filter(code="WHO").update(is_demo=True)
    assert note in text_of(client.get("/"))
    assert "demo placeholder" in text_of(client.get("/entities/WHO/"))


def test_the_language_switch_changes_the_language(portal, client):
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert b'<html lang="zh-hans">' in client.get("/").content


def test_the_report_of_2020_is_compared_figure_by_figure(db, client):
    cache.clear()
    load_frameworks()
    page = text_of(client.get("/method/report-2020/"))
    assert "Each of the 252 figures" in page


def test_the_method_page_lists_what_the_report_leaves_open(portal, client):
    page = text_of(client.get("/method/"))
    assert "C1 " in page
    assert "C18 " in page
    assert "30.44" in page


def test_lives_and_is_ready(db, client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"


def test_measurements_are_for_the_machine_itself_and_for_staff(db, client, admin_client):
    assert client.get("/metrics").status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/metrics", **elsewhere).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    assert admin_client.get("/metrics", **elsewhere).status_code == 200
