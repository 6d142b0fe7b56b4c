"""Several assignments at once: tried out and shown, done as shown, refused one by one, with the history of each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.changes import changes_of
from assignments.models import Assignment, AssignmentInitiative, Extension
from tests import cast
from workspaces import bulk

pytestmark = pytest.mark.django_db
BULK, LIST = reverse("workspace_assignments_bulk"), reverse("workspace_assignments")
TODAY = localdate()
NEXT_YEAR = TODAY + timedelta(400)


@pytest.fixture
def associate(client):
    person = cast.programme_associate(name="Ana Lima")
    client.force_login(person)
    return person


def serving(**fields) -> Assignment:
    days = {"start_date": TODAY - timedelta(100), "end_date": TODAY + timedelta(50)}
    return cast.another_assignment(**days | fields)


def go(client, action, rows, *, address=BULK, **typed):
    return client.post(address, {"action": action, "row": [row.pk for row in rows]} | typed)


def tried(client, action, rows, **typed):
    response = go(client, action, rows, step="try", **typed)
    assert response.status_code == 200
    return response


def confirmed(client, action, rows, **typed):
    """Tried out and confirmed at once, as the pages do."""
    shown = tried(client, action, rows, **typed).context["shown"]
    return go(client, action, rows, step="do", shown=shown, **typed)


def told(response, which="done"):
    return {
        outcome.assignment.pk: [(one.label, one.before, one.after) for one in outcome.differences] or outcome.refusal
        for outcome in response.context[which]
    }


EXTENSION = {"until": NEXT_YEAR.isoformat(), "agreed_by": "Eva Berg", "funded_until": NEXT_YEAR.isoformat()}


def test_extends_those_that_may_be_and_says_why_of_the_others(client, associate):
    first, second, planned = serving(), serving(), serving(status="planned", start_date=TODAY + timedelta(9))
    preview = tried(client, "extend", [first, second, planned], **EXTENSION)
    assert [label for label, _old, _new in told(preview)[first.pk]] == ["last day"]
    assert "has not begun" in told(preview, "refused")[planned.pk]
    assert not Extension.objects.exists()
    first.refresh_from_db()
    assert first.end_date == TODAY + timedelta(50)
    done = go(client, "extend", [first, second], step="do", shown=preview.context["shown"], **EXTENSION)
    assert set(told(done)) == {first.pk, second.pk}
    assert set(Assignment.objects.filter(end_date=NEXT_YEAR)) == {first, second}
    assert {one.decided_by for one in Extension.objects.all()} == {"Eva Berg"}
    change = changes_of(Assignment, first.pk)[0]
    assert (change.by, "extend (2)" in change.through) == ("Ana Lima", True)


def test_goes_back_to_the_values_with_those_ticked_and_those_refused(client, associate):
    kept, planned, left = serving(), serving(status="planned", start_date=TODAY + timedelta(9)), serving()
    preview = tried(client, "extend", [kept, planned, left], **EXTENSION)
    assert b"Change the values" in preview.content
    back = go(client, "extend", [kept], step="edit", refused=[planned.pk], **EXTENSION)
    assert back.status_code == 200
    assert {row.pk for row in back.context["rows"]} == {kept.pk, planned.pk}
    assert 'value="Eva Berg"' in back.content.decode()
    assert "errorlist" not in back.content.decode()


def test_values_can_be_changed_where_all_are_refused(client, associate):
    planned = serving(status="planned", start_date=TODAY + timedelta(9))
    assert b"Change the values" in tried(client, "extend", [planned], **EXTENSION).content
    back = go(client, "extend", [], step="edit", refused=[planned.pk], **EXTENSION)
    assert [row.pk for row in back.context["rows"]] == [planned.pk]


def test_ends_several_early_with_a_reason(client, associate):
    rows = [serving(), serving()]
    done = confirmed(client, "end", rows, on=TODAY.isoformat(), reason="funding_ended")
    assert [label for label, _old, _new in told(done)[rows[0].pk]] == ["status", "last day", "reason for an early end"]
    assert Assignment.objects.filter(status="ended_early", end_date=TODAY, end_reason="funding_ended").count() == 2


def test_tags_with_an_initiative_once(client, associate):
    tagged, other, cancelled = serving(), serving(), serving(status="cancelled")
    svf = cast.initiative("SVF")
    tagged.initiative_rows.create(initiative=svf)
    done = confirmed(client, "tag", [tagged, other, cancelled], initiative=svf.pk)
    assert told(done) == {other.pk: [("initiatives", "", "Initiative SVF")]}
    assert told(done, "refused").keys() == {tagged.pk, cancelled.pk}
    assert AssignmentInitiative.objects.count() == 2


def test_sets_the_funding_partner_with_a_reason_that_the_history_keeps(client, associate):
    japan = cast.funding_partner("JAPAN")
    row, same = serving(), serving(funding_partner=japan)
    done = confirmed(client, "fund", [row, same], funding_partner=japan.pk, reason="Missing in the sheet of May")
    assert told(done) == {row.pk: [("funding partner", "", "Partner JAPAN")]}
    assert told(done, "refused")[same.pk] == "Nothing differs from what is recorded."
    assert "Missing in the sheet of May" in changes_of(Assignment, row.pk)[0].through


def test_what_was_changed_since_it_was_shown_is_left_alone_the_rest_is_done(client, associate):
    stale, fresh = serving(), serving()
    preview = tried(client, "extend", [stale, fresh], **EXTENSION)
    Assignment.objects.filter(pk=stale.pk).update(end_date=TODAY + timedelta(60))
    done = go(client, "extend", [stale, fresh], step="do", shown=preview.context["shown"], **EXTENSION)
    assert told(done).keys() == {fresh.pk}
    assert "Nothing was done: changed meanwhile" in told(done, "refused")[stale.pk]
    stale.refresh_from_db()
    assert stale.end_date == TODAY + timedelta(60)


def test_a_part_that_came_meanwhile_counts_as_a_change(client, associate):
    row = serving()
    shown = tried(client, "end", [row], on=TODAY.isoformat(), reason="other").context["shown"]
    row.interruptions.create(first_date=TODAY, last_date=TODAY)
    done = go(client, "end", [row], step="do", shown=shown, on=TODAY.isoformat(), reason="other")
    assert told(done) == {}


@pytest.mark.parametrize("shown", [None, "", "nonsense", "{}"])
def test_nothing_is_done_that_was_not_shown(client, associate, shown):
    row = serving()
    typed = EXTENSION | ({} if shown is None else {"shown": shown})
    response = go(client, "extend", [row], step="do", **typed)
    assert b"Nothing has been changed yet" in response.content
    row.refresh_from_db()
    assert row.end_date == TODAY + timedelta(50)
    other = serving()
    shown_of_other = tried(client, "extend", [other], **EXTENSION).context["shown"]
    done = go(client, "extend", [row], step="do", shown=shown_of_other, **EXTENSION)
    assert told(done) == {}


def test_all_that_match_are_those_of_the_filters(client, associate):
    kept = [serving(country=cast.country("UGA")) for _ in range(3)]
    serving(country=cast.country("KEN"))
    response = client.post(f"{BULK}?country=UGA", {"action": "tag", "all": "1"})
    assert {row.pk for row in response.context["rows"]} == {row.pk for row in kept}
    assert response.context["list_url"] == f"{LIST}?country=UGA"


def test_too_many_none_and_nothing_to_do_are_refused_with_a_sentence(client, associate, monkeypatch):
    from workspaces.views import bulk as page

    monkeypatch.setattr(page, "MOST", 2)
    rows = [serving() for _ in range(3)]
    for typed, sentence in (
        ({"action": "tag", "all": "1"}, "at most 2 rows at a time"),
        ({"action": "tag"}, "tick the rows first"),
        ({"action": "", "row": [rows[0].pk]}, "choose what to do"),
        ({"action": "drop", "row": [rows[0].pk]}, "choose what to do"),
        ({"action": "tag", "row": ["x", "9" * 30]}, "tick the rows first"),
    ):
        assert sentence in client.post(BULK, typed, follow=True).content.decode()


def test_what_is_typed_wrongly_is_said_and_kept(client, associate):
    response = go(client, "extend", [serving()], step="try", **EXTENSION | {"until": "soon"})
    assert response.status_code == 422
    assert "Write the day as" in response.content.decode()
    assert 'value="Eva Berg"' in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("programme_associate", 200),
        ("programme_manager", 200),
        ("superuser", 200),
        ("auditor", 404),
        ("results_officer", 404),
        ("administrator", 404),
        ("focal_point", 404),
        ("representative", 404),
    ],
)
def test_only_who_records_acts_upon_several(client, role, status):
    row = serving(host_entity=cast.host_entity(), funding_partner=cast.funding_partner())
    client.force_login(getattr(cast, role)())
    assert go(client, "tag", [row]).status_code == status
    assert (b'name="row"' in client.get(LIST).content) == (status == 200)
    assert client.get(BULK).status_code == 405


def test_trying_out_takes_as_many_queries_a_row_for_twelve_as_for_six(client, associate, django_assert_max_num_queries):
    action, data = bulk.ACTIONS["tag"], {"initiative": cast.initiative()}
    rows = bulk.rows_of([serving().pk for _ in range(12)], associate)
    with django_assert_max_num_queries(12 * 14):
        outcomes = bulk.try_out(action, rows, data)
    assert not any(outcome.refusal for outcome in outcomes)
    assert not AssignmentInitiative.objects.exists()
