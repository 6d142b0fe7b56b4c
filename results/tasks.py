"""Postmen of the results: they start the actions on schedule."""

from celery import shared_task
from celery.utils.log import get_task_logger

from results.actions.aggregation import AggregationRefused, aggregate

log = get_task_logger(__name__)


@shared_task
def bring_facts_up_to_date() -> None:
    """Aggregate through the last complete month, unless another run is at it."""
    try:
        aggregate(trigger="schedule")
    except AggregationRefused as refusal:
        log.info("Nothing aggregated: %s", refusal)
