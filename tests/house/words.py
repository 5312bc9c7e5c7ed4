"""What is said: objection codes with their phrases and rules pages; names of modules; reasons for exceptions."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.source import Source

FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc", "base", "service", "services", "core"}
FORBIDDEN_NAMES |= {"manager", "managers"}
# Django looks for a database back end in a module called base; volunteers are called helpers.
NAMES_WITH_A_REASON = {"cellar/kernel/sqlite/base.py", "rooms/helpers"}
LONGEST = 400
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)\b")
SWITCHED_OFF = r"(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w,\s-]+\])"
REASONED = re.compile(rf"#\s*{SWITCHED_OFF}\s*(?:#|-|–|:)?\s*.*[a-zA-Z]{{3}}")
LATER = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")


def codes_in(source: Source) -> set[str]:
    """The objection codes a module can give: first arguments of Objection(…), and codes chosen beforehand in rules."""
    if len(source.parts) < 3:
        return set()
    pattern = re.compile(rf"^{source.parts[1]}\.[a-z_0-9]+$")
    found = set()
    for call in ast.walk(source.tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "Objection":
            first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "code"), None)
            if first is not None:
                found |= texts_of(first, source.tree)
    return {text for text in found if pattern.match(text) and not text.endswith("_")}


def texts_of(node: ast.expr, tree: ast.Module) -> set[str]:
    """The texts an expression can be: a constant, either side of an `if`, or what its name was set to in the module."""
    if isinstance(node, ast.Name):
        values = [
            each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == node.id for target in each.targets)
        ]
        return {text for value in values if not isinstance(value, ast.Name) for text in texts_of(value, tree)}
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def phrase_codes(source: Source) -> set[str]:
    """The codes a phrases module has a sentence for."""
    return {
        key.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def forbidden_names(paths: list[str]) -> Iterator[str]:
    """Modules and packages whose name says nothing about what they hold."""
    for path in paths:
        parts = path.removesuffix(".py").split("/")
        for depth, part in enumerate(parts, start=1):
            here = "/".join(path.split("/")[:depth])
            if part in FORBIDDEN_NAMES and not any(path.startswith(allowed) for allowed in NAMES_WITH_A_REASON):
                yield f"{here}: the name {part} says nothing about what is inside"


def too_long(path: str, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > LONGEST:
        yield f"{path}: {lines} lines; a file over {LONGEST} becomes a package of the same name"


def unreasoned_exceptions(path: str, text: str) -> Iterator[str]:
    """Comments that switch a check off without saying why, and work put off."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT:
            continue
        if EXCEPTION.search(token.string) and not REASONED.search(token.string):
            yield f"{path}:{token.start[0]}: {token.string} needs its reason on the same line"
        if LATER.search(token.string):
            yield f"{path}:{token.start[0]}: work put off; do it now or write an issue"
