"""What staff roles may do with people: programme associates keep the roster, and delete nobody; managers merge."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, DELETE, VIEW, grant, permissions

RECORDS, PARTS = ("volunteer", "othernationality"), ("othernationality",)
LISTED = ("consenttonames", "formerrosternumber", "personmerge", "correction")
OWN_WORDS = ("disabilitystatement",)
"""Seen by those who keep the roster."""
DECIDE = "volunteers.change_correction"
"""To decide what a volunteer asks to have corrected."""
MERGE = "volunteers.merge_volunteer"
"""To make one record of two of one person, and to undo it."""
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("volunteers", RECORDS, ADD, CHANGE, VIEW)
        | permissions("volunteers", PARTS, DELETE)
        | permissions("volunteers", (*LISTED, *OWN_WORDS), VIEW)
        | {DECIDE},
        StaffRole.PROGRAMME_MANAGER: {MERGE},
        StaffRole.RESULTS_OFFICER: permissions("volunteers", (*RECORDS, *LISTED), VIEW),
    }
)
