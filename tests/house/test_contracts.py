"""The import contracts hold, and each fails on a deliberate breach, planted in a copy of the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = [contract["id"] for contract in SETTINGS["contracts"]]

# For each contract: files planted (appended to when they exist), and what the report must then say.
PLANTED = {
    "storeys": ({"cellar/kernel/money.py": "import carrel.doors.web"}, "is not allowed to import carrel.doors"),
    "rooms": ({"rooms/schools/rules.py": "import carrel.rooms.circulation.rules"}, "carrel.rooms.schools"),
    "cellar": ({"cellar/marc/__init__.py": "import carrel.cellar.oneroster"}, "carrel.cellar.marc"),
    "furniture": ({"rooms/schools/queries.py": "import carrel.rooms.schools.actions"}, "carrel.rooms.schools.queries"),
    "purity": ({"rooms/schools/rules.py": "import django.utils.timezone"}, "carrel.rooms.schools.rules"),
    "models": ({"doors/web/places.py": "import carrel.rooms.schools.models"}, "carrel.doors.web.places"),
}
EXHAUSTIVE = {
    "storeys": "attic/__init__.py",
    "doors": "doors/window/__init__.py",
    "rooms": "rooms/broom_cupboard/__init__.py",
    "cellar": "cellar/sump/__init__.py",
    "furniture": "rooms/schools/utils.py",
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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the Python source to plant breaches in."""
    shutil.copytree(
        PACKAGE, tmp_path / "carrel", ignore=shutil.ignore_patterns("static", "templates", "locale", "__pycache__")
    )
    return tmp_path


def plant(folder: Path, path: str, line: str) -> None:
    target = folder / "carrel" / path
    if not target.exists() and target.with_suffix("").is_dir():
        target = target.with_suffix("") / "__init__.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_copy_is_what_gets_checked_and_it_is_sound(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_a_forbidden_import_is_found(copy: Path, contract: str) -> None:
    files, said = PLANTED[contract]
    for path, line in files.items():
        plant(copy, path, line)
    done = lint(copy, contract)
    assert done.returncode != 0
    assert said in done.stdout.replace("\n", " "), done.stdout + done.stderr


@pytest.mark.parametrize("contract", sorted(EXHAUSTIVE))
def test_a_package_without_a_storey_is_found(copy: Path, contract: str) -> None:
    plant(copy, EXHAUSTIVE[contract], "")
    done = lint(copy, contract)
    assert done.returncode != 0
    name = EXHAUSTIVE[contract].removesuffix("/__init__.py").removesuffix(".py").split("/")[-1]
    assert name in done.stdout + done.stderr


def test_every_contract_has_its_breach() -> None:
    assert set(PLANTED) | set(EXHAUSTIVE) == set(CONTRACTS)


def test_every_room_is_under_the_furniture_contract() -> None:
    furniture = next(each for each in SETTINGS["contracts"] if each["id"] == "furniture")
    rooms = {
        f"carrel.rooms.{folder.name}" for folder in (PACKAGE / "rooms").iterdir() if (folder / "__init__.py").exists()
    }
    assert set(furniture["containers"]) == rooms
