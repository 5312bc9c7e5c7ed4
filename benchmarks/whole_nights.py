"""A whole night of a large district: everything of the timetable, and the notices of the morning.

python -m benchmarks.whole_nights FOLDER DATABASE_URL build|night [LOANS READERS]

The district of `nights`, with a hundred thousand students: as many loans came back yesterday as are out, a tenth of
what is out is late, and the school asks for it on every day it is open.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import district, nights
from benchmarks.figures import Figure

SLOWEST = 4


def build(loans: int, readers: int) -> dict[str, Any]:
    """The district with its ladder, on which every student late with something stands."""
    from carrel.rooms.recovery.models import LadderSetting
    from carrel.rooms.recovery.rules import ladder
    from carrel.rooms.schools.models import Site

    nights.build(loans, readers)
    site = Site.objects.order_by("pk").first()
    LadderSetting.objects.create(site=site, steps=ladder.to_rows(ladder.DEFAULT), weekdays="0123456")
    return {}


def night() -> dict[str, Any]:
    """The timetable as the worker does it, step by step, with what each took and how many notices there are then."""
    from carrel.cli import timetable
    from carrel.rooms.circulation.models import Loan
    from carrel.rooms.recovery.models import Notice

    took: dict[str, float] = {}
    counts: dict[str, int] = {}
    spent = time.process_time()
    for task in timetable.DAILY:
        _timed(task.__name__, took, partial(timetable._do, task, counts, datetime.now(UTC)))
    for often in timetable.OFTEN:
        _timed(often.__name__, took, partial(often, now=datetime.now(UTC)))
    return {
        "took": took,
        "cpu": time.process_time() - spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "notices": Notice.objects.count(),
        "lost": Loan.objects.filter(ended_as="lost").count(),
        "severed": counts.get("loans", 0),
    }


def _timed(name: str, took: dict[str, float], work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    took[name] = time.perf_counter() - began


def figures(store: str, found: dict[str, Any], loans: int, readers: int) -> Iterator[Figure]:
    """What is said of the night on one database."""
    slowest = sorted(found["took"].items(), key=lambda each: -each[1])[:SLOWEST]
    said = f"{found['severed']:,} loans forgot, {found['lost']:,} things lost, {found['notices']:,} notices; "
    said += ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest)
    seconds = sum(found["took"].values())
    yield Figure(
        f"A whole night, {store}: {readers:,} students, {loans:,} open loans", f"{seconds:.0f} s",
        f"{said}; processor {found['cpu']:.0f} s, {found['memory']:.0f} MB", "", "180 s", seconds < 180,
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    print(json.dumps(build(*map(int, numbers)) if name == "build" else night()))


if __name__ == "__main__":
    main(sys.argv[1:])
