"""What a volunteer asks to have corrected in the own record, and what staff decide of it.

What tells who somebody is, or counts in the statistics, waits for staff; the e-mail address takes effect at once.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.fence import lifted
from accounts.models import User
from accounts.notices import raise_notice
from accounts.refusals import sentence_of
from accounts.versions import Picture, picture_of
from partners.models import Country
from volunteers.actions.refusals import RecordRefused, refuse_if_changed
from volunteers.models import Correctable, Correction, CorrectionState, Sex, Volunteer

Values = Mapping[str, object]
"""By field of the list of what can be corrected: a name, a code of sex, a day or none, a country."""


def picture_of_own_record(volunteer: Volunteer) -> Picture:
    """What the person is shown of the own record: its values, and what awaits a decision."""
    return picture_of([volunteer, *volunteer.corrections.waiting()])


def picture_of_correction(correction: Correction) -> Picture:
    """What staff are shown: what is asked, and the record as it is now."""
    return picture_of([correction, correction.volunteer])


def as_text(field: str, value: object) -> str:
    """A value as a correction keeps it."""
    if value is None:
        return ""
    return value.alpha3 if field == Correctable.NATIONALITY else str(value)


def as_value(field: str, text: str) -> object:
    """What a text that a correction keeps stands for in the record."""
    if field == Correctable.NATIONALITY:
        return Country.objects.get(alpha3=text)
    if field == Correctable.BIRTH_DATE:
        return date.fromisoformat(text) if text else None
    return text


def in_words(field: str, text: str, *, countries: Mapping[str, str]) -> object:
    """A kept text as people read it; a day is given as a day, for the page to write. Countries are named by code."""
    if field == Correctable.NATIONALITY:
        return countries.get(text, text)
    if field == Correctable.SEX:
        return dict(Sex.choices).get(text, "")
    return as_value(field, text) if field == Correctable.BIRTH_DATE else text


def countries_in(rows: Iterable[Correction]) -> dict[str, str]:
    """The names of the countries that some corrections speak of, by code."""
    codes = {code for row in rows if row.field == Correctable.NATIONALITY for code in (row.old_value, row.new_value)}
    return {country.alpha3: country.name for country in Country.objects.filter(alpha3__in=codes)} if codes else {}


def propose(volunteer: Volunteer, values: Values, *, reason: str, shown: Picture | None) -> list[Correction]:
    """Ask for each of the values that differs from what is recorded; staff decide field by field."""
    with lifted(), transaction.atomic():
        stored = locked(volunteer)
        refuse_if_changed(shown, picture_of_own_record(stored))
        awaited = set(stored.corrections.waiting().values_list("field", flat=True))
        asked = {field: (as_text(field, getattr(stored, field)), as_text(field, values[field])) for field in values}
        rows = [
            Correction(volunteer=stored, field=field, old_value=old, new_value=new, reason=reason)
            for field, (old, new) in asked.items()
            if old != new and field not in awaited
        ]
        if not rows:
            raise RecordRefused(_("Nothing differs from what is recorded, so there is nothing to ask for."))
        return Correction.objects.bulk_create(rows)


def withdraw(correction: Correction) -> bool:
    """The volunteer asks for it no longer; whether it still awaited a decision."""
    with lifted():
        waiting = Correction.objects.filter(pk=correction.pk, state=CorrectionState.OPEN)
        return bool(waiting.update(state=CorrectionState.WITHDRAWN, decided_at=timezone.now()))


def accept(correction: Correction, *, answer: str, shown: Picture | None, by: User) -> Correction:
    """Correct the record as asked, if the rules allow it."""
    with transaction.atomic():
        stored = locked_to_decide(correction, shown=shown)
        person, field = stored.volunteer, stored.field
        setattr(person, field, as_value(field, stored.new_value))
        try:
            with transaction.atomic():
                person.clean_fields(exclude=all_but(field))
                person.clean()
                person.save(update_fields=[field])
                connection.check_constraints()
        except ValidationError as error:
            raise RecordRefused(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise RecordRefused(sentence_of(error)) from error
        return decided(stored, CorrectionState.ACCEPTED, answer=answer, by=by)


def decline(correction: Correction, *, answer: str, shown: Picture | None, by: User) -> Correction:
    """Leave the record as it is, and say why."""
    if not answer:
        raise RecordRefused(_("Say why the correction is declined: the volunteer reads it."))
    with transaction.atomic():
        return decided(locked_to_decide(correction, shown=shown), CorrectionState.DECLINED, answer=answer, by=by)


def decided(correction: Correction, state: CorrectionState, *, answer: str, by: User) -> Correction:
    correction.state, correction.answer = state, answer
    correction.decided_at, correction.decided_by = timezone.now(), by
    correction.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    if user := correction.volunteer.user:
        raise_notice("correction-decided", key=str(correction.pk), users=[user], about={"correction": correction.pk})
    return correction


def change_email(volunteer: Volunteer, email: str, *, shown: Picture | None) -> bool:
    """Take another contact address at once; whether it is another one."""
    with lifted(), transaction.atomic():
        stored = locked(volunteer)
        refuse_if_changed(shown, picture_of_own_record(stored))
        if stored.email == email:
            return False
        stored.email = email
        stored.save(update_fields=["email"])
        return True


def locked(volunteer: Volunteer) -> Volunteer:
    """The record as it is stored, which nobody else changes meanwhile."""
    return Volunteer.objects.select_for_update(of=["self"]).select_related("nationality").get(pk=volunteer.pk)


def locked_to_decide(correction: Correction, *, shown: Picture | None) -> Correction:
    """The correction as it is stored, with its person locked first, as imports do; refused once it is decided."""
    person = locked(correction.volunteer)
    stored = Correction.objects.select_for_update().get(pk=correction.pk)
    stored.volunteer = person
    refuse_if_changed(shown, picture_of_correction(stored))
    if not stored.is_open:
        raise RecordRefused(_("This correction was decided, or withdrawn, meanwhile."))
    return stored


def all_but(field: str) -> Iterable[str]:
    return [each.name for each in Volunteer._meta.fields if each.name != field]
