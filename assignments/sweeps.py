"""Assignments of one person that share a day, found in one sweep over all of them."""

PAIRS = """
    counted AS MATERIALIZED (
        SELECT *, row_number() OVER () AS place FROM ({rows}) AS rows
    ), swept AS (
        SELECT *, max((end_date - DATE '1970-01-01')::bigint * 4294967296 + place) OVER (
            PARTITION BY {person} ORDER BY start_date, place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS packed FROM counted
    ), overlapping AS MATERIALIZED (
        SELECT *, packed & 4294967295 AS other FROM swept WHERE start_date <= DATE '1970-01-01' + (packed >> 32)::int
    ), pairs AS (
        SELECT one.row AS row_1, one.number AS number_1, one.start_date AS start_1, one.end_date AS end_1,
               two.row AS row_2, two.number AS number_2, two.start_date AS start_2, two.end_date AS end_2
        FROM overlapping AS one JOIN counted AS two ON two.place = one.other
        WHERE {both}
    )"""
"""Pairs that share a day. A row that starts before the latest end among the earlier starts shares a day with the one
that ends then. Day and place in the list are packed into one number, so that the running maximum names it: linear,
whatever the rows hold."""

BY_ROW = """
    SELECT row_1 AS row, start_1 AS value, number_2 AS number, start_2 AS first, end_2 AS last, row_2 AS other_row
    FROM pairs WHERE row_1 > coalesce(row_2, 0)
    UNION ALL
    SELECT row_2, start_2, number_1, start_1, end_1, row_1 FROM pairs WHERE row_2 > coalesce(row_1, 0)"""
"""Each pair at its later row, with what is told of the other."""


def sharing_a_day(rows: str, *, person: str = "volunteer_id", both: str = "TRUE", before: str = "") -> str:
    """SQL of the pairs among rows (row, number, start_date, end_date and what `person` and `both` need).

    `before` are common table expressions that the rows use.
    """
    pairs = PAIRS.format(rows=rows, person=person, both=both)
    return f"WITH {before + ', ' if before else ''}{pairs} {BY_ROW}"
