"""What an import does as a whole: all or nothing, once, with its history."""

import pghistory.models
import pytest
from django.apps import apps
from python_calamine import load_workbook

from imports.models import ImportBatch
from tests import cast
from tests.imports.spreadsheets import (
    command,
    csv_file,
    errors_of,
    import_file,
    import_rows,
    lines_of,
    rows_of,
    xlsx_file,
)
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    cast.country("FRA"), cast.country("KEN")


def history_rows() -> int:
    return sum(model.objects.count() for model in apps.get_models() if issubclass(model, pghistory.models.Event))


def test_gives_every_error_of_the_file_at_once(tmp_path):
    errors = errors_of(
        "volunteers",
        tmp_path,
        {"sex": "woman", "birth_date": "yesterday", "has_disability": "maybe", "email": "nobody"},
        {"roster_number": "R2", "nationality": "Frankreich", "family_name": " ", "given_name": ""},
        {"roster_number": "R1"},
    )
    assert errors == [
        'rows: row 2, column sex, value "woman": expected one of female, male, other',
        'rows: row 2, column birth_date, value "yesterday": expected a date as YYYY-MM-DD',
        'rows: row 2, column has_disability, value "maybe": expected one of yes, no',
        'rows: row 2, column email, value "nobody": expected an e-mail address such as name@example.org',
        'rows: row 3, column family_name, value "": family name and given name are both empty; expected at least one',
        'rows: row 3, column nationality, value "Frankreich": unknown; expected the alpha-3 code of a country. '
        "Did you mean FRA?",
        'rows: row 4, column roster_number, value "R1": also in row 2; expected each once',
    ]


def test_one_wrong_cell_keeps_all_rows_out(tmp_path):
    import_rows("volunteers", tmp_path, {}, {"roster_number": "R2", "nationality": "XYZ"})
    assert not Volunteer.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not history_rows() - cast.Country.pgh_event_model.objects.count()


def test_the_same_file_twice_changes_nothing(tmp_path):
    row = {"other_nationalities": "KEN", "sex": "female", "birth_date": "1990-01-01", "has_disability": "no"}
    assert import_rows("volunteers", tmp_path, row).counts.new == 1
    before = history_rows(), list(Volunteer.objects.values_list())
    outcome = import_rows("volunteers", tmp_path, row)
    assert (outcome.counts.new, outcome.counts.changed, outcome.counts.unchanged) == (0, 0, 1)
    assert (history_rows(), list(Volunteer.objects.values_list())) == before
    assert ImportBatch.objects.count() == 1


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    import_rows("volunteers", tmp_path, {}, {"roster_number": "R2"})
    path = csv_file(
        tmp_path, rows_of("volunteers", {}, {"roster_number": "R2", "given_name": "B"}, {"roster_number": "R3"})
    )
    before = history_rows(), list(Volunteer.objects.values_list())
    status, out, _err = command("volunteers", path, "--dry-run")
    assert (status, out) == (0, "Would be new: 1, changed: 1, unchanged: 1. Nothing was written.\n")
    assert (history_rows(), list(Volunteer.objects.values_list())) == before


def test_the_history_knows_the_batch_the_file_the_command_and_the_user(tmp_path):
    ada = cast.user("ada@example.org")
    import_rows(
        "volunteers", tmp_path, {"other_nationalities": "KEN"}, by=ada, context={"command": "import_volunteers"}
    )
    batch = ImportBatch.objects.get()
    person = Volunteer.objects.get()
    events = [
        *person.events.all(),
        *person.other_nationality_rows.get().events.all(),
    ]
    assert len(events) == 2
    for event in events:
        assert event.pgh_context.metadata == {
            "import_batch": batch.pk,
            "file": "rows.csv",
            "user": ada.pk,
            "command": "import_volunteers",
        }
    assert (batch.kind, batch.created, batch.imported_by, len(batch.sha256)) == ("volunteers", 1, ada, 64)


def test_gives_the_workbook_back_with_errors_and_all_cells(tmp_path):
    rows = rows_of("volunteers", {"nationality": "FRAA", "birth_date": cast.date(1990, 1, 2)}, {"roster_number": "R2"})
    path = xlsx_file(tmp_path, rows)
    given_back = tmp_path / "errors.xlsx"
    assert import_file("volunteers", path, errors_to=given_back).is_refused
    original, returned = (load_workbook(p).get_sheet_by_index(0).to_python() for p in (path, given_back))
    assert [row[:-1] for row in returned] == original
    assert returned[0][-1] == "errors"
    assert returned[1][-1].startswith("nationality: unknown")
    assert returned[2][-1] == ""


def test_the_workbook_given_back_can_be_mended_and_imported(tmp_path):
    given_back = tmp_path / "errors.xlsx"
    path = csv_file(tmp_path, rows_of("volunteers", {"nationality": "FRAA"}))
    import_file("volunteers", path, errors_to=given_back)
    cast.country("FRA")
    header, row = load_workbook(given_back).get_sheet_by_index(0).to_python()
    row[header.index("nationality")] = "FRA"
    mended = xlsx_file(tmp_path, [dict(zip(header, row, strict=True))], name="mended.xlsx")
    assert import_file("volunteers", mended).counts.new == 1


def test_the_workbook_says_what_is_wrong_with_the_header(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("roster_number,given_name,nationality\nR1,a,FRA\n")
    given_back = tmp_path / "errors.xlsx"
    import_file("volunteers", path, errors_to=given_back)
    assert "family_name" in load_workbook(given_back).get_sheet_by_index(0).to_python()[0][-1]


def test_lists_a_thousand_errors_and_says_how_many_more(tmp_path):
    path = csv_file(
        tmp_path, rows_of("volunteers", *({"roster_number": f"R{n}", "nationality": "??"} for n in range(1_203)))
    )
    status, _out, err = command("volunteers", path)
    assert status == 1
    assert err.count("column nationality") == 1_000
    assert "and 203 more errors" in err


def test_wrong_usage_is_another_exit_status_than_a_refusal(tmp_path):
    path = csv_file(tmp_path, rows_of("volunteers", {"nationality": "??"}))
    assert command("volunteers", path)[0] == 1
    assert command("volunteers", tmp_path / "none.csv")[0] == 2
    assert command("volunteers", tmp_path)[0] == 2
    assert command("volunteers", path, "--errors", tmp_path / "errors.csv")[0] == 2
    assert command("volunteers", path, "--errors", tmp_path / "nowhere" / "errors.xlsx")[0] == 2


def test_reads_standard_input(tmp_path, monkeypatch):
    path = csv_file(tmp_path, rows_of("volunteers"))
    with path.open() as file:
        monkeypatch.setattr("sys.stdin", file)
        assert command("volunteers", "-")[:2] == (0, "New: 1, changed: 0, unchanged: 0.\n")


def test_a_line_of_an_error_stays_one_line_and_drives_no_terminal(tmp_path):
    errors = errors_of("volunteers", tmp_path, {"sex": "a\nb\x1b[2J" + "x" * 200})
    assert len(errors) == 1
    assert "\n" not in errors[0]
    assert "\x1b" not in errors[0]
    assert len(errors[0]) < 250


@pytest.mark.parametrize("value", ["nul\0nul", "bell\x07bell", "x" * 151])
def test_refuses_text_that_cannot_be_stored(tmp_path, value):
    assert "column family_name" in errors_of("volunteers", tmp_path, {"family_name": value})[0]


def test_stores_backslashes_and_markup_as_they_stand(tmp_path):
    import_rows("volunteers", tmp_path, {"family_name": r"a\tb\N", "given_name": "=1+1"})
    person = Volunteer.objects.get()
    assert (person.family_name, person.given_name) == (r"a\tb\N", "=1+1")


def test_a_rule_that_a_race_breaks_is_a_sentence(tmp_path, monkeypatch):
    cast.volunteer("R1")
    cast.host_entity("UNDP")
    cast.assignment("A0", volunteer=Volunteer.objects.get())
    monkeypatch.setattr("imports.actions.importing.judge", judge_without_rules)
    outcome = import_rows("assignments", tmp_path)
    assert (
        "The volunteer already has an onsite assignment on some of these days. Import it again." in lines_of(outcome)[0]
    )


def judge_without_rules(kind, staging):
    from dataclasses import replace

    from imports.judging import judge

    judge(replace(kind, rules=()), staging)
