"""A cart goes out with all that stands in it, where that is chosen."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, lend_all_in, undo
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_all_that_is_in_goes_along_and_comes_back(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=1)
    cart = makers.make_item(cast.middle, "Cart A")
    kit, plug = makers.make_kit(cast.middle)
    other = makers.make_item(cast.middle, "Chromebook")
    for slot, item in ((1, kit), (2, other)):
        makers.make_part(cart, "", slot=slot, part_item=item)
    makers.make_loan(other, cast.ben)
    dee = cast.actor(cast.dee)
    done = check_out(dee, patron_id=cast.clark.pk, item_id=cart.pk, now=NOON)
    assert done.has_slots and done.parts == ()
    along = lend_all_in(dee, loan_id=done.loan_id, now=NOON, key="all-in-01")
    assert len(along.names) == 2 and [each.code for each in along.tells] == ["circulation.part_out_already"]
    assert len(lend_all_in(dee, loan_id=done.loan_id, now=NOON, key="all-in-01").names) == 2
    assert set(Loan.objects.filter(with_loan=done.loan_id).values_list("item", flat=True)) == {kit.pk, plug.pk}
    check_in(dee, item_id=cart.pk, now=NOON)
    assert set(Item.objects.filter(pk__in=[cart.pk, kit.pk, plug.pk]).values_list("state", flat=True)) == {"available"}
    with pytest.raises(Refused):
        lend_all_in(dee, loan_id=done.loan_id, now=NOON)


def test_undo_of_the_check_out_takes_all_of_it_back(cast: Cast) -> None:
    makers.make_policy()
    cart, book = makers.make_item(cast.middle, "Cart"), makers.make_item(cast.middle, "Chromebook")
    makers.make_part(cart, "", slot=1, part_item=book)
    dee = cast.actor(cast.dee)
    done = check_out(dee, patron_id=cast.clark.pk, item_id=cart.pk, now=NOON)
    lend_all_in(dee, loan_id=done.loan_id, now=NOON)
    undo(dee, act_id=done.act_id, now=NOON)
    assert not Loan.objects.filter(returned_at=None).exists()
