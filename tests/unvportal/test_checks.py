import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

CHECKED = {"DEBUG": False, "HTTPS": True, "ALLOWED_HOSTS": ["portal.test"], "SECRET_KEY": "s" * 50}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def found(settings, **changed) -> set[str]:
    for name, value in (CHECKED | {"EMAIL_BACKEND": SMTP} | changed).items():
        setattr(settings, name, value)
    problems = [problem for problem in run_checks(tags=[Tags.security]) if problem.id.startswith("unvportal")]
    assert all(problem.hint for problem in problems)
    return {problem.id for problem in problems}


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({}, set()),
        ({"DEBUG": True}, {"unvportal.E001"}),
        ({"ALLOWED_HOSTS": ["*"]}, {"unvportal.W001"}),
        ({"ALLOWED_HOSTS": ["localhost"]}, {"unvportal.W002"}),
        ({"SECRET_KEY": "short"}, {"unvportal.W003"}),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, {"unvportal.W004"}),
        ({"HTTPS": False, "ALLOWED_HOSTS": ["localhost"]}, set()),
    ],
)
def test_weak_settings_are_named_with_a_hint(settings, changed, ids):
    assert found(settings, **changed) == ids


def about_the_database() -> set[str]:
    problems = run_checks(tags=[Tags.database], databases=["default"])
    return {problem.id for problem in problems if problem.id.startswith("unvportal")}


@pytest.mark.django_db
def test_the_role_of_statistics_reads_no_names():
    assert about_the_database() == set()


@pytest.mark.django_db
def test_a_missing_role_of_statistics_is_named(settings):
    settings.STATISTICS_ROLE = "nobody_made_this_role"
    assert about_the_database() == {"unvportal.W005"}


@pytest.mark.django_db
def test_a_role_of_statistics_that_reads_names_is_named(settings):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON volunteers_volunteer TO {settings.STATISTICS_ROLE}")
    assert about_the_database() == {"unvportal.W006"}


@pytest.mark.django_db
def test_a_missing_fenced_role_is_named(settings):
    settings.FENCED_ROLE = "nobody_made_this_role"
    assert about_the_database() == {"unvportal.W008"}


@pytest.mark.django_db
def test_a_role_of_the_portal_that_policies_hold_for_is_named(settings):
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {settings.FENCED_ROLE}")
    assert "unvportal.W008" in about_the_database()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
