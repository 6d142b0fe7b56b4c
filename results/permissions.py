"""What staff roles may do with results, facts and the runs that make them."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, VIEW, Grants, permissions

FRAMEWORK = ("framework", "outcome", "output", "indicator", "indicatordefinition")
PROGRESS = ("milestoneversion", "result")
FACTS = permissions("results", ("fact", "factstate", "forecast", "shard"), VIEW)
START_RUNS = {"results.run_aggregation"}
TIMETABLE = ("periodictask", "crontabschedule", "intervalschedule")
RHYTHMS = ("crontabschedule", "intervalschedule")

GRANTS: Grants = {
    StaffRole.PROGRAMME_ASSOCIATE: permissions("results", FRAMEWORK + PROGRESS, VIEW) | FACTS | START_RUNS,
    StaffRole.RESULTS_OFFICER: permissions("results", PROGRESS, ADD, CHANGE, VIEW)
    | permissions("results", FRAMEWORK, CHANGE, VIEW)
    | FACTS
    | START_RUNS
    | permissions("django_celery_beat", TIMETABLE, CHANGE, VIEW)
    | permissions("django_celery_beat", RHYTHMS, ADD),
}
