"""What the facts should be, counted day by day in the plainest way; shares no code with the calculation."""

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True)
class Volunteer:
    sex: str = "female"
    birth_date: date | None = date(1990, 6, 15)
    nationality: str = "KEN"
    disability: str = "no"


@dataclass(frozen=True)
class Assignment:
    volunteer: int
    start: date
    end: date
    modality: str = "onsite"
    host: str = "UNDP"
    country: str = "SDN"
    category: str = "international_specialist"
    funder: str = "none"
    initiatives: tuple[str, ...] = ()
    interruptions: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Spell:
    country: str
    first: date
    last: date | None
    key: str


def oracle_facts(volunteers, assignments, regions, souths, *, cut_off):
    """{(period, modality, dimension, key, host or ''): (volunteers, volunteer-days, volunteer-months)}."""
    people, days, months = defaultdict(set), Counter(), defaultdict(Fraction)
    for assignment in assignments:
        for (period, last_day), served in days_served(assignment, cut_off).items():
            person = volunteers[assignment.volunteer]
            for dimension, key in keys(person, assignment, regions, souths, last_day):
                for host in ("", assignment.host):
                    fact = period, assignment.modality, dimension, key, host
                    people[fact].add(assignment.volunteer)
                    days[fact] += len(served)
                    months[fact] += sum(Fraction(1, monthrange(d.year, d.month)[1]) for d in served)
    return {fact: (len(people[fact]), days[fact], months[fact]) for fact in people}


def oracle_year_counts(volunteers, assignments, regions, souths, *, cut_off):
    """{identity of a fact of a year: (assignments, people of known age, the sum of their ages, who stayed)}."""
    served, people = Counter(), defaultdict(dict)
    for assignment in assignments:
        for period, last_day in days_served(assignment, cut_off):
            person = volunteers[assignment.volunteer]
            for dimension, key in keys(person, assignment, regions, souths, last_day) if "-" not in period else ():
                for host in ("", assignment.host):
                    fact = period, assignment.modality, dimension, key, host
                    served[fact] += 1
                    age = age_on(person.birth_date, last_day) if person.birth_date else None
                    people[fact][assignment.volunteer] = age
    return {fact: (served[fact], *ages_of(people[fact]), stayed(people, fact, cut_off)) for fact in served}


def oracle_pairs(volunteers, assignments, regions, souths, *, cut_off):
    """{(year, modality, dimension, key, dimension, key): every amount}, the names of the dimensions in their order."""
    served, days, months, people = Counter(), Counter(), defaultdict(Fraction), defaultdict(dict)
    for assignment in assignments:
        person = volunteers[assignment.volunteer]
        for (period, last_day), on in days_served(assignment, cut_off).items():
            if "-" in period:
                continue
            found = [pair for pair in keys(person, assignment, regions, souths, last_day) if pair[0] != "host_entity"]
            found += [] if assignment.initiatives else [("initiative", "")]
            for one in found:
                for other in found:
                    if not is_pair(one, other):
                        continue
                    fact = period, assignment.modality, *one, *other
                    served[fact] += 1
                    days[fact] += len(on)
                    months[fact] += sum(Fraction(1, monthrange(d.year, d.month)[1]) for d in on)
                    age = age_on(person.birth_date, last_day) if person.birth_date else None
                    people[fact][assignment.volunteer] = age
    return {
        fact: (
            len(people[fact]),
            days[fact],
            months[fact],
            served[fact],
            *ages_of(people[fact]),
            stayed(people, fact, cut_off),
        )
        for fact in served
    }


def is_pair(one, other):
    """Each two dimensions once; with the total only those in no initiative."""
    if other[0] == "total":
        return one == ("initiative", "")
    return one[0] != "total" and one[0] < other[0]


def ages_of(people):
    known = [age for age in people.values() if age is not None]
    return len(known), sum(known)


PROTECTED = {"sex", "age_group", "category", "disability", "nationality", "global_south"}


def stayed(people, fact, cut_off):
    """How many of a year's people stood there in the year before too, in the same months if it is not over.

    Nothing is told of people under protected keys, nor by sex.
    """
    period, *where = fact
    if PROTECTED & set(where):
        return None
    if "/" in period:
        return 0
    before = f"{int(period) - 1}"
    if int(period) == cut_off.year and cut_off.month < 12:
        before += f"/{cut_off.month:02}"
    return len(people[fact].keys() & people.get((before, *where), {}).keys())


def days_served(assignment, cut_off):
    """By period and its last day; the year before an unfinished one also as that far only, as "2019/10"."""
    served, day = defaultdict(list), assignment.start
    while day <= min(assignment.end, cut_off):
        if not any(first <= day <= last for first, last in assignment.interruptions):
            month_end = day.replace(day=monthrange(day.year, day.month)[1])
            served[f"{day:%Y}", date(day.year, 12, 31)].append(day)
            served[f"{day:%Y-%m}", month_end].append(day)
            if cut_off.month < 12 and day.year == cut_off.year - 1 and day.month <= cut_off.month:
                served[f"{day:%Y}/{cut_off.month:02}", date(day.year, 12, 31)].append(day)
        day += timedelta(days=1)
    return served


def keys(person, assignment, regions, souths, on):
    yield "total", "all"
    yield "host_entity", assignment.host
    yield "country", assignment.country
    yield "region", spell_on(regions, assignment.country, on) or "none"
    yield "category", assignment.category
    if assignment.category != "online":
        is_international = "international" in assignment.category
        yield "scope", "international" if is_international else "national"
    yield "sex", person.sex
    yield "age_group", age_group(person.birth_date, on)
    yield "nationality", person.nationality
    yield "global_south", spell_on(souths, person.nationality, on) or "unknown"
    yield "disability", person.disability
    yield "funding_partner", assignment.funder
    for initiative in assignment.initiatives:
        yield "initiative", initiative


def spell_on(spells, country, on):
    for spell in spells:
        if spell.country == country and spell.first <= on <= (spell.last or on):
            return spell.key
    return None


def age_group(birth_date, on):
    if birth_date is None:
        return "unknown"
    age = age_on(birth_date, on)
    if age < 25:
        return "under_25"
    if age >= 60:
        return "60_and_over"
    return f"{age // 5 * 5}_{age // 5 * 5 + 4}"


def age_on(birth_date, on):
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (not had_birthday)


def months_later(day, months):
    """The last day of the month so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def starting_after(assignment, day):
    return replace(assignment, start=max(assignment.start, day + timedelta(days=1)))
