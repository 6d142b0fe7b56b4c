"""The list of one host entity's volunteers: the assignments there, with all that the list of assignments can do."""

from dataclasses import dataclass, fields
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from workspaces.entity.hosting import Hosting
from workspaces.filters import HostedFilter
from workspaces.lists.assignments import ASSIGNMENTS
from workspaces.lists.kinds import RecordList

FIXED = "host_entity"
"""The column and filter that would say the same of every row."""


@dataclass(frozen=True)
class HostedList(RecordList):
    """The assignments of one host entity, as far as the reader sees it."""

    hosting: Hosting | None = None

    @cached_property
    def entity(self):
        return self.hosting.entity


def hosted_list(hosting: Hosting) -> HostedList:
    same = {field.name: getattr(ASSIGNMENTS, field.name) for field in fields(RecordList)}
    return HostedList(
        **same
        | {
            "name": "entity_volunteers",
            "title": _("Volunteers"),
            "seen_by": hosting.assignments,
            "columns": tuple(column for column in ASSIGNMENTS.columns if column.name != FIXED),
            "filters": HostedFilter,
            "facets": {name: path for name, path in ASSIGNMENTS.facets.items() if name != FIXED},
            "of": (hosting.entity.code,),
            "kept_for": ASSIGNMENTS.name,
            "hosting": hosting,
        }
    )
