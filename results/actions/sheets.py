"""Putting a sheet into a framework: tried first and undone, so that each row shows what it would do; then done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import sentence_of
from accounts.versions import digest, picture_of
from imports.problems import Problem
from results.actions.building import Adoption, last_order, put, put_indicator, siblings
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output

INDICATOR_FIELDS = {
    "unit": "unit",
    "kind": "kind",
    "direction": "direction",
    "decimal_places": "precision",
    "counted_by": "statistic",
    "source": "source",
    "baseline": "baseline",
    "baseline_year": "baseline_year",
}
"""Columns of the indicator itself, and the fields they go to."""

DEFINITION_FIELDS = {"title": "title_en", "title_zh": "title_zh", "method": "method_en", "method_zh": "method_zh"}
WHEN_EMPTY = {"direction": "rising", "decimal_places": "0"}
AMOUNTS, WHOLE = {"baseline"}, {"decimal_places", "baseline_year"}


class Row(Protocol):
    """A row of the sheet."""

    number: int
    cells: Mapping[str, str | None]


@dataclass(frozen=True)
class Effect:
    """What a row does: the columns that differ, with the stored value and the new one."""

    number: int
    code: str
    title: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...]

    @property
    def state(self) -> str:
        if self.is_new:
            return _("new")
        return _("changed") if self.changes else _("unchanged")


@dataclass
class SheetOutcome:
    """What a whole sheet does, or why it cannot be taken."""

    effects: list[Effect] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def changing(self) -> list[Effect]:
        return [effect for effect in self.effects if effect.is_new or effect.changes]


class _Undone(Exception):
    """What was tried is not kept."""


def put_sheet(framework: Framework, rows: list[Row], *, by: User, dry_run: bool) -> SheetOutcome:
    """Put all rows into the framework, or none of them where one is refused."""
    outcome = SheetOutcome()
    try:
        with transaction.atomic():
            for row in rows:
                _try_row(framework, row, outcome, by=by)
            if dry_run or outcome.problems:
                raise _Undone
    except _Undone:
        pass
    return outcome


def _try_row(framework: Framework, row: Row, outcome: SheetOutcome, *, by: User) -> None:
    try:
        with transaction.atomic():
            outcome.effects.append(_put_row(framework, row, by=by))
    except ValidationError as error:
        for name, errors in getattr(error, "error_dict", {"": [error]}).items():
            column = column_of(name)
            for one in errors:
                outcome.problems += [
                    Problem(row.number, message, column, row.cells.get(column)) for message in one.messages
                ]
    except IntegrityError as error:
        outcome.problems.append(Problem(row.number, sentence_of(error)))


def column_of(field_name: str) -> str:
    """The column in which a field of the records stands; blank where the whole row is meant."""
    by_field = {name: column for column, name in (INDICATOR_FIELDS | DEFINITION_FIELDS).items()}
    by_field |= {"adopted_date": "milestones_adopted_on", "reason": "milestone_reason"}
    if field_name.startswith("milestone_"):
        return field_name
    return by_field.get(field_name, {"code": "indicator", "output": "output"}.get(field_name, ""))


def _put_row(framework: Framework, row: Row, *, by: User) -> Effect:
    place = _put_place(framework, row, by=by)
    code = row.cells["indicator"] or ""
    known = Indicator.objects.filter(outcome__framework=framework, code=code).first()
    before = as_cells(known) if known else {}
    indicator = known or Indicator(code=code)
    indicator.outcome, indicator.output = place
    for column, name in INDICATOR_FIELDS.items():
        if column in row.cells:
            setattr(indicator, name, _value(column, row.cells[column]))
    definition = {name: row.cells[column] or "" for column, name in DEFINITION_FIELDS.items() if column in row.cells}
    put_indicator(
        indicator,
        definition=definition,
        milestones={
            year: _amount(row.cells[f"milestone_{year}"])
            for year in framework.years
            if f"milestone_{year}" in row.cells
        },
        adoption=_adoption(framework, row),
        by=by,
    )
    after = as_cells(Indicator.objects.get(pk=indicator.pk))
    changes = [(column, before.get(column, ""), after[column]) for column in after]
    differing = tuple(change for change in changes if change[1] != change[2])
    return Effect(row.number, code, after["title"], known is None, differing)


def _put_place(framework: Framework, row: Row, *, by: User) -> tuple[Outcome, Output | None]:
    """The outcome and the output that a row names, with their titles as the row gives them."""
    cells = row.cells
    outcome = Outcome.objects.filter(framework=framework, code=cells["outcome"]).first()
    outcome = _put_titled(outcome or Outcome(framework=framework, code=cells["outcome"]), "outcome", row, by=by)
    if not cells.get("output"):
        return outcome, None
    output = Output.objects.filter(outcome__framework=framework, code=cells["output"]).first()
    if output is not None and output.outcome_id != outcome.pk:
        raise ValidationError({"output": _("This output belongs to another outcome.")})
    return outcome, _put_titled(output or Output(outcome=outcome, code=cells["output"]), "output", row, by=by)


def _put_titled(part: Outcome | Output, kind: str, row: Row, *, by: User):
    for column, name in ((f"{kind}_title", "title_en"), (f"{kind}_title_zh", "title_zh")):
        if row.cells.get(column):
            setattr(part, name, row.cells[column])
    if part.pk is None:
        if not part.title_en:
            words = {"column": f"{kind}_title", "code": part.code}
            raise ValidationError(_("%(code)s is new: expected its title in %(column)s.") % words)
        part.order = last_order(siblings(part)) + 1
    return put(part, by=by)


def _value(column: str, text: str | None):
    text = WHEN_EMPTY.get(column) if text is None else text
    if column in AMOUNTS:
        return _amount(text)
    if column in WHOLE:
        return None if text is None else int(text)
    return text or ""


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _adoption(framework: Framework, row: Row) -> Adoption:
    """When the milestones of a row were adopted, why and where; as usual for a framework where the row says nothing."""
    day = row.cells.get("milestones_adopted_on")
    return Adoption(
        day=date.fromisoformat(day) if day else min(date(framework.first_year, 1, 1), timezone.localdate()),
        reason=row.cells.get("milestone_reason") or _("As in the results framework"),
        source=row.cells.get("milestone_source") or framework.source,
    )


# A framework as cells


def as_cells(indicator: Indicator) -> dict[str, str]:
    """The row of an indicator as a sheet holds it."""
    outcome, output = indicator.outcome, indicator.output
    cells = {
        "outcome": outcome.code,
        "outcome_title": outcome.title_en,
        "outcome_title_zh": outcome.title_zh,
        "output": output.code if output else "",
        "output_title": output.title_en if output else "",
        "output_title_zh": output.title_zh if output else "",
        "indicator": indicator.code,
    }
    definition = max(indicator.definitions.all(), key=lambda one: one.first_year, default=None)
    cells |= {column: getattr(definition, name, "") for column, name in DEFINITION_FIELDS.items()}
    cells |= {column: _text(getattr(indicator, name)) for column, name in INDICATOR_FIELDS.items()}
    versions = sorted(indicator.milestone_versions.all(), key=lambda one: (one.adopted_date, one.pk))
    latest = {version.year: version for version in versions}
    for year in indicator.framework.years:
        cells[f"milestone_{year}"] = _text(latest[year].value) if year in latest else ""
    last = versions[-1] if versions else None
    return cells | {
        "milestones_adopted_on": last.adopted_date.isoformat() if last else "",
        "milestone_reason": last.reason if last else "",
        "milestone_source": last.source if last else "",
    }


def _text(value) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def rows_of(framework: Framework) -> list[dict[str, str]]:
    """All indicators of a framework as rows of a sheet, in their order."""
    found = (
        Indicator.objects.filter(outcome__framework=framework)
        .select_related("outcome__framework", "output")
        .prefetch_related("definitions", "milestone_versions")
        .order_by("outcome__order", "outcome__code", "output__order", "output__code", "order", "code")
    )
    return [as_cells(indicator) for indicator in found]


def picture_digest(framework: Framework) -> str:
    """One short digest of a framework with all below it: it differs as soon as anybody changes anything."""
    rows = [framework, *framework.outcomes.all(), *Output.objects.filter(outcome__framework=framework)]
    rows += Indicator.objects.filter(outcome__framework=framework)
    for model in (IndicatorDefinition, MilestoneVersion):
        rows += model.objects.filter(indicator__outcome__framework=framework)
    return digest(sorted(picture_of(rows).items()))
