"""The outbox is emptied every minute, and forgets at night: rows of the timetable that staff edit in the admin."""

from django.db import migrations

SEND, FORGET = "accounts.tasks.send_mails", "accounts.tasks.forget_what_is_old"


def schedule(apps, schema_editor):
    Task = apps.get_model("django_celery_beat", "PeriodicTask")
    minute, _made = apps.get_model("django_celery_beat", "IntervalSchedule").objects.get_or_create(
        every=1, period="minutes"
    )
    night, _made = apps.get_model("django_celery_beat", "CrontabSchedule").objects.get_or_create(minute="45", hour="2")
    sending = {
        "task": SEND,
        "description": "Hands what is due to the mail server; what failed before that is tried again.",
        "interval": minute,
        "expire_seconds": 55,
    }
    forgetting = {
        "task": FORGET,
        "description": "Forgets what the portal keeps for a time only: to whom old mails went.",
        "crontab": night,
        "expire_seconds": 80_000,
    }
    Task.objects.get_or_create(name="Send the mails of the outbox", defaults=sending)
    Task.objects.get_or_create(name="Forget what is old", defaults=forgetting)


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task__in=[SEND, FORGET]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_outbox"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
