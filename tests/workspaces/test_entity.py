"""A host entity's overview: whose it is, and that each figure is what one counts by hand in the rows one sees."""

import re
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from itertools import cycle

import pytest
import time_machine
from django.urls import reverse

from assignments.models import Assignment, Interruption
from facts.actions.aggregation import aggregate
from facts.numbers import localised
from partners.models import HostEntityRoleCountry
from tests import cast
from tests.documents.pdf_reader import read_pdf

pytestmark = pytest.mark.django_db
TODAY, CUTOFF = date(2026, 12, 10), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def a_day_in_december():
    with time_machine.travel("2026-12-10 10:00Z", tick=False):
        yield


def page(code: str = "WHO") -> str:
    return reverse("workspace_entity", args=[code])


def some_years():
    """Assignments of two entities in three countries, some interrupted, online, cancelled, planned, of last year."""
    sexes, categories = cycle(["female", "male", "female", ""]), cycle(["international_youth", "community"])
    places = cycle(["KEN", "NPL", "PER"])
    for number in range(36):
        start = date(2024, 6, 1) + timedelta(25 * number)
        is_over = start + timedelta(299) < TODAY
        person = cast.another_volunteer(f"Family{number}", sex=next(sexes))
        row = cast.another_assignment(
            volunteer=person,
            host_entity=cast.host_entity("WHO" if number % 4 else "UNICEF"),
            country=cast.country(next(places)),
            category=next(categories),
            start_date=start,
            end_date=start + timedelta(299),
            status="completed" if is_over else "serving" if start <= TODAY else "planned",
        )
        if number % 5 == 0 and not is_over:
            Interruption.objects.create(assignment=row, first_date=start, last_date=start + timedelta(20))
        if number % 7 == 0:
            cast.another_assignment(host_entity=row.host_entity, start_date=start, end_date=start, status="cancelled")
    cast.another_assignment(
        host_entity=cast.host_entity("WHO"), country=cast.country("NPL"), category="online", modality="online",
        status="completed",
        start_date=date(2026, 2, 1), end_date=date(2026, 3, 1),
    )  # fmt: skip


def days_of(row: Assignment, first: date, last: date) -> list[date]:
    """The days of service of an assignment from a day to a day, one by one."""
    gaps = [(gap.first_date, gap.last_date) for gap in row.interruptions.all()]
    days = [row.start_date + timedelta(number) for number in range((row.end_date - row.start_date).days + 1)]
    return [day for day in days if first <= day <= last and not any(one <= day <= two for one, two in gaps)]


def served(rows, first: date, last: date) -> dict[int, list[date]]:
    """The days of service of each assignment that has some."""
    found = {row: days_of(row, first, last) for row in rows}
    return {row: days for row, days in found.items() if days}


def counted(rows, first: date, last: date) -> tuple[int, float, float | None, int]:
    """Volunteers, volunteer-months, women among those who state their sex in percent, and countries: by hand."""
    found = served(rows, first, last)
    months = sum(Fraction(1, monthrange(day.year, day.month)[1]) for days in found.values() for day in days)
    people = {row.volunteer for row in found}
    stated = [person for person in people if person.sex]
    women = sum(person.sex == "female" for person in stated)
    return (
        len(people),
        float(months),
        (100 * women / len(stated) if stated else None),
        len({row.country for row in found}),
    )


def seen_rows(user) -> list[Assignment]:
    rows = Assignment.objects.visible_to(user).filter(modality="onsite", status__in=["serving", "completed"])
    return list(rows.select_related("volunteer", "country").prefetch_related("interruptions"))


def amounts(figures) -> list[float]:
    return [float(figure.value.amount) for figure in figures]


@pytest.mark.parametrize("is_aggregated", [False, True])
@pytest.mark.parametrize("countries", [(), ("KEN", "PER")])
def test_each_figure_is_what_one_counts_in_the_rows_one_sees(client, is_aggregated, countries):
    some_years()
    focal = cast.focal_point(cast.host_entity("WHO"))
    for alpha3 in countries:
        HostEntityRoleCountry.objects.create(role=focal.host_entity_roles.get(), country=cast.country(alpha3))
    if is_aggregated:
        aggregate(through=CUTOFF, rebuild=True)
    rows = seen_rows(focal)
    assert {row.country.alpha3 for row in rows} == (set(countries) or {"KEN", "NPL", "PER"})
    client.force_login(focal)
    response = client.get(page())
    found = response.context["overview"]
    people, _months, women, _places = counted(rows, TODAY, TODAY)
    assert amounts(found.now) == pytest.approx([people, women])
    people, months, _women, _places = counted(rows, date(2026, 11, 1), CUTOFF)
    assert amounts(found.month) == pytest.approx([people, months])
    year = counted(rows, date(2026, 1, 1), CUTOFF)
    assert amounts(found.year[:4]) == pytest.approx(list(year))
    before = counted(rows, date(2025, 1, 1), date(2025, 11, 30))
    assert [float(figure.previous.amount) for figure in found.year[:4]] == pytest.approx(list(before))
    by_month = {
        (year, place + 1): value for year, values in found.months for place, value in enumerate(values) if value
    }
    assert list(by_month) == [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13)][11:-1]
    for (year, month), value in by_month.items():
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        assert value.amount == counted(rows, first, last)[0]
    for table, key_of in zip(found.tables, KEYS, strict=True):
        keys = {key_of(row) for row in served(rows, date(2026, 1, 1), CUTOFF)}
        assert {line.key: float(line.volunteers.amount) for line in table.lines} == {
            key: counted([row for row in rows if key_of(row) == key], date(2026, 1, 1), CUTOFF)[0] for key in keys
        }
    text = response.content.decode()
    assert ("all figures count them alone" in text) == bool(countries)
    assert ("Online volunteers" in text) == (not countries)


KEYS = [
    lambda row: "international" if row.category.startswith("international") else "national",
    lambda row: row.category,
    lambda row: row.country.alpha3,
]


def test_each_figure_opens_to_as_many_rows_as_it_counts(client):
    some_years()
    focal = cast.focal_point(cast.host_entity("WHO"))
    client.force_login(focal)
    found = client.get(page()).context["overview"]
    for one in (found.now[0], found.month[0], found.year[0], *found.tables[2].lines):
        value = one.value if hasattr(one, "value") else one.volunteers
        response = client.get(one.url)
        assert response.status_code == 200
        people = {row.volunteer_id for row in response.context["table"].data.data}
        assert len(people) == value.amount
    assert found.now[1].url.startswith("/figure/")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: cast.focal_point(cast.host_entity("WHO")), 200),
        (cast.programme_associate, 200),
        (cast.auditor, 200),
        (lambda: cast.focal_point(cast.host_entity("UNICEF")), 404),
        (lambda: cast.representative(cast.funding_partner("JAPAN")), 404),
        (cast.user, 404),
    ],
)
def test_the_page_is_its_focal_points_and_staffs_alone(client, who, status):
    cast.host_entity("WHO")
    client.force_login(who())
    response = client.get(page())
    assert response.status_code == status
    if status == 404:
        nothing = client.get(page("NOWHERE"))
        said = [
            re.sub(r"WHO|NOWHERE|nonce-\S+|value=\"\w{64}\"", "", each.content.decode()) for each in (response, nothing)
        ]
        assert said[0] == said[1]


def without_the_address(response) -> str:
    """A page without its own address and the keys that differ each time."""
    return re.sub(r"WHO|NOWHERE|value=\"\w{64}\"", "", response.content.decode())


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(page()).status_code == 302


def test_an_entity_without_anybody_says_so(client):
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    assert "Nobody serves here today" in client.get(page()).content.decode()


def test_the_overview_takes_as_many_queries_for_many_rows(client, django_assert_max_num_queries):
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    some_years()
    aggregate(through=CUTOFF, rebuild=True)
    client.get(page())
    with django_assert_max_num_queries(35):
        client.get(page())


def of_who(**fields) -> Assignment:
    days = {"start_date": TODAY - timedelta(100), "end_date": TODAY + timedelta(200)}
    return cast.another_assignment(**{"host_entity": cast.host_entity("WHO"), "status": "serving"} | days | fields)


FOUND = {
    "arrival": lambda: of_who(is_arrival_unconfirmed=True),
    "past_the_end": lambda: of_who(end_date=TODAY - timedelta(1)),
    "not_begun": lambda: of_who(status="planned", start_date=TODAY - timedelta(1)),
    "undecided": lambda: of_who(end_date=TODAY + timedelta(80)),
    "no_station": of_who,
    "no_address": of_who,
}


@pytest.mark.parametrize("name", FOUND)
def test_each_check_finds_its_own_rows_and_leads_to_as_many(client, name):
    wanted = FOUND[name]()
    type(wanted).objects.filter(pk=cast.another_assignment(host_entity=cast.host_entity("UNICEF")).pk).update(
        is_arrival_unconfirmed=True
    )
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    found = {
        each.check.name: each for each in client.get(reverse("workspace_entity_checks", args=["WHO"])).context["found"]
    }
    assert found[name].first == [wanted]
    listed = [row for row, _cells in client.get(found[name].list_url).context["rows"]]
    assert len(listed) == found[name].number == 1


def test_an_entity_in_order_is_thanked(client):
    row = of_who(volunteer=cast.another_volunteer(email="a@example.org"))
    row.duty_stations.create(place="Nairobi", first_date=row.start_date, last_date=row.end_date)
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    assert "Thank you" in client.get(reverse("workspace_entity_checks", args=["WHO"])).content.decode()


def test_the_list_of_an_entity_holds_its_rows_alone_for_staff_too(client):
    own = of_who()
    of_who(status="cancelled")
    of_who(host_entity=cast.host_entity("UNICEF"))
    for person in (cast.focal_point(cast.host_entity("WHO")), cast.programme_associate()):
        client.force_login(person)
        for asked in ({}, {"host_entity": "UNICEF"}, {"q": own.assignment_number}):
            response = client.get(reverse("workspace_entity_volunteers", args=["WHO"]), asked)
            assert [row for row, _cells in response.context["rows"]] == [own]
        lines = b"".join(client.get(reverse("workspace_entity_volunteers_csv", args=["WHO"]))).decode().splitlines()
        assert len(lines) == 2
        assert own.assignment_number in lines[1]


def test_a_filter_saved_in_the_list_of_an_entity_is_there_again(client):
    of_who()
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    address = reverse("workspace_entity_volunteers", args=["WHO"])
    saved = client.post(f"{address}save/", {"name": "Now", "query": "?when=now"}, follow=True)
    assert 'href="?when=now"' in saved.content.decode()
    [kept] = saved.context["saved"]
    client.post(f"{address}filters/{kept.pk}/delete/")
    assert not client.get(address).context["saved"]


def test_the_document_holds_the_figures_of_the_page_and_is_tagged(client):
    some_years()
    aggregate(through=CUTOFF, rebuild=True)
    focal = cast.focal_point(cast.host_entity("WHO"))
    HostEntityRoleCountry.objects.create(role=focal.host_entity_roles.get(), country=cast.country("KEN"))
    client.force_login(focal)
    shown = client.get(page()).context["overview"]
    found = read_pdf(client.get(reverse("workspace_entity_pdf", args=["WHO"])).content)
    assert (found.title, found.is_tagged, found.accessible_part) == ("Entity WHO", True, "1")
    text = found.text.replace("\u00a0", " ")
    assert "Only volunteers in Country KEN are counted." in text
    for one in (*shown.now, *shown.month, *shown.year):
        amount, before = (localised(value.amount, one.places) for value in (one.value, one.previous))
        unit = " %" if one.is_share else ""
        assert re.search(rf"{one.label} {amount}{unit} {before}{unit}", text, re.IGNORECASE), one.label
    for table in shown.tables:
        for line in table.lines:
            amounts = f"{localised(line.volunteers.amount)} {localised(line.months.amount)}"
            assert f"{line.label} {amounts}".lower() in text.lower()
    values = {month: [values[month - 1] for _year, values in shown.months] for month in (1, 11, 12)}
    for month, name in ((1, "January"), (11, "November"), (12, "December")):
        said = " ".join(localised(value.amount) if value else "–" for value in values[month])
        assert f"{name} {said}" in text
