"""Who writes: only actions and the cellar. Also: who asks the clock, and who asks which database this is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import Source

ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave", "adelete"}
QUERIES = {"filter", "exclude", "all", "select_for_update"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITING_SQL = re.compile(r"^\s*(insert|update|delete|replace|drop|alter|create)\s", re.IGNORECASE)
MOMENTS = {"datetime", "date", "timezone", "datetime.datetime", "datetime.date"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}


def may_write(source: Source) -> bool:
    return source.parts[0] == "cellar" or source.furniture == "actions"


def is_queryset(node: ast.expr) -> bool:
    """Whether an expression hangs on a manager or on a query: `Loan.objects…`, `….filter(…)`."""
    while True:
        if isinstance(node, ast.Attribute):
            if node.attr in MANAGERS:
                return True
            node = node.value
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES:
                return True
            node = node.func
        else:
            return False


def is_write(call: ast.Call) -> bool:
    """Whether a call changes rows. `save` with a place to save to is a picture's or a workbook's, not a model's."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, call.func.value
    if name in ALWAYS_WRITES:
        return True
    if name in {"create", "update", "delete"}:
        return is_queryset(receiver)
    if name == "save":
        return not call.args
    if name in {"execute", "executemany"} and call.args:
        text = call.args[0]
        return isinstance(text, ast.Constant) and isinstance(text.value, str) and bool(WRITING_SQL.match(text.value))
    return False


def writes_in_the_wrong_place(source: Source) -> Iterator[str]:
    if may_write(source):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and is_write(node):
            yield f"{source.at(node)}: {ast.unparse(node)[:80]} writes; only a room's actions and the cellar do"


def is_clock(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value) in MOMENTS


def clocks_in_the_wrong_place(source: Source) -> Iterator[str]:
    """Rooms are told the time: only doors, the command line and tasks ask for it."""
    if not source.room or source.furniture == "tasks":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "carrel.cellar.kernel.clock":
            yield f"{source.at(node)}: asks the clock; take `now` as an argument"
        if isinstance(node, ast.Call) and is_clock(node.func):
            yield f"{source.at(node)}: {ast.unparse(node)} asks the clock; take `now` or `today` as an argument"


def asks_the_vendor(source: Source) -> Iterator[int]:
    """The lines of a module that ask which database this is."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "vendor" and "connection" in ast.unparse(node.value):
            yield node.lineno
