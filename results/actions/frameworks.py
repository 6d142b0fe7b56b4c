"""Loading the results frameworks that come with the portal. What exists is never overwritten."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from calculation.scores import Direction, GreyReason
from partners.reference_files import ReferenceFileError
from results.choices import IndicatorKind
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result

DATA = Path(__file__).resolve().parents[1] / "data"


@transaction.atomic
def load_frameworks(*, folder: Path = DATA) -> Counter:
    """Create the frameworks, indicators, milestones and results that are missing; count them by model.

    Definitions come with their indicator; a milestone or a result is added to a year that has none.
    """
    created = Counter()
    for path in sorted(folder.glob("framework_*.yaml")):
        FrameworkFile(path, created).load()
    return created


class FrameworkFile:
    """One framework as a file, and what was created from it."""

    def __init__(self, path: Path, created: Counter):
        self.path = path
        self.created = created
        self.content = self._read()
        self.order = 0

    def load(self) -> None:
        try:
            self._load()
        except KeyError as error:
            self.refuse(_("%(name)s is missing.") % {"name": error.args[0]})
        except ValidationError as error:
            self.refuse(" ".join(error.messages))
        except (TypeError, AttributeError, ArithmeticError) as error:
            self.refuse(str(error))

    def refuse(self, message: str):
        raise ReferenceFileError(f"{self.path.name}: {message}")

    def _read(self) -> dict:
        try:
            content = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ReferenceFileError(f"{self.path.name}: {error}") from error
        if not isinstance(content, dict):
            self.refuse(_("a framework with its outcomes was expected."))
        return content

    def _load(self) -> None:
        framework = self._ensure(
            Framework,
            code=self.content["code"],
            defaults={
                **titles(self.content),
                "first_year": self.content["first_year"],
                "last_year": self.content["last_year"],
                "source": self.content["source"],
            },
        )
        for entry in self.content["outcomes"]:
            outcome = self._ensure(Outcome, framework=framework, code=entry["code"], defaults=titles(entry))
            for output, indicator in self._indicators(outcome, entry):
                self._load_indicator(indicator, outcome=outcome, output=output)

    def _indicators(self, outcome: Outcome, entry: dict) -> Iterator[tuple[Output | None, dict]]:
        """The indicators of an outcome, then those of its outputs, each with its output."""
        yield from ((None, indicator) for indicator in entry["indicators"])
        for part in entry["outputs"]:
            output = self._ensure(Output, outcome=outcome, code=part["code"], defaults=titles(part))
            yield from ((output, indicator) for indicator in part["indicators"])

    def _load_indicator(self, entry: dict, *, outcome: Outcome, output: Output | None) -> None:
        self.order += 1
        known = Indicator.objects.filter(outcome=outcome, code=entry["code"]).first()
        indicator = known or self._create(Indicator, outcome=outcome, output=output, **self._indicator_fields(entry))
        if not known:
            self._create(
                IndicatorDefinition,
                indicator=indicator,
                first_year=outcome.framework.first_year,
                **titles(entry),
                method_en=entry["method_en"],
                method_zh=entry.get("method_zh", ""),
            )
        self._load_milestones(indicator, entry)
        self._load_results(indicator, entry)

    def _indicator_fields(self, entry: dict) -> dict:
        return {
            "code": entry["code"],
            "kind": self._one_of(IndicatorKind.values, entry["kind"]),
            "direction": self._one_of(list(Direction), entry.get("direction", Direction.RISING)),
            "unit": entry["unit"],
            "precision": entry.get("precision", 0),
            "statistic": entry.get("statistic", ""),
            "source": entry["source"],
            "order": self.order,
        }

    def _load_milestones(self, indicator: Indicator, entry: dict) -> None:
        with_milestone = set(indicator.milestone_versions.values_list("year", flat=True))
        for year, value in entry.get("milestones", {}).items():
            if year in with_milestone:
                continue
            self._create(
                MilestoneVersion,
                indicator=indicator,
                year=year,
                value=exact(value),
                adopted_date=self._day(self.content["milestone_adopted_date"]),
                reason=self.content["milestone_reason"],
                source=entry["milestone_source"],
            )

    def _load_results(self, indicator: Indicator, entry: dict) -> None:
        with_result = set(indicator.results.values_list("year", flat=True))
        for year, result in entry.get("results", {}).items():
            if year in with_result:
                continue
            self._create(Result, indicator=indicator, year=year, **self._result_fields(result))

    def _result_fields(self, result: dict) -> dict:
        if "value" in result:
            return {"value": exact(result["value"]), "evidence": result["evidence"]}
        reason = self._one_of(list(GreyReason), result["grey_reason"])
        return {"grey_reason": reason, "evidence": result["evidence"]}

    def _ensure(self, model, *, defaults: dict, **key):
        return model.objects.filter(**key).first() or self._create(model, **key, **defaults)

    def _create(self, model, **fields):
        """A row that nobody entered: it was approved where it was published."""
        row = model(**fields)
        row.clean_fields()
        row.clean()
        row.validate_constraints()
        row.save()
        self.created[model._meta.label] += 1
        return row

    def _one_of(self, allowed: list[str], value: str) -> str:
        if value not in allowed:
            self.refuse(
                _("“%(value)s” found, one of %(allowed)s expected.") % {"value": value, "allowed": ", ".join(allowed)}
            )
        return value

    def _day(self, value) -> date:
        if not isinstance(value, date):
            self.refuse(_("“%(value)s” found, a day written YYYY-MM-DD expected.") % {"value": value})
        return value


def titles(entry: dict) -> dict[str, str]:
    return {"title_en": entry["title_en"], "title_zh": entry.get("title_zh", "")}


def exact(value: int | float | str) -> Decimal:
    """A number of the file as it is written there, not as the nearest binary fraction."""
    return Decimal(str(value))
