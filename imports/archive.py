"""The archive that a workbook is: looked at before it is unpacked, and read a block at a time."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from django.utils.translation import gettext as _

from imports.problems import FileRefused, Problem, cut

BLOCK = 1 << 18
MEGABYTE = 1 << 20
MOST_PARTS = 10_000
MOST_UNPACKED = 1_024 * MEGABYTE
MOST_UNPACKED_IN_MEMORY = 256 * MEGABYTE
MOST_RATIO = 100
TOO_SMALL_FOR_A_BOMB = 8 * MEGABYTE
IS_ENCRYPTED = 1
OTHER_ARCHIVES = {
    "xl/workbook.bin": "Excel binary workbook (.xlsb)",
    "word/document.xml": "Word document",
    "ppt/presentation.xml": "PowerPoint presentation",
    "content.xml": "OpenDocument file (.ods or the like)",
    "index/document.iwa": "Apple Numbers or Pages file",
    "index.zip": "Apple Numbers or Pages file",
    "meta-inf/manifest.mf": "Java archive",
}


class Archive:
    """The parts of a workbook by name; capitals make no difference there."""

    def __init__(self, path: Path):
        with reading():
            self._zip = zipfile.ZipFile(path)
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self.look_at_sizes()
        for part in self._zip.infolist():
            self.know(part)

    def look_at_sizes(self) -> None:
        """Refuse what would fill the memory or hold the computer, by what the archive says of itself."""
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        is_bomb = any(part.file_size > max(TOO_SMALL_FOR_A_BOMB, MOST_RATIO * part.compress_size) for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_bomb:
            message = _(
                "the workbook would unpack to %(size)s MB, more than is taken; delete what is empty below and beside "
                "the table, save it anew, or save it as CSV UTF-8"
            )
            raise FileRefused(Problem(1, message % {"size": -(-unpacked // MEGABYTE)}))

    def know(self, part: zipfile.ZipInfo) -> None:
        if part.flag_bits & IS_ENCRYPTED:
            raise FileRefused(Problem(1, _("the file is protected by a password; save it as .xlsx without one")))
        if "\\" in part.filename:
            message = _(
                "the parts of this workbook are named as on Windows; open it in Excel and save it anew as .xlsx"
            )
            raise FileRefused(Problem(1, message))
        name = part.filename.casefold()
        if name in self._parts:
            raise FileRefused(Problem(1, damaged(_("it holds %(part)s twice") % {"part": cut(part.filename)})))
        self._parts[name] = part

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def size(self, name: str) -> int:
        part = self._parts.get(name.casefold())
        return part.file_size if part else 0

    def what_else(self) -> str:
        """What the archive is when it is no workbook, or nothing where that is not known."""
        return next((what for part, what in OTHER_ARCHIVES.items() if part in self._parts), "")

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part, a block at a time; never more than it said."""
        part = self._parts.get(name.casefold())
        if part is None:
            raise FileRefused(Problem(1, damaged(_("its part %(part)s is missing") % {"part": cut(name)})))
        with reading(), self._zip.open(part) as file:
            while block := file.read(BLOCK):
                yield block


BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)
BROKEN_XML = (expat.ExpatError, LookupError, ValueError)


@contextmanager
def reading() -> Iterator[None]:
    """A broken archive, or XML in it that is broken or in an encoding nobody knows, is a refusal in words."""
    try:
        yield
    except (*BROKEN_ARCHIVE, *BROKEN_XML) as error:
        raise FileRefused(Problem(1, damaged(error))) from error


def damaged(reason) -> str:
    message = _("the Excel workbook cannot be read (%(reason)s); open it in Excel and save it anew as .xlsx")
    return message % {"reason": reason}


def path_from(part: str, target: str) -> str:
    """The name of a part that another one points to."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in (*PurePosixPath(part).parent.parts, *target.split("/")):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def relations_of(part: str) -> str:
    """The name of the part that holds where another one points to."""
    folder, _slash, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")
