"""The fenced role of the database, and who its reader is and which day it is, as the portal says with each request."""

from django.db import migrations

from accounts.fence_policies import make_role

READER = """
CREATE FUNCTION portal_reader() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('portal.reader', true), '')::bigint
$$;
CREATE FUNCTION portal_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('portal.today', true), '')::date, CURRENT_DATE)
$$;
"""
NO_READER = "DROP FUNCTION portal_today(); DROP FUNCTION portal_reader();"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sealing")]

    operations = [
        migrations.RunPython(make_role, migrations.RunPython.noop),
        migrations.RunSQL(READER, NO_READER),
    ]
