"""The job queue: tasks are found in each app's `tasks.py`."""

import os

import pghistory
from celery import Celery, Task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")


class NotedTask(Task):
    """What a task changes bears its name in the history."""

    abstract = True

    def __call__(self, *args, **kwargs):
        with pghistory.context(task=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("unvportal", task_cls=NotedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
