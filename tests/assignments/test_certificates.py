"""What is certified, how it is issued, and when it no longer says what the records say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate
from django.utils.translation import override

from assignments.actions import ActionRefused, issue_certificate, let_check, revoke_certificates
from assignments.certified import as_months, certified_of, counted_of, in_words, version_of_certified, was_corrected
from assignments.models import Assignment, Certificate
from partners.models import HostEntityFormerName
from tests import cast
from tests.documents.pdf_reader import read_pdf
from workspaces.service import service_of

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 15)


@pytest.fixture
def zawadi():
    """Ten months in Kenya, then serving in Nepal; and something online."""
    kenya, nepal = cast.country("KEN", name_en="Kenya", name_zh="肯尼亚"), cast.country("NPL", name_en="Nepal")
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    done = cast.another_assignment(volunteer=person, country=kenya, status="completed", host_entity=cast.host_entity())
    done.interruptions.create(first_date=date(2020, 2, 1), last_date=date(2020, 3, 31))
    cast.another_assignment(
        volunteer=person,
        country=nepal,
        host_entity=cast.host_entity("WHO"),
        category="national_youth",
        start_date=date(2021, 3, 1),
        end_date=date(2031, 12, 31),
    )
    online = {"category": "online", "modality": "online", "status": "completed"}
    cast.another_assignment(volunteer=person, **online, start_date=date(2020, 5, 1), end_date=date(2020, 5, 31))
    return person


def issued(person, **given) -> Certificate:
    certified = certified_of(person, on=localdate())
    return issue_certificate(
        person,
        **{
            "language": "en",
            "shown": version_of_certified(certified),
            "address": lambda number: f"https://portal.test/certificates/{number}/",
            "is_demo": True,
            "by": person.user,
        }
        | given,
    )


def test_it_certifies_what_counts_and_takes_interruptions_off(zawadi):
    words = in_words(certified_of(zawadi, on=TODAY))
    assert words.name == "Zawadi Achieng"
    done, serving = words.onsite
    assert (done.country, done.first, done.last) == ("Kenya", "1 January 2020", "31 December 2020")
    assert (done.interrupted, done.months) == ("60", "10.00")
    assert (serving.category, serving.first, serving.last) == (
        "National youth",
        "1 March 2021",
        "serving on 15 June 2021",
    )
    assert (serving.months, words.months) == ("3.50", "13.50")
    assert [(line.first, line.last, line.months) for line in words.online] == [("1 May 2020", "31 May 2020", "1.00")]


def test_months_are_those_of_the_statistics(zawadi):
    certified = certified_of(zawadi, on=TODAY)
    rows = Assignment.objects.filter(volunteer=zawadi)
    served = {row.assignment.pk: row.months for row in service_of(rows, through=TODAY)}
    assert {line["assignment"]: Decimal(as_months(line["units"])) for line in certified["lines"]} == served


@pytest.mark.parametrize(
    "what",
    [
        {"status": "planned"},
        {"status": "cancelled"},
        {"is_arrival_unconfirmed": True},
        {"start_date": date(2021, 6, 16)},
        {"category": "online", "modality": "online"},
    ],
)
def test_it_certifies_nothing_that_does_not_count_yet(what):
    person = cast.another_volunteer()
    cast.another_assignment(volunteer=person, **{"start_date": date(2021, 1, 1), "end_date": date(2021, 12, 31)} | what)
    assert certified_of(person, on=TODAY)["lines"] == []


def test_an_entity_has_the_name_of_that_time(zawadi):
    entity = cast.host_entity("UNDP")
    HostEntityFormerName.objects.create(host_entity=entity, name="Former name", last_date=date(2020, 12, 31))
    HostEntityFormerName.objects.create(host_entity=entity, name="Oldest name", last_date=date(2015, 12, 31))
    assert certified_of(zawadi, on=TODAY)["lines"][0]["entity_name"] == "Former name"


def test_the_document_is_what_was_certified(zawadi):
    certificate = issued(zawadi)
    document = read_pdf(bytes(certificate.content))
    assert (document.title, document.language, document.accessible_part) == ("Certificate of service", "en", "1")
    assert document.missing_alternatives == 0
    assert document.tags.count("Figure") == 1
    for told in ("Zawadi Achieng", "Kenya", certificate.grouped_number, "Online volunteering", "made-up records"):
        assert told in document.text
    assert zawadi.roster_number not in document.text


def test_it_is_issued_in_the_language_that_was_chosen(zawadi):
    with override("en"):
        document = read_pdf(bytes(issued(zawadi, language="zh-hans").content))
    assert document.language == "zh-CN"
    assert "肯尼亚" in document.text


def test_the_same_service_on_the_same_day_gives_the_same_certificate(zawadi):
    first = issued(zawadi)
    assert issued(zawadi) == first
    assert issued(zawadi, language="zh-hans") != first
    revoke_certificates(Certificate.objects.filter(pk=first.pk), reason="Wrong", by=cast.superuser())
    assert issued(zawadi) != first


def test_it_refuses_without_service_what_was_not_shown_and_signs_that_no_font_has(zawadi):
    with pytest.raises(ActionRefused, match="changed since"):
        issued(zawadi, shown="other")
    with pytest.raises(ActionRefused, match="no service"):
        issued(cast.another_volunteer(user=cast.user()))
    zawadi.given_name = "አበበ"
    zawadi.save()
    with pytest.raises(ActionRefused, match="sign “አ”"):
        issued(zawadi)
    assert not Certificate.objects.exists()


def corrected(person) -> bool:
    certificate = person.certificates.get()
    person.refresh_from_db()
    return was_corrected(certificate.certified, person, counted_of(person))


NEPAL = {"country__alpha3": "NPL"}
KENYA = {"country__alpha3": "KEN", "modality": "onsite"}


@pytest.mark.parametrize(
    ("of", "change", "expected"),
    [
        (NEPAL, {"end_date": date(2031, 1, 31)}, False),
        (NEPAL, {"end_date": date(2021, 6, 15)}, False),
        (NEPAL, {"end_date": date(2021, 6, 14), "status": "ended_early"}, True),
        (NEPAL, {"status": "cancelled"}, True),
        (NEPAL, {"start_date": date(2021, 3, 2)}, True),
        (KENYA, {"end_date": date(2020, 12, 30)}, True),
        (KENYA, {"category": "international_youth"}, True),
    ],
)
def test_it_notices_what_was_corrected_and_not_what_goes_on(zawadi, of, change, expected):
    cast.certificate(zawadi, on=TODAY)
    assert not corrected(zawadi)
    Assignment.objects.filter(volunteer=zawadi, **of).update(**change)
    assert corrected(zawadi) == expected


def test_it_notices_a_name_and_an_interruption_but_no_further_assignment(zawadi):
    cast.certificate(zawadi, on=TODAY)
    further = {"start_date": date(2021, 1, 5), "end_date": date(2021, 1, 6), "status": "completed"}
    cast.another_assignment(volunteer=zawadi, **further)
    serving = Assignment.objects.get(volunteer=zawadi, **NEPAL)
    serving.interruptions.create(first_date=TODAY + timedelta(1), last_date=TODAY + timedelta(9))
    assert not corrected(zawadi)
    serving.interruptions.create(first_date=date(2021, 4, 1), last_date=date(2021, 4, 2))
    assert corrected(zawadi)
    serving.interruptions.all().delete()
    assert not corrected(zawadi)
    zawadi.family_name = "Atieno"
    zawadi.save()
    assert corrected(zawadi)


def test_the_check_is_switched_by_who_sees_how_it_stands(zawadi):
    from accounts.versions import version_of

    certificate = cast.certificate(zawadi)
    shown = version_of(certificate)
    assert not let_check(certificate, is_checkable=False, shown=shown).is_checkable
    with pytest.raises(ActionRefused, match="changed since"):
        let_check(certificate, is_checkable=True, shown=shown)


def test_an_erased_person_leaves_a_revoked_number_alone(zawadi):
    certificate = cast.certificate(zawadi)
    zawadi.certificates.forget()
    certificate.refresh_from_db()
    assert (certificate.content, certificate.certified, certificate.asked_name) == (None, {}, "")
    assert certificate.is_revoked
