"""Floating: what the rows say, and what a return does by them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.actions import cancel_hold, check_in, check_out, place_hold, undo
from carrel.rooms.inventory.forms import ReturnRowForm
from carrel.rooms.inventory.models import Item, ReturnRow, Transit
from carrel.rooms.inventory.queries import history_of
from carrel.rooms.inventory.rules import return_goes
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, item_state

LATER = NOON + timedelta(hours=2)
ROWS = st.dictionaries(st.tuples(st.integers(1, 3), st.sampled_from([None, 7, 8])), st.sampled_from(["home", "stays"]))


@given(rows=ROWS)
def test_the_nearest_kind_decides_and_its_school_before_all(rows: dict[tuple[int, int | None], str]) -> None:
    said = [rows[kind, where] for kind in (1, 2, 3) for where in (7, None) if (kind, where) in rows]
    assert return_goes((1, 2, 3), 7, rows) == (said[0] if said else "home")


def floats(site: object, kind: str = "book", goes: str = "stays") -> None:
    ReturnRow.objects.create(item_type=makers.make_item_type(kind), site=site, goes=goes)  # type: ignore[misc]  # a site


@pytest.mark.django_db
def test_it_stays_and_belongs_here_without_a_journey(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    floats(moving.high)
    place = makers.make_place(moving.middle)
    item = makers.make_item(moving.middle, place=place)
    check_out(moving.dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    returned = check_in(moving.hana, item_id=item.pk, now=LATER)
    found = Item.objects.get(pk=item.pk)
    assert (found.site, found.place, found.state, returned.belongs_to) == (moving.high, None, "available", None)
    assert "circulation.floats_here" in {each.code for each in returned.tells}
    assert not Transit.objects.exists()
    [entry] = history_of(item.pk)
    assert (entry.code, entry.facts) == ("circulation.float", {"before": {"school": moving.middle.called}})
    undo(moving.dee, act_id=returned.act_id, now=LATER)
    back = Item.objects.get(pk=item.pk)
    assert (back.site, back.place, back.state) == (moving.middle, place, "on_loan")


@pytest.mark.django_db
def test_where_no_row_says_so_it_goes_home(moving: Moving) -> None:
    floats(None)
    floats(moving.high, goes="home")
    item = makers.make_item(moving.middle)
    check_in(moving.hana, item_id=item.pk, now=NOON)
    assert (item_state(item), Item.objects.get(pk=item.pk).site) == ("in_transit", moving.middle)


@pytest.mark.django_db
def test_a_kind_floats_with_the_one_it_is_part_of(moving: Moving) -> None:
    novel = makers.make_item_type("novel", parent=makers.make_item_type("book"))
    floats(None)
    item = makers.make_item(moving.middle, item_type=novel)
    check_in(moving.hana, item_id=item.pk, now=NOON)
    assert Item.objects.get(pk=item.pk).site == moving.high


@pytest.mark.django_db
def test_who_waits_comes_first_and_let_go_it_stays(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    floats(None)
    item = makers.make_item(moving.middle)
    check_out(moving.dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    hold = place_hold(
        moving.hana, record_id=item.record_id, patron_id=cast.fay.pk, pickup_site_id=moving.high.pk, now=NOON
    )
    check_in(moving.hana, item_id=item.pk, now=LATER)
    assert (item_state(item), Item.objects.get(pk=item.pk).site) == ("on_hold", moving.middle)
    cancel_hold(moving.hana, hold_id=hold.hold_id, now=LATER)
    assert (item_state(item), Item.objects.get(pk=item.pk).site) == ("available", moving.high)
    assert not Transit.objects.exists()


@pytest.mark.django_db
def test_a_kind_has_one_row_for_a_school_and_one_for_all(moving: Moving) -> None:
    floats(None)
    values = {"item_type": makers.make_item_type("book").pk, "goes": "home"}
    assert not ReturnRowForm(values).is_valid()
    assert ReturnRowForm(values | {"site": moving.high.pk}).is_valid()
