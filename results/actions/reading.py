"""Reads the records as columns: one binary COPY for each table, straight into NumPy arrays."""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from assignments.choices import Modality, Status
from results.calculation.calendar import NO_DAY, OPEN_END
from results.calculation.columns import DatedKeys, PersonColumns, ReferenceColumns, ServiceColumns
from results.calculation.dimensions import CATEGORIES, MODALITIES, REGIONS, SEXES, YES_NO_UNKNOWN, all_labels

HEADER, TRAILER = 19, 2
NUMBER = {"int4": ">i4", "int8": ">i8"}
DAY = "({} - DATE '1970-01-01')"
COUNTS = (
    f"(a.status IN ('{Status.COMPLETED}', '{Status.ENDED_EARLY}')"
    f" OR (a.status = '{Status.SERVING}' AND a.modality = '{Modality.ONSITE}'))"
)


@dataclass(frozen=True)
class Records:
    """Everything that is counted, as columns, and the labels of their codes."""

    service: ServiceColumns
    people: PersonColumns
    reference: ReferenceColumns
    labels: dict[str, list[str]]


def read_records() -> Records:
    """The counting assignments with their people and the dated reference data; several statements, one snapshot."""
    codes = {
        "host_entity": reference_codes("partners_hostentity", "code"),
        "country": reference_codes("partners_country", "alpha3"),
        "funding_partner": reference_codes("partners_fundingpartner", "code"),
        "initiative": reference_codes("partners_initiative", "code"),
    }
    ids = {name: np.array([pk for pk, _code in rows], dtype=np.int64) for name, rows in codes.items()}
    labels = {name: [code for _pk, code in rows] for name, rows in codes.items()}
    labels["funding_partner"].append("none")
    assignment_ids, volunteer_ids, service = read_service(ids)
    people = read_people(volunteer_ids, ids["country"])
    return Records(
        service=ServiceColumns(**service, **read_parts(assignment_ids, ids["initiative"])),
        people=people,
        reference=read_reference(ids["country"]),
        labels=all_labels(**labels),
    )


def reference_codes(table: str, column: str) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table} ORDER BY id")
        return cursor.fetchall()


def read_columns(query: str, **types: str) -> dict[str, NDArray]:
    """The columns of a query without NULLs, as arrays in the order of the types given (int4 or int8)."""
    layout = [("fields", ">i2")]
    for name, kind in types.items():
        layout += [(f"{name}_length", ">i4"), (name, NUMBER[kind])]
    selected = ", ".join(f"q.{name}::{kind} AS {name}" for name, kind in types.items())
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {selected} FROM ({query}) q) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        data = b"".join(copy)
    rows = np.frombuffer(
        data, dtype=layout, count=(len(data) - HEADER - TRAILER) // np.dtype(layout).itemsize, offset=HEADER
    )
    return {name: rows[name].astype(np.int64 if kind == "int8" else np.int32) for name, kind in types.items()}


def read_service(ids: dict[str, NDArray]) -> tuple[NDArray, NDArray, dict[str, NDArray]]:
    """Assignment keys, sorted volunteer keys, and the columns of the counting assignments in order of their keys."""
    rows = read_columns(
        f"""SELECT a.id, a.volunteer_id AS volunteer, {DAY.format("a.start_date")} AS start_day,
                   {DAY.format("a.end_date")} AS end_day, {position("a.modality", MODALITIES)} AS modality,
                   a.host_entity_id AS host_entity, a.country_id AS country,
                   {position("a.category", CATEGORIES)} AS category,
                   COALESCE(a.funding_partner_id, 0) AS funding_partner
            FROM assignments_assignment a WHERE {COUNTS} ORDER BY a.id""",
        id="int8",
        volunteer="int8",
        start_day="int4",
        end_day="int4",
        modality="int4",
        host_entity="int8",
        country="int8",
        category="int4",
        funding_partner="int8",
    )
    volunteers, rows["volunteer"] = np.unique(rows["volunteer"], return_inverse=True)
    rows["host_entity"] = places_of(rows["host_entity"], ids["host_entity"])
    rows["country"] = places_of(rows["country"], ids["country"])
    none = len(ids["funding_partner"])
    funded = places_of(rows["funding_partner"], ids["funding_partner"])
    rows["funding_partner"] = np.where(rows["funding_partner"] > 0, funded, none)
    return rows.pop("id"), volunteers, rows


def read_people(volunteer_ids: NDArray, country_ids: NDArray) -> PersonColumns:
    """The people of the given keys, which are sorted, in their order."""
    rows = read_columns(
        f"""SELECT p.id, {position("COALESCE(NULLIF(p.sex, ''), 'unknown')", SEXES)} AS sex,
                   COALESCE({DAY.format("p.birth_date")}, {NO_DAY}) AS birth_day, p.nationality_id AS nationality,
                   CASE p.has_disability WHEN TRUE THEN {YES_NO_UNKNOWN.index("yes")}
                        WHEN FALSE THEN {YES_NO_UNKNOWN.index("no")}
                        ELSE {YES_NO_UNKNOWN.index("unknown")} END AS disability
            FROM volunteers_volunteer p
            WHERE EXISTS (SELECT 1 FROM assignments_assignment a WHERE a.volunteer_id = p.id AND {COUNTS})
            ORDER BY p.id""",
        id="int8",
        sex="int4",
        birth_day="int4",
        nationality="int8",
        disability="int4",
    )
    if not np.array_equal(rows.pop("id"), volunteer_ids):
        raise RuntimeError("People and assignments were not read from one snapshot.")
    rows["nationality"] = places_of(rows["nationality"], country_ids)
    return PersonColumns(**rows)


def read_parts(assignment_ids: NDArray, initiative_ids: NDArray) -> dict[str, NDArray]:
    """Interruptions and initiatives of the counting assignments, as pairs with the assignment's row."""
    gaps = read_columns(
        f"""SELECT i.assignment_id AS assignment, {DAY.format("i.first_date")} AS first,
                   {DAY.format("i.last_date")} AS last
            FROM assignments_interruption i JOIN assignments_assignment a ON a.id = i.assignment_id WHERE {COUNTS}""",
        assignment="int8",
        first="int4",
        last="int4",
    )
    tags = read_columns(
        f"""SELECT t.assignment_id AS assignment, t.initiative_id AS initiative
            FROM assignments_assignmentinitiative t JOIN assignments_assignment a ON a.id = t.assignment_id
            WHERE {COUNTS}""",
        assignment="int8",
        initiative="int8",
    )
    return {
        "interruption_row": places_of(gaps["assignment"], assignment_ids),
        "interruption_first": gaps["first"],
        "interruption_last": gaps["last"],
        "initiative_row": places_of(tags["assignment"], assignment_ids),
        "initiative": places_of(tags["initiative"], initiative_ids),
    }


def read_reference(country_ids: NDArray) -> ReferenceColumns:
    regions = position("r.region", REGIONS)
    south = f"CASE WHEN r.is_global_south THEN {YES_NO_UNKNOWN.index('yes')} ELSE {YES_NO_UNKNOWN.index('no')} END"
    return ReferenceColumns(
        region=read_dated("partners_regionmembership", regions, country_ids),
        global_south=read_dated("partners_globalsouthmembership", south, country_ids),
    )


def read_dated(table: str, key: str, country_ids: NDArray) -> DatedKeys:
    rows = read_columns(
        f"""SELECT r.country_id AS country, {DAY.format("r.valid_from")} AS first_day,
                   COALESCE({DAY.format("r.valid_to")}, {OPEN_END}) AS last_day, {key} AS key FROM {table} r""",
        country="int8",
        first_day="int4",
        last_day="int4",
        key="int4",
    )
    rows["country"] = places_of(rows["country"], country_ids)
    return DatedKeys(**rows)


def position(expression: str, labels) -> str:
    """SQL of a text's place in a list of labels, from 0."""
    listed = ", ".join(f"'{label}'" for label in labels)
    return f"(array_position(ARRAY[{listed}], ({expression})::text) - 1)"


def places_of(keys: NDArray, sorted_keys: NDArray) -> NDArray:
    """The place of each key in a sorted list of keys."""
    return np.searchsorted(sorted_keys, keys).astype(np.int32)
