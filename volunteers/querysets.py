from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.lookups import Contains, In, StartsWith

from accounts.folding import Folded, searched_words
from volunteers.names import LINE, START_OF_GIVEN_NAME, START_OF_NAMES, Joined, in_either_order

NAMES_AND_NUMBER = Folded(Joined(F("family_name"), F("given_name"), F("family_name"), LINE, F("roster_number")))

MOST_FORMER = 100
"""So many people at most are looked up by former numbers."""


def parts_of(words: str) -> list[tuple[Value, Value]]:
    """The ways to part words into family and given name; a name without spaces also after its first two signs."""
    split = words.split()
    parts = [(" ".join(split[:place]), " ".join(split[place:])) for place in range(len(split))]
    if len(split) == 1:
        parts += [(words[:place], words[place:]) for place in (1, 2) if len(words) > place]
    return [(Value(one), Value(other)) for one, other in parts]


class VolunteerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VolunteerQuerySet":
        """Staff see all; host entities their own; funding partners those they pay for who consent; one sees oneself."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        assignments = self.model._meta.get_field("assignments").related_model.objects
        consents = self.model._meta.get_field("consents").related_model.objects.filter(withdrawn_at__isnull=True)
        funded = assignments.funded_for(user).filter(volunteer__in=consents.values("volunteer"))
        people = [
            self.model.objects.filter(user=user).order_by().values("pk"),
            assignments.hosted_for(user).order_by().values("volunteer"),
            funded.order_by().values("volunteer"),
        ]
        return self.filter(pk__in=people[0].union(*people[1:], all=True))

    def each_visible_to(self, user) -> "VolunteerQuerySet":
        """The same, asked of each person along an index: for few, such as those whom a search finds."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        theirs = self.model._meta.get_field("assignments").related_model.objects.filter(volunteer=OuterRef("pk"))
        consents = self.model._meta.get_field("consents").related_model.objects.filter(withdrawn_at__isnull=True)
        is_funded = Q(Exists(consents.filter(volunteer=OuterRef("pk")))) & Q(Exists(theirs.funded_for(user)))
        return self.filter(Q(user=user) | Q(Exists(theirs.hosted_for(user))) | is_funded)

    def listed_for(self, user) -> "VolunteerQuerySet":
        """What lists show: whom one hosts, and oneself; whom one only pays for stands on pages of its own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        hosted = self.model._meta.get_field("assignments").related_model.objects.hosted_for(user)
        people = self.model.objects.filter(user=user).order_by().values("pk")
        return self.filter(pk__in=people.union(hosted.order_by().values("volunteer"), all=True))

    def found_by(self, words: str) -> "VolunteerQuerySet":
        """Those of whom each word is part of the name, roster number or e-mail address, in any spelling and order."""
        for word in searched_words(words):
            found = Q(searched__contains=Folded(Value(word)))
            formerly = self._formerly_numbered(Contains, word) if any(map(str.isdigit, word)) else []
            self = self.filter(found | Q(pk__in=formerly) if formerly else found)
        return self

    def _formerly_numbered(self, comparison, number: str) -> list[int]:
        """Whose merged records bore such a number; asked beforehand, so that the index of names is still used."""
        former = self.model._meta.get_field("former_numbers").related_model.objects
        rows = former.filter(comparison(Folded(F("number")), Folded(Value(number))))
        return list(rows.values_list("volunteer_id", flat=True)[:MOST_FORMER])

    def formerly_numbered(self, number: str) -> "VolunteerQuerySet":
        """Those of whom a merged record bore a roster number that begins with this."""
        return self.filter(pk__in=self._formerly_numbered(StartsWith, number))

    def beginning_with(self, words: str) -> "VolunteerQuerySet":
        """Those whose family or given name begins with one of the words, in any spelling."""
        begins = Q()
        for word in searched_words(words):
            start = Folded(Value(word))
            begins |= Q(StartsWith(START_OF_NAMES, start)) | Q(StartsWith(START_OF_GIVEN_NAME, start))
        return self.filter(begins)

    def found_by_name(self, words: str) -> "VolunteerQuerySet":
        """The same by names and roster number only, for those who may not see an e-mail address."""
        self = self.found_by(words)
        for word in searched_words(words):
            formerly = self._formerly_numbered(Contains, word) if any(map(str.isdigit, word)) else []
            self = self.filter(Q(Contains(NAMES_AND_NUMBER, Folded(Value(word)))) | Q(pk__in=formerly))
        return self

    def named_exactly(self, words: str) -> "VolunteerQuerySet":
        """Those whose family and given name are just these words, in either order and any spelling."""
        return self.filter(In(F("names_in_either_order"), [in_either_order(*parts) for parts in parts_of(words)]))

    def numbered(self, number: str) -> "VolunteerQuerySet":
        """Those whose roster number begins with this, however spaces, hyphens and capitals are written."""
        return self.filter(StartsWith(Folded("roster_number"), Folded(Value(number))))

    def registered_by(self, day: date) -> "VolunteerQuerySet":
        """The roster on a day: people registered on or before it."""
        return self.filter(registered_date__lte=day)


class OwnWordQuerySet(models.QuerySet):
    """What a volunteer said themself: consents, and statements about disability."""

    def visible_to(self, user):
        """Staff see what their role may see; a volunteer the own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            meta = self.model._meta
            return self if user.has_perm(f"{meta.app_label}.view_{meta.model_name}") else self.none()
        return self.filter(volunteer__user=user)

    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CorrectionQuerySet":
        """Staff who may see people's records see all; a volunteer the own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self if user.has_perm("volunteers.view_correction") else self.none()
        return self.filter(volunteer__user=user)

    def waiting(self) -> "CorrectionQuerySet":
        """Those that await a decision, the oldest first."""
        return self.filter(state="open").order_by("proposed_at", "pk")
