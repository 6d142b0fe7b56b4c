"""The house keeps its order: who imports whom, how long files and lines are, and no script or style in templates."""

import re
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.imports_of_the_house import COMPUTED, Module, imported_modules, module_of, package_of

PROJECT = Path(__file__).resolve().parent.parent
APPS = [
    "calculation",
    "accounts",
    "imports",
    "documents",
    "partners",
    "volunteers",
    "assignments",
    "recruitment",
    "surveys",
    "cooperation",
    "finance",
    "learning",
    "evaluations",
    "facts",
    "figures",
    "results",
    "reports",
    "workspaces",
    "demo",
    "servers",
    "unvportal",
]
"""From the ground up: each may import those before it. What does not exist yet has its place already."""

WHO_USES_THEM_ALL = ["manage", "deploy", "bench", "tests"]
"""Above the roof: what starts, measures and tests the portal; nothing of the portal imports it."""

ORDER = [*APPS, *WHO_USES_THEM_ALL]
REGISTERS = {"recruitment", "surveys", "cooperation", "finance", "learning", "evaluations"}
"""Side by side: none knows another."""

APART = {"calculation": {"numpy"}, "servers": {"psycopg"}}
"""What knows neither Django nor the rest of the house, and the packages it needs."""

DATABASES_OF_PYTHON = {"sqlite3", "dbm", "shelve"}

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
LONGEST_TEMPLATE_LINE = 160


def python_files(root: Path = PROJECT) -> list[Path]:
    """Every Python file of the tree, in whatever folder; hidden folders hold what is installed and what a run left."""
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [*sorted(root.glob("*.py")), *(path for folder in folders for path in sorted(folder.rglob("*.py")))]


FILES = python_files()
SOURCES = [path for path in FILES if module_of(path, PROJECT)[0] in APPS and "migrations" not in path.parts]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))


def imports_of(path: Path, root: Path = PROJECT) -> set[Module]:
    return imported_modules(path.read_text(), package_of(path, root))


def misplaced(root: Path = PROJECT) -> list[str]:
    """What stands or imports against the order: files of unknown folders, and imports that the order forbids."""
    found = []
    for path in python_files(root):
        here = module_of(path, root)
        if here[0] not in ORDER:
            found.append(f"{path.relative_to(root)} stands in a folder that the order does not know")
            continue
        forbidden = [module for module in imports_of(path, root) if not may_import(here, module)]
        found += [f"{path.relative_to(root)} imports {'.'.join(module)}" for module in sorted(forbidden)]
    return found


def may_import(here: Module, module: Module) -> bool:
    mine, theirs = here[0], module[0]
    if module == COMPUTED:
        return mine in ("unvportal", *WHO_USES_THEM_ALL)
    if mine == theirs:
        return True
    if mine in APART:
        return theirs in APART[mine] | sys.stdlib_module_names - DATABASES_OF_PYTHON
    if theirs in WHO_USES_THEM_ALL:
        return mine in WHO_USES_THEM_ALL
    if {mine, theirs} <= REGISTERS:
        return False
    return theirs not in ORDER or ORDER.index(theirs) < ORDER.index(mine)


def room_of(module: Module) -> int | None:
    for number, names in enumerate(ROOMS):
        if len(module) > 1 and module[1] in names:
            return number
    return None


def short(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_every_folder_stands_in_the_order_and_imports_only_what_is_below():
    assert not misplaced()


def test_models_refer_only_to_models_below():
    upward = [
        f"{model._meta.label} refers to {field.related_model._meta.label} by {field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if not may_refer(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert not upward


def may_refer(mine: str, theirs: str) -> bool:
    return mine not in APPS or theirs not in APPS or may_import((mine,), (theirs,))


WAYS = [
    "import {}.choices",
    "import {}.choices as choices",
    "from {} import choices",
    "from {}.actions.deep import act",
    "def later():\n    from {} import models",
    "class Holder:\n    import {} as held",
    "try:\n    import {}\nexcept ImportError:\n    pass",
    "import importlib\nimportlib.import_module('{}.models')",
    "from importlib import import_module as load\nload(name='{}.models')",
    "__import__('{}')",
    "from django.utils.module_loading import import_string\nimport_string('{}.models.Thing')",
]
RELATIVE_WAYS = ["from {dots}{} import models", "from {dots} import {}", "from {dots}{}.models import Thing as T"]
PLACES = ["planted.py", "__init__.py", "management/commands/planted.py", "migrations/0002_planted.py"]


@pytest.mark.parametrize("theirs", ORDER)
@pytest.mark.parametrize("mine", APPS)
def test_notices_an_import_against_the_order_between_any_two(mine, theirs):
    is_allowed = mine == theirs or (ORDER.index(theirs) < ORDER.index(mine) and not are_apart(mine, theirs))
    for place in PLACES:
        path = PROJECT / mine / place
        dots = "." * len(path.relative_to(PROJECT).parts)
        texts = [way.format(theirs) for way in WAYS] + [way.format(theirs, dots=dots) for way in RELATIVE_WAYS]
        for text in texts:
            planted = [module for module in imported_modules(text, package_of(path, PROJECT)) if module[0] == theirs]
            assert planted, text
            assert all(may_import(module_of(path, PROJECT), module) == is_allowed for module in planted), text


def are_apart(mine: str, theirs: str) -> bool:
    return mine in APART or {mine, theirs} <= REGISTERS


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("calculation/planted.py", "from ..results import scorecard"),
        ("calculation/deep/planted.py", "def act():\n    from ...facts import models"),
        ("facts/actions/planted.py", "import figures.answer as answers"),
        ("accounts/migrations/0009_planted.py", "from partners.models import Country"),
        ("figures/planted.py", "import importlib\nname = 'results.models'\nimportlib.import_module(name)"),
        ("extras/planted.py", ""),
        ("static/tools/planted.py", "import json"),
        ("planted.py", "import json"),
    ],
)
def test_notices_whatever_is_planted_in_the_tree(place, text, tmp_path):
    planted = tmp_path / place
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text)
    assert len(misplaced(tmp_path)) == 1


@pytest.mark.parametrize("mine", APART)
@pytest.mark.parametrize("theirs", ["django.db", "psycopg2", "rest_framework", "celery", "accounts.models", "facts"])
def test_calculation_and_servers_know_neither_django_nor_the_house(mine, theirs):
    assert not may_import((mine, "planted"), tuple(theirs.split(".")))
    assert may_import((mine, "planted"), ("dataclasses",))


def test_calculation_knows_no_database():
    assert not may_import(("calculation", "planted"), ("psycopg",))
    assert not may_import(("calculation", "planted"), ("sqlite3",))


def test_every_app_of_ours_stands_in_the_order():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == PROJECT}
    assert ours <= set(APPS)
    assert "figures" in settings.INSTALLED_APPS


def test_rooms_of_an_app_import_only_rooms_before_them():
    backward = []
    for path in SOURCES:
        here = module_of(path, PROJECT)
        for module in imports_of(path):
            mine, theirs = room_of(here), room_of(module)
            if module[0] == here[0] and None not in (mine, theirs) and theirs > mine:
                backward.append(f"{short(path)} imports {'.'.join(module)}")
    assert not backward


def test_no_two_modules_import_each_other_even_by_a_detour():
    modules = {module_of(path, PROJECT): path for path in FILES}
    edges = {
        here: {known(module, modules) for module in imports_of(path)} - {None, here} for here, path in modules.items()
    }
    assert not circles(edges)


def known(module: Module, modules: dict) -> Module | None:
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


def test_lines_of_templates_are_short():
    long = [
        f"{short(path)}:{number}: {len(line)} characters"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST_TEMPLATE_LINE
    ]
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
