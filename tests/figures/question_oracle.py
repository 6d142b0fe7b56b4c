"""A slow, plain answer to any question: every day of every assignment, one by one. Shares no code with the engine."""

import calendar
from datetime import date, timedelta
from fractions import Fraction

from assignments.models import Assignment
from partners.models import GroupMembership
from volunteers.models import Volunteer


def days_of(assignment) -> list[date]:
    counts = ["completed", "ended_early"] + (["serving"] if assignment.modality == "onsite" else [])
    if assignment.status not in counts:
        return []
    length = (assignment.end_date - assignment.start_date).days + 1
    days = [assignment.start_date + timedelta(number) for number in range(length)]
    gaps = list(assignment.interruptions.all())
    return [day for day in days if not any(gap.first_date <= day <= gap.last_date for gap in gaps)]


def valid(rows, on: date):
    return next((row for row in rows if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)), None)


def age(person, on: date) -> int | None:
    born = person.birth_date
    return born and on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def person_keys(person, on: date) -> dict[str, list[str]]:
    south = valid(person.nationality.global_south_memberships.all(), on)
    years = age(person, on)
    group = "unknown" if years is None else "under_25" if years < 25 else "60_and_over" if years >= 60 else ""
    return {
        "sex": [person.sex or "unknown"],
        "age_group": [group or f"{years - years % 5}_{years - years % 5 + 4}"],
        "nationality": [person.nationality.alpha3],
        "global_south": ["unknown" if south is None else "yes" if south.is_global_south else "no"],
        "disability": [{True: "yes", False: "no", None: "unknown"}[person.has_disability]],
    }


def keys_of(assignment, on: date) -> dict[str, list[str]]:
    region = valid(assignment.country.region_memberships.all(), on)
    scope = "international" if assignment.category.startswith("international") else "national"
    return person_keys(assignment.volunteer, on) | {
        "host_entity": [assignment.host_entity.code],
        "country": [assignment.country.alpha3],
        "region": [region.region if region else "none"],
        "category": [assignment.category],
        "scope": [scope] if assignment.modality == "onsite" else [],
        "funding_partner": [assignment.funding_partner.code if assignment.funding_partner else "none"],
        "initiative": [initiative.code for initiative in assignment.initiatives.all()],
    }


class Oracle:
    """Everything recorded, read once."""

    def __init__(self):
        rows = Assignment.objects.select_related("volunteer__nationality", "host_entity", "country", "funding_partner")
        self.assignments = [(assignment, days_of(assignment)) for assignment in rows]
        self.people = list(Volunteer.objects.select_related("nationality"))
        self.groups = [(m.group.code, m.host_entity.code) for m in GroupMembership.objects.all()]

    def passes(self, keys, where) -> bool:
        for name, wanted in where:
            allowed = set(wanted) | {
                member for group, member in self.groups if name == "host_entity" and group in wanted
            }
            if not allowed & set(keys[name]):
                return False
        return True

    def served(self, question, first: date, last: date, keys_on: date):
        """(assignment, its days in the window, its keys) of all that pass the filters."""
        for assignment, days in self.assignments:
            inside = [day for day in days if first <= day <= last]
            if inside and assignment.modality == question.modality:
                keys = keys_of(assignment, keys_on)
                if self.passes(keys, question.where):
                    yield assignment, inside, keys

    def cells(self, question, first: date, last: date, keys_on: date) -> dict[tuple, list]:
        """The rows under each combination of keys."""
        cells = {} if question.by else {(): []}
        for row in self.served(question, first, last, keys_on):
            combinations = [()]
            for name in question.by:
                allowed = [
                    key
                    for key in row[2][name]
                    if self.passes({name: [key]}, [w for w in question.where if w[0] == name])
                ]
                combinations = [(*before, key) for before in combinations for key in allowed]
            for combination in combinations:
                cells.setdefault(combination, []).append(row)
        return cells

    def amount(self, measure: str, rows: list, on: date):
        people = {assignment.volunteer for assignment, _days, _keys in rows}
        months = sum(Fraction(1, calendar.monthrange(day.year, day.month)[1]) for _a, days, _k in rows for day in days)
        distinct = {"host_entities": "host_entity", "countries": "country", "nationalities": "nationality"}
        match measure:
            case "volunteers":
                return len(people)
            case "assignments":
                return len(rows)
            case "volunteer_days":
                return sum(len(days) for _a, days, _k in rows)
            case "volunteer_months":
                return Fraction(months)
            case "average_months":
                return months / len(people) if people else None
            case "average_age":
                ages = [age(person, on) for person in people if person.birth_date]
                return Fraction(sum(ages), len(ages)) if ages else None
            case "funding_partners":
                return len({key for row in rows for key in row[2]["funding_partner"]} - {"none"})
        return len({key for row in rows for key in row[2][distinct[measure]]})

    def share(self, question, rows: list, on: date):
        name, wanted = question.share
        count = lambda part: self.amount(question.measure, part, on)  # noqa: E731
        unknown = [row for row in rows if row[2][name] == ["unknown"]]
        numerator = count([row for row in rows if self.passes(row[2], [(name, wanted)])])
        denominator = count([row for row in rows if row not in unknown])
        return numerator, denominator, count(unknown)
