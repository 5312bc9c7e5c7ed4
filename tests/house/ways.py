"""Which addresses the doors name: in links, buttons and redirects."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from tests.house.source import PACKAGE

DOORS = PACKAGE / "doors"
_IN_TEMPLATE = re.compile(r"""{% url ["']([a-z_]+\.[a-z_]+)["']""")
_PERMISSIONS = {"allowed", "may"}
"""What is handed to these is the name of a permission, which many addresses share."""


def _named_in(node: ast.AST) -> Iterator[str]:
    """Names of addresses in a piece of code: written whole, or as room and page beside each other."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in _PERMISSIONS:
            return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.Tuple):
        words = [each.value if isinstance(each, ast.Constant) else None for each in node.elts]
        yield from (f"{room}.{page}" for room, page in pairwise(words) if room and page)
    for child in ast.iter_child_nodes(node):
        yield from _named_in(child)


def named_addresses() -> set[str]:
    """Every text of the doors that may be the name of an address, permissions that are asked for aside."""
    named: set[str] = set()
    for template in DOORS.rglob("*.html"):
        named |= set(_IN_TEMPLATE.findall(template.read_text(encoding="utf-8")))
    for source in DOORS.rglob("*.py"):
        if source.name != "urls.py":
            named |= set(_named_in(ast.parse(source.read_text(encoding="utf-8"))))
    return named
