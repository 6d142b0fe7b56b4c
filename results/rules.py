"""What is impossible for a result, a milestone or a definition, and what is only worth checking.

The impossible is refused wherever it comes from: page, action or file. What is worth checking is taken, said to the
person who typed it, and listed for the one who approves.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculation.scores import GreyReason
from facts.numbers import localised
from results.choices import COUNTED_UNITS, CUMULATIVE_KINDS, MOST_OF_UNIT, PERCENT, VOLUNTEER_MONTHS

JUMP = 10
"""So many times more, or less, than the last result is worth checking."""


def written(value: Decimal) -> str:
    """A value as the reader's language writes it, with the places that it has."""
    return localised(value, max(0, -value.normalize().as_tuple().exponent))


def refusal_of_value(value: Decimal, unit: str) -> str:
    """Why an indicator of this unit cannot have the value; blank if it can."""
    most = MOST_OF_UNIT.get(unit)
    if unit == PERCENT and not 0 <= value <= 100:
        return _("A share in percent lies between 0 and 100.")
    if unit in (*COUNTED_UNITS, VOLUNTEER_MONTHS) and value < 0:
        return _("What is counted is not negative.")
    if unit in COUNTED_UNITS and value != value.to_integral_value():
        return _("What is counted is a whole number.")
    if most is not None and value > most:
        return _("There are not that many: at most %(most)s are possible.") % {"most": localised(most)}
    return ""


def refusal_of_year(year: int, framework) -> str:
    """Why a row of this framework cannot be of the year; blank if it can."""
    if year in framework.years:
        return ""
    years = {"framework": framework.code, "first": framework.first_year, "last": framework.last_year, "year": year}
    return _("The framework %(framework)s covers %(first)s to %(last)s, not %(year)s.") % years


def refuse_any(errors: dict[str, str]) -> None:
    """Raise the errors that say something, each at its field."""
    found = {field: error for field, error in errors.items() if error}
    if found:
        raise ValidationError(found)


def check_result(result) -> None:
    """Refuse a result that cannot be."""
    indicator = result.indicator
    year = refusal_of_year(result.year, indicator.framework) or refusal_of_unbegun(result.year)
    refuse_any(
        {
            "year": year,
            "value": refusal_of_result(result, indicator),
            "grey_reason": refusal_of_reason(result, indicator),
            "evidence": "" if result.evidence.strip() else _("Say what the result rests on."),
        }
    )


def refusal_of_unbegun(year: int) -> str:
    if year <= timezone.localdate().year:
        return ""
    return _("%(year)s has not begun: no result is due before its first day.") % {"year": year}


def refusal_of_result(result, indicator) -> str:
    if result.value is None:
        return ""
    if indicator.is_counted:
        return _("This result is counted from records. Leave it empty, and give the reason only if it is withheld.")
    return refusal_of_value(result.value, indicator.unit)


def refusal_of_reason(result, indicator) -> str:
    if result.value is not None or not result.grey_reason:
        return ""
    if indicator.is_counted and result.grey_reason != GreyReason.WITHHELD:
        return _("This result is counted from records. It can only be withheld.")
    if result.grey_reason == GreyReason.NOT_DUE and result.year < timezone.localdate().year:
        return _("%(year)s is over, so its result is due: was it not collected, or is it withheld?") % {
            "year": result.year
        }
    return ""


def check_milestone(milestone) -> None:
    """Refuse a version of a milestone that cannot be."""
    framework, unit = milestone.indicator.framework, milestone.indicator.unit
    negative = _("A milestone is not below zero.") if milestone.value < 0 else ""
    refuse_any(
        {
            "year": refusal_of_year(milestone.year, framework),
            "value": negative or refusal_of_value(milestone.value, unit),
            "adopted_date": refusal_of_adoption(milestone.adopted_date, framework),
        }
    )


def refusal_of_adoption(adopted: date, framework) -> str:
    if adopted <= date(framework.last_year, 12, 31):
        return ""
    return _("The framework ends with %(last)s: nothing is adopted for it after that.") % {"last": framework.last_year}


def check_definition(definition) -> None:
    """Refuse a definition of years that its framework does not have."""
    framework = definition.indicator.framework
    last = definition.last_year
    refuse_any(
        {
            "first_year": refusal_of_year(definition.first_year, framework),
            "last_year": refusal_of_year(last, framework) if last is not None else "",
        }
    )


def check_indicator(indicator) -> None:
    """Refuse an indicator whose parts do not belong together, or that its own results do not fit."""
    baseline = indicator.baseline
    stray = indicator.output_id is not None and indicator.output.outcome_id != indicator.outcome_id
    refuse_any(
        {
            "output": _("This output belongs to another outcome.") if stray else "",
            "code": refusal_of_code(indicator),
            "baseline": refusal_of_value(baseline, indicator.unit) if baseline is not None else "",
            "unit": refusal_of_unit(indicator) if indicator.pk else "",
            "statistic": refusal_of_statistic(indicator),
        }
    )


def refusal_of_code(indicator) -> str:
    others = type(indicator).objects.filter(outcome__framework=indicator.framework, code=indicator.code)
    if not others.exclude(pk=indicator.pk).exists():
        return ""
    return _("The framework already has an indicator with this code.")


def refusal_of_unit(indicator) -> str:
    """Why what is recorded already cannot have this unit."""
    for row in (*indicator.results.all(), *indicator.milestone_versions.all()):
        refusal = refusal_of_value(row.value, indicator.unit) if row.value is not None else ""
        if refusal:
            return _("%(row)s does not fit this unit: %(refusal)s") % {"row": row, "refusal": refusal}
    return ""


def refusal_of_statistic(indicator) -> str:
    if not indicator.statistic:
        return ""
    if indicator.statistic not in type(indicator).statistics():
        return _("There is no named statistic “%(name)s”.") % {"name": indicator.statistic}
    entered = indicator.pk and indicator.results.filter(value__isnull=False).first()
    if entered:
        return _("%(row)s was entered: an indicator that is counted has no entered results.") % {"row": entered}
    return ""


def doubts_of_result(result) -> Iterator[str]:
    """What is possible of a result but worth checking. Reads the other results of the indicator."""
    if result.value is None:
        return
    if result.year == timezone.localdate().year:
        yield _("%(year)s is not over yet.") % {"year": result.year}
    others = published_values(result)
    earlier = [year for year in sorted(others) if year < result.year]
    if earlier:
        yield from doubts_beside(result, earlier[-1], others[earlier[-1]])
    if result.indicator.kind in CUMULATIVE_KINDS:
        yield from doubts_of_total(result, others)


def published_values(result) -> dict[int, Decimal]:
    """The approved values of the other years, by year."""
    published = [row.published for row in result.indicator.results.all() if row.year != result.year]
    return {row.year: row.value for row in published if row is not None and row.value is not None}


def doubts_beside(result, year: int, before: Decimal) -> Iterator[str]:
    """Whether a result is many times more or less than the last one."""
    if before > 0 and result.value > JUMP * before:
        yield _("More than %(times)s times the %(value)s of %(year)s.") % words_of(year, before)
    if result.value > 0 and before > JUMP * result.value:
        yield _("Less than a tenth of the %(value)s of %(year)s.") % words_of(year, before)


def words_of(year: int, value: Decimal) -> dict:
    return {"times": JUMP, "value": written(value), "year": year}


def doubts_of_total(result, others: dict[int, Decimal]) -> Iterator[str]:
    """Whether a total that only grows falls."""
    for year, value in sorted(others.items()):
        if year < result.year and result.value < value:
            yield _("Below the %(value)s of %(year)s, though the total only grows.") % words_of(year, value)
        if year > result.year and result.value > value:
            yield _("Above the %(value)s of %(year)s, though the total only grows.") % words_of(year, value)


def doubts_of_milestone(milestone) -> Iterator[str]:
    """What is possible of a milestone but worth checking. Reads the other versions and the results."""
    if milestone.adopted_date > date(milestone.year, 12, 31):
        yield _("Adopted after the end of its year.")
    if milestone.adopted_date > timezone.localdate():
        yield _("Counts only from %(day)s.") % {"day": date_format(milestone.adopted_date)}
    for version in milestone.indicator.milestone_versions.all():
        is_other = version.year == milestone.year and version.pk != milestone.pk
        if is_other and version.published and differs_widely(version.published.value, milestone.value):
            yield _("Differs more than %(times)s times from the version adopted on %(day)s.") % {
                "times": JUMP,
                "day": date_format(version.adopted_date),
            }


def differs_widely(one: Decimal, other: Decimal) -> bool:
    low, high = sorted((one, other))
    return high > JUMP * low >= 0 and high > 0
