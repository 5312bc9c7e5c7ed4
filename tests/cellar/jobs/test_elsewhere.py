"""Work in another process: in order, with its faults, and never left running."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.cellar.jobs.elsewhere import BrokeOff, from_elsewhere
from carrel.cellar.jobs.seen import Seen
from carrel.cellar.jobs.workers import is_gone, this_worker

HERE = "tests.cellar.jobs.test_elsewhere"


def numbers(count: int) -> Iterator[list[int]]:
    for number in range(count):
        yield [number, os.getpid()]


def breaking() -> Iterator[int]:
    yield 1
    raise ValueError("The third page is torn.")


def ending() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)


def test_all_in_order_and_elsewhere() -> None:
    found = list(from_elsewhere(f"{HERE}.numbers", 200))
    assert [number for number, _ in found] == list(range(200))
    assert {pid for _, pid in found} != {os.getpid()}


def test_a_fault_comes_back_as_it_was() -> None:
    made = from_elsewhere(f"{HERE}.breaking")
    assert next(made) == 1
    with pytest.raises(ValueError, match="torn"):
        next(made)


def test_a_process_that_was_ended_says_so() -> None:
    made = from_elsewhere(f"{HERE}.ending")
    assert next(made) == 1
    with pytest.raises(BrokeOff, match="-9"):
        next(made)


def test_nothing_is_left_running_when_nobody_reads_on() -> None:
    made = from_elsewhere(f"{HERE}.numbers", 10_000_000)
    _, pid = next(made)
    made.close()  # type: ignore[attr-defined]  # a generator
    assert not Path(f"/proc/{pid}").exists()


def test_nothing_is_left_running_when_this_process_is_killed() -> None:
    program = (
        "from carrel.cellar.jobs.elsewhere import from_elsewhere\n"
        f"made = from_elsewhere('{HERE}.numbers', 10_000_000)\n"
        "print(next(made)[1], flush=True)\nimport time; time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}/fd").exists() and _alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:  # it is gone
        return False


def test_seen_keeps_the_first_number_of_each_word() -> None:
    with Seen() as seen:
        seen.add({f"b:{number}": number for number in range(2_000)})
        seen.add({"b:7": 9_999, "b:new": 3})
        assert seen.first_of(["b:7", "b:new", "b:1999", "never"]) == {"b:7": 7, "b:new": 3, "b:1999": 1999}
        assert seen.first_of([]) == {}


def test_a_worker_is_known_to_be_gone() -> None:
    assert not is_gone(this_worker())
    assert not is_gone("")
    assert not is_gone("another-machine/12.34")
    done = subprocess.run(
        [sys.executable, "-c", "from carrel.cellar.jobs.workers import this_worker; print(this_worker())"],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    assert is_gone(done.stdout.strip())
