"""Whether an assignment keeps the rules of its category: age, months of one assignment, months in all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assignments.choices import Breach, Status
from assignments.models import Assignment, EligibilityRule
from calculation.calendar import UNIT, day_number, units_before


@dataclass(frozen=True)
class Broken:
    """A rule that an assignment breaks, and the sentence that says so."""

    breach: Breach
    sentence: str


def broken_rules(assignment: Assignment) -> list[Broken]:
    """The rules that an assignment would break, without those from which it is excepted."""
    if assignment.status == Status.CANCELLED:
        return []
    rule = EligibilityRule.objects.holding_for(assignment.category, assignment.start_date)
    if rule is None:
        return []
    excepted = set(assignment.rule_exceptions.values_list("breach", flat=True)) if assignment.pk else set()
    checks = (too_young_or_old, too_long, too_much_in_all)
    found = [broken for check in checks if (broken := check(assignment, rule))]
    return [broken for broken in found if broken.breach not in excepted]


def newly_broken(assignment: Assignment) -> list[Broken]:
    """The rules that an assignment would break now, and does not break as it is stored."""
    stored = Assignment.objects.filter(pk=assignment.pk).first() if assignment.pk else None
    before = {broken.breach for broken in broken_rules(stored)} if stored else set()
    return [broken for broken in broken_rules(assignment) if broken.breach not in before]


def too_young_or_old(assignment: Assignment, rule: EligibilityRule) -> Broken | None:
    age = assignment.volunteer.age_on(assignment.start_date)
    words = {
        "age": age,
        "least": rule.least_age,
        "greatest": rule.greatest_age,
        "category": rule.get_category_display(),
    }
    if age is not None and rule.least_age is not None and age < rule.least_age:
        return Broken(
            Breach.AGE,
            _("%(category)s: the person is %(age)s years old on the first day; the least age is %(least)s.") % words,
        )
    if age is not None and rule.greatest_age is not None and age > rule.greatest_age:
        return Broken(
            Breach.AGE,
            _("%(category)s: the person is %(age)s years old on the first day; the greatest age is %(greatest)s.")
            % words,
        )
    return None


def too_long(assignment: Assignment, rule: EligibilityRule) -> Broken | None:
    if rule.months_at_most is None:
        return None
    latest = months_after(assignment.start_date, rule.months_at_most) - timedelta(1)
    if assignment.end_date <= latest:
        return None
    words = {"months": rule.months_at_most, "latest": date_format(latest), "category": rule.get_category_display()}
    return Broken(
        Breach.LENGTH,
        _("%(category)s: one assignment lasts at most %(months)s months; this one may end on %(latest)s at the latest.")
        % words,
    )


def too_much_in_all(assignment: Assignment, rule: EligibilityRule) -> Broken | None:
    if rule.months_in_all is None:
        return None
    others = assignment.volunteer.assignments.filter(category=assignment.category).exclude(status=Status.CANCELLED)
    days = list(others.exclude(pk=assignment.pk).values_list("start_date", "end_date"))
    months = months_of([*days, (assignment.start_date, assignment.end_date)])
    if months <= rule.months_in_all:
        return None
    words = {"months": rule.months_in_all, "all": months, "category": rule.get_category_display()}
    return Broken(
        Breach.IN_ALL,
        _("%(category)s: the person would have %(all)s months in all; at most %(months)s are allowed.") % words,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of its month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def months_of(spans: Iterable[tuple[date, date]]) -> int:
    """The calendar months between first and last days, all together, rounded half up to whole ones."""
    units = sum(int(units_before(day_number(last) + 1) - units_before(day_number(first))) for first, last in spans)
    return (2 * units + UNIT) // (2 * UNIT)
