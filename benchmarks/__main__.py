"""`make bench`: every figure of docs/performance.md, measured anew; `python -m benchmarks action growth` only some.

Nothing else should run meanwhile. A figure that depends on the disk says little on a machine that shares one.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import counting as of_counting
from benchmarks import fines as of_fines
from benchmarks import holds as of_holds
from benchmarks import importing as of_importing
from benchmarks import labels as of_labels
from benchmarks import lists as of_lists
from benchmarks import monthly as of_monthly
from benchmarks import nights as of_nights
from benchmarks import notices as of_notices
from benchmarks import whole_nights as of_whole_nights
from benchmarks.figures import Figure, ms, table
from benchmarks.rosters import figures as figures_of_rosters

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE, NIGHTLY, LISTED, CLOSED = 10_000, 1_000_000, 200_000, 100_000, 5_000_000
STUDENTS = 100_000


def run(module: str, folder: Path, database_url: str, name: str, *numbers: int) -> dict[str, Any]:
    """One measure in a process of its own."""
    words = [sys.executable, "-m", f"benchmarks.{module}", str(folder), database_url, name, *map(str, numbers)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def each_store(
    items: int, module: str = "measures", made_by: str = "build", *more: int
) -> Iterator[tuple[str, Path, str]]:
    """A district on SQLite, then one on PostgreSQL, durable as in earnest; none where no server is installed."""
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        run(module, Path(name), "", made_by, items, *more)
        yield "SQLite", Path(name), ""
    sys.path.insert(0, str(ROOT / "scripts"))
    postgresql = importlib.import_module("postgresql")

    try:
        with postgresql.server(durable=True) as url, tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
            run(module, Path(name), url, made_by, items, *more)
            yield "PostgreSQL", Path(name), url
    except postgresql.NoServer as reason:
        print(reason, file=sys.stderr)


def action() -> Iterator[Figure]:
    """The check-out through the action, one client, beside the bare driver."""
    for store, folder, url in each_store(SMALL):
        found = run("measures", folder, url, "check_out", 2000)
        bare, on_sqlite = found["bare"], store == "SQLite"
        yield Figure(
            f"Check-out, {store}: statements", str(found["statements"]), target="10" if on_sqlite else "",
            met=found["statements"] <= 10,
        )  # fmt: skip
        yield Figure(
            f"Check-out, {store}: processor", f"{found['cpu_ms']:.2f} ms", f"{bare['cpu_ms']:.2f} ms",
            f"{found['cpu_ms'] / bare['cpu_ms']:.1f}", "1.3 ms" if on_sqlite else "",
            found["cpu_ms"] <= 1.3 if on_sqlite else None,
        )  # fmt: skip
        yield Figure(
            f"Check-out, {store}: each second", f"{found['per_second']:.0f}", f"{bare['per_second']:.0f}",
            f"{found['per_second'] / bare['per_second']:.2f}", "500" if on_sqlite else "",
            found["per_second"] >= 500 if on_sqlite else None,
        )  # fmt: skip
        yield Figure(f"Check-out, {store}: p95", ms(found["p95"]), ms(bare["p95"]), f"{found['p95'] / bare['p95']:.1f}")


def clients() -> Iterator[Figure]:
    """Four processes that lend at once: nothing lost, nobody waits long."""
    for store, folder, url in each_store(SMALL):
        alone = run("measures", folder, url, "check_out", 400)
        before = run("measures", folder, url, "count_loans")["loans"]
        count = 400
        words = [sys.executable, "-m", "benchmarks.measures", str(folder), url, "check_out", str(count)]
        running = [
            subprocess.Popen([*words, str(desk), "4"], cwd=ROOT, stdout=subprocess.PIPE, text=True) for desk in range(4)
        ]
        found = [json.loads(each.communicate()[0].splitlines()[-1]) for each in running]
        made = run("measures", folder, url, "count_loans")["loans"] - before
        lost = 4 * (count + 51) - made
        slowest, together = max(each["slowest"] for each in found), sum(each["per_second"] for each in found)
        yield Figure(f"Four clients, {store}: lost", str(lost), target="0", met=lost == 0)
        yield Figure(
            f"Four clients, {store}: slowest wait", ms(slowest), f"{ms(alone['slowest'])} alone",
            f"{slowest / alone['slowest']:.1f}", "300 ms", slowest < 0.3,
        )  # fmt: skip
        yield Figure(
            f"Four clients, {store}: each second together", f"{together:.0f}", f"{alone['per_second']:.0f} alone",
            f"{together / alone['per_second']:.2f}",
        )  # fmt: skip


def growth() -> Iterator[Figure]:
    """From ten thousand items to a million."""
    found = {}
    for items in (SMALL, LARGE):
        with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
            run("measures", Path(name), "", "build", items)
            found[items] = run("measures", Path(name), "", "check_out", 2000)
    small, large = found[SMALL], found[LARGE]
    ratio = large["cpu_ms"] / small["cpu_ms"]
    bare = f"{large['bare']['cpu_ms'] / small['bare']['cpu_ms']:.2f} × bare"
    yield Figure(
        "A million items: processor", f"{large['cpu_ms']:.2f} ms", f"{small['cpu_ms']:.2f} ms with 10,000; {bare}",
        f"{ratio:.2f}", "1.3 ×", ratio <= 1.3,
    )  # fmt: skip
    ratio = large["p50"] / small["p50"]
    yield Figure(
        "A million items: p50",
        ms(large["p50"]),
        f"{ms(small['p50'])} with 10,000",
        f"{ratio:.2f}",
        "1.3 ×",
        ratio <= 1.3,
    )


def desks() -> Iterator[Figure]:
    """Four desks by HTTP with the rendered answer."""
    for store, folder, url in each_store(SMALL):
        found = run("web", folder, url, "desks", 300)
        if found["faults"]:
            print(f"{found['faults']} scans were not answered as lent: {found['first_fault']}", file=sys.stderr)
        yield Figure(
            f"Four desks by HTTP, {store}: p95", ms(found["p95"]), f"{ms(found['ping_p95'])}, an empty page",
            f"{found['p95'] / found['ping_p95']:.1f}", "50 ms", found["p95"] < 0.05,
        )  # fmt: skip
        yield Figure(
            f"Four desks by HTTP, {store}: p50, each second, processor",
            f"{ms(found['p50'])}, {found['per_second']:.0f}, {found['cpu_ms']:.1f} ms",
        )


def house() -> Iterator[Figure]:
    """Memory and start with the demo district."""
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        environment = {**os.environ, "CARREL_VAR": name, "DATABASE_URL": ""}
        subprocess.run([sys.executable, "-m", "carrel", "prepare", "--demo"], env=environment, check=True)
        found = run("web", Path(name), "", "house", 100)
    both = found["server"] + found["worker"]
    parts = f"server {found['server']:.0f}, worker {found['worker']:.0f}"
    yield Figure("Memory after 100 check-outs (PSS)", f"{both:.0f} MB", parts, "", "250 MB", both < 250)
    yield Figure("Start to the first page", f"{found['start']:.1f} s", "", "", "3 s", found["start"] < 3)


def searching() -> Iterator[Figure]:
    """A million records: every kind of question with its facets, and the whole page by HTTP."""
    for store, folder, url in each_store(LARGE, "searching", "fill"):
        target = 0.03 if store == "SQLite" else 0.06
        found = run("searching", folder, url, "queries")
        yield Figure(
            f"A search of a million, {store}: p95", ms(found["p95"]), f"{ms(found['p50'])}, the median",
            f"{found['p95'] / found['p50']:.1f}", f"{target * 1000:.0f} ms", found["p95"] < target,
        )  # fmt: skip
        commonest = found["each"]["the commonest word"]["p95"]
        yield Figure(
            f"The commonest word, {store}: p95", ms(commonest), "", "", f"{target * 1000:.0f} ms", commonest < target
        )
        found = run("searching", folder, url, "pages")
        yield Figure(f"Its page by HTTP, {store}: p95", ms(found["p95"]), "", "", "100 ms", found["p95"] < 0.1)


def importing() -> Iterator[Figure]:
    """MARC files that come in while a desk lends, at three sizes of the catalogue."""
    yield from of_importing.figures(each_store)


def nights() -> Iterator[Figure]:
    """A night in a district of 200,000 loans and 20,000 holds: holds expire, and what came back forgets its readers."""
    for store, folder, url in each_store(NIGHTLY, "nights", "build"):
        yield from of_nights.figures(store, run("nights", folder, url, "night"), NIGHTLY)


def whole_nights() -> Iterator[Figure]:
    """Everything a night does for 100,000 students and 200,000 open loans, and the notices of the morning."""
    for store, folder, url in each_store(NIGHTLY, "whole_nights", "build", STUDENTS):
        found = run("whole_nights", folder, url, "night")
        yield from of_whole_nights.figures(store, found, NIGHTLY, STUDENTS)


def fines() -> Iterator[Figure]:
    """The overdues of 100,000 open loans with the fine of each, all of them and a page of 1,000."""
    for store, folder, url in each_store(LISTED, "fines", "build"):
        found = run("fines", folder, url, "whole", 3)
        yield from of_fines.figures(store, LISTED, found, run("fines", folder, url, "page", 20))


def holds() -> Iterator[Figure]:
    """Returns into long queues, the pull list and a capture in a district of 200,000 loans and 20,000 holds."""
    for store, folder, url in each_store(NIGHTLY, "holds", "build"):
        pulled = run("holds", folder, url, "pulling")
        yield from of_holds.figures(store, run("holds", folder, url, "returns", 150), pulled)


def policies() -> Iterator[Figure]:
    """A policy with its explanation: every setting, the sum, and what stands against it."""
    for store, folder, url in each_store(SMALL, "policies"):
        found = run("policies", folder, url, "explain", 2000)
        yield Figure(
            f"Policy explained, {store}: statements", str(found["statements"]), target="1",
            met=found["statements"] <= 1,
        )  # fmt: skip
        yield Figure(
            f"Policy explained, {store}: p50 and processor", f"{ms(found['p50'])}, {found['cpu_ms']:.2f} ms", "", "",
            "1 ms", found["p50"] < 0.001,
        )  # fmt: skip
        yield Figure(f"Policy explained, {store}: p95", ms(found["p95"]))


def rosters() -> Iterator[Figure]:
    """A roster of 100,000 students: dry run, coming in, the next night."""
    words = [sys.executable, "-m", "benchmarks.rosters", "100000"]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    yield from figures_of_rosters(json.loads(done.stdout.splitlines()[-1]), 100_000, "SQLite")


def labels() -> Iterator[Figure]:
    """A run of a thousand labels of each kind, from the database to the PDF."""
    for store, folder, url in each_store(SMALL, "labels"):
        yield from of_labels.figures(store, run("labels", folder, url, "thousand", 1000), 1000)


def notices() -> Iterator[Figure]:
    """Who is late among 100,000 open loans with what is owed, a page of a thousand, five hundred letters."""
    for store, folder, url in each_store(LISTED, "notices"):
        found = {name: run("notices", folder, url, name, *more) for name, more in (("late", ()), ("page", (7,)))}
        yield from of_notices.figures(store, found | {"letters": run("notices", folder, url, "letters", 500)})


def lists() -> Iterator[Figure]:
    """A list of 100,000 items by any column, and 20,000 items from a workbook with a hundred bad lines."""
    for store, folder, url in each_store(LISTED, "lists"):
        yield from of_lists.figures_of_pages(store, run("lists", folder, url, "pages", 6))
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        yield from of_lists.figures_of_workbook("SQLite", run("lists", Path(name), "", "workbook", 20_000, 100))


def monthly() -> Iterator[Figure]:
    """The page of a month among five million closed loans; `CARREL_CLOSED_LOANS` makes it fewer."""
    loans = int(os.environ.get("CARREL_CLOSED_LOANS", CLOSED))
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        built = run("monthly", Path(name), "", "build", loans)
        yield from of_monthly.figures("SQLite", built, run("monthly", Path(name), "", "page"), loans)


def counting() -> Iterator[Figure]:
    """10,000 scans in a count by four people, and a count of 200,000 finished; `CARREL_COUNTED` makes both fewer."""
    items = int(os.environ.get("CARREL_COUNTED", NIGHTLY))
    for store, folder, url in each_store(items, "counting"):
        scans = min(SMALL, items // 20)
        yield from of_counting.figures_of_scans(store, run("counting", folder, url, "scans", scans))
        # One in twenty missing is a bad year; all but one is the worst there can be.
        for every in (of_counting.BAD_YEAR, 0):
            yield from of_counting.figures_of_finish(store, run("counting", folder, url, "finish", every))


def slowness() -> float:
    """Processor seconds for a million Python calls: about 0.05 on a quiet machine, more on a shared one."""
    began = time.process_time()
    for _ in range(1_000_000):
        _nothing()
    return time.process_time() - began


def _nothing() -> None:
    """What `slowness` calls."""


ALL: dict[str, Callable[[], Iterator[Figure]]] = {
    "action": action,
    "clients": clients,
    "counting": counting,
    "growth": growth,
    "desks": desks,
    "holds": holds,
    "house": house,
    "labels": labels,
    "lists": lists,
    "fines": fines,
    "monthly": monthly,
    "nights": nights,
    "whole_nights": whole_nights,
    "notices": notices,
    "policies": policies,
    "rosters": rosters,
    "importing": importing,
    "searching": searching,
}


def main(wanted: list[str]) -> int:
    """Measure all, or what is named, and print the table."""
    figures: list[Figure] = []
    for name in wanted or list(ALL):
        print(f"Measuring {name}: {(ALL[name].__doc__ or '').strip()}", file=sys.stderr, flush=True)
        for each in ALL[name]():
            figures.append(each)
            print("  ", " | ".join(each.cells()), file=sys.stderr, flush=True)
    busy = f"load {os.getloadavg()[0]:.1f}; a million Python calls took {slowness():.2f} s"
    print(f"{os.cpu_count()} processors, {busy}.")
    print(table(figures))
    return 0 if all(each.met is not False for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
