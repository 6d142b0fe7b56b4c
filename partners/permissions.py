"""What staff roles may do with countries and partners: associates and administrators keep them, and delete none."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, VIEW, grant, permissions

RECORDS = (
    "country",
    "fundingpartner",
    "fundingpartnerrole",
    "globalsouthmembership",
    "groupmembership",
    "hostentity",
    "hostentityformername",
    "hostentitygroup",
    "hostentityrole",
    "hostentityrolecountry",
    "initiative",
    "regionmembership",
)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("partners", RECORDS, ADD, CHANGE, VIEW),
        StaffRole.RESULTS_OFFICER: permissions("partners", RECORDS, VIEW),
        StaffRole.ADMINISTRATOR: permissions("partners", RECORDS, ADD, CHANGE, VIEW),
    }
)
