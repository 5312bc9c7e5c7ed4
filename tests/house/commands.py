"""Commands as the documents name them: `make …`, `carrel …`, and programs of ours by their path."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from carrel.cli import serving
from carrel.cli.main import HELP, module_of

SPAN = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"^([a-z][a-z ]*):(?!=)", re.MULTILINE)
PLACEHOLDER = re.compile(r"^(?:[A-Z][A-Z0-9_]*|…|\.\.\.|<.*>)$")
ASSIGNMENT = re.compile(r"^[A-Z_]+=\S*$")


def commands_in(text: str) -> Iterator[str]:
    """Every command line of ours in a Markdown page: in shell blocks, and in spans that begin with one of our words."""
    lines = [line.strip().removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines()]
    for line in [*lines, *SPAN.findall(BLOCK.sub("", text))]:
        words = line.split("#")[0].split()
        while words and ASSIGNMENT.match(words[0]):
            words.pop(0)
        if words and (words[0] in {"make", "carrel"} or words[0].startswith(("scripts/", ".venv/bin/"))):
            yield " ".join(words)


def make_targets(makefile: str) -> set[str]:
    return {name for line in TARGET.findall(makefile) for name in line.split()}


def complaint(command: str, root: Path) -> str:
    """Why a command would not run, or ""."""
    words = shlex.split(command)
    if words[0] == "make":
        known = make_targets((root / "Makefile").read_text(encoding="utf-8"))
        unknown = [word for word in words[1:] if "=" not in word and word not in known]
        return f"make has no {', '.join(unknown)}" if unknown else ""
    if words[0] == "carrel":
        return complaint_of_carrel(words[1:])
    return "" if (root / words[0]).exists() else f"there is no {words[0]}"


def complaint_of_carrel(words: list[str]) -> str:
    if not words or words[0] in {"manage", "help", "--help"} or PLACEHOLDER.match(words[0]):
        return ""
    if words[0] == "serve":
        return unknown_options(serving.parser({}), words[1:])
    try:
        module = import_module(f"carrel.cli.management.commands.{module_of(words[0])}")
    except ModuleNotFoundError:
        return f"carrel has no command {words[0]}"
    return unknown_options(module.Command().create_parser("carrel", words[0]), words[1:])


def unknown_options(parser: Any, words: list[str]) -> str:
    """The options a parser does not know; what stands for a value is not tried."""
    known = {option for action in parser._actions for option in action.option_strings}
    unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
    return f"there is no option {', '.join(unknown)}" if unknown else ""


def commands_in_help() -> set[str]:
    """The commands that `carrel` without a word lists."""
    return set(re.findall(r"^  ([a-z][a-z-]*)", HELP, re.MULTILINE))
