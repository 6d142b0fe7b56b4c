"""Somebody's own workbook given back, with what the preview of its file says marked in it."""

from collections.abc import Iterator
from typing import BinaryIO

from imports.actions.files import source_of
from imports.kinds import offered
from imports.models import ImportBatch
from imports.problems import Problem
from imports.reading import open_spreadsheet
from imports.workbook import write_workbook


def write_marked(batch: ImportBatch, to: BinaryIO) -> None:
    """Write the file of an import as a workbook with its errors and doubts; FileRefused where it is no table."""
    names = [column.name for column in offered[batch.kind].columns()]
    with source_of(batch) as source:
        write_workbook(open_spreadsheet(source, names), lambda: problems_of(batch), header_row=batch.header_row, to=to)


def problems_of(batch: ImportBatch) -> Iterator[Problem]:
    """All problems of a preview in the order of the file."""
    for datum in sorted(batch.file_problems or (), key=lambda datum: datum["row"]):
        yield Problem(**datum)
    rows = batch.import_rows.exclude(problems=[]).order_by("row").values_list("row", "problems")
    for row, data in rows.iterator(chunk_size=2_000):
        for datum in data:
            yield Problem(row=row, **datum)
