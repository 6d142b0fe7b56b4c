"""Each page that staff work with, in a real browser: accessible, within the screen, quiet under the security policy."""

import os
from datetime import date

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from assignments.models import Assignment, DutyStationPeriod, Interruption
from tests import cast
from tests.browser.conftest import session_of
from tests.browser.test_pages import violations
from tests.figures import public_world

WORKSPACES = [
    "workspace",
    "workspace_assignments",
    "workspace_volunteers",
    "workspace_host_entities",
    "workspace_search",
    "workspace_findings",
    "workspace_duplicates",
    "workspace_imports",
    "workspace_import_new",
    "results-work",
    "results-approve",
    "framework-new",
    "runs",
]
OF_LIBRARIES = ("Applying inline style violates", "Executing inline script violates")
"""What the policy keeps pages of libraries in the admin from: widths of search boxes, and a translated rhythm."""
SOAK = bool(os.environ.get("UNVPORTAL_SOAK"))
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """A framework, facts, and an assignment with something of each kind within."""
    public_world.framework()
    public_world.fill()
    row = Assignment.objects.order_by("pk").first()
    Interruption.objects.create(assignment=row, first_date=date(2020, 5, 4), last_date=date(2020, 5, 8))
    first, last = row.start_date, row.end_date
    DutyStationPeriod.objects.create(assignment=row, place="Kisumu", first_date=first, last_date=last)


@pytest.fixture
def look(browser, live_server):
    """Open addresses one after the other as a superuser in one window; gives what is wrong with each."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    user = cast.superuser()
    context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def look_at(address: str) -> list[str]:
        complaints.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(f"{live_server.url}{address}")
        wrong = [] if response.status == 200 else [f"status {response.status}"]
        wrong += violations(page) + [text for text in complaints if not text.startswith(OF_LIBRARIES)]
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if overflow := page.evaluate(SIDEWAYS):
                wrong.append(f"{overflow} pixels beyond {width}")
        return wrong

    yield look_at
    context.close()


def pages_of_records() -> list[str]:
    row = Assignment.objects.order_by("pk").first()
    return [
        reverse("workspace_assignment", args=[row.assignment_number]),
        reverse("workspace_volunteer", args=[row.volunteer.roster_number]),
    ]


def pages_of_the_admin() -> list[str]:
    """The form of the first record of each kind, or an empty form; of the lists, which are alike, some or all."""
    request = RequestFactory().get("/")
    request.user = cast.superuser()
    lists, forms = [], []
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        try:
            lists.append(reverse(f"{name}_changelist"))
            row = model._default_manager.order_by("pk").first()
            if row:
                forms.append(reverse(f"{name}_change", args=[row.pk]))
            elif model_admin.has_add_permission(request):
                forms.append(reverse(f"{name}_add"))
        except NoReverseMatch:
            continue
    return [reverse("admin:index"), *(lists if SOAK else lists[::4]), *forms]


def test_no_page_of_the_workspace_is_closed_to_anybody_or_scrolls_sideways(look):
    addresses = [reverse(name) for name in WORKSPACES] + pages_of_records()
    assert_nothing_wrong(look, addresses)


def test_no_page_of_the_admin_is_closed_to_anybody_or_scrolls_sideways(look):
    assert_nothing_wrong(look, pages_of_the_admin())


def assert_nothing_wrong(look, addresses: list[str]) -> None:
    found = [f"{address}: {wrong}" for address in addresses for wrong in look(address)]
    assert not found, "\n".join(found)
