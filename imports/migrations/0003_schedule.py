"""The look that takes up imports which were cut off, as a row that staff edit in the admin."""

from django.db import migrations

TASK = "imports.tasks.keep_up_imports"


def schedule(apps, schema_editor):
    Interval = apps.get_model("django_celery_beat", "IntervalSchedule")
    every_minute, _made = Interval.objects.get_or_create(every=1, period="minutes")
    values = {
        "task": TASK,
        "interval": every_minute,
        "expire_seconds": 55,
        "description": "Takes up imports that wait or were cut off; lets go of the content of old files.",
    }
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(
        name="Keep up with imports", defaults=values
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_browser_imports"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
