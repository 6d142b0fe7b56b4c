"""What the checks find, gathered aside and then kept: written are only the differences."""

from workspaces.checks import DUPLICATE, Check

TABLES = {
    "assignment": "assignments_assignment",
    "volunteer": "volunteers_volunteer",
    "host_entity": "partners_hostentity",
}

ROOM = """
    DROP TABLE IF EXISTS found_now;
    CREATE TEMPORARY TABLE found_now (
        kind text, about text, severity int, volunteer_id bigint, other_volunteer_id bigint, assignment_id bigint,
        host_entity_id bigint, values jsonb, fingerprint text)"""

FOUND = """
    INSERT INTO found_now (kind, about, severity, {subject}_id, values, fingerprint)
    SELECT '{kind}', one.row::text, {severity}, one.row, one.values, md5(concat_ws('|', one.values::text{relied}))
    FROM (SELECT DISTINCT ON (found.row) found.row, to_jsonb(found) - ARRAY['row', 'other_row'] AS values
          FROM ({query}) AS found ORDER BY found.row) AS one
    JOIN {table} AS t ON t.id = one.row"""

FOUND_IN_PAIRS = """
    INSERT INTO found_now (kind, about, severity, volunteer_id, other_volunteer_id, values, fingerprint)
    SELECT '{kind}', concat(other_row, ':', row), {severity}, row, other_row,
           to_jsonb(found) - ARRAY['row', 'other_row'], ''
    FROM ({query}) AS found"""
"""Who are two people stay so whatever else changes: what is said of a pair holds for good."""

MENDED = """
    DELETE FROM workspaces_finding AS f
    WHERE NOT EXISTS (SELECT 1 FROM found_now AS n WHERE n.kind = f.kind AND n.about = f.about)"""

DIFFERENT = """
    UPDATE workspaces_finding AS f SET values = n.values, fingerprint = n.fingerprint, severity = n.severity
    FROM found_now AS n
    WHERE n.kind = f.kind AND n.about = f.about
      AND (f.values, f.fingerprint, f.severity) IS DISTINCT FROM (n.values, n.fingerprint, n.severity)"""

NEW = """
    INSERT INTO workspaces_finding (kind, about, severity, volunteer_id, other_volunteer_id, assignment_id,
                                    host_entity_id, values, fingerprint, found_at)
    SELECT kind, about, severity, volunteer_id, other_volunteer_id, assignment_id, host_entity_id, values, fingerprint,
           now()
    FROM found_now AS n ON CONFLICT (kind, about) DO NOTHING"""

ACCEPTED = """
    UPDATE workspaces_finding AS f SET acceptance_id = said.acceptance_id
    FROM (SELECT f.id, a.id AS acceptance_id FROM workspaces_finding AS f LEFT JOIN workspaces_acceptance AS a
              ON a.kind = f.kind AND a.about = f.about AND a.fingerprint = f.fingerprint) AS said
    WHERE said.id = f.id AND f.acceptance_id IS DISTINCT FROM said.acceptance_id"""
"""What somebody accepted stays accepted while the values are those it was accepted for."""


def make_room(cursor) -> None:
    cursor.execute(ROOM)


def look(cursor, check: Check) -> None:
    """Gather what one check finds."""
    if check.kind == DUPLICATE:
        cursor.execute(FOUND_IN_PAIRS.format(kind=check.kind, severity=int(check.severity), query=check.query))
        return
    cursor.execute(
        FOUND.format(
            kind=check.kind,
            severity=int(check.severity),
            subject=check.subject,
            table=TABLES[check.subject],
            relied="".join(f", t.{column}" for column in check.relies_on),
            query=check.query,
        )
    )


def keep_what_was_found(cursor) -> dict[str, int]:
    """Bring the findings to what was found now, in one transaction; tells how many were written."""
    cursor.execute("ANALYZE found_now")
    numbers = {}
    for name, statement in (("deleted", MENDED), ("updated", DIFFERENT), ("created", NEW)):
        cursor.execute(statement)
        numbers[name] = cursor.rowcount
    cursor.execute(ACCEPTED)
    cursor.execute("DROP TABLE found_now")
    return numbers
