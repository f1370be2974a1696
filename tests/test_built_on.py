"""What the digest of a format's code covers: every module that its bytes, or the proof of them, depend on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import fanzha
from fanzha.plan import SHARED

PACKAGE = Path(fanzha.__file__).parent
PLANNED = ("config.py", "references.py", "load", "model")
"""What these work out stands in the parameters of an artefact, which have a digest of their own."""
TOLD = ("diagnostics", "forks.py", "garbage.py", "__init__.py")
"""How problems are worded, and in how many processes something is made: no byte depends on them."""


def imported(module: Path) -> Iterator[Path]:
    """Yield the files below the package that a module imports when it runs."""
    for node in _running(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "fanzha":
            folder = PACKAGE.joinpath(*(node.module or "").split(".")[1:])
            for name in ("", *(alias.name for alias in node.names)):
                base = folder / name
                yield from (file for file in (base.with_suffix(".py"), base / "__init__.py") if file.is_file())


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _running(node)


def within(file: Path, parts: tuple[str, ...]) -> bool:
    return any(file == PACKAGE / part or PACKAGE / part in file.parents for part in parts)


def test_a_format_is_made_again_when_a_module_that_it_is_built_on_changes() -> None:
    parts = (*SHARED, "formats")
    modules = [file for file in sorted(PACKAGE.rglob("*.py")) if within(file, parts)]
    assert len(modules) > 200
    left_out = {
        f"{file.relative_to(PACKAGE)} for {module.relative_to(PACKAGE)}"
        for module in modules
        for file in imported(module)
        if not within(file, (*parts, *PLANNED, *TOLD))
    }
    assert not left_out


def test_no_part_is_listed_that_is_not_there() -> None:
    assert [part for part in SHARED if not (PACKAGE / part).exists()] == []
