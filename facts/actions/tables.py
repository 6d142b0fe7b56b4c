"""Which rows of the records are read: those of now or of before some changes, of everybody or of some people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ASSIGNMENTS = "assignments_assignment"
VOLUNTEERS = "volunteers_volunteer"
INTERRUPTIONS = "assignments_interruption"
TAGS = "assignments_assignmentinitiative"
REGIONS = "partners_regionmembership"
SOUTHS = "partners_globalsouthmembership"
COUNTRIES = "partners_country"
ENTITIES = "partners_hostentity"
FUNDERS = "partners_fundingpartner"
INITIATIVES = "partners_initiative"

COLUMNS = {
    ASSIGNMENTS: "id, volunteer_id, host_entity_id, country_id, category, modality, status, start_date, end_date,"
    " funding_partner_id",
    VOLUNTEERS: "id, sex, birth_date, nationality_id, has_disability",
    INTERRUPTIONS: "id, assignment_id, first_date, last_date",
    TAGS: "id, assignment_id, initiative_id",
    REGIONS: "id, country_id, region, valid_from, valid_to",
    SOUTHS: "id, country_id, is_global_south, valid_from, valid_to",
    COUNTRIES: "id, alpha3",
    ENTITIES: "id, code",
    FUNDERS: "id, code",
    INITIATIVES: "id, code",
}
"""The tables that facts are counted from, and what is read of them."""
CODES = {COUNTRIES: "alpha3", ENTITIES: "code", FUNDERS: "code", INITIATIVES: "code"}
"""What the keys of facts are called."""


def event_table(table: str) -> str:
    """The history of a table."""
    return f"{table}event"


def id_list(ids: Sequence[int]) -> str:
    """SQL of some keys."""
    return "'{" + ",".join(map(str, ids)) + "}'::bigint[]"


@dataclass(frozen=True)
class People:
    """Everybody, those with keys in a range, or some by their keys."""

    low: int | None = None
    high: int | None = None
    """Not included."""
    ids: Sequence[int] | None = None

    def condition(self, column: str) -> str:
        """SQL that holds for these people's keys in a column."""
        if self.ids is not None:
            return f"{column} = ANY({id_list(self.ids)})"
        bounds = [f"{column} >= {self.low}"] if self.low is not None else []
        bounds += [f"{column} < {self.high}"] if self.high is not None else []
        return " AND ".join(bounds) or "TRUE"


EVERYBODY = People()


class Tables:
    """The rows as they are now."""

    def rows(self, table: str, condition: str = "TRUE") -> str:
        """A FROM item with the columns of a table."""
        return f"(SELECT {COLUMNS[table]} FROM {table} WHERE {condition})"


NOW = Tables()


@dataclass(frozen=True)
class TablesBefore(Tables):
    """The rows as they were before some of them changed; what else is there has not changed."""

    changed: Mapping[str, Sequence[int]]
    """By table: the keys of the rows that changed, were deleted or came new."""
    was_seen: Mapping[str, str] = field(default_factory=dict)
    """By table: SQL that holds for rows of its history, named e, from before the changes."""

    def rows(self, table: str, condition: str = "TRUE") -> str:
        """Unchanged rows, and the last version before the changes of each other one, unless it was deleted by then."""
        if not len(self.changed.get(table, ())):
            return super().rows(table, condition)
        columns, changed = COLUMNS[table], id_list(self.changed[table])
        return f"""(
            SELECT {columns} FROM {table} WHERE ({condition}) AND id <> ALL({changed})
            UNION ALL
            SELECT {columns} FROM (
                SELECT DISTINCT ON (e.pgh_obj_id) e.* FROM {event_table(table)} e
                WHERE e.pgh_obj_id = ANY({changed}) AND {self.was_seen[table]}
                ORDER BY e.pgh_obj_id, e.pgh_id DESC
            ) version WHERE pgh_label <> 'delete' AND ({condition}))"""
