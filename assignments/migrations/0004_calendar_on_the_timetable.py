"""Every night assignments follow the calendar: a row of the timetable that staff edit in the admin."""

from django.db import migrations

NAME, TASK = "Follow the calendar", "assignments.follow_the_calendar"


def schedule(apps, schema_editor):
    crontab, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(
        minute="10", hour="0", defaults={"timezone": "UTC"}
    )
    values = {
        "task": TASK,
        "description": "Starts planned assignments on their first day, and completes those whose last day is over.",
        "crontab": crontab,
        "expire_seconds": 80_000,
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0003_serial_of_numbers"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
