"""What one process measures of the action: started by the table, answers with a line of JSON.

python -m benchmarks.measures FOLDER DATABASE_URL NAME [NUMBER ...]
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import share

Answer = dict[str, Any]
WARM_UP = 50


def build(items: int) -> Answer:
    """Make the district of a run."""
    began = time.monotonic()
    district.build(items)
    return {"seconds": time.monotonic() - began}


def check_out(count: int, desk: int = 0, desks: int = 1) -> Answer:
    """Lend `count` items through the action, everything included; then the same statements through the bare driver.

    With several desks each takes its own share of items and patrons and waits for the others at a common moment.
    """
    from carrel.rooms.circulation.actions import check_out as lend

    actor, patrons = district.technician(), district.patrons()[:400]
    each = count * 2 + WARM_UP + 1
    items = district.free_items(each * desks)[desk * each : (desk + 1) * each]
    own = patrons[desk * len(patrons) // desks : (desk + 1) * len(patrons) // desks]

    def deed(number: int) -> None:
        # Three books each, then the next patron, over and over.
        key = f"{os.getpid()}-{number}"
        lend(actor, patron_id=own[number // 3 % len(own)], item_id=items[number], now=datetime.now(UTC), key=key)

    for number in range(WARM_UP):
        deed(number)
    with statements() as seen:
        deed(WARM_UP)
    if desks > 1:
        _wait_for_the_others(desks)
    answer = _timed(deed, WARM_UP + 1, count)
    answer["statements"] = len(seen)
    if desks == 1:
        answer["bare"] = _timed(_bare(seen, items, own), WARM_UP + 1 + count, count)
    return answer


def _wait_for_the_others(desks: int) -> None:
    Path(os.environ["CARREL_VAR"], f"ready-{os.getpid()}").touch()
    deadline = time.monotonic() + 120
    while len(list(Path(os.environ["CARREL_VAR"]).glob("ready-*"))) < desks and time.monotonic() < deadline:
        time.sleep(0.005)


def _timed(deed: Callable[[int], None], start: int, count: int) -> Answer:
    waits = []
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(start, start + count):
        began = time.perf_counter()
        deed(number)
        waits.append(time.perf_counter() - began)
    spent, passed = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "count": count,
        "per_second": count / passed,
        "cpu_ms": spent / count * 1000,
        "p50": share(waits, 0.5),
        "p95": share(waits, 0.95),
        "slowest": max(waits),
    }


@contextmanager
def statements() -> Iterator[list[tuple[str, list[Any]]]]:
    """Every statement Django sends meanwhile with its values, BEGIN included."""
    from django.db import connection

    seen: list[tuple[str, list[Any]]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, list(params or [])))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
    if not seen[0][0].startswith("BEGIN"):
        seen.insert(0, ("BEGIN", []))


def _bare(seen: list[tuple[str, list[Any]]], items: list[int], patrons: list[int]) -> Callable[[int], None]:
    """The same statements through the driver alone, values of the new item put in, committed and flushed as ours are.

    This is the limit: no framework, no rules, no permission, only what the store itself must do.
    """
    from django.db import connection

    connection.ensure_connection()
    driver: Any = connection.connection
    mark = "%s" if _formats(driver) else "?"
    plain = [(sql.replace("%s", mark), values) for sql, values in seen]

    def patron_of(number: int) -> int:
        return patrons[number // 3 % len(patrons)]

    old_item, old_patron, old_key = items[WARM_UP], patron_of(WARM_UP), f"{os.getpid()}-{WARM_UP}"
    old_loan = next(values[8] for sql, values in seen if "kernel_auditentry" in sql)
    begin = "" if mark == "%s" else "BEGIN IMMEDIATE"

    def deed(number: int) -> None:
        fresh = {old_item: items[number], old_patron: patron_of(number), old_key: f"bare-{os.getpid()}-{number}"}
        cursor, loan = driver.cursor(), None
        for sql, values in plain:
            if sql.startswith("BEGIN"):
                if begin:
                    cursor.execute(begin)
                continue
            cursor.execute(sql, [_told(value, fresh, old_loan, loan) for value in values])
            rows = cursor.fetchall() if cursor.description else []
            if sql.lstrip().startswith("INSERT INTO circulation_loan"):
                loan = rows[0][0]
        driver.commit()

    if mark == "%s":
        driver.autocommit = False
    return deed


def _formats(driver: Any) -> bool:
    """Whether this driver writes its values as %s (psycopg) and not as ? (sqlite3)."""
    return bool(type(driver).__module__.startswith("psycopg"))


def _told(value: Any, fresh: dict[Any, Any], old_loan: int, loan: int | None) -> Any:
    """A value of the statement with the new item, key or loan in the old one's place."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return value
    return loan if loan is not None and value == old_loan else fresh.get(value, value)


def count_loans() -> Answer:
    """How many loans were made today, to see that none was lost."""
    from carrel.rooms.circulation.models import Loan

    made = Loan.objects.exclude(why={}).count()
    return {"loans": made}


MEASURES: dict[str, Callable[..., Answer]] = {"build": build, "check_out": check_out, "count_loans": count_loans}


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    print(json.dumps(MEASURES[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
