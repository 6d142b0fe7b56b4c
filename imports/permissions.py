"""What staff roles may do with imports: programme associates import files, programme managers also undo them."""

from accounts.models import StaffRole
from accounts.permissions import ADD, VIEW, grant, permissions

BATCHES = permissions("imports", ("importbatch",), VIEW)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: BATCHES | permissions("imports", ("importbatch",), ADD),
        StaffRole.PROGRAMME_MANAGER: permissions("imports", ("importbatch",), "undo"),
        StaffRole.RESULTS_OFFICER: BATCHES,
    }
)
