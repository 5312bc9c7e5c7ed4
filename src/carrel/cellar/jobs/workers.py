"""Which process does a job, so that one whose process is gone is taken up at once and not after minutes of silence."""

import os
from functools import lru_cache
from pathlib import Path


def this_worker() -> str:
    """This process, told apart from every other that ever was on this machine; blank where the system cannot say."""
    return _named(os.getpid())


def is_gone(worker: str) -> bool:
    """Whether that process has certainly ended: it was of this machine and this container, and is not there."""
    house, _, process = worker.rpartition("/")
    pid = process.partition(".")[0]
    return bool(house) and house == _house() and pid.isdigit() and _named(int(pid)) != worker


def _named(pid: int) -> str:
    started = _started(pid)
    return f"{_house()}/{pid}.{started}" if started and _house() else ""


@lru_cache(maxsize=1)
def _house() -> str:
    """The run of the machine and the container a process number is counted in."""
    try:
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()}{Path('/proc/self/ns/pid').readlink()}"
    except OSError:  # no Linux: then only silence tells
        return ""


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did; blank when there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # it is gone
        return ""
    after_name = text.rpartition(")")[2].split()
    # A process that ended and waits to be collected by its parent does no work any more.
    return "" if after_name[0] in "ZX" else after_name[19]
