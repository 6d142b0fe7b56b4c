"""Random records in the database, small and full of edges, and a plain oracle that answers questions about them."""

import random
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction

from assignments.choices import Category
from assignments.models import Assignment, AssignmentInitiative, Interruption
from partners.models import (
    Country,
    FundingPartner,
    GlobalSouthMembership,
    GroupMembership,
    HostEntity,
    HostEntityGroup,
    Initiative,
    RegionMembership,
)
from volunteers.models import Volunteer

FIRST, LAST = date(2018, 11, 1), date(2021, 3, 31)
ONSITE = [category for category in Category if category != Category.ONLINE]


@contextmanager
def rolled_back():
    """Everything inside is undone: each example starts from the same records."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_reference() -> None:
    for alpha3, region, south in [
        ("KEN", "africa", True),
        ("MLI", "africa", True),
        ("JOR", "arab_states", True),
        ("FRA", None, False),
        ("XXA", None, None),
    ]:
        country = Country.objects.create(alpha3=alpha3, name_en=alpha3)
        if region:
            RegionMembership.objects.create(country=country, region=region, valid_from=date(1971, 1, 1), source="test")
        if south is not None:
            GlobalSouthMembership.objects.create(
                country=country, is_global_south=south, valid_from=date(1971, 1, 1), source="test"
            )
    change_region("MLI", on=date(2020, 6, 15), to="arab_states")
    group = HostEntityGroup.objects.create(code="MISSIONS", name="Missions")
    for code in ["WHO", "UNDP", "MINUSMA", "UNMISS"]:
        entity = HostEntity.objects.create(code=code, name=code, kind="other")
        if code in ("MINUSMA", "UNMISS"):
            GroupMembership.objects.create(group=group, host_entity=entity, valid_from=date(1971, 1, 1))
    FundingPartner.objects.create(code="SWE", name="Sweden", kind="government")
    for code in ["COVID19", "SVF"]:
        Initiative.objects.create(code=code, name=code)


def change_region(alpha3: str, *, on: date, to: str) -> None:
    RegionMembership.objects.filter(country__alpha3=alpha3).update(valid_to=on - timedelta(1))
    RegionMembership.objects.create(country=Country.objects.get(alpha3=alpha3), region=to, valid_from=on, source="test")


def make_records(seed: int, *, people: int = 14) -> None:
    """People and service drawn from a seed: leap days, one-day service, interruptions, gaps, unknown properties."""
    draw = random.Random(seed)
    countries = {country.alpha3: country for country in Country.objects.all()}
    entities, initiatives = list(HostEntity.objects.all()), list(Initiative.objects.all())
    funder = FundingPartner.objects.get()
    for number in range(people):
        person = Volunteer.objects.create(
            roster_number=f"T{seed}-{number}",
            family_name="Test",
            given_name="Person",
            sex=draw.choice(["female", "female", "male", "other", ""]),
            birth_date=draw.choice([None, date(1996, 2, 29), date(draw.randint(1955, 1999), draw.randint(1, 12), 15)]),
            nationality=countries[draw.choice(list(countries))],
            has_disability=draw.choice([None, False, False, True]),
            registered_date=draw.choice([None, date(2018, 1, 1), random_day(draw)]),
        )
        for _turn in range(draw.randint(0, 4)):
            make_assignment(draw, person, countries, entities, initiatives, funder)


def random_day(draw: random.Random) -> date:
    """A day of the time under test, often at the edge of a month or a leap day."""
    edges = [date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2019, 12, 31), date(2020, 1, 1)]
    return draw.choice([*edges, FIRST + timedelta(draw.randrange((LAST - FIRST).days))])


def make_assignment(draw, person, countries, entities, initiatives, funder) -> None:
    modality = draw.choice(["onsite", "onsite", "onsite", "online"])
    first = random_day(draw)
    last = first + timedelta(draw.choice([0, 1, 30, 59, 200, 400]))
    if modality == "onsite" and any(
        other.modality == "onsite" and other.start_date <= last and first <= other.end_date
        for other in person.assignments.all()
    ):
        return
    duty = draw.choice([country for alpha3, country in countries.items() if alpha3 != "XXA"])
    national = [category for category in ONSITE if not category.is_international]
    category = draw.choice(national if duty == person.nationality else ONSITE)
    assignment = Assignment.objects.create(
        assignment_number=f"{person.roster_number}-{person.assignments.count()}",
        volunteer=person,
        host_entity=draw.choice(entities),
        country=duty,
        category=category if modality == "onsite" else Category.ONLINE,
        modality=modality,
        status=draw.choice(["serving", "completed", "completed", "ended_early", "planned", "cancelled"]),
        start_date=first,
        end_date=last,
        funding_partner=draw.choice([None, None, funder]),
    )
    for initiative in initiatives:
        if draw.random() < 0.3:
            AssignmentInitiative.objects.create(assignment=assignment, initiative=initiative)
    if draw.random() < 0.5:
        gap_first = first + timedelta(draw.randrange((last - first).days + 1))
        gap_last = min(last, gap_first + timedelta(draw.choice([0, 10, 40, 500])))
        Interruption.objects.create(assignment=assignment, first_date=gap_first, last_date=gap_last)
