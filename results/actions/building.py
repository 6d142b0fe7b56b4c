"""Building a framework part by part: what is put into it awaits approval, like all that is entered.

What was approved once is public, and is neither removed nor given another code; what nobody approved yet may be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from results.actions.approval import enter
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output
from results.models.approval import Approvable

Row = TypeVar("Row", bound=Approvable)
Part = Framework | Outcome | Output | Indicator
UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Adoption:
    """When, why and where the milestones were adopted that are put in together."""

    day: date
    reason: str
    source: str


class CannotRemove(Exception):
    """The part stays; the message says why."""


def put(row: Row, *, by: User) -> Row:
    """Enter a part if it is new or differs from what is stored; what stays as it is awaits nobody."""
    return enter(row, by=by) if differs(row) else row


def differs(row: Approvable) -> bool:
    stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
    if stored is None:
        return True
    return any(row.serializable_value(field.attname) != stored.serializable_value(field.attname) for field in own(row))


def own(row: Approvable) -> list[models.Field]:
    """The fields that say something of the part, rather than of its approval."""
    about_approval = {field.name for field in Approvable._meta.get_fields()}
    return [field for field in row._meta.concrete_fields if field.name not in about_approval]


@transaction.atomic
def put_framework(framework: Framework, *, by: User) -> Framework:
    """Enter a framework. While nobody approved it, its definitions go with its first year."""
    stored = Framework.objects.filter(pk=framework.pk).first() if framework.pk else None
    if stored is None or framework.first_year == stored.first_year:
        return put(framework, by=by)
    if framework.first_year < stored.first_year:
        put(framework, by=by)
    of_first_year = IndicatorDefinition.objects.filter(
        indicator__outcome__framework=framework, first_year=stored.first_year
    )
    for definition in of_first_year.select_related("indicator__outcome__framework"):
        definition.first_year = framework.first_year
        enter(definition, by=by)
    return put(framework, by=by)


@transaction.atomic
def put_indicator(
    indicator: Indicator,
    *,
    definition: Mapping[str, str],
    milestones: Mapping[int, Decimal | None],
    adoption: Adoption,
    by: User,
) -> Indicator:
    """Enter an indicator with its definition and the milestones of its years, as far as they are new or differ."""
    if indicator.pk is None and not indicator.order:
        indicator.order = last_order(siblings(indicator)) + 1
    put(indicator, by=by)
    latest = indicator.definitions.order_by("first_year").last()
    if latest is None:
        latest = IndicatorDefinition(indicator=indicator, first_year=indicator.framework.first_year)
    for name, value in definition.items():
        setattr(latest, name, value)
    put(latest, by=by)
    for year, value in milestones.items():
        put_milestone(indicator, year, value, adoption=adoption, by=by)
    return indicator


@transaction.atomic
def put_milestone(indicator: Indicator, year: int, value: Decimal | None, *, adoption: Adoption, by: User) -> None:
    """Give a year its milestone. One that was approved stays, and the new value becomes another version of it."""
    latest = indicator.milestone_versions.filter(year=year).order_by("adopted_date", "pk").last()
    try:
        if latest is None:
            if value is not None:
                enter(new_version(indicator, year, value, adoption), by=by)
        elif value is None:
            remove_milestone(latest)
        elif latest.value != value:
            enter(changed_version(latest, value, adoption), by=by)
    except ValidationError as error:
        refused = getattr(error, "error_dict", {"value": [error]})
        raise ValidationError({field_of_milestone(name, year): found for name, found in refused.items()}) from error


def field_of_milestone(name: str, year: int) -> str:
    """Where a page or sheet asks for a value of a milestone: the day, the reason and the source once for all years."""
    return {"adopted_date": name, "reason": name, "source": "milestone_source"}.get(name, f"milestone_{year}")


def new_version(indicator: Indicator, year: int, value: Decimal, adoption: Adoption) -> MilestoneVersion:
    return MilestoneVersion(
        indicator=indicator,
        year=year,
        value=value,
        adopted_date=adoption.day,
        reason=adoption.reason,
        source=adoption.source,
    )


def changed_version(latest: MilestoneVersion, value: Decimal, adoption: Adoption) -> MilestoneVersion:
    """The same version with another value while nobody approved it, else a version after it."""
    if latest.published is None:
        latest.value, latest.adopted_date = value, adoption.day
        latest.reason, latest.source = adoption.reason, adoption.source
        return latest
    if adoption.day <= latest.adopted_date:
        sentence = _("The milestone in force was adopted on %(day)s. Another value needs a later day, and its reason.")
        raise ValidationError({"adopted_date": sentence % {"day": date_format(latest.adopted_date)}})
    return new_version(latest.indicator, latest.year, value, adoption)


def remove_milestone(latest: MilestoneVersion) -> None:
    if latest.published is not None:
        raise ValidationError(_("This milestone was approved, and stays. Give another value instead."))
    latest.delete()


# Order and removal


def siblings(part: Part) -> list[Part]:
    """The parts among which a part stands, in their order."""
    if isinstance(part, Outcome):
        found = part.framework.outcomes
    elif isinstance(part, Output):
        found = part.outcome.outputs
    else:
        found = part.outcome.indicators.filter(output=part.output_id)
    return list(found.order_by("order", "code"))


def last_order(parts: Iterable[Part]) -> int:
    return max((part.order for part in parts), default=0)


@transaction.atomic
def move(part: Part, direction: str, *, by: User) -> None:
    """Let a part change places with the one above or below it. The new order of public parts awaits approval."""
    parts = siblings(part)
    here = parts.index(part)
    there = here - 1 if direction == UP else here + 1
    if not 0 <= there < len(parts):
        return
    parts[here], parts[there] = parts[there], parts[here]
    for place, one in enumerate(parts, start=1):
        one.order = place
        put(one, by=by)


@transaction.atomic
def remove(part: Part) -> int:
    """Take away a part that nobody approved, with all that stands below it; gives how many rows were deleted."""
    rows = [*below(part), part]
    public = next((row for row in rows if row.published is not None), None)
    if public is not None:
        raise CannotRemove(
            _("%(row)s was approved, and is public: it cannot be removed by one person.") % {"row": public}
        )
    for row in rows:
        row.delete()
    return len(rows)


def below(part: Part) -> list[Approvable]:
    """All rows below a part, the lowest first."""
    if isinstance(part, Indicator):
        return [*part.milestone_versions.all(), *part.results.all(), *part.definitions.all()]
    if isinstance(part, Output):
        parts = list(part.indicators.all())
    elif isinstance(part, Outcome):
        parts = [*part.outputs.all(), *part.indicators.filter(output=None)]
    else:
        parts = list(part.outcomes.all())
    return [row for one in parts for row in (*below(one), one)]
