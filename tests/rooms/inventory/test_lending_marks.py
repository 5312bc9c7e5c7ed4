"""The marks lending leaves: one guarded statement each, and each undone exactly."""

from datetime import timedelta

import pytest

from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from tests import makers

pytestmark = pytest.mark.django_db
LATER = makers.NOON + timedelta(days=1)


def state_of(item: Item) -> tuple[str, int]:
    item.refresh_from_db()
    return item.state, item.loan_count


def test_lent_and_returned() -> None:
    item = makers.make_item()
    assert actions.mark_lent(item.pk, from_state="available", now=LATER)
    assert not actions.mark_lent(item.pk, from_state="available", now=LATER)
    assert state_of(item) == ("on_loan", 1)
    assert item.last_loaned_at == item.last_seen_at == item.state_since_at == LATER
    assert actions.mark_returned(item.pk, to_state="available", now=LATER)
    assert state_of(item) == ("available", 1)


def test_undone() -> None:
    item = makers.make_item()
    actions.mark_lent(item.pk, from_state="available", now=LATER)
    assert actions.mark_not_lent(item.pk, to_state="available", now=LATER)
    assert not actions.mark_not_lent(item.pk, to_state="available", now=LATER)
    assert state_of(item) == ("available", 0)
    actions.mark_lent(item.pk, from_state="available", now=LATER)
    actions.mark_returned(item.pk, to_state="available", now=LATER, seen=False)
    assert actions.mark_lent_again(item.pk, from_state="available", now=LATER)
    assert not actions.mark_lent_again(item.pk, from_state="available", now=LATER)
    assert state_of(item) == ("on_loan", 1)


def test_seen() -> None:
    item = makers.make_item()
    assert actions.mark_seen(item.pk, now=LATER)
    item.refresh_from_db()
    assert (item.last_seen_at, item.state_since_at) == (LATER, makers.NOON)
    assert not actions.mark_seen(0, now=LATER)


def test_a_copy_taken_instead_of_another_was_lent_when_the_other_was() -> None:
    item = makers.make_item(makers.make_site())
    for lent_at, known in ((makers.NOON, makers.NOON), (LATER, LATER), (makers.NOON, LATER)):
        actions.mark_taken_instead(item.pk, lent_at=lent_at)
        assert Item.objects.get(pk=item.pk).last_loaned_at == known


@pytest.mark.parametrize("verb", ["mark_lent", "mark_returned", "mark_not_lent", "mark_lent_again", "mark_seen"])
def test_one_statement_each(verb: str, django_assert_num_queries: object) -> None:
    item = makers.make_item()
    states = {
        "mark_lent": {"from_state": "available"},
        "mark_lent_again": {"from_state": "available"},
        "mark_seen": {},
    }
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        getattr(actions, verb)(item.pk, now=LATER, **states.get(verb, {"to_state": "available"}))
