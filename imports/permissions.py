"""What staff roles may do with imports."""

from accounts.models import StaffRole
from accounts.permissions import VIEW, grant, permissions

BATCHES = permissions("imports", ("importbatch",), VIEW)
grant({StaffRole.PROGRAMME_ASSOCIATE: BATCHES, StaffRole.RESULTS_OFFICER: BATCHES})
