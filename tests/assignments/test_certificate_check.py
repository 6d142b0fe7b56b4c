"""The public page: confirmed, revoked, or one and the same answer for everything else."""

import hashlib
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assignments.actions import revoke_certificates
from assignments.certificate_numbers import grouped, new_number
from assignments.models import Assignment, Certificate
from tests import cast
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
PAGE = "/certificates/"
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def certificate():
    person = cast.another_volunteer("Dos Santos-Müller", given_name="Zoë")
    cast.another_assignment(volunteer=person, status="completed", host_entity=cast.host_entity("WHO"))
    return cast.certificate(person)


def ask(client, number="", name="", **given) -> str:
    return client.post(PAGE, {"number": number, "name": name}, **given).content.decode()


def answer(page: str, *typed: str) -> str:
    """The page without what was typed and what differs each time."""
    page = ONCE.sub("", page)
    for text in typed:
        page = page.replace(f'value="{text}"', "").replace(f"/{text}/", "")
    return page


@pytest.mark.parametrize(
    "name", ["Dos Santos-Müller", "dos santos muller", " DOSSANTOSMÜLLER ", "Dos Santos-Mu\u0308ller"]
)
def test_number_and_name_confirm_in_any_spelling(client, certificate, name):
    page = ask(client, certificate.grouped_number.lower(), name)
    assert "Confirmed" in page
    assert "Zoë Dos Santos-Müller" in page
    assert "Entity WHO" in page
    assert "12.00" in page
    assert "corrected since" not in page


def test_it_says_nothing_that_the_certificate_does_not_show(client, certificate):
    page = ask(client, certificate.number, "Dos Santos-Müller")
    assert certificate.volunteer.roster_number not in page
    assert Assignment.objects.get().assignment_number not in page
    assert "1990" not in page


def test_every_other_question_gets_the_same_answer(client, certificate):
    """A number that nobody has, another's, one mistyped, a wrong name, one switched off, one of an erased person."""
    name, number = "Dos Santos-Müller", certificate.number
    hidden = cast.certificate(certificate.volunteer, is_checkable=False)
    revoked = cast.certificate(certificate.volunteer, is_checkable=False)
    revoke_certificates(Certificate.objects.filter(pk=revoked.pk), reason="Wrong", by=cast.superuser())
    erased = cast.certificate(certificate.volunteer)
    Certificate.objects.filter(pk=erased.pk).forget()
    asked = [
        (new_number(), name),
        (number, "Okoth"),
        (number, "Dos Santos"),
        (number, "."),
        (number, "%"),
        (number, "Zoë"),
        (number[:-1] + ("0" if number[-1] != "0" else "1"), name),
        ("nonsense", name),
        (hidden.number, name),
        (revoked.number, name),
        (erased.number, "."),
        (erased.number, "erased"),
    ]
    answers = {answer(ask(client, *typed), *typed) for typed in asked}
    assert len(answers) == 1
    assert "Not confirmed" in answers.pop()
    assert "Confirmed" in ask(client, number, name)


def test_the_address_of_the_square_code_asks_for_the_name_and_looks_nothing_up(client, certificate):
    known, unknown = (
        answer(
            client.get(reverse("certificate_check_number", args=[grouped(number)])).content.decode(), grouped(number)
        )
        for number in (certificate.number, new_number())
    )
    assert known == unknown
    assert "Santos" not in known


def test_a_revoked_one_is_said_to_be_without_its_reason(client, certificate):
    revoke_certificates(Certificate.objects.all(), reason="Forged diploma", by=cast.superuser())
    page = ask(client, certificate.number, "Dos Santos-Müller")
    assert "Revoked" in page
    assert "Forged" not in page
    assert "Entity WHO" not in page
    assert "Not confirmed" in ask(client, certificate.number, "Okoth")


def test_a_record_that_was_corrected_flags_it(client, certificate):
    Assignment.objects.update(end_date="2020-11-30")
    page = ask(client, certificate.number, "Dos Santos-Müller")
    assert "Confirmed" in page
    assert "corrected since" in page


def test_of_who_has_one_name_only_that_one_is_asked(client):
    person = cast.another_volunteer("", given_name="Sukarno")
    cast.another_assignment(volunteer=person, status="completed")
    assert "Confirmed" in ask(client, cast.certificate(person).number, "sukarno")


def drop(client, content: bytes) -> str:
    document = SimpleUploadedFile("any name.pdf", content, content_type="application/pdf")
    return client.post(PAGE, {"document": document, "of_document": "1"}).content.decode()


def test_the_document_itself_confirms_and_a_changed_one_does_not(client, certificate):
    assert "Zoë Dos Santos-Müller" in drop(client, bytes(certificate.content))
    tampered = answer(drop(client, bytes(certificate.content) + b"\n"))
    Certificate.objects.update(is_checkable=False)
    assert answer(drop(client, bytes(certificate.content))) == tampered
    assert "Not confirmed" in tampered


def test_a_document_is_bounded_and_no_file_is_said(client, certificate):
    assert "larger than any certificate" in drop(client, b"x" * (2 * 1024 * 1024 + 1))
    assert "Choose a file" in client.post(PAGE, {"of_document": "1"}).content.decode()
    assert "is-error" not in drop(client, b"")


def test_the_fingerprint_of_a_document_is_no_secret_but_is_not_asked_by_hand(client, certificate):
    fingerprint = hashlib.sha256(bytes(certificate.content)).hexdigest()
    page = client.post(PAGE, {"of_document": "1", "document": fingerprint}).content.decode()
    assert "Confirmed" not in page


@pytest.mark.parametrize("typed", [{}, {"number": "", "name": "x"}, {"number": "x" * 5000, "name": "y" * 5000}])
def test_a_form_without_both_says_so(client, typed):
    page = client.post(PAGE, typed).content.decode()
    assert "Please correct" in page
    assert "confirmed" not in page.lower().replace("not confirmed because", "")


def test_one_address_asks_no_more_than_twenty_times_a_minute(client, certificate):
    for _ in range(20):
        ask(client, new_number(), "Okoth")
    for typed in ((certificate.number, "Dos Santos-Müller"), (new_number(), "Okoth")):
        response = client.post(PAGE, dict(zip(("number", "name"), typed, strict=True)))
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 61
        assert "Santos" not in response.content.decode().replace("Dos Santos-Müller", "", 1)
    assert "Confirmed" in ask(client, certificate.number, "Dos Santos-Müller", REMOTE_ADDR="192.0.2.7")


def test_the_page_is_kept_nowhere_and_asks_nothing_of_who_reads_it(client, certificate):
    response = client.post(PAGE, {"number": certificate.number, "name": "Dos Santos-Müller"})
    assert "no-store" in response["Cache-Control"]
    assert Volunteer.objects.count() == 1
    assert client.put(PAGE).status_code == 405
