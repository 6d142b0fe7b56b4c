from results.models.facts import Fact, FactState, HiddenCell, ProtectedYear
from results.models.framework import (
    Framework,
    Indicator,
    IndicatorDefinition,
    Outcome,
    Output,
)
from results.models.progress import MilestoneVersion, Result

__all__ = [
    "Fact",
    "FactState",
    "Framework",
    "HiddenCell",
    "Indicator",
    "IndicatorDefinition",
    "MilestoneVersion",
    "Outcome",
    "Output",
    "ProtectedYear",
    "Result",
]
