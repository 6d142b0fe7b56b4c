"""Who signs in to the demo: one user for each role, linked to the made-up records."""

from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Mod

from accounts.actions import grant_staff_role
from accounts.models import StaffRole, User
from assignments.choices import Status
from assignments.models import Assignment
from demo.sign_ins import demo_sign_ins
from partners.models import FundingPartner, FundingPartnerRole, HostEntity, HostEntityRole
from volunteers.models import ConsentToNames, Volunteer

NAMES = {
    "admin@example.org": "Amina Administrator",
    "staff@example.org": "Pavel Associate",
    "manager@example.org": "Mira Manager",
    "auditor@example.org": "Aron Auditor",
    "results@example.org": "Rosa Results",
    "results2@example.org": "Reza Results",
    "undp@example.org": "Una Focal (UNDP)",
    "who@example.org": "Wen Focal (WHO)",
    "sweden@example.org": "Sven Sweden",
}
STAFF_ROLES = {
    "staff@example.org": StaffRole.PROGRAMME_ASSOCIATE,
    "manager@example.org": StaffRole.PROGRAMME_MANAGER,
    "auditor@example.org": StaffRole.AUDITOR,
    "results@example.org": StaffRole.RESULTS_OFFICER,
    "results2@example.org": StaffRole.RESULTS_OFFICER,
}
HOST_ENTITIES = {"undp@example.org": "UNDP", "who@example.org": "WHO"}
FUNDING_PARTNERS = {"sweden@example.org": "SWE"}
ADMINISTRATOR, VOLUNTEER = "admin@example.org", "volunteer@example.org"


@transaction.atomic
def make_demo_users() -> None:
    """Make the users that are missing, with the roles that the demo's sign-ins name; again is nothing."""
    for _role, email, password in demo_sign_ins():
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, password, name=NAMES.get(email, ""))
        give_role(user)
    for partner in FundingPartner.objects.filter(code__in=FUNDING_PARTNERS.values()):
        let_most_consent(partner)


def give_role(user: User) -> None:
    if user.email == ADMINISTRATOR:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    if user.email in STAFF_ROLES:
        grant_staff_role(user, role=STAFF_ROLES[user.email])
    for entity in HostEntity.objects.filter(code=HOST_ENTITIES.get(user.email)):
        HostEntityRole.objects.get_or_create(user=user, host_entity=entity)
    for partner in FundingPartner.objects.filter(code=FUNDING_PARTNERS.get(user.email)):
        FundingPartnerRole.objects.get_or_create(user=user, funding_partner=partner)
    if user.email == VOLUNTEER:
        link_volunteer(user)


def let_most_consent(partner: FundingPartner) -> None:
    """Two of three volunteers whom a partner pays for were asked whether it may see the name, and said yes."""
    paid = Volunteer.objects.filter(assignments__funding_partner=partner, user=None).distinct()
    asked = paid.filter(consents=None).annotate(turn=Mod("pk", 3)).exclude(turn=0)
    ConsentToNames.objects.bulk_create(ConsentToNames(volunteer=person) for person in asked)


def link_volunteer(user: User) -> None:
    """Sign in as somebody who serves and has served before, paid for by a partner of the demo if there is one."""
    if Volunteer.objects.filter(user=user).exists():
        return
    again = Assignment.objects.filter(status=Status.SERVING).exclude(previous=None)
    are_paid = When(funding_partner__code__in=list(FUNDING_PARTNERS.values()), then=Value(0))
    serving = again.order_by(Case(are_paid, default=Value(1)), "assignment_number")
    found = serving.select_related("volunteer").first() or Assignment.objects.select_related("volunteer").first()
    if found is None:
        return
    volunteer = found.volunteer
    volunteer.user = user
    volunteer.save(update_fields=["user"])
    user.name = volunteer.full_name
    user.save(update_fields=["name"])
