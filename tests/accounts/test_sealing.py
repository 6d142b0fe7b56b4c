"""The chain of seals: whoever changes the history behind the portal's back is found, row and all."""

import re
from datetime import timedelta

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from accounts.models import HistorySeal, SealedRows
from accounts.sealing import newest_seal, rows_not_sealed, seal, verify
from accounts.tasks import seal_the_history
from partners.models import Initiative
from tests import cast

pytestmark = pytest.mark.django_db
EVENTS = "partners_initiativeevent"


def tamper(statement, *parameters):
    """As somebody who may do all in the database: its owner, acting as the keeper."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE unvportal_history")
        cursor.execute(statement, parameters)
        cursor.execute("RESET ROLE")


@pytest.fixture
def history():
    """A chain of three seals over the life of a few initiatives."""
    rows = [cast.initiative(f"I{number}") for number in range(5)]
    seal()
    Initiative.objects.update(name="Changed")
    seal()
    rows[0].delete()
    return seal()


def event(code="I1", label="update"):
    return Initiative.pgh_event_model.objects.get(code=code, pgh_label=label)


def test_what_was_sealed_is_found_as_it_was(history):
    verdict = verify()
    assert (verdict.is_whole, verdict.newest) == (True, history)
    assert verdict.rows == sum(HistorySeal.objects.values_list("rows", flat=True)) >= 11
    assert rows_not_sealed() == 0


def test_each_seal_covers_what_came_since_the_one_before(history):
    assert history.rows == 1
    assert history.previous_hash == HistorySeal.objects.get(pk=history.pk - 1).hash
    assert seal() is None
    cast.initiative("LATER")
    assert rows_not_sealed() == 1
    assert newest_seal() == history


def test_a_row_committed_late_under_an_earlier_number_is_sealed_too(history):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'pgh_id'))", [EVENTS])
        left_open = cursor.fetchone()[0]
    cast.initiative("AFTER")
    seal()
    tamper(
        f"INSERT INTO {EVENTS} (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, id, code, name) "
        "VALUES (%s, now(), 'insert', 0, 0, 'LATE', 'Late')",
        left_open,
    )
    assert rows_not_sealed() == 1
    assert seal().rows == 1
    assert verify().is_whole


def test_a_changed_row_is_named(history):
    changed = event()
    tamper(f"UPDATE {EVENTS} SET name = 'Forged' WHERE pgh_id = %s", changed.pk)
    fault = verify().fault
    assert f"{EVENTS} {changed.pk}" in fault
    assert f"initiative {changed.pgh_obj_id}" in fault
    assert "changed" in fault


def test_a_deleted_row_is_named(history):
    removed = event(label="insert")
    tamper(f"ALTER TABLE {EVENTS} DISABLE TRIGGER USER")
    tamper(f"DELETE FROM {EVENTS} WHERE pgh_id = %s", removed.pk)
    fault = verify().fault
    assert f"{EVENTS} {removed.pk} is missing" in fault


def test_another_author_is_noticed():
    with pghistory.context(user=1):
        cast.initiative("MINE")
    seal()
    tamper("UPDATE pghistory_context SET metadata = '{\"user\": 2}'")
    assert "was changed" in verify().fault


FIRST = "(SELECT min(id) FROM accounts_historyseal)"


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE accounts_sealedrows SET digests = substr(digests, 1, 16) WHERE seal_id = {FIRST}",
        f"UPDATE accounts_historyseal SET reason = 'because' WHERE id = {FIRST}",
        f"UPDATE accounts_historyseal SET sealed_at = now() WHERE id = {FIRST}",
        f"UPDATE accounts_historyseal SET hash = repeat('0', 64) WHERE id = {FIRST}",
        f"DELETE FROM accounts_sealedrows WHERE seal_id = {FIRST}",
    ],
)
def test_a_changed_seal_is_noticed(history, statement):
    tamper(statement)
    verdict = verify()
    assert "Seal" in verdict.fault
    assert verdict.seals == 0


def test_a_removed_seal_is_noticed(history):
    middle = history.pk - 1
    tamper("DELETE FROM accounts_sealedrows WHERE seal_id = %s", middle)
    tamper("DELETE FROM accounts_historyseal WHERE id = %s", middle)
    assert "does not continue" in verify().fault


def test_a_new_column_leaves_old_seals_as_they_are(history):
    tamper(f"ALTER TABLE {EVENTS} ADD COLUMN later_added text NOT NULL DEFAULT 'new'")
    assert verify().is_whole
    tamper(f"ALTER TABLE {EVENTS} DROP COLUMN name")
    assert "name is gone" in verify().fault


def seal_again(reason, *events):
    spans = "{" + ",".join(f"[{event.pk},{event.pk + 1})" for event in events) + "}"
    tamper("SELECT portal_seal_rows(%s, %s::int8multirange[], %s)", [EVENTS], [spans], reason)


def test_rows_sealed_again_with_a_reason_count_as_they_are_now(history):
    changed, other = event(), event("I2")
    tamper(f"UPDATE {EVENTS} SET name = 'Erased' WHERE pgh_id = %s", changed.pk)
    seal_again("Erasure", changed)
    assert verify().is_whole
    tamper(f"UPDATE {EVENTS} SET name = 'Forged' WHERE pgh_id = %s", other.pk)
    assert f"{EVENTS} {other.pk}" in verify().fault


def test_commands_say_the_hash_and_how_far_it_holds(history, capsys):
    call_command("seal_history")
    printed = re.search(r"[0-9a-f]{64}", capsys.readouterr().out)[0]
    assert printed == history.hash
    call_command("verify_history", hash=printed)
    said = capsys.readouterr().out
    assert f"{history.hash}." in said
    assert "0 rows came since" in said
    with pytest.raises(CommandError, match="No seal has the hash"):
        call_command("verify_history", hash="0" * 64)
    tamper(f"UPDATE {EVENTS} SET name = 'Forged' WHERE pgh_id = %s", event().pk)
    with pytest.raises(CommandError, match="was changed after it was sealed"):
        call_command("verify_history")


def test_the_night_seals(history):
    cast.initiative("TODAY")
    seal_the_history()
    assert newest_seal().sealed_at - history.sealed_at < timedelta(minutes=5)
    assert rows_not_sealed() == 0
    assert SealedRows.objects.filter(seal=newest_seal()).count() == 1


def test_the_newest_hash_is_published_on_the_page_of_methods(client, history):
    assert history.hash in client.get(reverse("method")).content.decode()
