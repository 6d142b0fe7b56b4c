"""A file from the upload to the records in a real browser; and the lines of an e-mail."""

import pytest
from django.urls import reverse

from assignments.models import EligibilityRule, RuleException
from imports.actions import running
from imports.models import ImportBatch
from tests import cast
from tests.browser.test_pages import violations
from tests.imports.uploads import uploaded_bytes

A_FILE = b"roster_number,family_name,given_name,nationality,sex\nR1,Okoth,Asha,FRA,female\nR2,Testa,Una,XYZ,woman\n"


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """A person whose sex the file changes."""
    cast.volunteer("R1", sex="male", birth_date=None)


def work() -> None:
    """What a worker does of the latest import."""
    running.do(ImportBatch.objects.order_by("pk").last().run_id)


def is_sound(page) -> bool:
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return (violations(page), overflow) == ([], 0)


def test_a_file_is_uploaded_looked_at_confirmed_and_undone_by_keyboard(visit, tmp_path):
    page, complaints = visit(reverse("workspace_import_new"), user=cast.programme_manager())
    assert is_sound(page)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": A_FILE}
    )
    page.get_by_role("button", name="Upload and look").press("Enter")
    page.get_by_text("waiting for a free worker").wait_for()
    assert is_sound(page)
    work()
    page.get_by_role("heading", name="Rows of the file").wait_for(timeout=20_000)
    assert page.locator(".row-cells del").first.inner_text().endswith("male")
    assert page.get_by_text("expected one of female, male, other").is_visible()
    assert is_sound(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert is_sound(page)
    page.get_by_label("Leave out the 1 refused row").press("Space")
    page.get_by_role("button", name="Import 0 new and 1 changed rows").press("Enter")
    page.get_by_text("waiting for a free worker").wait_for()
    work()
    page.get_by_text("1 refused row was left out.").wait_for(timeout=20_000)
    page.get_by_role("link", name="Undo this import").press("Enter")
    page.get_by_role("button", name="Yes, undo this import").wait_for()
    assert is_sound(page)
    page.get_by_role("button", name="Yes, undo this import").press("Enter")
    page.get_by_text("waiting for a free worker").wait_for()
    work()
    page.get_by_text("what it wrote was put back").wait_for(timeout=20_000)
    page.goto(page.url.replace(page.url.rsplit("/workspace", 1)[1], "/imports/"))
    assert page.get_by_role("link", name="people.csv").is_visible()
    assert is_sound(page)
    assert complaints == []


def test_lines_of_an_e_mail_are_pasted(visit):
    person = cast.volunteer("R1")
    cast.assignment("A1", volunteer=person, status="serving", end_date=cast.date(2099, 1, 1))
    page, complaints = visit(reverse("workspace_extensions_pasted"), user=cast.programme_associate())
    assert is_sound(page)
    page.get_by_label("Lines").fill("Asha Okoth, 31 December 2099\nNobody Here, 05/06/2027")
    page.get_by_label("Who agreed").fill("Ada Obi")
    page.get_by_role("button", name="Look at what they would do").press("Enter")
    page.get_by_text("1 line is refused").wait_for()
    assert is_sound(page)
    assert complaints == []


RULE_BREAKING = (
    b"assignment_number,roster_number,host_entity,country,category,modality,status,start_date,end_date\n"
    b"A1,R1,UNDP,KEN,international_specialist,onsite,completed,2016-01-01,2023-12-31\n"
    b"A2,R1,UNDP,KEN,international_specialist,onsite,completed,2024-01-01,2024-03-31\n"
    b"A3,R1,UNDP,KEN,international_specialist,onsite,completed,2025-06-01,2025-05-01\n"
)


def test_a_manager_gives_a_reason_for_rows_that_break_a_rule(visit):
    cast.country("KEN"), cast.host_entity("UNDP")
    category = "international_specialist"
    EligibilityRule.objects.create(category=category, valid_from="2000-01-01", months_at_most=48, source="made up")
    batch = uploaded_bytes("assignments", RULE_BREAKING)
    address = reverse("workspace_import", args=[batch.pk])
    page, _complaints = visit(address, user=cast.programme_associate())
    assert is_sound(page)
    assert page.get_by_label("Leave out the 2 rows that are refused or break a rule").is_visible()
    assert not page.get_by_label("Why exceptions are made").count()
    page, _complaints = visit(address, user=cast.programme_manager(name="Mira Manager"))
    page.get_by_role("link", name="1 row breaks rules of eligibility.").press("Enter")
    page.get_by_text("breaks a rule:").wait_for()
    assert is_sound(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert is_sound(page)
    page.get_by_label("Why exceptions are made").fill("Agreed with the host in Nairobi")
    page.get_by_label("Leave out the 1 refused row").press("Space")
    page.get_by_role("button", name="Import the rows").press("Enter")
    page.get_by_text("waiting for a free worker").wait_for()
    work()
    page.get_by_text("as Mira Manager allowed: Agreed with the host in Nairobi").wait_for(timeout=20_000)
    assert RuleException.objects.get().allowed_by == "Mira Manager"
    assert is_sound(page)
