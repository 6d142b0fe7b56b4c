"""A framework of four years set up, approved and shown, in a real browser, by the keyboard alone."""

from datetime import timedelta

from django.urls import reverse

from results.models import Framework, Indicator, MilestoneVersion
from tests import cast

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
        self.page.keyboard.type(text)
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
