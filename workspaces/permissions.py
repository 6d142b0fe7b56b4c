"""What staff roles may do with lists and findings.

Managers share the filters that they save. Whoever records accepts a finding with a reason; all staff see them.
"""

from accounts.models import StaffRole
from accounts.permissions import ADD, DELETE, VIEW, grant, permissions

FINDINGS = permissions("workspaces", ("finding", "acceptance"), VIEW)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: FINDINGS | permissions("workspaces", ("acceptance",), ADD, DELETE),
        StaffRole.PROGRAMME_MANAGER: {"workspaces.share_savedfilter"},
        StaffRole.RESULTS_OFFICER: FINDINGS,
    }
)
