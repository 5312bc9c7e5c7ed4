"""One number, two desks, one moment: one item gets it, the other desk is told; and one item, two hands on its state."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import ItemFacts
from tests import makers

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed came to, all started in the same moment, each in a thread with a connection of its own."""
    start, answers = threading.Barrier(len(deeds)), [object()] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[place] = deed()
        except Refused as refused:
            answers[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_number_two_desks() -> None:
    site, record, kind = makers.make_site(), makers.make_record(), makers.make_item_type()
    facts = ItemFacts(item_type_id=kind.pk)

    def add() -> object:
        return actions.add_item(SYSTEM, record_id=record.pk, site_id=site.pk, facts=facts, number="A1", now=makers.NOON)

    for _ in range(5):
        answers = at_once(add, add, add)
        lost = [answer for answer in answers if isinstance(answer, Refused)]
        assert len(lost) == 2
        assert {each.code for each in lost} <= {"inventory.number_taken", "inventory.number_taken_just_now"}
        assert Item.objects.count() == ItemNumber.objects.count() == 1
        ItemNumber.objects.all().delete()
        Item.objects.all().delete()


def test_one_form_sent_twice_in_one_moment() -> None:
    site, record, kind = makers.make_site(), makers.make_record(), makers.make_item_type()

    def add() -> object:
        return actions.add_item(
            SYSTEM, record_id=record.pk, site_id=site.pk, facts=ItemFacts(item_type_id=kind.pk), number="A1",
            now=makers.NOON, key="one form",
        )  # fmt: skip

    answers = at_once(add, add)
    assert {getattr(answer, "item_id", None) for answer in answers} == {Item.objects.get().pk}


def test_two_hands_on_one_state() -> None:
    item = makers.make_item()

    def lose() -> object:
        return actions.set_item_state(SYSTEM, item_id=item.pk, state="lost", now=makers.NOON)

    def lend() -> object:
        return actions.mark_lent(item.pk, from_state="available", now=makers.NOON)

    answers = at_once(lose, lend)
    state = Item.objects.get(pk=item.pk).state
    assert state in {"lost", "on_loan"}
    assert (answers[1] is True) == (state == "on_loan")
    assert list(queries.violations()) == []
