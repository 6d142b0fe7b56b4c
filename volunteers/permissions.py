"""What staff roles may do with people: programme associates keep the roster, and delete nobody."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, DELETE, VIEW, grant, permissions

RECORDS, PARTS = ("volunteer", "othernationality"), ("othernationality",)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("volunteers", RECORDS, ADD, CHANGE, VIEW)
        | permissions("volunteers", PARTS, DELETE),
        StaffRole.RESULTS_OFFICER: permissions("volunteers", RECORDS, VIEW),
    }
)
