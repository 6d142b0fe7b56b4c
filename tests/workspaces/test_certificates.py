"""The pages of certificates: a volunteer's own, that of staff, the documents, the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Look
from assignments.models import Assignment, Certificate
from tests import cast
from tests.documents.pdf_reader import read_pdf
from tests.shown_pages import choose

pytestmark = pytest.mark.django_db
OWN = "/workspace/me/certificates/"
ADMIN = "/admin/assignments/certificate/"


@pytest.fixture
def zawadi():
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    cast.another_assignment(volunteer=person, status="completed", host_entity=cast.host_entity("WHO"))
    return person


def page_of_staff(person) -> str:
    return f"/workspace/volunteers/{person.roster_number}/certificates/"


def issue(client, page: str, **typed):
    form = client.get(page).context["form"]
    return client.post(page, {"language": "en", "shown": form["shown"].value()} | typed, follow=True)


def test_a_volunteer_issues_the_own_certificate_and_fetches_it(client, zawadi):
    client.force_login(zawadi.user)
    page = issue(client, OWN)
    certificate = Certificate.objects.get()
    assert (certificate.volunteer, certificate.issued_by) == (zawadi, zawadi.user)
    assert certificate.grouped_number in page.content.decode()
    response = client.get(f"/workspace/certificates/{certificate.number}/pdf/")
    assert certificate.grouped_number in response["Content-Disposition"]
    document = read_pdf(response.content)
    assert "Zawadi Achieng" in document.text
    assert f"http://testserver/certificates/{certificate.grouped_number}/" in document.text.replace("\n", "")
    confirmed = client.post("/certificates/", {"number": certificate.number, "name": "achieng"})
    assert "Zawadi Achieng" in confirmed.content.decode()


def test_staff_issue_one_for_a_volunteer(client, zawadi):
    client.force_login(cast.programme_associate())
    issue(client, page_of_staff(zawadi), language="zh-hans")
    certificate = Certificate.objects.get()
    assert certificate.issued_by.email == "associate@portal.test"
    assert certificate.language == "zh-hans"


@pytest.mark.parametrize(
    "typed", [{"language": "fr"}, {"shown": ""}, {"shown": "other"}, {"language": "", "shown": "x" * 999}]
)
def test_a_form_that_is_wrong_or_stale_issues_nothing(client, zawadi, typed):
    client.force_login(zawadi.user)
    page = issue(client, OWN, **typed)
    assert "No certificate was issued" in page.content.decode()
    assert not Certificate.objects.exists()
    assert issue(client, OWN).status_code == 200
    assert Certificate.objects.exists()


def test_who_has_no_service_is_told_why(client):
    person = cast.another_volunteer(user=cast.user())
    cast.another_assignment(volunteer=person, status="planned")
    client.force_login(person.user)
    assert "no service to certify yet" in client.get(OWN).content.decode()


def test_only_the_volunteer_switches_the_check(client, zawadi):
    certificate = cast.certificate(zawadi)
    address = f"/workspace/certificates/{certificate.number}/check/"
    client.force_login(cast.superuser())
    assert client.post(address, {"is_checkable": "0"}).status_code == 404
    client.force_login(zawadi.user)
    assert "changed since" in client.post(address, {"is_checkable": "0"}, follow=True).content.decode()
    for is_checkable in ("0", "1"):
        version = client.get(OWN).context["certificates"][0]["version"]
        client.post(address, {"is_checkable": is_checkable, "_version": version})
        certificate.refresh_from_db()
        assert certificate.is_checkable == (is_checkable == "1")


def test_the_page_says_what_was_corrected_and_what_was_revoked(client, zawadi):
    cast.certificate(zawadi)
    Assignment.objects.update(end_date="2020-06-30")
    client.force_login(zawadi.user)
    assert "corrected since" in client.get(OWN).content.decode()
    Certificate.objects.update(revoked_at="2021-01-05T00:00Z", revocation_reason="Forged diploma")
    page = client.get(OWN).content.decode()
    assert "Revoked on" in page
    assert "Forged" not in page
    client.force_login(cast.programme_associate())
    assert "Forged" in client.get(page_of_staff(zawadi)).content.decode()


def test_the_page_asks_as_much_for_many_certificates_as_for_few(client, zawadi):
    client.force_login(zawadi.user)
    sizes = []
    for number in (2, 8):
        for _ in range(number):
            cast.certificate(zawadi)
            cast.another_assignment(
                volunteer=zawadi,
                category="online",
                modality="online",
                status="completed",
                host_entity=cast.host_entity(),
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(OWN).status_code == 200
        sizes.append(len(queries))
    assert sizes[0] == sizes[1]


ROLES = {
    "associate": cast.programme_associate,
    "manager": cast.programme_manager,
    "officer": cast.results_officer,
    "auditor": cast.auditor,
    "administrator": cast.administrator,
    "focal": lambda: cast.focal_point(cast.host_entity("WHO")),
    "partner": lambda: cast.representative(cast.funding_partner("JAPAN")),
    "other": lambda: cast.another_volunteer(user=cast.user("other@portal.test")).user,
}
SEE = {"associate", "manager", "auditor", "administrator"}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_who_issues(client, zawadi, role):
    """Host entities and funding partners see none, though they see the volunteer."""
    Assignment.objects.update(funding_partner=cast.funding_partner("JAPAN"))
    cast.consent(zawadi)
    certificate = cast.certificate(zawadi)
    client.force_login(ROLES[role]())
    expected = 200 if role in SEE else 403 if role == "officer" else 404
    assert client.get(page_of_staff(zawadi)).status_code == expected
    assert client.get(f"/workspace/certificates/{certificate.number}/pdf/").status_code == expected
    assert client.get("/workspace/certificates/" + "0" * 20 + "/pdf/").status_code == (404 if role in SEE else expected)
    posted = client.post(page_of_staff(zawadi), {"language": "en", "shown": "x"}).status_code
    assert posted == (200 if role in {"associate", "manager"} else 403 if role in SEE else expected)
    record = client.get(f"/workspace/volunteers/{zawadi.roster_number}/").content.decode()
    assert (page_of_staff(zawadi) in record) == (role in SEE)


def test_who_opens_those_of_somebody_else_is_on_record(client, zawadi):
    certificate = cast.certificate(zawadi)
    document = f"/workspace/certificates/{certificate.number}/pdf/"
    for user in (zawadi.user, cast.auditor()):
        client.force_login(user)
        client.get(OWN if user == zawadi.user else page_of_staff(zawadi))
        client.get(document)
    seen = Look.objects.filter(person=zawadi.pk).order_by("id").values_list("by__email", "through", "asked")
    assert list(seen) == [
        ("auditor@portal.test", "certificates", ""),
        ("auditor@portal.test", "certificate", certificate.grouped_number),
    ]


@pytest.mark.parametrize("role", ["associate", "manager", "auditor", "officer"])
def test_managers_revoke_in_the_admin_with_a_reason(client, zawadi, role):
    certificates = [cast.certificate(zawadi), cast.certificate(zawadi)]
    client.force_login(ROLES[role]())
    if role == "officer":
        assert client.get(ADMIN).status_code == 403
        return
    assert certificates[0].grouped_number in client.get(ADMIN, {"q": certificates[0].grouped_number}).content.decode()
    asked = choose(client, ADMIN, "revoke", certificates)
    if role != "manager":
        assert not Certificate.objects.revoked().exists()
        return
    assert "Revoke certificates" in asked.content.decode()
    choose(client, ADMIN, "revoke", certificates, apply="Revoke", reason="")
    assert not Certificate.objects.revoked().exists()
    choose(client, ADMIN, "revoke", certificates, apply="Revoke", reason="Issued to somebody else")
    assert Certificate.objects.revoked().count() == 2
    assert client.get(f"{ADMIN}{certificates[0].pk}/change/").status_code == 200
    assert client.get(f"{ADMIN}{certificates[0].pk}/history/").status_code == 200
    assert client.post(f"{ADMIN}{certificates[0].pk}/change/", {"is_checkable": "on"}).status_code == 403
