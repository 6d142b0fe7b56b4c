"""What changed in the records since a bookmark, and whose facts that concerns; reference data included."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from facts.actions import tables as t
from facts.actions.bookmarks import Bookmark, is_new, was_seen
from facts.actions.tables import COLUMNS, NOW, TablesBefore, event_table, id_list


@dataclass(frozen=True)
class Changes:
    """What changed since a bookmark."""

    before: TablesBefore
    volunteers: list[int]
    """Those whose facts may have changed, ascending."""


def changes_since(bookmark: Bookmark, *, old_cutoff: date, new_cutoff: date) -> Changes:
    """The changes that the current transaction sees and the bookmark's snapshot did not."""
    changed = {table: changed_rows(bookmark, table) for table in COLUMNS}
    before = TablesBefore(changed, {table: was_seen(bookmark, table) for table in COLUMNS})
    statements = [*of_changed_people(changed), *of_changed_reference(changed, before)]
    if new_cutoff != old_cutoff:
        statements.append(of_moved_cutoff(old_cutoff, new_cutoff))
    return Changes(before, ids_of(" UNION ".join(statements)) if statements else [])


def of_moved_cutoff(old: date, new: date) -> str:
    """SQL of the volunteers whom another cut-off concerns: also by the months that an unfinished year is compared with.

    These months, and who stayed since, are others for each cut-off, so all who served since the year before count anew.
    """
    since = date(min(old, new).year - 1, 1, 1)
    return f"SELECT volunteer_id FROM {t.ASSIGNMENTS} WHERE end_date >= DATE '{since}'"


def changed_rows(bookmark: Bookmark, table: str) -> list[int]:
    return ids_of(f"SELECT DISTINCT e.pgh_obj_id FROM {event_table(table)} e WHERE {is_new(bookmark, table)}")


def ids_of(query: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(row[0] for row in cursor.fetchall())


def of_changed_people(changed: dict[str, list[int]]) -> list[str]:
    """SQL of the volunteers who changed, or whose assignments did: whoever they belong to or ever belonged to."""
    found = [f"SELECT unnest({id_list(changed[t.VOLUNTEERS])})"] if changed[t.VOLUNTEERS] else []
    assignments = [f"SELECT unnest({id_list(changed[t.ASSIGNMENTS])}) AS id"] if changed[t.ASSIGNMENTS] else []
    for table in (t.INTERRUPTIONS, t.TAGS):
        if rows := changed[table]:
            history = f"SELECT assignment_id AS id FROM {event_table(table)} WHERE pgh_obj_id = ANY({id_list(rows)})"
            assignments.append(history)
    if assignments:
        theirs = f"IN ({' UNION '.join(assignments)})"
        found.append(f"SELECT volunteer_id FROM {event_table(t.ASSIGNMENTS)} WHERE pgh_obj_id {theirs}")
    return found


def of_changed_reference(changed: dict[str, list[int]], before: TablesBefore) -> list[str]:
    """SQL of the volunteers who serve where reference data changed, or come from there."""
    served_in = countries_of(t.REGIONS, changed) | recoded(t.COUNTRIES, changed, before)
    come_from = countries_of(t.SOUTHS, changed) | recoded(t.COUNTRIES, changed, before)
    found = [of_assignments_with("country_id", served_in)] if served_in else []
    for table, column in ((t.ENTITIES, "host_entity_id"), (t.FUNDERS, "funding_partner_id")):
        if codes := recoded(table, changed, before):
            found.append(of_assignments_with(column, codes))
    if codes := recoded(t.INITIATIVES, changed, before):
        tagged = f"SELECT assignment_id FROM {t.TAGS} WHERE initiative_id = ANY({id_list(sorted(codes))})"
        found.append(f"SELECT volunteer_id FROM {t.ASSIGNMENTS} WHERE id IN ({tagged})")
    if come_from:
        natives = f"SELECT id FROM {t.VOLUNTEERS} WHERE nationality_id = ANY({id_list(sorted(come_from))})"
        found.append(f"SELECT volunteer_id FROM {t.ASSIGNMENTS} WHERE volunteer_id IN ({natives})")
    return found


def of_assignments_with(column: str, ids: set[int]) -> str:
    return f"SELECT volunteer_id FROM {t.ASSIGNMENTS} WHERE {column} = ANY({id_list(sorted(ids))})"


def countries_of(table: str, changed: dict[str, list[int]]) -> set[int]:
    """The countries that changed rows of dated membership are about, or ever were."""
    if not changed[table]:
        return set()
    rows = id_list(changed[table])
    return set(ids_of(f"SELECT DISTINCT country_id FROM {event_table(table)} WHERE pgh_obj_id = ANY({rows})"))


def recoded(table: str, changed: dict[str, list[int]], before: TablesBefore) -> set[int]:
    """The rows of a table that are called otherwise by now; a changed name is no changed code."""
    if not changed[table]:
        return set()
    code, rows = t.CODES[table], f"id = ANY({id_list(changed[table])})"
    return set(
        ids_of(
            f"""SELECT COALESCE(o.id, n.id) FROM {before.rows(table, rows)} o
                FULL JOIN {NOW.rows(table, rows)} n ON n.id = o.id
                WHERE o.{code} IS DISTINCT FROM n.{code}"""
        )
    )
