"""What a host entity wishes, confirms and asks for, and what staff decide: refused kindly, kept with its history."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from accounts.fence import lifted, only_for
from accounts.versions import version_of
from assignments.actions import (
    ActionRefused,
    Statement,
    Verdict,
    confirm_the_rest,
    confirmed_share,
    decide_difference,
    decline,
    extend,
    picture_for_host,
    say,
    say_missing,
    take_back_missing,
    wish,
    withdraw_wish,
)
from assignments.actions import volunteer_requests as requests
from assignments.actions.confirming import (
    last_month,
    months_to_confirm,
    rows_to_confirm,
    said_of,
    version_of_difference,
    version_of_list,
)
from assignments.choices import Decision, Outcome, RequestState, Said, Status, Wish, WishState
from assignments.models import Assignment, Confirmation, EligibilityRule, HostWish, VolunteerRequest
from assignments.months import Month
from partners.models import HostEntityRoleCountry
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = localdate()
SOON, LATER = TODAY + timedelta(30), TODAY + timedelta(200)
MONTH = last_month()


@pytest.fixture
def who():
    return cast.host_entity("WHO")


@pytest.fixture
def focal(who):
    return cast.focal_point(who)


def serving(entity, *, ends: date = SOON, **fields) -> Assignment:
    begins = fields.pop("begins", MONTH.first - timedelta(100))
    return cast.another_assignment(host_entity=entity, start_date=begins, end_date=ends, **fields)


def asked(row: Assignment, by, kind: Wish = Wish.EXTEND, **fields) -> HostWish:
    until = LATER if kind == Wish.EXTEND else None
    return wish(row, kind=kind, by=by, **({"until": until, "reason": "The project goes on."} | fields))


def test_a_wish_to_extend_is_an_extension_that_awaits_its_decision(who, focal):
    row = serving(who)
    made = asked(row, focal)
    pending = row.extensions.pending().get()
    assert (made.extension, pending.new_end_date, made.is_open) == (pending, LATER, True)
    extend(row, until=LATER, agreed_by="Eva Berg", funded_until=LATER, answer="Gladly.")
    made.refresh_from_db()
    assert (made.state, made.answer, made.is_granted) == (WishState.DECIDED, "Gladly.", True)
    assert made.extension.decision == Decision.AGREED


def test_a_wish_to_let_end_is_confirmed_by_ending_as_planned(who, focal):
    row = serving(who)
    made = asked(row, focal, Wish.LET_END)
    assert not row.extensions.exists()
    decline(row, declined_by="Eva Berg")
    made.refresh_from_db()
    assert (made.state, made.is_granted, made.extension.decision) == (WishState.DECIDED, True, Decision.DECLINED)


def test_a_wish_that_is_declined_says_why(who, focal):
    row = serving(who)
    made = asked(row, focal)
    decline(row, declined_by="Eva Berg", reason="Internal.", answer="There is no money.")
    made.refresh_from_db()
    assert (made.is_granted, made.answer) == (False, "There is no money.")


def test_a_wish_that_ended_by_itself_waits_for_nobody(who, focal):
    row = serving(who)
    asked(row, focal, Wish.LET_END)
    assert HostWish.objects.open().count() == 1
    Assignment.objects.filter(pk=row.pk).update(status=Status.COMPLETED)
    assert HostWish.objects.open().count() == 0


@pytest.mark.parametrize("until", [SOON, SOON - timedelta(1), None, date(2200, 1, 1)])
def test_refuses_a_wish_for_a_day_that_is_none(who, focal, until):
    with pytest.raises(ActionRefused):
        asked(serving(who), focal, until=until)
    assert not HostWish.objects.exists()


def test_refuses_a_second_wish_and_a_wish_about_what_was_changed(who, focal):
    row = serving(who)
    shown = picture_for_host(row)
    asked(row, focal, shown=shown)
    with pytest.raises(ActionRefused, match="changed since"):
        asked(row, focal, shown=shown)
    with pytest.raises(ActionRefused, match="already awaits"):
        asked(row, focal, Wish.LET_END)


def test_refuses_a_wish_longer_than_the_category_allows(who, focal):
    EligibilityRule.objects.filter(category="international_specialist").delete()
    EligibilityRule.objects.create(
        category="international_specialist", months_at_most=6, source="Conditions", valid_from=date(2000, 1, 1)
    )
    with pytest.raises(ActionRefused, match="at most 6 months"):
        asked(serving(who), focal)


def test_a_wish_learns_nothing_of_the_persons_other_assignments(who, focal):
    """Staff would be refused: the person is planned for another entity on these days. The host does not learn it."""
    row = serving(who)
    other = cast.another_assignment(
        volunteer=row.volunteer,
        host_entity=cast.host_entity("UNICEF"),
        status="planned",
        start_date=SOON + timedelta(1),
        end_date=LATER,
        previous=row,
    )
    assert asked(row, focal).is_open
    with pytest.raises(ActionRefused, match=other.assignment_number):
        extend(row, until=LATER, agreed_by="Eva Berg", funded_until=LATER)


def test_a_wish_is_withdrawn_until_it_is_decided(who, focal):
    row = serving(who)
    made = asked(row, focal)
    withdraw_wish(made)
    made.refresh_from_db()
    assert made.state == WishState.WITHDRAWN
    assert not row.extensions.exists()
    again = asked(row, focal)
    decline(row, declined_by="Eva Berg")
    with pytest.raises(ActionRefused, match="decided meanwhile"):
        withdraw_wish(again)


def list_of(entity) -> tuple[list[Assignment], str]:
    rows = list(rows_to_confirm(Assignment.objects.filter(host_entity=entity), MONTH))
    return rows, version_of_list(rows, said_of(rows, MONTH))


def confirm_all(entity, by) -> int:
    rows = rows_to_confirm(Assignment.objects.filter(host_entity=entity), MONTH)
    return confirm_the_rest(rows, month=MONTH, by=by, shown=list_of(entity)[1])


def said_by(focal, row: Assignment, said: Said, **fields) -> Confirmation:
    stored = rows_to_confirm(Assignment.objects.filter(pk=row.pk), MONTH).get()
    shown = version_of_list([stored], said_of([stored], MONTH))
    return say(row, Statement(said, **fields), month=MONTH, by=focal, shown=shown)


def share(entity):
    found = confirmed_share(Assignment.objects.filter(host_entity=entity), MONTH)
    return found.confirmed, found.all, found.differing


def test_silence_is_not_confirmed_and_one_click_is(who, focal):
    serving(who), serving(who)
    serving(cast.host_entity("UNICEF"))
    cast.another_assignment(host_entity=who, start_date=MONTH.next.first, end_date=LATER, status="planned")
    assert share(who) == (0, 2, 0)
    assert confirm_all(who, focal) == 2
    assert share(who) == (2, 2, 0)
    assert confirm_all(who, focal) == 0


def test_a_difference_is_no_confirmation_and_is_left_by_the_click(who, focal):
    row, _other = serving(who), serving(who)
    said_by(focal, row, Said.LEFT, last=MONTH.first + timedelta(9), words="Resigned.")
    assert confirm_all(who, focal) == 1
    assert share(who) == (1, 2, 1)


def test_a_record_that_was_changed_is_no_longer_confirmed(who, focal):
    row = serving(who)
    confirm_all(who, focal)
    row.interruptions.create(first_date=MONTH.first, last_date=MONTH.first + timedelta(2), kind="unpaid_leave")
    assert share(who) == (0, 1, 0)
    assert confirm_all(who, focal) == 1
    assert share(who) == (1, 1, 0)


def test_the_days_listed_are_those_of_the_month(who):
    row = serving(who, ends=MONTH.first + timedelta(9), status="completed")
    row.interruptions.create(first_date=MONTH.first - timedelta(3), last_date=MONTH.first + timedelta(1))
    (listed,), _version = list_of(who)
    assert (listed.first_in, listed.last_in, listed.days_in) == (MONTH.first, MONTH.first + timedelta(9), 8)


def test_refuses_to_confirm_what_was_not_shown(who, focal):
    serving(who)
    _rows, shown = list_of(who)
    serving(who)
    rows = rows_to_confirm(Assignment.objects.filter(host_entity=who), MONTH)
    with pytest.raises(ActionRefused, match="changed since"):
        confirm_the_rest(rows, month=MONTH, by=focal, shown=shown)
    assert not Confirmation.objects.exists()


def test_only_the_last_twelve_complete_months_are_confirmed(who, focal):
    row = serving(who)
    assert len(months_to_confirm()) == 12
    for month in (Month.of(TODAY), months_to_confirm()[-1].before):
        with pytest.raises(ActionRefused, match="within twelve months"):
            say(row, Statement(Said.AS_LISTED), month=month, by=focal, shown="")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Said.NOT_SERVED, {}),
        (Said.NOT_SERVED, {"first": MONTH.first, "last": MONTH.next.first}),
        (Said.NOT_SERVED, {"first": MONTH.last, "last": MONTH.first}),
        (Said.LEFT, {}),
        (Said.LEFT, {"last": MONTH.last}),
        (Said.NOT_OURS, {"words": " "}),
    ],
)
def test_refuses_a_difference_without_its_days_or_words(who, focal, said, fields):
    with pytest.raises(ActionRefused):
        said_by(focal, serving(who), said, **fields)
    assert not Confirmation.objects.exists()


def test_saying_it_again_replaces_what_was_said_and_the_history_keeps_it(who, focal):
    row = serving(who)
    said_by(focal, row, Said.LEFT, last=MONTH.first)
    said = said_by(focal, row, Said.AS_LISTED)
    assert Confirmation.objects.get() == said
    assert list(said.events.order_by("pgh_id").values_list("said", flat=True)) == ["left", "as_listed"]


def verdict_on(said: Confirmation, **fields) -> Confirmation:
    by, shown = cast.programme_associate(), version_of_difference(said)
    return decide_difference(said, Verdict(**({"is_accepted": True} | fields)), by=by, shown=shown)


def test_an_accepted_difference_takes_its_step(who, focal):
    first, second, third = serving(who), serving(who), serving(who)
    day = MONTH.first + timedelta(9)
    verdict_on(said_by(focal, first, Said.LEFT, last=day), end_reason="resignation")
    absent = said_by(focal, second, Said.NOT_SERVED, first=MONTH.first, last=day)
    verdict_on(absent, interruption_kind="unpaid_leave")
    unicef = cast.host_entity("UNICEF")
    verdict_on(said_by(focal, third, Said.NOT_OURS, words="With UNICEF."), host_entity=unicef)
    first.refresh_from_db(), third.refresh_from_db()
    assert (first.status, first.end_date) == (Status.ENDED_EARLY, day)
    assert second.interruptions.get().last_date == day
    assert third.host_entity == unicef
    assert share(who) == (2, 2, 0)


def test_a_difference_is_declined_with_an_answer_and_changes_nothing(who, focal):
    row = serving(who)
    said = said_by(focal, row, Said.LEFT, last=MONTH.first)
    with pytest.raises(ActionRefused, match="says why"):
        verdict_on(said, is_accepted=False)
    verdict_on(said, is_accepted=False, answer="The pay says otherwise.")
    row.refresh_from_db()
    assert (row.status, row.end_date) == (Status.SERVING, SOON)
    assert share(who) == (0, 1, 0)


def test_a_step_that_is_refused_leaves_the_difference_open(who, focal):
    said = said_by(focal, serving(who), Said.LEFT, last=MONTH.first)
    with pytest.raises(ActionRefused, match="why the assignment ended"):
        verdict_on(said)
    said.refresh_from_db()
    assert said.outcome == Outcome.OPEN


def test_who_decides_sees_what_is_decided(who, focal):
    row = serving(who)
    said = said_by(focal, row, Said.LEFT, last=MONTH.first)
    shown = version_of_difference(said)
    said_by(focal, row, Said.LEFT, last=MONTH.first + timedelta(3))
    with pytest.raises(ActionRefused, match="changed since"):
        decide_difference(said, Verdict(True, end_reason="other"), by=cast.programme_associate(), shown=shown)


def test_somebody_missing_is_said_in_words_and_taken_back(who, focal):
    with pytest.raises(ActionRefused, match="who is missing"):
        say_missing(who, cast.country(), Statement(Said.MISSING), month=MONTH, by=focal)
    said = say_missing(who, cast.country(), Statement(Said.MISSING, words="Amara Diallo"), month=MONTH, by=focal)
    take_back_missing(said)
    assert not Confirmation.objects.exists()
    said = say_missing(who, cast.country(), Statement(Said.MISSING, words="Amara Diallo"), month=MONTH, by=focal)
    with pytest.raises(ActionRefused, match="Record the missing"):
        verdict_on(said)
    verdict_on(said, is_recorded_already=True)
    with pytest.raises(ActionRefused, match="decided meanwhile"):
        take_back_missing(said)


def a_request(entity, by, **fields) -> VolunteerRequest:
    values = {
        "title": "Nurse",
        "category": "national_specialist",
        "tasks": "Cares for patients.",
        "country": cast.country(),
        "start_date": SOON,
        "months": 12,
    } | fields
    return requests.keep_draft(VolunteerRequest(host_entity=entity, **values), by=by)


def test_a_request_is_sent_and_decided(who, focal):
    request = a_request(who, focal)
    request = requests.send(request, shown=version_of(request))
    manager = cast.programme_manager()
    with pytest.raises(ActionRefused, match="says why"):
        requests.decide(request, is_accepted=False, answer=" ", by=manager, shown=version_of(request))
    done = requests.decide(request, is_accepted=True, answer="Yes.", by=manager, shown=version_of(request))
    assert (done.state, done.decided_by, done.answer) == (RequestState.ACCEPTED, manager, "Yes.")
    with pytest.raises(ActionRefused, match="no longer be withdrawn"):
        requests.withdraw(done, shown=version_of(done))


def test_a_request_is_sent_for_a_day_to_come_and_withdrawn_before_it_is_decided(who, focal):
    late = a_request(who, focal, start_date=TODAY)
    with pytest.raises(ActionRefused, match="later one"):
        requests.send(late, shown=version_of(late))
    sent = requests.send(request := a_request(who, focal), shown=version_of(request))
    with pytest.raises(ActionRefused, match="changed since"):
        requests.withdraw(sent, shown=version_of(request))
    assert requests.withdraw(sent, shown=version_of(sent)).state == RequestState.WITHDRAWN


def test_a_request_holds_its_numbers(who, focal):
    for fields in ({"months": 0}, {"places": 0}, {"places": 501}, {"months": 97}, {"category": "king"}):
        with pytest.raises(ActionRefused):
            a_request(who, focal, **fields)


@pytest.fixture
def readers(who, focal):
    nepal = cast.focal_point(who, "nepal@portal.test")
    HostEntityRoleCountry.objects.create(role=nepal.host_entity_roles.get(), country=cast.country("NPL"))
    unicef = cast.host_entity("UNICEF")
    other = cast.focal_point(unicef, "other@portal.test")
    person = cast.another_volunteer("Achieng", user=cast.user("zawadi@portal.test"))
    japan = cast.funding_partner("JAPAN")
    for entity, by in ((who, focal), (unicef, other)):
        for country in ("KEN", "NPL"):
            place = cast.country(country)
            row = serving(entity, country=place, funding_partner=japan)
            asked(row, by)
            said_by(by, row, Said.LEFT, last=MONTH.first)
            a_request(entity, by, country=place)
    own = serving(who, volunteer=person)
    asked(own, focal)
    return {
        "focal": focal,
        "nepal": nepal,
        "other": other,
        "volunteer": person.user,
        "partner": cast.representative(japan),
        "nobody": cast.user("nobody@portal.test"),
        "inactive": cast.focal_point(who, "gone@portal.test", is_active=False),
        "associate": cast.programme_associate(),
    }


@pytest.mark.parametrize(("model", "own"), [(HostWish, 3), (Confirmation, 2), (VolunteerRequest, 2)])
def test_what_a_host_entity_says_is_seen_by_its_own_and_by_staff(readers, model, own):
    """By the code and by the database alike."""
    counts = {"focal": own, "nepal": 1, "other": 2, "associate": own + 2}
    for name, reader in readers.items():
        allowed = set(model.objects.visible_to(reader).values_list("pk", flat=True))
        with only_for(reader):
            given = set(model.objects.values_list("pk", flat=True))
        assert (name, given) == (name, allowed)
        assert (name, len(given)) == (name, counts.get(name, 0))


def test_a_step_of_the_host_is_taken_past_the_fence_after_it_was_asked_inside(readers, who):
    row = serving(who)
    with only_for(readers["focal"]):
        assert Assignment.objects.hosted_for(readers["focal"]).filter(pk=row.pk).exists()
        with lifted():
            made = asked(row, readers["focal"])
        assert HostWish.objects.filter(pk=made.pk).exists()
