"""Searching a catalogue of any size: each kind of question, with its facets, from nowhere and from a school.

python -m benchmarks.searching FOLDER DATABASE_URL fill|queries|pages COUNT
"""

import http.client
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import district
from benchmarks.figures import share
from benchmarks.records import COMMONEST, MIDDLING, RARE

QUESTIONS = {
    "the commonest word": {"q": COMMONEST},
    "two common words": {"q": f"{COMMONEST} girl"},
    "a middling word": {"q": MIDDLING},
    "a common and a middling word": {"q": f"{COMMONEST} {MIDDLING}"},
    "a rare word": {"q": RARE},
    "a beginning": {"q": "sto*"},
    "a subject": {"q": "subject:friendship"},
    "a reading level": {"q": "level:600-800"},
    "the commonest word in Spanish": {"q": COMMONEST, "language": "spa"},
    "the commonest word, fiction, a topic": {"q": COMMONEST, "kind": "fiction", "subject": "friendship"},
    "everything": {"q": ""},
}
WARM_UP, TIMES = 2, 15
SCHOOLS = (None, 0, 20, 39)
"""From nowhere, and from the largest, a middling and the smallest school."""


def asked() -> Iterator[tuple[str, dict[str, str], int | None]]:
    """Every question from everywhere, and within the smallest school."""
    for name, question in QUESTIONS.items():
        for school in SCHOOLS:
            yield name, question, school
        yield f"{name}, this school only", {**question, "where": "here"}, SCHOOLS[-1]


def queries(count: int) -> dict[str, Any]:
    """The search itself, hits of the first page and facets; on SQLite the processor's share is all of its work."""
    from carrel.rooms.catalogue.queries import FACETS, Copies, Narrow, search
    from carrel.rooms.inventory.queries import record_ids_in
    from carrel.rooms.schools.models import Site

    sites = list(Site.objects.order_by("pk").values_list("pk", flat=True))
    found: dict[str, list[float]] = {}
    processor: dict[str, list[float]] = {}
    for name, question, school in asked():
        copies = None if school is None else Copies(sites[school], record_ids_in(sites[school]))
        narrow = Narrow(**{key: question[key] for key in ("where", *FACETS) if key in question})
        for turn in range(WARM_UP + TIMES):
            began, spent = time.perf_counter(), time.thread_time()
            search(question["q"], narrow=narrow, copies=copies)
            if turn >= WARM_UP:
                found.setdefault(name, []).append(time.perf_counter() - began)
                processor.setdefault(name, []).append(time.thread_time() - spent)
    return {**_figures(found), "processor": _figures(processor)}


def pages(count: int) -> dict[str, Any]:
    """The whole page by HTTP, as a visitor of a school gets it."""
    from django.db import connections

    from benchmarks.web import free_port, part, wait_for
    from carrel.rooms.schools.models import Site

    codes = list(Site.objects.order_by("pk").values_list("code", flat=True))
    connections.close_all()
    found: dict[str, list[float]] = {}
    with part("serve", port=(port := free_port())):
        wait_for(port)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for name, question, school in asked():
            there = {} if school is None else {"at": codes[school]}
            address = "/catalogue/?" + urlencode({**question, **there})
            for turn in range(WARM_UP + TIMES):
                began = time.perf_counter()
                line.request("GET", address)
                answer = line.getresponse()
                answer.read()
                if turn >= WARM_UP:
                    found.setdefault(name, []).append(time.perf_counter() - began)
                if answer.status not in (200, 302):
                    raise RuntimeError(f"{address} was answered {answer.status}.")
    return _figures(found)


def _figures(found: dict[str, list[float]]) -> dict[str, Any]:
    every = [wait for waits in found.values() for wait in waits]
    return {
        "count": len(every), "p50": share(every, 0.5), "p95": share(every, 0.95), "slowest": max(every),
        "each": {name: {"p50": share(waits, 0.5), "p95": share(waits, 0.95)} for name, waits in found.items()},
    }  # fmt: skip


def fill(count: int) -> dict[str, Any]:
    """Make the catalogue."""
    from benchmarks.stock import fill as fill_stock

    began = time.monotonic()
    fill_stock(count)
    return {"seconds": time.monotonic() - began}


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    Path(folder).mkdir(parents=True, exist_ok=True)
    district.open_house(Path(folder), database_url)
    measures = {"fill": fill, "queries": queries, "pages": pages}
    print(json.dumps(measures[name](int(numbers[0]) if numbers else 0)))


if __name__ == "__main__":
    main(sys.argv[1:])
