"""Erasing one person: pseudonyms for what tells who it is, in the records and in their history, and a new seal over it.

Only the owner of the database can: it acts for the keeper of the history, which is the only role that may rewrite a row
of it. Values that differed still differ (Erased 1, Erased 2), so that the fact of each change stays, with its time and
author. What counts stays: nationality, sex, disability, days, assignments, and the year of birth. The chain of seals is
not broken: rewritten rows are sealed again under a reason, which it keeps.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.changes import kept_fields
from accounts.models import Invitation, User
from accounts.sealing import seal
from imports.models import ImportRow, StoredFile
from volunteers.models import Correctable, Correction, CorrectionState, FormerRosterNumber, PersonMerge, Volunteer

ERASED_NUMBER = "ERASED-"
A_YEAR = timedelta(days=365.25)


class CannotErase(Exception):
    """Why nobody is erased, in a sentence."""


@dataclass
class Pseudonyms:
    """One for each value, in the order in which values appear; the same for the same."""

    form: str
    given: dict[str, str] = field(default_factory=dict)

    def of(self, value):
        if value in (None, ""):
            return value
        if isinstance(value, date):
            return date(value.year, 1, 1)
        if value in self.given.values():
            return value
        return self.given.setdefault(str(value), self.form.format(len(self.given) + 1))


@dataclass(frozen=True)
class Erased:
    number: str
    events: int
    imported_rows: int


def due_for_erasure(*, on: date | None = None) -> models.QuerySet:
    """People whose last day of service, or registration, is longer ago than personal data are kept."""
    years = settings.PERSONAL_DATA_KEPT_YEARS
    people = Volunteer.objects.exclude(roster_number__startswith=ERASED_NUMBER)
    if not years:
        return people.none()
    last = Coalesce(Greatest(Max("assignments__end_date"), "registered_date"), date.max)
    return people.annotate(last_date=last).filter(last_date__lt=(on or localdate()) - years * A_YEAR)


@transaction.atomic
def erase(person: Volunteer, *, reason: str) -> Erased:
    """Replace what tells who the person is, everywhere, and seal the history of it again."""
    refuse_who_is_not_the_owner()
    if not reason.strip():
        raise CannotErase(_("Say why, without the person's name: the reason stays in the chain of seals."))
    seal()
    person = Volunteer.objects.select_for_update().get(pk=person.pk)
    user = person.user
    ids = [person.pk, *person.merges.values_list("removed_id", flat=True)]
    numbers = numbers_of(person, ids)
    columns = pseudonyms_of(person)
    imported = forget_imported_rows(numbers)
    forget_invitations(ids, user)
    rewrite_records(person, user, columns)
    person.certificates.forget()
    events = rewrite_events(ids, user, columns, numbers)
    seal_again(events, _("Erasure of volunteer %(id)s: %(reason)s") % {"id": person.pk, "reason": reason.strip()})
    seal()
    person.refresh_from_db()
    return Erased(person.roster_number, sum(map(len, events.values())), imported)


def forget_invitations(ids: list[int], user: User | None) -> None:
    """They name the person and the address, and nothing counts by them."""
    mine = models.Q(volunteer_offer__volunteer__in=ids)
    if user is not None:
        mine |= models.Q(accepted_by=user) | models.Q(email__iexact=user.email)
    Invitation.objects.filter(mine).delete()


def refuse_who_is_not_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(session_user, %s, 'MEMBER')", [settings.HISTORY_ROLE])
        if not cursor.fetchone()[0]:
            raise CannotErase(_("Only the owner of the database erases a person: run this with DATABASE_OWNER_URL."))


def numbers_of(person: Volunteer, ids: list[int]) -> list[str]:
    """All roster numbers that the person ever had, also under records that were merged."""
    told = Volunteer.pgh_event_model.objects.filter(pgh_obj_id__in=ids).values_list("roster_number", flat=True)
    former = person.former_numbers.values_list("number", flat=True)
    return sorted({person.roster_number, *told, *former})


def pseudonyms_of(person: Volunteer) -> dict[str, Pseudonyms]:
    """By field; each field that tells who somebody is has an entry."""
    number = Pseudonyms(f"{ERASED_NUMBER}{person.pk}-{{}}")
    return {
        "roster_number": number,
        "number": number,
        "removed_number": number,
        "family_name": Pseudonyms("Erased {}"),
        "given_name": Pseudonyms("Erased {}"),
        "name": Pseudonyms("Erased {}"),
        "birth_date": Pseudonyms(""),
        "email": Pseudonyms(f"erased-{person.pk}-{{}}@invalid"),
        "words": Pseudonyms("Erased {}"),
    }


def columns_of(row: models.Model, columns: dict[str, Pseudonyms]) -> dict[str, Pseudonyms]:
    """The pseudonyms for the fields of a row, or of an event, by their names there.

    What a correction holds depends on the field that it corrects; nationality and sex stay, as they do in the record.
    """
    if not isinstance(row, (Correction, Correction.pgh_event_model)):
        names = {each.name for each in kept_fields(type(row))}
        return {name: column for name, column in columns.items() if name in names}
    told = {"reason": columns["words"], "answer": columns["words"]}
    if row.field in (Correctable.SEX, Correctable.NATIONALITY):
        return told
    return told | dict.fromkeys(["old_value", "new_value"], columns[row.field])


def rewrite_records(person: Volunteer, user: User | None, columns: dict[str, Pseudonyms]) -> None:
    """The records as they are now; the history notes it as the change that it is."""
    person.consents.standing().update(withdrawn_at=now())
    person.corrections.waiting().update(state=CorrectionState.WITHDRAWN, decided_at=now())
    rows = [person, *person.former_numbers.all(), *person.merges.all(), *person.corrections.all()]
    if user is not None:
        rows.append(user)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        apps.get_model("account", "EmailAddress").objects.filter(user=user).delete()
    for row in rows:
        values = {name: column.of(getattr(row, name)) for name, column in columns_of(row, columns).items()}
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def rewrite_events(ids: list[int], user: User | None, columns: dict[str, Pseudonyms], numbers: list[str]) -> dict:
    """The history, as its keeper. Gives the numbers of the rows that differ now, by table."""
    kept = [
        *Volunteer.pgh_event_model.objects.filter(pgh_obj_id__in=ids).order_by("pgh_id"),
        *FormerRosterNumber.pgh_event_model.objects.filter(volunteer_id__in=ids).order_by("pgh_id"),
        *Correction.pgh_event_model.objects.filter(volunteer_id__in=ids).order_by("pgh_id"),
        *PersonMerge.pgh_event_model.objects.filter(kept_id__in=ids).order_by("pgh_id"),
        *(User.pgh_event_model.objects.filter(pgh_obj_id=user.pk).order_by("pgh_id") if user else []),
    ]
    rewritten: dict[str, list[int]] = {}
    contexts = contexts_that_name(numbers)
    for table, ids_of_table in events_within(contexts).items():
        rewritten.setdefault(table, []).extend(ids_of_table)
    with acting_as_keeper() as cursor:
        for event in kept:
            table = event._meta.db_table
            if rewrite_event(cursor, event, columns):
                rewritten.setdefault(table, []).append(event.pk)
        for context, said in contexts.items():
            for number in numbers:
                said = said.replace(f"/{number}/", f"/{columns['roster_number'].of(number)}/")
            cursor.execute("UPDATE pghistory_context SET metadata = %s::jsonb WHERE id = %s", [said, context])
    return {table: sorted(set(found)) for table, found in rewritten.items()}


def rewrite_event(cursor, event, columns: dict[str, Pseudonyms]) -> bool:
    theirs = columns_of(event, columns)
    before = {name: getattr(event, name) for name in theirs}
    then = {name: theirs[name].of(value) for name, value in before.items()}
    if then == before:
        return False
    told = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in then)
    cursor.execute(f"UPDATE {event._meta.db_table} SET {told} WHERE pgh_id = %s", [*then.values(), event.pk])
    return True


def contexts_that_name(numbers: list[str]) -> dict:
    """Addresses of pages with the person's number in them, as the history notes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, metadata::text FROM pghistory_context WHERE EXISTS (SELECT 1 FROM unnest(%s::text[]) n "
            "WHERE position('/' || n || '/' IN metadata::text) > 0)",
            [numbers],
        )
        return dict(cursor.fetchall())


def events_within(contexts: Iterable) -> dict[str, list[int]]:
    """The rows of the history that such contexts belong to: their digests tell of them too."""
    models_kept = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model") and model._meta.managed]
    if not contexts:
        return {}
    found = {
        model._meta.db_table: list(model.objects.filter(pgh_context_id__in=list(contexts)).values_list("pk", flat=True))
        for model in models_kept
    }
    return {table: ids for table, ids in found.items() if ids}


class acting_as_keeper:
    """A cursor with the rights of the history's keeper, given back at the end."""

    def __enter__(self):
        self.cursor = connection.cursor()
        self.cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.HISTORY_ROLE)}")
        return self.cursor

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.cursor.execute("RESET ROLE")
        self.cursor.close()


def seal_again(events: dict[str, list[int]], reason: str) -> None:
    """Seal the rewritten rows once more under a reason; those that were never sealed are sealed as new ones."""
    if not events:
        return
    tables, spans = list(events), []
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COALESCE((SELECT range_agg(int8range(i, i + 1)) FROM unnest(%s::bigint[]) i), '{}') "
                "- portal_unsealed_rows(%s)",
                [events[table], table],
            )
            spans.append(as_text(cursor.fetchone()[0]))
    with acting_as_keeper() as cursor:
        cursor.execute("SELECT portal_seal_rows(%s, %s::int8multirange[], %s)", [tables, spans, reason[:300]])


def as_text(spans) -> str:
    return "{" + ",".join(f"[{span.lower},{span.upper})" for span in spans) + "}"


def forget_imported_rows(numbers: list[str]) -> int:
    """What files said of the person, and the files themselves; how many rows."""
    told = Cast("cells", models.TextField())
    named = models.Q(key__in=numbers)
    for number in numbers:
        named |= models.Q(told__contains=f'"{number}"')
    ids = list(ImportRow.objects.annotate(told=told).filter(named).values_list("pk", flat=True))
    rows = ImportRow.objects.filter(pk__in=ids)
    StoredFile.objects.filter(batches__import_rows__in=ids).update(content=None)
    rows.filter(key__in=numbers).update(key="")
    return rows.update(cells={}, problems=[])
