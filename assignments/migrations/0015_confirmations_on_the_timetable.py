"""Every night it is told which months wait to be confirmed: a row of the timetable that staff edit in the admin."""

from django.db import migrations

NAME, TASK = "Tell what is to be confirmed", "assignments.tell_what_is_to_be_confirmed"


def schedule(apps, schema_editor):
    crontab, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(
        minute="10", hour="5", defaults={"timezone": "UTC"}
    )
    values = {
        "task": TASK,
        "description": "Tells who speaks for a host entity that assignments of last month are not confirmed.",
        "crontab": crontab,
        "expire_seconds": 80_000,
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0014_ends_on_the_timetable"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
