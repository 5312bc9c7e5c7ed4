"""Notices: who is late with what is owed in a district, the page of a school, and five hundred letters.

python -m benchmarks.notices FOLDER DATABASE_URL build|late|page|letters [NUMBER]
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, ms

LATE_TARGET_S, LATE_TARGET_MB, PAGE_TARGET_S, LETTERS_TARGET_S = 5.0, 300.0, 0.3, 10.0
EVERY_FIFTH, ON_THE_PAGE, OWING = 5, 1000, 4000


def build(loans: int) -> dict[str, Any]:
    """The district with so many items, all of them lent, every fifth late; a school of its own with a thousand late."""
    district.build(loans)
    from django.db import connection

    from carrel.rooms.charges.models import Charge, ChargeLine
    from carrel.rooms.circulation.models import Loan
    from carrel.rooms.inventory.models import Item
    from carrel.rooms.people.models import Person
    from tests import makers

    dice, now = random.Random(7), datetime.now(UTC)
    persons = list(Person.objects.filter(home_site__isnull=False).order_by("pk"))
    Loan.objects.filter(returned_at=None).delete()
    items = list(Item.objects.order_by("pk").values_list("pk", "site_id")[:loans])
    own = makers.make_site(name="Late School")
    room = makers.make_class(own, "7B", kind="homeroom")
    late_ones = [makers.make_person(f"Late {n}", f"Student {n}", home_site=own, homeroom=room) for n in range(400)]
    rows = []
    for number, (item_id, site_id) in enumerate(items):
        is_late = number % EVERY_FIFTH == 0
        patron = late_ones[number % 400] if is_late and number < ON_THE_PAGE * EVERY_FIFTH else dice.choice(persons)
        due_at = now - timedelta(days=dice.randint(1, 90)) if is_late else now + timedelta(days=dice.randint(1, 20))
        rows.append(
            Loan(item_id=item_id, patron=patron, home_site_id=patron.home_site_id, site_id=site_id, due_at=due_at,
                 lent_at=due_at - timedelta(days=14))
        )  # fmt: skip
    Loan.objects.bulk_create(rows, batch_size=500)
    Item.objects.update(state="on_loan")
    owing = Charge.objects.bulk_create(
        (
            Charge(person=each, site_id=each.home_site_id, kind="other", text="A torn cover", amount_minor=450,
                   left_minor=450, charged_on=now.date(), created_at=now)
            for each in dice.sample(persons, min(OWING, len(persons)))
        ),
        batch_size=500,
    )  # fmt: skip
    ChargeLine.objects.bulk_create(
        (ChargeLine(charge=each, kind="charged", amount_minor=450, at=now, act_id=0) for each in owing), batch_size=500
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a server of its own looks at new rows within the minute
    return {"loans": len(rows)}


def late() -> dict[str, Any]:
    """Seconds and memory for everybody in the district who is late, with what they owe and where they stand."""
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.rooms.recovery.queries.late import late_students
    from carrel.rooms.recovery.rules.ladder import DEFAULT

    began = time.perf_counter()
    found = late_students(SYSTEM, datetime.now(UTC), DEFAULT)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": seconds, "memory": memory, "students": len(found), "items": sum(each.items for each in found),
        "owing": sum(1 for each in found if each.owed_minor),
    }  # fmt: skip


def page(times: int) -> dict[str, Any]:
    """Seconds for the page of a school where a thousand things are late, by the client, the median of so many."""
    from django.test import Client

    from carrel.rooms.people.models import Account
    from carrel.rooms.schools.models import Site
    from tests import makers

    site = Site.objects.get(name="Late School")
    if not Account.objects.filter(username="bench").exists():
        person = makers.make_person("Bench", "Technician", home_site=site)
        makers.give_role(makers.make_account("bench", person), "technician", site)
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username="bench"))
    client.get("/recovery/")
    spans = []
    for _ in range(times):
        began = time.perf_counter()
        answer = client.get("/recovery/")
        spans.append(time.perf_counter() - began)
    return {"seconds": sorted(spans)[times // 2], "bytes": len(answer.content), "status": answer.status_code}


def letters(count: int) -> dict[str, Any]:
    """Seconds for so many letters as one PDF, made in a child process, every fourth in Arabic."""
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.cellar.papers.typesetting import pdf_of_document
    from carrel.rooms.recovery.queries.late import late_students
    from carrel.rooms.recovery.queries.papers import Said, document_of, letter_page
    from carrel.rooms.recovery.rules.ladder import DEFAULT, LETTER

    now = datetime.now(UTC)
    students = late_students(SYSTEM, now, DEFAULT)[:count]
    began = time.perf_counter()
    spoken = ("en", "es", "en", "ar")
    pages = [letter_page([each], Said(LETTER, now.date()), spoken[n % 4]) for n, each in enumerate(students)]
    pdf = pdf_of_document(document_of("Letters", pages=pages))
    seconds, child = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = child.ru_utime + child.ru_stime
    return {"seconds": seconds, "cpu": cpu, "letters": len(pages), "bytes": len(pdf)}


def figures(store: str, found: dict[str, dict[str, Any]]) -> Iterator[Figure]:
    """Each figure beside its limit."""
    listed, shown, set_ = found["late"], found["page"], found["letters"]
    facts = f"{listed['students']:,} readers, {listed['items']:,} items, {listed['owing']:,} of them owing"
    yield Figure(
        f"Who is late in a district with what is owed, {store}", f"{listed['seconds']:.1f} s", facts, "",
        f"{LATE_TARGET_S:.0f} s", listed["seconds"] < LATE_TARGET_S,
    )  # fmt: skip
    yield Figure(
        f"The same, memory, {store}", f"{listed['memory']:.0f} MB", "", "", f"{LATE_TARGET_MB:.0f} MB",
        listed["memory"] < LATE_TARGET_MB,
    )  # fmt: skip
    yield Figure(
        f"A page of who is due, {ON_THE_PAGE:,} things late, {store}", ms(shown["seconds"]), "", "",
        f"{PAGE_TARGET_S * 1000:.0f} ms", shown["status"] == 200 and shown["seconds"] < PAGE_TARGET_S,
    )  # fmt: skip
    said = f"{set_['bytes'] / 1e6:.1f} MB; processor of the child {set_['cpu']:.1f} s"
    yield Figure(
        f"{set_['letters']} letters as PDF in a child process, {store}", f"{set_['seconds']:.1f} s",
        said, "", f"{LETTERS_TARGET_S:.0f} s", set_["seconds"] < LETTERS_TARGET_S,
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., dict[str, Any]]] = {
        "build": build, "late": late, "page": page, "letters": letters,
    }  # fmt: skip
    print(json.dumps(measures[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
