"""A story in the browser: a volunteer corrects the name and consents, staff decide, and a funder looks."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from facts.actions.aggregation import aggregate
from tests import cast
from tests.browser.test_pages import violations
from volunteers.models import Volunteer

ME, RECORD, CHOICES = (reverse(name) for name in ("workspace_me", "workspace_me_record", "workspace_me_choices"))
PARTNER = reverse("workspace_partner", args=["JAPAN"])
ROWS = reverse("workspace_partner_assignments", args=["JAPAN"])


@pytest.fixture(autouse=True)
def zawadi(transactional_db):
    """Zawadi serves with WHO, paid by Japan, and once served in Kenya; others are paid by Japan as well."""
    person = cast.volunteer("R-Z", family_name="Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    today = localdate()
    paid = {"funding_partner": cast.funding_partner("JAPAN"), "host_entity": cast.host_entity("WHO")}
    now = {"start_date": today - timedelta(99), "end_date": today + timedelta(60), "status": "serving"}
    cast.assignment("A-Z", volunteer=person, country=cast.country("NPL"), **paid, **now)
    cast.assignment("A-PAST", volunteer=person)
    for number in range(6):
        someone = cast.another_volunteer(f"Name{number}", sex="female" if number else "male")
        first = date(today.year - 1, 1, 1)
        cast.another_assignment(volunteer=someone, start_date=first, end_date=today + timedelta(200), **paid)
    aggregate()
    return person


def looked_at(visit, address, user) -> None:
    """Nothing breaks a rule of accessibility or scrolls sideways, wide and narrow."""
    for width, scheme in ((1280, "light"), (390, "dark")):
        page, complaints = visit(address, width=width, scheme=scheme, user=user)
        assert (address, width, violations(page)) == (address, width, [])
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, width, overflow, complaints) == (address, width, 0, [])


def test_the_own_name_is_corrected_by_staff_and_shown_to_a_funder_only_by_consent(visit, zawadi):
    staff, funder = cast.programme_associate(), cast.representative(cast.funding_partner("JAPAN"))
    page, complaints = visit(ME, user=zawadi.user)
    page.get_by_role("link", name="My data").click()
    page.get_by_label("Family name").fill("Achieng-Otieno")
    page.get_by_label("Why").fill("As in my passport")
    page.get_by_role("button", name="Ask staff to correct it").click()
    page.get_by_text("Asked for: family name.").wait_for()
    looked_at(visit, RECORD, zawadi.user)

    decider, _complaints = visit(reverse("workspace"), user=staff)
    decider.get_by_role("link", name="corrections to decide").click()
    looked_at(visit, reverse("workspace_corrections"), staff)
    decider.locator("table").get_by_role("link", name="Decide").click()
    looked_at(visit, urlsplit(decider.url).path, staff)
    assert decider.get_by_text("As in my passport").is_visible()
    decider.get_by_role("button", name="Decline").click()
    decider.get_by_role("alert").get_by_text("Say why").wait_for()
    decider.get_by_role("button", name="Accept, and correct the record").click()
    decider.get_by_text("Nothing awaits a decision.").wait_for()

    looker, _complaints = visit(ROWS, user=funder)
    assert looker.get_by_text("Otieno").count() == 0
    page.get_by_role("link", name="What others see of me").click()
    page.get_by_role("button", name="Show my name to them").click()
    page.get_by_text("Funding partners of your assignments see your name.").wait_for()
    looker.reload()
    assert looker.get_by_role("link", name="Zawadi Achieng-Otieno").is_visible()
    looked_at(visit, ROWS, funder)
    page.get_by_role("button", name="Withdraw: do not show my name").click()
    page.get_by_text("You said no: funding partners do not see your name.").wait_for()
    looker.reload()
    assert looker.get_by_text("Otieno").count() == 0
    assert looker.get_by_text("name withheld").count() == 7
    assert complaints == []


def test_a_disability_is_said_by_keyboard_and_withdrawn(visit, zawadi):
    page, complaints = visit(CHOICES, user=zawadi.user)
    page.get_by_role("button", name="I have a disability").focus()
    page.keyboard.press("Enter")
    page.get_by_text("I have a disability.").wait_for()
    assert Volunteer.objects.get(pk=zawadi.pk).has_disability is True
    page.get_by_role("button", name="Withdraw what I said").focus()
    page.keyboard.press("Enter")
    page.get_by_text("You withdrew what you said").wait_for()
    assert Volunteer.objects.get(pk=zawadi.pk).has_disability is None
    assert complaints == []
    for address in (ME, CHOICES):
        looked_at(visit, address, zawadi.user)


def test_a_funders_overview_draws_its_months_and_opens_its_numbers(visit):
    funder = cast.representative(cast.funding_partner("JAPAN"))
    looked_at(visit, PARTNER, funder)
    page, complaints = visit(PARTNER, user=funder)
    assert page.locator("figure[data-drawn=yes] canvas").count() == 1
    men = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Men", exact=True))
    assert men.get_by_text("<5").count() == 2
    page.get_by_role("row", name="Entity WHO").get_by_role("link").first.click()
    page.get_by_role("heading", name="7 assignments").wait_for()
    page.get_by_label("Country of duty").select_option("NPL")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="1 assignment").wait_for()
    assert complaints == []
