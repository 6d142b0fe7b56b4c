"""Two records of one person side by side: what differs, what each has, and what stands against making them one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.changes import read_value
from assignments.choices import STATUSES_THAT_COUNT, Modality
from assignments.models import Assignment
from volunteers.merging import CHOSEN
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Choice:
    """A field, and what each record says of it."""

    name: str
    label: str
    values: tuple[str, str]
    chosen: int

    @property
    def differs(self) -> bool:
        return self.values[0] != self.values[1]


@dataclass(frozen=True)
class Side:
    """One of the two records, with what would move if the other one stayed."""

    person: Volunteer
    assignments: list[Assignment]
    nationalities: list[str]
    former_numbers: list[str]


def sides_of(people: list[Volunteer]) -> list[Side]:
    return [
        Side(
            person=person,
            assignments=list(person.assignments.with_people_and_places().order_by("start_date")),
            nationalities=[str(row) for row in person.other_nationality_rows.select_related("country")],
            former_numbers=[row.number for row in person.former_numbers.all()],
        )
        for person in people
    ]


def suggested_to_stay(sides: list[Side]) -> Volunteer:
    """The record with more assignments; of equal ones the earlier."""
    return max(sides, key=lambda side: (len(side.assignments), -side.person.pk)).person


def choices_between(people: list[Volunteer], *, kept: Volunteer, chosen: dict[str, int]) -> list[Choice]:
    """All fields. Suggested is what the record that stays says, or the other one where it says nothing."""
    other = next(person for person in people if person.pk != kept.pk)
    choices = []
    for name in CHOSEN:
        field = Volunteer._meta.get_field(name)
        suggested = other.pk if getattr(kept, field.attname) in (None, "") else kept.pk
        values = tuple(read_value(person, field) for person in people)
        choices.append(Choice(name, str(field.verbose_name), values, chosen.get(name, suggested)))
    return choices


def days_shared(sides: list[Side]) -> list[str]:
    """Pairs of onsite assignments that one person cannot both have."""
    one, other = ([row for row in side.assignments if is_onsite_service(row)] for side in sides)
    return [
        _("%(one)s and %(other)s share days.") % {"one": a.assignment_number, "other": b.assignment_number}
        for a in one
        for b in other
        if a.start_date <= b.end_date and b.start_date <= a.end_date
    ]


def is_onsite_service(row: Assignment) -> bool:
    return row.modality == Modality.ONSITE and row.status in STATUSES_THAT_COUNT[Modality.ONSITE]
