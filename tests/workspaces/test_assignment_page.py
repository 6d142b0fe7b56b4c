"""The page of an assignment and the forms of its next steps: who sees what, and who may act."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from assignments import actions
from assignments.actions import NextStep
from assignments.models import Assignment, RuleException
from tests import cast
from tests.shown_pages import save
from workspaces.timeline import timeline_of

pytestmark = pytest.mark.django_db
TODAY = localdate()


def serving(**fields) -> Assignment:
    days = {"start_date": TODAY - timedelta(60), "end_date": TODAY + timedelta(60)}
    return cast.another_assignment(**days | fields)


def page(row: Assignment) -> str:
    return reverse("workspace_assignment", args=[row.assignment_number])


def step(row: Assignment, name: str) -> str:
    return reverse("workspace_step", args=[row.assignment_number, name])


def body(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def asked_for() -> Assignment:
    row = serving(is_arrival_unconfirmed=True, start_date=date(2020, 1, 1))
    actions.ask_to_extend(row, until=row.end_date + timedelta(30))
    row.rule_exceptions.create(breach="age", reason="Speaks Acholi.", allowed_by="Mira Manager")
    row.interruptions.create(first_date=TODAY, last_date=TODAY, kind="suspension")
    return row


def test_staff_see_one_screen_with_all_of_it(client):
    text = body(client, cast.programme_associate(), page(asked_for()))
    for words in ("awaits its decision", "Nobody has confirmed yet", "Speaks Acholi.", "Mira Manager", "History"):
        assert words in text


@pytest.mark.parametrize("role", ["focal_point", "representative"])
def test_others_see_neither_extensions_nor_exceptions_nor_history(client, role):
    row = asked_for()
    Assignment.objects.filter(pk=row.pk).update(funding_partner=cast.funding_partner())
    text = body(client, getattr(cast, role)(), page(row))
    assert row.assignment_number in text
    for words in ("awaits its decision", "Speaks Acholi.", "History", "suspension", "asked for", "/do/extend/"):
        assert words not in text


def test_neighbours_are_those_that_the_user_may_see(client):
    row = serving(host_entity=cast.host_entity("WHO"))
    before = cast.another_assignment(volunteer=row.volunteer, start_date=date(2019, 1, 1), end_date=date(2019, 2, 1))
    assert before.assignment_number in body(client, cast.programme_associate(), page(row))
    assert before.assignment_number not in body(client, cast.focal_point(cast.host_entity("WHO")), page(row))


def test_a_host_entity_confirms_an_arrival_and_nothing_else(client):
    row = serving(is_arrival_unconfirmed=True)
    client.force_login(cast.focal_point())
    assert [choice.value for choice in client.get(page(row)).context["steps"]] == ["confirm-arrival"]
    assert save(client, step(row, "confirm-arrival"), {}).status_code == 302
    row.refresh_from_db()
    assert not row.is_arrival_unconfirmed
    for name in set(NextStep.values) - {"confirm-arrival"}:
        assert client.get(step(row, name)).status_code == 404
        assert client.post(step(row, name)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({}, "cancel", "cannot be cancelled"),
        ({}, "confirm-arrival", "no arrival waits"),
        ({}, "complete", "once its last day is over"),
        ({"status": "cancelled"}, "extend", "was cancelled"),
        ({"status": "cancelled"}, "decline", "is not serving"),
        ({"status": "cancelled"}, "move", "was cancelled"),
        ({"status": "cancelled"}, "interrupt", "was cancelled"),
        ({"status": "cancelled"}, "reassign", "was cancelled"),
        ({"status": "cancelled"}, "end-early", "was cancelled"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_shows_no_form(client, fields, name, sentence):
    row = serving(**fields)
    before = actions.picture_of_assignment(row)
    text = body(client, cast.programme_manager(), step(row, name))
    assert sentence in text
    assert 'name="_version"' not in text
    assert "Back to the assignment" in text
    row.refresh_from_db()
    assert actions.picture_of_assignment(row) == before


def test_a_form_that_does_not_say_what_it_shows_does_nothing(client):
    row = serving(status="planned", start_date=TODAY + timedelta(5))
    client.force_login(cast.programme_associate())
    for version in ({}, {"_version": "x"}, {"_version": '{"assignments.assignment:x": "y"}'}):
        response = client.post(step(row, "cancel"), version)
        assert "Nothing was done" in response.content.decode()
    row.refresh_from_db()
    assert row.status == "planned"


@pytest.mark.parametrize(
    "typed", [{"until": "12/11/2026"}, {"until": ""}, {"until": "9999-12-31"}, {"decision": "maybe"}]
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(client, typed):
    row = serving()
    client.force_login(cast.programme_associate())
    good = {
        "until": str(TODAY + timedelta(90)),
        "decision": "agreed",
        "agreed_by": "Una Focal",
        "funded_until": "2100-01-01",
    }
    response = save(client, step(row, "extend"), good | typed)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "Una Focal" in response.content.decode()
    assert not row.extensions.exists()


def test_only_a_manager_is_asked_for_an_exception_or_sets_a_status_right(client):
    from assignments.models import EligibilityRule

    row = serving()
    EligibilityRule.objects.create(category=row.category, valid_from="2000-01-01", months_at_most=4, source="made up")
    until = str(TODAY + timedelta(200))
    typed = {"until": until, "decision": "agreed", "agreed_by": "Una Focal", "funded_until": until}
    allowed = {"exception_reason": "Needed until the elections", "exception_by": "Mira Manager"}
    for user, fields in ((cast.programme_associate(), False), (cast.programme_manager(), True)):
        client.force_login(user)
        response = save(client, step(row, "extend"), typed)
        assert ("exception_reason" in response.context["form"].fields) == fields
        assert ("status" in client.get(step(row, "correct")).context["form"].fields) == fields
        assert save(client, step(row, "extend"), typed | allowed).status_code == (302 if fields else 200)
    assert RuleException.objects.get().allowed_by == "Mira Manager"


def test_a_manager_sets_a_wrong_status_right_with_a_reason(client):
    row = serving(status="ended_early", end_reason="health", end_date=TODAY + timedelta(5))
    client.force_login(cast.programme_manager())
    same = client.get(step(row, "correct")).context["form"].initial
    same = {name: getattr(value, "pk", value) or "" for name, value in same.items()}
    typed = same | {"status": "serving", "end_reason": "", "reason": "the wrong person"}
    assert save(client, step(row, "correct"), typed).status_code == 302
    row.refresh_from_db()
    assert row.status == "serving"


def test_what_is_offered_next_is_what_would_not_be_refused():
    """Each step of each status: offered, and then done; not offered, and then refused."""
    tried = {
        NextStep.CONFIRM_ARRIVAL: actions.confirm_arrival,
        NextStep.EXTEND: lambda row: actions.extend(
            row, until=row.end_date + timedelta(5), agreed_by="Ana", funded_until=date(2100, 1, 1)
        ),
        NextStep.DECLINE: lambda row: actions.decline(row, declined_by="Ana"),
        NextStep.COMPLETE: actions.complete_one,
        NextStep.MOVE: lambda row: actions.move(row, place="Mombasa", on=row.end_date),
        NextStep.INTERRUPT: lambda row: actions.interrupt(
            row, first=row.end_date, last=row.end_date, kind="suspension"
        ),
        NextStep.REASSIGN: lambda row: actions.reassign(
            row,
            on=row.end_date,
            until=row.end_date,
            terms=actions.Terms(cast.host_entity("WHO"), row.country, row.category, None),
        ),
        NextStep.END_EARLY: lambda row: actions.end_early(row, on=row.start_date, reason="other"),
        NextStep.CANCEL: actions.cancel,
    }
    for status in ("planned", "serving", "completed", "ended_early", "cancelled"):
        for days in (-100, -5, 30):
            for is_unconfirmed in {False, status in ("planned", "serving")}:
                for name, act in tried.items():
                    row = serving(
                        start_date=TODAY - timedelta(200),
                        end_date=TODAY + timedelta(days),
                        status=status,
                        is_arrival_unconfirmed=is_unconfirmed,
                    )
                    offered = name in actions.next_steps(row, today=TODAY)
                    assert offered == was_done(act, row), (status, days, is_unconfirmed, name)


def was_done(act, row: Assignment) -> bool:
    try:
        act(row)
    except actions.ActionRefused:
        return False
    return True


def test_the_line_holds_every_piece_within_its_edges():
    row = asked_for()
    row.duty_stations.create(place="Mombasa", first_date=row.start_date, last_date=row.end_date)
    other = cast.another_assignment(volunteer=row.volunteer, start_date=date(2018, 1, 1), end_date=date(2019, 12, 31))
    pending = row.extensions.pending().get()
    line = timeline_of(row, neighbours=[other], pending=pending, today=TODAY)
    assert {piece.kind for piece in line.pieces} == {
        *("neighbour", "own is-serving", "pending", "interruption", "station")
    }
    assert all(piece.x >= 0 and piece.x + piece.width <= 1003 for piece in line.pieces)
    by_kind = {piece.kind: piece for piece in line.pieces}
    assert by_kind["neighbour"].x == 0
    assert by_kind["pending"].x == pytest.approx(by_kind["own is-serving"].x + by_kind["own is-serving"].width, abs=0.2)
    assert line.today is not None


def test_the_page_takes_as_many_queries_for_twenty_parts_as_for_two(client, django_assert_num_queries):
    row = serving(start_date=date(2020, 1, 1))
    client.force_login(cast.programme_associate())

    def add(number: int) -> None:
        for _ in range(number):
            day = date(2020, 1, 2) + timedelta(row.interruptions.count())
            row.interruptions.create(first_date=day, last_date=day)
            row.duty_stations.create(place=f"Place {day}", first_date=day, last_date=day)
            row.extensions.create(
                old_end_date=day, new_end_date=row.end_date, decision="declined", decided_by="Ana", decided_date=day
            )

    client.get(page(row))
    add(2)
    client.get(page(row))
    with CaptureQueriesContext(connection) as few:
        client.get(page(row))
    add(18)
    with django_assert_num_queries(len(few)):
        assert client.get(page(row)).status_code == 200
