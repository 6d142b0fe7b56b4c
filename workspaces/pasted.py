"""Lines of an e-mail, a name or a number and a day each, read as extensions: nothing is guessed."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pghistory
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.versions import Picture
from assignments.choices import Status
from assignments.models import Assignment
from imports.texts import key_of
from imports.written_days import NoOneDay, day_in
from workspaces.bulk import ACTIONS, Outcome, outcome_of, rows_of

MOST_LINES = 200
MOST_CANDIDATES = 8
LONGEST_LINE = 300
"""Characters: each part of a line is looked for by itself."""
BETWEEN_CELLS = re.compile(r"[\t;|]|\s{2,}")
EDGES = " ,;:|–—-\t"
OPEN = (Status.SERVING, Status.COMPLETED)


@dataclass(frozen=True)
class Line:
    """A line that was pasted: the day and the assignment that it names, or who may be meant, or why it is refused."""

    number: int
    text: str
    until: date | None = None
    assignment: Assignment | None = None
    candidates: tuple[Assignment, ...] = ()
    refusal: str = ""
    outcome: Outcome | None = None

    @property
    def can_be_done(self) -> bool:
        return self.outcome is not None and not self.outcome.refusal


@dataclass(frozen=True)
class Decision:
    """What holds for all lines: who agreed, and until when it is funded, if not until each new last day."""

    agreed_by: str
    funded_until: date | None = None
    chosen: Mapping[int, int] = field(default_factory=dict)
    """The assignment that somebody chose among those a line may mean, by line."""


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [(number, line) for number, line in lines if line]


def read(text: str, *, decision: Decision, user: User, today: date) -> list[Line]:
    """Each line, tried out where one assignment is meant; an assignment that is named twice is refused."""
    lines = [read_line(number, line, decision=decision, user=user, today=today) for number, line in lines_of(text)]
    named = Counter(line.assignment.pk for line in lines if line.assignment)
    twice = _("this assignment is named in several lines; leave one")
    return [
        replace(line, refusal=twice, outcome=None) if line.assignment and named[line.assignment.pk] > 1 else line
        for line in with_outcomes(lines, decision, user)
    ]


def read_line(number: int, text: str, *, decision: Decision, user: User, today: date) -> Line:
    if len(text) > LONGEST_LINE:
        told = _("this line is longer than %(most)s characters: leave its number or name, and the day")
        return Line(number, text, refusal=told % {"most": LONGEST_LINE})
    try:
        found = day_in(text)
    except NoOneDay as refusal:
        return Line(number, text, refusal=str(refusal))
    exact, possible = who_is_meant(found.rest, user=user, today=today)
    line = Line(number, text, until=found.day)
    chosen = next((row for row in (*exact, *possible) if row.pk == decision.chosen.get(number)), None)
    if chosen or len(exact) == 1:
        return replace(line, assignment=chosen or exact[0], candidates=(*exact, *possible)[:MOST_CANDIDATES])
    if exact or possible:
        return replace(line, candidates=(*exact, *possible)[:MOST_CANDIDATES])
    return replace(line, refusal=_("nobody of this name or number has an assignment that could be extended"))


def who_is_meant(rest: str, *, user: User, today: date) -> tuple[list[Assignment], list[Assignment]]:
    """The assignments that a number or a whole name names, and those that words of the line only lead to."""
    cells = [cell for cell in (part.strip(EDGES) for part in BETWEEN_CELLS.split(rest)) if cell]
    several = [one for cell in cells for one in (part.strip(EDGES) for part in cell.split(",")) if one]
    keys = {key_of(word) for word in (*cells, *several, *rest.split()) if word}
    visible = Assignment.objects.visible_to(user).select_related("volunteer", "host_entity")
    if by_number := list(visible.filter(assignment_number__in=keys)[:MOST_CANDIDATES]):
        return by_number, []
    open_ones = visible.filter(status__in=OPEN)
    if by_person := still_open(open_ones.filter(volunteer__roster_number__in=keys), today):
        return by_person, []
    possible: list[Assignment] = []
    for words in dict.fromkeys([" ".join(cells), *cells, *two_by_two(several)]):
        found = still_open(open_ones.found_by(words.replace(",", " ")), today)
        if exact := [row for row in found if is_whole_name(words, row)]:
            return exact, [row for row in found if row not in exact]
        possible = possible or found
    return [], possible


def two_by_two(cells: list[str]) -> list[str]:
    """Cells that stand beside each other, as a family name and a given name do."""
    return [" ".join(pair) for pair in zip(cells, cells[1:], strict=False)]


def still_open(rows: QuerySet, today: date) -> list[Assignment]:
    latest = rows.order_by("-end_date", "assignment_number")[: 4 * MOST_CANDIDATES]
    return [row for row in latest if row.is_open(today)][:MOST_CANDIDATES]


def is_whole_name(words: str, row: Assignment) -> bool:
    """Whether the words are the person's names, all of them, in whatever order; in some scripts without a space."""
    person = row.volunteer
    in_a_row = {person.family_name + person.given_name, person.given_name + person.family_name}
    return names_in(words) == names_in(f"{person.family_name} {person.given_name}") or words in in_a_row


def names_in(text: str) -> list[str]:
    return sorted(word.casefold() for word in re.split(r"[\s,]+", text) if word)


def with_outcomes(lines: Iterable[Line], decision: Decision, user: User) -> list[Line]:
    """What the extension would do to each assignment that is named, found by doing it and taking it back."""
    lines = list(lines)
    rows = {row.pk: row for row in loaded(lines, user)}
    return [
        replace(
            line,
            outcome=outcome_of(
                ACTIONS["extend"], rows[line.assignment.pk], data_of(line, decision), shown=None, is_kept=False
            ),
        )
        if line.assignment
        else line
        for line in lines
    ]


def loaded(lines: Iterable[Line], user: User) -> list[Assignment]:
    """The assignments of the lines with all that their pictures need."""
    return rows_of(dict.fromkeys(line.assignment.pk for line in lines if line.assignment), user)


def data_of(line: Line, decision: Decision) -> dict:
    return {
        "until": line.until,
        "agreed_by": decision.agreed_by,
        "funded_until": decision.funded_until or line.until,
    }


def do(lines: Iterable[Line], *, decision: Decision, shown: dict[str, Picture], user: User) -> list[Line]:
    """Extend each that is still as it was shown, each by itself, whole or not at all."""
    lines = list(lines)
    rows = {row.pk: row for row in loaded(lines, user)}
    done = []
    with pghistory.context(together=f"pasted extensions ({len(lines)})"):
        for line in lines:
            row = rows[line.assignment.pk]
            picture = shown.get(str(row.pk), {})
            outcome = outcome_of(ACTIONS["extend"], row, data_of(line, decision), shown=picture, is_kept=True)
            done.append(replace(line, outcome=outcome))
    return done
