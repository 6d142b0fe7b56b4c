"""A framework copied from another one: its parts as they were approved, its years shifted."""

from collections import Counter
from collections.abc import Collection
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from results.actions.approval import enter
from results.actions.building import Adoption, new_version
from results.models import Framework, Indicator, IndicatorDefinition, Outcome, Output
from results.models.approval import Approvable

Row = TypeVar("Row", bound=Approvable)


class Copied(models.TextChoices):
    OUTPUTS = "outputs", _("outputs")
    INDICATORS = "indicators", _("indicators with their definitions")
    MILESTONES = "milestones", _("milestones, shifted by as many years as the frameworks lie apart")


@transaction.atomic
def copy_framework(
    source: Framework, into: Framework, *, parts: Collection[str], adoption: Adoption, by: User
) -> Counter:
    """Enter the outcomes of a framework, and the chosen parts below them, into a new one; count them by model.

    An indicator of an output that is not copied stands under the outcome.
    """
    return _Copy(source, into, set(parts), adoption, by).made


class _Copy:
    def __init__(self, source: Framework, into: Framework, parts: set[str], adoption: Adoption, by: User):
        self.into, self.parts, self.adoption, self.by = into, parts, adoption, by
        self.shift = into.first_year - source.first_year
        self.made: Counter = Counter()
        for outcome in published(source.outcomes.all()):
            self.copy_outcome(outcome)

    def copy_outcome(self, outcome: Outcome) -> None:
        copied = self.enter(Outcome(framework=self.into, code=outcome.code, **texts(outcome)))
        outputs: dict[int | None, Output | None] = {None: None}
        if Copied.OUTPUTS in self.parts:
            for output in published(outcome.outputs.all()):
                outputs[output.pk] = self.enter(Output(outcome=copied, code=output.code, **texts(output)))
        if Copied.INDICATORS in self.parts:
            found = outcome.indicators.prefetch_related("definitions", "milestone_versions")
            for indicator in published(found):
                self.copy_indicator(indicator, outcome=copied, output=outputs.get(indicator.output_id))

    def copy_indicator(self, indicator: Indicator, *, outcome: Outcome, output: Output | None) -> None:
        values = {name: getattr(indicator, name) for name in Indicator.content}
        copied = self.enter(Indicator(outcome=outcome, output=output, code=indicator.code, **values))
        definition = indicator.definition_in(indicator.framework.last_year)
        if definition is not None:
            words = {name: getattr(definition, name) for name in ("title_en", "title_zh", "method_en", "method_zh")}
            self.enter(IndicatorDefinition(indicator=copied, first_year=self.into.first_year, **words))
        if Copied.MILESTONES in self.parts:
            self.copy_milestones(indicator, copied)

    def copy_milestones(self, indicator: Indicator, copied: Indicator) -> None:
        """The milestone in force of each year, in the years that the new framework has."""
        versions = sorted(published(indicator.milestone_versions.all()), key=lambda one: (one.adopted_date, one.pk))
        for year, value in {version.year + self.shift: version.value for version in versions}.items():
            if year in self.into.years:
                self.enter(new_version(copied, year, value, self.adoption))

    def enter(self, row: Row) -> Row:
        self.made[type(row)] += 1
        return enter(row, by=self.by)


def published(rows) -> list:
    """The rows as they were approved, without those that never were."""
    return [shown for row in rows if (shown := row.published) is not None]


def texts(part: Outcome | Output) -> dict:
    return {"title_en": part.title_en, "title_zh": part.title_zh, "order": part.order}
