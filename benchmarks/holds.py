"""Holds: a return into a queue of fifty by HTTP, and the morning's pull list and a capture in a large district.

python -m benchmarks.holds FOLDER DATABASE_URL build|returns|pulling [NUMBER]
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, ms, share

QUEUE, TITLES_OUT, HOLDS_TO_LOANS = 50, 200, 10


def build(loans: int) -> dict[str, Any]:
    """The district, a tenth as many holds as loans, and among them titles that fifty wait for."""
    from django.db import connection

    from carrel.rooms.circulation.models import Hold
    from carrel.rooms.inventory.models import Item

    district.build(loans * 5 // 4, loans)
    now, readers = datetime.now(UTC), district.patrons()
    site_id = Item.objects.values_list("site_id", flat=True)[0]

    def hold(number: int, record_id: int, **more: Any) -> Hold:
        reader = readers[number % len(readers)]
        placed = now - timedelta(minutes=number)
        return Hold(
            record_id=record_id,
            patron_id=reader,
            pickup_site_id=site_id,
            placed_at=placed,
            home_site_id=site_id,
            **more,
        )

    rest = loans // HOLDS_TO_LOANS - TITLES_OUT * QUEUE
    out = _titles("on_loan", TITLES_OUT + max(rest * 9 // 10, 0))
    long, more = out[:TITLES_OUT], [*out[TITLES_OUT:], *_titles("available", max(rest // 10, 50))]
    queues = [hold(place, record_id) for record_id in long for place in range(QUEUE)]
    singles = [hold(number, record_id) for number, record_id in enumerate(more)]
    Hold.objects.bulk_create([*queues, *singles], batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"holds": Hold.objects.count()}


def _titles(state: str, count: int) -> list[int]:
    """So many titles of which a copy is in this state."""
    from carrel.rooms.inventory.models import Item

    found = Item.objects.filter(state=state).order_by("pk").values_list("record_id", flat=True)
    return list(dict.fromkeys(found[: count * 2]))[:count]


def returns(scans: int) -> dict[str, Any]:
    """Copies come back for which fifty wait: each scan with its rendered answer, one desk."""
    from django.db import connections

    from benchmarks import web
    from carrel.rooms.circulation.models import Hold
    from carrel.rooms.inventory.models import Item

    titles = Hold.objects.order_by("pk").values_list("record_id", flat=True)[: scans * QUEUE : QUEUE]
    codes = [
        Item.objects.filter(record_id=each, state="on_loan").values_list("barcode", flat=True)[0] for each in titles
    ]
    (session,), port = web.sessions(1), web.free_port()
    connections.close_all()
    waits, faults = [], []
    with web.part("serve", port=port) as server:
        web.wait_for(port)
        desk = web.Desk(port, session)
        for code in codes[:5]:
            desk.scan(code)
        before = web.cpu_of(server.pid)
        for code in codes[5:]:
            passed, page = desk.scan(code)
            waits.append(passed)
            faults += [] if "is-hold" in page else [page[:200]]
        spent = web.cpu_of(server.pid) - before
        pings = [desk.ping() for _ in range(200)]
    return {
        "scans": len(waits), "faults": len(faults), "first_fault": faults[:1], "p50": share(waits, 0.5),
        "p95": share(waits, 0.95), "ping_p95": share(pings, 0.95), "cpu_ms": spent / len(waits) * 1000,
    }  # fmt: skip


def pulling() -> dict[str, Any]:
    """The pull list of the whole school, and one of its copies caught at the return desk."""
    from carrel.rooms.circulation.actions import check_in
    from carrel.rooms.circulation.models import Hold
    from carrel.rooms.circulation.queries.pulling import pull_list

    actor = district.technician()
    assert actor.site_id is not None
    today = datetime.now(UTC).date()
    pull_list(actor.site_id, today)
    cpu, began = time.process_time(), time.perf_counter()
    found = pull_list(actor.site_id, today)
    listed, listed_cpu = time.perf_counter() - began, time.process_time() - cpu
    cpu, began = time.process_time(), time.perf_counter()
    returned = check_in(actor, item_id=found[0].item_id, now=datetime.now(UTC))
    caught, caught_cpu = time.perf_counter() - began, time.process_time() - cpu
    return {
        "holds": Hold.objects.filter(status="waiting").count(), "lines": len(found), "listed": listed,
        "listed_cpu": listed_cpu, "caught": caught, "caught_cpu": caught_cpu, "is_caught": returned.hold_id is not None,
    }  # fmt: skip


def figures(store: str, found: dict[str, Any], pulled: dict[str, Any]) -> Iterator[Figure]:
    """What is said of one store."""
    if found["faults"]:
        print(f"{found['faults']} scans were not answered as caught: {found['first_fault']}", file=sys.stderr)
    yield Figure(
        f"A return into a queue of {QUEUE} by HTTP, {store}: p95", ms(found["p95"]),
        f"{ms(found['ping_p95'])}, an empty page; p50 {ms(found['p50'])}; processor {found['cpu_ms']:.1f} ms",
        f"{found['p95'] / found['ping_p95']:.1f}", "50 ms", found["p95"] < 0.05 and not found["faults"],
    )  # fmt: skip
    both = pulled["listed"] + pulled["caught"]
    processor = pulled["listed_cpu"] + pulled["caught_cpu"]
    yield Figure(
        f"Pull list and a capture, {store}: {pulled['holds']:,} holds", ms(both),
        f"{pulled['lines']:,} copies to fetch; processor {ms(processor)}", "", "1 s",
        both < 1 and bool(pulled["is_caught"]),
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., dict[str, Any]]] = {"build": build, "returns": returns, "pulling": pulling}
    print(json.dumps(measures[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
