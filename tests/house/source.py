"""Reading the repository's own source for the house tests: files by kind, syntax trees, docstrings."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "carrel"


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands below src/carrel ("rooms/people/actions.py") and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    @property
    def room(self) -> str:
        """The room's name, or "" outside the rooms."""
        return self.parts[1] if self.parts[0] == "rooms" and len(self.parts) > 2 else ""

    @property
    def furniture(self) -> str:
        """`actions` for rooms/people/actions.py and for rooms/people/actions/merging.py; "" outside the rooms."""
        return self.parts[2] if self.room else ""

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


def python_files() -> list[Source]:
    """Every module of the package but migrations, which Django writes."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return [Source(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def public_functions(source: Source) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a module whose names do not begin with an underscore."""
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def is_action(function: ast.FunctionDef) -> bool:
    """An action is a verb that somebody does: its first argument is the actor."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    return bool(arguments) and arguments[0].arg == "actor"


def names_imported(source: Source) -> set[str]:
    return {each.name for node in ast.walk(source.tree) if isinstance(node, ast.ImportFrom) for each in node.names}


def verbs_offered(sources: Collection[Source]) -> Iterator[tuple[Source, ast.FunctionDef]]:
    """What the rooms' actions offer: all public functions of a module, of a package those its `__init__` shows."""
    fronts = [source for source in sources if source.furniture == "actions" and source.parts[-1] == "__init__"]
    offered = {front.room: names_imported(front) for front in fronts}
    for source in sources:
        if source.furniture == "actions":
            for function in public_functions(source):
                if source.room not in offered or source in fronts or function.name in offered[source.room]:
                    yield source, function


def actions(sources: Collection[Source]) -> Iterator[tuple[Source, ast.FunctionDef]]:
    """Every action of every room."""
    return (each for each in verbs_offered(sources) if is_action(each[1]))
