"""A file in the browser: what its preview says of each row, and what is written once somebody confirms."""

from datetime import date

import pytest

from accounts.models import RunStatus
from assignments.models import Assignment, Interruption
from imports.actions import running
from imports.models import BatchState, ImportBatch, StoredFile
from tests import cast
from tests.imports.spreadsheets import csv_file, import_rows, rows_of
from tests.imports.uploads import confirmed, states_of, uploaded, uploaded_bytes, worked_on
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    cast.country("FRA"), cast.country("KEN"), cast.host_entity("UNDP"), cast.host_entity("WHO")


def row_of(batch: ImportBatch, number: int):
    return batch.import_rows.get(row=number)


def test_shows_each_row_as_new_changed_unchanged_or_refused(tmp_path):
    cast.volunteer("R2", sex="male", email="asha@example.org"), cast.volunteer("R3")
    batch = uploaded(
        "volunteers",
        tmp_path,
        {"roster_number": "R1", "sex": "female", "birth_date": "1990-05-17"},
        {"roster_number": "R2", "sex": "female", "birth_date": "1990-05-17"},
        {"roster_number": "R3", "sex": "", "birth_date": "1990-05-17"},
        {"roster_number": "R4", "sex": "woman", "birth_date": "17/05/1990"},
    )
    assert states_of(batch) == {2: "new", 3: "changed", 4: "unchanged", 5: "refused"}
    assert (batch.state, batch.created, batch.changed, batch.unchanged, batch.refused) == ("ready", 1, 1, 1, 1)
    assert row_of(batch, 2).cells["sex"] == ["", "female"]
    assert row_of(batch, 3).cells == {"sex": ["male", "female"]}
    assert [(p["column"], p["value"]) for p in row_of(batch, 5).problems] == [
        ("sex", "woman"),
        ("birth_date", "17/05/1990"),
    ]
    assert Volunteer.objects.count() == 2


def test_shows_lists_references_codes_and_days_as_a_file_says_them(tmp_path):
    stored = cast.assignment("A1", volunteer=cast.volunteer("R1"))
    Interruption.objects.create(assignment=stored, first_date=date(2020, 3, 1), last_date=date(2020, 3, 31))
    cast.volunteer("R2"), cast.initiative("SVF"), cast.initiative("COVID")
    batch = uploaded(
        "assignments",
        tmp_path,
        {
            "roster_number": "R2",
            "host_entity": "WHO",
            "end_date": "2020-11-30",
            "interruptions": "2020-03-01/2020-03-15",
            "initiatives": "SVF;COVID",
        },
    )
    assert row_of(batch, 2).cells == {
        "roster_number": ["R1", "R2"],
        "host_entity": ["UNDP", "WHO"],
        "end_date": ["2020-12-31", "2020-11-30"],
        "interruptions": ["2020-03-01/2020-03-31", "2020-03-01/2020-03-15"],
        "initiatives": ["", "COVID; SVF"],
    }


def test_shows_the_reason_that_goes_with_a_status(tmp_path):
    cast.assignment("A1", status="ended_early", end_reason="medical")
    batch = uploaded("assignments", tmp_path, {})
    assert row_of(batch, 2).cells == {"status": ["ended_early", "completed"], "end_reason": ["medical", ""]}


def test_counts_the_stored_values_that_would_be_cleared_by_column(tmp_path):
    for number in ("R1", "R2"):
        cast.volunteer(number, sex="female", email=f"{number}@example.org")
    batch = uploaded(
        "volunteers", tmp_path, {"sex": "", "email": ""}, {"roster_number": "R2", "sex": "female", "email": ""}
    )
    assert batch.cleared == {"email": 2, "sex": 1}
    assert row_of(batch, 2).cleared == ["sex", "email"]


def test_writes_what_was_shown_and_who_confirmed(tmp_path):
    batch = confirmed(uploaded("volunteers", tmp_path, {}, {"roster_number": "R2"}), by=cast.programme_manager())
    assert (batch.state, batch.run.status, batch.created) == (BatchState.DONE, RunStatus.DONE, 2)
    assert Volunteer.objects.count() == 2
    event = Volunteer.objects.first().events.get()
    assert event.pgh_context_id == batch.history_context
    assert event.pgh_context.metadata["import_batch"] == batch.pk
    assert event.pgh_context.metadata["user"] == cast.programme_manager().pk


def test_writes_the_same_as_the_command(tmp_path):
    changes = [{"roster_number": f"R{n}", "sex": "female" if n % 2 else "", "email": ""} for n in range(50)]
    confirmed(uploaded("volunteers", tmp_path, *changes))
    outcome = import_rows("volunteers", tmp_path, *changes)
    assert (outcome.counts.new, outcome.counts.changed, outcome.counts.unchanged) == (0, 0, 50)


def test_a_refused_row_keeps_all_out_unless_it_is_left_out_on_purpose(tmp_path):
    batch = uploaded("volunteers", tmp_path, {}, {"roster_number": "R2", "nationality": "XYZ"})
    with pytest.raises(running.ImportRefused):
        running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=cast.programme_associate())
    batch = confirmed(batch, leave_out_refused=True)
    assert batch.state == BatchState.DONE
    assert list(Volunteer.objects.values_list("roster_number", flat=True)) == ["R1"]
    assert (batch.created, batch.refused, batch.leaves_out_refused) == (1, 1, True)


def test_no_row_of_a_number_that_stands_twice_is_taken(tmp_path):
    batch = uploaded("volunteers", tmp_path, {"given_name": "Asha"}, {"given_name": "Noa"}, {"roster_number": "R2"})
    assert states_of(batch) == {2: "refused", 3: "refused", 4: "new"}
    confirmed(batch, leave_out_refused=True)
    assert list(Volunteer.objects.values_list("roster_number", flat=True)) == ["R2"]


def test_a_good_row_that_rests_on_a_refused_one_is_refused_as_well(tmp_path):
    cast.assignment("A1")
    batch = uploaded(
        "assignments",
        tmp_path,
        {"start_date": "2021-01-01", "end_date": "2021-12-31", "host_entity": "WHOO"},
        {"assignment_number": "A2"},
        {"assignment_number": "A3", "start_date": "2019-01-01", "end_date": "2019-12-31"},
    )
    assert states_of(batch) == {2: "refused", 3: "refused", 4: "new"}
    assert "while the refused rows are left out" in row_of(batch, 3).problems[-1]["message"]
    assert confirmed(batch, leave_out_refused=True).state == BatchState.DONE
    assert set(Assignment.objects.values_list("assignment_number", flat=True)) == {"A1", "A3"}


def test_nobody_overwrites_what_they_were_not_shown(tmp_path):
    person = cast.volunteer("R1", sex="male")
    cast.volunteer("R2", sex="male")
    batch = uploaded("volunteers", tmp_path, {"sex": "female"}, {"roster_number": "R2", "sex": "female"})
    person.sex = "other"
    person.save()
    batch = confirmed(batch)
    assert (batch.state, batch.run.status) == (BatchState.READY, RunStatus.REFUSED)
    assert "Somebody changed 1 of these records" in batch.run.error
    assert Volunteer.objects.get(roster_number="R2").sex == "male"
    changed = row_of(batch, 2)
    assert (changed.cells["sex"], changed.differs_since) == (["other", "female"], True)
    assert not row_of(batch, 3).differs_since
    assert confirmed(batch).state == BatchState.DONE
    assert set(Volunteer.objects.values_list("sex", flat=True)) == {"female"}


def test_a_row_that_no_longer_fits_is_refused_in_a_new_preview(tmp_path):
    person = cast.volunteer("R1")
    batch = uploaded("assignments", tmp_path, {})
    cast.assignment("A-OTHER", volunteer=person)
    batch = confirmed(batch)
    assert (batch.state, batch.run.status, batch.refused) == (BatchState.READY, RunStatus.REFUSED, 1)
    assert "no longer fits" in batch.run.error
    assert Assignment.objects.count() == 1


def test_a_confirmation_of_an_older_preview_is_refused(tmp_path):
    batch = uploaded("volunteers", tmp_path, {})
    with pytest.raises(running.ImportRefused, match="made anew"):
        running.confirm(
            batch.pk, shown=batch.preview_number - 1, leave_out_refused=False, by=cast.programme_associate()
        )


def test_a_confirmation_is_taken_once(tmp_path):
    batch = uploaded("volunteers", tmp_path, {})
    by = cast.programme_associate()
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=by)
    with pytest.raises(running.ImportRefused):
        running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=by)
    batch.refresh_from_db()
    worked_on(batch), worked_on(batch)
    assert Volunteer.objects.count() == 1


def test_a_file_that_is_no_table_says_what_it_is(tmp_path):
    batch = uploaded_bytes("volunteers", b"%PDF-1.4 ...", name="list.csv")
    assert batch.state == BatchState.READY
    assert "PDF document" in batch.file_errors[0]["message"]
    with pytest.raises(running.ImportRefused):
        running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=True, by=cast.programme_associate())


def test_a_header_with_an_unknown_column_refuses_the_file(tmp_path):
    batch = uploaded("volunteers", tmp_path, {"colour": "blue"})
    assert [problem["column"] for problem in batch.file_errors] == ["colour"]


def test_a_file_that_breaks_off_is_refused_whole():
    head = "roster_number,family_name,given_name,nationality\nR1,Okoth,Asha,FRA\n"
    batch = uploaded_bytes("volunteers", head.encode() + b'R2,"Okoth,Asha,FRA\n')
    assert batch.file_errors


def test_the_same_file_is_kept_once(tmp_path):
    one, two = uploaded("volunteers", tmp_path, {}), uploaded("volunteers", tmp_path, {})
    assert one.stored_file == two.stored_file
    assert StoredFile.objects.count() == 1
    assert bytes(one.stored_file.content) == csv_file(tmp_path, rows_of("volunteers", {})).read_bytes()


def test_messages_are_in_the_language_of_who_uploaded(tmp_path):
    from django.utils import translation

    with translation.override("zh-hans"):
        batch = running.upload("volunteers", name="a.pdf", content=b"%PDF-", by=cast.programme_associate())
    batch = worked_on(batch)
    assert (
        batch.file_errors[0]["message"]
        != worked_on(
            running.upload("volunteers", name="a.pdf", content=b"%PDF-", by=cast.programme_associate())
        ).file_errors[0]["message"]
    )


def test_what_was_cut_off_is_taken_up_again(tmp_path):
    batch = uploaded("volunteers", tmp_path, {})
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=cast.programme_associate())
    batch.refresh_from_db()
    batch.run.status = RunStatus.RUNNING
    batch.run.save()
    running.keep_up()
    batch.refresh_from_db()
    assert (batch.state, Volunteer.objects.count()) == (BatchState.DONE, 1)


def test_what_fails_again_and_again_is_given_up_and_can_be_tried_anew(tmp_path, monkeypatch):
    batch = uploaded("volunteers", tmp_path, {})
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=cast.programme_associate())
    batch.refresh_from_db()
    batch.run.parameters |= {"attempt": running.MOST_ATTEMPTS}
    batch.run.save()
    running.keep_up()
    batch = ImportBatch.objects.select_related("run").get(pk=batch.pk)
    assert (batch.state, batch.run.status) == (BatchState.READY, RunStatus.FAILED)
    assert confirmed(batch).state == BatchState.DONE


def test_old_files_are_let_go_but_not_what_they_did(tmp_path, settings):
    batch, open_one = confirmed(uploaded("volunteers", tmp_path, {})), uploaded("volunteers", tmp_path, {"sex": "male"})
    settings.IMPORT_FILES_KEPT_DAYS = -1
    running.keep_up()
    batch.refresh_from_db(), open_one.refresh_from_db()
    assert (batch.state, batch.created, open_one.state) == (BatchState.DONE, 1, BatchState.DISCARDED)
    assert not batch.import_rows.exists()
    assert batch.stored_file.content is None
    assert Volunteer.objects.count() == 1
