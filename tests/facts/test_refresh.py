"""Facts that are brought up to date are those of a rebuild, whatever was edited by whomever in the meantime."""

import os
from datetime import date, timedelta
from unittest import mock

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import JobRun
from assignments.models import Assignment, AssignmentInitiative, Interruption
from facts.actions import aggregation
from facts.actions.aggregation import aggregate, is_up_to_date, reconcile
from facts.actions.reading import read_records
from facts.actions.runs import keep_up
from facts.models import FactState
from partners.models import Country, GlobalSouthMembership, HostEntity, Initiative, RegionMembership
from tests import cast
from tests.calculation.random_records import make_reference
from tests.facts.stored_facts import differences
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)

IS_SOAK = os.environ.get("UNVPORTAL_SOAK") == "1"
FIRST = date(2019, 10, 1)
CUTOFFS = [date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 12, 31), date(2021, 1, 31)]
DAYS = st.integers(0, 500).map(lambda number: FIRST + timedelta(number))
LENGTHS = st.sampled_from([0, 1, 27, 60, 200, 700])
CATEGORIES = ["national_specialist", "national_youth", "community", "refugee"]
STATUSES = ["planned", "serving", "completed", "ended_early", "cancelled"]
TABLES = [
    *("assignments_assignmentinitiative", "assignments_interruption", "assignments_assignment"),
    *("volunteers_othernationality", "volunteers_volunteer", "partners_regionmembership"),
    *("partners_globalsouthmembership", "partners_groupmembership", "partners_hostentitygroup", "partners_hostentity"),
    *("partners_fundingpartner", "partners_initiative", "partners_country"),
]


def empty_everything():
    with connection.cursor() as cursor:
        events = ", ".join(f"{table}event" for table in TABLES)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, {events} CASCADE")
        cursor.execute("TRUNCATE facts_fact, facts_forecast, facts_factstate, facts_protectedyear CASCADE")


class Editing(RuleBasedStateMachine):
    """Staff edit, others hold transactions open, months close; now and then facts are brought up to date."""

    @initialize()
    def begin(self):
        empty_everything()
        make_reference()
        self.cutoff = 0
        self.numbers = 0
        self.other = connection.copy()
        self.other.set_autocommit(False)
        self.is_other_open = False
        self.slow = cast.volunteer("SLOW", nationality="FRA", birth_date=date(1990, 1, 1), sex="female")
        cast.assignment("SLOW-1", volunteer=self.slow, host_entity=HostEntity.objects.get(code="WHO"))

    def teardown(self):
        if hasattr(self, "other"):
            self.other.rollback()
            self.other.close()

    def number(self):
        self.numbers += 1
        return f"N{self.numbers}"

    def edit(self, change):
        """A change inside two transactions, as the admin makes them; what the database refuses did not happen."""
        try:
            with transaction.atomic(), transaction.atomic():
                change()
        except IntegrityError:
            return

    def one_of(self, model, data):
        rows = list(model.objects.exclude(**{self.mine(model): "SLOW"} if self.mine(model) else {}).order_by("pk"))
        return data.draw(st.sampled_from(rows)) if rows else None

    @staticmethod
    def mine(model):
        names = {
            Volunteer: "roster_number",
            Assignment: "volunteer__roster_number",
            Interruption: "assignment__volunteer__roster_number",
            AssignmentInitiative: "assignment__volunteer__roster_number",
        }
        return names.get(model)

    @rule(
        born=st.sampled_from([None, date(1995, 2, 28), date(1996, 2, 29), date(1960, 12, 31)]),
        sex=st.sampled_from(["female", "male", "other", ""]),
        nation=st.sampled_from(["KEN", "MLI", "FRA", "XXA"]),
    )
    def register(self, born, sex, nation):
        self.edit(lambda: cast.volunteer(self.number(), nationality=nation, birth_date=born, sex=sex))

    @rule(data=st.data(), first=DAYS, length=LENGTHS, status=st.sampled_from(STATUSES), is_online=st.booleans())
    def assign(self, data, first, length, status, is_online):
        person, entity = self.one_of(Volunteer, data), self.one_of(HostEntity, data)
        country = data.draw(st.sampled_from(list(Country.objects.exclude(alpha3="XXA").order_by("pk"))))
        if person is None:
            return
        self.edit(
            lambda: cast.assignment(
                self.number(),
                volunteer=person,
                host_entity=entity,
                country=country,
                category="online" if is_online else data.draw(st.sampled_from(CATEGORIES)),
                modality="online" if is_online else "onsite",
                status=status,
                start_date=first,
                end_date=first + timedelta(length),
            )
        )

    @rule(data=st.data(), what=st.sampled_from(["status", "end", "start", "entity", "country", "category", "person"]))
    def change_assignment(self, data, what):
        row = self.one_of(Assignment, data)
        if row is None:
            return
        if what == "status":
            row.status = data.draw(st.sampled_from(STATUSES))
        elif what == "end":
            row.end_date = row.start_date + timedelta(data.draw(LENGTHS))
        elif what == "start":
            row.start_date = row.end_date - timedelta(data.draw(LENGTHS))
        elif what == "entity":
            row.host_entity = self.one_of(HostEntity, data)
        elif what == "country":
            row.country = self.one_of(Country, data)
        elif what == "category" and row.modality == "onsite":
            row.category = data.draw(st.sampled_from(CATEGORIES))
        elif what == "person":
            row.volunteer = self.one_of(Volunteer, data)
        self.edit(row.save)

    @rule(data=st.data())
    def change_volunteer(self, data):
        person = self.one_of(Volunteer, data)
        if person is None:
            return
        person.sex = data.draw(st.sampled_from(["female", "male", ""]))
        person.has_disability = data.draw(st.sampled_from([None, True, False]))
        person.nationality = self.one_of(Country, data)
        person.birth_date = data.draw(st.sampled_from([None, person.birth_date, date(1980, 5, 5)]))
        self.edit(person.save)

    @rule(data=st.data())
    def merge_two_people(self, data):
        one, other = self.one_of(Volunteer, data), self.one_of(Volunteer, data)
        if one is None or one == other:
            return

        def merge():
            other.assignments.update(volunteer=one)
            other.delete()

        self.edit(merge)

    @rule(data=st.data(), model=st.sampled_from([Assignment, Interruption, AssignmentInitiative]))
    def delete(self, data, model):
        row = self.one_of(model, data)
        if row is not None:
            self.edit(row.delete)

    @rule(data=st.data(), length=LENGTHS, place=st.integers(0, 100))
    def interrupt(self, data, length, place):
        row = self.one_of(Assignment, data)
        if row is None:
            return
        first = row.start_date + timedelta(place * (row.end_date - row.start_date).days // 100)
        last = min(first + timedelta(length), row.end_date)
        self.edit(lambda: Interruption.objects.create(assignment=row, first_date=first, last_date=last))

    @rule(data=st.data())
    def tag(self, data):
        row, initiative = self.one_of(Assignment, data), self.one_of(Initiative, data)
        if row is not None:
            self.edit(lambda: AssignmentInitiative.objects.create(assignment=row, initiative=initiative))

    @rule(data=st.data(), region=st.sampled_from(["africa", "arab_states", "asia_pacific"]), is_gone=st.booleans())
    def move_country(self, data, region, is_gone):
        row = self.one_of(RegionMembership, data)
        if row is None:
            return
        row.region = region
        self.edit(row.delete if is_gone else row.save)

    @rule(data=st.data())
    def change_global_south(self, data):
        row = self.one_of(GlobalSouthMembership, data)
        row.is_global_south = not row.is_global_south
        self.edit(row.save)

    @rule(data=st.data(), model=st.sampled_from([HostEntity, Initiative, Country]), name=st.sampled_from("ABC"))
    def rename(self, data, model, name):
        """A code or only a name is changed, or a row comes that nobody uses yet."""
        row = self.one_of(model, data)
        if model is Country:
            row.alpha3 = data.draw(st.sampled_from([row.alpha3, name * 3]))
            row.name_en = name
        else:
            row.code = data.draw(st.sampled_from([row.code, name]))
            row.name = name
        row.pk = data.draw(st.sampled_from([row.pk, row.pk, None]))
        self.edit(row.save)

    @rule(first=DAYS, count=st.integers(1, 4))
    def import_rows(self, first, count):
        """Many rows in one statement, and an update past the models."""
        people = list(Volunteer.objects.exclude(roster_number="SLOW"))[:count]
        entity = HostEntity.objects.order_by("pk").first()
        made = [
            Assignment(
                assignment_number=self.number(),
                volunteer=person,
                host_entity=entity,
                country=Country.objects.exclude(alpha3="XXA").order_by("pk").first(),
                category="online",
                modality="online",
                status="completed",
                start_date=first,
                end_date=first + timedelta(40),
            )
            for person in people
        ]

        def write():
            Assignment.objects.bulk_create(made)
            Volunteer.objects.filter(pk__in=[person.pk for person in people]).update(email="")
            with connection.cursor() as cursor:
                cursor.execute("UPDATE assignments_assignment SET status = 'completed' WHERE status = 'ended_early'")

        self.edit(write)

    @rule(sex=st.sampled_from(["female", "male", "other", ""]))
    def edit_slowly_elsewhere(self, sex):
        """Somebody else's transaction stays open: its rows are numbered already and not yet visible."""
        with self.other.cursor() as cursor:
            cursor.execute("SAVEPOINT nested")
            cursor.execute("UPDATE volunteers_volunteer SET sex = %s WHERE roster_number = 'SLOW'", [sex])
            cursor.execute("RELEASE SAVEPOINT nested")
        self.is_other_open = True

    @precondition(lambda self: self.is_other_open)
    @rule(is_kept=st.booleans())
    def end_slow_edit(self, is_kept):
        self.other.commit() if is_kept else self.other.rollback()
        self.is_other_open = False

    @precondition(lambda self: self.cutoff < len(CUTOFFS) - 1)
    @rule()
    def close_a_month(self):
        self.cutoff += 1

    @rule()
    def bring_up_to_date(self):
        self.run(aggregate)

    @rule()
    def reconcile_all(self):
        """Whatever was not yet taken up is no difference."""
        had_bookmark = FactState.objects.filter(bookmark__isnull=False).exists()
        run = self.run(reconcile)
        if had_bookmark:
            assert (run.created, run.updated, run.deleted) == (0, 0, 0)

    def run(self, action):
        with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFFS[self.cutoff]):
            run = action()
            if action is reconcile and FactState.objects.get().cutoff != CUTOFFS[self.cutoff]:
                return run
            assert is_up_to_date()
        assert differences(CUTOFFS[self.cutoff]) == {}
        return run


def test_a_refresh_gives_what_a_rebuild_gives():
    with mock.patch("facts.actions.aggregation.protect_years"):
        run_state_machine_as_test(
            Editing,
            settings=settings(
                max_examples=250 if IS_SOAK else 12,
                stateful_step_count=40 if IS_SOAK else 25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_a_refresh_counts_only_those_concerned():
    cast.assignment("A1", volunteer=cast.volunteer("R1"))
    cast.assignment("A2", volunteer=cast.volunteer("R2"))
    aggregate(through=date(2021, 1, 31))
    Volunteer.objects.filter(roster_number="R2").update(sex="male")
    with mock.patch("facts.actions.aggregation.read_records", wraps=read_records) as read:
        run = aggregate(through=date(2021, 1, 31))
    asked = [call.args[1].ids for call in read.call_args_list]
    assert asked == [[Volunteer.objects.get(roster_number="R2").pk]] * 2
    assert (run.created > 0, run.updated, run.deleted) == (True, run.updated, 0)


def test_an_edit_that_facts_do_not_hold_changes_none():
    cast.assignment("A1")
    aggregate(through=date(2021, 1, 31))
    Volunteer.objects.update(email="asha@example.org")
    assert not is_up_to_date_through(date(2021, 1, 31))
    run = aggregate(through=date(2021, 1, 31))
    assert (run.created, run.updated, run.deleted) == (0, 0, 0)
    assert run.unchanged > 0
    assert is_up_to_date_through(date(2021, 1, 31))


def is_up_to_date_through(cutoff):
    with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: cutoff):
        return is_up_to_date()


def test_facts_that_do_not_fit_their_bookmark_are_made_anew():
    cast.assignment("A1")
    aggregate(through=date(2021, 1, 31))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_fact WHERE period = '2020'")
    Assignment.objects.update(status="cancelled")
    run = aggregate(through=date(2021, 1, 31))
    assert "anew because" in run.parameters
    assert differences(date(2021, 1, 31)) == {}


def test_a_month_before_the_cut_off_changes_nothing_unless_all_is_rebuilt():
    row = cast.assignment("A1")
    aggregate(through=date(2021, 1, 31))
    row.delete()
    run = aggregate(through=date(2020, 6, 30))
    assert (run.created, run.updated, run.deleted) == (0, 0, 0)
    assert FactState.objects.get().cutoff == date(2021, 1, 31)
    assert aggregate(through=date(2020, 6, 30), rebuild=True).deleted > 0
    assert FactState.objects.get().cutoff == date(2020, 6, 30)
    assert JobRun.objects.filter(kind="rebuild").count() == 1


def test_a_reconciliation_finds_and_mends_what_is_wrong():
    cast.assignment("A1")
    aggregate(through=date(2021, 1, 31))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE facts_fact SET volunteers = volunteers + 1 WHERE period = '2020-05' AND dimension = 'sex'"
        )
        cursor.execute("DELETE FROM facts_fact WHERE period = '2020-06' AND dimension = 'sex'")
    run = reconcile()
    assert (run.created, run.updated, run.deleted) == (1, 1, 0)
    state = FactState.objects.get()
    assert (state.reconciliation, state.reconciled_at is not None) == (run, True)
    assert differences(date(2021, 1, 31)) == {}
    assert reconcile().changed == 0


def test_a_month_that_turns_during_a_run_is_closed_by_the_next(monkeypatch):
    cast.assignment("A1", start_date=date(2020, 1, 1), end_date=date(2020, 12, 31))
    with time_machine.travel("2020-09-30 23:59:59", tick=False) as clock:
        finish = aggregation.finish_shards

        def finish_after_midnight(*args, **options):
            clock.move_to("2020-10-01 00:00:01")
            finish(*args, **options)

        monkeypatch.setattr(aggregation, "finish_shards", finish_after_midnight)
        aggregate()
        assert FactState.objects.get().cutoff == date(2020, 8, 31)
        assert differences(date(2020, 8, 31)) == {}
        keep_up()
        assert FactState.objects.get().cutoff == date(2020, 9, 30)
        assert differences(date(2020, 9, 30)) == {}
