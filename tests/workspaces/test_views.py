import csv
import io
from datetime import date, timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import load_workbook

from accounts.models import JobRun
from assignments.models import Assignment
from tests import cast
from volunteers.models import Volunteer
from workspaces.actions.checks import run_checks

pytestmark = pytest.mark.django_db
HOME, LIST, CSV = reverse("workspace"), reverse("workspace_assignments"), reverse("workspace_assignments_csv")


def serving_now(**fields):
    today = localdate()
    return cast.another_assignment(start_date=today - timedelta(30), end_date=today + timedelta(20), **fields)


def body_of(client, person, address) -> str:
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_a_focal_point_finds_the_own_volunteers_and_no_others(client):
    serving_now(host_entity=cast.host_entity("WHO"), volunteer=cast.another_volunteer("Achieng"))
    serving_now(host_entity=cast.host_entity("UNICEF"), volunteer=cast.another_volunteer("Blanchet"))
    focal = cast.focal_point(cast.host_entity("WHO"))
    for address in (HOME, LIST, CSV):
        body = body_of(client, focal, address)
        assert "Achieng" in body
        assert "Blanchet" not in body


def test_a_funding_partner_finds_whom_it_pays_for(client):
    for code, name in (("JAPAN", "Achieng"), ("FRANCE", "Blanchet")):
        person = cast.another_volunteer(name)
        cast.consent(person)
        serving_now(funding_partner=cast.funding_partner(code), volunteer=person)
    body = body_of(client, cast.representative(cast.funding_partner("JAPAN")), HOME)
    assert "Achieng" in body
    assert "Blanchet" not in body


def test_a_volunteer_finds_the_own_service_in_days_and_months(client):
    person = cast.another_volunteer("Achieng", user=cast.user("achieng@portal.test"))
    cast.assignment("A-2020", volunteer=person)
    body = body_of(client, person.user, HOME)
    assert "A-2020" in body
    assert "366" in body
    assert "12.00" in body


def test_staff_find_what_ends_what_is_forgotten_what_is_odd_and_what_ran(client):
    serving_now(volunteer=cast.another_volunteer("Achieng"))
    cast.another_assignment(end_date=date(2020, 3, 1))
    serving_now(category="national_youth")
    JobRun.objects.create(kind="aggregate")
    client.force_login(cast.programme_associate())
    context = client.get(HOME).context
    assert numbers_of(context["staff"]) == {
        "now": 2,
        "ending": 2,
        "soon": 0,
        "undecided_15": 0,
        "undecided_60": 2,
        "undecided_90": 2,
        "week": 0,
        "unconfirmed": 0,
        "overdue": 1,
    }
    assert [run.kind for run in context["staff"].runs] == ["aggregate"]


def numbers_of(staff) -> dict[str, int]:
    return {count.when: count.number for count in [*staff.counts, *staff.undecided, *staff.beginning]}


def test_staff_find_records_that_look_wrong_and_what_is_under_way(client):
    cast.another_assignment(status="ended_early", volunteer=cast.another_volunteer("Achieng"))
    cast.another_assignment(status="ended_early", volunteer=cast.another_volunteer("Achieng"))
    run_checks()
    JobRun.objects.create(kind="rebuild", progress_done=3, progress_total=8)
    client.force_login(cast.programme_associate())
    response = client.get(HOME)
    staff = response.context["staff"]
    assert [tally.number for tally in staff.findings] == [0, 1, 2]
    assert staff.duplicates == 1
    for tally in staff.findings:
        listed = client.get(reverse("workspace_findings"), {"severity": tally.value}).context["page"]
        assert listed.paginator.count == tally.number
    assert "3 of 8" in response.content.decode()


def test_what_starts_this_week_and_has_not_been_confirmed_is_counted(client):
    today = localdate()
    row = cast.another_assignment(start_date=today, end_date=today + timedelta(20))
    type(row).objects.filter(pk=row.pk).update(is_arrival_unconfirmed=True)
    client.force_login(cast.programme_associate())
    numbers = numbers_of(client.get(HOME).context["staff"])
    assert (numbers["week"], numbers["unconfirmed"]) == (1, 1)


@pytest.mark.parametrize(
    "when",
    ["now", "ending", "soon", "overdue", "undecided_15", "undecided_60", "undecided_90", "week", "unconfirmed"],
)
def test_each_number_of_staff_opens_to_as_many_rows(client, when):
    serving_now()
    cast.another_assignment(end_date=date(2020, 3, 1))
    serving_now(category="national_youth")
    client.force_login(cast.programme_associate())
    number = numbers_of(client.get(HOME).context["staff"])[when]
    assert len(client.get(LIST, {"when": when}).context["rows"]) == number


@pytest.mark.parametrize("role", ["auditor", "administrator", "programme_manager", "results_officer"])
def test_every_staff_role_is_a_role(client, role):
    assert "have no role yet" not in body_of(client, getattr(cast, role)(), HOME)


def test_records_that_were_never_checked_are_not_said_to_be_right(client):
    body = body_of(client, cast.programme_associate(), HOME)
    assert "Not checked yet" in body
    assert reverse("workspace_run_checks") in body
    run_checks()
    body = body_of(client, cast.programme_associate(), HOME)
    assert "Not checked yet" not in body
    assert "people recorded twice?" in body


def test_an_associate_reads_who_merges(client):
    page = reverse("workspace_duplicates")
    assert "merged by a programme manager" in body_of(client, cast.programme_associate(), page)
    assert "merged by a programme manager" not in body_of(client, cast.programme_manager(), page)


def test_who_has_no_role_reads_what_to_do(client):
    body = body_of(client, cast.user("new@portal.test"), HOME)
    assert "have no role yet" in body
    assert "new@portal.test" in body


def test_a_results_officer_finds_what_to_approve(client):
    from results.actions.approval import enter_result
    from tests.results.test_admin import result_of

    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    client.force_login(officer)
    enter_result(result_of(indicator()), by=other)
    assert [str(result) for result in client.get(HOME).context["results"].to_approve] == ["1.1 2020"]


def indicator():
    from results.models import Framework, Indicator, Outcome

    framework = Framework.objects.create(code="F", title_en="Framework", first_year=2018, last_year=2021, source="x")
    outcome = Outcome.objects.create(framework=framework, code="1", title_en="Outcome")
    return Indicator.objects.create(outcome=outcome, code="1.1", kind="annual", unit="people", source="a survey")


def test_searches_by_parts_of_a_name_or_a_number(client):
    cast.another_assignment(volunteer=cast.another_volunteer("Achieng", given_name="Beth"))
    cast.another_assignment(volunteer=cast.another_volunteer("Blanchet"))
    client.force_login(cast.programme_associate())
    found = client.get(LIST, {"q": "beth ACHI"}).context["rows"]
    assert [row.volunteer.family_name for row, _cells in found] == ["Achieng"]


@pytest.mark.parametrize("odd", [{"when": "never"}, {"country": "ZZZ"}, {"page": "999"}, {"page": "x"}, {"sort": "x"}])
def test_an_odd_address_is_answered_not_failed(client, odd):
    cast.another_assignment()
    client.force_login(cast.programme_associate())
    assert client.get(LIST, odd).status_code == 200


def test_offers_a_focal_point_only_the_countries_of_the_own_volunteers(client):
    cast.another_assignment(host_entity=cast.host_entity("WHO"))
    cast.another_assignment(host_entity=cast.host_entity("UNICEF"), country=cast.country("UGA"))
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    response = client.get(LIST)
    assert [place.alpha3 for place in response.context["form"].fields["country"].queryset] == ["KEN"]
    assert "Entity UNICEF" not in response.content.decode()


def test_downloads_the_filtered_rows_without_formulas(client):
    cast.another_assignment(volunteer=cast.another_volunteer("=HYPERLINK"))
    cast.another_assignment(status="cancelled")
    text = body_of(client, cast.programme_associate(), f"{CSV}?q=hyperlink&codes=1")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["family_name"] for row in rows] == ["'=HYPERLINK"]


def test_shows_a_focal_point_no_service_elsewhere_on_the_page_of_a_shared_volunteer(client):
    person = cast.another_volunteer("Achieng", sex="female")
    here = cast.another_assignment(volunteer=person, host_entity=cast.host_entity("WHO"), end_date=date(2020, 3, 1))
    elsewhere = cast.another_assignment(
        volunteer=person, host_entity=cast.host_entity("UNICEF"), start_date=date(2020, 3, 2), previous=here
    )
    focal = cast.focal_point(cast.host_entity("WHO"))
    body = body_of(client, focal, reverse("workspace_volunteer", args=[person.roster_number]))
    assert here.assignment_number in body
    assert elsewhere.assignment_number not in body
    assert "Entity UNICEF" not in body
    assert "1990" not in body
    own = body_of(client, focal, reverse("workspace_assignment", args=[here.assignment_number]))
    assert elsewhere.assignment_number not in own


@pytest.mark.parametrize("role", ["focal_point", "representative", "programme_associate"])
@pytest.mark.parametrize("address", [HOME, LIST])
def test_a_list_takes_as_many_queries_for_sixty_as_for_two(client, role, address, django_assert_num_queries):
    client.force_login(getattr(cast, role)())
    add_rows(2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    add_rows(58)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_the_page_of_a_volunteer_takes_as_many_queries_for_twenty_assignments(client, django_assert_num_queries):
    person = cast.another_volunteer(user=cast.user("own@portal.test"), birth_date=date(1950, 1, 1))
    client.force_login(person.user)
    address = reverse("workspace_volunteer", args=[person.roster_number])
    cast.another_assignment(volunteer=person)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(20):
        cast.another_assignment(
            volunteer=person, start_date=date(1980 + number, 1, 1), end_date=date(1980 + number, 2, 1), status="planned"
        )
    with django_assert_num_queries(len(few)):
        assert len(client.get(address).context["services"]) == 21


def add_rows(number: int) -> None:
    for _ in range(number):
        serving_now(funding_partner=cast.funding_partner())
    assert Assignment.objects.exists()


def test_who_is_interrupted_today_is_left_out_as_in_the_statistics_and_told_beside(client):
    from calculation.periods import Period
    from figures.answer import Reader, answer
    from figures.question import Question

    today, staff = localdate(), cast.programme_associate()
    serving_now()
    away = serving_now()
    away.interruptions.create(first_date=today - timedelta(3), last_date=today)
    back = serving_now()
    back.interruptions.create(first_date=today - timedelta(3), last_date=today - timedelta(1))
    client.force_login(staff)
    count = client.get(HOME).context["staff"].counts[0]
    assert (count.number, count.interrupted) == (2, 1)
    assert "1 more is interrupted today" in client.get(HOME).content.decode()
    assert [row for row, _cells in client.get(LIST, {"when": "interrupted"}).context["rows"]] == [away]
    asked = answer(Question("volunteers", Period.on(today)), reader=Reader.of(staff))
    assert [record["value"] for record in asked.records()] == [str(count.number)]


def test_what_was_ended_early_for_a_day_to_come_still_serves_and_ends_soon(client):
    from assignments.actions import end_early

    today = localdate()
    row = cast.another_assignment(start_date=today - timedelta(30), end_date=today + timedelta(200))
    end_early(row, on=today + timedelta(14), reason="resignation")
    client.force_login(cast.programme_associate())
    home = client.get(HOME).context["staff"]
    assert [count.number for count in home.counts[:2]] == [1, 1]
    assert row.assignment_number in body_of(client, cast.programme_associate(), f"{LIST}?when=ending")


def test_home_names_those_who_end_next_without_a_decision(client):
    person = cast.another_volunteer("Achieng")
    decided, today = serving_now(volunteer=person), localdate()
    later = {"start_date": today + timedelta(90), "end_date": today + timedelta(400), "status": "planned"}
    cast.another_assignment(volunteer=person, previous=decided, **later)
    undecided = serving_now(volunteer=cast.another_volunteer("Blanchet"))
    client.force_login(cast.programme_associate())
    assert client.get(HOME).context["staff"].ending == [undecided]


def test_what_goes_on_says_as_what_to_those_who_may_see_it(client):
    person = cast.another_volunteer("Achieng")
    today, who = localdate(), cast.host_entity("WHO")
    here = serving_now(volunteer=person, host_entity=who)
    later = {"start_date": today + timedelta(21), "end_date": today + timedelta(400), "status": "planned"}
    following = cast.another_assignment(
        volunteer=person, host_entity=cast.host_entity("UNICEF"), previous=here, **later
    )
    asked = f"{LIST}?when=ending"
    assert f"{following.assignment_number}</a>" in body_of(client, cast.programme_associate(), asked)
    for address in (HOME, asked):
        assert following.assignment_number not in body_of(client, cast.focal_point(who), address)


def test_the_workbook_holds_the_rows_of_the_list_with_keys_as_text_and_days_as_days(client):
    row = cast.assignment("1E5", volunteer=cast.volunteer("0000123", family_name="李", given_name="小明"))
    cast.another_assignment(status="cancelled", volunteer=cast.another_volunteer("Blanchet"))
    client.force_login(cast.programme_associate())
    response = client.get(reverse("workspace_assignments_xlsx"), {"q": "李小明", "codes": "1"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    header, cells = book.get_sheet_by_index(0).to_python()
    found = dict(zip(header, cells, strict=True))
    assert [found[name] for name in ("assignment_number", "roster_number")] == ["1E5", "0000123"]
    assert found["start_date"] == row.start_date
    assert b"".join(client.get(CSV).streaming_content).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("page", ["workspace_volunteer", "workspace_assignment"])
def test_the_page_of_a_record_tells_staff_who_changed_what(client, page):
    row = cast.assignment()
    client.force_login(cast.programme_associate(name="Ana Lima"))
    with pghistory.context(user=cast.programme_associate().pk, url="/here/"):
        Volunteer.objects.update(given_name="Wanjiru")
        Assignment.objects.update(end_date="2020-11-30")
    number = row.volunteer.roster_number if page == "workspace_volunteer" else row.assignment_number
    told = client.get(reverse(page, args=[number])).content.decode()
    assert ("<del>Asha</del>" if page == "workspace_volunteer" else "2020</del>") in told
    assert "Ana Lima" in told
    assert "/here/" in told
    client.force_login(cast.focal_point())
    assert "<del>" not in client.get(reverse(page, args=[number])).content.decode()
