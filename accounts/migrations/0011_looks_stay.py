"""The log of looks only grows: nobody changes a row, or takes one away within 90 days; readers add their own."""

from django.db import migrations

from accounts.fence_policies import fence

STAY = """
CREATE FUNCTION portal_looks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '90 days' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'Who looked at whom stays on record.' USING ERRCODE = 'insufficient_privilege';
    END
$$;
CREATE TRIGGER looks_stay BEFORE UPDATE OR DELETE ON accounts_look
FOR EACH ROW EXECUTE FUNCTION portal_looks_stay();
CREATE INDEX accounts_look_at ON accounts_look USING brin (at);
"""
LEAVE = """
DROP INDEX accounts_look_at;
DROP TRIGGER looks_stay ON accounts_look;
DROP FUNCTION portal_looks_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_looks")]

    operations = [
        migrations.RunSQL(STAY, LEAVE),
        fence("accounts_look", "by_id IS NOT DISTINCT FROM (SELECT portal_reader())"),
    ]
