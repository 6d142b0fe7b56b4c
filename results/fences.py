"""The framework and its results hold no person."""

from accounts.fence import opened

opened(
    "results.Framework",
    "results.Outcome",
    "results.Output",
    "results.Indicator",
    "results.IndicatorDefinition",
    "results.MilestoneVersion",
    "results.Result",
)
