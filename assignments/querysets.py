import unicodedata
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Prefetch, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Reverse
from django.db.models.lookups import Exact, StartsWith
from django.utils.timezone import localdate, now

from accounts.folding import Folded, found_by, searched_words
from assignments.certificate_numbers import read_number
from assignments.choices import Decision, Modality, Outcome, RequestState, Status, WishState
from assignments.doubts import COLUMNS, WORTH_CHECKING
from assignments.months import Month
from partners.models.validity import valid_on


def compatible(word: str) -> str:
    """A word with letters and digits of the usual width."""
    return unicodedata.normalize("NFKC", word)


def is_like_a_number(word: str) -> bool:
    """Whether a word has a digit, or a sign as numbers have them."""
    return any(sign.isdigit() or sign in "-/_" for sign in word)


class IsOneOf(Func):
    """Whether a column holds one of a few values that are asked for once, so that its index is used."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()

    def __init__(self, field: str, few):
        super().__init__(F(field), ArraySubquery(few))


def at_own_entities(user) -> Q:
    """Rows with a host entity and a country for which the user holds a role today."""
    roles = user.host_entity_roles.current().order_by()
    limited = roles.filter(country_rows__isnull=False)
    whole = Q(IsOneOf("host_entity", roles.filter(country_rows__isnull=True).values("host_entity")))
    there = limited.filter(host_entity=OuterRef("host_entity"), country_rows__country=OuterRef("country"))
    somewhere = Q(IsOneOf("host_entity", limited.values("host_entity"))) & Q(Exists(there))
    return whole | somewhere


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssignmentQuerySet":
        """Staff see all; a host entity its own; a funding partner those it pays for; a volunteer the own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(self._own(user) | self._hosted(user) | self._funded(user))

    def hosted_for(self, user) -> "AssignmentQuerySet":
        """Those not cancelled at the host entities, and in the countries, for which the user holds a role today."""
        return self.filter(self._hosted(user))

    def funded_for(self, user) -> "AssignmentQuerySet":
        """Those not cancelled that are paid for by the funding partners that the user represents today."""
        return self.filter(self._funded(user))

    def listed_for(self, user) -> "AssignmentQuerySet":
        """What lists and searches show: what is visible, but for what is only paid for, which has pages of its own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_staff else self.filter(self._own(user) | self._hosted(user))

    def own_of(self, user) -> "AssignmentQuerySet":
        """The user's own, as a volunteer."""
        return self.filter(self._own(user))

    def _own(self, user) -> Q:
        return Q(IsOneOf("volunteer", self._people().filter(user=user).order_by().values("pk")))

    def _hosted(self, user) -> Q:
        return ~Q(status=Status.CANCELLED) & at_own_entities(user)

    def _funded(self, user) -> Q:
        partners = user.funding_partner_roles.current().order_by().values("funding_partner")
        return ~Q(status=Status.CANCELLED) & Q(IsOneOf("funding_partner", partners))

    def _people(self):
        return self.model._meta.get_field("volunteer").related_model.objects

    def found_by(self, words: str, *, by_mail: bool = True) -> "AssignmentQuerySet":
        """Those of which each word is part of the person's name or number, or of the place, or at an end of the number.

        Which words are places or look like numbers is asked first, so that those of people are searched together, and
        each way to be found goes along an index of its own.
        """
        names = []
        for word in map(compatible, searched_words(words)):
            if not any(map(str.isalnum, word)):
                continue
            ways = self._other_ways(word)
            if not ways:
                names.append(word)
                continue
            ways.insert(0, Q(volunteer__in=self._named(word, by_mail=by_mail)))
            found = [self.model.objects.filter(way).order_by().values("pk") for way in ways]
            self = self.filter(pk__in=found[0].union(*found[1:], all=True))
        return self.filter(volunteer__in=self._named(" ".join(names), by_mail=by_mail)) if names else self

    def _named(self, words: str, *, by_mail: bool):
        people = self._people()
        return people.found_by(words) if by_mail else people.found_by_name(words)

    def _other_ways(self, word: str) -> list[Q]:
        """How a word is found other than in the names of people."""
        ways = [
            Q(**{f"{name}__in": [row.pk for row in rows]})
            for name, field in (("host_entity", "code"), ("country", "name_en"))
            if (rows := self._places_named(name, field, word))
        ]
        return [*ways, *self._numbers_like(word)] if is_like_a_number(word) else ways

    def _numbers_like(self, word: str) -> list[Q]:
        """The number begins with the word, or ends with it."""
        number, folded = Folded("assignment_number"), Folded(Value(word))
        return [Q(StartsWith(number, folded)), Q(StartsWith(Reverse(number), Reverse(folded)))]

    def _places_named(self, name: str, field: str, word: str) -> list:
        rows = self.model._meta.get_field(name).related_model.objects.order_by()
        return list(found_by(rows, word, fields=[field]).only("pk"))

    def numbered(self, number: str) -> "AssignmentQuerySet":
        """Those whose number begins with this, however spaces, hyphens and capitals are written."""
        return self.filter(StartsWith(Folded("assignment_number"), Folded(Value(number))))

    def counting(self) -> "AssignmentQuerySet":
        """Those whose status counts: onsite serving, completed, ended early; online once the work is confirmed."""
        return self.filter(status__in=["completed", "ended_early"]) | self.filter(status="serving", modality="onsite")

    def between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Those with a day between two days, both counted."""
        return self.filter(start_date__lte=last, end_date__gte=first)

    def assigned_on(self, day: date) -> "AssignmentQuerySet":
        """Onsite, with a status that counts, on a day, interrupted or not."""
        return self.counting().filter(modality=Modality.ONSITE).between(day, day)

    def serving_on(self, day: date) -> "AssignmentQuerySet":
        """Onsite service on a day, as the statistics count it: without those who are interrupted."""
        return self.assigned_on(day).exclude(self._interrupted(day))

    def in_month(self, month: Month) -> "AssignmentQuerySet":
        """Assigned onsite, with a status that counts, on a day of a month, interrupted or not."""
        return self.counting().filter(modality=Modality.ONSITE).between(month.first, month.last)

    def with_days_in(self, month: Month) -> "AssignmentQuerySet":
        """With `first_in` and `last_in`, the first and last day in a month, and `days_in`, its days of service."""
        return self.annotate(first_in=month.first_in(), last_in=month.last_in(), days_in=month.days_in())

    def interrupted_on(self, day: date) -> "AssignmentQuerySet":
        """Assigned onsite on a day, but on unpaid leave or suspended."""
        return self.assigned_on(day).filter(self._interrupted(day))

    def _interrupted(self, day: date) -> Exists:
        interruptions = self.model._meta.get_field("interruptions").related_model.objects
        return Exists(interruptions.filter(assignment=OuterRef("pk"), first_date__lte=day, last_date__gte=day))

    def without_a_station(self) -> "AssignmentQuerySet":
        """Those of which no duty station is recorded."""
        stations = self.model._meta.get_field("duty_stations").related_model.objects
        return self.exclude(Exists(stations.filter(assignment=OuterRef("pk"))))

    def ending_between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Whatever counts, with the last day between two days, both counted; also what was cut short until then."""
        return self.counting().filter(end_date__range=(first, last))

    def starting_between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Planned, with the first day between two days, both counted."""
        return self.filter(status=Status.PLANNED, start_date__range=(first, last))

    def starting_in(self, first: date, last: date) -> "AssignmentQuerySet":
        """Planned or serving, with the first day between two days, both counted."""
        return self.filter(status__in=[Status.PLANNED, Status.SERVING], start_date__range=(first, last))

    def overdue_on(self, day: date) -> "AssignmentQuerySet":
        """Still serving after the last day, or still planned after the first: somebody forgot."""
        return self.filter(Q(status=Status.SERVING, end_date__lt=day) | Q(status=Status.PLANNED, start_date__lt=day))

    def arrival_unconfirmed(self) -> "AssignmentQuerySet":
        """Begun by the calendar, and neither the host entity nor staff has said that the volunteer arrived."""
        return self.filter(is_arrival_unconfirmed=True, status__in=[Status.SERVING, Status.COMPLETED])

    def with_extension(self, decision: Decision) -> "AssignmentQuerySet":
        """Those of which an extension is pending, was agreed or was declined."""
        return self.filter(self._extended(decision=decision))

    def without_decision(self, days: int, *, today: date | None = None) -> "AssignmentQuerySet":
        """Serving, ending within so many days, with nothing decided about what comes then.

        Decided is: declined for this last day, or continued by another assignment. An extension that was agreed has
        moved the last day; one that is pending is no decision yet.
        """
        today = today or localdate()
        ending = self.filter(status=Status.SERVING, end_date__range=(today, today + timedelta(days)))
        declined = self._extended(decision=Decision.DECLINED, old_end_date=OuterRef("end_date"))
        following = self.model.objects.filter(previous=OuterRef("pk")).exclude(status=Status.CANCELLED)
        return ending.exclude(declined).exclude(Exists(following))

    def _extended(self, **fields) -> Exists:
        extensions = self.model._meta.get_field("extensions").related_model.objects
        return Exists(extensions.filter(assignment=OuterRef("pk"), **fields))

    def due_to_complete(self, today: date) -> "AssignmentQuerySet":
        """Onsite, serving, the last day over, and no extension awaits its decision.

        What is online completes when somebody confirms that the work was done.
        """
        over = self.filter(status=Status.SERVING, modality=Modality.ONSITE, end_date__lt=today)
        return over.exclude(self._extended(decision=Decision.PENDING))

    def due_to_start(self, today: date) -> "AssignmentQuerySet":
        """Planned for today, or for an earlier day and not over yet, where nobody else's record stands in the way.

        In the way is an onsite assignment of the person on some of the same days that counts, or that is due as well
        and was recorded earlier. Nothing that is over starts by itself: nobody knows whether it took place.
        """
        due = Q(status=Status.PLANNED, start_date__lte=today, end_date__gte=today)
        others = self.model.objects.filter(
            volunteer=OuterRef("volunteer"),
            modality=Modality.ONSITE,
            start_date__lte=OuterRef("end_date"),
            end_date__gte=OuterRef("start_date"),
        ).exclude(pk=OuterRef("pk"))
        in_the_way = others.counting() | others.filter(due, pk__lt=OuterRef("pk"))
        return self.filter(due).filter(Q(modality=Modality.ONLINE) | ~Exists(in_the_way))

    def in_doubt(self) -> "AssignmentQuerySet":
        """Taken, but worth checking until somebody did: see the doubts about assignments."""
        chosen, values = self.order_by().values("pk").query.sql_with_params()
        rows = f"SELECT {COLUMNS} FROM assignments_assignment WHERE id IN ({chosen})"
        found = [f"SELECT row FROM ({doubt.query.format(rows=rows)}) AS found" for doubt in WORTH_CHECKING]
        return self.filter(pk__in=RawSQL(" UNION ".join(found), list(values) * len(found)))

    def with_continuations(self, user) -> "AssignmentQuerySet":
        """With `continuations`: the assignments by which each goes on, as far as the user may see them."""
        following = self.model.objects.visible_to(user).exclude(status=Status.CANCELLED).order_by("start_date")
        return self.prefetch_related(Prefetch("next_assignments", following, to_attr="continuations"))

    def with_people_and_places(self) -> "AssignmentQuerySet":
        return self.select_related("volunteer__nationality", "host_entity", "country", "funding_partner")


class OfAssignments(models.QuerySet):
    """Rows that belong to an assignment are seen by staff alone."""

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_active and user.is_staff else self.none()


class ExtensionQuerySet(OfAssignments):
    def pending(self) -> "ExtensionQuerySet":
        """Those that await a decision."""
        return self.filter(decision=Decision.PENDING)


class EligibilityRuleQuerySet(models.QuerySet):
    def holding_for(self, category: str, day: date):
        """The rule of a category for assignments that begin on a day, if there is one."""
        return self.filter(valid_on(day), category=category).first()


class OfHosts(models.QuerySet):
    """Rows of a host entity in a country: seen by staff, and by those who speak for it there."""

    def visible_to(self, user):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_staff else self.filter(at_own_entities(user))


class HostWishQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HostWishQuerySet":
        """Staff see all; a host entity those of the assignments that it sees."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        assignments = self.model._meta.get_field("assignment").related_model.objects
        return self.filter(assignment__in=assignments.hosted_for(user))

    def open(self) -> "HostWishQuerySet":
        """Those that staff have to decide; what has ended meanwhile needs no decision."""
        return self.filter(state=WishState.OPEN, assignment__status=Status.SERVING)


class ConfirmationQuerySet(OfHosts):
    def open(self) -> "ConfirmationQuerySet":
        """Differences that staff have to look at."""
        return self.filter(outcome=Outcome.OPEN)

    def standing(self, month: Month) -> "ConfirmationQuerySet":
        """Those of a month that confirm what is recorded now: as it was shown, or a difference that was accepted."""
        is_still_so = Q(
            outcome=Outcome.CONFIRMED,
            shown_first=month.first_in("assignment__"),
            shown_last=month.last_in("assignment__"),
            shown_days=month.days_in("assignment__"),
        )
        here = self.filter(month=month.first, host_entity=F("assignment__host_entity"))
        return here.filter(is_still_so | Q(outcome=Outcome.ACCEPTED))


class VolunteerRequestQuerySet(OfHosts):
    def sent(self) -> "VolunteerRequestQuerySet":
        """Those that await a decision."""
        return self.filter(state=RequestState.SENT)


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CertificateQuerySet":
        """Staff see all; a volunteer the own; nobody else any."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_staff else self.filter(volunteer__user=user)

    def found_by(self, words: str) -> "CertificateQuerySet":
        """The one of this number, or those of people who are found by the words."""
        if number := read_number(words):
            return self.filter(number=number)
        return self.filter(volunteer__in=self.model._meta.get_field("volunteer").related_model.objects.found_by(words))

    def without_documents(self) -> "CertificateQuerySet":
        """Their values alone: a document is fetched where it is given away."""
        return self.defer("content")

    def checkable(self) -> "CertificateQuerySet":
        """Those that others may ask about; a revoked one too, of which they then hear that it is revoked."""
        return self.filter(is_checkable=True)

    def asked_for(self, number: str, name: str) -> "CertificateQuerySet":
        """The one of a number, whose name is this one in any spelling: both are asked at once, and no name is blank."""
        typed = Folded(Value(name))
        return self.filter(Exact(Folded(F("asked_name")), typed), ~Q(Exact(typed, Value(""))), number=number)

    def revoked(self) -> "CertificateQuerySet":
        return self.filter(revoked_at__isnull=False)

    def forget(self) -> int:
        """Revoke them, and leave nothing that tells of the person: for somebody who is erased."""
        reason = Case(When(revocation_reason="", then=Value("erased")), default=F("revocation_reason"))
        return self.update(
            certified={},
            asked_name="",
            content=None,
            sha256="",
            revoked_at=Coalesce("revoked_at", now()),
            revocation_reason=reason,
        )
