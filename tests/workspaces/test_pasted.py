"""Lines of an e-mail that become extensions: who is meant, what is asked, what is done."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.models import Assignment, Extension
from tests import cast

pytestmark = pytest.mark.django_db
ADDRESS = reverse("workspace_extensions_pasted")
TODAY = localdate()
LAST, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=200)


@pytest.fixture(autouse=True)
def associate(client):
    person = cast.programme_associate()
    client.force_login(person)
    return person


def serving(number: str, family_name: str, given_name: str, roster_number: str = "", **fields) -> Assignment:
    person = cast.volunteer(roster_number or f"R-{number}", family_name=family_name, given_name=given_name)
    days = {"start_date": TODAY - timedelta(days=100), "end_date": LAST} | fields
    return cast.assignment(number, volunteer=person, status="serving", **days)


def paste(client, *lines: str, **fields) -> str:
    typed = {"text": "\n".join(lines), "agreed_by": "Ada Obi", "step": "look"} | fields
    response = client.post(ADDRESS, typed)
    assert response.status_code == 200
    return response.content.decode()


def confirm(client, page: str, *lines: str, **fields) -> str:
    """What the preview holds, sent back with everything ticked."""
    hidden = dict(re.findall(r'name="(meant-[0-9]+)" value="([0-9]+)"', page))
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1].replace("&quot;", '"')
    ticked = re.findall(r'name="line" checked value="([0-9]+)"', page)
    return paste(client, *lines, **(hidden | {"shown": shown, "line": ticked, "step": "do"} | fields))


def days() -> dict[str, date]:
    return dict(Assignment.objects.values_list("assignment_number", "end_date"))


def test_numbers_and_names_with_days_become_extensions_once_confirmed(client):
    serving("A1", "Okoth", "Asha"), serving("A2", "Testa", "Una"), serving("A3", "Ngo", "Bao", "R-777")
    lines = (
        f"A1; {LATER:%Y-%m-%d}",
        f"Testa, Una\t{LATER:%d %B %Y}\tUNDP",
        "",
        f"R-777, {LATER:%Y-%m-%d}, as agreed",
    )
    page = paste(client, *lines)
    assert "3 assignments are extended" in page
    assert not Extension.objects.exists()
    assert "3 assignments were extended" in confirm(client, page, *lines)
    assert days() == {"A1": LATER, "A2": LATER, "A3": LATER}
    extension = Extension.objects.first()
    assert (extension.decided_by, extension.funded_until, extension.decision) == ("Ada Obi", LATER, "agreed")


def test_a_name_that_several_bear_lists_them_and_waits_for_a_choice(client):
    serving("A1", "Okoth", "Asha"), serving("A2", "Okoth", "Asha", "R-2")
    line = f"Asha Okoth {LATER:%Y-%m-%d}"
    page = paste(client, line)
    assert "Who is meant?" in page
    assert "assignment is extended" not in page
    chosen = Assignment.objects.get(assignment_number="A2")
    page = paste(client, line, **{"meant-1": chosen.pk})
    assert "1 assignment is extended" in page
    confirm(client, page, line)
    assert days() == {"A1": LAST, "A2": LATER}


def test_words_that_are_no_whole_name_are_never_taken_by_themselves(client):
    serving("A1", "Okoth", "Asha Zawadi")
    page = paste(client, f"Okoth {LATER:%Y-%m-%d}")
    assert "Who is meant?" in page
    assert "A1" in page


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A1 05/06/2027", "could be two days"),
        ("A1", "no day in this line"),
        (f"A1, {'x, ' * 100} 2027-06-30", "longer than 300 characters"),
        ("Nobody Here 2027-06-30", "nobody of this name or number"),
        (f"A1 {TODAY:%Y-%m-%d}", "The new last day must lie after"),
    ],
)
def test_says_why_a_line_is_refused(client, line, reason):
    serving("A1", "Okoth", "Asha")
    page = paste(client, line)
    assert "1 line is refused" in page
    assert reason in page


def test_an_assignment_named_twice_is_refused_in_both_lines(client):
    serving("A1", "Okoth", "Asha")
    page = paste(client, f"A1 {LATER:%Y-%m-%d}", "Asha Okoth 2030-01-01")
    assert "2 lines are refused" in page
    assert "named in several lines" in page


def test_what_was_changed_meanwhile_is_not_extended(client):
    row = serving("A1", "Okoth", "Asha")
    line = f"A1 {LATER:%Y-%m-%d}"
    page = paste(client, line)
    row.end_date = LAST + timedelta(days=1)
    row.save()
    assert "Nothing was changed." in confirm(client, page, line)
    assert days() == {"A1": LAST + timedelta(days=1)}


def test_only_ticked_lines_are_extended(client):
    serving("A1", "Okoth", "Asha"), serving("A2", "Testa", "Una")
    lines = (f"A1 {LATER:%Y-%m-%d}", f"A2 {LATER:%Y-%m-%d}")
    confirm(client, paste(client, *lines), *lines, line=["2"])
    assert days() == {"A1": LAST, "A2": LATER}


def test_names_in_scripts_without_spaces_are_whole_names(client):
    serving("A1", "李", "小明")
    assert "1 assignment is extended" in paste(client, f"李小明，{LATER:%Y-%m-%d}")


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    page = client.post(ADDRESS, {"text": "A1 2027-01-01", "agreed_by": ""}).content.decode()
    assert "Please correct what is marked below" in page
    assert "A1 2027-01-01" in page


def test_asks_as_much_for_each_line_and_not_more(client):
    for number in range(6):
        serving(f"A{number}", "Okoth", f"Asha{number}", start_date=TODAY - timedelta(days=90))

    def queries(lines: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            paste(client, *(f"A{number} {LATER:%Y-%m-%d}" for number in range(lines)))
        return len(captured)

    one, two, six = queries(1), queries(2), queries(6)
    assert six - two == 4 * (two - one)
