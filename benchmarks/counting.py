"""Stocktake: four people scan in one count by HTTP, and a count of a whole district is finished and undone.

python -m benchmarks.counting FOLDER DATABASE_URL build|scans|finish [NUMBER]
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, ms, share

PEOPLE, ODD, BAD_YEAR = 4, 20, 20
"""How many scan at once; of how many copies one stands wrong on its shelf, and one is missing in a bad year."""


def build(items: int) -> dict[str, Any]:
    """The district, each copy with a call number of its own."""
    from django.db import connection

    district.build(items, items // 10)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_item SET call_number = 'FIC ' || CAST(id AS text),"
            " shelving_key = 'D 03 00 0' || substr(CAST(1000000000 + id AS text), 2), price_minor = 1200"
        )
        cursor.execute("ANALYZE")
    return {"items": items}


def _shelves(scans: int) -> list[list[tuple[int, str]]]:
    """A stretch of shelf for each person, the copies in order but for every twentieth, which stands ten too late."""
    from carrel.rooms.inventory.models import Item

    items = Item.objects.filter(state="available").order_by("shelving_key").values_list("pk", "barcode")
    each = scans // PEOPLE
    found = []
    for person in range(PEOPLE):
        shelf = list(items[person * each : (person + 1) * each])
        for place in range(ODD, len(shelf) - ODD, ODD):
            shelf.insert(place + 10, shelf.pop(place))
        found.append(shelf)
    return found


def scans(number: int) -> dict[str, Any]:
    """So many scans in one count by four people, each with its rendered answer; the last thousand by themselves."""
    from django.db import connection, connections
    from django.test.utils import CaptureQueriesContext

    from benchmarks import web
    from carrel.rooms.stocktake import actions, queries
    from carrel.rooms.stocktake.models import Count

    actor, shelves = district.technician(), _shelves(number)
    count_id = actions.begin_count(actor, name="The whole library", scope="walked", now=datetime.now(UTC))
    sessions, port = web.sessions(PEOPLE), web.free_port()
    connections.close_all()
    waits: list[list[float]] = [[] for _ in range(PEOPLE)]
    pings: list[list[float]] = [[] for _ in range(PEOPLE)]
    faults: list[str] = []

    def work(person: int) -> None:
        desk = web.Desk(port, sessions[person])
        desk.address = f"/stocktake/{count_id}/scan/"
        for _, barcode in shelves[person]:
            passed, page = desk.scan(barcode)
            waits[person].append(passed)
            if "is-done" not in page and "is-ask" not in page:
                faults.append(page[:200])
        pings[person] += [desk.ping() for _ in range(100)]

    with web.part("serve", port=port) as server:
        web.wait_for(port)
        before, began = web.cpu_of(server.pid), time.perf_counter()
        threads = [threading.Thread(target=work, args=(person,)) for person in range(PEOPLE)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        passed, spent = time.perf_counter() - began, web.cpu_of(server.pid) - before
    every, small = [wait for own in waits for wait in own], [wait for own in pings for wait in own]
    last = [wait for own in waits for wait in own[-number // 10 // PEOPLE :]]
    progress = queries.progress_of(count_id)
    actions.scan(actor, count_id=count_id, text=_next(number), now=datetime.now(UTC), key="begins a walk")
    with CaptureQueriesContext(connection) as asked:
        actions.scan(actor, count_id=count_id, text=_next(number + 1), now=datetime.now(UTC), key="statements")
    named = len(queries.misplaced_ids(count_id))
    Count.objects.filter(pk=count_id).delete()
    return {
        "scans": len(every), "faults": len(faults), "first_fault": faults[:1], "seen": progress.seen, "named": named,
        "p50": share(every, 0.5), "p95": share(every, 0.95), "last_p95": share(last, 0.95), "slowest": max(every),
        "ping_p95": share(small, 0.95), "per_second": len(every) / passed, "statements": len(asked),
        "cpu_ms": spent / (len(every) + len(small)) * 1000,
    }  # fmt: skip


def _next(number: int) -> str:
    from carrel.rooms.inventory.models import Item

    items = Item.objects.filter(state="available").order_by("shelving_key").values_list("barcode", flat=True)
    return str(items[number + 1])


def finish(every: int = 0) -> dict[str, Any]:
    """A count of everything is finished and undone. Of so many copies one was seen by nobody; 0: all but one."""
    from carrel.rooms.inventory.models import Item
    from carrel.rooms.stocktake import actions, tasks

    actor = district.technician()
    count_id = actions.begin_count(actor, name="Everything", scope="all", now=datetime.now(UTC))
    actions.scan(actor, count_id=count_id, text=_next(0), now=datetime.now(UTC))
    if every:
        _see_all_but(every, count_id)
    began, cpu = time.perf_counter(), time.process_time()
    job_id = actions.finish_count(
        actor, count_id=count_id, now=datetime.now(UTC), overrides=["stocktake.mostly_unseen"]
    )
    if job_id is not None:
        tasks.run_finish.call(job_id)
    finished, finished_cpu = time.perf_counter() - began, time.process_time() - cpu
    missing = Item.objects.filter(state="missing").count()
    began = time.perf_counter()
    job_id = actions.undo_count(actor, count_id=count_id, now=datetime.now(UTC))
    if job_id is not None:
        tasks.run_undo.call(job_id)
    undone = time.perf_counter() - began
    return {
        "items": Item.objects.count(), "missing": missing, "finished": finished, "finished_cpu": finished_cpu,
        "undone": undone, "left": Item.objects.filter(state="missing").count(),
    }  # fmt: skip


def _see_all_but(every: int, count_id: int) -> None:
    """Everything that stands in is seen, but for each copy of that many: written at once, as scans would leave it."""
    from django.db import connection

    from carrel.rooms.stocktake.models import Seen, Walk

    walk_id = Walk.objects.get(count_id=count_id).pk
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stocktake_seen (count_id, item_id, walk_id, outcome, is_asked_for, range, item_type_id,"
            " was_state, seen_at) SELECT %s, id, %s, 'right', %s, '', item_type_id, state, %s FROM inventory_item"
            " WHERE state = 'available' AND id %% %s <> 0 ON CONFLICT (count_id, item_id) DO NOTHING",
            [count_id, walk_id, True, datetime.now(UTC), every],
        )
        cursor.execute("ANALYZE")
    Walk.objects.filter(pk=walk_id).update(seen=Seen.objects.filter(count_id=count_id).count())


def figures_of_scans(store: str, found: dict[str, Any]) -> Iterator[Figure]:
    """What is said of the scans on one store."""
    if found["faults"]:
        print(f"{found['faults']} scans were not answered as seen: {found['first_fault']}", file=sys.stderr)
    yield Figure(
        f"{found['scans']:,} scans by four people, {store}: p95", ms(found["p95"]),
        f"{ms(found['ping_p95'])}, an empty page", f"{found['p95'] / found['ping_p95']:.1f}", "50 ms",
        found["p95"] < 0.05,
    )  # fmt: skip
    yield Figure(
        f"Scans, {store}: the last tenth p95; p50, each second, processor, statements",
        f"{ms(found['last_p95'])}; {ms(found['p50'])}, {found['per_second']:.0f}, {found['cpu_ms']:.1f} ms,"
        f" {found['statements']}",
    )  # fmt: skip


def figures_of_finish(store: str, found: dict[str, Any]) -> Iterator[Figure]:
    """What is said of the end of a count on one store."""
    yield Figure(
        f"A count of {found['items']:,} finished, {found['missing']:,} of them missing, {store}",
        f"{found['finished']:.1f} s", f"{found['finished_cpu']:.1f} s of our processor", "", "10 s",
        found["finished"] < 10,
    )  # fmt: skip
    yield Figure(
        f"And undone, {store}", f"{found['undone']:.1f} s", f"{found['left']} left", "", "", found["left"] == 0
    )


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., dict[str, Any]]] = {"build": build, "scans": scans, "finish": finish}
    print(json.dumps(measures[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
