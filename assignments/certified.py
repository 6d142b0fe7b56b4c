"""What a certificate certifies: service up to a day, read from the records, and whether they still say so.

It is kept with the certificate as plain values. What goes on after that day (an extension, a last day that comes, a
further assignment) changes nothing of it; a correction of what was certified does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.versions import digest
from assignments.choices import Category, Modality
from assignments.models.assignment import Assignment
from calculation.calendar import UNIT, day_number, units_before
from calculation.values import rounded
from partners.models import Country, HostEntity
from volunteers.models import Volunteer
from volunteers.names import written

COMPARED = ("entity", "country", "category", "first", "last", "interrupted", "units")
"""What must still be so of each assignment. Names of entities and countries may be spelt anew."""


def counted_of(volunteer: Volunteer) -> list[Assignment]:
    """The assignments that count and whose volunteer is known to have arrived, earliest first."""
    rows = Assignment.objects.filter(volunteer=volunteer).counting().order_by("start_date", "pk")
    rows = rows.select_related("host_entity", "country").prefetch_related("interruptions", "host_entity__former_names")
    return [row for row in rows if not row.awaits_arrival]


def certified_of(volunteer: Volunteer, *, on: date) -> dict:
    """The person's names and each assignment that counts and had begun by a day, as plain values."""
    return certified_from(volunteer, counted_of(volunteer), on=on)


def certified_from(volunteer: Volunteer, counted: list[Assignment], *, on: date) -> dict:
    lines = [line_of(row, on=on) for row in counted if row.start_date <= on]
    return {
        "family_name": volunteer.family_name,
        "given_name": volunteer.given_name,
        "on": on.isoformat(),
        "lines": [line for line in lines if line["units"]],
    }


def line_of(assignment: Assignment, *, on: date) -> dict:
    """An assignment up to a day; without a last day it goes on that day."""
    goes_on = assignment.end_date >= on
    last = min(assignment.end_date, on)
    gaps = [(gap.first_date, min(gap.last_date, last)) for gap in assignment.interruptions.all()]
    gaps = [(first, until) for first, until in gaps if first <= until]
    units = units_between(assignment.start_date, last) - sum(units_between(*gap) for gap in gaps)
    return {
        "assignment": assignment.pk,
        "entity": assignment.host_entity.code,
        "entity_name": name_on(assignment.host_entity, last),
        "country": assignment.country.alpha3,
        "category": assignment.category,
        "first": assignment.start_date.isoformat(),
        "last": None if goes_on else last.isoformat(),
        "interrupted": sum((until - first).days + 1 for first, until in gaps),
        "units": units,
    }


def units_between(first: date, last: date) -> int:
    """Month units of whole days, both counted."""
    before, after = units_before([day_number(first), day_number(last + timedelta(1))])
    return int(after - before)


def name_on(entity: HostEntity, day: date) -> str:
    """The name that an entity bore on a day."""
    former = [row for row in entity.former_names.all() if row.last_date >= day]
    return min(former, key=lambda row: row.last_date).name if former else entity.name


def was_corrected(certified: Mapping, volunteer: Volunteer, counted: list[Assignment]) -> bool:
    """Whether the records, read by `counted_of`, say otherwise now of something that was certified."""
    now = certified_from(volunteer, counted, on=date.fromisoformat(certified["on"]))
    names = ("family_name", "given_name")
    if any(certified[name] != now[name] for name in names):
        return True
    lines = {line["assignment"]: told(line) for line in now["lines"]}
    return any(lines.get(line["assignment"]) != told(line) for line in certified["lines"])


def told(line: Mapping) -> list:
    return [line[name] for name in COMPARED]


def version_of_certified(certified: Mapping) -> str:
    """What somebody was shown before a certificate of it is made."""
    return digest([certified])


@dataclass(frozen=True)
class CertifiedLine:
    """One assignment in words of the reader's language."""

    entity: str
    country: str
    category: str
    first: str
    last: str
    interrupted: str
    months: str
    is_online: bool


@dataclass(frozen=True)
class Certified:
    """What is certified, in words of the reader's language."""

    name: str
    on: str
    onsite: list[CertifiedLine]
    online: list[CertifiedLine]
    months: str
    """Volunteer-months of all onsite service; online volunteers are none, and are not added."""

    @property
    def is_interrupted(self) -> bool:
        return any(line.interrupted for line in self.onsite)


def in_words(certified: Mapping) -> Certified:
    countries = Country.objects.in_bulk({line["country"] for line in certified["lines"]}, field_name="alpha3")
    on = date_format(date.fromisoformat(certified["on"]))
    lines = [line_in_words(line, countries, on) for line in certified["lines"]]
    units = sum(line["units"] for line in certified["lines"] if line["category"] != Modality.ONLINE)
    return Certified(
        name=written(certified["family_name"], certified["given_name"]),
        on=on,
        onsite=[line for line in lines if not line.is_online],
        online=[line for line in lines if line.is_online],
        months=as_months(units),
    )


def line_in_words(line: Mapping, countries: Mapping[str, Country], on: str) -> CertifiedLine:
    last = line["last"]
    country = countries.get(line["country"])
    return CertifiedLine(
        entity=line["entity_name"],
        country=country.name if country else line["country"],
        category=str(Category(line["category"]).label),
        first=date_format(date.fromisoformat(line["first"])),
        last=date_format(date.fromisoformat(last)) if last else _("serving on %(day)s") % {"day": on},
        interrupted=number_format(line["interrupted"]) if line["interrupted"] else "",
        months=as_months(line["units"]),
        is_online=line["category"] == Category.ONLINE,
    )


def as_months(units: int) -> str:
    months: Decimal = rounded(Fraction(units, UNIT), 2)
    return number_format(months, 2, use_l10n=True)
