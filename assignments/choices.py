"""The closed lists of an assignment: category, modality, status, scope, reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from calculation import dimensions


class Category(models.TextChoices):
    INTERNATIONAL_SPECIALIST = "international_specialist", _("International specialist")
    INTERNATIONAL_YOUTH = "international_youth", _("International youth")
    INTERNATIONAL_EXPERT = "international_expert", _("International expert")
    INTERNATIONAL_UNIVERSITY = "international_university", _("International university")
    NATIONAL_SPECIALIST = "national_specialist", _("National specialist")
    NATIONAL_YOUTH = "national_youth", _("National youth")
    NATIONAL_EXPERT = "national_expert", _("National expert")
    NATIONAL_UNIVERSITY = "national_university", _("National university")
    COMMUNITY = "community", _("Community")
    REFUGEE = "refugee", _("Refugee")
    ONLINE = "online", _("Online")

    @property
    def is_international(self) -> bool:
        return self in INTERNATIONAL_CATEGORIES

    @property
    def scope(self) -> str:
        """International, national (national categories, community, refugee), or none for online."""
        if self == Category.ONLINE:
            return ""
        return Scope.INTERNATIONAL if self.is_international else Scope.NATIONAL


INTERNATIONAL_CATEGORIES = tuple(Category(name) for name in dimensions.INTERNATIONAL_CATEGORIES)


class Scope(models.TextChoices):
    INTERNATIONAL = "international", _("International")
    NATIONAL = "national", _("National")


class Modality(models.TextChoices):
    ONSITE = "onsite", _("Onsite")
    ONLINE = "online", _("Online")


class Status(models.TextChoices):
    PLANNED = "planned", _("planned")
    SERVING = "serving", _("serving")
    COMPLETED = "completed", _("completed")
    ENDED_EARLY = "ended_early", _("ended early")
    CANCELLED = "cancelled", _("cancelled")


STATUSES_THAT_COUNT = {
    Modality.ONSITE: (Status.SERVING, Status.COMPLETED, Status.ENDED_EARLY),
    Modality.ONLINE: (Status.COMPLETED, Status.ENDED_EARLY),
}


class EndReason(models.TextChoices):
    RESIGNATION = "resignation", _("resignation")
    REASSIGNMENT = "reassignment", _("reassignment")
    FUNDING_ENDED = "funding_ended", _("funding ended")
    SECURITY = "security", _("security or evacuation")
    HEALTH = "health", _("health")
    RECRUITED = "recruited", _("recruited by the host entity")
    CONDUCT = "conduct", _("conduct")
    DEATH = "death", _("death")
    OTHER = "other", _("other")


class InterruptionKind(models.TextChoices):
    UNPAID_LEAVE = "unpaid_leave", _("unpaid leave")
    SUSPENSION = "suspension", _("suspension")


class Decision(models.TextChoices):
    """What was decided about an extension that somebody asked for."""

    PENDING = "pending", _("awaits a decision")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")


class Breach(models.TextChoices):
    """Which rule of eligibility an assignment does not keep."""

    AGE = "age", _("age on the first day")
    LENGTH = "length", _("months of one assignment")
    IN_ALL = "in_all", _("months in all")


class Wish(models.TextChoices):
    """What a host entity asks for an assignment that ends soon."""

    EXTEND = "extend", _("extend")
    LET_END = "let_end", _("let it end")


class WishState(models.TextChoices):
    OPEN = "open", _("awaits a decision")
    DECIDED = "decided", _("decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Said(models.TextChoices):
    """What a host entity says of a month of an assignment; the last is of somebody who is not on the list."""

    AS_LISTED = "as_listed", _("served as listed")
    NOT_SERVED = "not_served", _("did not serve on some days")
    LEFT = "left", _("left early")
    NOT_OURS = "not_ours", _("does not serve with us")
    MISSING = "missing", _("serves with us, and is not on the list")


class Outcome(models.TextChoices):
    """What became of what a host entity said."""

    CONFIRMED = "confirmed", _("confirmed")
    OPEN = "open", _("awaits a decision")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Funding(models.TextChoices):
    """Who would pay for the volunteers that a host entity asks for."""

    OWN = "own", _("by the host entity's own funds")
    FULL = "full", _("fully funded by a funding partner")
    UNKNOWN = "unknown", _("not known yet")


class RequestState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
