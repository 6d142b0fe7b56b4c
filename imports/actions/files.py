"""Keeping the files that are uploaded: once each, by their hash."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.models import AT_WORK, ImportBatch, ImportRow, StoredFile
from imports.problems import FileRefused, Problem
from imports.source import Source


def keep(content: bytes) -> StoredFile:
    """The file in the database; the one that lies there, if it is the same."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept, _made = StoredFile.objects.update_or_create(
        sha256=sha256, defaults={"size": len(content), "content": content}
    )
    return kept


@contextmanager
def source_of(batch: ImportBatch) -> Iterator[Source]:
    """The file of an import as it lies on the disk meanwhile."""
    content = StoredFile.objects.values_list("content", flat=True).get(pk=batch.stored_file_id)
    if content is None:
        raise FileRefused(Problem(0, _("the file is no longer kept; upload it again")))
    with tempfile.NamedTemporaryFile(prefix="import-", suffix=Path(batch.file_name).suffix[:10]) as file:
        file.write(content)
        file.flush()
        yield Source(Path(file.name), batch.file_name)


def forget_old() -> None:
    """Let go of the content of files, and of what their rows showed, once they are no longer needed.

    What was imported stays, and so does its history. An import nobody decided about in that time is discarded.
    """
    before = timezone.now() - timedelta(days=settings.IMPORT_FILES_KEPT_DAYS)
    old = ImportBatch.objects.filter(imported_at__lt=before, stored_file__isnull=False).exclude(state__in=AT_WORK)
    old.filter(state="ready").update(state="discarded")
    ImportRow.objects.filter(batch__in=old).delete()
    needed = ImportBatch.objects.filter(imported_at__gte=before, stored_file__isnull=False).values("stored_file")
    forgotten = StoredFile.objects.filter(stored_at__lt=before, content__isnull=False).exclude(pk__in=needed)
    forgotten.update(content=None, size=F("size"))
