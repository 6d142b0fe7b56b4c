"""Files that people hand in, kept in the database: saved and backed up together with what refers to them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import track


class KeptFiles(models.Manager):
    """Files without what is in them, which is fetched only where it is given away."""

    def get_queryset(self):
        return super().get_queryset().defer("content")


@track(exclude=["content"])
class KeptFile(models.Model):
    """A file as somebody handed it in. It is never changed: another file is another row."""

    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.BinaryField(_("content"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handed in by")
    )
    kept_at = models.DateTimeField(_("handed in at"), auto_now_add=True)

    objects = KeptFiles()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-kept_at"]
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name
