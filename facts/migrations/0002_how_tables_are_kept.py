"""What Django cannot say of the tables: shards need no log, months are counted in exact units, writers may analyze.

``portal_month_units_before`` is the same as calculation.calendar.units_before: whole months before the day in
1/377,580ths of a month, plus the days of its month before it, each 377,580 / days of that month. The months of a span
of days are the difference of two of them, exactly.
"""

from django.db import migrations

MONTH_UNITS = """
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
UNLOGGED = "ALTER TABLE facts_shard SET UNLOGGED, ALTER COLUMN result SET STORAGE EXTERNAL"
LET_WRITERS_ANALYZE = """
DO $$
DECLARE writer text;
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        FOR writer IN
            SELECT DISTINCT a.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) a
            WHERE c.oid = 'facts_fact'::regclass AND a.privilege_type = 'INSERT' AND a.grantee <> 0
        LOOP
            EXECUTE 'GRANT MAINTAIN ON facts_fact, facts_pairfact, facts_forecast, facts_hiddencell TO ' || writer;
        END LOOP;
    END IF;
END $$
"""
LOGGED = "ALTER TABLE facts_shard SET LOGGED, ALTER COLUMN result SET STORAGE EXTENDED"


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_records")]

    operations = [
        migrations.RunSQL(MONTH_UNITS, "DROP FUNCTION portal_month_units_before(date)"),
        migrations.RunSQL(UNLOGGED, LOGGED),
        migrations.RunSQL(LET_WRITERS_ANALYZE, migrations.RunSQL.noop),
    ]
