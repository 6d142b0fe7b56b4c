"""Which modules of the project a Python file imports, however it writes it."""

import ast
from collections.abc import Iterator
from pathlib import Path

Module = tuple[str, ...]
IMPORTERS = {"import_module", "__import__", "import_string", "run_module"}
"""Functions that import what a text names."""

COMPUTED = ("<computed>",)
"""In place of the module where an importer is given something that only a run knows."""


def module_of(path: Path, root: Path) -> Module:
    parts = path.relative_to(root).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def package_of(path: Path, root: Path) -> Module:
    """What the first dot of a relative import stands for."""
    return path.relative_to(root).parts[:-1]


def imported_modules(text: str, package: Module) -> set[Module]:
    """Everything that a module's text imports, at its top or inside functions, with one import for each name."""
    tree = ast.parse(text)
    importers = IMPORTERS | set(other_names(tree))
    return {module for node in ast.walk(tree) for module in imported_by(node, package, importers)}


def other_names(tree: ast.AST) -> Iterator[str]:
    """What a file calls importers itself: `from importlib import import_module as load`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (name.asname for name in node.names if name.name in IMPORTERS and name.asname)


def imported_by(node: ast.AST, package: Module, importers: set[str]) -> Iterator[Module]:
    if isinstance(node, ast.Import):
        yield from (tuple(name.name.split(".")) for name in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = (*above(package, node.level), *(node.module.split(".") if node.module else ()))
        yield from ((*base, name.name) for name in node.names)
    elif isinstance(node, ast.Call) and called(node) in importers:
        yield named(node, package)


def above(package: Module, level: int) -> Module:
    """The package that so many dots lead to; more dots than there are folders lead to the project itself."""
    return package[: max(len(package) - level + 1, 0)] if level else ()


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def named(node: ast.Call, package: Module) -> Module:
    """The module that an importer is asked for."""
    given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in ("name", "dotted_path"))]
    if not given or not isinstance(given[0], ast.Constant) or not isinstance(given[0].value, str):
        return COMPUTED
    text = given[0].value
    level = len(text) - len(text.lstrip("."))
    return (*above(package, level), *filter(None, text[level:].split(".")))
