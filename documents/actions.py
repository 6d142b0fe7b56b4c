"""Keeping a file that somebody hands in, once its size and its inside are what they should be."""

import hashlib
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from accounts.models import User
from documents.models import KeptFile

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
"""What is taken, by how the name ends. What could run in a browser or in an office program is not among it."""

BEGINNINGS = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
INSIDE = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
MACROS = "vbaProject.bin"


def keep_file(uploaded: UploadedFile, *, by: User) -> KeptFile:
    """Store the file, or refuse it with a sentence (ValidationError)."""
    ending = check_file(uploaded)
    uploaded.seek(0)
    content = uploaded.read()
    return KeptFile.objects.create(
        name=tidy_name(uploaded.name, ending),
        content_type=TYPES[ending],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        kept_by=by,
    )


def check_file(uploaded: UploadedFile) -> str:
    """How the name of a file that may be kept ends; ValidationError where it may not."""
    ending = PurePath(uploaded.name or "").suffix.lower()
    if ending not in TYPES:
        raise ValidationError(
            _("“%(name)s” is of a kind that is not kept. Expected one of %(kinds)s.")
            % {"name": uploaded.name, "kinds": ", ".join(sorted(kind.lstrip(".") for kind in TYPES))}
        )
    if not uploaded.size:
        raise ValidationError(_("The file “%(name)s” is empty.") % {"name": uploaded.name})
    if uploaded.size > MOST_BYTES:
        raise ValidationError(
            _("“%(name)s” has %(size)s; at most %(most)s are kept. Give a link instead, or a smaller file.")
            % {"name": uploaded.name, "size": filesizeformat(uploaded.size), "most": filesizeformat(MOST_BYTES)}
        )
    if not is_what_it_says(uploaded, ending):
        raise ValidationError(
            _("“%(name)s” ends in %(ending)s, but is something else inside, or damaged. Save it anew, and try again.")
            % {"name": uploaded.name, "ending": ending}
        )
    return ending


def is_what_it_says(uploaded: UploadedFile, ending: str) -> bool:
    uploaded.seek(0)
    if ending in BEGINNINGS:
        return uploaded.read(len(BEGINNINGS[ending])) == BEGINNINGS[ending]
    if ending in INSIDE:
        return holds_part(uploaded, INSIDE[ending])
    return is_text(uploaded.read())


def holds_part(uploaded: UploadedFile, part: str) -> bool:
    """Whether an office document holds its main part, and no macros."""
    try:
        with zipfile.ZipFile(uploaded) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return part in names and not any(name.endswith(MACROS) for name in names)


def is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def tidy_name(name: str, ending: str) -> str:
    """The name without what a path or a header could take amiss, and not longer than a line."""
    stem = PurePath(name).stem[: LONGEST_NAME - len(ending)]
    return get_valid_filename(stem + ending)
