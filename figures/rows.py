"""The rows behind a figure: which assignments, or people, a question counts."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db.models.expressions import RawSQL

from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet
from calculation.periods import Window
from facts.basis import Basis
from figures import stored
from figures.question import Question
from figures.records import run
from figures.service_sql import DAYS, OF_PEOPLE, UNITS, one_of, parameters, service_sql
from figures.visitors import role_that_reads_no_names
from volunteers.models import Volunteer
from volunteers.querysets import VolunteerQuerySet


def rows_behind(question: Question, *, user) -> AssignmentQuerySet | VolunteerQuerySet:
    """The assignments a question counts (for the roster, the people), as far as the user may see them.

    A share opens to its numerator; a breakdown to all its cells together. Of what tells of people, such as their
    nationality, those who are only paid for are left out: who pays may not see who they are.
    """
    window = question.period.window(Basis.now().cutoff)
    model = Volunteer if question.measure == "roster" else Assignment
    sql, values = ids_sql(question, window)
    seen = model.objects.listed_for(user) if tells_of_people(question) else model.objects.visible_to(user)
    return seen.filter(pk__in=RawSQL(*positional(sql, values)))


def tells_of_people(question: Question) -> bool:
    """Whether which rows are counted says something of the people in them."""
    return question.measure == "roster" or bool(question.dimensions & OF_PEOPLE)


def amounts_behind(question: Question, ids: list[int]) -> dict[int, tuple[int, int]]:
    """Days and month units of service in the period for some of the assignments counted."""
    window = question.period.window(Basis.now().cutoff)
    columns = {"id": "a.id", "days": DAYS, "units": UNITS}
    sql = f"SELECT id, days, units FROM ({service_sql(question, columns)}) service WHERE id = ANY(%(ids)s)"
    values = parameters(question, window) | {"ids": ids}
    return {pk: (int(days), int(units)) for pk, days, units in run(sql, values)}


def ids_sql(question: Question, window: Window) -> tuple[str, dict]:
    """SQL of the primary keys that are counted, and its named parameters."""
    values = parameters(question, window)
    pk = "p.id" if question.measure == "roster" else "a.id"
    if not question.share:
        return service_sql(question, {"id": pk}), values
    name, keys = question.share
    values["share"] = list(keys)
    joined = set() if name == "initiative" else {name}
    columns = {"id": pk, "shared": one_of(name, "share", joined=bool(joined))}
    return f"SELECT id FROM ({service_sql(question, columns, also=joined)}) service WHERE shared", values


def positional(sql: str, values: dict) -> tuple[str, list]:
    """The same SQL with positional parameters, as a Django expression needs them."""
    names: list[str] = []

    class Positions(dict):
        def __missing__(self, name):
            names.append(name)
            return "%s"

    return sql % Positions(), [values[name] for name in names]


@dataclass(frozen=True)
class Bridge:
    """How a number of people came about: before + joined - left = now."""

    before: int
    joined: int
    left: int
    now: int


def growth_bridge(question: Question, *, basis: Basis | None = None) -> Bridge:
    """People counted a year before, who joined, who left, and who are counted now: from facts where they hold it."""
    basis = basis or Basis.now()
    with suppress(stored.NotInFacts):
        return stored_bridge(question, basis)
    return recorded_bridge(question, basis.cutoff)


def stored_bridge(question: Question, basis: Basis) -> Bridge:
    """The same from the facts of two years; refuses with NotInFacts where these do not hold it."""
    period = question.period
    codes = [
        stored.code_of(question, period.window(basis.cutoff), basis.cutoff),
        stored.code_of(question.but(period=period.year_before()), period.window_before(basis.cutoff), basis.cutoff),
    ]
    if basis.aggregated_at is None or None in codes or not stored.can_tell_who_stayed(question):
        raise stored.NotInFacts
    book = stored.FactBook((question, code) for code in codes)
    now, before = (book.tally(question, code) for code in codes)
    stayed = stored.given(now.stayed)
    return Bridge(before.volunteers, now.volunteers - stayed, before.volunteers - stayed, now.volunteers)


def recorded_bridge(question: Question, cutoff: date) -> Bridge:
    """The same from the records, of all people whoever asks: it names nobody."""
    windows = {"now": question.period.window(cutoff), "before": question.period.window_before(cutoff)}
    parts, values = [], {}
    for name, window in windows.items():
        column = "p.id" if question.measure == "roster" else "a.volunteer_id"
        sql = service_sql(question, {"person": column, "span": f"'{name}'"})
        asked = parameters(question, window)
        values |= {f"{name}_{key}": value for key, value in asked.items()}
        for key in asked:
            sql = sql.replace(f"%({key})s", f"%({name}_{key})s")
        parts.append(sql)
    sql = f"""
        SELECT COUNT(*) FILTER (WHERE before), COUNT(*) FILTER (WHERE now AND NOT before),
               COUNT(*) FILTER (WHERE before AND NOT now), COUNT(*) FILTER (WHERE now)
        FROM (SELECT person, BOOL_OR(span = 'now') AS now, BOOL_OR(span = 'before') AS before
              FROM ({" UNION ALL ".join(parts)}) service GROUP BY person) people"""
    with role_that_reads_no_names():
        return Bridge(*run(sql, values)[0])
