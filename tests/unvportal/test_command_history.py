import pghistory
import pytest

from accounts.changes import changes_of
from tests import cast
from unvportal.celery import app
from unvportal.command_history import noted
from volunteers.models import Volunteer


@pytest.mark.django_db
def test_what_a_command_changes_bears_its_name():
    person = cast.volunteer()
    with noted(["import_volunteers", "people.csv"]):
        Volunteer.objects.filter(pk=person.pk).update(given_name="Wanjiru")
    assert changes_of(Volunteer, person.pk)[0].through == "command import_volunteers"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["migrate"], ["serve"]])
def test_what_changes_no_record_bears_none(arguments):
    with noted(arguments):
        assert not hasattr(pghistory.runtime._tracker, "value")


@pytest.mark.django_db
def test_what_a_task_changes_bears_its_name():
    person = cast.volunteer()

    @app.task(name="tests.rename")
    def rename():
        Volunteer.objects.filter(pk=person.pk).update(given_name="Wanjiru")

    rename()
    assert changes_of(Volunteer, person.pk)[0].through == "task tests.rename"
