"""The admin of frameworks, and of what is entered for them and approved by somebody else."""

from results.admin.frameworks import (
    FrameworkAdmin,
    IndicatorAdmin,
    IndicatorDefinitionAdmin,
    OutcomeAdmin,
    OutputAdmin,
)
from results.admin.progress import MilestoneVersionAdmin, ResultAdmin

__all__ = [
    "FrameworkAdmin",
    "IndicatorAdmin",
    "IndicatorDefinitionAdmin",
    "MilestoneVersionAdmin",
    "OutcomeAdmin",
    "OutputAdmin",
    "ResultAdmin",
]
