"""Host entities: organisations that host volunteers; groups are counted through their members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models.validity import DatedModel, one_at_a_time, ordered_days

CODE_FORM = r"^[A-Z0-9_]+$"


def code_form(name: str) -> models.CheckConstraint:
    """Codes are upper-case letters, digits and underscores."""
    return models.CheckConstraint(
        condition=models.Q(code__regex=CODE_FORM),
        name=name,
        violation_error_message=_("A code has only capital letters A-Z, digits and underscores."),
    )


class HostEntityKind(models.TextChoices):
    FUND_OR_PROGRAMME = "fund_or_programme", _("Fund or programme")
    SPECIALIZED_AGENCY = "specialized_agency", _("Specialized agency")
    RELATED_ORGANIZATION = "related_organization", _("Related organization")
    SECRETARIAT = "secretariat", _("Secretariat")
    RESEARCH_OR_TRAINING = "research_or_training", _("Research or training")
    RESIDENT_COORDINATOR = "resident_coordinator", _("Resident coordinator offices")
    PEACEKEEPING_MISSION = "peacekeeping_mission", _("Peacekeeping mission")
    SPECIAL_POLITICAL_MISSION = "special_political_mission", _("Special political mission")
    OTHER = "other", _("Other")


@track()
class HostEntity(models.Model):
    """An organisation that hosts volunteers."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=HostEntityKind)
    is_demo = models.BooleanField(_("placeholder for the demo"), default=False)

    instead_of_deleting = _(
        "A host entity with assignments, focal points or a place in a group stays, so that figures of past years "
        "keep their names. If it was renamed, record the former name; if it has left a group, give its membership "
        "a last day; if somebody no longer speaks for it, remove that role."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("host entity")
        verbose_name_plural = _("host entities")
        constraints = [code_form("partners_hostentity_code_form")]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return f"/entities/{self.code}/"


@track()
class HostEntityFormerName(models.Model):
    """A name the host entity bore up to a day."""

    host_entity = models.ForeignKey(HostEntity, models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=200)
    last_date = models.DateField(_("last day of this name"))

    class Meta:
        ordering = ["host_entity", "-last_date"]
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(
                fields=["host_entity", "last_date"],
                name="partners_formername_one_a_day",
                violation_error_message=_("A former name already ends on this day."),
            )
        ]

    def __str__(self):
        return self.name


@track()
class HostEntityGroup(models.Model):
    """Host entities that are spoken of together; a group hosts nobody itself."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    members = models.ManyToManyField(HostEntity, through="GroupMembership", related_name="groups")

    class Meta:
        ordering = ["name"]
        verbose_name = _("group of host entities")
        verbose_name_plural = _("groups of host entities")
        constraints = [code_form("partners_hostentitygroup_code_form")]

    def __str__(self):
        return self.name


@track()
class GroupMembership(DatedModel):
    """A host entity's membership in a group, from a day to a day."""

    group = models.ForeignKey(HostEntityGroup, models.CASCADE, related_name="memberships")
    host_entity = models.ForeignKey(HostEntity, models.PROTECT, related_name="group_memberships")

    class Meta:
        ordering = ["group", "host_entity", "valid_from"]
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        constraints = [
            ordered_days("partners_groupmembership_days_in_order"),
            one_at_a_time(
                "partners_groupmembership_one_at_a_time",
                "group",
                "host_entity",
                message=_("The host entity is already a member on some of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.host_entity} ({self.group})"
