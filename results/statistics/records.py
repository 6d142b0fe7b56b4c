"""Answers from the records: what a question counts, cell by cell, in one statement for each window."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection
from django.db.models import Max, Min

from assignments.choices import STATUSES_THAT_COUNT
from assignments.models import Assignment
from results.calculation.calendar import UNIT
from results.statistics.dimensions import DIMENSIONS, UNKNOWN
from results.statistics.measures import MEASURES
from results.statistics.periods import Window
from results.statistics.question import Question
from results.statistics.service_sql import AGE, DAYS, KEYS, UNITS, one_of, parameters, service_sql
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Cell:
    """What is counted under the keys of the breakdowns: exact amounts, and the people behind them."""

    amount: int | Fraction | None
    people: int | None
    numerator: int | Fraction | None = None
    denominator: int | Fraction | None = None
    unknown: int | Fraction | None = None


Cells = dict[tuple[str, ...], Cell]


def count(question: Question, window: Window) -> Cells:
    """The cells of a question in a window; without a breakdown there is always one."""
    measure = MEASURES[question.measure]
    if measure.news_of:
        return count_news(question, window)
    if question.measure == "average_age":
        return count_average_age(question, window)
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


def amount_of(measure: str, condition: str = "") -> str:
    """The aggregate of a measure, over the rows of a condition."""
    aggregate = {
        "volunteer_days": "COALESCE(SUM(days){}, 0)",
        "volunteer_months": "COALESCE(SUM(units){}, 0)",
        "average_months": "COALESCE(SUM(units){}, 0)",
        "assignments": "COUNT(DISTINCT id){}",
        "volunteers": "COUNT(DISTINCT volunteer_id){}",
        "roster": "COUNT(*){}",
    }.get(measure, "COUNT(DISTINCT part){}")
    return aggregate.format(f" FILTER (WHERE {condition})" if condition else "")


def exact(measure: str, amount) -> int | Fraction:
    return Fraction(int(amount), UNIT) if measure in ("volunteer_months", "average_months") else int(amount)


def count_amounts(question: Question, window: Window) -> Cells:
    measure = MEASURES[question.measure]
    of_roster = question.measure == "roster"
    columns = key_columns(question) | ({"volunteer_id": "p.id"} if of_roster else {"volunteer_id": "a.volunteer_id"})
    also = set(question.by)
    if question.measure in ("volunteer_days", "volunteer_months", "average_months"):
        columns |= {"days": DAYS, "units": UNITS}
    if question.measure == "assignments":
        columns["id"] = "a.id"
    if measure.distinct_of:
        columns["part"] = f"NULLIF({KEYS[measure.distinct_of]}, 'none')"
        also.add(measure.distinct_of)
    values = parameters(question, window)
    aggregates = [amount_of(question.measure), "COUNT(DISTINCT volunteer_id)"]
    if question.share:
        aggregates += share_aggregates(question, columns, also, values)
    start, group = grouped(columns)
    sql = f"SELECT {start}{', '.join(aggregates)} FROM ({service_sql(question, columns, also=also)}) service{group}"
    return {row[: len(question.by)]: as_cell(question, row[len(question.by) :]) for row in run(sql, values)}


def share_aggregates(question: Question, columns: dict, also: set, values: dict) -> list[str]:
    """Numerator, denominator and number unknown of the share, as aggregates; adds the columns they use."""
    name, keys = question.share
    joined = name != "initiative" or name in also
    if joined:
        also.add(name)
    values["share"] = list(keys)
    columns["shared"] = one_of(name, "share", joined=joined)
    columns["is_unknown"] = f"{KEYS[name]} = '{UNKNOWN}'" if DIMENSIONS[name].has_unknown else "FALSE"
    return [amount_of(question.measure, condition) for condition in ("shared", "NOT is_unknown", "is_unknown")]


def as_cell(question: Question, row: tuple) -> Cell:
    amount, people = exact(question.measure, row[0]), row[1]
    if question.measure == "average_months":
        return Cell(amount / people if people else None, people)
    if not question.share:
        return Cell(amount, people)
    numerator, denominator, unknown = (exact(question.measure, part) for part in row[2:])
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
        sql = service_sql(question, columns | {"span": f"'{name}'"}, also=also)
        parts.append(sql.replace("%(first)s", f"%({name}_first)s").replace("%(last)s", f"%({name}_last)s"))
    start, group = grouped(columns)
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
