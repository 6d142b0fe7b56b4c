"""docs/roles.md says who may do what: its tables are held against what the apps grant."""

from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override

from accounts.models import StaffRole
from accounts.permissions import granted_to

PAGE = Path(__file__).parent.parent / "docs" / "roles.md"
ROLES = [role for role in StaffRole.values if role]
ORDER = ["view", "add", "change", "delete"]
WORDS = {"view": "sees", "add": "adds", "change": "changes", "delete": "removes"}


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without the line that names its columns and the one below."""
    text = PAGE.read_text(encoding="utf-8")
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def granted() -> dict[str, dict[str, set[str]]]:
    """What each role may do with each kind of record, and what else it may do: `app.model` or `app.codename`."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role in ROLES:
        for permission in granted_to(role):
            app, _, codename = permission.partition(".")
            action, _, model = codename.partition("_")
            if action in ORDER and model in apps.all_models[app]:
                found[f"{app}.{model}"][role].add(action)
            else:
                found[permission][role].add("")
    return found


def records_table() -> list[list[str]]:
    """The table of records as it has to be: a row for each kind, a cell for each role."""
    with override("en"):
        return [
            [str(apps.get_model(name)._meta.verbose_name_plural), *(cell(of_role[role]) for role in ROLES)]
            for name, of_role in sorted(granted().items())
            if name.partition(".")[2] in apps.all_models[name.partition(".")[0]]
        ]


def cell(actions: set[str]) -> str:
    return ", ".join(WORDS[action] for action in ORDER if action in actions) or "–"


def as_markdown(table: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


def test_the_table_of_records_is_what_the_apps_grant():
    expected = records_table()
    assert rows_of("Records") == expected, f"docs/roles.md needs this table of records:\n{as_markdown(expected)}"


def test_the_table_of_actions_names_each_other_right():
    """A row for each right that is not about a kind of record: its name in backquotes, then yes or – for each role."""
    expected = {
        name: ["yes" if role in of_role else "–" for role in ROLES]
        for name, of_role in granted().items()
        if name.partition(".")[2] not in apps.all_models[name.partition(".")[0]]
    }
    assert {row[1].strip("`"): row[2:] for row in rows_of("Actions")} == expected


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_described(role):
    assert StaffRole(role).label in {row[0] for row in rows_of("Roles")}


def test_an_auditor_changes_nothing():
    assert {action for of_role in granted().values() for action in of_role[StaffRole.AUDITOR]} == {"view"}
