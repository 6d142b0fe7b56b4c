"""The cast: a few people, places and partners that tests speak of. The same code gives the same one again."""

import hashlib
from datetime import date
from itertools import count

from django.utils.timezone import now

from accounts.actions import grant_staff_role
from accounts.models import StaffRole, User
from assignments.certificate_numbers import new_number
from assignments.certified import certified_of
from assignments.models import Assignment, Certificate
from partners.models import Country, FundingPartner, FundingPartnerRole, HostEntity, HostEntityRole, Initiative
from volunteers.models import ConsentToNames, Volunteer

PASSWORD = "correct horse battery staple"
numbers = count(1)


def country(alpha3: str = "KEN", **fields) -> Country:
    return Country.objects.get_or_create(alpha3=alpha3, defaults={"name_en": f"Country {alpha3}"} | fields)[0]


def host_entity(code: str = "UNDP", **fields) -> HostEntity:
    defaults = {"name": f"Entity {code}", "kind": "fund_or_programme"} | fields
    return HostEntity.objects.get_or_create(code=code, defaults=defaults)[0]


def funding_partner(code: str = "GERMANY", **fields) -> FundingPartner:
    defaults = {"name": f"Partner {code}", "kind": "government"} | fields
    return FundingPartner.objects.get_or_create(code=code, defaults=defaults)[0]


def initiative(code: str = "SVF", **fields) -> Initiative:
    return Initiative.objects.get_or_create(code=code, defaults={"name": f"Initiative {code}"} | fields)[0]


def user(email: str = "ada@example.org", **fields) -> User:
    return User.objects.filter(email=email).first() or User.objects.create_user(email, **fields)


def volunteer(roster_number: str = "R1", *, nationality: str = "FRA", **fields) -> Volunteer:
    defaults = {"family_name": "Okoth", "given_name": "Asha", "birth_date": date(1990, 5, 17)} | fields
    return Volunteer.objects.get_or_create(
        roster_number=roster_number, defaults=defaults | {"nationality": country(nationality)}
    )[0]


def assignment(assignment_number: str = "A1", **fields) -> Assignment:
    """An onsite international assignment of R1 in Kenya with UNDP, all of 2020, unless told otherwise."""
    defaults = {
        "category": "international_specialist",
        "modality": "onsite",
        "status": "completed",
        "start_date": date(2020, 1, 1),
        "end_date": date(2020, 12, 31),
    } | fields
    defaults.setdefault("volunteer", fields.get("volunteer") or volunteer())
    defaults.setdefault("host_entity", fields.get("host_entity") or host_entity())
    defaults.setdefault("country", fields.get("country") or country())
    return Assignment.objects.get_or_create(assignment_number=assignment_number, defaults=defaults)[0]


def another_volunteer(family_name: str = "Okoth", **fields) -> Volunteer:
    return volunteer(f"R-{next(numbers):06}", family_name=family_name, **fields)


def another_assignment(**fields) -> Assignment:
    """A serving assignment, of another volunteer unless told of whom."""
    fields = {"volunteer": fields.get("volunteer") or another_volunteer(), "status": "serving"} | fields
    return assignment(f"A-{next(numbers):06}", **fields)


def superuser(email: str = "root@portal.test", **fields) -> User:
    return user(email, is_staff=True, is_superuser=True, **fields)


def programme_associate(email: str = "associate@portal.test", **fields) -> User:
    return grant_staff_role(user(email, **fields), role=StaffRole.PROGRAMME_ASSOCIATE)


def programme_manager(email: str = "manager@portal.test", **fields) -> User:
    return grant_staff_role(user(email, **fields), role=StaffRole.PROGRAMME_MANAGER)


def auditor(email: str = "auditor@portal.test", **fields) -> User:
    return grant_staff_role(user(email, **fields), role=StaffRole.AUDITOR)


def administrator(email: str = "administrator@portal.test", **fields) -> User:
    return grant_staff_role(user(email, **fields), role=StaffRole.ADMINISTRATOR)


def results_officer(email: str = "officer@portal.test", **fields) -> User:
    return grant_staff_role(user(email, **fields), role=StaffRole.RESULTS_OFFICER)


def focal_point(entity: HostEntity | None = None, email: str = "focal@portal.test", **fields) -> User:
    person = user(email, **fields)
    HostEntityRole.objects.get_or_create(user=person, host_entity=entity or host_entity())
    return person


def representative(partner: FundingPartner | None = None, email: str = "partner@portal.test", **fields) -> User:
    person = user(email, **fields)
    FundingPartnerRole.objects.get_or_create(user=person, funding_partner=partner or funding_partner())
    return person


def consent(person: Volunteer) -> ConsentToNames:
    """The volunteer lets funding partners see the name."""
    return ConsentToNames.objects.get_or_create(volunteer=person, withdrawn_at=None)[0]


def certificate(person: Volunteer, *, on: date | None = None, **fields) -> Certificate:
    """A certificate of all the person's service up to today, without a real document."""
    number = new_number()
    defaults = {
        "number": number,
        "language": "en",
        "certified": certified_of(person, on=on or now().date()),
        "asked_name": person.family_name or person.given_name,
        "content": number.encode(),
        "sha256": hashlib.sha256(number.encode()).hexdigest(),
        "issued_at": now(),
        "issued_by": fields.get("issued_by") or person.user or superuser(),
    }
    return Certificate.objects.create(volunteer=person, **defaults | fields)
