"""The functions that seal the history and read it back, and the night's seal on the timetable.

A row's digest is of its values in the columns named, and of what its context says, as one JSON array; a seal's hash is
of the hash before, its time and reason, and of what it says of each table. What is new is sealed by whoever asks; rows
are sealed again only by the keeper of the history, with a reason. `accounts.sealing` computes the hashes anew.
"""

from django.db import migrations

ROWS = """
CREATE FUNCTION public.portal_history_rows(kept_table text, kept_columns text[], wanted int8multirange)
RETURNS TABLE (id bigint, digest bytea)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    BEGIN
        RETURN QUERY EXECUTE format(
            'SELECT e.pgh_id::bigint, substr(sha256(convert_to(jsonb_build_array(%s, c.metadata)::text, ''UTF8'')), 1, 16)
             FROM unnest($1) span JOIN public.%I e ON e.pgh_id >= lower(span) AND e.pgh_id < upper(span)
             LEFT JOIN public.pghistory_context c ON c.id = e.pgh_context_id ORDER BY 1',
            (SELECT string_agg(format('e.%I', name), ', ' ORDER BY place)
             FROM unnest(kept_columns) WITH ORDINALITY AS named (name, place)),
            kept_table
        ) USING wanted;
    END
$$
"""
UNSEALED = """
CREATE FUNCTION public.portal_unsealed_rows(kept_table text) RETURNS int8multirange
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
    DECLARE
        sealed int8multirange;
        found int8multirange;
    BEGIN
        SELECT range_agg(p.ids) INTO sealed FROM public.accounts_sealedrows p WHERE p."table" = kept_table;
        EXECUTE format(
            'SELECT range_agg(int8range(e.pgh_id::bigint, e.pgh_id::bigint + 1))
             FROM unnest(''{[0,)}''::int8multirange - $1) gap
             JOIN public.%I e ON e.pgh_id >= lower(gap) AND e.pgh_id < COALESCE(upper(gap), 9223372036854775807)',
            kept_table
        ) INTO found USING COALESCE(sealed, '{}');
        RETURN COALESCE(found, '{}');
    END
$$
"""
SEAL_AGAIN = """
CREATE FUNCTION public.portal_seal_rows(kept_tables text[], wanted int8multirange[], why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        seal bigint := nextval(pg_get_serial_sequence('public.accounts_historyseal', 'id'));
        moment timestamptz := clock_timestamp();
        hash_before text := COALESCE((SELECT s.hash FROM public.accounts_historyseal s ORDER BY s.id DESC LIMIT 1), '');
        counted bigint := 0;
        said bytea := '';
        names text[];
        digests bytea;
        many bigint;
    BEGIN
        FOR place IN 1..cardinality(kept_tables) LOOP
            SELECT array_agg(a.attname::text ORDER BY a.attname::text COLLATE "C") INTO names FROM pg_attribute a
            WHERE a.attrelid = format('public.%I', kept_tables[place])::regclass AND a.attnum > 0 AND NOT a.attisdropped;
            SELECT string_agg(r.digest, ''::bytea ORDER BY r.id), count(*) INTO digests, many
            FROM public.portal_history_rows(kept_tables[place], names, wanted[place]) r;
            CONTINUE WHEN many = 0;
            INSERT INTO public.accounts_sealedrows (seal_id, "table", columns, ids, digests)
            VALUES (seal, kept_tables[place], names, wanted[place], digests);
            said := said || sha256(convert_to(
                concat_ws('|', kept_tables[place], array_to_string(names, ','), wanted[place]::text, ''), 'UTF8'
            ) || digests);
            counted := counted + many;
        END LOOP;
        INSERT INTO public.accounts_historyseal (id, sealed_at, rows, reason, previous_hash, hash)
        VALUES (seal, moment, counted, why, hash_before, encode(sha256(convert_to(
            concat_ws('|', hash_before, to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), why, ''), 'UTF8'
        ) || said), 'hex'));
        RETURN seal;
    END
$$
"""
SEAL = """
CREATE FUNCTION public.portal_seal_history() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        kept_table text;
        fresh int8multirange;
        kept_tables text[] := '{}';
        wanted int8multirange[] := '{}';
    BEGIN
        PERFORM pg_advisory_xact_lock(20260827);
        FOR kept_table IN
            SELECT c.relname::text FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'pgh_id' AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE "C"
        LOOP
            fresh := public.portal_unsealed_rows(kept_table);
            CONTINUE WHEN isempty(fresh);
            kept_tables := kept_tables || kept_table;
            wanted := wanted || fresh;
        END LOOP;
        RETURN CASE WHEN kept_tables <> '{}' THEN public.portal_seal_rows(kept_tables, wanted, '') END;
    END
$$
"""
FUNCTIONS = [
    (ROWS, "portal_history_rows(text, text[], int8multirange)"),
    (UNSEALED, "portal_unsealed_rows(text)"),
    (SEAL_AGAIN, "portal_seal_rows(text[], int8multirange[], text)"),
    (SEAL, "portal_seal_history()"),
]
TASK = "accounts.tasks.seal_the_history"


def schedule(apps, schema_editor):
    Crontab = apps.get_model("django_celery_beat", "CrontabSchedule")
    night, _made = Crontab.objects.get_or_create(minute="15", hour="2")
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(
        name="Seal the history",
        defaults={
            "task": TASK,
            "crontab": night,
            "expire_seconds": 80_000,
            "description": "Adds a link to the chain that shows whether anybody changed the history.",
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_history_seals"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *[migrations.RunSQL(made, f"DROP FUNCTION public.{name}") for made, name in FUNCTIONS],
        migrations.RunPython(schedule, unschedule),
    ]
