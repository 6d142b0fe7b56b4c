"""A host entity's own list beside the records that it sees: every difference in words.

Whoever is looked for is looked for among the rows given, which are the reader's own: a name of another entity's
volunteer finds as little as a name that there is not.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet
from workspaces.entity.staff_list import Listed

AROUND = timedelta(days=730)
"""So far around the period records are looked at, for people who are listed and do not serve in it."""

NEAR, SURE = 0.75, 0.88
MOST_LOOKED_AT, MOST_SEARCHED = 200, 500


class Kind(models.TextChoices):
    ONLY_THEIRS = "only_theirs", gettext_lazy("Only in your list")
    ONLY_OURS = "only_ours", gettext_lazy("Only on record")
    NOT_THEN = "not_then", gettext_lazy("On record, not in this time")
    NAME = "name", gettext_lazy("Name spelled differently")
    DAYS = "days", gettext_lazy("Days differ")
    COUNTRY = "country", gettext_lazy("Country differs")
    TWICE = "twice", gettext_lazy("Twice in your list")


@dataclass(frozen=True)
class Difference:
    kind: Kind
    who: str
    sentence: str
    row: int | None = None
    assignment_number: str = ""


@dataclass(frozen=True)
class Compared:
    differences: list[Difference]
    alike: int
    """Rows of the list in which nothing differs."""

    on_record: int

    def by_kind(self) -> list[tuple[Kind, list[Difference]]]:
        found = defaultdict(list)
        for difference in self.differences:
            found[difference.kind].append(difference)
        return [(kind, found[kind]) for kind in Kind if found[kind]]


@dataclass(frozen=True)
class Recorded:
    """A record of the reader's own, as it is compared."""

    assignment: Assignment
    is_then: bool

    @property
    def name(self) -> str:
        return self.assignment.volunteer.full_name

    @property
    def number(self) -> str:
        return self.assignment.assignment_number


def compare(listed: Sequence[Listed], rows: AssignmentQuerySet, *, first: date, last: date) -> Compared:
    """The list beside the rows of a reader, for a day or from a first to a last one."""
    return Comparison(listed, records_around(rows, first=first, last=last), first=first, last=last).made()


def records_around(rows: AssignmentQuerySet, *, first: date, last: date) -> list[Recorded]:
    then = set(rows.counting().filter(modality="onsite").between(first, last).values_list("pk", flat=True))
    around = rows.between(first - AROUND, last + AROUND).select_related("volunteer", "country")
    return [Recorded(row, row.pk in then) for row in around.order_by("-end_date", "pk")]


class Comparison:
    """One comparison: who is meant by each row, and what is different."""

    def __init__(self, listed: Sequence[Listed], records: Sequence[Recorded], *, first: date, last: date):
        self.listed, self.records, self.first, self.last = listed, records, first, last
        self.by_number = {record.number: record for record in records}
        self.by_roster, self.by_name = defaultdict(list), defaultdict(list)
        self.by_word: dict[str, list[Recorded]] = defaultdict(list)
        for record in records:
            self.by_roster[record.assignment.volunteer.roster_number].append(record)
            self.by_name[folded(record.name)].append(record)
            for word in beginnings(record.name):
                self.by_word[word].append(record)
        self.searched = 0
        self.met: dict[str, list[Listed]] = defaultdict(list)

    def made(self) -> Compared:
        differences: list[Difference] = []
        alike = 0
        for row in self.listed:
            found = list(self.differences_of(row))
            differences += found
            alike += not found
        differences += self.twice()
        differences += self.only_ours()
        return Compared(differences, alike, sum(record.is_then for record in self.records))

    def differences_of(self, row: Listed) -> Iterator[Difference]:
        record = self.who_is_meant(row)
        if record is None:
            near = self.nearest(row.name)
            if near is None or likeness(row.name, near.name) < SURE:
                yield Difference(Kind.ONLY_THEIRS, row.who, self.nobody(near), row.row)
                return
            record = near
        self.met[record.number].append(row)
        for kind, sentence in self.told(row, record):
            yield Difference(kind, row.who, sentence, row.row, record.number)

    def who_is_meant(self, row: Listed) -> Recorded | None:
        """By the number of the assignment, of the person, or by the whole name; first who serves in this time."""
        if row.assignment_number in self.by_number:
            return self.by_number[row.assignment_number]
        found = self.by_roster.get(row.roster_number) or (row.name and self.by_name.get(folded(row.name))) or []
        return max(
            found, key=lambda record: (record.is_then, fits(row, record), record.assignment.end_date), default=None
        )

    def nearest(self, name: str) -> Recorded | None:
        """The nearest name of the reader's own people, if one is near; only some rows of a list are worth a search."""
        if not name or self.searched >= MOST_SEARCHED:
            return None
        self.searched += 1
        possible = {record.number: record for word in beginnings(name) for record in self.by_word.get(word, ())}
        closest = max(
            list(possible.values())[:MOST_LOOKED_AT], key=lambda record: likeness(name, record.name), default=None
        )
        return closest if closest and likeness(name, closest.name) >= NEAR else None

    def nobody(self, near: Recorded | None) -> str:
        told = _("You have no volunteer of this name or number on record.")
        if near is None:
            return told
        nearest = _("The nearest name among your own volunteers is %(name)s (%(number)s).")
        return f"{told} {nearest % {'name': near.name, 'number': near.number}}"

    def told(self, row: Listed, record: Recorded) -> Iterator[tuple[Kind, str]]:
        assignment = record.assignment
        words = {"number": record.number, "listed": row.name, "recorded": record.name}
        if row.name and words_in(row.name) != words_in(record.name):
            yield Kind.NAME, _("Your list says %(listed)s; the record %(number)s says %(recorded)s.") % words
        for label, listed, recorded in (
            (_("first day"), row.first, assignment.start_date),
            (_("last day"), row.last, assignment.end_date),
        ):
            if listed and listed != recorded:
                days = {"what": label, "listed": date_format(listed), "recorded": date_format(recorded)} | {
                    "number": record.number
                }
                yield (
                    Kind.DAYS,
                    _("The %(what)s is %(listed)s in your list, and %(recorded)s in the record %(number)s.") % days,
                )
        if row.country and row.country != assignment.country.alpha3:
            places = {"listed": row.country, "recorded": assignment.country.alpha3, "number": record.number}
            yield Kind.COUNTRY, _("Your list says %(listed)s; the record %(number)s says %(recorded)s.") % places
        if not record.is_then:
            yield (
                Kind.NOT_THEN,
                _("The record %(number)s is not among those that count here: %(first)s to %(last)s, %(status)s.")
                % {
                    "number": record.number,
                    "first": date_format(assignment.start_date),
                    "last": date_format(assignment.end_date),
                    "status": assignment.get_status_display(),
                },
            )

    def twice(self) -> Iterator[Difference]:
        """Who stands in several rows, by the record that is meant, or by number or name where none is."""
        for number, rows in self.met.items():
            if len(rows) > 1:
                yield Difference(Kind.TWICE, rows[0].who, in_rows(rows), rows[1].row, number)
        known = {row.row for rows in self.met.values() for row in rows}
        unknown = [row for row in self.listed if row.row not in known]
        for who, number in Counter(folded(row.who) for row in unknown).items():
            if number > 1:
                rows = [row for row in unknown if folded(row.who) == who]
                yield Difference(Kind.TWICE, rows[0].who, in_rows(rows), rows[1].row)

    def only_ours(self) -> Iterator[Difference]:
        for record in self.records:
            if record.is_then and record.number not in self.met:
                told = _("On record from %(first)s to %(last)s in %(country)s, and not in your list.")
                assignment = record.assignment
                words = {
                    "first": date_format(assignment.start_date),
                    "last": date_format(assignment.end_date),
                    "country": assignment.country.name,
                }
                yield Difference(Kind.ONLY_OURS, record.name, told % words, None, record.number)


def fits(row: Listed, record: Recorded) -> int:
    """In how many of its days a record is the one that is listed."""
    return (row.first == record.assignment.start_date) + (row.last == record.assignment.end_date)


def in_rows(rows: Iterable[Listed]) -> str:
    numbers = [str(row.row) for row in rows]
    told = ngettext("In row %(rows)s of your list.", "In rows %(rows)s of your list.", len(numbers))
    return told % {"rows": ", ".join(numbers)}


def folded(name: str) -> str:
    """A name without capitals, accents and order."""
    return " ".join(words_in("".join(sign for sign in unicodedata.normalize("NFKD", name) if not is_mark(sign))))


def is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign))


def words_in(name: str) -> list[str]:
    return sorted("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())


def beginnings(name: str) -> set[str]:
    """By what a name is looked for though letters differ: the first two of each of its words."""
    return {word[:2] for word in folded(name).split()}


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one), folded(other)).ratio()
