"""What every answer rests on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from calculation.periods import last_complete_month
from facts.models import FactState


@dataclass(frozen=True)
class Basis:
    """What answers rest on: the cut-off, and whether and when facts were aggregated."""

    cutoff: date
    aggregated_at: datetime | None

    @classmethod
    def now(cls) -> "Basis":
        state = FactState.objects.current()
        if state:
            return cls(state.cutoff, state.aggregated_at)
        return cls(last_complete_month(timezone.now().date()), None)
