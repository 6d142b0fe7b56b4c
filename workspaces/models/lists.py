"""What people who work here keep for themselves: named filters, and the columns that they want to see."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ListName(models.TextChoices):
    ASSIGNMENTS = "assignments", _("Assignments")
    VOLUNTEERS = "volunteers", _("Volunteers")
    HOST_ENTITIES = "host_entities", _("Host entities")


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedFilterQuerySet":
        """The own ones, and for staff those that are shared."""
        return self.filter(Q(user=user) | Q(is_shared=True)) if user.is_staff else self.filter(user=user)


class SavedFilter(models.Model):
    """Filters and order of a list under a name. What somebody sees through it, their own rights decide."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    list_name = models.CharField(_("list"), max_length=20, choices=ListName)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("filters and order, as in an address"), max_length=2_000)
    is_shared = models.BooleanField(_("shared with all staff"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        permissions = [("share_savedfilter", "Can share a saved filter with all staff")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "name"],
                name="workspaces_savedfilter_name_once",
                violation_error_message=_(
                    "You already have a filter of this name. Choose another, or delete that one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="workspaces_savedfilter_has_a_name",
                violation_error_message=_("A saved filter has a name."),
            ),
        ]

    def __str__(self):
        return self.name


class ChosenColumns(models.Model):
    """The columns of a list that somebody wants to see."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="chosen_columns")
    list_name = models.CharField(_("list"), max_length=20, choices=ListName)
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("columns"))

    class Meta:
        ordering = ["user", "list_name"]
        verbose_name = _("chosen columns")
        verbose_name_plural = _("chosen columns")
        constraints = [
            models.UniqueConstraint(fields=["user", "list_name"], name="workspaces_chosencolumns_once_a_list")
        ]

    def __str__(self):
        return f"{self.list_name}: {', '.join(self.columns)}"
