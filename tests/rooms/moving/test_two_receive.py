"""Two people count and receive one transfer in the same moment: the result equals one person's."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer, TransferLine
from tests import makers
from tests.cast import raise_the_curtain
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all of them at the same time; what each gave, or how it was refused."""
    start, answers = threading.Barrier(len(deeds)), dict[int, object]()

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            answers[place] = deed()
        except Refused as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == len(deeds)
    return [answers[place] for place in range(len(deeds))]


def test_each_item_arrives_once_and_one_receives_it() -> None:
    cast = raise_the_curtain()
    moving = Moving(cast.middle, cast.high, cast.actor(cast.dee), makers.make_actor("technician", cast.high))
    transfer_id, items = moving.sent(*(f"Book {number}" for number in range(8)))

    def count_all(order: list[Item]) -> Callable[[], list[str]]:
        return lambda: [moving.count(transfer_id, item).kind for item in order]

    kinds = at_once(count_all(items), count_all(items[::-1]))
    said = [kind for each in kinds for kind in each]  # type: ignore[attr-defined]  # lists of words
    assert sorted(said) == ["again"] * 8 + ["expected"] * 8
    assert TransferLine.objects.filter(is_open=False, ended_as="counted").count() == 8
    assert set(Item.objects.values_list("state", "site_id")) == {("available", moving.high.pk)}
    assert set(Transit.objects.values_list("ended_as", flat=True)) == {"arrived"}

    def receive() -> bool:
        return actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)

    first, second = at_once(receive, receive)
    refused = first if isinstance(first, Refused) else second
    assert isinstance(refused, Refused)
    assert refused.code == "moving.received_already"
    assert {True} == {each for each in (first, second) if each is not refused}
    assert Transfer.objects.get(pk=transfer_id).state == "closed"
