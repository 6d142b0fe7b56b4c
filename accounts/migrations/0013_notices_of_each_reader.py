"""Notices and choices are everybody's own; once a day those to be mailed become one mail for each person."""

from django.db import migrations

from accounts.fence_policies import fence

NAME, TASK = "Mail the notices of the day", "accounts.tasks.mail_the_notices"
OWN = "user_id = (SELECT portal_reader())"


def schedule(apps, schema_editor):
    crontab, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(
        minute="30", hour="5", defaults={"timezone": "UTC"}
    )
    values = {
        "task": TASK,
        "description": "Makes one mail of a person's notices of the day.",
        "crontab": crontab,
        "expire_seconds": 80_000,
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_notices"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [
        *[fence(f"accounts_{table}", OWN) for table in ("notice", "noticechoice", "maillanguage")],
        migrations.RunPython(schedule, unschedule),
    ]
