"""Visitors compare the report without seeing a small count of the records."""

from fractions import Fraction

from reports.reconciliation import ReportLine, Status, is_small, touches_protected


def line(**more):
    return ReportLine("043c", "43", "Volunteers with disabilities", "1", "1", Status.EQUAL, "", **more)


def test_a_small_count_is_hidden_from_visitors_and_what_the_report_says_is_not():
    hidden = line(is_protected=True).for_visitors()
    assert (hidden.published, hidden.computed, hidden.status) == ("1", "<5", Status.EQUAL)
    assert line().for_visitors() == line()


def test_only_small_counts_of_protected_properties_are_hidden():
    assert is_small(1) and is_small(Fraction(4)) and not is_small(0) and not is_small(5) and not is_small(None)
    assert touches_protected({"question": "measure=volunteers&year=2020&disability=yes"})
    assert not touches_protected({"question": "measure=volunteers&year=2020&country=KEN"})
