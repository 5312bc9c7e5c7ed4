"""A night in a large district: holds expire, what is late for too long is lost, what came back forgets its readers.

python -m benchmarks.nights FOLDER DATABASE_URL build|night [LOANS]

The worst night there is: the day before as many loans came back as are out. Each was written down twice in the audit
and answered under a key, some by the readers themselves; some readers owe, some keep a history.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, share

HOLDS_TO_LOANS = 10
LOANS_TO_LOST = 400
OWING, REMEMBERING, WITH_ACCOUNT, NOT_FETCHED = 200, 100, 1000, 500


def build(loans: int, readers: int = district.PATRONS) -> None:
    """The district, its open loans, as many that came back yesterday, a tenth as many holds, and the traces of all."""
    from carrel.rooms.schools.models import Site

    district.build(loans * 5 // 4, loans, readers)
    # Nothing ends where it is closed, and a run on a Sunday measures the same.
    Site.objects.update(open_weekdays="1111111")
    now = datetime.now(UTC)
    _came_back(now)
    _traces(now)
    _holds(loans // HOLDS_TO_LOANS, now)
    _not_fetched(min(NOT_FETCHED, loans // 40), now)
    _owed_and_remembered(now)
    _late_for_too_long(loans // LOANS_TO_LOST, now)
    with district._cursor() as cursor:
        cursor.execute("ANALYZE")


def _came_back(now: datetime) -> None:
    from carrel.rooms.circulation.models import Loan

    names = [each.column for each in Loan._meta.concrete_fields if not each.primary_key]
    values = ", ".join("%s" if name == "returned_at" else name for name in names)
    with district._cursor() as cursor:
        cursor.execute(
            f"INSERT INTO circulation_loan ({', '.join(names)}) SELECT {values} FROM circulation_loan",  # noqa: S608  own
            [now - timedelta(hours=20)],
        )


def _traces(now: datetime) -> None:
    """What lending left: two entries for each loan, a third for every tenth by its reader, and an answer."""
    from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
    from tests import makers

    actor = makers.make_account("desk")
    for number, person_id in enumerate(district.patrons()[:WITH_ACCOUNT]):
        # Without a password that is hashed: that takes longer than all the rest.
        type(actor).objects.create(username=f"reader{number}", person_id=person_id)
    entry = AuditEntry.objects.create(at=now, code="circulation.check_out", account_id=actor.pk, about_kind="loan")
    kept = KeptAnswer.objects.create(key="k", code="circulation.check_out", account_id=actor.pk, at=now)
    with district._cursor() as cursor:
        for model, row, named in (
            (AuditEntry, entry, {"about_id": "l.id"}),
            (AuditEntry, entry, {"about_id": "l.id", "code": "'circulation.check_in'"}),
            (AuditEntry, entry, {"about_id": "l.id", "code": "'circulation.renew'", "account_id": "a.id"}),
            (KeptAnswer, kept, {"key": "'key-' || l.id", "answer": _answer()}),
        ):
            names = [each.column for each in model._meta.concrete_fields if not each.primary_key]
            values = ", ".join(named.get(name, f"t.{name}") for name in names)
            own = "a.id" in named.values()
            more = ", people_account a" if own else ""
            some = " AND a.person_id = l.patron_id AND l.id % 10 = 0" if own else ""
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) SELECT {values}"  # noqa: S608  own tables
                f" FROM {model._meta.db_table} t, circulation_loan l{more} WHERE t.id = {row.pk}{some}"
            )


def _answer() -> str:
    from django.db import connection

    text = """'{"loan": ' || l.id || ', "act": 1, "item": ' || l.item_id || '}'"""
    return f"CAST({text} AS jsonb)" if connection.features.has_native_json_field else text


def _holds(count: int, now: datetime) -> None:
    """Half of them wait, a quarter of these until yesterday; the other half ended yesterday."""
    from carrel.rooms.circulation.models import Hold

    people = district.patrons()
    loan = _any_loan()
    before = now - timedelta(days=9)
    made = {
        "record_id": loan.item.record_id, "home_site_id": loan.site_id, "pickup_site_id": loan.site_id,
        "placed_at": before,
    }  # fmt: skip
    ended = Hold.objects.create(**made, patron_id=people[0], status="filled", ended_at=now - timedelta(hours=20))
    patron = {"patron_id": f"{people[0]} + n.i % {len(people)}"}
    district._copies(ended, count // 2, patron | {"record_id": f"{loan.item.record_id} + n.i"})
    for days, some, start in ((-1, count // 8, 0), (30, count * 3 // 8, count)):
        until = (now + timedelta(days=days)).date()
        waiting = Hold.objects.create(**made, patron_id=people[days], expires_on=until)
        # Readers and titles go round in different steps, so that nobody waits twice for the same.
        district._copies(waiting, some, patron | {"record_id": f"{loan.item.record_id} + {start} + n.i"})


def _not_fetched(count: int, now: datetime) -> None:
    """So many copies stood on the hold shelf until yesterday; nobody else waits for most of them."""
    from carrel.rooms.circulation.models import Hold
    from carrel.rooms.inventory.models import Item

    keys = Item.objects.filter(state="available").order_by("pk").values_list("pk", flat=True)
    items = list(Item.objects.filter(pk__in=keys[:count]))
    people = district.patrons()
    Hold.objects.bulk_create(
        Hold(
            record_id=each.record_id, patron_id=people[number % len(people)], pickup_site_id=each.site_id,
            placed_at=now - timedelta(days=30 + number), status="on_shelf", captured_item_id=each.pk, captured_at=now,
            shelf_until_on=(now - timedelta(days=3)).date(), item_id=each.pk,
        )
        for number, each in enumerate(items)
    )  # fmt: skip
    Item.objects.filter(pk__in=keys[:count]).update(state="on_hold")


def _late_for_too_long(count: int, now: datetime) -> None:
    """A tenth of what is out is late, so many things for sixty days, after which the rules take them for lost."""
    from carrel.rooms.circulation.models import GridToken, Loan, PolicyRow, new_token
    from carrel.rooms.inventory.models import Item

    PolicyRow.objects.filter(site=None, item_type=None).update(fine_minor=10, lost_days=60, lost_fee_minor=300)
    GridToken.objects.update(token=new_token())
    Item.objects.update(price_minor=1500)
    keys = list(Loan.objects.filter(returned_at=None).order_by("pk").values_list("pk", flat=True))
    for part, days in ((keys[:count], 61), (keys[count : len(keys) // 10], 20)):
        for start in range(0, len(part), 500):
            late = Loan.objects.filter(pk__in=part[start : start + 500])
            late.update(due_at=now - timedelta(days=days), lent_at=now - timedelta(days=days + 14))


def _any_loan() -> Any:
    from carrel.rooms.circulation.models import Loan

    return Loan.objects.select_related("item").order_by("item__record_id").first()


def _owed_and_remembered(now: datetime) -> None:
    from carrel.rooms.charges.models import Charge
    from carrel.rooms.circulation.models import HistoryChoice, Loan

    back = Loan.objects.filter(returned_at__isnull=False).select_related("item").order_by("-pk")[:OWING]
    Charge.objects.bulk_create(
        Charge(
            person_id=each.patron_id, kind="lost", amount_minor=900, left_minor=900, charged_on=now.date(),
            about_barcode=each.item.barcode, created_at=now,
        )
        for each in back
    )  # fmt: skip
    people = district.patrons()[-REMEMBERING:]
    HistoryChoice.objects.bulk_create(
        HistoryChoice(person_id=each, since_at=now - timedelta(days=99)) for each in people
    )


def night() -> dict[str, Any]:
    """Do it, while a desk asks for the writer lock every twentieth of a second; what it waited stands beside it."""
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.rooms.circulation.actions import expire_holds, lose_by_time, sever_returned_loans
    from carrel.rooms.circulation.models import Hold, Loan, PastLoan

    waits: list[float] = []
    over = threading.Event()
    desk = threading.Thread(target=_desk, args=(waits, over))
    desk.start()
    began, spent = time.perf_counter(), time.process_time()
    expired = expire_holds(SYSTEM, now=datetime.now(UTC))
    lost = lose_by_time(SYSTEM, now=datetime.now(UTC), between=lambda: time.sleep(0.01))
    severed = sever_returned_loans(SYSTEM, now=datetime.now(UTC), between=lambda: time.sleep(0.01))
    seconds, spent = time.perf_counter() - began, time.process_time() - spent
    over.set()
    desk.join()
    return {
        "seconds": seconds,
        "cpu": spent,
        "severed": severed,
        "lost": lost,
        "expired": expired.waiting + expired.on_shelf,
        "kept": Loan.objects.filter(returned_at__isnull=False, patron__isnull=False).count(),
        "holds_left": Hold.objects.filter(ended_at__isnull=False, patron__isnull=False).count(),
        "remembered": PastLoan.objects.count(),
        "wait_p95": share(waits, 0.95),
        "wait_longest": max(waits),
    }


def _desk(waits: list[float], over: threading.Event) -> None:
    from django.db import connection

    from carrel.cellar.kernel.writing import writing
    from carrel.rooms.circulation.models import GridToken

    try:
        while not over.wait(0.05):
            began = time.perf_counter()
            with writing():
                list(GridToken.objects.select_for_update().values_list("pk"))
            waits.append(time.perf_counter() - began)
    finally:
        connection.close()


def figures(store: str, found: dict[str, Any], loans: int) -> Iterator[Figure]:
    """What is said of one night."""
    said = f"{found['severed']:,} loans forgot, {found['expired']:,} holds ended, {found['lost']:,} things lost"
    said = f"{said}; processor {found['cpu']:.0f} s"
    yield Figure(
        f"A night, {store}: {loans:,} loans that came back, {loans // HOLDS_TO_LOANS:,} holds",
        f"{found['seconds']:.1f} s", said, "", "60 s", found["seconds"] < 60,
    )  # fmt: skip
    yield Figure(
        f"A night, {store}: a desk waits meanwhile, p95", f"{found['wait_p95'] * 1000:.0f} ms",
        f"{found['wait_longest'] * 1000:.0f} ms at the longest", "", "300 ms", found["wait_p95"] < 0.3,
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    answer = build(int(numbers[0])) if name == "build" else night()
    print(json.dumps(answer or {}))


if __name__ == "__main__":
    main(sys.argv[1:])
