"""A server killed in mid-scan loses no loan it has answered: a hundred kills, and the flush before the answer."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parents[3]
DESK = [sys.executable, "-m", "tests.rooms.circulation.killed_desk"]
KILLS = 100


def line_of(pipe: IO[str] | None) -> str:
    assert pipe is not None
    return pipe.readline().strip()


@pytest.mark.slow
def test_a_hundred_kills_lose_no_acknowledged_scan(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    answered: dict[int, int] = {}
    with subprocess.Popen(
        [*DESK, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as desk:
        assert line_of(desk.stdout) == "ready"
        for _ in range(KILLS):
            answered |= one_life(desk, len(answered), chance)
        assert desk.stdin is not None
        desk.stdin.close()
        assert desk.wait(20) == 0
    assert len(answered) >= KILLS
    look_at_the_database(tmp_path / "carrel.sqlite3", answered)


def one_life(desk: "subprocess.Popen[str]", start: int, chance: random.Random) -> dict[int, int]:
    """One child lends until it is killed at some moment of its third scan or so; what it had answered."""
    assert desk.stdin is not None
    desk.stdin.write(f"{start}\n")
    desk.stdin.flush()
    child = int(line_of(desk.stdout).removeprefix("pid "))
    answered: dict[int, int] = {}
    wanted = chance.randrange(1, 5)
    while len(answered) < wanted:
        _, item, loan = line_of(desk.stdout).split()
        answered[int(item)] = int(loan)
    time.sleep(chance.random() * 0.004)
    os.kill(child, signal.SIGKILL)
    while (line := line_of(desk.stdout)) != "gone":
        _, item, loan = line.split()
        answered[int(item)] = int(loan)
    return answered


def look_at_the_database(path: Path, answered: dict[int, int]) -> None:
    """Every answered loan stands; no item is half lent; the file is whole."""
    with closing(sqlite3.connect(path)) as database:
        loans = dict(database.execute("SELECT item_id, id FROM circulation_loan WHERE returned_at IS NULL").fetchall())
        out = {item for (item,) in database.execute("SELECT id FROM inventory_item WHERE state = 'on_loan'")}
        audited = database.execute("SELECT count(*) FROM kernel_auditentry WHERE code = 'circulation.check_out'")
        assert {item: loans.get(item) for item in answered} == answered
        assert set(loans) == out
        assert audited.fetchone()[0] == len(loans)
        assert len(answered) <= len(loans) <= len(answered) + KILLS
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_the_flush_comes_before_the_answer(tmp_path: Path, required: frozenset[str]) -> None:
    strace = shutil.which("strace")
    if strace is None:
        assert "strace" not in required, "CARREL_REQUIRE names strace, and it is not here."
        pytest.skip("Not here: strace, needed to see the flush before the answer (as root: apt-get install strace).")
    trace = tmp_path / "trace"
    calls = "trace=write,pwrite64,fsync,fdatasync"
    watched = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-y", "-s", "80", "-e", calls, "-o", str(trace), *DESK, str(tmp_path), "one"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if "ptrace" in watched.stderr and "not permitted" in watched.stderr:
        assert "strace" not in required, watched.stderr
        pytest.skip("This machine does not let strace watch another program.")
    assert watched.returncode == 0, watched.stderr
    story = [kind for line in trace.read_text().splitlines() if (kind := deed(line))]
    answer = story.index("answer")
    written = max(place for place, kind in enumerate(story[:answer]) if kind == "write")
    assert "flush" in story[written:answer], story[-20:]


def deed(line: str) -> str:
    """What one line of the trace is: a write to the log of the database, its flush, or the answer."""
    if re.search(r"pwrite64\(\d+<[^>]*carrel\.sqlite3-wal>", line):
        return "write"
    if re.search(r"f(data)?sync\(\d+<[^>]*carrel\.sqlite3-wal>", line):
        return "flush"
    return "answer" if re.search(r'write\(1<[^>]*>, "lent ', line) else ""
