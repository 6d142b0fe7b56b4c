"""What staff may do with stored facts: see them and start runs; who keeps the timetable is said here too."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, VIEW, grant, permissions

SEE = permissions("facts", ("fact", "factstate", "forecast", "pairfact", "shard"), VIEW) | {"facts.run_aggregation"}
TIMETABLE = permissions("django_celery_beat", ("periodictask", "crontabschedule", "intervalschedule"), CHANGE, VIEW)
RHYTHMS = permissions("django_celery_beat", ("crontabschedule", "intervalschedule"), ADD)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: SEE,
        StaffRole.RESULTS_OFFICER: SEE | TIMETABLE | RHYTHMS,
        StaffRole.ADMINISTRATOR: SEE | TIMETABLE | RHYTHMS,
    }
)
