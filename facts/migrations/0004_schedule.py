"""What runs on schedule, as rows that staff edit in the admin; the settings would overwrite their edits."""

from django.db import migrations

TASKS = [
    (
        "Bring facts up to date",
        "facts.tasks.bring_facts_up_to_date",
        "Takes up edits, closes a month once it is over, takes up runs that were cut off.",
        {"interval": {"every": 1, "period": "minutes"}, "expire_seconds": 55},
    ),
    (
        "Reconcile facts",
        "facts.tasks.reconcile_facts",
        "Counts everything from scratch and compares every fact.",
        {"crontab": {"minute": "30", "hour": "2"}, "expire_seconds": 80_000},
    ),
]


def schedule(apps, schema_editor):
    PeriodicTask = apps.get_model("django_celery_beat", "PeriodicTask")
    for name, task, description, options in TASKS:
        values = {"task": task, "description": description, "expire_seconds": options["expire_seconds"]}
        if "interval" in options:
            Interval = apps.get_model("django_celery_beat", "IntervalSchedule")
            values["interval"], _made = Interval.objects.get_or_create(**options["interval"])
        else:
            Crontab = apps.get_model("django_celery_beat", "CrontabSchedule")
            values["crontab"], _made = Crontab.objects.get_or_create(**options["crontab"])
        PeriodicTask.objects.get_or_create(name=name, defaults=values)


def unschedule(apps, schema_editor):
    tasks = [task for _name, task, _description, _options in TASKS]
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task__in=tasks).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0003_statistics_reads_no_names"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
