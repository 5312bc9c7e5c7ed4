"""The documents keep their word: commands run, links lead somewhere, each dependency has its reason."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from carrel.cli.main import module_of
from tests.house import commands
from tests.house.source import PACKAGE, ROOT

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md") if (ROOT / name).exists()]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VENDORS = sorted(path.parent for place in (PACKAGE, ROOT / "tests") for path in place.rglob("vendor/*/VERSION.txt"))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_in_the_documents_runs(page: Path) -> None:
    found = set(commands.commands_in(page.read_text(encoding="utf-8")))
    wrong = {command: said for command in found if (said := commands.complaint(command, ROOT))}
    assert not wrong


def test_every_command_that_is_offered_is_there() -> None:
    folder = PACKAGE / "cli" / "management" / "commands"
    offered = {module_of(word) for word in commands.commands_in_help() - {"serve", "manage"}}
    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert offered == there


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_in_the_documents_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("make nonsense", "make has no nonsense"),
        ("carrel brew-tea", "no command brew-tea"),
        ("carrel backup --softly FILE", "no option --softly"),
        ("carrel serve --hots 0.0.0.0", "no option --hots"),
        ("scripts/not-there", "there is no scripts/not-there"),
    ],
)
def test_a_command_that_does_not_run_is_found(command: str, said: str) -> None:
    for page in (f"Type `{command}`.", f"```sh\n$ {command}  # and wait\n```\n", f"`PORT=8001 {command}`"):
        (found,) = commands.commands_in(page)
        assert said in commands.complaint(found, ROOT)


@pytest.mark.parametrize(
    "command", ["make test", "make run PORT=8001", "carrel restore FILE --replace", "carrel check"]
)
def test_a_command_that_runs_passes(command: str) -> None:
    assert commands.complaint(command, ROOT) == ""


def dependencies() -> list[str]:
    groups = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    return sorted(re.split(r"[\[<>=~]", line)[0] for line in groups)


def test_every_dependency_has_a_decision_page() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8").lower() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    assert not [name for name in dependencies() if name.lower() not in pages]


def test_the_set_for_pip_is_the_locked_set() -> None:
    """requirements.txt (for those who prefer pip) says what uv.lock says; `make lock` renews both."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"]: package["version"] for package in lock["package"] if "version" in package}
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))
    wanted = {re.split(r"[\[<>=~]", line)[0] for line in PROJECT["project"]["dependencies"]}
    assert wanted <= set(pinned), "run make lock"
    assert pinned.items() <= locked.items(), "run make lock"
    assert text.count("==") <= text.count("--hash=sha256:")


@pytest.mark.parametrize("folder", VENDORS, ids=lambda folder: folder.name)
def test_what_others_wrote_is_unchanged_and_says_whose_it_is(folder: Path) -> None:
    assert list(folder.glob("LICENSE*"))
    sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    shipped = {path.name for path in folder.iterdir()} - {"VERSION.txt", "SHA256SUMS"}
    assert {name for name in shipped if not name.startswith("LICENSE")} <= set(sums)
    for name, checksum in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum
    assert folder.name.split("-")[0] in (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def test_the_licence_of_everything_installed_is_named() -> None:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert not [name for name in pinned if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
