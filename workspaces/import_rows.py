"""The rows of an import as its page shows them: which, and where each leads."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from imports.kinds import offered
from imports.models import ImportBatch, ImportRow, RowState

PAGES = {"volunteers": "workspace_volunteer", "assignments": "workspace_assignment"}
"""The page of a record, by kind of file."""


@dataclass(frozen=True)
class Filter:
    """Rows that may be looked at alone: what they are called, and how many there are."""

    name: str
    label: str
    number: int

    @property
    def query(self) -> str:
        return f"?show={self.name}" if self.name else "?"


def filters_of(batch: ImportBatch) -> list[Filter]:
    """The kinds of rows with their counts; those that cannot occur are not named."""
    found = [
        Filter("", _("all rows"), batch.rows),
        Filter(RowState.NEW, _("new"), batch.created),
        Filter(RowState.CHANGED, _("changed"), batch.changed),
        Filter(RowState.UNCHANGED, _("unchanged"), batch.unchanged),
        Filter(RowState.REFUSED, _("refused"), batch.refused),
    ]
    if batch.breaking:
        found.append(Filter("breaking", _("breaking a rule"), batch.breaking))
    if batch.doubted:
        found.append(Filter("doubts", _("with doubts"), batch.doubted))
    if differ := batch.import_rows.filter(differs_since=True).count():
        found.append(Filter("differs", _("other than shown before"), differ))
    return found


def cleared_in(batch: ImportBatch) -> list[Filter]:
    """The columns of which stored values are cleared, with how many."""
    return [Filter(f"cleared-{name}", name, number) for name, number in (batch.cleared or {}).items()]


def rows_shown(batch: ImportBatch, show: str) -> QuerySet[ImportRow]:
    rows = batch.import_rows.order_by("row")
    if show in RowState.values:
        return rows.filter(state=show)
    if show == "breaking":
        return rows.exclude(state=RowState.REFUSED).exclude(breaches=[])
    if show == "doubts":
        return rows.filter(has_doubts=True)
    if show == "differs":
        return rows.filter(differs_since=True)
    if show.startswith("cleared-"):
        return rows.filter(state=RowState.CHANGED, cleared__contains=[show.removeprefix("cleared-")])
    return rows


def cells_in_order(row: ImportRow, batch: ImportBatch) -> list[tuple[str, list[str]]]:
    """What differs, in the order of the file's columns; what follows from them comes last."""
    order = {name: position for position, name in enumerate(batch.columns or ())}
    return sorted(row.cells.items(), key=lambda cell: order.get(cell[0], len(order)))


def number_shown(batch: ImportBatch, show: str) -> int | None:
    """How many rows a filter leaves, as far as it is known without counting."""
    known = {one.name: one.number for one in [*filters_of(batch), *cleared_in(batch)]}
    return known.get(show, batch.rows)


@dataclass(frozen=True)
class Place:
    """Where the record of a row, and its history, are found."""

    page: str
    history: str


def places_of(batch: ImportBatch, rows: list[ImportRow]) -> dict[str, Place]:
    """The stored records that the rows name, by number."""
    kind = offered.get(batch.kind)
    if kind is None or batch.kind not in PAGES:
        return {}
    model = next(model for model in apps.get_models() if model._meta.db_table == kind.table)
    history = f"admin:{model._meta.app_label}_{model._meta.model_name}_history"
    stored = model.objects.filter(**{f"{kind.key}__in": [row.key for row in rows if row.key]})
    return {
        key: Place(reverse(PAGES[batch.kind], args=[key]), reverse(history, args=[pk]))
        for pk, key in stored.values_list("pk", kind.key)
    }
