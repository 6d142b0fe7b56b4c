"""Keys that look like others, stored or in the file: by capitals, letters of other scripts, leading zeros."""

from collections.abc import Collection

from django.db import connection
from django.utils.translation import gettext as _

from imports.kinds import Kind, Reference
from imports.problems import Problem, Problems
from imports.texts import LOOK_ALIKES, look_of

PORTION = 5_000
FOREIGN = "".join(map(chr, LOOK_ALIKES)) + "".join(chr(sign).lower() for sign in LOOK_ALIKES)
LATIN = "".join(map(chr, LOOK_ALIKES.values())) * 2


def look_in_sql(key: str) -> str:
    """The look of a key that is stored, which is folded already: as `look_of` has it."""
    return f"ltrim(translate(upper({key}), '{FOREIGN}', '{LATIN}'), '0')"


def stored_that_look_like(keys: Collection[str], reference: Reference) -> dict[str, str]:
    """For each key that looks like a stored one: that one."""
    looks = {look_of(key) for key in keys} - {""}
    if not looks:
        return {}
    query = f"""SELECT {look_in_sql(reference.key)}, min({reference.key}) FROM {reference.table}
                WHERE {look_in_sql(reference.key)} = ANY (%s) GROUP BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(query, [list(looks)])
        stored = dict(cursor.fetchall())
    return {key: stored[look_of(key)] for key in keys if look_of(key) in stored}


def note_look_alikes(kind: Kind, problems: Problems) -> None:
    """Doubt each new key that looks like a stored one, or like another of the file."""
    key = kind.key
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.new_keys")
        cursor.execute(
            f"""CREATE TEMPORARY TABLE new_keys ON COMMIT DROP AS
                SELECT row, {key} AS key, {look_in_sql(key)} AS look FROM staged
                WHERE stored_id IS NULL AND NOT is_repeated AND {key} IS NOT NULL"""
        )
        cursor.execute("ANALYZE new_keys")
        cursor.execute(
            f"""SELECT n.row, n.key, min(t.{key}), NULL FROM new_keys AS n
                JOIN {kind.table} AS t ON {look_in_sql(f"t.{key}")} = n.look AND n.look <> '' GROUP BY n.row, n.key
                UNION ALL
                SELECT row, key, first_key, first_row FROM (
                    SELECT row, key, first_value(key) OVER same AS first_key, first_value(row) OVER same AS first_row
                    FROM new_keys WHERE look <> '' AND look IN (
                        SELECT look FROM new_keys GROUP BY look HAVING count(*) > 1)
                    WINDOW same AS (PARTITION BY look ORDER BY row)
                ) AS alike WHERE row > first_row"""
        )
        while portion := cursor.fetchmany(PORTION):
            for row, value, other, other_row in portion:
                problems.add(Problem(row, looks_like(other, other_row), key, value, is_doubt=True))


def looks_like(other: str, other_row: int | None) -> str:
    if other_row is None:
        return _("a new number that looks like the stored %(other)s; is it the same?") % {"other": other}
    words = {"other": other, "row": other_row}
    return _("a new number that looks like %(other)s in row %(row)s; is it the same?") % words
