"""What a funding partner sees of the assignments it pays for, with names only where the volunteer lets it.

The name of somebody else is withheld, and with it all that tells who it is: roster number, nationality, birth date,
sex, and the page of the record. Names are looked up among the people whom the reader may see; they are never joined,
and nothing is searched or put in order by a name that is withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from assignments.choices import Modality, Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet
from facts.basis import Basis
from figures.question import Question
from figures.rows import amounts_behind
from partners.models import FundingPartner
from volunteers.models import Volunteer
from volunteers.querysets import VolunteerQuerySet
from workspaces.service import service_of

IN_A_BATCH = 2_000


@dataclass(frozen=True)
class FundedRow:
    """An assignment that a partner pays for; without a person where the name is withheld."""

    assignment: Assignment
    person: Volunteer | None
    days: int

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else _("name withheld")


def partner_seen_by(user: User, code: str) -> FundingPartner:
    """The partner of a code: any for staff, one's own for who represents it today; else there is none."""
    partners = FundingPartner.objects.filter(code=code)
    if not user.is_staff:
        partners = partners.filter(roles__in=user.funding_partner_roles.current())
    found = partners.first()
    if found is None:
        raise Http404
    return found


def represented_by(user: User) -> list[FundingPartner]:
    """The partners for which a user speaks today."""
    return list(FundingPartner.objects.filter(roles__in=user.funding_partner_roles.current()).distinct())


def funded_by(partner: FundingPartner, user: User) -> AssignmentQuerySet:
    """What the partner pays for, as far as the user may see it; what never took place is not paid for."""
    seen = Assignment.objects.all() if user.is_staff and user.is_active else Assignment.objects.funded_for(user)
    return seen.filter(funding_partner=partner).exclude(status=Status.CANCELLED)


def named_to(user: User) -> VolunteerQuerySet:
    """The people whose names the user may read."""
    return Volunteer.objects.visible_to(user).order_by()


def days_in_a_year(rows: AssignmentQuerySet, partner: FundingPartner, year: int) -> dict[int, int]:
    """The days of those that have any in a year up to the cut-off: the rows of which the year's figures tell."""
    touching = rows.filter(start_date__lte=date(year, 12, 31), end_date__gte=date(year, 1, 1)).order_by()
    numbers = list(touching.values_list("pk", flat=True))
    return {
        number: days
        for question in questions_of(partner, year)
        for number, (days, _units) in amounts_behind(question, numbers).items()
    }


def questions_of(partner: FundingPartner, year: int) -> list[Question]:
    """What is counted of the partner in a year, onsite and online."""
    return [
        Question.ask("volunteer_days", year, modality=modality.value, funding_partner=partner.code)
        for modality in Modality
    ]


def found_by(rows: AssignmentQuerySet, words: str, user: User) -> AssignmentQuerySet:
    """Those of people whose name the user may read and is searched for, and those whose number begins so."""
    people = named_to(user).found_by_name(words)
    return rows.filter(Q(volunteer__in=people.values("pk")) | Q(assignment_number__istartswith=words))


def by_name(rows: AssignmentQuerySet, user: User, *, is_descending: bool) -> AssignmentQuerySet:
    """In the order of the names that the user may read; the others come last, the latest begun first."""
    person = named_to(user).filter(pk=OuterRef("volunteer_id"))
    named = rows.annotate(
        **{name: Subquery(person.values(field)[:1]) for name, field in NAMES.items()},
    )
    order = [F(name).desc(nulls_last=True) if is_descending else F(name).asc(nulls_last=True) for name in NAMES]
    return named.order_by(*order, "-start_date", "pk")


NAMES = {"shown_family_name": "family_name", "shown_given_name": "given_name"}


def with_names(rows: Iterable[Assignment], user: User, *, days: Mapping[int, int] | None = None) -> list[FundedRow]:
    """Rows with the names that the user may read, and their days: those given, or of service up to today."""
    rows = list(rows)
    people = named_to(user).in_bulk({row.volunteer_id for row in rows})
    if days is None:
        days = {service.assignment.pk: service.days for service in service_of(rows, through=localdate())}
    return [FundedRow(row, people.get(row.volunteer_id), days.get(row.pk, 0)) for row in rows]


FILE_COLUMNS = (
    "assignment_number",
    "volunteer",
    "host_entity",
    "country",
    "category",
    "modality",
    "status",
    "start_date",
    "end_date",
    "volunteer_days",
)


def lines_of(rows: AssignmentQuerySet, user: User, *, days: Mapping[int, int] | None) -> Iterator[list]:
    """The rows of a file in their order, read in batches."""
    numbers = iter(list(rows.values_list("pk", flat=True)))
    while batch := list(islice(numbers, IN_A_BATCH)):
        found = Assignment.objects.select_related("host_entity", "country").in_bulk(batch)
        some = [found[number] for number in batch if number in found]
        for row in with_names(some, user, days=days):
            yield line_of(row)


def line_of(row: FundedRow) -> list:
    told = row.assignment
    places = [told.host_entity.code, told.country.alpha3, told.category, told.modality, told.status]
    return [told.assignment_number, row.name, *places, told.start_date, told.end_date, row.days]


def years_of(rows: AssignmentQuerySet) -> list[int]:
    """The years in which any of the rows may have service that is counted, latest first."""
    first = rows.order_by("start_date").values_list("start_date", flat=True).first()
    cutoff = Basis.now().cutoff
    return [] if first is None or first > cutoff else list(range(cutoff.year, first.year - 1, -1))
