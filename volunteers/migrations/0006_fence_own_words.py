"""The fence around what volunteers say of themselves: each sees the own words, and no partner any."""

from django.db import migrations

from accounts.fence_policies import fence

OWN = "volunteer_id = ANY ((SELECT portal_reader_volunteers())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0005_own_words"), ("assignments", "0008_fence")]

    operations = [
        fence("volunteers_correction", OWN),
        fence("volunteers_disabilitystatement", OWN),
    ]
