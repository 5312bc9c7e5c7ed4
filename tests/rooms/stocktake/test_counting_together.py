"""Two people scan the same five hundred copies at once: what comes of it is what would come of one."""

import threading
from collections import Counter

import pytest
from django.db import connections

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.models import Count, Seen, Stray
from tests.cast import raise_the_curtain
from tests.makers import NOON, make_item, make_policy
from tests.rooms.stocktake.walkers import BEFORE, begin

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 500


def stock(first: Item) -> list[str]:
    """Five hundred copies of one title in the order of their call numbers, five of them out of order, some lost."""
    made = [
        make_item(
            first.site, "", record=first.record, call_number=f"{100 + number} ABC", last_seen_at=BEFORE,
            state="missing" if number % 50 == 3 else "in_repair" if number % 50 == 9 else "available",
        )
        for number in range(MANY)
    ]  # fmt: skip
    numbers = [item.barcode for item in made]
    for place in range(40, MANY - 40, 90):
        numbers.insert(place + 15, numbers.pop(place))
    return [*numbers[:250], "nobody", *numbers[250:]]


def outcome(count_id: int) -> tuple[object, ...]:
    """Everything that matters of a count, without who did what when."""
    result = queries.result_of(Count.objects.get(pk=count_id))
    seen = Seen.objects.filter(count_id=count_id).order_by("item_id").values_list("item_id", "outcome", "was_state")
    strays = list(Stray.objects.filter(count_id=count_id).values_list("number", flat=True))
    return (
        result,
        list(seen),
        strays,
        queries.misplaced_ids(count_id),
        Counter(Item.objects.values_list("state", flat=True)),
    )


def test_two_are_as_one() -> None:
    cast = raise_the_curtain()
    make_policy()
    dee, lib = cast.actor(cast.dee), cast.actor(cast.lib)
    numbers = stock(make_item(cast.middle, "Holes", call_number="900 ZZZ"))
    states = dict(Item.objects.values_list("pk", "state"))
    alone = begin(dee)
    for number in numbers:
        actions.scan(dee, count_id=alone, text=number, now=NOON)
    expected = outcome(alone)
    for pk, state in states.items():
        Item.objects.filter(pk=pk).update(state=state)
    both = begin(dee)

    def walk(actor: Actor) -> None:
        try:
            for place, number in enumerate(numbers):
                actions.scan(actor, count_id=both, text=number, now=NOON, key=f"{actor.account_id}-{place}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=walk, args=(actor,)) for actor in (dee, lib)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)
    assert outcome(both) == expected
    assert Seen.objects.filter(count_id=both).count() == MANY and len(queries.misplaced_ids(both)) == 5
