"""The search box in a real browser: its key, arrows, Enter and Escape, on the portal's pages and in the admin."""

import pytest
from django.urls import reverse

from tests import cast
from tests.browser.test_pages import violations

pytestmark = pytest.mark.usefixtures("transactional_db")
WORDS = "#search-box-words"


@pytest.fixture(autouse=True)
def people(transactional_db):
    for given_name in ("Asha", "Zoë"):
        cast.assignment(f"A-{given_name}", volunteer=cast.another_volunteer("Müller", given_name=given_name))


def chosen(page):
    return page.locator("#search-box-found [aria-selected=true]")


@pytest.mark.parametrize("address", ["/method/", reverse("workspace"), reverse("admin:index")])
def test_the_slash_opens_arrows_choose_enter_goes_there(visit, address):
    page, complaints = visit(address, user=cast.programme_associate())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box-words"
    page.keyboard.type("muller")
    page.get_by_role("option").nth(1).wait_for()
    assert chosen(page).count() == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "Zoë Müller" in chosen(page).inner_text()
    assert page.get_attribute(WORDS, "aria-activedescendant") == chosen(page).get_attribute("id")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Zoë Müller").wait_for()
    assert complaints == []


def test_escape_closes_and_gives_the_focus_back(visit):
    page, complaints = visit(reverse("workspace"), width=390, user=cast.programme_associate())
    page.locator("[data-search-opener]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("muller")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.keyboard.press("Escape")
    assert not page.locator("#search-box").is_visible()
    assert page.evaluate("document.activeElement.dataset.searchOpener") == ""
    assert complaints == []


def test_enter_without_a_choice_opens_the_page_with_all(visit):
    page, _complaints = visit(reverse("workspace"), user=cast.programme_associate())
    page.keyboard.press("/")
    page.keyboard.type("muller")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="People").wait_for()
    assert page.locator(".found a").all_inner_texts() == ["Asha Müller", "Zoë Müller"]
    assert violations(page) == []


def test_a_slash_that_is_typed_is_a_slash_and_the_key_can_be_switched_off(visit):
    page, _complaints = visit(reverse("workspace_search"), user=cast.programme_associate())
    page.focus("#search-words")
    page.keyboard.type("a/b")
    assert page.input_value("#search-words") == "a/b"
    page.locator("h1").click()
    page.keyboard.press("/")
    page.locator("[data-search-slash]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert not page.locator("#search-box").is_visible()
    page.reload()
    page.keyboard.press("/")
    assert not page.locator("#search-box").is_visible()


def test_visitors_have_no_search(visit):
    page, complaints = visit("/method/")
    assert page.locator("#search-box, [data-search-opener]").count() == 0
    assert complaints == []
