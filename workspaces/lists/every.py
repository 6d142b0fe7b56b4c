"""The lists that there are."""

from workspaces.lists.assignments import ASSIGNMENTS
from workspaces.lists.host_entities import HOST_ENTITIES
from workspaces.lists.kinds import RecordList
from workspaces.lists.volunteers import VOLUNTEERS

LISTS: dict[str, RecordList] = {kind.name: kind for kind in (ASSIGNMENTS, VOLUNTEERS, HOST_ENTITIES)}
