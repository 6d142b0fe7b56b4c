"""The file to import as it lies on the disk, and what every kind of spreadsheet gives."""

import hashlib
import os
import shutil
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from imports.problems import Problem
from imports.typed_cells import TypedCell

STANDARD_INPUT = "-"

Row = tuple[int, list[str | TypedCell]]


@dataclass(frozen=True)
class Source:
    """The file as it lies on the disk, and what it is called."""

    path: Path
    name: str

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def size(self) -> int:
        return self.path.stat().st_size

    def beginning(self, length: int) -> bytes:
        with self.path.open("rb") as file:
            return file.read(length)


@contextmanager
def source_of(argument: str) -> Iterator[Source]:
    """The file that was named; what comes through a pipe is kept in a temporary one, because it is read twice."""
    if argument != STANDARD_INPUT and os.path.isfile(argument):
        yield Source(Path(argument), os.path.basename(argument))
        return
    with tempfile.NamedTemporaryFile(prefix="import-") as file:
        with nullcontext(sys.stdin.buffer) if argument == STANDARD_INPUT else open(argument, "rb") as pipe:
            shutil.copyfileobj(pipe, file)
        file.flush()
        yield Source(Path(file.name), _("standard input") if argument == STANDARD_INPUT else argument)


class Spreadsheet(ABC):
    """Rows of a file, with their numbers as a spreadsheet program shows them: the header is in row 1."""

    leaves_out_empty_cells = False

    def __init__(self, source: Source):
        self.source = source

    @abstractmethod
    def rows(self) -> Iterator[Row]:
        """Number and cells of each row: texts, and in a workbook also typed cells."""

    @abstractmethod
    def share_read(self) -> float:
        """How much of the file is read, from 0 to 1."""

    def notices(self) -> list[str]:
        """What a person should know of the file, though nothing is wrong."""
        return []

    def elsewhere(self, names: Collection[str]) -> str:
        """Where else in the file columns of these names stand, or nothing."""
        return ""

    def problems_beside(self, *, header_row: int, last_row: int, columns: list[str]) -> Iterator[Problem]:
        """What is wrong or odd beside the values, known when all rows are read."""
        yield from ()
