"""`make run`'s own process: it greets, serves, stops everything on Ctrl-C, and finds its data again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser import living

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60


@pytest.fixture
def home(demo: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a second start: the demo is there, prepared by this version."""
    var = living.copy_of(demo, tmp_path / "var")
    mark = subprocess.run(
        [sys.executable, "-c", "import run; print(run.version_of_tables(), end='')"],
        cwd=ROOT / "scripts", capture_output=True, text=True, check=True,
    )  # fmt: skip
    (var / "prepared").write_text(mark.stdout)
    return living.environment(var) | {"PORT": str(living.free_port())}


def started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as stream:
        command = [sys.executable, str(ROOT / "scripts" / "run.py")]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=stream, stderr=stream)


@pytest.fixture
def running(home: dict[str, str], tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    log = tmp_path / "run.log"
    process = started(home, log)
    end = time.monotonic() + PATIENCE_S
    while "Ctrl-C stops it" not in log.read_text():
        assert process.poll() is None and time.monotonic() < end, log.read_text()
        time.sleep(0.05)
    yield process, log
    if process.poll() is None:
        process.terminate()
        process.wait(timeout=30)


def test_it_greets_serves_and_stops_everything(
    running: tuple[subprocess.Popen[bytes], Path], home: dict[str, str]
) -> None:
    process, log = running
    said = log.read_text()
    assert f"http://127.0.0.1:{home['PORT']}/" in said
    assert "Preparing" not in said
    for role in ("technician", "librarian", "student worker", "teacher", "student"):
        assert role in said
    with urlopen(f"http://127.0.0.1:{home['PORT']}/sign-in/", timeout=30) as page:
        assert page.status == 200
    parts = children_of(process.pid)
    assert len(parts) >= 2
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in parts if lives(pid)]
    assert "Traceback" not in log.read_text()


def test_its_parts_end_even_when_it_is_killed_outright(running: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, _ = running
    parts = children_of(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + PATIENCE_S
    while [pid for pid in parts if lives(pid)]:
        assert time.monotonic() < end, "the server or the worker lives on"
        time.sleep(0.1)


def test_a_taken_port_is_named_and_nothing_starts(
    running: tuple[subprocess.Popen[bytes], Path], home: dict[str, str], tmp_path: Path
) -> None:
    second = started(home, tmp_path / "second.log")
    assert second.wait(timeout=PATIENCE_S) == 1
    assert f"Something else answers on port {home['PORT']}" in (tmp_path / "second.log").read_text()


def test_an_open_host_without_https_starts_nothing(home: dict[str, str], tmp_path: Path) -> None:
    process = started(home | {"HOST": "0.0.0.0"}, tmp_path / "run.log")
    assert process.wait(timeout=PATIENCE_S) == 2
    assert "--cert" in (tmp_path / "run.log").read_text()


def children_of(pid: int) -> list[int]:
    """The processes a process has started, and theirs."""
    below = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return below + [lower for each in below for lower in children_of(each)]


def lives(pid: int) -> bool:
    """Whether a process runs; one that has ended and nobody has asked about (Z) does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_the_environment_of_this_test_is_its_own(home: dict[str, str]) -> None:
    assert home["CARREL_VAR"] != os.environ.get("CARREL_VAR")
