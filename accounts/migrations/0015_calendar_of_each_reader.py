"""The secret address of a calendar is everybody's own."""

from django.db import migrations

from accounts.fence_policies import fence


class Migration(migrations.Migration):
    dependencies = [("accounts", "0014_calendar_feeds")]

    operations = [fence("accounts_calendarfeed", "user_id = (SELECT portal_reader())")]
