"""What staff roles may do with assignments: programme associates keep them, and delete only what lies within.

A programme manager also edits the rules of eligibility, allows exceptions, and decides on requests for volunteers; an
administrator edits the rules. Wishes and differences of host entities are decided by whoever changes assignments.
"""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, DELETE, VIEW, grant, permissions

PARTS = ("assignmentinitiative", "dutystationperiod", "interruption")
RECORDS = ("assignment", *PARTS)
RULES = ("eligibilityrule",)
OF_HOSTS = ("confirmation", "hostwish", "volunteerrequest")
LISTED = ("extension", "ruleexception", *RULES, *OF_HOSTS)
DECIDE_REQUESTS = "assignments.decide_volunteerrequest"
"""To accept or decline a request for volunteers."""
CERTIFICATES = ("certificate",)
ISSUE, SEE_CERTIFICATES = "assignments.add_certificate", "assignments.view_certificate"
REVOKE = "assignments.revoke_certificate"
"""To revoke a certificate of service, with a reason."""
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("assignments", RECORDS, ADD, CHANGE, VIEW)
        | permissions("assignments", PARTS, DELETE)
        | permissions("assignments", LISTED, VIEW)
        | permissions("assignments", CERTIFICATES, ADD, VIEW),
        StaffRole.PROGRAMME_MANAGER: {DECIDE_REQUESTS, REVOKE}
        | permissions("assignments", RULES, ADD, CHANGE)
        | permissions("assignments", ("ruleexception",), ADD),
        StaffRole.RESULTS_OFFICER: permissions("assignments", (*RECORDS, *LISTED), VIEW),
        StaffRole.ADMINISTRATOR: permissions("assignments", RULES, ADD, CHANGE, VIEW),
    }
)
