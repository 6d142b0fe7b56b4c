"""Who is perhaps recorded twice: pairs among everybody in one sweep, and look-alikes of what somebody types.

Nobody is compared with everybody: people are brought together by keys that two records of one person share. A key that
few share gives all their pairs; one that many share, such as an office's e-mail address, only neighbours, so that pairs
grow with people and not with their square.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from volunteers.alike import consonants, key_of

FEW = 5
"""So many people or fewer with one key give all their pairs."""


class Likeness(models.TextChoices):
    """What two records have in common."""

    NAMES_AND_BIRTH_DATE = "names_and_birth_date", _("the same names and birth date")
    EMAIL = "email", _("the same e-mail address")
    ALIKE = "alike", _("names that sound alike, the same birth date and nationality")
    SWAPPED = "swapped", _("the same names, and day and month of birth swapped")
    NO_BIRTH_DATE = "no_birth_date", _("rare names and nationality that are the same, and one birth date is missing")


NAMES = "names_in_either_order"
DAY, MONTH = "EXTRACT(DAY FROM birth_date)", "EXTRACT(MONTH FROM birth_date)"

KEYS = {
    Likeness.NAMES_AND_BIRTH_DATE: (f"{NAMES} || '/' || birth_date", "birth_date IS NOT NULL"),
    Likeness.EMAIL: ("lower(email)", "email <> ''"),
    Likeness.ALIKE: (f"{key_of('reduced')} || '/' || birth_date || '/' || nationality_id", "birth_date IS NOT NULL"),
    Likeness.SWAPPED: (
        f"concat_ws('/', {NAMES}, EXTRACT(YEAR FROM birth_date), least({DAY}, {MONTH}), greatest({DAY}, {MONTH}))",
        f"birth_date IS NOT NULL AND {DAY} <= 12 AND {DAY} <> {MONTH}",
    ),
    Likeness.NO_BIRTH_DATE: (f"{NAMES} || '/' || nationality_id", "TRUE"),
}
"""Of each likeness the key that both records share, and who has one."""

KEYED = " UNION ALL ".join(
    f"SELECT id, '{likeness.value}' AS likeness, hashtextextended({key}, 0) AS key, birth_date IS NULL AS is_unborn "
    f"FROM people WHERE {condition}"
    for likeness, (key, condition) in KEYS.items()
)

PAIRS = f"""
    WITH people AS MATERIALIZED (
        SELECT id, {NAMES}, birth_date, email, nationality_id, {consonants(NAMES)} AS reduced FROM volunteers_volunteer
    ), keyed AS MATERIALIZED (
        SELECT * FROM ({KEYED}) AS keyed WHERE key IS NOT NULL
    ), repeated AS (
        SELECT likeness, key, count(*) AS size, bool_or(is_unborn) AS has_unborn
        FROM keyed GROUP BY likeness, key HAVING count(*) > 1
    ), grouped AS MATERIALIZED (
        SELECT keyed.*, size, has_unborn, lag(id) OVER (PARTITION BY likeness, key ORDER BY id) AS before
        FROM keyed JOIN repeated USING (likeness, key)
    ), shared AS MATERIALIZED (
        SELECT * FROM grouped WHERE size <= {FEW}
          AND (likeness <> '{Likeness.NO_BIRTH_DATE.value}' OR has_unborn)
    ), pairs AS (
        SELECT one.id AS one, two.id AS two, likeness
        FROM shared AS one JOIN shared AS two USING (likeness, key)
        WHERE one.id < two.id AND (likeness <> '{Likeness.NO_BIRTH_DATE.value}' OR one.is_unborn <> two.is_unborn)
        UNION
        SELECT before, id, likeness FROM grouped
        WHERE size > {FEW} AND before IS NOT NULL AND likeness <> '{Likeness.NO_BIRTH_DATE.value}'
    ), told AS (
        SELECT one, two, array_agg(likeness ORDER BY likeness) AS alike FROM pairs GROUP BY one, two
    )
    SELECT two AS row, one AS other_row, CASE WHEN '{Likeness.NAMES_AND_BIRTH_DATE.value}' = ANY(alike)
               THEN array_remove(array_remove(alike, '{Likeness.ALIKE.value}'), '{Likeness.SWAPPED.value}')
               ELSE alike END AS alike
    FROM told"""
"""Pairs of people, the later record first, with what they have in common. The same names and birth date are alike in
spelling, too, which need not be said."""
