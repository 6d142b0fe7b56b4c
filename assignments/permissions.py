"""What staff roles may do with assignments: programme associates keep them, and delete only what lies within.

A programme manager also edits the rules of eligibility and allows exceptions; an administrator edits the rules.
"""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, DELETE, VIEW, grant, permissions

PARTS = ("assignmentinitiative", "dutystationperiod", "interruption")
RECORDS = ("assignment", *PARTS)
RULES = ("eligibilityrule",)
LISTED = ("extension", "ruleexception", *RULES)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("assignments", RECORDS, ADD, CHANGE, VIEW)
        | permissions("assignments", PARTS, DELETE)
        | permissions("assignments", LISTED, VIEW),
        StaffRole.PROGRAMME_MANAGER: permissions("assignments", RULES, ADD, CHANGE)
        | permissions("assignments", ("ruleexception",), ADD),
        StaffRole.RESULTS_OFFICER: permissions("assignments", (*RECORDS, *LISTED), VIEW),
        StaffRole.ADMINISTRATOR: permissions("assignments", RULES, ADD, CHANGE, VIEW),
    }
)
