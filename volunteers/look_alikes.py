"""Who is stored already and looks like the person whom somebody is typing: each way has an index, and a limit."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from volunteers.alike import consonants, key_of
from volunteers.duplicates import Likeness
from volunteers.models import Volunteer
from volunteers.names import in_either_order
from volunteers.querysets import VolunteerQuerySet

MOST = 5
NAMES_ONLY, SOUNDS = _("the same names"), _("names that sound alike, and the same birth date")


@dataclass(frozen=True)
class Typed:
    """What somebody typed of a person so far."""

    family_name: str = ""
    given_name: str = ""
    birth_date: date | None = None
    email: str = ""


def look_alikes(people: VolunteerQuerySet, typed: Typed) -> list[tuple[Volunteer, str]]:
    """The people who look like the one typed, the likeliest first, each with what is the same."""
    found: dict[int, tuple[Volunteer, str]] = {}
    for rows, likeness in ways(people.select_related("nationality").order_by(), typed):
        for person in rows[:MOST]:
            found.setdefault(person.pk, (person, str(likeness)))
    return list(found.values())[:MOST]


def ways(people: VolunteerQuerySet, typed: Typed):
    """The ways to look for them: with what was typed, and what those found have in common."""
    names = typed.family_name.strip() and typed.given_name.strip()
    same = Exact(F("names_in_either_order"), in_either_order(Value(typed.family_name), Value(typed.given_name)))
    if names and typed.birth_date:
        yield people.filter(same, birth_date=typed.birth_date), Likeness.NAMES_AND_BIRTH_DATE.label
    if email := typed.email.strip():
        yield people.filter(~Q(email=""), Exact(Lower("email"), Lower(Value(email)))), Likeness.EMAIL.label
    if names and typed.birth_date:
        yield sounding_like(people.filter(birth_date=typed.birth_date), typed), SOUNDS
        if swapped := with_day_and_month_swapped(typed.birth_date):
            yield people.filter(same, birth_date=swapped), Likeness.SWAPPED.label
        yield people.filter(same, birth_date=None), NAMES_ONLY
    elif names:
        yield people.filter(same), NAMES_ONLY


def sounding_like(people: VolunteerQuerySet, typed: Typed) -> VolunteerQuerySet:
    """Those whose names have the same consonants, in either order, whatever script they are in."""
    stored = RawSQL(key_of(consonants("names_in_either_order")), [])
    reduced = consonants("folded(%s) || E'\\n' || folded(%s)")
    of_typed = RawSQL(
        f"SELECT {key_of('reduced')} FROM (SELECT {reduced} AS reduced) AS typed", [typed.family_name, typed.given_name]
    )
    return people.annotate(sound=stored).filter(sound=of_typed)


def with_day_and_month_swapped(day: date) -> date | None:
    """The 3rd of April for the 4th of March; none where there is no such day, or it is the same."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None
