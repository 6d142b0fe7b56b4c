"""Erasing one person: nothing tells who it was, all that counts is as before, and the chain of seals still holds."""

import os
from datetime import date

import pghistory
import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.changes import changes_of
from accounts.sealing import rows_not_sealed, seal, verify
from assignments.models import Assignment
from tests import cast
from volunteers.erasing import CannotErase, due_for_erasure, erase
from volunteers.merging import merge, picture_of_both
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
SECRETS = ["Okoth", "Wanjiru", "Zawadi", "R-SECRET", "R-FORMER", "zawadi@portal.test", "w@example.org", "1990-05-17"]


@pytest.fixture
def person():
    """Somebody who was renamed, signs in, was recorded twice, has a certificate, and whose page is in the history."""
    user = cast.user("zawadi@portal.test", name="Zawadi Okoth")
    row = cast.volunteer("R-SECRET", given_name="Zawadi", user=user, email="w@example.org")
    twice = cast.volunteer("R-FORMER", given_name="Wanjiru")
    cast.assignment("A1", volunteer=row)
    cast.certificate(row)
    with pghistory.context(url="/workspace/volunteers/R-SECRET/", user=user.pk):
        Volunteer.objects.filter(pk=row.pk).update(given_name="Wanjiru")
    row.refresh_from_db()
    merge(row, twice, taken={}, shown=picture_of_both([row, twice]), by=cast.programme_manager())
    seal()
    return row


def everything_told() -> str:
    """All tables of records, events and contexts as text, other people's aside."""
    told = []
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    with connection.cursor() as cursor:
        for model in models:
            if model._meta.app_label in {"volunteers", "accounts", "account", "imports", "pghistory", "assignments"}:
                cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{model._meta.db_table}" t')
                told.append(cursor.fetchone()[0] or "")
    return "\n".join(told)


def test_nothing_tells_who_it_was_and_what_counts_stays(person):
    before = {secret for secret in SECRETS if secret in everything_told()}
    assert before == set(SECRETS)
    done = erase(person, reason="asked for, letter 12/2026")
    assert [secret for secret in SECRETS if secret in everything_told()] == []
    row = Volunteer.objects.get()
    assert row.roster_number == done.number
    assert (row.birth_date, row.nationality) == (date(1990, 1, 1), cast.country("FRA"))
    assert Assignment.objects.get().volunteer == row
    assert [(one.content, one.is_revoked) for one in row.certificates.all()] == [(None, True)]
    assert not row.user.is_active
    assert not row.user.has_usable_password()


def test_the_fact_of_each_change_stays(person):
    def facts():
        return [(change.kind, change.by != "", change.at) for change in changes_of(Volunteer, person.pk)]

    before = facts()
    erase(person, reason="asked for")
    after = facts()
    assert after[-len(before) :] == before
    renamed = changes_of(Volunteer, person.pk)[-2]
    assert [(field.before != field.after) for field in renamed.fields] == [True]


def test_the_chain_holds_and_says_why(person):
    erase(person, reason="asked for")
    verdict = verify()
    assert verdict.fault == ""
    assert rows_not_sealed() == 0
    reasons = list(type(verdict.newest).objects.exclude(reason="").values_list("reason", flat=True))
    assert reasons == [f"Erasure of volunteer {person.pk}: asked for"]


def test_twice_changes_nothing_more(person):
    erase(person, reason="asked for")
    first = everything_told().count("Erased")
    erase(Volunteer.objects.get(), reason="asked for again")
    assert verify().is_whole
    assert everything_told().count("Erased") >= first


def test_without_a_reason_nobody_is_erased(person):
    with pytest.raises(CannotErase, match="Say why"):
        erase(person, reason=" ")


def test_the_command_says_first_what_it_would_do(person, capsys):
    call_command("erase_person", "R-FORMER")
    assert "Would erase" in capsys.readouterr().out
    assert Volunteer.objects.get().roster_number == "R-SECRET"
    call_command("erase_person", "R-FORMER", yes=True, reason="asked for")
    assert "ERASED-" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nobody has the roster number R-SECRET"):
        call_command("erase_person", "R-SECRET")


def test_the_role_of_the_running_portal_cannot(person):
    with psycopg.connect(os.environ["DATABASE_WEB_URL"], dbname=connection.settings_dict["NAME"]) as web:
        held = web.execute("SELECT pg_has_role(session_user, 'unvportal_history', 'MEMBER')").fetchone()[0]
        assert held is False


def test_who_is_due_is_said_by_the_years_in_the_settings(settings, capsys):
    old = cast.volunteer("R1", registered_date=date(2005, 1, 1))
    cast.volunteer("R2", registered_date=date(2005, 1, 1))
    cast.assignment("A1", volunteer=old, start_date=date(2008, 6, 1), end_date=date(2009, 1, 31))
    cast.assignment("A2", volunteer=Volunteer.objects.get(roster_number="R2"))
    assert not due_for_erasure().exists()
    settings.PERSONAL_DATA_KEPT_YEARS = 10
    assert [row.roster_number for row in due_for_erasure(on=date(2026, 1, 1))] == ["R1"]
    assert not due_for_erasure(on=date(2018, 1, 1)).exists()
    call_command("erase_person", due=True)
    assert "R1  2009-01-31" in capsys.readouterr().out
