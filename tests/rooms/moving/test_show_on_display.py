"""show_on_display: lent to the place until the last day; its shelf is kept and readers are told."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_out
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import DisplayedLoan
from carrel.rooms.moving.queries.displays import displays_of_items, to_take_down
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state
from tests.rooms.moving.shown import LAST, opened, shown

pytestmark = pytest.mark.django_db


def test_it_is_lent_to_the_place_and_belongs_on_its_shelf(moving: Moving) -> None:
    display_id, place = opened(moving)
    home = makers.make_place(moving.middle, name="Fiction")
    item = shown(moving, display_id, place=home)
    loan = Loan.objects.get()
    assert (loan.place, loan.patron_id, item_state(item)) == (place, None, "on_loan")
    assert Item.objects.get(pk=item.pk).place == home
    assert displays_of_items([item.pk]) == {item.pk: ("New Year", LAST)}


def test_the_same_key_shows_it_once(moving: Moving) -> None:
    display_id, _place = opened(moving)
    item = makers.make_item(moving.middle)
    for _twice in range(2):
        actions.show_on_display(moving.dee, display_id=display_id, number=item.barcode, now=NOON, key="k")
    assert DisplayedLoan.objects.count() == 1


def test_what_a_reader_has_is_asked_and_an_unknown_number_refused(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    display_id, _place = opened(moving)
    item = makers.make_item(moving.middle)
    check_out(moving.dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.show_on_display(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    assert refused.value.can_be_passed
    passed = [each.code for each in refused.value.objections]
    actions.show_on_display(
        moving.dee, display_id=display_id, number=item.barcode, now=NOON, overrides=passed, reason="It lay here"
    )
    with pytest.raises(Refused) as refused:
        actions.show_on_display(moving.dee, display_id=display_id, number="90909", now=NOON)
    assert codes(refused.value) == {"no_such_number"}


def test_when_it_is_over_nothing_more_is_shown_and_today_says_so(moving: Moving) -> None:
    display_id, _place = opened(moving)
    shown(moving, display_id)
    assert to_take_down(moving.middle.pk, NOON) == []
    after = NOON + timedelta(days=15)
    assert [each.shown for each in to_take_down(moving.middle.pk, after)] == [1]
    with pytest.raises(Refused) as refused:
        actions.show_on_display(
            moving.dee, display_id=display_id, number=makers.make_item(moving.middle).barcode, now=after
        )
    assert codes(refused.value) == {"display_is_over"}
