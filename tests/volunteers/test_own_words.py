"""What a volunteer says themself, and asks to have corrected: it stands, it is decided, merged and erased with them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.changes import changes_of
from accounts.fence import only_for
from accounts.models import Notice
from accounts.notices import kinds
from accounts.sealing import verify
from imports.models import ImportBatch
from tests import cast
from tests.imports.uploads import confirmed, uploaded_bytes
from volunteers.actions import corrections, own_word
from volunteers.actions.refusals import RecordRefused
from volunteers.erasing import erase
from volunteers.merging import merge, picture_of_both, undo
from volunteers.models import ConsentToNames, Correction, DisabilityStatement, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def zawadi():
    return cast.volunteer("R-ZAWADI", family_name="Achieng", user=cast.user("zawadi@portal.test"))


def say(person, yes: bool) -> None:
    own_word.say_of_disability(person, says_yes=yes, shown=own_word.picture_of_own_words(person))


def take_back(person) -> None:
    own_word.withdraw_statement(person, shown=own_word.picture_of_own_words(person))


def ask(person, reason="my passport", **values) -> list[Correction]:
    person.refresh_from_db()
    shown = corrections.picture_of_own_record(person)
    return corrections.propose(person, values, reason=reason, shown=shown)


def accept(row: Correction) -> None:
    row = Correction.objects.get(pk=row.pk)
    shown = corrections.picture_of_correction(row)
    corrections.accept(row, answer="", shown=shown, by=cast.programme_associate())


def recorded(person) -> bool | None:
    return Volunteer.objects.get(pk=person.pk).has_disability


def test_what_was_said_stands_until_it_is_withdrawn_and_then_nothing_is_known(zawadi):
    say(zawadi, True)
    say(zawadi, True)
    assert (recorded(zawadi), DisabilityStatement.objects.count()) == (True, 1)
    say(zawadi, False)
    assert recorded(zawadi) is False
    take_back(zawadi)
    assert recorded(zawadi) is None
    say(zawadi, True)
    assert recorded(zawadi) is True


def test_nobody_else_writes_over_the_own_word(zawadi):
    Volunteer.objects.update(has_disability=True)
    assert recorded(zawadi) is True
    say(zawadi, False)
    Volunteer.objects.update(has_disability=True)
    assert recorded(zawadi) is False
    take_back(zawadi)
    Volunteer.objects.update(has_disability=True, email="z@example.org")
    zawadi.refresh_from_db()
    assert (zawadi.has_disability, zawadi.email) == (None, "z@example.org")


def test_a_file_that_says_otherwise_is_told_so_and_does_not_count_as_a_change(zawadi):
    cast.volunteer("R-OTHER")
    say(zawadi, False)
    header = b"roster_number,family_name,given_name,nationality,has_disability\n"
    rows = b"R-ZAWADI,Achieng,Asha,FRA,yes\nR-OTHER,Okoth,Asha,FRA,yes\n"
    batch = uploaded_bytes("volunteers", header + rows)
    doubts = [(row.row, problem["message"]) for row in batch.import_rows.all() for problem in row.problems]
    assert ("the person says otherwise of themselves, and that stands") in str(doubts)
    done: ImportBatch = confirmed(batch)
    assert (done.changed, recorded(zawadi)) == (1, False)
    assert Volunteer.objects.get(roster_number="R-OTHER").has_disability is True


def test_a_correction_changes_the_record_only_when_staff_accept_it(zawadi):
    shown = corrections.picture_of_own_record(zawadi)
    with only_for(zawadi.user):
        (row,) = corrections.propose(zawadi, {"family_name": "Achieng’"}, reason="", shown=shown)
    zawadi.refresh_from_db()
    assert (zawadi.family_name, row.old_value, row.new_value) == ("Achieng", "Achieng", "Achieng’")
    manager = cast.programme_manager()
    seen = corrections.picture_of_correction(row)
    corrections.accept(row, answer="", shown=seen, by=manager)
    zawadi.refresh_from_db()
    row.refresh_from_db()
    assert (zawadi.family_name, row.state, row.decided_by) == ("Achieng’", "accepted", manager)
    assert [field.after for field in changes_of(Volunteer, zawadi.pk)[0].fields] == ["Achieng’"]
    told = Notice.objects.get()
    assert told.user == zawadi.user
    with only_for(zawadi.user):
        (line,) = kinds[told.kind].lines(zawadi.user, [told]).values()
    assert line.text == "Your record is corrected as you asked: family name."
    assert kinds[told.kind].lines(manager, [told]) == {}
    with pytest.raises(RecordRefused, match="something changed"):
        corrections.decline(row, answer="too late", shown=seen, by=manager)


def test_each_kind_of_value_is_kept_as_text_and_read_again(zawadi):
    asked = {
        "sex": "female",
        "birth_date": date(1991, 2, 3),
        "nationality": cast.country("BEL"),
        "given_name": "Zawadi",
    }
    for row in ask(zawadi, **asked):
        accept(row)
    zawadi.refresh_from_db()
    assert {name: getattr(zawadi, name) for name in asked} == asked


def test_what_the_rules_do_not_allow_is_refused_in_words_and_still_waits(zawadi):
    cast.assignment("A1", volunteer=zawadi, country=cast.country("KEN"))
    home, young = ask(zawadi, nationality=cast.country("KEN"), birth_date=date(2010, 1, 1))
    for row, why in ((home, "own nationality"), (young, "at least 18")):
        with pytest.raises(RecordRefused, match=why):
            accept(row)
    assert Correction.objects.waiting().count() == 2


def test_a_field_has_one_correction_that_waits(zawadi):
    ask(zawadi, family_name="Achieng’")
    with pytest.raises(RecordRefused, match="Nothing differs"):
        ask(zawadi, family_name="Other", given_name=zawadi.given_name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(volunteer=zawadi, field="family_name", new_value="Other")
    assert corrections.withdraw(Correction.objects.get())
    assert not corrections.withdraw(Correction.objects.get())
    assert len(ask(zawadi, family_name="Other")) == 1


def test_who_declines_says_why(zawadi):
    (row,) = ask(zawadi, family_name="Achieng’")
    shown, manager = corrections.picture_of_correction(row), cast.programme_manager()
    with pytest.raises(RecordRefused, match="Say why"):
        corrections.decline(row, answer="", shown=shown, by=manager)
    corrections.decline(row, answer="The passport says otherwise.", shown=shown, by=manager)
    row.refresh_from_db()
    assert (row.state, row.volunteer.family_name) == ("declined", "Achieng")


def test_what_changed_since_it_was_shown_is_not_written_over(zawadi):
    shown = corrections.picture_of_own_record(zawadi)
    assert corrections.change_email(zawadi, "new@example.org", shown=shown)
    for step in (
        lambda: corrections.change_email(zawadi, "newer@example.org", shown=shown),
        lambda: corrections.propose(zawadi, {"given_name": "Z."}, reason="", shown=shown),
        lambda: own_word.consent(zawadi, shown=None),
    ):
        with pytest.raises(RecordRefused, match="something changed"):
            step()
    zawadi.refresh_from_db()
    assert zawadi.email == "new@example.org"


def test_consent_is_given_withdrawn_and_refused_once(zawadi):
    for step, standing in (
        (own_word.keep_the_name_back, False),
        (own_word.consent, True),
        (own_word.consent, True),
        (own_word.keep_the_name_back, False),
        (own_word.keep_the_name_back, False),
    ):
        step(zawadi, shown=own_word.picture_of_own_words(zawadi))
        assert own_word.has_consented(zawadi) is standing
    assert ConsentToNames.objects.count() == 2


@pytest.mark.parametrize("reader", ["volunteer", "other volunteer", "focal point", "partner", "associate", "officer"])
@pytest.mark.parametrize("model", [Correction, DisabilityStatement])
def test_rows_by_policy_are_rows_by_queryset(zawadi, model, reader):
    cast.assignment("A1", volunteer=zawadi, funding_partner=cast.funding_partner())
    ConsentToNames.objects.create(volunteer=zawadi)
    say(zawadi, True)
    ask(zawadi, family_name="Achieng’")
    user = {
        "volunteer": lambda: zawadi.user,
        "other volunteer": lambda: cast.another_volunteer(user=cast.user("other@portal.test")).user,
        "focal point": cast.focal_point,
        "partner": cast.representative,
        "associate": cast.programme_associate,
        "officer": cast.results_officer,
    }[reader]()
    allowed = model.objects.visible_to(user).count()
    with only_for(user):
        given = model.objects.count()
        assert model.objects.visible_to(user).count() == allowed
    sees = reader in {"volunteer", "associate"} or (reader == "officer" and model is Correction)
    assert allowed == sees
    assert given == (1 if user.is_staff else sees)


def two_records():
    one, other = cast.volunteer("R1"), cast.volunteer("R2", has_disability=True)
    say(one, False)
    for person in (one, other):
        ConsentToNames.objects.create(volunteer=person)
        ask(person, family_name="Okoth-Lee")
    ask(other, given_name="Zawadi")
    say(other, True)
    return one, other


def state():
    people = sorted(Volunteer.objects.values_list("roster_number", "has_disability"))
    rows = [sorted(model.objects.values_list("pk", "volunteer")) for model in (Correction, ConsentToNames)]
    return people, rows, sorted(DisabilityStatement.objects.values_list("pk", "volunteer"))


def test_two_records_of_one_person_keep_the_latest_word_and_undoing_gives_each_back_its_own():
    one, other = two_records()
    before = state()
    done = merge(one, other, taken={}, shown=picture_of_both([one, other]), by=cast.programme_manager())
    person = Volunteer.objects.get()
    assert (person.has_disability, person.disability_statements.count()) == (True, 2)
    assert person.consents.standing().count() == 1
    assert set(person.corrections.waiting().values_list("field", flat=True)) == {"family_name", "given_name"}
    undo(done, by=cast.programme_manager())
    assert state() == before


def test_erasing_leaves_nothing_of_what_was_asked_and_closes_what_waits(zawadi):
    cast.consent(zawadi)
    ask(zawadi, family_name="Secretname", birth_date=date(1991, 2, 3), sex="female", reason="Secretreason")
    (declined,) = ask(zawadi, given_name="Secretgiven")
    corrections.decline(
        declined,
        answer="Secretanswer",
        shown=corrections.picture_of_correction(declined),
        by=cast.programme_manager(),
    )
    erase(zawadi, reason="asked for")
    told = [*Correction.objects.values(), *Correction.pgh_event_model.objects.values()]
    assert "Secret" not in str(told)
    assert "1991-02-03" not in str(told)
    assert "female" in str(told)
    assert not Correction.objects.waiting().exists()
    assert not own_word.has_consented(zawadi)
    assert verify().is_whole
