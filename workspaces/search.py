"""One search over people, numbers and host entities, in any spelling, as far as the user may see them.

Each part is asked with an index and a limit, so that it takes as long among a million people as among a thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.fence import current_reader, numbers_past
from accounts.folding import LONGEST, MOST_WORDS, found_by
from accounts.models import User
from assignments.models import Assignment
from partners.models import HostEntity
from volunteers.models import Volunteer

FEW, MANY = 6, 40
"""How many of each kind the box and the page show."""
SHORT = 3
"""No index finds words of fewer signs within a name: only where names begin."""


@dataclass(frozen=True)
class Found:
    """Something found: what it is called, what tells it apart, and its page."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Results:
    """What was found of each kind, and whether there is more than is shown."""

    words: str
    people: list[Found] = field(default_factory=list)
    assignments: list[Found] = field(default_factory=list)
    entities: list[Found] = field(default_factory=list)
    has_more: bool = False

    @property
    def number(self) -> int:
        return len(self.people) + len(self.assignments) + len(self.entities)

    @property
    def groups(self) -> list[tuple[str, list[Found]]]:
        """The kinds of which something was found, each under its heading."""
        named = [(_("People"), self.people), (_("Assignments"), self.assignments), (_("Host entities"), self.entities)]
        return [(name, found) for name, found in named if found]


def search(user: User, words: str, *, most: int = MANY) -> Results:
    """What the user may see and each word is part of; a number by its beginning."""
    words = " ".join(word for word in words[:LONGEST].split()[:MOST_WORDS] if any(map(str.isalnum, word)))
    if not words or not user.is_authenticated:
        return Results(words="")
    people = first_of(most + 1, people_by_likeness(user, words))
    assignments = read_within(assignments_by_number(user, words)[: most + 1])
    entities = list(found_by(HostEntity.objects.order_by("name"), words, fields=["code", "name"])[: most + 1])
    return Results(
        words=words,
        people=described_people(user, people[:most]),
        assignments=[described_assignment(row) for row in assignments[:most]],
        entities=[described_entity(row) for row in entities[:most]],
        has_more=any(len(rows) > most for rows in (people, assignments, entities)),
    )


def people_by_likeness(user: User, words: str) -> Iterable:
    """People by number, then of exactly these names, then of whom each word is part."""
    seen = Volunteer.objects.each_visible_to(user).select_related("nationality").order_by()
    found = seen.found_by(words) if user.is_staff else seen.found_by_name(words)
    are_short = all(len(word) < SHORT for word in words.split())
    yield seen.numbered(words)
    yield seen.formerly_numbered(words)
    yield seen.named_exactly(words)
    yield found.beginning_with(words) if are_short else found


def first_of(most: int, ways: Iterable) -> list[Volunteer]:
    """So many at most, each once, the better ways first; within a way by name."""
    found: dict[int, Volunteer] = {}
    for rows in ways:
        by_name = sorted(read_within(rows[:most]), key=lambda row: (row.family_name, row.given_name, row.roster_number))
        found |= {row.pk: row for row in by_name if row.pk not in found}
    return list(found.values())[:most]


def read_within(rows: QuerySet) -> list:
    """The rows of a question; for who is not staff found past the fence, and read within it."""
    if current_reader() is None:
        return list(rows)
    found = rows.model._default_manager.filter(pk__in=numbers_past(rows))
    found.query.select_related = rows.query.select_related
    return list(found)


def assignments_by_number(user: User, words: str):
    seen = Assignment.objects.visible_to(user).select_related("volunteer", "host_entity", "country")
    return seen.numbered(words).order_by("assignment_number")


def described_people(user: User, people: list[Volunteer]) -> list[Found]:
    """People with what tells two of one name apart: number, nationality, and the latest assignment."""
    latest = latest_assignments(user, people)
    return [
        Found(
            title=person.full_name,
            detail=", ".join([person.roster_number, person.nationality.name, *latest.get(person.pk, ())]),
            url=reverse("workspace_volunteer", args=[person.roster_number]),
        )
        for person in people
    ]


def latest_assignments(user: User, people: list[Volunteer]) -> dict[int, tuple[str]]:
    rows = Assignment.objects.visible_to(user).filter(volunteer__in=people).select_related("host_entity")
    latest = rows.exclude(status="cancelled").order_by("volunteer_id", "-start_date").distinct("volunteer_id")
    words = ((row, {"status": row.get_status_display(), "entity": row.host_entity.name}) for row in latest)
    return {row.volunteer_id: (_("%(status)s with %(entity)s") % of_row,) for row, of_row in words}


def described_assignment(row: Assignment) -> Found:
    where = {"entity": row.host_entity.name, "country": row.country.name, "status": row.get_status_display()}
    return Found(
        title=row.assignment_number,
        detail=f"{row.volunteer.full_name}, " + _("%(status)s with %(entity)s in %(country)s") % where,
        url=reverse("workspace_assignment", args=[row.assignment_number]),
    )


def described_entity(row: HostEntity) -> Found:
    return Found(title=row.name, detail=row.code, url=f"{reverse('workspace_assignments')}?host_entity={row.code}")
