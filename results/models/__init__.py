from results.models.framework import Framework, Indicator, IndicatorDefinition, Outcome, Output
from results.models.progress import MilestoneVersion, Result

__all__ = ["Framework", "Indicator", "IndicatorDefinition", "MilestoneVersion", "Outcome", "Output", "Result"]
