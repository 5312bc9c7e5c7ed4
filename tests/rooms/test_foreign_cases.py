"""Every case of another system is run, or has its row with the reason in docs/rules; and no row speaks of none."""

import re
from pathlib import Path

import pytest

from tests.foreign_cases import DATA, FILES, ROOT, RULES, differences, every


def test_every_file_of_cases_is_known() -> None:
    """Besides the call-number pairs, which are no cases but a list, and the MARC files."""
    assert {path.stem for path in DATA.glob("*.json")} == {*FILES, "call_number_pairs"}


def test_no_difference_is_told_of_a_case_that_is_not_there() -> None:
    known = {key for name in FILES for key in every(name)}
    assert differences().keys() <= known


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_by_a_test_that_runs_what_is_offered(name: str) -> None:
    if all(differences().get(key) is False for key in every(name)):
        return  # wholly different: its rows say why
    called = re.compile(rf'offered\("{name}"\)')
    assert any(called.search(path.read_text()) for path in (ROOT / "tests").rglob("test_*.py"))


def test_every_difference_says_why() -> None:
    for page in RULES.glob("*.md"):
        for line in page.read_text().splitlines():
            if re.match(r"^\| [a-z_]+-\d", line):
                cells = [cell.strip() for cell in line.strip("|\n ").split("|")]
                assert len(cells) == 4, line
                assert all(cells), line


@pytest.mark.shared
@pytest.mark.parametrize("name", [*FILES, "call_number_pairs"])
def test_the_cases_are_those_that_were_given(name: str, shared_data: Path) -> None:
    assert (DATA / f"{name}.json").read_bytes() == (shared_data / "cases" / f"{name}.json").read_bytes()
