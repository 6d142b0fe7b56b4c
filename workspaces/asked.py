"""What is asked of a volunteer: a short list on the own page. A later part of the portal adds a function to `ASKED`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from volunteers.models import Correctable, Volunteer
from workspaces.own import pays_for


@dataclass(frozen=True)
class AskedOfVolunteer:
    """Something to do: what, why, and where."""

    what: str
    why: str
    url: str


def missing_birth_date(volunteer: Volunteer) -> AskedOfVolunteer | None:
    if volunteer.birth_date or volunteer.corrections.waiting().filter(field=Correctable.BIRTH_DATE).exists():
        return None
    why = _("It is missing in your record. It is counted in age groups, and shown to staff only.")
    return AskedOfVolunteer(_("Give your birth date"), why, f"{reverse('workspace_me_record')}#id_birth_date")


def missing_email(volunteer: Volunteer) -> AskedOfVolunteer | None:
    if volunteer.email:
        return None
    why = _("Without it, nobody can write to you about your assignment.")
    return AskedOfVolunteer(_("Give an e-mail address"), why, f"{reverse('workspace_me_record')}#id_contact-email")


def unanswered_consent(volunteer: Volunteer) -> AskedOfVolunteer | None:
    """Asked once a partner pays for an assignment; no is an answer too."""
    if volunteer.consents.exists() or not pays_for(volunteer):
        return None
    why = _("A funding partner pays for your assignment and sees it without your name, until you allow the name.")
    return AskedOfVolunteer(_("Say whether funding partners may see your name"), why, reverse("workspace_me_choices"))


ASKED: list[Callable[[Volunteer], AskedOfVolunteer | None]] = [missing_birth_date, missing_email, unanswered_consent]


def asked_of(volunteer: Volunteer) -> list[AskedOfVolunteer]:
    return [found for question in ASKED if (found := question(volunteer))]
