"""What runs on schedule, as rows that staff edit in the admin; the settings would overwrite their edits."""

from django.db import migrations

TASKS = [
    (
        "Bring facts up to date",
        "results.tasks.bring_facts_up_to_date",
        "Takes up edits, closes a month once it is over, takes up runs that were cut off.",
        {"interval": {"every": 1, "period": "minutes"}, "expire_seconds": 55},
    ),
    (
        "Reconcile facts",
        "results.tasks.reconcile_facts",
        "Counts everything from scratch and compares every fact.",
        {"crontab": {"minute": "30", "hour": "2"}, "expire_seconds": 80_000},
    ),
]


def schedule(apps, schema_editor):
    PeriodicTask = apps.get_model("django_celery_beat", "PeriodicTask")
    PeriodicTask.objects.filter(name="bring facts up to date").delete()
    for name, task, description, options in TASKS:
        values = {"task": task, "description": description, "expire_seconds": options["expire_seconds"]}
        if "interval" in options:
            Interval = apps.get_model("django_celery_beat", "IntervalSchedule")
            values["interval"], _made = Interval.objects.get_or_create(**options["interval"])
        else:
            Crontab = apps.get_model("django_celery_beat", "CrontabSchedule")
            values["crontab"], _made = Crontab.objects.get_or_create(**options["crontab"])
        PeriodicTask.objects.get_or_create(name=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0005_aggregation_that_keeps_up"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, migrations.RunPython.noop)]
