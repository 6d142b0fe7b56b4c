"""What a framework still lacks before it is whole, in words, each with the part to mend."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from results.models import Framework, Indicator, Outcome, Output


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and where it is put in: the name of a form on the framework's page."""

    sentence: str
    form: str
    is_needed: bool = True
    """Whether the framework is not whole without it, rather than only poorer."""


@dataclass(frozen=True)
class AllMissing:
    """What is needed before a framework is whole, and what would only make it better."""

    needed: list[Missing]
    may_stay: list[Missing]


def missing_of(framework: Framework, outcomes: list[Outcome]) -> AllMissing:
    """What is missing. Reads the outcomes with all that was fetched below them."""
    found = list(of_framework(framework, outcomes))
    return AllMissing([one for one in found if one.is_needed], [one for one in found if not one.is_needed])


def of_framework(framework: Framework, outcomes: list[Outcome]) -> Iterator[Missing]:
    if not framework.title_zh:
        yield Missing(_("The framework has no Chinese title."), "edit=framework", is_needed=False)
    if not outcomes:
        yield Missing(_("There is no outcome yet."), "add=outcome")
    for outcome in outcomes:
        yield from of_outcome(framework, outcome)


def of_outcome(framework: Framework, outcome: Outcome) -> Iterator[Missing]:
    words = {"code": outcome.code}
    if not outcome.title_zh:
        yield Missing(_("Outcome %(code)s has no Chinese title.") % words, f"edit=outcome-{outcome.pk}", False)
    indicators = list(outcome.indicators.all())
    if not indicators:
        yield Missing(_("Outcome %(code)s has no indicator.") % words, f"add=indicator&in=outcome-{outcome.pk}")
    for output in outcome.outputs.all():
        yield from of_output(output, indicators)
    for indicator in indicators:
        yield from of_indicator(framework, indicator)


def of_output(output: Output, indicators: list[Indicator]) -> Iterator[Missing]:
    words = {"code": output.code}
    if not output.title_zh:
        yield Missing(_("Output %(code)s has no Chinese title.") % words, f"edit=output-{output.pk}", False)
    if not any(indicator.output_id == output.pk for indicator in indicators):
        yield Missing(_("Output %(code)s has no indicator.") % words, f"add=indicator&in=output-{output.pk}")


def of_indicator(framework: Framework, indicator: Indicator) -> Iterator[Missing]:
    form, words = f"edit=indicator-{indicator.pk}", {"code": indicator.code}
    definitions = list(indicator.definitions.all())
    if not definitions:
        yield Missing(_("Indicator %(code)s has no title and no method.") % words, form)
    elif not all(one.title_zh and one.method_zh for one in definitions):
        yield Missing(_("Indicator %(code)s has no Chinese title or method.") % words, form, False)
    if indicator.baseline is None:
        yield Missing(_("Indicator %(code)s has no baseline.") % words, form, False)
    with_milestone = {version.year for version in indicator.milestone_versions.all()}
    without = [str(year) for year in framework.years if year not in with_milestone]
    if without:
        sentence = ngettext(
            "Indicator %(code)s has no milestone for %(years)s.",
            "Indicator %(code)s has no milestones for %(years)s.",
            len(without),
        )
        yield Missing(sentence % (words | {"years": ", ".join(without)}), form)
