"""What only the volunteer says: that funding partners may see the name, and whether there is a disability.

What somebody says of a disability stands in the record, whatever files or staff say: the latest statement, or unknown
once it is withdrawn. The database keeps it so (the trigger `own_word_stands`).
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from accounts.fence import lifted
from accounts.versions import Picture, picture_of
from volunteers.actions.refusals import refuse_if_changed
from volunteers.models import ConsentToNames, DisabilityStatement, Volunteer


def picture_of_own_words(volunteer: Volunteer) -> Picture:
    """What the person is shown of what they said; the record's number stands for it while nothing was said."""
    said = picture_of([*volunteer.consents.all(), *volunteer.disability_statements.all()])
    return said | {f"volunteers.volunteer:{volunteer.pk}": ""}


def has_consented(volunteer: Volunteer) -> bool:
    return volunteer.consents.standing().exists()


def statement_of(volunteer: Volunteer) -> DisabilityStatement | None:
    """The latest word of the person, which stands; none where nothing was ever said."""
    return volunteer.disability_statements.order_by("said_at", "pk").last()


@contextmanager
def asked_anew(volunteer: Volunteer, *, shown: Picture | None):
    """The record locked, and as the page showed it."""
    with lifted(), transaction.atomic():
        stored = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
        refuse_if_changed(shown, picture_of_own_words(stored))
        yield stored


def consent(volunteer: Volunteer, *, shown: Picture | None) -> None:
    """From now on, the funding partners of the own assignments see the name."""
    with asked_anew(volunteer, shown=shown) as stored:
        ConsentToNames.objects.get_or_create(volunteer=stored, withdrawn_at=None)


def keep_the_name_back(volunteer: Volunteer, *, shown: Picture | None) -> None:
    """Withdraw the consent; who never gave one has answered no."""
    with asked_anew(volunteer, shown=shown) as stored:
        now = timezone.now()
        if not stored.consents.standing().update(withdrawn_at=now) and not stored.consents.exists():
            ConsentToNames.objects.create(volunteer=stored, given_at=now, withdrawn_at=now)


def say_of_disability(volunteer: Volunteer, *, says_yes: bool, shown: Picture | None) -> None:
    """A statement of today; the record follows."""
    with asked_anew(volunteer, shown=shown) as stored:
        latest = statement_of(stored)
        if latest is None or latest.stands_for is not says_yes:
            DisabilityStatement.objects.create(volunteer=stored, says_yes=says_yes)
            let_own_word_stand(stored)


def withdraw_statement(volunteer: Volunteer, *, shown: Picture | None) -> None:
    """Take back what was said: the record says unknown from now on."""
    with asked_anew(volunteer, shown=shown) as stored:
        if stored.disability_statements.standing().update(withdrawn_at=timezone.now()):
            let_own_word_stand(stored)


def let_own_word_stand(volunteer: Volunteer) -> bool:
    """Write into the record what its person said last, if anything; whether the record says something else now."""
    latest = statement_of(volunteer)
    if latest is None or volunteer.has_disability is latest.stands_for:
        return False
    volunteer.has_disability = latest.stands_for
    volunteer.save(update_fields=["has_disability"])
    return True
