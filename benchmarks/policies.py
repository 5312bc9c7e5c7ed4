"""What a policy with its explanation costs: every setting, the sum of the due date, and all that stands against it.

python -m benchmarks.policies FOLDER DATABASE_URL NAME [NUMBER ...]
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import share
from benchmarks.measures import statements

Answer = dict[str, Any]
WARM_UP = 50


def build(items: int) -> Answer:
    """The district of a run, with a grid as districts have it: exceptions, a series, a cut-off of the grade."""
    from carrel.rooms.circulation import actions
    from carrel.rooms.circulation.actions import DayOfSeries
    from tests import makers

    began = time.monotonic()
    district.build(items)
    actor, now = makers.make_actor("district_manager"), datetime.now(UTC)
    june = date(now.year + 1, 6, 4)
    series = actions.save_hard_due_date(actor, name="Books back", days=[DayOfSeries(june)], now=now)
    cut = [DayOfSeries(now.date() + timedelta(days=10)), DayOfSeries(june - timedelta(days=21))]
    actions.save_hard_due_date(actor, name="Seventh grade", grades="7", days=cut, now=now)
    for number in range(20):
        item_type = makers.make_item_type(f"kind{number}").pk
        settings = {"length": 3 + number, "length_unit": "same_weekday", "renewals": 1, "hard_due_date": series}
        actions.save_policy_row(actor, now=now, settings=settings, item_type_id=item_type)
    return {"seconds": time.monotonic() - began}


def explain(count: int) -> Answer:
    """Explain a lending for `count` pairs of reader and item that have not been asked for before."""
    from carrel.rooms.circulation.queries import explain_check_out

    actor, patrons = district.technician(), district.patrons()[:400]
    items = district.free_items(count + WARM_UP)

    def deed(number: int) -> None:
        found = explain_check_out(
            actor, patron_id=patrons[number % len(patrons)], item_id=items[number], now=datetime.now(UTC)
        )
        assert found is not None
        assert found.due_on is not None

    for number in range(WARM_UP - 1):
        deed(number)
    with statements() as seen:
        deed(WARM_UP - 1)
    answer = _timed(deed, WARM_UP, count)
    answer["statements"] = sum(not sql.startswith("BEGIN") for sql, _values in seen)
    return answer


def _timed(deed: Callable[[int], None], start: int, count: int) -> Answer:
    waits = []
    cpu = time.process_time()
    for number in range(start, start + count):
        began = time.perf_counter()
        deed(number)
        waits.append(time.perf_counter() - began)
    spent = time.process_time() - cpu
    return {"count": count, "cpu_ms": spent / count * 1000, "p50": share(waits, 0.5), "p95": share(waits, 0.95)}


def main() -> None:
    """Run one measure and answer with a line of JSON."""
    folder, database_url, name, *numbers = sys.argv[1:]
    district.open_house(Path(folder), database_url)
    print(json.dumps({"build": build, "explain": explain}[name](*map(int, numbers))))


if __name__ == "__main__":
    main()
