"""The fence around what host entities say and ask for: each sees that of its own, in its countries."""

from django.db import migrations

from accounts.fence_policies import fence

HOSTED = """
    host_entity_id = ANY ((SELECT portal_reader_whole_entities())::bigint[])
    OR (host_entity_id = ANY ((SELECT portal_reader_limited_entities())::bigint[])
        AND (host_entity_id, country_id) IN (SELECT r.host_entity_id, r.country_id FROM portal_reader_countries() r))
"""
OF_A_HOSTED_ASSIGNMENT = f"""
    EXISTS (SELECT 1 FROM assignments_assignment a WHERE a.id = assignment_id AND a.status <> 'cancelled' AND ({HOSTED}))
"""


class Migration(migrations.Migration):
    dependencies = [("assignments", "0009_what_host_entities_say")]

    operations = [
        fence("assignments_hostwish", OF_A_HOSTED_ASSIGNMENT),
        fence("assignments_confirmation", HOSTED),
        fence("assignments_volunteerrequest", HOSTED),
    ]
