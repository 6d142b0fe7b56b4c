"""Answers from the records: what a question counts, cell by cell, in one statement for each window."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import compress

import numpy as np
from django.db import connection
from django.db.models import Max, Min
from numpy.typing import NDArray

from assignments.choices import STATUSES_THAT_COUNT
from assignments.models import Assignment
from calculation.calendar import UNIT
from calculation.periods import Window
from figures.dimensions import DIMENSIONS, NONE, UNKNOWN
from figures.fact_columns import Keys, Tally, TallyTable
from figures.measures import MEASURES
from figures.question import Question
from figures.service_sql import AGE, DAYS, KEYS, UNITS, one_of, parameters, service_sql
from volunteers.models import Volunteer


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted under the keys of the breakdowns: exact amounts, and the people behind them."""

    amount: int | Fraction | None
    people: int | None
    numerator: int | Fraction | None = None
    denominator: int | Fraction | None = None
    unknown: int | Fraction | None = None


Cells = Mapping[Keys, Cell]


@dataclass(frozen=True, eq=False)
class LazyCells(Mapping[Keys, Cell]):
    """Cells of stored tallies, each made when it is looked at: a page shows a few of many."""

    tallies: TallyTable
    make: Callable[[Keys, Tally], Cell]
    people: str = "volunteers"
    """Which number of a tally are the people behind its cell."""
    sizes: NDArray[np.float64] | None = None
    """About the amount of each cell, where it is known without the cell."""

    def __getitem__(self, keys: Keys) -> Cell:
        return self.make(keys, self.tallies[keys])

    def __iter__(self) -> Iterator[Keys]:
        return iter(self.tallies)

    def __len__(self) -> int:
        return len(self.tallies)


def people_under(cells: Cells) -> Iterator[tuple[Keys, int | None]]:
    """The keys of each cell, and the people behind it."""
    if isinstance(cells, LazyCells):
        return zip(cells, cells.tallies.line(cells.people).tolist(), strict=True)
    return ((keys, cell.people) for keys, cell in cells.items())


def keys_of_few(cells: Cells, limit: int) -> list[Keys]:
    """The keys of cells of at least one person and fewer than a limit."""
    if isinstance(cells, LazyCells):
        people = cells.tallies.line(cells.people)
        return list(compress(cells, ((people > 0) & (people < limit)).tolist()))
    return [keys for keys, cell in cells.items() if cell.people and cell.people < limit]


def largest_first(cells: Cells) -> Iterable[Keys]:
    """The keys of cells that have an amount, about in the order of these: near ones may stand either way."""
    if isinstance(cells, LazyCells) and cells.sizes is not None:
        keys = list(cells)
        return (keys[place] for place in np.argsort(-cells.sizes).tolist())
    return sorted((keys for keys, cell in cells.items() if cell.amount), key=lambda keys: -cells[keys].amount)


def count(question: Question, window: Window) -> Cells:
    """The cells of a question in a window; without a breakdown there is always one."""
    measure = MEASURES[question.measure]
    if measure.news_of:
        return count_news(question, window)
    if question.measure == "average_age":
        return count_average_age(question, window)
    if question.measure == "roster":
        return count_roster(question, window)
    if measure.distinct_of:
        return count_distinct(question, window)
    return count_amounts(question, window)


def run(sql: str, values: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def key_columns(question: Question) -> dict[str, str]:
    return {f"k{number}": KEYS[name] for number, name in enumerate(question.by)}


def grouped(columns: dict[str, str]) -> tuple[str, str]:
    """The start of a select list and the GROUP BY of the breakdowns."""
    names = [name for name in columns if name.startswith("k")]
    return "".join(f"{name}, " for name in names), f" GROUP BY {', '.join(names)}" if names else ""


def exact(measure: str, amount) -> int | Fraction:
    return Fraction(int(amount), UNIT) if measure in ("volunteer_months", "average_months") else int(amount)


def as_cells(question: Question, rows: list[tuple]) -> Cells:
    width = len(question.by)
    return {row[:width]: as_cell(question, row[width:]) for row in rows}


OF_A_PERSON = {
    "volunteers": "MAX(1)",
    "assignments": "COUNT(*)",
    "volunteer_days": "SUM(days)",
    "volunteer_months": "SUM(units)",
    "average_months": "SUM(units)",
}
"""What a measure counts of one person under one combination of keys."""


def count_amounts(question: Question, window: Window) -> Cells:
    """First what each person counts under each combination of keys, then their sums: nothing has to be sorted."""
    columns = key_columns(question) | {"volunteer_id": "a.volunteer_id", "days": DAYS, "units": UNITS}
    also, values = set(question.by), parameters(question, window)
    conditions = ["TRUE", *(share_conditions(question, columns, also, values) if question.share else ())]
    parts = [f"{OF_A_PERSON[question.measure]} FILTER (WHERE {condition})" for condition in conditions]
    amounts = [f"amount{number}" for number in range(len(parts))]
    start, group = grouped(columns)
    sql = f"""
        SELECT {start}{", ".join(f"COALESCE(SUM({name}), 0)" for name in amounts)}, COUNT(*)
        FROM (SELECT {start}{", ".join(f"{part} AS {name}" for part, name in zip(parts, amounts, strict=True))}
              FROM ({service_sql(question, columns, also=also)}) service GROUP BY {start}volunteer_id) person{group}"""
    return as_cells(question, run(sql, values))


def count_roster(question: Question, window: Window) -> Cells:
    """The people registered; each is one row."""
    columns = key_columns(question)
    also, values = set(question.by), parameters(question, window)
    conditions = ["TRUE", *(share_conditions(question, columns, also, values) if question.share else ())]
    amounts = ", ".join(f"COUNT(*) FILTER (WHERE {condition})" for condition in conditions)
    start, group = grouped(columns)
    inner = service_sql(question, columns | {"id": "p.id"}, also=also)
    return as_cells(question, run(f"SELECT {start}{amounts}, COUNT(*) FROM ({inner}) person{group}", values))


def count_distinct(question: Question, window: Window) -> Cells:
    """How many keys of a dimension occur, and the people behind them: each is grouped by itself, then both counted."""
    part = MEASURES[question.measure].distinct_of
    columns = key_columns(question)
    columns |= {"part": f"NULLIF({KEYS[part]}, '{NONE}')", "volunteer_id": "a.volunteer_id"}
    start, group = grouped(columns)
    service = service_sql(question, columns, also={*question.by, part})
    sql = f"""
        SELECT {start}COUNT(part), COUNT(volunteer_id)
        FROM (SELECT {start}part, volunteer_id FROM ({service}) service
              GROUP BY GROUPING SETS (({start}part), ({start}volunteer_id))) found{group}"""
    return as_cells(question, run(sql, parameters(question, window)))


def share_conditions(question: Question, columns: dict, also: set, values: dict) -> list[str]:
    """Which rows are in the numerator, in the denominator, and unknown; adds the columns that say so."""
    name, keys = question.share
    joined = name != "initiative" or name in also
    if joined:
        also.add(name)
    values["share"] = list(keys)
    columns["shared"] = one_of(name, "share", joined=joined)
    columns["is_unknown"] = f"{KEYS[name]} = '{UNKNOWN}'" if DIMENSIONS[name].has_unknown else "FALSE"
    return ["shared", "NOT is_unknown", "is_unknown"]


def as_cell(question: Question, row: tuple) -> Cell:
    *amounts, people = row
    amount, *parts = (exact(question.measure, part) for part in amounts)
    if question.measure == "average_months":
        return Cell(amount / people if people else None, people)
    if not question.share:
        return Cell(amount, people)
    numerator, denominator, unknown = parts
    percentage = Fraction(numerator * 100) / denominator if denominator else None
    return Cell(percentage, people, numerator, denominator, unknown)


def count_average_age(question: Question, window: Window) -> Cells:
    """The mean of completed years over distinct people with a known birth date: these stand behind it."""
    columns = key_columns(question) | {"volunteer_id": "a.volunteer_id", "age": AGE}
    start, group = grouped(columns)
    inner = service_sql(question, columns, also=set(question.by))
    sql = f"""SELECT {start}SUM(age), COUNT(age)
              FROM (SELECT DISTINCT {start}volunteer_id, age FROM ({inner}) service) person{group}"""
    rows = run(sql, parameters(question, window))
    width = len(question.by)
    return {
        row[:width]: Cell(Fraction(int(row[width]), row[width + 1]) if row[width + 1] else None, row[width + 1])
        for row in rows
    }


def count_news(question: Question, window: Window) -> Cells:
    """Entities or countries with service in the year and none in any earlier year, or none in the year before."""
    part = MEASURES[question.measure].news_of
    columns = key_columns(question) | {"part": KEYS[part]}
    start, group = grouped(columns)
    also = {*question.by, part}
    values = parameters(question, window)
    year = window.first.year
    spans = {
        "now": (window.first, window.last),
        "before": (date(year - 1, 1, 1), date(year - 1, 12, 31)),
        "earlier": (date(1900, 1, 1), date(year - 2, 12, 31)),
    }
    parts = []
    for name, (first, last) in spans.items():
        values |= {f"{name}_first": first, f"{name}_last": last}
        sql = service_sql(question, columns, also=also)
        sql = sql.replace("%(first)s", f"%({name}_first)s").replace("%(last)s", f"%({name}_last)s")
        parts.append(f"SELECT {start}part, '{name}' AS span FROM ({sql}) service GROUP BY {start}part")
    wanted = "NOT earlier" if question.measure.startswith("new_") else "earlier"
    sql = f"""
        SELECT {start}COUNT(*) FILTER (WHERE NOT before AND {wanted})
        FROM (SELECT {start}part, BOOL_OR(span = 'now') AS now, BOOL_OR(span = 'before') AS before,
                     BOOL_OR(span = 'earlier') AS earlier
              FROM ({" UNION ALL ".join(parts)}) service GROUP BY {start}part) found
        WHERE now{group}"""
    return {row[:-1]: Cell(row[-1], None) for row in run(sql, values)}


def first_recorded_year(question: Question) -> int | None:
    """The first year with service of the question's modality, or with registrations for the roster."""
    if question.measure == "roster":
        first = Volunteer.objects.aggregate(first=Min("registered_date"))["first"]
        return first.year if first else None
    counting = Assignment.objects.filter(modality=question.modality, status__in=STATUSES_THAT_COUNT[question.modality])
    span = counting.aggregate(first=Min("start_date"), last=Max("end_date"))
    years = range(span["first"].year, span["last"].year + 1) if span["first"] else ()
    return next((year for year in years if has_service(year, question.modality)), None)


def has_service(year: int, modality: str) -> bool:
    """Whether a year has a day of service: what starts in it may be interrupted until its end."""
    question = Question.ask("volunteers", year, modality=modality)
    window = Window(question.period.first, question.period.last, keys_on=question.period.last)
    [(found,)] = run(f"SELECT EXISTS ({service_sql(question, {'id': 'a.id'})})", parameters(question, window))
    return found
