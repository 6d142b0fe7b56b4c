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


def swap(counted: Counted, labels: Labels) -> Swapped:
    """Make the stored facts, and the forecast, equal to these; within the caller's transaction."""
    swapped = []
    for stored, columns in zip(STORED, counted.parts(), strict=True):
        with connection.cursor() as cursor:
            load_coded(cursor, columns)
            prefer_hashes(cursor, if_many=len(columns))
            differs = " OR ".join(f"n.{name} IS DISTINCT FROM f.{name}" for name in stored.amounts)
            incoming = ", ".join(f"n.{name}" for name in (*stored.identity, *stored.amounts))
            cursor.execute(
                f"""CREATE TEMPORARY TABLE change ON COMMIT DROP AS
                    SELECT f.id, {incoming}, n.period IS NULL AS is_gone, f.volunteers AS volunteers_before,
                           f.period AS period_before, f.modality AS modality_before
                    FROM ({labelled(stored)}) n FULL JOIN {stored.table} f ON {stored.same("n", "f")}
                    WHERE n.period IS NULL OR f.id IS NULL OR {differs}""",
                label_parameters(stored, labels, columns),
            )
            cursor.execute("DROP TABLE coded")
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
            cursor.execute("DROP TABLE incoming")
            refuse_impossible(cursor)
            swapped.append(write_changes(cursor, stored))
    return of_facts(swapped)


def of_facts(swapped: list[Swapped]) -> Swapped:
    """What became of facts of one and of two dimensions; the forecast holds no facts."""
    return Swapped(*(sum(numbers) for numbers in zip(*(vars(part).values() for part in swapped[:2]), strict=True)))


def load(cursor, stored: Stored, parts: list[tuple[FactColumns, Labels]]) -> None:
    """The table ``incoming``: facts with labels for codes."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {stored.columns} FROM {stored.table} LIMIT 0"
    )
    for facts, labels in parts:
        load_coded(cursor, facts)
        insert = f"INSERT INTO incoming ({stored.columns}) {labelled(stored)}"
        cursor.execute(insert, label_parameters(stored, labels, facts))
        cursor.execute("DROP TABLE coded")
    cursor.execute("ANALYZE incoming")
    prefer_hashes(cursor, if_many=sum(len(facts) for facts, _labels in parts))


def load_coded(cursor, facts: FactColumns) -> None:
    """The table ``coded``: facts as they were counted."""
    cursor.execute(f"CREATE TEMPORARY TABLE coded ({CODED}) ON COMMIT DROP")
    copy_coded(cursor, facts)


def labelled(stored: Stored) -> str:
    """SELECT of what is coded, with labels for codes."""
    expressions = expressions_of(stored)
    return f"""SELECT {", ".join(f"{expressions[name]} AS {name}" for name in (*stored.identity, *stored.amounts))}
               FROM coded c
               LEFT JOIN unnest(%(modality)s::text[]) WITH ORDINALITY m(label, place) ON m.place = c.modality + 1
               LEFT JOIN unnest(%(periods)s::int[], %(named_periods)s::text[]) p(code, label) ON p.code = c.period
               {PAIR_LABELS if stored is PAIR_FACTS else LABELS}"""


def prefer_hashes(cursor, *, if_many: int) -> None:
    """Stored facts that were never analysed look few to the planner: one loop over them a row would take hours."""
    is_allowed = "off" if if_many > MANY else "on"
    cursor.execute(f"SET LOCAL enable_nestloop = {is_allowed}; SET LOCAL enable_mergejoin = {is_allowed}")


LABELS = """LEFT JOIN unnest(%(places)s::int[], %(names)s::text[], %(keys)s::int[], %(labels)s::text[])
                k(place, name, key, label) ON k.place = c.dimension AND k.key = c.key
            LEFT JOIN unnest(%(host)s::text[]) WITH ORDINALITY h(label, place) ON h.place = c.host + 1"""
PAIR_LABELS = f"""LEFT JOIN unnest(%(places)s::int[], %(names)s::text[], %(keys)s::int[], %(labels)s::text[])
                k(place, name, key, label) ON k.place = c.dimension AND k.key = c.key / {KEY_SPAN}
            LEFT JOIN unnest(%(other_places)s::int[], %(other_names)s::text[], %(other_keys)s::int[],
                             %(other_labels)s::text[])
                o(place, name, key, label) ON o.place = c.dimension AND o.key = c.key %% {KEY_SPAN}"""
"""How codes come to their labels: by their dimension, or their two dimensions as one number, and the key.

Each code has one; outer joins tell the planner that none is lost, so that it hashes the few labels and not the facts.
"""


def expressions_of(stored: Stored) -> dict[str, str]:
    """SQL of each stored column from the coded ones."""
    amounts = {name: f"c.a{place}" for place, name in enumerate((*AMOUNTS, *OF_YEARS))}
    is_of_year = "c.period %% 100 NOT BETWEEN 1 AND 12"
    amounts |= {name: f"CASE WHEN {is_of_year} THEN {amounts[name]} END" for name in stored.of_years}
    if "stayed" in stored.amounts:
        amounts["stayed"] = f"CASE WHEN c.dimension = ANY(%(compared)s::int[]) THEN {amounts['stayed']} END"
    if stored is PAIR_FACTS:
        own = {"other_dimension": "o.name", "other_key": "o.label"}
    else:
        own = {"host_entity_code": "COALESCE(h.label, '')"}
    return (
        amounts
        | own
        | {
            "period": "p.label",
            "modality": "m.label",
            "dimension": "k.name",
            "key": "k.label",
        }
    )


KEYED = ("places", "names", "keys", "labels")


def period_label(code: int) -> str:
    """A year, a month of it, or its first months as they are compared with those of an unfinished year."""
    year, month = divmod(code, 100)
    if month > 12:
        return f"{year:04d}/{month - 12:02d}"
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def label_parameters(stored: Stored, labels: Labels, facts: FactColumns) -> dict:
    """The labels of all codes, as the SQL that joins them takes them."""
    names = [name for name in labels if name != "modality"]
    places = PAIRS if stored is PAIR_FACTS else [(name,) for name in names]
    periods = np.unique(facts.period).tolist()
    found = {
        "modality": list(labels["modality"]),
        "host": list(labels["host_entity"]),
        "periods": periods,
        "named_periods": [period_label(code) for code in periods],
        "compared": [place for place, dimensions in enumerate(places) if set(dimensions) <= set(COMPARED)],
    }
    for prefix, dimensions in zip(("", "other_"), zip(*places, strict=True), strict=False):
        keyed = [
            (place, name, key, label)
            for place, name in enumerate(dimensions)
            for key, label in [*enumerate(labels[name]), *([(REST, UNPUBLISHED)] if name == "initiative" else [])]
        ]
        columns = [list(column) for column in zip(*keyed, strict=True)]
        found |= {f"{prefix}{name}": column for name, column in zip(KEYED, columns, strict=True)}
    return found


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
    cursor.execute("SELECT COUNT(*) FROM change")
    prefer_hashes(cursor, if_many=cursor.fetchone()[0])
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
    cursor.execute("DROP TABLE change")
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
