"""The import contracts hold, and each fails on a deliberate breach, planted in a copy of the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = [contract["id"] for contract in SETTINGS["contracts"]]
NAMES = {contract["id"]: contract["name"] for contract in SETTINGS["contracts"]}

# For each contract: the file a forbidden import is planted in, the import, and what the report must say then.
PLANTED = {
    "storeys": ("cellar/kernel/money.py", "carrel.doors.web", "carrel.cellar is not allowed to import carrel.doors"),
    "rooms": ("rooms/schools/rules.py", "carrel.rooms.circulation.rules", "rooms.schools is not allowed to import"),
    "cellar": ("cellar/marc/__init__.py", "carrel.cellar.oneroster", "cellar.marc is not allowed to import"),
    "furniture": (
        "rooms/schools/queries.py",
        "carrel.rooms.schools.actions",
        "schools.queries is not allowed to import",
    ),
    "purity": ("rooms/schools/rules.py", "django.utils.timezone", "schools.rules is not allowed to import django"),
    "models": ("doors/web/places.py", "carrel.rooms.schools.models", "doors is not allowed to import carrel.rooms"),
}
EXHAUSTIVE = {
    "storeys": "attic/__init__.py",
    "doors": "doors/window/__init__.py",
    "rooms": "rooms/broom_cupboard/__init__.py",
    "cellar": "cellar/sump/__init__.py",
    "furniture": "rooms/schools/drawer.py",
}


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Check the copy of the package that stands in `folder`; the path goes first, before the installed package."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1));"
        "from importlinter.cli import lint_imports_command as run; run()"
    )
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [
        sys.executable,
        "-c",
        program,
        str(folder),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
        *chosen,
    ]
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """copies("name") → a copy of the Python source to plant breaches in."""

    def copy(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        leave = shutil.ignore_patterns("static", "templates", "locale", "data", "__pycache__")
        shutil.copytree(PACKAGE, folder / "carrel", ignore=leave)
        return folder

    return copy


def plant(folder: Path, path: str, line: str) -> None:
    target = folder / "carrel" / path
    if not target.exists() and target.with_suffix("").is_dir():
        target = target.with_suffix("") / "__init__.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def said_by(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join((done.stdout + done.stderr).split())


def test_the_copy_is_what_gets_checked_and_it_is_sound(copies: Callable[[str], Path]) -> None:
    done = lint(copies("sound"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def breached(copies: Callable[[str], Path]) -> str:
    """The report on a copy with a forbidden import against each contract."""
    folder = copies("breached")
    for path, module, _ in PLANTED.values():
        plant(folder, path, f"import {module}")
    done = lint(folder)
    assert done.returncode != 0
    return said_by(done)


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_a_forbidden_import_is_found(breached: str, contract: str) -> None:
    assert f"{NAMES[contract]} BROKEN" in breached
    assert PLANTED[contract][2] in breached


@pytest.mark.parametrize("contract", sorted(EXHAUSTIVE))
def test_a_package_without_a_storey_is_found(copies: Callable[[str], Path], contract: str) -> None:
    folder = copies("exhaustive")
    plant(folder, EXHAUSTIVE[contract], "")
    done = lint(folder, contract)
    assert done.returncode != 0
    name = EXHAUSTIVE[contract].removesuffix("/__init__.py").removesuffix(".py").split("/")[-1]
    assert name in said_by(done)


def test_every_contract_has_its_breach() -> None:
    assert set(PLANTED) | set(EXHAUSTIVE) == set(CONTRACTS)


def test_every_room_is_under_the_furniture_contract() -> None:
    furniture = next(each for each in SETTINGS["contracts"] if each["id"] == "furniture")
    rooms = {
        f"carrel.rooms.{folder.name}" for folder in (PACKAGE / "rooms").iterdir() if (folder / "__init__.py").exists()
    }
    assert set(furniture["containers"]) == rooms
