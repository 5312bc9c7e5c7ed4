"""The steps of `make test`: what is missing is named and skipped, unless it is required; whatever fails counts."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delenv("CARREL_REQUIRE", raising=False)
    # `test` is also a package of Python's own: ours is loaded by its path.
    spec = importlib.util.spec_from_file_location("carrel_steps", SCRIPTS / "test.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "carrel_steps", module)
    spec.loader.exec_module(module)
    return module


def without(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has nothing and can install nothing."""
    monkeypatch.setattr(steps.system, "is_there", lambda what: False)
    monkeypatch.setattr(steps.system.os, "geteuid", lambda: 1000)


def test_what_is_missing_is_named_in_one_line_and_skipped(
    steps: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(steps, monkeypatch)
    assert steps.main(["postgresql", "browser"]) == 0
    said = capsys.readouterr().out
    assert "Not here: postgresql" in said
    assert "Not here: chromium" in said
    assert said.count("skipped") == 2


def test_what_is_required_and_missing_fails(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    without(steps, monkeypatch)
    monkeypatch.setenv("CARREL_REQUIRE", "postgresql,chromium")
    assert steps.main(["browser"]) == 1


def test_one_red_step_makes_all_red_and_the_rest_still_runs(
    steps: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    red = steps.Step("red", [sys.executable, "-c", "raise SystemExit(1)"])
    green = steps.Step("green", [sys.executable, "-c", "pass"])
    monkeypatch.setattr(steps, "STEPS", [red, green])
    assert steps.main([]) == 1
    said = capsys.readouterr().out
    assert "FAILED" in said
    assert "passed" in said


def test_an_unknown_step_is_named(steps: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert steps.main(["polish"]) == 2
    assert "No step called polish" in capsys.readouterr().err


def test_the_run_does_not_depend_on_the_callers_database(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://the-school")
    monkeypatch.setenv("CARREL_VAR", "/srv/the-school")
    assert "DATABASE_URL" not in steps.environment()
    assert steps.environment()["CARREL_VAR"] != "/srv/the-school"
