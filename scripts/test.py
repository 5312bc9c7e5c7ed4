#!/usr/bin/env python3
"""The steps of `make test`, in order: `scripts/test.py [step ...]`.

All steps run even when one finds something, so that one run tells everything; the table at the end sums up.
What cannot be installed is named in one line and its step skipped, unless CARREL_REQUIRE lists it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
UNIT = ["-n", "2", "--dist", "worksteal", "--ignore=tests/browser", "--ignore=tests/house"]


@dataclass(frozen=True)
class Step:
    """One command; `needs` names what the machine must have for it; `within` a program that starts that for it.

    What it `wants` is installed if that can be done; without it some of its tests are skipped.
    """

    name: str
    command: list[str]
    needs: str = ""
    within: list[str] = field(default_factory=list)
    wants: str = ""


def python(*arguments: str) -> list[str]:
    return [str(BIN / "python"), *arguments]


STEPS = [
    Step("lint", [str(BIN / "ruff"), "check", "."]),
    Step("types", [str(BIN / "mypy")]),
    Step("contracts", [str(BIN / "lint-imports"), "--no-cache"]),
    Step("house", python("-m", "pytest", "-q", "tests/house")),
    Step("unit", python("-m", "pytest", "-q", *UNIT), wants="yaz"),
    Step(
        "postgresql",
        python("-m", "pytest", "-q", "--only-database", *UNIT),
        needs="postgresql",
        within=[str(ROOT / "scripts" / "with-postgresql")],
    ),
    Step("browser", python("-m", "pytest", "-q", "-n", "2", "tests/browser"), needs="chromium"),
]
EXTRA = [Step("pictures", python("-m", "pytest", "-q", "-n", "2", "tests/browser/pictures.py"), needs="chromium")]


def environment() -> dict[str, str]:
    """The caller's environment, less what would make a test run depend on who runs it.

    Compiled modules are kept: tests start hundreds of programs, and each would compile all of Carrel anew.
    """
    left_out = {"DATABASE_URL", "CARREL_VAR", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "CARREL_VAR": str(ROOT / "var" / "test")}


def run(step: Step) -> str:
    """Run one step and return how it ended: `passed`, `FAILED`, `skipped` or `MISSING`."""
    print(f"\n== {step.name}", flush=True)
    if step.needs and not system.ensure(step.needs):
        return "MISSING" if step.needs in system.required() else "skipped"
    if step.wants and not system.ensure(step.wants) and step.wants in system.required():
        return "MISSING"
    done = subprocess.run([*step.within, *step.command], cwd=ROOT, env=environment(), check=False)
    return "passed" if done.returncode == 0 else "FAILED"


def main(names: list[str]) -> int:
    known = {step.name: step for step in STEPS + EXTRA}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No step called {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    results = []
    for step in [known[name] for name in names] or STEPS:
        begun = time.monotonic()
        results.append((step.name, run(step), time.monotonic() - begun))
    print()
    for name, result, seconds in results:
        print(f"  {name:<12}{result:<9}{seconds:6.0f} s")
    return 0 if all(result in {"passed", "skipped"} for _, result, _ in results) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
