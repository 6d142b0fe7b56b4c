import pytest
from django.utils import translation

from figures import reference

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def static_files_under_their_own_names(settings):
    """Pages are tried without collecting the static files first."""
    settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN_FILES}


@pytest.fixture(autouse=True)
def staff_without_second_steps(settings):
    """The cast signs in without telephones; tests of the second step ask for it."""
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = False


@pytest.fixture(autouse=True)
def reference_read_anew():
    """Each test reads the reference data of its own records."""
    reference.forget()


@pytest.fixture(autouse=True)
def language_of_its_own():
    """No test reads in the language that another one chose and, failing, left on."""
    yield
    translation.deactivate()
