from results.models.facts import Fact, FactState, Forecast, HiddenCell, ProtectedYear, Shard
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
    "Forecast",
    "Framework",
    "HiddenCell",
    "Indicator",
    "IndicatorDefinition",
    "MilestoneVersion",
    "Outcome",
    "Output",
    "ProtectedYear",
    "Result",
    "Shard",
]
