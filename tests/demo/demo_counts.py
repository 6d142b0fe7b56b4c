"""Plain counting over the demo's tables, one assignment at a time: nothing of the product's own calculation."""

import calendar
import csv
from collections import namedtuple
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

PARTNERS_DATA = Path(__file__).resolve().parents[2] / "partners" / "data"
COUNTING = {"onsite": {"serving", "completed", "ended_early"}, "online": {"completed", "ended_early"}}

Service = namedtuple(
    "Service",
    "row person entity country region category scope partner initiatives start end breaks sex age_in disability south",
)


@cache
def countries() -> dict[str, dict[str, str]]:
    with (PARTNERS_DATA / "countries.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["alpha3"]: row for row in csv.DictReader(file)}


@cache
def codes() -> list[dict[str, str]]:
    with (PARTNERS_DATA / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def missions(records) -> set[str]:
    named = {row["code"] for row in codes() if row["group"] == "UN_MISSIONS"}
    return named | {entity for group, entity in records.group_members if group == "UN_MISSIONS"}


def rows_of(columns):
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def scope_of(category: str) -> str:
    if category == "online":
        return ""
    return "international" if category.startswith("international") else "national"


def onsite_service(records) -> list[Service]:
    """Every onsite assignment that counts, with what is known of its person."""
    people = rows_of(records.volunteers)
    breaks, initiatives = {}, {}
    for row in rows_of(records.interruptions):
        breaks.setdefault(row["assignment"], []).append((row["first_date"], row["last_date"]))
    for row in rows_of(records.initiatives):
        initiatives.setdefault(row["assignment"], set()).add(row["initiative"])
    services = []
    for number, row in enumerate(rows_of(records.assignments)):
        if row["modality"] != "onsite" or row["status"] not in COUNTING["onsite"]:
            continue
        person = people[row["volunteer"]]
        services.append(
            Service(
                row=number,
                person=row["volunteer"],
                entity=row["host_entity"],
                country=row["country"],
                region=countries()[row["country"]]["region"],
                category=row["category"],
                scope=scope_of(row["category"]),
                partner=row["funding_partner"],
                initiatives=initiatives.get(number, set()),
                start=row["start_date"],
                end=row["end_date"],
                breaks=breaks.get(number, []),
                sex=person["sex"],
                age_in=age_at_end_of(person["birth_date"]),
                disability=person["has_disability"],
                south=countries()[person["nationality"]]["global_south"],
            )
        )
    return services


def age_at_end_of(birth_date):
    return lambda year: None if birth_date is None else year - birth_date.year


def served_in(service: Service, year: int) -> bool:
    """Whether at least one day of the year is service."""
    first, last = max(service.start, date(year, 1, 1)), min(service.end, date(year, 12, 31))
    if first > last:
        return False
    if not service.breaks:
        return True
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return any(not any(since <= day <= until for since, until in service.breaks) for day in days)


def months_in(service: Service, year: int) -> Fraction:
    """Volunteer-months of the year, month by month."""
    total = Fraction(0)
    for month in range(1, 13):
        length = calendar.monthrange(year, month)[1]
        first, last = date(year, month, 1), date(year, month, length)
        days = shared_days(service.start, service.end, first, last)
        if days:
            since, until = max(service.start, first), min(service.end, last)
            days -= sum(shared_days(since, until, *pause) for pause in service.breaks)
            total += Fraction(days, length)
    return total


def shared_days(start: date, end: date, first: date, last: date) -> int:
    return max((min(end, last) - max(start, first)).days + 1, 0)


class Year:
    """The services of one year, and questions to them."""

    def __init__(self, services, year: int):
        self.year = year
        self.services = [service for service in services if served_in(service, year)]

    def where(self, **wanted) -> "Year":
        """Those whose every named attribute is the value, or among the values."""
        chosen = Year([], self.year)
        chosen.services = [service for service in self.services if _fits(service, wanted)]
        return chosen

    def people(self, **wanted) -> int:
        return len(self.distinct("person", **wanted))

    def distinct(self, what: str, **wanted) -> set:
        return {getattr(service, what) for service in self.where(**wanted).services}

    def share(self, unknown=None, **wanted) -> float:
        """Percentage of the people; those unknown are left out below the line."""
        (dimension,) = wanted
        known = {
            service.person for service in self.services if unknown is None or getattr(service, dimension) != unknown[0]
        }
        return 100 * self.people(**wanted) / len(known)

    def ages(self) -> list[int]:
        by_person = {service.person: service.age_in(self.year) for service in self.services}
        return [age for age in by_person.values() if age is not None]

    def months(self) -> Fraction:
        return sum((months_in(service, self.year) for service in self.services), Fraction(0))


def _fits(service: Service, wanted: dict) -> bool:
    for name, value in wanted.items():
        if name == "initiative":
            if not service.initiatives >= ({value} if isinstance(value, str) else set(value)):
                return False
            continue
        actual = getattr(service, name)
        if callable(value):
            if not value(actual):
                return False
        elif actual not in value if isinstance(value, set | tuple | frozenset) else actual != value:
            return False
    return True
