"""Faults that aggregation survives, with the real servers: after each, the facts are those of the oracle."""

import pytest

from tests.facts.faulty_portal import open_faulty_portal

pytestmark = pytest.mark.xdist_group("faults")


@pytest.fixture(scope="module")
def portal():
    with open_faulty_portal() as portal:
        portal.add_records(1)
        status, said = portal.run("aggregate")
        assert status == 0, said
        yield portal


@pytest.fixture(autouse=True)
def no_worker_left(portal):
    yield
    portal.kill_workers()


def test_a_run_whose_worker_was_killed_is_taken_up_by_the_next(portal):
    portal.add_records(2)
    with portal.held_up("volunteers_volunteer"):
        portal.start_worker()
        run = portal.ask_for("rebuild")
        portal.await_status(run, "running")
        portal.await_somebody_waiting()
        portal.kill_workers()
    portal.start_worker()
    portal.tick()
    portal.await_status(run, "failed")
    portal.await_all_done()
    (cut_off,) = [row for row in portal.runs() if row[0] == run]
    assert "cut off" in cut_off[4]
    assert portal.runs()[-1][1:4] == ["rebuild", "done", 2]
    assert portal.differences() == "{}"


def test_a_run_goes_on_without_the_broker_and_what_was_queued_is_found_in_the_rows(portal):
    portal.add_records(3)
    with portal.held_up("volunteers_volunteer"):
        portal.start_worker()
        run = portal.ask_for("rebuild")
        portal.await_status(run, "running")
        portal.await_somebody_waiting()
        portal.kill_broker()
    portal.await_status(run, "done")
    portal.kill_workers()
    portal.start_servers()
    portal.add_records(4)
    waiting = portal.ask_for("reconcile")
    portal.kill_broker()
    portal.start_servers()
    portal.start_worker()
    portal.tick()
    portal.await_status(waiting, "done")
    assert portal.differences() == "{}"


def test_a_run_is_taken_up_after_the_database_was_killed_under_it(portal):
    portal.add_records(5)
    portal.start_worker()
    with pytest.raises(Exception, match="."), portal.held_up("volunteers_volunteer"):
        run = portal.ask_for("rebuild")
        portal.await_status(run, "running")
        portal.await_somebody_waiting()
        portal.kill_database()
        portal.start_servers()
        raise RuntimeError("The lock went with the database.")
    portal.await_status(run, "failed")
    portal.await_all_done()
    assert portal.differences() == "{}"


def test_a_task_delivered_twice_runs_once(portal):
    portal.add_records(6)
    before = len(portal.runs())
    run = portal.ask_for("rebuild", messages=3)
    portal.look(
        f"from facts.tasks import help_with_shards\nfor _message in range(3): help_with_shards.delay({run})\nfound = 1"
    )
    portal.start_worker()
    portal.start_worker()
    portal.await_status(run, "done")
    portal.tick()
    assert len(portal.runs()) == before + 1
    assert portal.differences() == "{}"


def test_of_two_rebuilds_at_once_one_is_refused(portal):
    portal.add_records(7)
    with portal.held_up("volunteers_volunteer"):
        first = portal.command("aggregate", "--rebuild")
        portal.await_somebody_waiting()
        status, said = portal.run("aggregate", "--rebuild")
    first.communicate(timeout=240)
    assert (first.returncode, status) == (0, 1)
    assert "Another aggregation is running" in said
    assert portal.differences() == "{}"


def test_an_import_committed_during_a_rebuild_is_taken_up_by_the_next_run(portal, tmp_path):
    people, service = tmp_path / "people.csv", tmp_path / "service.csv"
    people.write_text("roster_number,family_name,given_name,nationality,sex\nI1,Test,Person,FRA,female\n")
    service.write_text(
        "assignment_number,roster_number,host_entity,country,category,modality,status,start_date,end_date\n"
        "I1,I1,WHO,KEN,international_youth,onsite,completed,2020-01-01,2020-06-30\n"
    )
    with portal.held_up("facts_fact", "SHARE ROW EXCLUSIVE"):
        rebuild = portal.command("aggregate", "--rebuild")
        portal.await_somebody_waiting()
        assert portal.run("import_volunteers", str(people))[0] == 0
        assert portal.run("import_assignments", str(service))[0] == 0
    rebuild.communicate(timeout=240)
    assert rebuild.returncode == 0
    assert portal.differences() != "{}"
    portal.start_worker()
    portal.tick()
    before = len(portal.runs())
    portal.wait(lambda: len(portal.runs()) > before or portal.runs()[-1][1] == "aggregate")
    portal.await_all_done()
    assert portal.differences() == "{}"


def test_a_full_disk_in_the_swap_leaves_the_old_facts_and_says_what_to_do(portal):
    portal.add_records(8)
    before = portal.look(FACTS)
    with portal.connect() as owner:
        owner.execute(
            """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file: No space left on device';
               END $$"""
        )
        owner.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON facts_fact FOR EACH STATEMENT EXECUTE FUNCTION full_disk()"
        )
        status, said = portal.run("aggregate", "--rebuild")
        owner.execute("DROP FUNCTION full_disk() CASCADE")
    assert (status, "no room left" in said, "Traceback" in said) == (1, True, False)
    assert portal.look(FACTS) == before
    assert portal.runs()[-1][2] == "failed"
    assert "facts stayed as they were" in portal.runs()[-1][4]
    assert portal.run("aggregate")[0] == 0
    assert portal.differences() == "{}"


FACTS = """
from facts.models import Fact
found = sorted([list(row) for row in Fact.objects.values_list('period', 'dimension', 'key', 'host_entity_code',
    'modality', 'volunteers', 'volunteer_days')])
"""
