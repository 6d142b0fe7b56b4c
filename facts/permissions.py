"""What staff may do with stored facts: look at them, and start runs; the timetable is the results officer's."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, VIEW, grant, permissions

SEE = permissions("facts", ("fact", "factstate", "forecast", "pairfact", "shard"), VIEW) | {"facts.run_aggregation"}
TIMETABLE = permissions("django_celery_beat", ("periodictask", "crontabschedule", "intervalschedule"), CHANGE, VIEW)
RHYTHMS = permissions("django_celery_beat", ("crontabschedule", "intervalschedule"), ADD)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: SEE,
        StaffRole.RESULTS_OFFICER: SEE | TIMETABLE | RHYTHMS,
    }
)
