"""A framework of four years set up, approved and shown, in a real browser, by the keyboard alone."""

from datetime import timedelta

from django.urls import reverse

from results.actions.approval import enter
from results.models import Framework, Indicator, MilestoneVersion
from tests import cast
from tests.browser.conftest import session_of
from tests.browser.test_pages import violations
from tests.results import a_framework

SECONDS_A_KEY, SECONDS_A_CHOICE = 0.28, 2.5
"""How long an average typist takes for a key, and to find the next link or button (keystroke-level model)."""

TREE = {"1": ["1.1", "1.2"], "2": ["2.1", "2.2"]}
INDICATORS_OF_AN_OUTPUT = 3
TITLE, METHOD = "People who volunteer with schemes that we support", "Count those in the registers of the year."


class Typist:
    """Somebody who works with the keyboard alone; counts keys, and links or buttons that were looked for."""

    def __init__(self, page):
        self.page = page
        self.keys = self.choices = 0

    def type(self, text: str) -> None:
        """All at once, to save the test's time; each letter counts as a key."""
        self.page.keyboard.insert_text(text)
        self.keys += len(text)

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press("Tab")
        self.keys += times

    def choose(self, role: str, name: str) -> None:
        self.page.evaluate("document.querySelector('#main').dataset.seen = 'yes'")
        self.page.get_by_role(role, name=name, exact=True).focus()
        self.page.keyboard.press("Enter")
        self.choices += 1
        self.page.locator("#main:not([data-seen])").wait_for()

    @property
    def takes(self) -> timedelta:
        return timedelta(seconds=self.keys * SECONDS_A_KEY + self.choices * SECONDS_A_CHOICE)


def add_part(typist: Typist, title: str, button: str) -> None:
    """Fill the form that is open, whose code stands there already."""
    typist.page.locator("[name=code]:focus").wait_for()
    typist.tab()
    typist.type(title)
    typist.choose("button", button)


def add_indicator(typist: Typist, button: str) -> None:
    typist.page.locator("[name=code]:focus").wait_for()
    typist.tab()
    typist.type(TITLE)
    typist.tab(2)
    typist.type(METHOD)
    typist.tab(2)
    typist.type("people")
    typist.tab(5)
    if not typist.page.input_value("[name=source]"):
        typist.type("Registers of schemes")
    typist.tab(3)
    for value in ("1000", "1500", "2000", "2500"):
        typist.type(value)
        typist.tab()
    typist.choose("button", button)


def test_a_framework_of_four_years_is_set_up_in_a_quarter_of_an_hour_by_keyboard_alone(transactional_db, visit):
    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    page, complaints = visit(reverse("results-work"), user=officer)
    typist = Typist(page)
    typist.choose("link", "Set up a framework")
    page.locator("#id_code").focus()
    for text in ("2022-2025", "2022", "2025", "Strategic Framework 2022-2025"):
        typist.type(text)
        typist.tab()
    typist.tab()
    typist.type("A decision of the Board")
    typist.choose("button", "Begin")
    for outcome, outputs in TREE.items():
        add_part(typist, f"Outcome of many people {outcome}", "Save")
        for output in outputs:
            typist.choose("link", f"Add an output to {outcome} Outcome of many people {outcome}")
            add_part(typist, f"What is delivered {output}", "Save")
            typist.choose("link", f"Add an indicator to {output} What is delivered {output}")
            for number in range(INDICATORS_OF_AN_OUTPUT):
                add_indicator(typist, "Save" if number == INDICATORS_OF_AN_OUTPUT - 1 else "Save and add another")
        if outcome == "1":
            typist.choose("link", "Add an outcome")
    framework = Framework.objects.get()
    assert sorted(Indicator.objects.values_list("code", flat=True)) == [
        f"{output}.{number}" for outputs in TREE.values() for output in outputs for number in (1, 2, 3)
    ]
    assert MilestoneVersion.objects.count() == 4 * 12
    assert page.get_by_text("has no milestone").count() == 0
    assert typist.takes < timedelta(minutes=15), (typist.keys, typist.choices, typist.takes)
    assert complaints == []

    public, _complaints = visit("/results/2022/")
    assert public.get_by_text("Outcome of many people").count() == 0
    page, complaints = visit(f"{reverse('results-approve')}?framework={framework.pk}", user=other)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Approve what is ticked").click()
    page.get_by_text("79 entries approved.").wait_for()
    public, _complaints = visit("/results/2022/")
    assert public.get_by_text("Outcome of many people 2").count() == 1
    assert complaints == []


def test_no_page_of_results_officers_breaks_an_accessibility_rule_or_scrolls_sideways(transactional_db, visit):
    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    framework = a_framework.framework()
    outcome = a_framework.outcome(framework)
    indicator = a_framework.indicator(outcome, output=a_framework.output(outcome))
    a_framework.definition(indicator)
    enter(a_framework.milestone(indicator, 55, adopted="2019-01-01"), by=other)
    enter(a_framework.result(indicator, 61, evidence="A survey of many words " * 9), by=other)
    enter(a_framework.result(indicator, 62, year=2019), by=officer)
    of_framework = reverse("framework-builder", args=[framework.pk])
    of_indicator = reverse("indicator-work", args=[indicator.pk])
    addresses = [
        reverse("results-work"),
        reverse("results-approve"),
        reverse("framework-new"),
        of_framework,
        f"{of_framework}?edit=indicator-{indicator.pk}",
        f"{of_indicator}?result=2020",
        f"{of_indicator}?milestone=2020",
        reverse("framework-copy", args=[framework.pk]),
        reverse("framework-sheet", args=[framework.pk]),
    ]
    page, complaints = visit(addresses[0], user=officer)
    narrow = [address for address in addresses if address in (of_framework, addresses[1], addresses[-1])]
    for width, scheme, shown in ((1280, "light", addresses), (390, "dark", narrow)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for address in shown:
            page.goto(page.url.split("/workspace/")[0] + address)
            page.wait_for_load_state("networkidle")
            assert (address, scheme, violations(page)) == (address, scheme, [])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, width, overflow) == (address, width, 0)
    assert complaints == []


def test_without_scripts_a_part_is_added_moved_and_removed(transactional_db, browser, live_server):
    """By plain forms; what a browser without scripts does."""
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": session_of(cast.results_officer()), "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{reverse('framework-new')}")
    for name, text in {"code": "N", "first_year": "2022", "last_year": "2023", "title_en": "N", "source": "x"}.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Begin").click()
    for title, button in (("One", "Save and add another"), ("Two", "Save")):
        page.fill("[name=title_en]", title)
        page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("button", name="Move 2 Two up").click()
    assert [one.strip() for one in page.locator("section.part > h2").all_inner_texts()] == [
        "Outcome 2: Two",
        "Outcome 1: One",
    ]
    page.get_by_role("link", name="Remove 1 One").click()
    page.get_by_role("button", name="Yes, remove it").click()
    assert page.locator("section.part > h2").count() == 1
    context.close()
