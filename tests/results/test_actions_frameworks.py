"""Loading the results frameworks."""

from decimal import Decimal
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from partners.reference_files import ReferenceFileError
from reports.published import FACTS as PUBLISHED
from results.actions.frameworks import DATA, load_frameworks
from results.models import Framework, Indicator, MilestoneVersion, Result

pytestmark = pytest.mark.django_db
FILE = "framework_2018_2021.yaml"
FACTS = {fact["id"]: fact for fact in yaml.safe_load(PUBLISHED.read_text())["facts"]}


@pytest.fixture
def altered(tmp_path):
    def write(old, new):
        text = (DATA / FILE).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return write


def test_loads_the_fourteen_indicators_in_the_order_of_the_report():
    load_frameworks()
    codes = "1.1 1.2 1.1.1 1.1.2 1.2.1 1.2.2 2.1 2.2 2.1.1a 2.1.1b 2.1.2a 2.1.2b 2.2.1 2.2.2"
    assert [indicator.code for indicator in Indicator.objects.all()] == codes.split()
    assert list(Framework.objects.get().years) == [2018, 2019, 2020, 2021]


def test_gives_each_indicator_the_milestone_of_the_report():
    load_frameworks()
    for milestone in MilestoneVersion.objects.select_related("indicator"):
        assert milestone.year == 2020
        assert milestone.value == FACTS[f"I{milestone.indicator.code}-target"]["value"]
    assert MilestoneVersion.objects.count() == 14


def test_enters_only_results_that_no_record_here_can_count():
    load_frameworks()
    entered = Result.objects.filter(year=2020, value__isnull=False)
    codes = "1.1 1.2 1.1.1 1.1.2 1.2.1 1.2.2 2.1 2.2.1 2.2.2"
    assert {result.indicator.code for result in entered} == set(codes.split())
    for result in entered:
        assert result.value == FACTS[f"I{result.indicator.code}-result"]["value"]
        assert not result.indicator.is_counted


def test_withholds_the_online_results_of_2020_with_the_reason():
    load_frameworks()
    withheld = Result.objects.filter(grey_reason="withheld")
    assert {(result.indicator.code, result.year) for result in withheld} == {("2.1.1b", 2020), ("2.1.2b", 2020)}
    assert all("paragraph 40" in result.evidence for result in withheld)


def test_loading_again_does_nothing_and_keeps_what_staff_have_changed():
    load_frameworks()
    Result.objects.filter(indicator__code="2.1").update(value=Decimal(98))
    before = Result.pgh_event_model.objects.count()
    assert not +load_frameworks()
    assert Result.pgh_event_model.objects.count() == before
    assert Result.objects.get(indicator__code="2.1").value == 98


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: annual", "kind: yearly", "“yearly” found, one of annual"),
        ("unit: percent", "units: percent", "'?unit'? is missing"),
        ("milestones: {2020: 47}", "milestones: {2020: many}", "many|ConversionSyntax"),
        ("outcomes:", "outcomes: [", "while parsing"),
        ("grey_reason: withheld", "grey_reason: hidden", "“hidden” found"),
    ],
)
def test_says_what_is_wrong_with_a_framework_file(altered, old, new, said):
    with pytest.raises(ReferenceFileError, match=said) as refused:
        load_frameworks(folder=altered(old, new))
    assert str(refused.value).startswith(FILE)
    assert not Framework.objects.exists()


def test_the_command_says_what_it_created_and_then_that_nothing_was_missing():
    first, second = StringIO(), StringIO()
    call_command("load_reference", stdout=first)
    call_command("load_reference", stdout=second)
    assert "251  countries and territories" in first.getvalue()
    assert second.getvalue() == "Nothing was missing.\n"


def test_the_command_refuses_a_bad_file_in_one_line(monkeypatch, altered):
    folder = altered("kind: annual", "kind: yearly")
    monkeypatch.setattr(
        "results.management.commands.load_reference.load_frameworks", lambda: load_frameworks(folder=folder)
    )
    with pytest.raises(CommandError, match="yearly"):
        call_command("load_reference")
