"""How other library systems behave, as cases in `tests/data/*.json`, and where we differ from them on purpose.

The differences are read from the tables of `docs/rules/` whose first column is “cases”, so that a case is either run or
has its reason where people read it. “(in part)” marks cases of which a part is offered here; they are run.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
RULES = ROOT / "docs" / "rules"
FILES = (
    "calendar", "rolling_periods", "fines_periods", "loan_states", "limits", "call_numbers", "isbn",
    "heading_normalisation",
)  # fmt: skip
_ROW = re.compile(r"^\| ([a-z_]+-\d.*?) \|")


def told(name: str) -> dict[str, Any]:
    """The whole of a file of cases."""
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text())
    return found


def every(name: str) -> dict[str, dict[str, Any]]:
    """Every case of a file by its id."""
    return {case["id"]: case for case in told(name)["cases"]}


@cache
def differences() -> dict[str, bool]:
    """The ids of the cases in which we differ on purpose; True when only in part."""
    found: dict[str, bool] = {}
    for page in sorted(RULES.glob("*.md")):
        for line in page.read_text().splitlines():
            row = _ROW.match(line)
            if row:
                found |= dict.fromkeys(_ids(row[1]), "(in part" in row[1])
    return found


def _ids(cell: str) -> list[str]:
    """“limits-02 to 09, 13 (Koha)” → limits-02 … limits-09, limits-13."""
    name, _, rest = cell.partition("(")[0].strip().partition("-")
    ids: list[str] = []
    for part in rest.split(","):
        first, _, last = part.strip().partition(" to ")
        ids += [f"{name}-{number:02}" for number in range(int(first), int(last or first) + 1)]
    return ids


def offered(name: str) -> list[Any]:
    """The cases of a file that hold here, wholly or in part, for `parametrize`."""
    return [pytest.param(case, id=key) for key, case in every(name).items() if differences().get(key, True)]


def on_purpose(name: str) -> list[Any]:
    """The cases of a file in which we differ wholly, for `parametrize`."""
    return [pytest.param(case, id=key) for key, case in every(name).items() if not differences().get(key, True)]
