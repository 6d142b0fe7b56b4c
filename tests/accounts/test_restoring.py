"""Deleted records come back by one action, with what went with them; or a sentence says why not."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.changes import changes_of
from accounts.restoring import CannotRestore, restore
from assignments.models import Assignment, Interruption
from tests import cast
from tests.shown_pages import choose
from volunteers.models import OtherNationality, Volunteer

pytestmark = pytest.mark.django_db


def last_event(model, pk):
    return model.pgh_event_model.objects.filter(pgh_obj_id=pk).latest("pgh_id").pk


@pytest.fixture
def gone():
    """An assignment with an interruption, an initiative and a duty station, deleted at once."""
    row = cast.assignment()
    row.interruptions.create(first_date="2020-03-01", last_date="2020-03-10")
    row.duty_stations.create(first_date="2020-01-01", last_date="2020-12-31", place="Kisumu")
    row.initiative_rows.create(initiative=cast.initiative())
    number = row.pk
    row.delete()
    return number


def test_a_record_comes_back_under_its_number_with_all_that_went_with_it(gone):
    rows = restore(Assignment, gone, last_seen=last_event(Assignment, gone))
    row = Assignment.objects.get(pk=gone)
    assert len(rows) == 4
    assert (row.assignment_number, row.end_date.isoformat()) == ("A1", "2020-12-31")
    assert [str(found.first_date) for found in row.interruptions.all()] == ["2020-03-01"]
    assert row.duty_stations.get().place == "Kisumu"
    assert row.initiatives.get() == cast.initiative()
    assert [change.kind for change in changes_of(Assignment, gone)] == ["insert", "delete", "insert"]


def test_what_was_deleted_before_stays_deleted():
    row = cast.assignment()
    kept = row.interruptions.create(first_date="2020-03-01", last_date="2020-03-10")
    earlier = row.interruptions.create(first_date="2020-05-01", last_date="2020-05-10")
    number, kept_number = row.pk, kept.pk
    earlier.delete()
    set_back(Interruption)
    row.delete()
    restore(Assignment, number, last_seen=last_event(Assignment, number))
    assert list(Interruption.objects.values_list("pk", flat=True)) == [kept_number]


def set_back(model):
    """Within one test's transaction all events bear one time: give those so far an earlier one."""
    with connection.cursor() as cursor:
        table = model.pgh_event_model._meta.db_table
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET pgh_created_at = pgh_created_at - interval '1 hour'")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_a_taken_number_refuses_with_a_sentence_and_restores_nothing(gone):
    taken = cast.assignment("A1", volunteer=cast.another_volunteer())
    with pytest.raises(CannotRestore, match="same number or code"):
        restore(Assignment, gone, last_seen=last_event(Assignment, gone))
    assert list(Assignment.objects.all()) == [taken]
    assert not Interruption.objects.exists()


def test_rules_that_hold_today_hold_for_what_comes_back(gone):
    cast.assignment("A2")
    with pytest.raises(CannotRestore, match="already has an onsite assignment"):
        restore(Assignment, gone, last_seen=last_event(Assignment, gone))


def test_what_it_points_to_comes_first(gone):
    Volunteer.objects.all().delete()
    with pytest.raises(CannotRestore, match="Restore that first"):
        restore(Assignment, gone, last_seen=last_event(Assignment, gone))


def test_nobody_restores_what_they_did_not_see(gone):
    seen = last_event(Assignment, gone)
    restore(Assignment, gone, last_seen=seen)
    with pytest.raises(CannotRestore, match="look at its history again"):
        restore(Assignment, gone, last_seen=seen)


def test_a_manager_restores_by_one_action_from_the_list_of_deleted_ones(client):
    person = cast.volunteer()
    OtherNationality.objects.create(volunteer=person, country=cast.country("BEL"))
    number = person.pk
    Volunteer.objects.all().delete()
    client.force_login(cast.programme_manager(name="Mina Manager"))
    deleted = client.get(reverse("admin:volunteers_volunteer_deleted")).content.decode()
    address = reverse("admin:volunteers_volunteer_restore", args=[number])
    assert address in deleted
    seen = last_event(Volunteer, number)
    assert f'name="last_seen" value="{seen}"' in deleted
    response = client.post(address, {"last_seen": seen}, follow=True)
    assert "was restored, and 1 row that was deleted with it." in response.content.decode()
    assert Volunteer.objects.get(pk=number).other_nationality_rows.count() == 1
    change = changes_of(Volunteer, number)[0]
    assert (change.by, change.through) == ("Mina Manager", address)
    assert "restored since" in client.get(reverse("admin:volunteers_volunteer_deleted")).content.decode()
    again = client.post(address, {"last_seen": seen}, follow=True)
    assert "Nothing was restored." in again.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("programme_associate", 403), ("auditor", 403), ("programme_manager", 302), ("superuser", 302)]
)
def test_only_who_undoes_restores(client, gone, who, status):
    client.force_login(getattr(cast, who)())
    address = reverse("admin:assignments_assignment_restore", args=[gone])
    assert client.get(address).status_code == 405
    assert client.post(address, {"last_seen": last_event(Assignment, gone)}).status_code == status
    assert Assignment.objects.exists() == (status == 302)


@pytest.mark.parametrize("app", ["volunteers_volunteer", "partners_hostentity", "partners_fundingpartner"])
def test_a_record_that_others_need_is_not_deleted_and_the_page_says_what_to_do_instead(client, app):
    row = cast.assignment(funding_partner=cast.funding_partner())
    found = {"volunteer": row.volunteer, "hostentity": row.host_entity, "fundingpartner": row.funding_partner}
    record = found[app.partition("_")[2]]
    client.force_login(cast.superuser())
    page = client.get(reverse(f"admin:{app}_delete", args=[record.pk])).content.decode()
    assert str(type(record).instead_of_deleting) in page.replace("&#x27;", "'")
    assert "Yes, I" not in page
    many = delete_in_the_list(client, app, record)
    assert str(type(record).instead_of_deleting) in many
    assert type(record).objects.filter(pk=record.pk).exists()


def delete_in_the_list(client, app, record) -> str:
    page = choose(client, reverse(f"admin:{app}_changelist"), "delete_selected", [record], post="yes")
    return page.content.decode()


def test_an_entity_with_focal_points_only_is_kept_too(client):
    person = cast.focal_point(cast.host_entity("WHO"))
    client.force_login(cast.superuser())
    entity = cast.host_entity("WHO")
    page = client.get(reverse("admin:partners_hostentity_delete", args=[entity.pk])).content.decode()
    assert "is not deleted." in page
    assert person.host_entity_roles.exists()
