"""What every action owes its readers: permission first, a promise, an inverse, a test file of its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tests.house.source import Source, is_action, verbs_offered

INVERSE = re.compile(r"(?<!No )\bInverse: ([\w.]+)")
DEEP = re.compile(r"carrel\.rooms\.\w+\.actions\.")
NO_INVERSE = re.compile(r"No inverse: \S+ \S+ \S+")


def body_of(function: ast.FunctionDef) -> list[ast.stmt]:
    """The statements after the docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module gives a name at its top."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return found


def permissions_of(statement: ast.stmt, names: Mapping[str, str]) -> set[str]:
    """The codes that a line `require(actor, "room.action")` asks for; `names` are the module's constants."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "require"):
        return set()
    code = call.args[1] if len(call.args) > 1 else ast.Constant("")
    ways = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
    return {names.get(way.id, "") if isinstance(way, ast.Name) else ast.unparse(way).strip("'") for way in ways}


def missing_permission(source: Source, function: ast.FunctionDef, codes: Collection[str]) -> Iterator[str]:
    """An action's first line asks for a permission, so that no door can forget it.

    It is the permission of its own name, or that of the action it is a part or a variant of.
    """
    body = body_of(function)
    asked = permissions_of(body[0], constants(source.tree)) if body else set()
    if not asked or not asked <= {f"{source.room}.{function.name}", *codes}:
        yield f'{source.at(function)}: {function.name} must begin with require(actor, "{source.room}.{function.name}")'


def names_an_inverse(function: ast.FunctionDef) -> bool:
    text = ast.get_docstring(function) or ""
    return bool(INVERSE.search(text) or NO_INVERSE.search(text))


def missing_promise(source: Source, function: ast.FunctionDef, names: Collection[str]) -> Iterator[str]:
    """The docstring promises in its first sentence and names the inverse, or says why there is none."""
    text = ast.get_docstring(function) or ""
    where = f"{source.at(function)}: {function.name}"
    if not text.splitlines() or not text.splitlines()[0].rstrip().endswith((".", ":", ";", "?")):
        yield f"{where} needs a docstring whose first line is a whole sentence"
        return
    inverse = INVERSE.search(text)
    if inverse is None and not NO_INVERSE.search(text):
        yield f"{where} names no inverse; end its docstring with `Inverse: name.` or `No inverse: why.`"
    elif inverse is not None and inverse.group(1).rstrip(".").split(".")[-1] not in names:
        yield f"{where} names {inverse.group(1)} as its inverse, and there is no such action"


def positional_arguments(source: Source, function: ast.FunctionDef) -> Iterator[str]:
    if len(function.args.posonlyargs) + len(function.args.args) > 1 or function.args.vararg:
        yield f"{source.at(function)}: {function.name} takes everything after actor by keyword"


def missing_test_file(source: Source, function: ast.FunctionDef, tests: Path) -> Iterator[str]:
    wanted = tests / "rooms" / source.room / f"test_{function.name}.py"
    if not wanted.exists():
        yield f"{source.at(function)}: {function.name} has no tests/rooms/{source.room}/test_{function.name}.py"


def inner_verbs(sources: Collection[Source]) -> dict[str, ast.FunctionDef]:
    """What a room's actions offer without asking for an actor: parts of other rooms' actions, by "room.name"."""
    found = verbs_offered(sources)
    return {f"{source.room}.{function.name}": function for source, function in found if not is_action(function)}


def past_the_front(source: Source) -> Iterator[str]:
    """Reaching into another room's package of actions for what its `__init__` does not offer."""
    for node in ast.walk(source.tree):
        module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        if DEEP.match(module) and module.split(".")[2] != source.room:
            yield f"{source.at(node)}: takes {module} from behind; import from the room's actions"


def doors_calling_inner_verbs(source: Source, inner: Collection[str]) -> Iterator[str]:
    """A door, or the command line, that goes past the permission by calling a part of an action."""
    if source.parts[0] not in {"doors", "cli"}:
        return
    rooms = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("carrel.rooms."):
            room = node.module.split(".")[2]
            for each in node.names:
                rooms[each.asname or each.name] = room
                if f"{room}.{each.name}" in inner:
                    yield f"{source.at(node)}: {room}.{each.name} is a part of an action; call the action"
        elif isinstance(node, ast.Attribute):
            room = rooms.get(ast.unparse(node.value), "")
            if f"{room}.{node.attr}" in inner:
                yield f"{source.at(node)}: {ast.unparse(node)} is a part of an action; call the action"
