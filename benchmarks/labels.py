"""Labels: a run of a thousand items read, laid out and written as PDF, as the page that prints it does.

python -m benchmarks.labels FOLDER DATABASE_URL build|thousand [NUMBER]
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure

TARGET_S = 5.0
KINDS = ("barcode", "spine", "set", "asset")


def build(items: int) -> dict[str, Any]:
    """The district with so many items."""
    district.build(items)
    return {"items": items}


def thousand(lines: int) -> dict[str, Any]:
    """Seconds for a run of so many lines of each kind, from the rows of the database to the bytes of the PDF."""
    from carrel.rooms.inventory.models import Item
    from carrel.rooms.labels.models import LabelRun, RunLine
    from carrel.rooms.labels.queries import made_ready, run_for
    from tests.makers import make_actor

    site = Item.objects.select_related("site")[0].site
    actor = make_actor("technician", site)
    ids = list(Item.objects.filter(site=site).order_by("pk").values_list("pk", flat=True)[:lines])
    found: dict[str, Any] = {}
    for kind in KINDS:
        run = LabelRun.objects.create(site=site, kind=kind, sheet="5160", started_at=datetime.now(UTC))
        RunLine.objects.bulk_create([RunLine(run=run, item_id=pk) for pk in ids], batch_size=500)
        began, processor = time.perf_counter(), time.process_time()
        ready = made_ready(run_for(actor, run.pk))
        pdf = ready.pdf(kind)
        found[kind] = {
            "seconds": time.perf_counter() - began, "cpu": time.process_time() - processor,
            "labels": len(ready.labels), "refused": len(ready.problems), "bytes": len(pdf),
        }  # fmt: skip
    return found


def figures(store: str, found: dict[str, Any], lines: int) -> Iterator[Figure]:
    """The seconds of each kind; a thousand barcode labels have a limit."""
    for kind, each in found.items():
        seconds, is_held = each["seconds"], kind == "barcode"
        facts = f"{each['labels']:,} labels, {each['bytes'] / 1000:,.0f} kB; processor {each['cpu']:.1f} s"
        yield Figure(
            f"Labels of {lines:,} items ({kind}), {store}", f"{seconds:.1f} s", facts, "",
            f"{TARGET_S:.0f} s" if is_held else "",
            seconds < TARGET_S and not each["refused"] if is_held else None,
        )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., dict[str, Any]]] = {"build": build, "thousand": thousand}
    print(json.dumps(measures[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
