"""A desk that can be killed: a program of its own that lends books and says each loan aloud only when it is answered.

    python -m tests.rooms.circulation.killed_desk FOLDER        one child per line read; each lends until it is killed
    python -m tests.rooms.circulation.killed_desk FOLDER one    one book, then the end (for a trace)

The test beside it kills. The children are forked, so that a hundred deaths do not cost a hundred starts.
"""

import os
import sys
from typing import Any

ITEMS = 1500


def main(folder: str, only_one: bool) -> None:
    """Set a school up in the folder, then lend."""
    os.environ["CARREL_VAR"] = folder
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "carrel.config.settings"
    import django

    django.setup()
    actor, patron_id, items = _school()
    _say("ready")
    if only_one:
        _lend(actor, patron_id, items[:1])
        return
    for line in sys.stdin:
        _serve(actor, patron_id, items[int(line) :])


def _school() -> tuple[Any, int, list[int]]:
    from django.core.management import call_command

    from carrel.rooms.inventory.models import Item
    from tests import makers

    call_command("migrate", verbosity=0)
    site = makers.make_site()
    makers.make_policy(length=14, length_unit="calendar_days")
    patron = makers.make_person(home_site=site)
    actor = makers.make_actor("technician", site)
    record, kind = makers.make_record(), makers.make_item_type()
    Item.objects.bulk_create(
        Item(
            record=record,
            site=site,
            item_type=kind,
            barcode=f"K{number}",
            state_since_at=makers.NOON,
            created_at=makers.NOON,
        )
        for number in range(ITEMS)
    )
    return actor, patron.pk, list(Item.objects.order_by("pk").values_list("pk", flat=True))


def _serve(actor: Any, patron_id: int, items: list[int]) -> None:
    from django.db import connections

    # A connection must not be used on both sides of a fork.
    connections.close_all()
    child = os.fork()
    if child == 0:
        _say(f"pid {os.getpid()}")
        _lend(actor, patron_id, items)
        os._exit(0)
    os.waitpid(child, 0)
    _say("gone")


def _lend(actor: Any, patron_id: int, items: list[int]) -> None:
    from carrel.cellar.kernel.clock import now
    from carrel.cellar.kernel.verdicts import Refused
    from carrel.rooms.circulation.actions import check_out

    for item_id in items:
        try:
            lent = check_out(actor, patron_id=patron_id, item_id=item_id, now=now(), key=f"{os.getpid()}-{item_id}")
        except Refused:
            continue  # lent by the one before us, who was killed between the flush and the answer
        _say(f"lent {item_id} {lent.loan_id}")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["one"])
