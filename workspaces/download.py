"""Assignments as a file: its columns, and its rows read a portion at a time."""

from collections.abc import Iterator

from assignments.querysets import AssignmentQuerySet

COLUMNS = {
    "assignment_number": "assignment_number",
    "roster_number": "volunteer__roster_number",
    "family_name": "volunteer__family_name",
    "given_name": "volunteer__given_name",
    "nationality": "volunteer__nationality__alpha3",
    "host_entity": "host_entity__code",
    "country": "country__alpha3",
    "category": "category",
    "modality": "modality",
    "status": "status",
    "start_date": "start_date",
    "end_date": "end_date",
    "funding_partner": "funding_partner__code",
}
PORTION = 2_000


def rows_of(assignments: AssignmentQuerySet) -> Iterator[tuple]:
    return assignments.order_by("assignment_number").values_list(*COLUMNS.values()).iterator(chunk_size=PORTION)
