"""Cumulative month units of a day: a span of days is the difference of two of them, exactly.

The same as results.calculation.calendar.units_before: whole months before the day in 1/377,580ths of a month, plus the
days of its month before it, each 377,580 / days of that month.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION portal_month_units_before(day date) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day))::bigint * 377580
         + (EXTRACT(DAY FROM day)::bigint - 1) * CASE EXTRACT(MONTH FROM day)::int
               WHEN 2 THEN CASE WHEN EXTRACT(DAY FROM make_date(EXTRACT(YEAR FROM day)::int, 3, 1) - 1) = 29
                                THEN 13020 ELSE 13485 END
               WHEN 4 THEN 12586 WHEN 6 THEN 12586 WHEN 9 THEN 12586 WHEN 11 THEN 12586
               ELSE 12180 END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("results", "0002_statistics_reads_no_names")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION portal_month_units_before(date)")]
