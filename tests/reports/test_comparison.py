"""When a computed figure counts as the published one."""

from fractions import Fraction

import pytest

from reports.comparison import agrees, as_text
from reports.published import PublishedFact, as_published, findings, published_facts


def fact(value, **fields):
    return PublishedFact("1", "1", "A figure", as_published(value), "percent", **fields)


@pytest.mark.parametrize(
    ("computed", "published", "fields", "equal"),
    [
        (Fraction(9459), 9459, {}, True),
        (Fraction(9460), 9459, {}, False),
        (Fraction(1, 6), 0.166667, {}, True),
        (Fraction("65013.997849"), 65014, {}, False),
        (Fraction("57.5"), 58, {"tolerance": Fraction(1, 2)}, True),
        (Fraction("57.4999"), 58, {"tolerance": Fraction(1, 2)}, False),
        (Fraction("58.5"), 58, {"tolerance": Fraction(1, 2)}, True),
        (Fraction(539, 3232), 0.1667, {"tolerance": Fraction(5, 1000)}, True),
        (Fraction(1000), 1000, {"bound": "more_than"}, False),
        (Fraction(1001), 1000, {"bound": "more_than"}, True),
        (Fraction(100), 100, {"bound": "nearly"}, True),
        (Fraction(95), 100, {"bound": "nearly"}, True),
        (Fraction(94), 100, {"bound": "nearly"}, False),
        (Fraction(101), 100, {"bound": "nearly"}, False),
        (Fraction(105), 100, {"bound": "about"}, True),
        (Fraction(106), 100, {"bound": "about"}, False),
        (None, None, {}, True),
        (Fraction(0), None, {}, False),
        (None, 0, {}, False),
        ("green", "green", {}, True),
        ("yellow", "green", {}, False),
    ],
)
def test_compares_within_what_the_report_says(computed, published, fields, equal):
    assert agrees(computed, fact(published, **fields)) is equal


def test_refuses_a_bound_that_nobody_defined():
    with pytest.raises(ValueError, match="roughly"):
        agrees(Fraction(1), fact(1, bound="roughly"))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (None, ""),
        (0, "0"),
        (58.0, "58"),
        (9.75, "9.75"),
        ("green", "green"),
        ([139, 28, 9, 6, 4, 6], "139;28;9;6;4;6"),
    ],
)
def test_writes_figures_as_the_contract_says(figure, text):
    assert as_text(as_published(figure)) == text


def test_reads_every_figure_and_finding_of_the_report():
    facts = published_facts()
    assert len({one.id for one in facts}) == len(facts) == 252
    assert [name for name, finding in findings().items() if finding.is_hard] == [f"C{number}" for number in range(1, 8)]
