"""Imports: which file is to change, or changed, the records; what each of its rows does; when, and by whom."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRun


class BatchState(models.TextChoices):
    READING = "reading", _("being read")
    READY = "ready", _("waits for a decision")
    WRITING = "writing", _("being written")
    DONE = "done", _("imported")
    DISCARDED = "discarded", _("discarded")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


AT_WORK = (BatchState.READING, BatchState.WRITING, BatchState.UNDOING)
"""States in which a worker is asked for something."""

WRITTEN = (BatchState.DONE, BatchState.UNDOING, BatchState.UNDONE)
"""States of files whose rows were written."""


class StoredFile(models.Model):
    """What somebody uploaded; the same file is kept once. Its content goes after a while, its hash stays."""

    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("bytes"))
    content = models.BinaryField(_("content"), null=True)
    stored_at = models.DateTimeField(_("stored at"), auto_now=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self):
        return self.sha256[:12]


class ImportBatch(models.Model):
    """A file that is imported, from its upload on. Of commands, only files whose rows were written leave one."""

    kind = models.CharField(_("what"), max_length=40)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0, db_default=0)
    doubted = models.PositiveIntegerField(_("with doubts"), default=0, db_default=0)
    breaking = models.PositiveIntegerField(_("breaking a rule"), default=0, db_default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState, default=BatchState.DONE, db_default=BatchState.DONE
    )
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name=_("stored file")
    )
    language = models.CharField(_("language of its messages"), max_length=10, blank=True, default="", db_default="")
    preview_number = models.PositiveIntegerField(_("number of the preview"), default=0, db_default=0)
    header_row = models.PositiveIntegerField(_("row of the header"), default=1, db_default=1)
    columns = models.JSONField(_("columns"), null=True, blank=True)
    cleared = models.JSONField(_("stored values cleared, by column"), null=True, blank=True)
    notices = models.JSONField(_("what to know of the file"), null=True, blank=True)
    file_problems = models.JSONField(_("problems of the file as a whole"), null=True, blank=True)
    leaves_out_refused = models.BooleanField(_("refused rows are left out"), default=False, db_default=False)
    exception_reason = models.CharField(
        _("why rows may break a rule"), max_length=500, blank=True, default="", db_default=""
    )
    exception_by = models.CharField(_("who allowed it"), max_length=200, blank=True, default="", db_default="")
    run = models.ForeignKey(
        JobRun, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("latest run")
    )
    history_context = models.UUIDField(_("mark in the history"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        ordering = ["-imported_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("undo_importbatch", "Can undo an import")]
        indexes = [models.Index(fields=["kind", "-imported_at"], name="imports_batch_latest")]

    def __str__(self):
        return f"{self.file_name} ({self.imported_at:%Y-%m-%d %H:%M})"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is asked for something, and has not failed."""
        return self.state in AT_WORK and self.run is not None and self.run.is_open

    @property
    def is_written(self) -> bool:
        return self.state in WRITTEN

    @property
    def rows(self) -> int:
        return self.created + self.changed + self.unchanged + self.refused

    @property
    def changes_anything(self) -> bool:
        return bool(self.created or self.changed)

    @property
    def is_whole(self) -> bool:
        """Whether no row is refused, nor the file."""
        return not self.refused and not self.file_errors

    @property
    def file_errors(self) -> list[dict]:
        """What is wrong with the file as a whole: then no row of it is taken."""
        return [problem for problem in self.file_problems or () if not problem["is_doubt"]]

    @property
    def file_doubts(self) -> list[dict]:
        return [problem for problem in self.file_problems or () if problem["is_doubt"]]


class RowState(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


class ImportRow(models.Model):
    """What a row of a file does or would do: its values beside the stored ones, and what is said of its cells.

    `cells` holds the stored and the new text by column, where they differ; `problems` a list of column, value,
    message, whether it is a doubt, and which rule it breaks; `breaches` those rules.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="import_rows")
    row = models.PositiveIntegerField(_("row"))
    key = models.CharField(_("number"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RowState)
    cells = models.JSONField(_("cells"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    cleared = ArrayField(models.CharField(max_length=60), verbose_name=_("columns cleared"), default=list)
    has_doubts = models.BooleanField(_("has doubts"), default=False)
    breaches = ArrayField(models.CharField(max_length=20), verbose_name=_("rules broken"), default=list, db_default=[])
    differs_since = models.BooleanField(_("differs since it was shown"), default=False)

    class Meta:
        ordering = ["batch", "row"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="importrow_once")]
        indexes = [models.Index(fields=["batch", "state", "row"], name="imports_row_by_state")]

    def __str__(self):
        return f"{self.row} {self.key}"
