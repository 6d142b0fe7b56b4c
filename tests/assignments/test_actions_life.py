"""What may be done to an assignment, and the sentence that refuses what may not."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from assignments import actions
from assignments.doubts import doubts_about
from assignments.models import Assignment, EligibilityRule, RuleException
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
FIRST, LAST = date(2026, 1, 1), date(2026, 7, 31)
LATER = date(2026, 12, 31)
AGREED = {"agreed_by": "Ana Lima", "funded_until": LATER}


def serving(**fields) -> Assignment:
    return cast.another_assignment(**{"start_date": FIRST, "end_date": LAST} | fields)


def now(row: Assignment) -> Assignment:
    row.refresh_from_db()
    return row


def terms(row: Assignment, **changed) -> actions.Terms:
    same = {name: getattr(row, name) for name in ("host_entity", "country", "category", "funding_partner")}
    return actions.Terms(**same | changed)


def elsewhere(row: Assignment) -> actions.Terms:
    return terms(row, host_entity=cast.host_entity("WHO"))


# Arrival, completion, cancelling


def test_an_arrival_is_confirmed_once():
    row = serving(is_arrival_unconfirmed=True)
    actions.confirm_arrival(row)
    assert not now(row).is_arrival_unconfirmed
    with pytest.raises(actions.ActionRefused, match="no arrival waits"):
        actions.confirm_arrival(row)


def test_cancels_what_is_planned_and_who_never_arrived():
    planned, absent = serving(status="planned"), serving(is_arrival_unconfirmed=True)
    for row in (planned, absent):
        actions.cancel(row)
        assert (now(row).status, row.is_arrival_unconfirmed) == ("cancelled", False)


def test_completes_what_is_online_once_the_work_was_done():
    row = serving(category="online", modality="online")
    with pytest.raises(actions.ActionRefused, match="once its last day is over"):
        actions.complete_one(row, today=LAST)
    actions.complete_one(row, today=LAST + timedelta(1))
    assert now(row).status == "completed"


# Extensions


def test_an_extension_that_is_agreed_moves_the_last_day_and_the_last_duty_station():
    row = serving()
    row.duty_stations.create(place="Kisumu", first_date=FIRST, last_date=date(2026, 2, 1))
    row.duty_stations.create(place="Mombasa", first_date=date(2026, 2, 2), last_date=LAST)
    extension = actions.extend(row, until=LATER, **AGREED, today=TODAY)
    assert (now(row).end_date, row.status) == (LATER, "serving")
    assert [station.last_date for station in row.duty_stations.all()] == [date(2026, 2, 1), LATER]
    assert (extension.old_end_date, extension.decision, extension.decided_by) == (LAST, "agreed", "Ana Lima")


def test_one_that_is_asked_for_is_pending_until_it_is_agreed():
    row = serving()
    asked = actions.ask_to_extend(row, until=LATER, today=TODAY)
    assert now(row).end_date == LAST
    with pytest.raises(actions.ActionRefused, match="already awaits a decision"):
        actions.ask_to_extend(row, until=LATER, today=TODAY)
    assert actions.follow_the_calendar(today=LAST + timedelta(30)).completed == 0
    agreed = actions.extend(row, until=date(2026, 11, 30), **AGREED, today=LAST + timedelta(30))
    assert agreed.pk == asked.pk
    assert now(row).end_date == date(2026, 11, 30)


def test_one_that_is_declined_lets_it_end_as_planned():
    row = serving()
    actions.ask_to_extend(row, until=LATER, today=TODAY)
    assert row in Assignment.objects.without_decision(60, today=TODAY)
    declined = actions.decline(row, declined_by="Ana Lima", reason="no funds", today=TODAY)
    assert (declined.decision, declined.new_end_date) == ("declined", LATER)
    assert row not in Assignment.objects.without_decision(60, today=TODAY)
    with pytest.raises(actions.ActionRefused, match="decided already"):
        actions.decline(row, declined_by="Ana Lima", today=TODAY)
    assert actions.follow_the_calendar(today=LAST + timedelta(1)).completed == 1


def test_that_it_ends_as_planned_is_recorded_though_nobody_asked():
    row = serving()
    assert actions.decline(row, declined_by="Ana Lima", today=TODAY).new_end_date is None
    assert row not in Assignment.objects.without_decision(60, today=TODAY)
    actions.extend(row, until=LATER, **AGREED, today=TODAY)
    assert now(row).end_date == LATER


def test_what_was_completed_meanwhile_serves_again_without_a_gap():
    row = serving()
    actions.follow_the_calendar(today=LAST + timedelta(1))
    actions.extend(row, until=LATER, **AGREED, today=LAST + timedelta(90))
    assert (now(row).status, row.end_date) == ("serving", LATER)
    over = serving(status="completed")
    actions.extend(over, until=date(2026, 8, 31), **AGREED, today=date(2026, 10, 1))
    assert (now(over).status, over.end_date) == ("completed", date(2026, 8, 31))


STATUSES = ["planned", "serving", "completed", "ended_early", "cancelled"]


@pytest.mark.parametrize("seed", range(5))
def test_extends_what_the_plain_statement_allows_and_nothing_else(seed):
    chance = random.Random(seed)
    EligibilityRule.objects.create(
        category="national_youth", valid_from=FIRST, months_at_most=chance.choice([6, 12]), source="made up"
    )
    limit = EligibilityRule.objects.get().months_at_most
    for _ in range(14):
        row = serving(
            status=chance.choice([*STATUSES, "serving", "serving"]),
            end_date=TODAY + timedelta(chance.choice([-91, -90, -1, 0, 40])),
            category=chance.choice(["international_specialist", "national_youth"]),
        )
        until = row.end_date + timedelta(chance.choice([-1, 0, 1, 30, 90]))
        funded = until + timedelta(chance.choice([-1, 0, 5, 5]))
        agreed_by = chance.choice(["Ana Lima", "Ana Lima", " "])
        other = None
        if chance.random() < 0.4:
            first = row.end_date + timedelta(chance.choice([1, 10, 60]))
            other = serving(
                volunteer=row.volunteer,
                status=chance.choice(["planned", "cancelled"]),
                start_date=first,
                end_date=first + timedelta(10),
                previous=chance.choice([row, None]),
            )
        allowed = (
            (row.status in ("serving", "completed") and (TODAY - row.end_date).days <= 90)
            and until > row.end_date
            and funded >= until
            and bool(agreed_by.strip())
            and not (other and other.status == "planned" and (other.previous_id or other.start_date <= until))
            and not (row.category == "national_youth" and until >= months_later(FIRST, limit))
        )
        before = row.end_date
        try:
            actions.extend(row, until=until, agreed_by=agreed_by, funded_until=funded, today=TODAY)
        except actions.ActionRefused as refusal:
            assert not allowed, refusal
            assert (now(row).end_date, row.extensions.count()) == (before, 0)
        else:
            assert allowed
            assert now(row).end_date == until
            assert row.status == ("serving" if until >= TODAY or row.status == "serving" else "completed")
    connection.check_constraints()


def months_later(day: date, months: int) -> date:
    return date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, day.day)


# Interruptions, duty stations, reassignment, early ends


def test_a_move_ends_the_duty_station_the_day_before():
    row = serving()
    actions.move(row, place="Kisumu", on=FIRST, today=TODAY)
    actions.move(row, place="  Mombasa ", on=date(2026, 6, 1), today=TODAY)
    assert [(station.place, station.first_date, station.last_date) for station in row.duty_stations.all()] == [
        ("Kisumu", FIRST, date(2026, 5, 31)),
        ("Mombasa", date(2026, 6, 1), LAST),
    ]


def test_a_reassignment_is_a_linked_next_assignment_without_a_gap_and_no_early_end():
    row = serving()
    row.duty_stations.create(place="Kisumu", first_date=FIRST, last_date=LAST)
    row.interruptions.create(first_date=date(2026, 7, 1), last_date=date(2026, 7, 5))
    following = actions.reassign(row, on=TODAY, until=LATER, terms=elsewhere(row), today=TODAY)
    assert (now(row).status, row.end_date, row.end_reason) == ("completed", TODAY - timedelta(1), "")
    assert [station.last_date for station in row.duty_stations.all()] == [TODAY - timedelta(1)]
    assert not row.interruptions.exists()
    assert (following.previous, following.volunteer, following.status) == (row, row.volunteer, "serving")
    assert following.is_arrival_unconfirmed
    assert following.assignment_number != row.assignment_number


def test_one_for_a_day_to_come_leaves_both_to_the_calendar():
    row = serving()
    following = actions.reassign(row, on=LAST + timedelta(1), until=LATER, terms=elsewhere(row), today=TODAY)
    assert (now(row).status, row.end_date, following.status) == ("serving", LAST, "planned")
    actions.follow_the_calendar(today=LAST + timedelta(1))
    assert (now(row).status, now(following).status) == ("completed", "serving")


def test_an_early_end_is_recorded_late_too():
    row = serving()
    actions.follow_the_calendar(today=LAST + timedelta(5))
    actions.end_early(row, on=date(2026, 7, 20), reason="resignation", today=LAST + timedelta(5))
    assert (now(row).status, row.end_date) == ("ended_early", date(2026, 7, 20))


# What is refused, action by action

OUTSIDE = "lies outside the assignment; expected a day from 1 January 2026 to 31 July 2026"
EXTEND = {"until": LATER, **AGREED, "today": TODAY}
INTERRUPT = {"first": TODAY, "last": TODAY, "kind": "suspension", "today": TODAY}
MOVE = {"place": "Mombasa", "on": TODAY, "today": TODAY}


def with_pending(**fields) -> Assignment:
    row = serving(**fields)
    row.extensions.create(old_end_date=LAST, new_end_date=LATER)
    return row


def continued(**fields) -> Assignment:
    row = serving(**fields)
    later = {"start_date": LAST + timedelta(1), "end_date": LATER, "status": "planned"}
    serving(volunteer=row.volunteer, previous=row, **later)
    return row


def moved() -> Assignment:
    row = serving()
    row.duty_stations.create(place="Mombasa", first_date=TODAY, last_date=LAST)
    return row


def interrupted() -> Assignment:
    row = serving()
    row.interruptions.create(first_date=TODAY, last_date=TODAY)
    return row


def in_uganda() -> dict:
    return {"country": cast.country("UGA")}


REFUSED = [
    (lambda: actions.extend(serving(status="planned"), **EXTEND), "has not begun: correct it, or cancel it"),
    (lambda: actions.extend(serving(status="ended_early"), **EXTEND), "has ended early"),
    (lambda: actions.extend(serving(status="cancelled"), **EXTEND), "was cancelled"),
    (lambda: actions.extend(serving(end_date=date(2026, 3, 1)), **EXTEND), "over more than 90 days ago"),
    (lambda: actions.extend(serving(), **EXTEND | {"until": LAST}), "must lie after 31 July 2026"),
    (lambda: actions.extend(serving(), **EXTEND | {"agreed_by": ""}), "Say who agreed"),
    (lambda: actions.extend(serving(), **EXTEND | {"funded_until": None}), "funded until its last day"),
    (lambda: actions.extend(continued(), **EXTEND), "is continued by"),
    (lambda: actions.decline(serving(), declined_by=" ", today=TODAY), "Say who decided"),
    (lambda: actions.decline(serving(status="planned"), declined_by="Ana", today=TODAY), "is not serving"),
    (lambda: actions.interrupt(serving(), **INTERRUPT | {"first": date(2025, 12, 31)}), OUTSIDE),
    (lambda: actions.interrupt(serving(), **INTERRUPT | {"last": date(2026, 8, 1)}), OUTSIDE),
    (lambda: actions.interrupt(serving(), **INTERRUPT | {"last": FIRST}), "before the first day"),
    (lambda: actions.interrupt(interrupted(), **INTERRUPT), "on some of these days already: 15 June 2026"),
    (lambda: actions.interrupt(serving(status="planned"), **INTERRUPT), "has not begun"),
    (lambda: actions.move(serving(), **MOVE | {"place": " "}), "to which place"),
    (lambda: actions.move(serving(), **MOVE | {"on": LATER}), OUTSIDE),
    (lambda: actions.move(moved(), **MOVE), "A move to Mombasa on 15 June 2026 is recorded already"),
    (lambda: actions.move(moved(), **MOVE | {"on": LAST, "place": "mombasa"}), "is Mombasa already"),
    (lambda: actions.move(serving(status="cancelled"), **MOVE), "was cancelled"),
    (lambda: actions.end_early(with_pending(), on=TODAY, reason="other", today=TODAY), "awaits its decision"),
    (lambda: actions.complete_one(with_pending(), today=LATER), "awaits its decision"),
    (lambda: actions.cancel(serving()), "cannot be cancelled"),
    (lambda: actions.cancel(continued(status="planned")), "is continued by"),
    (lambda: reassigned(serving(status="planned")), "has not begun"),
    (lambda: reassigned(with_pending()), "awaits its decision"),
    (lambda: reassigned(continued()), "is continued by"),
    (lambda: reassigned(serving(), on=FIRST), "begins after the first day of this one"),
    (lambda: reassigned(serving(), on=LAST + timedelta(2)), "begins after the first day of this one"),
    (lambda: reassigned(serving(), until=TODAY - timedelta(1)), "The last day is before the first day."),
    (lambda: reassigned(row := serving(), to=terms(row)), "stay the same: extend"),
    (lambda: reassigned(row := serving(), to=terms(row, country=cast.country("FRA"))), "of their own nationality"),
    (lambda: actions.correct(serving(), values={"end_date": LATER}, reason=" "), "Say why"),
    (lambda: actions.correct(serving(), values={"end_date": LAST}, reason="typo"), "Nothing differs"),
    (lambda: actions.correct(serving(), values={"start_date": LATER}, reason="typo"), "before the first day"),
    (
        lambda: actions.correct(interrupted(), values={"end_date": FIRST}, reason="typo"),
        "interruption from 15 June 2026",
    ),
    (lambda: actions.correct(moved(), values={"end_date": FIRST}, reason="typo"), "duty station Mombasa, from 15 June"),
    (lambda: actions.correct(moved(), values=in_uganda(), reason="typo"), "recorded: Mombasa. Say whether they are"),
]


def reassigned(row: Assignment, *, on: date = TODAY, until: date = LATER, to: actions.Terms | None = None):
    return actions.reassign(row, on=on, until=until, terms=to or elsewhere(row), today=TODAY)


@pytest.mark.parametrize(("action", "sentence"), REFUSED)
def test_refuses_with_a_sentence_and_changes_nothing(action, sentence):
    with pytest.raises(actions.ActionRefused, match=sentence):
        action()
    assert not Assignment.objects.filter(host_entity__code="WHO").exists()


# Rules, corrections, and what was shown


def test_a_rule_refuses_an_extension_unless_somebody_allows_an_exception():
    EligibilityRule.objects.create(
        category="international_specialist", valid_from=FIRST, months_at_most=7, source="made up"
    )
    row = serving()
    with pytest.raises(actions.BreaksRules, match=r"at most 7 months; this one may end on 31 July 2026.* exception"):
        actions.extend(row, **EXTEND)
    with pytest.raises(actions.BreaksRules, match="a reason and the name"):
        actions.extend(row, **EXTEND, allowance=actions.Allowance("needed until the vote", " "))
    actions.extend(row, **EXTEND, allowance=actions.Allowance("needed until the vote", "Mira Manager"))
    listed = RuleException.objects.get()
    assert (listed.assignment, listed.breach, listed.allowed_by) == (row, "length", "Mira Manager")
    actions.extend(row, until=date(2027, 1, 31), agreed_by="Ana", funded_until=date(2027, 1, 31), today=TODAY)


def test_a_rule_of_the_next_category_is_asked_when_reassigning():
    EligibilityRule.objects.create(category="national_expert", valid_from=FIRST, least_age=50, source="made up")
    row = serving()
    with pytest.raises(actions.BreaksRules, match="the least age is 50"):
        reassigned(row, to=terms(row, category="national_expert"))
    assert now(row).end_date == LAST


def test_a_correction_keeps_its_reason_in_the_history():
    row = serving()
    actions.correct(row, values={"funding_partner": cast.funding_partner("JAPAN")}, reason="wrong line copied")
    assert now(row).funding_partner.code == "JAPAN"
    assert row.events.last().pgh_context.metadata["reason"] == "wrong line copied"


@pytest.mark.parametrize(
    ("first", "last"), [(FIRST, TODAY), (FIRST, LATER), (date(2025, 12, 1), LAST), (date(2026, 2, 2), TODAY)]
)
def test_duty_stations_and_interruptions_follow_corrected_days(first, last):
    row = serving()
    row.duty_stations.create(place="Kisumu", first_date=FIRST, last_date=date(2026, 3, 1))
    row.duty_stations.create(place="Mombasa", first_date=date(2026, 3, 2), last_date=LAST)
    row.interruptions.create(first_date=TODAY - timedelta(3), last_date=TODAY + timedelta(3))
    actions.correct(row, values={"start_date": first, "end_date": last}, reason="typo")
    stations = [(station.first_date, station.last_date) for station in row.duty_stations.all()]
    assert stations == [(first, date(2026, 3, 1)), (date(2026, 3, 2), last)]
    interruption = row.interruptions.get()
    assert (interruption.first_date, interruption.last_date) == (TODAY - timedelta(3), min(TODAY + timedelta(3), last))


def test_an_assignment_of_the_wrong_year_moves_with_its_duty_station():
    row = serving()
    row.duty_stations.create(place="Kisumu", first_date=FIRST, last_date=LAST)
    days = {"start_date": date(2025, 1, 1), "end_date": date(2025, 7, 31)}
    actions.correct(row, values=days, reason="typo")
    station = row.duty_stations.get()
    assert (station.first_date, station.last_date) == (date(2025, 1, 1), date(2025, 7, 31))


@pytest.mark.parametrize(("kept", "left"), [(True, ["Mombasa"]), (False, [])])
def test_who_corrects_the_country_says_whether_duty_stations_are_kept(kept, left):
    row = moved()
    actions.correct(row, values=in_uganda(), reason="typo", are_stations_kept=kept)
    assert (now(row).country.alpha3, [station.place for station in row.duty_stations.all()]) == ("UGA", left)


def test_a_last_day_after_the_funds_is_doubted():
    row = serving()
    actions.extend(row, **EXTEND)
    assert not any("funded until" in doubt for doubt in doubts_about(row.pk))
    actions.correct(row, values={"end_date": LATER + timedelta(9)}, reason="typo")
    assert "the latest extension is funded until 31 December 2026, but the last day is later" in doubts_about(row.pk)


def test_what_was_shown_is_what_is_acted_upon():
    row = serving()
    shown = actions.picture_of_assignment(row)
    actions.interrupt(row, **INTERRUPT, shown=shown)
    for act in (
        lambda: actions.extend(row, **EXTEND, shown=shown),
        lambda: actions.end_early(row, on=TODAY, reason="other", shown=shown),
        lambda: actions.move(row, **MOVE, shown=shown),
        lambda: actions.cancel(row, shown=shown),
        lambda: actions.confirm_arrival(row, shown=shown),
        lambda: actions.decline(row, declined_by="Ana", shown=shown),
        lambda: actions.correct(row, values={}, reason="x", shown=shown),
        lambda: actions.reassign(row, on=TODAY, until=LATER, terms=elsewhere(row), shown=shown),
        lambda: actions.complete_one(row, shown=shown),
        lambda: actions.ask_to_extend(row, until=LATER, shown=shown),
    ):
        with pytest.raises(actions.ActionRefused, match="Nothing was done: .*nterruption"):
            act()
    actions.extend(row, **EXTEND, shown=actions.picture_of_assignment(now(row)))
