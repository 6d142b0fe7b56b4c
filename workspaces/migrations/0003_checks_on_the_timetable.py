"""Every night the records are checked: a row of the timetable that staff edit in the admin."""

from django.db import migrations

NAME, TASK = "Check the records", "workspaces.check_records"


def schedule(apps, schema_editor):
    crontab, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(
        minute="30", hour="1", defaults={"timezone": "UTC"}
    )
    values = {
        "task": TASK,
        "description": "Lists what looks wrong: ages, gaps, overlaps, what is missing, people recorded twice.",
        "crontab": crontab,
        "expire_seconds": 80_000,
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workspaces", "0002_findings"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
