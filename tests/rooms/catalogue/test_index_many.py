"""The index knows where copies stand, whatever happens to them."""

import pytest

from carrel.rooms.catalogue.actions import index_many, merge_records, unmerge_record
from carrel.rooms.catalogue.models import SearchDocument
from carrel.rooms.catalogue.queries import index_faults
from carrel.rooms.catalogue.rules import held_words
from carrel.rooms.inventory.actions import change_item, set_item_state, take_out_item
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts
from tests.makers import NOON, make_actor, make_item, make_place, make_record, make_site

pytestmark = pytest.mark.django_db


def held(record_id: int) -> str:
    return SearchDocument.objects.get(pk=record_id).held


def test_what_is_written() -> None:
    assert held_words([(3, None), (1, 9), (3, 7), (1, 9)]) == "zzw1 zzw3 zzp7 zzp9"
    assert held_words([]) == ""


def test_only_what_differs_is_written(django_assert_num_queries: object) -> None:
    one, other = make_record("Holes"), make_record("Wolves")
    assert index_many({one.pk: [(4, None)], other.pk: []}) == 1
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        assert index_many({one.pk: [(4, None)], other.pk: []}) == 0
    assert held(one.pk) == "zzw4"
    assert index_many({one.pk: []}) == 1
    assert held(one.pk) == ""
    assert index_faults() == []


def test_the_index_follows_the_copies() -> None:
    site = make_site()
    place, actor = make_place(site), make_actor("technician", site)
    item = make_item(site)
    record = item.record_id
    assert held(record) == f"zzw{site.pk}"
    change_item(actor, item_id=item.pk, facts=ItemFacts(item_type_id=item.item_type_id, place_id=place.pk), now=NOON)
    assert held(record) == f"zzw{site.pk} zzp{place.pk}"
    set_item_state(actor, item_id=item.pk, state="withdrawn", now=NOON)
    assert held(record) == ""
    set_item_state(actor, item_id=item.pk, state="available", now=NOON)
    assert held(record) == f"zzw{site.pk} zzp{place.pk}"
    take_out_item(actor, item_id=item.pk, now=NOON)
    assert held(record) == ""


def test_copies_follow_a_merge_and_its_undoing() -> None:
    here, there = make_site(), make_site()
    winner, loser = make_item(here).record, make_item(there).record
    actor = make_actor("technician", here)
    merge_records(actor, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    assert held(winner.pk) == f"zzw{here.pk} zzw{there.pk}"
    unmerge_record(actor, loser_id=loser.pk, now=NOON)
    assert (held(winner.pk), held(loser.pk)) == (f"zzw{here.pk}", f"zzw{there.pk}")
    assert Item.objects.filter(record=loser).count() == 1
