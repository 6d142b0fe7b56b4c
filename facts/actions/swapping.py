"""Writes what was counted beside what is stored, and swaps in what differs; rows that are equal stay untouched."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection

from calculation.columns import FactColumns
from calculation.dimensions import COMPARED, UNPUBLISHED
from calculation.year_facts import KEY_SPAN, PAIRS, REST
from facts.actions.counting import Counted

Labels = dict[str, list[str]]


class FactsDisagree(RuntimeError):
    """A difference does not fit the stored facts: they are not what the bookmark says they are."""


@dataclass(frozen=True)
class Swapped:
    """How many facts a swap created, updated and deleted."""

    created: int = 0
    updated: int = 0
    deleted: int = 0


@dataclass(frozen=True)
class Stored:
    """A table of aggregates: which columns say what is counted, and which hold amounts."""

    table: str
    identity: tuple[str, ...]
    amounts: tuple[str, ...]
    of_years: tuple[str, ...] = ()
    """Those that are NULL in rows of months."""

    @property
    def columns(self) -> str:
        return ", ".join((*self.identity, *self.amounts))

    def same(self, one: str, other: str) -> str:
        return " AND ".join(f"{one}.{name} = {other}.{name}" for name in self.identity)


AMOUNTS = ("volunteers", "volunteer_days", "volunteer_month_units")
OF_YEARS = ("assignments", "known_ages", "birth_years", "stayed")
FACTS = Stored(
    "facts_fact",
    ("host_entity_code", "period", "modality", "dimension", "key"),
    (*AMOUNTS, *OF_YEARS),
    OF_YEARS,
)
PAIR_FACTS = Stored(
    "facts_pairfact",
    ("period", "modality", "dimension", "other_dimension", "key", "other_key"),
    (*AMOUNTS, *OF_YEARS),
)
FORECAST = Stored("facts_forecast", ("host_entity_code", "period", "modality"), AMOUNTS)
STORED = (FACTS, PAIR_FACTS, FORECAST)
"""As the parts of what was counted."""

CODED = "period int, modality int, dimension int, key int, host int, a0 bigint, a1 bigint, a2 bigint, a3 bigint,"
CODED += " a4 bigint, a5 bigint, a6 bigint"
CODED_TYPE = np.dtype(
    [("fields", ">i2")]
    + [part for n in range(5) for part in ((f"l{n}", ">i4"), (f"c{n}", ">i4"))]
    + [part for n in range(5, 12) for part in ((f"l{n}", ">i4"), (f"c{n}", ">i8"))]
)
BINARY_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
BINARY_TRAILER = b"\xff\xff"
ROWS_AT_ONCE = 200_000
MANY = 20_000
PERIOD = "to_char(c.period / 100, 'FM0000') || CASE WHEN c.period % 100 = 0 THEN ''"
PERIOD += " WHEN c.period % 100 > 12 THEN to_char(c.period % 100 - 12, '\"/\"FM00')"
PERIOD += " ELSE to_char(c.period % 100, '\"-\"FM00') END"


def swap(counted: Counted, labels: Labels) -> Swapped:
    """Make the stored facts, and the forecast, equal to these; within the caller's transaction."""
    swapped = []
    for stored, columns in zip(STORED, counted.parts(), strict=True):
        with connection.cursor() as cursor:
            load(cursor, stored, [(columns, labels)])
            differs = " OR ".join(f"n.{name} IS DISTINCT FROM f.{name}" for name in stored.amounts)
            incoming = ", ".join(f"n.{name}" for name in (*stored.identity, *stored.amounts))
            cursor.execute(
                f"""CREATE TEMPORARY TABLE change ON COMMIT DROP AS
                    SELECT f.id, {incoming}, n.period IS NULL AS is_gone, f.volunteers AS volunteers_before,
                           f.period AS period_before, f.modality AS modality_before
                    FROM incoming n FULL JOIN {stored.table} f ON {stored.same("n", "f")}
                    WHERE n.period IS NULL OR f.id IS NULL OR {differs}"""
            )
            swapped.append(write_changes(cursor, stored))
    return of_facts(swapped)


def apply(differences: Iterable[tuple[Counted, Labels]]) -> Swapped:
    """Add differences to what is stored; within the caller's transaction."""
    differences, swapped = list(differences), []
    for part, stored in enumerate(STORED):
        with connection.cursor() as cursor:
            load(cursor, stored, [(counted.parts()[part], labels) for counted, labels in differences])
            sums = ", ".join(f"SUM({name})::bigint AS {name}" for name in stored.amounts)
            some = " OR ".join(f"SUM({name}) <> 0" for name in stored.amounts)
            added = ", ".join(
                f"CASE WHEN f.id IS NULL THEN n.{name} ELSE n.{name} + f.{name} END AS {name}"
                for name in stored.amounts
            )
            keys = ", ".join(stored.identity)
            cursor.execute(
                f"""CREATE TEMPORARY TABLE change ON COMMIT DROP AS
                    SELECT f.id, {", ".join(f"n.{name}" for name in stored.identity)}, {added},
                           n.volunteers + COALESCE(f.volunteers, 0) = 0 AS is_gone, f.volunteers AS volunteers_before,
                           f.period AS period_before, f.modality AS modality_before
                    FROM (SELECT {keys}, {sums} FROM incoming GROUP BY {keys} HAVING {some}) n
                    LEFT JOIN {stored.table} f ON {stored.same("n", "f")}"""
            )
            refuse_impossible(cursor)
            swapped.append(write_changes(cursor, stored))
    return of_facts(swapped)


def of_facts(swapped: list[Swapped]) -> Swapped:
    """What became of facts of one and of two dimensions; the forecast holds no facts."""
    return Swapped(*(sum(numbers) for numbers in zip(*(vars(part).values() for part in swapped[:2]), strict=True)))


def load(cursor, stored: Stored, parts: list[tuple[FactColumns, Labels]]) -> None:
    """The table ``incoming``: facts with labels for codes."""
    names = (*stored.identity, *stored.amounts)
    cursor.execute(
        f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {stored.columns} FROM {stored.table} LIMIT 0"
    )
    for facts, labels in parts:
        cursor.execute(f"CREATE TEMPORARY TABLE coded ({CODED}) ON COMMIT DROP")
        copy_coded(cursor, facts)
        expressions = expressions_of(stored)
        cursor.execute(
            f"""INSERT INTO incoming ({stored.columns})
                SELECT {", ".join(expressions[name] for name in names)}
                FROM coded c
                JOIN unnest(%(modality)s::text[]) WITH ORDINALITY m(label, place) ON m.place = c.modality + 1
                {PAIR_LABELS if stored is PAIR_FACTS else LABELS}""",
            label_parameters(labels),
        )
        cursor.execute("DROP TABLE coded")
    cursor.execute("ANALYZE incoming")
    prefer_hashes_if_many(cursor, "incoming")


def prefer_hashes_if_many(cursor, table: str) -> None:
    """Stored facts that were never analysed look few to the planner: one loop over them a row would take hours."""
    cursor.execute(f"SELECT COUNT(*) FROM {table}")
    is_many = cursor.fetchone()[0] > MANY
    cursor.execute(f"SET LOCAL enable_nestloop = {'off' if is_many else 'on'}")


LABELS = """JOIN unnest(%(dimensions)s::int[], %(keys)s::int[], %(labels)s::text[]) k(dimension, key, label)
                ON k.dimension = c.dimension AND k.key = c.key
            LEFT JOIN unnest(%(host)s::text[]) WITH ORDINALITY h(label, place) ON h.place = c.host + 1"""
PAIR_LABELS = f"""JOIN unnest(%(first)s::int[], %(second)s::int[]) WITH ORDINALITY pair(first, second, place)
                ON pair.place = c.dimension + 1
            JOIN unnest(%(dimensions)s::int[], %(keys)s::int[], %(labels)s::text[]) k(dimension, key, label)
                ON k.dimension = pair.first AND k.key = c.key / {KEY_SPAN}
            JOIN unnest(%(dimensions)s::int[], %(keys)s::int[], %(labels)s::text[]) o(dimension, key, label)
                ON o.dimension = pair.second AND o.key = c.key %% {KEY_SPAN}"""
"""How codes come to their labels."""


def expressions_of(stored: Stored) -> dict[str, str]:
    """SQL of each stored column from the coded ones."""
    amounts = {name: f"c.a{place}" for place, name in enumerate((*AMOUNTS, *OF_YEARS))}
    is_of_year = "c.period %% 100 NOT BETWEEN 1 AND 12"
    amounts |= {name: f"CASE WHEN {is_of_year} THEN {amounts[name]} END" for name in stored.of_years}
    if "stayed" in stored.amounts:
        places = "pair.first, pair.second" if stored is PAIR_FACTS else "c.dimension"
        amounts["stayed"] = f"CASE WHEN ARRAY[{places}] <@ %(compared)s::int[] THEN {amounts['stayed']} END"
    if stored is PAIR_FACTS:
        own = {"dimension": "(%(names)s::text[])[pair.first + 1]"}
        own |= {"other_dimension": "(%(names)s::text[])[pair.second + 1]", "other_key": "o.label"}
    else:
        own = {"host_entity_code": "COALESCE(h.label, '')", "dimension": "(%(names)s::text[])[c.dimension + 1]"}
    return (
        amounts
        | own
        | {
            "period": PERIOD.replace("%", "%%"),
            "modality": "m.label",
            "key": "k.label",
        }
    )


def label_parameters(labels: Labels) -> dict:
    names = [name for name in labels if name != "modality"]
    keyed = [(place, key, label) for place, name in enumerate(names) for key, label in enumerate(labels[name])]
    keyed.append((names.index("initiative"), REST, UNPUBLISHED))
    dimensions, keys, texts = (list(column) for column in zip(*keyed, strict=True))
    return {
        "names": names,
        "modality": list(labels["modality"]),
        "host": list(labels["host_entity"]),
        "dimensions": dimensions,
        "keys": keys,
        "labels": texts,
        "compared": [names.index(name) for name in COMPARED],
        "first": [names.index(name) for name, _other in PAIRS],
        "second": [names.index(name) for _name, name in PAIRS],
    }


def copy_coded(cursor, facts: FactColumns) -> None:
    """COPY of codes and amounts in PostgreSQL's binary form, straight from the arrays."""
    columns = facts.columns()
    with cursor.copy("COPY coded FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(BINARY_HEADER)
        for begin in range(0, len(facts), ROWS_AT_ONCE):
            rows = np.empty(len(columns[0][begin : begin + ROWS_AT_ONCE]), dtype=CODED_TYPE)
            rows["fields"] = len(columns)
            for place, column in enumerate(columns):
                rows[f"l{place}"] = CODED_TYPE[f"c{place}"].itemsize
                rows[f"c{place}"] = column[begin : begin + ROWS_AT_ONCE]
            copy.write(rows.tobytes())
        copy.write(BINARY_TRAILER)


def refuse_impossible(cursor) -> None:
    """Fewer than nobody, or days of nobody."""
    cursor.execute(
        """SELECT COUNT(*) FROM change WHERE volunteers < 0 OR volunteer_days < 0 OR volunteer_month_units < 0
           OR (volunteers = 0) <> (volunteer_days = 0) OR is_gone AND id IS NULL"""
    )
    if found := cursor.fetchone()[0]:
        raise FactsDisagree(f"{found} facts do not fit the records that they were counted from.")


def write_changes(cursor, stored: Stored) -> Swapped:
    """Write the table ``change`` into a stored one, and drop what led to it."""
    cursor.execute("ANALYZE change")
    prefer_hashes_if_many(cursor, "change")
    cursor.execute(f"DELETE FROM {stored.table} WHERE id = ANY(ARRAY(SELECT id FROM change WHERE is_gone))")
    deleted = cursor.rowcount
    values = ", ".join(f"{name} = c.{name}" for name in stored.amounts)
    cursor.execute(f"UPDATE {stored.table} f SET {values} FROM change c WHERE f.id = c.id AND NOT c.is_gone")
    updated = cursor.rowcount
    cursor.execute(
        f"""INSERT INTO {stored.table} ({stored.columns}) SELECT {stored.columns} FROM change
            WHERE id IS NULL ORDER BY {", ".join(stored.identity)}"""
    )
    created = cursor.rowcount
    if stored is not FORECAST:
        mark_stale_years(cursor)
    cursor.execute("DROP TABLE incoming, change")
    return Swapped(created, updated, deleted)


def tell_planner() -> None:
    """Let PostgreSQL look at tables that were written as a whole; else it takes them for empty until it does by itself.

    Needs the right to MAINTAIN them (PostgreSQL 17 and later; migration 0002 grants it); without it nothing happens.
    """
    with connection.cursor() as cursor:
        for stored in STORED:
            cursor.execute(f"ANALYZE {stored.table}")


def mark_stale_years(cursor) -> None:
    """Years whose people were counted otherwise before: their hidden cells are to be worked out anew."""
    cursor.execute(
        """INSERT INTO facts_protectedyear (year, modality, fingerprint, is_stale)
           SELECT DISTINCT COALESCE(period, period_before)::int, COALESCE(modality, modality_before), '', TRUE
           FROM change WHERE length(COALESCE(period, period_before)) = 4
             AND (is_gone OR volunteers IS DISTINCT FROM volunteers_before)
           ON CONFLICT (year, modality) DO UPDATE SET is_stale = TRUE"""
    )
