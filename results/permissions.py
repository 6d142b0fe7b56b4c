"""What staff may do with results: associates read, results officers enter and approve."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, VIEW, grant, permissions

FRAMEWORK = ("framework", "outcome", "output", "indicator", "indicatordefinition")
PROGRESS = ("milestoneversion", "result")
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("results", FRAMEWORK + PROGRESS, VIEW),
        StaffRole.RESULTS_OFFICER: permissions("results", PROGRESS, ADD, CHANGE, VIEW)
        | permissions("results", FRAMEWORK, ADD, CHANGE, VIEW),
    }
)
