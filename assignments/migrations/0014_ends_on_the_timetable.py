"""Every night it is told which assignments end soon: a row of the timetable that staff edit in the admin."""

from django.db import migrations

NAME, TASK = "Tell what ends", "assignments.tell_what_ends"


def schedule(apps, schema_editor):
    crontab, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(
        minute="0", hour="5", defaults={"timezone": "UTC"}
    )
    values = {
        "task": TASK,
        "description": "Tells who hosts, pays or serves which assignments end in 3 or 2 months or 15 days.",
        "crontab": crontab,
        "expire_seconds": 80_000,
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0013_certificates"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
