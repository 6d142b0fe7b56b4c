"""Files that are uploaded: from rows to a preview, to the records, and back."""

from accounts.models import User
from imports.actions import running
from imports.models import ImportBatch
from tests import cast
from tests.imports.spreadsheets import csv_file, rows_of


def uploaded(kind: str, folder, *changes: dict, by: User | None = None, name: str = "rows.csv") -> ImportBatch:
    """A file of rows, uploaded and read by a worker."""
    path = csv_file(folder, rows_of(kind, *changes))
    return uploaded_bytes(kind, path.read_bytes(), by=by, name=name)


def uploaded_bytes(kind: str, content: bytes, *, by: User | None = None, name: str = "rows.csv") -> ImportBatch:
    batch = running.upload(kind, name=name, content=content, by=by or cast.programme_associate())
    return worked_on(batch)


def worked_on(batch: ImportBatch) -> ImportBatch:
    """The import once a worker has done what its run asks for."""
    running.do(batch.run_id)
    return ImportBatch.objects.select_related("run").get(pk=batch.pk)


def confirmed(batch: ImportBatch, *, leave_out_refused: bool = False, by: User | None = None) -> ImportBatch:
    by = by or cast.programme_associate()
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=leave_out_refused, by=by)
    batch.refresh_from_db()
    return worked_on(batch)


def undone(batch: ImportBatch, *, by: User | None = None) -> ImportBatch:
    running.ask_to_undo(batch.pk, by=by or cast.programme_manager())
    batch.refresh_from_db()
    return worked_on(batch)


def states_of(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.import_rows.values_list("row", "state"))
