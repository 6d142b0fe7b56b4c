from datetime import date

from django.db import models
from django.db.models import Q, Value

from accounts.folding import Folded


class VolunteerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VolunteerQuerySet":
        """Staff see everybody; a host entity its own; a funding partner those it pays for; a volunteer oneself."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(
            Q(user=user) | Q(pk__in=self._hosted_by_entities_of(user)) | Q(pk__in=self._funded_by_partners_of(user))
        )

    def _hosted_by_entities_of(self, user):
        return self.model.objects.filter(assignments__host_entity__roles__user=user).values("pk")

    def _funded_by_partners_of(self, user):
        return self.model.objects.filter(assignments__funding_partner__roles__user=user).values("pk")

    def found_by(self, words: str) -> "VolunteerQuerySet":
        """Those of whom each word is part of the name, roster number or e-mail address, in any spelling and order."""
        for word in words.split():
            self = self.filter(searched__contains=Folded(Value(word)))
        return self

    def registered_by(self, day: date) -> "VolunteerQuerySet":
        """The roster on a day: people registered on or before it."""
        return self.filter(registered_date__lte=day)
