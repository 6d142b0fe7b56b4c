"""A volunteer's own pages: what is asked, corrected and decided; and the pages where staff decide it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from tests import cast
from tests.shown_pages import save, shown_on
from volunteers.models import ConsentToNames, Correction, DisabilityStatement, Volunteer

pytestmark = pytest.mark.django_db
ME, RECORD, CHOICES = (reverse(name) for name in ("workspace_me", "workspace_me_record", "workspace_me_choices"))
EMAIL, WAITING = reverse("workspace_me_email"), reverse("workspace_corrections")


@pytest.fixture
def zawadi():
    """A volunteer who serves, paid for by Japan, and signs in."""
    person = cast.volunteer("R-Z", family_name="Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    today = localdate()
    cast.assignment(
        "A-Z",
        volunteer=person,
        funding_partner=cast.funding_partner("JAPAN"),
        status="serving",
        start_date=today - timedelta(99),
        end_date=today + timedelta(100),
    )
    return person


@pytest.fixture
def own(client, zawadi):
    client.force_login(zawadi.user)
    return client


def asked(**changes) -> dict:
    """The form as it is shown, with something changed."""
    typed = {"family_name": "Achieng", "given_name": "Zawadi", "sex": "", "birth_date": "1990-05-17", "reason": ""}
    return typed | {"nationality": cast.country("FRA").pk} | changes


def chosen(client, choice: str):
    shown = shown_on(client.get(CHOICES))
    return client.post(reverse("workspace_me_choose", args=[choice]), shown, follow=True)


def test_the_page_shows_the_service_with_a_line_of_days_and_what_is_asked(own):
    response = own.get(ME)
    (row,) = response.context["service"].assignments
    assert row.timeline.pieces
    assert response.context["service"].days == 100
    assert [one.what for one in response.context["asked"]] == [
        "Give an e-mail address",
        "Say whether funding partners may see your name",
    ]
    assert reverse("workspace_me") in own.get(reverse("workspace")).content.decode()


def test_who_answered_is_not_asked_again(own, zawadi):
    own.post(EMAIL, shown_on(own.get(RECORD)) | {"contact-email": "z@example.org"})
    chosen(own, "keep-name")
    assert own.get(ME).context["asked"] == []
    Volunteer.objects.update(birth_date=None)
    assert [one.what for one in own.get(ME).context["asked"]] == ["Give your birth date"]
    save(own, RECORD, asked())
    assert own.get(ME).context["asked"] == []


def test_the_email_address_is_taken_at_once_and_a_wrong_one_said(own, zawadi):
    response = own.post(EMAIL, shown_on(own.get(RECORD)) | {"contact-email": "nonsense"})
    assert "Enter a valid email address" in response.content.decode()
    response = own.post(EMAIL, {"contact-email": "z@example.org"})
    assert "something changed since" in response.content.decode()
    assert Volunteer.objects.get().email == ""
    own.post(EMAIL, shown_on(own.get(RECORD)) | {"contact-email": "z@example.org"})
    assert Volunteer.objects.get().email == "z@example.org"


def test_a_correction_is_asked_for_and_awaits_staff(own, zawadi):
    save(own, RECORD, asked(family_name="Achieng-Otieno", birth_date="1990-05-18", reason="passport"))
    rows = {row.field: (row.old_value, row.new_value, row.reason) for row in Correction.objects.all()}
    assert rows == {
        "family_name": ("Achieng", "Achieng-Otieno", "passport"),
        "birth_date": ("1990-05-17", "1990-05-18", "passport"),
    }
    assert Volunteer.objects.get().family_name == "Achieng"
    page = own.get(RECORD)
    assert "family_name" not in page.context["form"].fields
    assert "Achieng-Otieno" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"birth_date": "2999-01-01"}, "Expected a day from 1880 until today."),
        ({"family_name": "", "given_name": ""}, "A volunteer has a family name, a given name, or both."),
        ({"nationality": "0"}, "Select a valid choice"),
        ({"sex": "nonsense"}, "Select a valid choice"),
        ({"family_name": "x" * 151}, "at most 150"),
        ({}, "Nothing differs from what is recorded"),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(own, typed, said):
    body = save(own, RECORD, asked(**typed)).content.decode()
    assert said in body
    assert not Correction.objects.exists()


def test_a_page_that_is_out_of_date_asks_for_nothing(own, zawadi):
    shown = shown_on(own.get(RECORD))
    Volunteer.objects.update(given_name="Asha")
    assert "something changed since" in own.post(RECORD, shown | asked(family_name="New")).content.decode()
    assert not Correction.objects.exists()


def test_somebody_elses_correction_is_not_there(own, client):
    other = cast.another_volunteer("Blanchet", user=cast.user("b@portal.test"))
    row = Correction.objects.create(volunteer=other, field="family_name", old_value="Blanchet", new_value="Secret")
    assert own.post(reverse("workspace_me_withdraw_correction", args=[row.pk])).status_code == 404
    assert "Secret" not in own.get(RECORD).content.decode()
    row.refresh_from_db()
    assert row.is_open


def decide(client, row, button: str, answer: str = ""):
    return save(client, reverse("workspace_correction", args=[row.pk]), {button: "1", "answer": answer})


def test_staff_decide_with_old_beside_new_and_the_volunteer_reads_the_answer(client, own, zawadi):
    save(own, RECORD, asked(family_name="Achieng-Otieno", sex="female"))
    name, sex = Correction.objects.order_by("field")
    client.force_login(cast.programme_associate())
    assert client.get(reverse("workspace")).context["staff"].corrections == 2
    assert "Achieng-Otieno" in client.get(WAITING).content.decode()
    body = decide(client, sex, "decline").content.decode()
    assert "Say why" in body
    decide(client, sex, "decline", "Not stated on your form.")
    decide(client, name, "accept")
    person = Volunteer.objects.get()
    assert (person.family_name, person.sex) == ("Achieng-Otieno", "")
    assert "Nothing awaits" in client.get(WAITING).content.decode()
    assert "Not stated on your form." in client.get(reverse("workspace_correction", args=[sex.pk])).content.decode()
    client.force_login(zawadi.user)
    assert "Not stated on your form." in client.get(RECORD).content.decode()
    again = client.post(reverse("workspace_me_withdraw_correction", args=[name.pk]), follow=True)
    assert "decided, or withdrawn, already" in again.content.decode()


def test_staff_who_saw_another_record_decide_nothing(client, own, zawadi):
    save(own, RECORD, asked(family_name="Achieng-Otieno"))
    row = Correction.objects.get()
    client.force_login(cast.programme_associate())
    address = reverse("workspace_correction", args=[row.pk])
    shown = shown_on(client.get(address))
    Volunteer.objects.update(family_name="Other")
    response = client.post(address, shown | {"accept": "1"})
    assert "something changed since" in response.content.decode()
    assert response.context["has_changed"]
    assert Volunteer.objects.get().family_name == "Other"


@pytest.mark.parametrize("role", ["auditor", "results_officer", "administrator"])
def test_who_does_not_keep_the_roster_looks_and_decides_nothing(client, own, role):
    save(own, RECORD, asked(family_name="Achieng-Otieno"))
    row = Correction.objects.get()
    client.force_login(getattr(cast, role)())
    address = reverse("workspace_correction", args=[row.pk])
    assert "Achieng-Otieno" in client.get(address).content.decode()
    assert client.post(address, {"accept": "1"}).status_code == 403
    assert Correction.objects.waiting().exists()


def test_consent_shows_the_name_to_the_partner_and_takes_it_away(client, own, zawadi):
    partner = cast.representative(cast.funding_partner("JAPAN"))
    list_url = reverse("workspace_partner_assignments", args=["JAPAN"])
    for choice, sees in (("show-name", True), ("keep-name", False)):
        client.force_login(zawadi.user)
        chosen(client, choice)
        client.force_login(partner)
        assert ("Achieng" in client.get(list_url).content.decode()) == sees
    assert ConsentToNames.objects.get().withdrawn_at


def test_a_disability_is_said_and_withdrawn_by_the_person_alone(own, zawadi):
    for choice, recorded in (("disability-yes", True), ("disability-no", False), ("disability-withdraw", None)):
        chosen(own, choice)
        assert Volunteer.objects.get().has_disability is recorded
    assert DisabilityStatement.objects.count() == 2
    assert own.post(reverse("workspace_me_choose", args=["nonsense"])).status_code == 404
    own.post(reverse("workspace_me_choose", args=["disability-yes"]))
    assert Volunteer.objects.get().has_disability is None


def test_no_host_entity_reads_what_was_said_of_a_disability(client, own, zawadi):
    chosen(own, "disability-yes")
    client.force_login(cast.focal_point())
    for address in (
        reverse("workspace"),
        reverse("workspace_volunteer", args=["R-Z"]),
        reverse("workspace_volunteers_csv"),
        f"{reverse('workspace_volunteers_csv')}?codes=1",
    ):
        response = client.get(address)
        body = b"".join(response).decode() if response.streaming else response.content.decode()
        assert "disability" not in body.lower()


def test_who_has_no_record_has_no_own_page(client):
    client.force_login(cast.programme_manager())
    for address in (ME, RECORD, CHOICES):
        assert client.get(address).status_code == 404
    client.force_login(cast.focal_point())
    assert client.get(WAITING).status_code == 404


def test_the_list_asks_as_many_questions_for_many_as_for_few(client):
    client.force_login(cast.auditor())
    asked = []
    for size in (2, 20):
        for _number in range(size):
            person = cast.another_volunteer()
            Correction.objects.create(volunteer=person, field="nationality", old_value="FRA", new_value="BEL")
        with CaptureQueriesContext(connection) as queries:
            assert "Country FRA" in client.get(WAITING).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
