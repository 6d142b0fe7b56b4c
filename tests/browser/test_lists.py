"""Lists in a real browser: filtered, saved, with chosen columns, rows changed together, by keyboard alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.models import Assignment
from tests import cast
from tests.browser.test_pages import violations
from workspaces.lists.every import LISTS
from workspaces.models import ChosenColumns, SavedFilter

LIST, TODAY = reverse("workspace_assignments"), localdate()
LONG_NAME = "United Nations Entity for Gender Equality and the Empowerment of Women"


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """Four who serve in two countries, one of them for an entity with a long name."""
    for number in range(4):
        cast.assignment(
            f"DEMO-A-{number:06}",
            volunteer=cast.another_volunteer("Chestasun", given_name=f"Umastaan {number}", email=f"a{number}@b.test"),
            status="serving",
            start_date=TODAY - timedelta(100),
            end_date=TODAY + timedelta(50 + number),
            country=cast.country(["KEN", "COD"][number % 2], name_en="Democratic Republic of the Congo"),
            host_entity=cast.host_entity("UN_WOMEN", name=LONG_NAME),
            funding_partner=cast.funding_partner("JAPAN", name="Japan (Government)"),
        )
    cast.initiative("SVF", name="Paid from the Special Voluntary Fund")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, selector: str) -> None:
    """Go on by Tab until a control has the focus."""
    for _step in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector}")


def loaded(page) -> None:
    page.wait_for_load_state("networkidle")


def test_by_keyboard_alone_filtered_saved_with_other_columns_and_changed_together(visit):
    page, complaints = visit(LIST, user=cast.programme_manager())
    tab_to(page, "#filters > summary")
    press(page, "Enter")
    page.locator("#counts .facet-columns").wait_for()
    assert page.locator("#counts section", has_text="Country of duty").locator("li").count() == 2
    tab_to(page, "#id_country")
    page.keyboard.type("Democratic")
    tab_to(page, "details .button")
    press(page, "Enter")
    page.locator(".chip").wait_for()
    assert "2 assignments" in page.locator("#rows").inner_text()
    assert page.url.partition("?")[2] in ("country=COD", "country=KEN")

    tab_to(page, ".saved-filters summary")
    press(page, "Enter", "Tab")
    page.keyboard.type("Ours")
    press(page, "Tab", "Space", "Tab", "Enter")
    page.get_by_text("Saved as “Ours”").wait_for()
    assert SavedFilter.objects.get().is_shared

    tab_to(page, ".choose-columns summary")
    press(page, "Enter")
    tab_to(page, "#column-initiatives")
    press(page, "Space")
    tab_to(page, ".choose-columns .button")
    press(page, "Enter")
    page.get_by_role("columnheader", name="Initiatives").wait_for()
    assert "initiatives" in ChosenColumns.objects.get().columns

    tab_to(page, "[data-select-all]")
    press(page, "Space")
    assert page.locator("[data-selected]").inner_text() == "ticked: 2"
    tab_to(page, "#action")
    page.keyboard.type("Tag")
    press(page, "Tab", "Enter")
    page.get_by_role("heading", name="Tag with an initiative: 2 assignments").wait_for()
    tab_to(page, "#id_initiative")
    page.keyboard.press("ArrowDown")
    press(page, "Tab", "Enter")
    page.get_by_text("Nothing has been changed yet").wait_for()
    tab_to(page, "[value=do]")
    press(page, "Enter")
    page.get_by_text("2 assignments were changed").wait_for()
    assert Assignment.objects.filter(initiatives__code="SVF").count() == 2
    tab_to(page, "main .button")
    press(page, "Enter")
    page.locator(".chip").wait_for()
    assert page.get_by_role("cell", name="Paid from the Special Voluntary Fund").count() == 2
    tab_to(page, ".chip")
    press(page, "Enter")
    loaded(page)
    assert "4 assignments" in page.locator("#rows").inner_text()
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_list_breaks_a_rule_scrolls_sideways_or_cuts_a_column_off(visit, width, scheme):
    staff = cast.programme_associate()
    SavedFilter.objects.create(user=staff, list_name="assignments", name="Soon", query="when=soon")
    page, complaints = visit(LIST, width=width, scheme=scheme, user=staff)
    for name in LISTS:
        page.goto(page.url.split("/workspace")[0] + reverse(f"workspace_{name}"))
        loaded(page)
        for summary in page.locator("main details > summary").all():
            summary.click()
        page.locator("#counts h2").wait_for()
        assert (name, violations(page)) == (name, [])
        assert (name, sideways(page)) == (name, [0, 0])
    page.goto(page.url.split("/workspace")[0] + LIST)
    page.locator("input[name=row]").first.check()
    page.locator("#action").select_option("extend")
    page.get_by_role("button", name="Go on").click()
    loaded(page)
    assert violations(page) == []
    page.fill("#id_until", (TODAY + timedelta(200)).isoformat())
    page.fill("#id_agreed_by", "Eva Berg")
    page.fill("#id_funded_until", (TODAY + timedelta(200)).isoformat())
    page.get_by_role("button", name="Show what would change").click()
    loaded(page)
    assert violations(page) == []
    assert sideways(page) == [0, 0]
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("1 assignment was changed").wait_for()
    assert violations(page) == []
    assert complaints == []


def sideways(page) -> list[int]:
    """By how much the page, and the widest of what scrolls inside it, are wider than their place."""
    return page.evaluate(
        "[document.documentElement.scrollWidth - document.documentElement.clientWidth,"
        " Math.max(0, ...[...document.querySelectorAll('.scroll')].map(box => box.scrollWidth - box.clientWidth))]"
    )


def test_every_column_at_once_is_reached_by_scrolling_the_table_alone(visit):
    staff = cast.programme_associate()
    columns = [column.name for column in LISTS["assignments"].columns]
    ChosenColumns.objects.create(user=staff, list_name="assignments", columns=columns)
    page, _complaints = visit(LIST, user=staff)
    page_is_wider, _table_is_wider = sideways(page)
    assert page_is_wider == 0
    assert page.locator("thead th").count() == len(columns) + 1
    assert violations(page) == []
