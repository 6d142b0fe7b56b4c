"""What only a browser knows of pages of records: print, the cache of a shared computer, forms of two at once."""

from datetime import date

import pytest
from django.urls import reverse

from assignments.models import Assignment
from tests import cast

BRIGHT, DARK = 200, 100


@pytest.fixture(autouse=True)
def portal(transactional_db):
    cast.assignment("A-1", status="planned", start_date=date(2030, 1, 1), end_date=date(2030, 12, 31))


def brightness(page, selector: str, what: str) -> float:
    """How bright a colour is, from 0 to 255; what is transparent is white paper."""
    colour = page.eval_on_selector(selector, f"element => getComputedStyle(element).{what}")
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    return 255 if len(parts) == 4 and not parts[3] else sum(parts[:3]) / 3


@pytest.mark.parametrize(
    ("address", "selectors"),
    [
        ("/method/", ["html", "body", "main", "h1"]),
        (reverse("workspace"), ["html", "body", "main", ".figure-value"]),
        (
            reverse("admin:assignments_assignment_changelist"),
            ["html", "body", "#result_list", "#result_list a", "#header"],
        ),
        (reverse("admin:assignments_assignment_add"), ["html", "body", "fieldset", "label"]),
    ],
)
def test_paper_is_white_whatever_the_screen_s_mode(visit, address, selectors):
    page, _complaints = visit(address, scheme="dark", user=cast.superuser())
    assert brightness(page, "body", "backgroundColor") < DARK
    page.emulate_media(media="print", color_scheme="dark")
    for selector in selectors:
        assert brightness(page, selector, "backgroundColor") > BRIGHT, (address, selector)
        assert brightness(page, selector, "color") < DARK, (address, selector)


def test_a_mode_chosen_in_the_admin_does_not_print_either(visit):
    page, _complaints = visit(reverse("admin:index"), user=cast.superuser())
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert brightness(page, "body", "backgroundColor") < DARK
    page.emulate_media(media="print")
    assert brightness(page, "body", "backgroundColor") > BRIGHT
    assert brightness(page, "body", "color") < DARK


def test_who_goes_back_after_sign_out_finds_no_names(visit, live_server):
    page, _complaints = visit(reverse("workspace_assignments"), user=cast.programme_associate())
    assert page.get_by_text("Asha Okoth").count()
    page.goto(f"{live_server.url}{reverse('account_logout')}")
    page.locator("main form button").first.click()
    page.wait_for_load_state("networkidle")
    page.go_back()
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert not page.get_by_text("Asha Okoth").count()


def test_who_saves_later_sees_both_values_and_decides(visit):
    address = reverse("admin:assignments_assignment_change", args=[Assignment.objects.get().pk])
    staff = cast.superuser()
    first, complaints = visit(address, user=staff)
    second, _complaints = visit(address, user=cast.programme_associate(name="Ana Lima"))
    second.fill("#id_end_date", "30 September 2031")
    second.get_by_role("button", name="Save", exact=True).click()
    first.select_option("#id_category", "international_youth")
    first.get_by_role("button", name="Save", exact=True).click()
    assert "changed meanwhile by Ana Lima" in first.locator(".errorlist").first.inner_text()
    row = first.locator("section.stale tbody tr").first.inner_text()
    assert "31 December 2030" in row
    assert "30 September 2031" in row
    first.fill("#id_end_date", "2031-09-30")
    first.get_by_label("I have read these changes").check()
    first.get_by_role("button", name="Save", exact=True).click()
    first.wait_for_load_state("networkidle")
    saved = Assignment.objects.get()
    assert (saved.category, saved.end_date) == ("international_youth", date(2031, 9, 30))
    assert complaints == []
