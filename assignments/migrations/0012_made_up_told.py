"""Whether the records are made up is said to everybody, also to those who may see none of them."""

from django.db import migrations

from accounts.fence_policies import told

MADE_UP = """
    SELECT EXISTS (SELECT 1 FROM assignments_assignment a JOIN partners_hostentity h ON h.id = a.host_entity_id
                   WHERE h.is_demo)
"""


class Migration(migrations.Migration):
    dependencies = [("assignments", "0011_host_gave_the_reason")]

    operations = [told("portal_has_made_up_records", "boolean", MADE_UP)]
