"""The chain of seals over the history."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class RowNumbers(models.Field):
    """Numbers of rows as PostgreSQL's int8multirange: whole stretches of them take next to no room."""

    def db_type(self, connection) -> str:
        return "int8multirange"


class HistorySeal(models.Model):
    """A link of the chain that holds the history as it was: written by the database alone, never changed."""

    sealed_at = models.DateTimeField(_("sealed at"))
    rows = models.PositiveBigIntegerField(_("rows"))
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why rows were sealed again; empty for new ones.")
    )
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("seal of the history")
        verbose_name_plural = _("seals of the history")

    def __str__(self):
        return self.hash


class SealedRows(models.Model):
    """Which rows of one table a seal covers, in which columns, with 16 bytes of the digest of each."""

    seal = models.ForeignKey(HistorySeal, models.PROTECT, related_name="parts", verbose_name=_("seal"))
    table = models.CharField(_("table"), max_length=63)
    columns = ArrayField(models.CharField(max_length=63), verbose_name=_("columns"))
    ids = RowNumbers(_("numbers of rows"))
    digests = models.BinaryField(_("digests"))

    class Meta:
        ordering = ["seal", "table"]
        verbose_name = _("sealed rows")
        verbose_name_plural = _("sealed rows")
        constraints = [models.UniqueConstraint(fields=["seal", "table"], name="accounts_sealedrows_once")]

    def __str__(self):
        return f"{self.table}: {self.seal_id}"
