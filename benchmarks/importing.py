"""How fast a MARC file comes in, what memory that takes, and how long a desk that lends meanwhile waits.

The import is what a person starts: the stored file, the job, matching against all that is there, copies, index. A desk
in another process lends five times a second meanwhile. Each file brings the catalogue from one size to the next, and is
measured whole. The million takes its time and is left out unless the sizes are named:

CARREL_BENCH_SIZES="10000 100000 1000000" python -m benchmarks importing

python -m benchmarks.importing FOLDER DATABASE_URL import COUNT [FIRST]
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, ms, share
from benchmarks.records import SITES, write_marc

Answer = dict[str, Any]
SIZES = tuple(map(int, os.environ.get("CARREL_BENCH_SIZES", "10000 100000").split()))
FIRST_SIZE = 10_000
"""Items that are there before; that many can be lent."""
LEAST_PER_SECOND, MOST_MB, LONGEST_WAIT_S = 3_000, 300, 0.4
MOST_US = 2 * 1_000_000 // LEAST_PER_SECOND
"""What two processors have for a record at that speed."""
_LENDS_EVERY_S = 0.2


def take_in(count: int, first: int = 1) -> Answer:
    """Import a made file of `count` records, numbered from `first`, while a desk lends; every fiftieth is known."""
    from carrel.cellar.jobs.running import run_now
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.cellar.kernel.clock import now
    from carrel.rooms.intake.actions import import_marc
    from carrel.rooms.inventory.models import ItemType

    site_id = _sites()
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        path = Path(name, "records.mrc")
        size = write_marc(path, count, first=first)
        with path.open("rb") as stream:
            job_id = import_marc(
                SYSTEM, stream=stream, name="records.mrc", site_id=site_id,
                item_type_id=ItemType.objects.order_by("pk")[0].pk, now=now(),
            )  # fmt: skip
    desk = _desk()
    memory = Memory()
    memory.start()
    began, cpu, before = time.perf_counter(), time.process_time(), _of_children()
    job = run_now(job_id)
    # The desk has not ended yet: what children took is what reading took.
    passed, cpu, reading = time.perf_counter() - began, time.process_time() - cpu, _of_children() - before
    memory.over.set()
    memory.join()
    waits = json.loads(_stopped(desk))
    counts = job.report["counts"]
    return {
        "count": count, "bytes": size, "seconds": passed, "per_second": count / passed,
        "writing_us": cpu / count * 1e6, "reading_us": reading / count * 1e6,
        "memory_mb": memory.most / 1024, "counts": counts, "status": job.status, "desk": waits,
    }  # fmt: skip


def _of_children() -> float:
    """Processor seconds of all processes this one has started and seen the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sites() -> int:
    """The sites the made records name, in the district of the benchmark; copies that name none go to the first."""
    from carrel.rooms.schools.models import Site

    first = Site.objects.order_by("pk")[0]
    for code in SITES:
        Site.objects.get_or_create(code=code, defaults={"name": code.title(), "district": first.district})
    return first.pk


def _desk() -> "subprocess.Popen[str]":
    words = [
        sys.executable,
        "-m",
        "benchmarks.importing",
        os.environ["CARREL_VAR"],
        os.environ["DATABASE_URL"],
        "lend",
    ]
    desk = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    desk.stdout.readline()
    return desk


def _stopped(desk: "subprocess.Popen[str]") -> str:
    answer, _ = desk.communicate("")
    return answer.splitlines()[-1]


def lend() -> Answer:
    """Lend one item after the other, five a second, until nobody listens any more; how long each took."""
    from carrel.rooms.circulation.actions import check_out

    actor, patrons, items = district.technician(), district.patrons()[:400], district.free_items(8_000)
    over = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    waits: list[float] = []
    for number, item in enumerate(items):
        began = time.perf_counter()
        check_out(
            actor, patron_id=patrons[number // 3 % 400], item_id=item, now=datetime.now(UTC),
            key=f"{os.getpid()}-{number}",
        )  # fmt: skip
        if number:
            waits.append(time.perf_counter() - began)
        else:
            print("ready", flush=True)
        if over.wait(_LENDS_EVERY_S):
            break
    waits = waits or [0.0]
    return {"lent": len(waits), "p50": share(waits, 0.5), "p95": share(waits, 0.95), "slowest": max(waits)}


class Memory(threading.Thread):
    """Looks twice a second how much memory this process and those it started take together (PSS, in KB)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, sum(_pss(pid) for pid in (os.getpid(), *_readers())))


def _readers() -> list[int]:
    """The processes that read the file for this one."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in found if b"elsewhere" in _words(int(pid))]


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has just ended
        return b""


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def figures(each_store: Callable[[int], Iterator[tuple[str, Path, str]]]) -> Iterator[Figure]:
    """The table's lines at each size, on both databases."""
    for store, folder, url in each_store(FIRST_SIZE):
        there = 0
        for size in SIZES:
            found = _measured(folder, url, size - there, there + 1)
            there = size
            yield Figure(
                f"Import to {size:,} records, {store}: each second", f"{found['per_second']:.0f}", "", "",
                f"{LEAST_PER_SECOND:,}", found["per_second"] >= LEAST_PER_SECOND,
            )  # fmt: skip
            both = found["reading_us"] + found["writing_us"]
            yield Figure(
                f"Import to {size:,} records, {store}: processor for each", f"{both:.0f} µs",
                f"{found['reading_us']:.0f} reading, {found['writing_us']:.0f} writing", f"{both / MOST_US:.1f}",
                f"{MOST_US} µs", both <= MOST_US,
            )  # fmt: skip
            yield Figure(
                f"Import to {size:,} records, {store}: memory", f"{found['memory_mb']:.0f} MB", "", "", f"{MOST_MB} MB",
                found["memory_mb"] < MOST_MB,
            )  # fmt: skip
            desk = found["desk"]
            yield Figure(
                f"Import to {size:,} records, {store}: slowest wait at the desk", ms(desk["slowest"]),
                f"{ms(desk['p95'])} p95 of {desk['lent']}", "", ms(LONGEST_WAIT_S), desk["slowest"] < LONGEST_WAIT_S,
            )  # fmt: skip


def _measured(folder: Path, url: str, count: int, first: int) -> Answer:
    words = [sys.executable, "-m", "benchmarks.importing", str(folder), url, "import", str(count), str(first)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found: Answer = json.loads(done.stdout.splitlines()[-1])
    return found


def main(words: list[str]) -> None:
    """Run one measure in this process and print its answer as JSON."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., Answer]] = {"import": take_in, "lend": lend}
    print(json.dumps(measures[name](*(int(each) for each in numbers))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
