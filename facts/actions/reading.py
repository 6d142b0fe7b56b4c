"""Reads records as columns: one binary COPY for each table, straight into NumPy arrays."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from assignments.choices import STATUSES_THAT_COUNT, Category, Modality, Status
from calculation.calendar import NO_DAY, OPEN_END, day_number
from calculation.columns import DatedKeys, PersonColumns, ReferenceColumns, ServiceColumns
from calculation.dimensions import CATEGORIES, MODALITIES, REGIONS, SEXES, YES_NO_UNKNOWN, all_labels
from facts.actions import tables as t
from facts.actions.tables import EVERYBODY, NOW, People, Tables, id_list

HEADER, ARRAY_HEADER = 19 + 2, 20
NUMBER = {"int4": ">i4", "int8": ">i8"}
DAY = "({} - DATE '1970-01-01')"
COUNTS = (
    f"(a.status IN ('{Status.COMPLETED}', '{Status.ENDED_EARLY}')"
    f" OR (a.status = '{Status.SERVING}' AND a.modality = '{Modality.ONSITE}'))"
)
IS_EXPECTED = f"a.status <> '{Status.CANCELLED}' AND a.end_date > DATE '{{after}}'"


@dataclass(frozen=True)
class Records:
    """What is counted, as columns, and the labels of their codes."""

    service: ServiceColumns
    """Assignments whose status counts."""
    expected: ServiceColumns
    """Assignments that run or are planned, with a day after the one asked for; cut nowhere."""
    people: PersonColumns
    volunteer_ids: NDArray
    """The primary keys of the people, ascending."""
    reference: ReferenceColumns
    labels: dict[str, list[str]]


def read_records(
    tables: Tables = NOW,
    people: People = EVERYBODY,
    *,
    expected_after: date | None = None,
    between: tuple[date, date] | None = None,
) -> Records:
    """Assignments of some people with all that is counted of them; several statements, one snapshot.

    ``expected_after`` also takes what does not count yet beyond that day; ``between`` takes only assignments
    with a day between two.
    """
    codes = read_codes(tables)
    ids = {name: np.array([pk for pk, _code in rows], dtype=np.int64) for name, rows in codes.items()}
    wanted = f"({COUNTS} OR {IS_EXPECTED.format(after=expected_after)})" if expected_after else COUNTS
    if between:
        wanted += " AND a.start_date <= DATE '{1}' AND a.end_date >= DATE '{0}'".format(*between)
    rows = read_assignments(tables, people, wanted, after=expected_after)
    persons, volunteer_ids = read_people(tables, people, wanted, rows["volunteer"])
    parts = read_parts(tables, people, wanted, rows.pop("id"))
    service = as_service(rows, parts, volunteer_ids, ids)
    return Records(
        service=service.selected(rows["counts"]),
        expected=service.selected(rows["expected"]),
        people=PersonColumns(**persons | {"nationality": places_of(persons["nationality"], ids["country"])}),
        volunteer_ids=volunteer_ids,
        reference=read_reference(tables, ids["country"]),
        labels=labels_of(codes),
    )


CODED = {
    "host_entity": t.ENTITIES,
    "country": t.COUNTRIES,
    "funding_partner": t.FUNDERS,
    "initiative": t.INITIATIVES,
}


def read_codes(tables: Tables) -> dict[str, list[tuple[int, str]]]:
    """Primary keys and codes of the reference data that facts are counted by, in order of the keys."""
    found = {}
    with connection.cursor() as cursor:
        for name, table in CODED.items():
            cursor.execute(f"SELECT id, {t.CODES[table]} FROM {tables.rows(table)} r ORDER BY id")
            found[name] = cursor.fetchall()
    return found


def labels_of(codes: dict[str, list[tuple[int, str]]]) -> dict[str, list[str]]:
    """The labels of all codes in facts."""
    labels = {name: [code for _pk, code in rows] for name, rows in codes.items()}
    labels["funding_partner"].append("none")
    return all_labels(**labels)


def read_columns(query: str, **types: str) -> dict[str, NDArray]:
    """The columns of a query without NULLs, as arrays of the types given (int4 or int8), in no particular order.

    The database collects each column in an array: a row for itself would cost more than what stands in it.
    """
    collected = ", ".join(f"array_agg(q.{name}::{kind})" for name, kind in types.items())
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {collected} FROM ({query}) q) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        data = b"".join(copy)
    place, columns = HEADER, {}
    for name, kind in types.items():
        length = int.from_bytes(data[place : place + 4], "big", signed=True)
        place += 4
        columns[name] = as_column(data, place, length, kind)
        place += max(length, 0)
    return columns


def as_column(data: bytes, place: int, length: int, kind: str) -> NDArray:
    """An array in PostgreSQL's binary form (none at all if there were no rows) as one of NumPy's."""
    element = np.dtype([("length", ">i4"), ("value", NUMBER[kind])])
    count = max(length - ARRAY_HEADER, 0) // element.itemsize
    values = np.frombuffer(data, dtype=element, count=count, offset=place + ARRAY_HEADER if count else 0)["value"]
    return values.astype(np.int64 if kind == "int8" else np.int32)


def sorted_by(name: str, columns: dict[str, NDArray]) -> dict[str, NDArray]:
    """The rows in order of one column."""
    order = np.argsort(columns[name], kind="stable")
    return {each: column[order] for each, column in columns.items()}


def read_assignments(tables: Tables, people: People, wanted: str, *, after: date | None) -> dict[str, NDArray]:
    """The wanted assignments in order of their keys, with primary keys for codes, and whether each counts."""
    rows = sorted_by(
        "id",
        read_columns(
            f"""SELECT a.id, a.volunteer_id AS volunteer, {DAY.format("a.start_date")} AS start_day,
                       {DAY.format("a.end_date")} AS end_day, a.host_entity_id AS host_entity, a.country_id AS country,
                       {position("a.category", CATEGORIES)} AS category,
                       {position("a.status", Status.values)} AS status,
                       COALESCE(a.funding_partner_id, 0) AS funding_partner
                FROM {tables.rows(t.ASSIGNMENTS, people.condition("volunteer_id"))} a WHERE {wanted}""",
            id="int8",
            volunteer="int8",
            start_day="int4",
            end_day="int4",
            host_entity="int8",
            country="int8",
            category="int4",
            status="int4",
            funding_partner="int8",
        ),
    )
    is_online = rows["category"] == CATEGORIES.index(Category.ONLINE)
    rows["modality"] = np.where(is_online, MODALITIES.index("online"), MODALITIES.index("onsite")).astype(np.int32)
    counts = np.array([[status in STATUSES_THAT_COUNT[name] for name in MODALITIES] for status in Status.values])
    status = rows.pop("status")
    rows["counts"] = counts[status, rows["modality"]]
    rows["expected"] = (status != Status.values.index(Status.CANCELLED)) & (
        rows["end_day"] > (day_number(after) if after else OPEN_END)
    )
    return rows


def of_wanted(column: str, tables: Tables, people: People, wanted: str) -> str:
    """SQL of a column of the wanted assignments."""
    return f"SELECT a.{column} FROM {tables.rows(t.ASSIGNMENTS, people.condition('volunteer_id'))} a WHERE {wanted}"


def read_people(tables: Tables, people: People, wanted: str, volunteers: NDArray) -> tuple[dict[str, NDArray], NDArray]:
    """The people whose the assignments are, and their primary keys, ascending."""
    found = np.unique(volunteers)
    if people.ids is not None:
        chosen = f"id = ANY({id_list(found.tolist())})"
    else:
        chosen = f"{people.condition('id')} AND id IN ({of_wanted('volunteer_id', tables, people, wanted)})"
    rows = read_columns(
        f"""SELECT p.id, {position("COALESCE(NULLIF(p.sex, ''), 'unknown')", SEXES)} AS sex,
                   COALESCE({DAY.format("p.birth_date")}, {NO_DAY}) AS birth_day, p.nationality_id AS nationality,
                   CASE p.has_disability WHEN TRUE THEN {YES_NO_UNKNOWN.index("yes")}
                        WHEN FALSE THEN {YES_NO_UNKNOWN.index("no")}
                        ELSE {YES_NO_UNKNOWN.index("unknown")} END AS disability
            FROM {tables.rows(t.VOLUNTEERS, chosen)} p""",
        id="int8",
        sex="int4",
        birth_day="int4",
        nationality="int8",
        disability="int4",
    )
    rows = sorted_by("id", rows)
    if not np.array_equal(rows.pop("id"), found):
        raise RuntimeError("People and assignments were not read from one snapshot.")
    return rows, found


def read_parts(tables: Tables, people: People, wanted: str, assignment_ids: NDArray) -> dict[str, NDArray]:
    """Interruptions and initiatives of the assignments, as pairs with the assignment's row."""
    if people.ids is not None:
        of_these = f"assignment_id = ANY({id_list(assignment_ids.tolist())})"
    else:
        of_these = f"assignment_id IN ({of_wanted('id', tables, people, wanted)})"
    gaps = read_columns(
        f"""SELECT i.assignment_id AS assignment, {DAY.format("i.first_date")} AS first,
                   {DAY.format("i.last_date")} AS last FROM {tables.rows(t.INTERRUPTIONS, of_these)} i""",
        assignment="int8",
        first="int4",
        last="int4",
    )
    tags = read_columns(
        f"""SELECT r.assignment_id AS assignment, r.initiative_id AS initiative
            FROM {tables.rows(t.TAGS, of_these)} r""",
        assignment="int8",
        initiative="int8",
    )
    return {
        "interruption_row": places_of(gaps["assignment"], assignment_ids),
        "interruption_first": gaps["first"],
        "interruption_last": gaps["last"],
        "initiative_row": places_of(tags["assignment"], assignment_ids),
        "initiative": tags["initiative"],
    }


def as_service(rows, parts, volunteer_ids: NDArray, ids: dict[str, NDArray]) -> ServiceColumns:
    """The assignments with codes for primary keys."""
    none = len(ids["funding_partner"])
    funded = places_of(rows["funding_partner"], ids["funding_partner"])
    return ServiceColumns(
        volunteer=places_of(rows["volunteer"], volunteer_ids),
        start_day=rows["start_day"],
        end_day=rows["end_day"],
        modality=rows["modality"],
        host_entity=places_of(rows["host_entity"], ids["host_entity"]),
        country=places_of(rows["country"], ids["country"]),
        category=rows["category"],
        funding_partner=np.where(rows["funding_partner"] > 0, funded, none).astype(np.int32),
        **parts | {"initiative": places_of(parts["initiative"], ids["initiative"])},
    )


def read_reference(tables: Tables, country_ids: NDArray) -> ReferenceColumns:
    regions = position("r.region", REGIONS)
    south = f"CASE WHEN r.is_global_south THEN {YES_NO_UNKNOWN.index('yes')} ELSE {YES_NO_UNKNOWN.index('no')} END"
    return ReferenceColumns(
        region=read_dated(tables.rows(t.REGIONS), regions, country_ids),
        global_south=read_dated(tables.rows(t.SOUTHS), south, country_ids),
    )


def read_dated(rows: str, key: str, country_ids: NDArray) -> DatedKeys:
    found = read_columns(
        f"""SELECT r.country_id AS country, {DAY.format("r.valid_from")} AS first_day,
                   COALESCE({DAY.format("r.valid_to")}, {OPEN_END}) AS last_day, {key} AS key FROM {rows} r""",
        country="int8",
        first_day="int4",
        last_day="int4",
        key="int4",
    )
    found["country"] = places_of(found["country"], country_ids)
    return DatedKeys(**found)


def position(expression: str, labels) -> str:
    """SQL of a text's place in a list of labels, from 0."""
    listed = ", ".join(f"'{label}'" for label in labels)
    return f"(array_position(ARRAY[{listed}], ({expression})::text) - 1)"


def places_of(keys: NDArray, sorted_keys: NDArray) -> NDArray:
    """The place of each key in a sorted list of keys."""
    return np.searchsorted(sorted_keys, keys).astype(np.int32)
