"""The house keeps its order: who imports whom, how long files are, and no script or style inside templates."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
APPS = [
    "accounts",
    "imports",
    "documents",
    "partners",
    "volunteers",
    "assignments",
    "results",
    "workspaces",
    "unvportal",
]
"""From the ground up: each may import those before it."""

ROOMS = [
    {"querysets"},
    {"models"},
    {"actions"},
    {"tasks"},
    {"imports", "forms", "api", "filters", "tables"},
    {"views", "admin"},
    {"urls"},
]
"""From the ground up; the last ones stand side by side."""

LONGEST_FILE = 500
SOURCES = sorted(
    path
    for app in APPS
    for path in (PROJECT / app).rglob("*.py")
    if "migrations" not in path.relative_to(PROJECT).parts
)
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))


def module_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported_by(path: Path) -> set[tuple[str, ...]]:
    """The modules of ours that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {tuple(name.name.split(".")) for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            base = tuple(node.module.split("."))
            found |= {(*base, name.name) for name in node.names}
    return {module for module in found if module[0] in APPS}


def room_of(module: tuple[str, ...]) -> int | None:
    for number, names in enumerate(ROOMS):
        if len(module) > 1 and module[1] in names:
            return number
    return None


def short(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_apps_import_only_those_below():
    upward = [
        f"{short(path)} imports {'.'.join(module)}"
        for path in SOURCES
        for module in imported_by(path)
        if APPS.index(module[0]) > APPS.index(module_of(path)[0])
    ]
    assert not upward


def test_rooms_of_an_app_import_only_rooms_before_them():
    backward = []
    for path in SOURCES:
        here = module_of(path)
        for module in imported_by(path):
            mine, theirs = room_of(here), room_of(module)
            if module[0] == here[0] and None not in (mine, theirs) and theirs > mine:
                backward.append(f"{short(path)} imports {'.'.join(module)}")
    assert not backward


def test_no_two_modules_import_each_other_even_by_a_detour():
    modules = {module_of(path): path for path in SOURCES}
    edges = {
        here: {known(module, modules) for module in imported_by(path)} - {None, here} for here, path in modules.items()
    }
    assert not circles(edges)


def known(module: tuple[str, ...], modules: dict) -> tuple[str, ...] | None:
    while module and module not in modules:
        module = module[:-1]
    return module or None


def circles(edges: dict) -> list[str]:
    """What remains once everything that imports nothing remaining is taken away, again and again."""
    remaining = {here: set(there) for here, there in edges.items()}
    while free := [here for here, there in remaining.items() if not there & remaining.keys()]:
        for here in free:
            del remaining[here]
    return [".".join(here) for here in remaining]


def test_files_are_short():
    long = [short(path) for path in [*SOURCES, *TEMPLATES] if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert not long


def test_migrations_have_names_that_say_something():
    automatic = [short(path) for app in APPS for path in (PROJECT / app).glob("migrations/*_auto_*.py")]
    assert not automatic


def test_nothing_is_called_helpers_or_utils():
    vague = [short(path) for path in SOURCES if path.stem in {"utils", "helpers", "services", "misc", "common"}]
    assert not vague


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("script", r"<script(?![^>]*\bsrc=)(?![^>]*application/json)"),
        ("style", r"<style|\sstyle="),
        ("handler", r"\son(click|change|submit|load|input|focus|blur|key\w+)="),
        ("address of a script", r"javascript:"),
        ("far-away file", r"""(?:src|href)=["'](?:https?:)?//[^"']*\.(?:js|css|woff2?|png|svg)"""),
    ],
)
def test_templates_hold_no_inline_script_or_style_and_fetch_nothing_from_afar(what, pattern):
    found = [short(path) for path in TEMPLATES if re.search(pattern, path.read_text(), re.IGNORECASE)]
    assert not found, what


def test_the_checks_of_this_file_would_notice():
    assert circles({("a",): {("b",)}, ("b",): {("a",)}, ("c",): {("a",)}}) == ["a", "b", "c"]
    assert room_of(("assignments", "admin")) > room_of(("assignments", "models", "within"))
