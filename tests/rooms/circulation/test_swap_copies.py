"""swap_copies: two readers took each other's copy, and nobody is billed for it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in, check_out, swap_copies, undo
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.swapping import loan_of_number, own_copy_instead
from carrel.rooms.circulation.rules.swapping import SwapFacts, swap_objections
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def lent(item: Item, person: Person, days: int = 14) -> Loan:
    Item.objects.filter(pk=item.pk).update(state="on_loan")
    return makers.make_loan(item, person, days=days)


@pytest.fixture
def two(cast: Cast) -> tuple[Loan, Loan]:
    """Ana's and Ben's copies of one textbook."""
    first = makers.make_item(cast.middle, "Algebra 1")
    second = makers.make_item(cast.middle, record=first.record)
    return lent(first, cast.ana), lent(second, cast.ben, days=7)


def copies(*loans: Loan) -> list[int]:
    return [Loan.objects.values_list("item_id", flat=True).get(pk=each.pk) for each in loans]


def test_the_copies_change_hands_and_the_dates_stay(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    done = swap_copies(cast.actor(cast.dee), loan_id=ana.pk, other_loan_id=ben.pk, now=NOON)
    assert copies(ana, ben) == [ben.item_id, ana.item_id]
    assert done.item_id == ben.item_id
    for loan, had in ((ana, ana.item_id), (ben, ben.item_id)):
        change = LoanChange.objects.get(loan=loan)
        assert (change.kind, change.before, change.from_due_at) == ("swap", {"item": had}, loan.due_at)
        fresh = Loan.objects.get(pk=loan.pk)
        assert (fresh.due_at, fresh.patron_id, fresh.returned_at) == (loan.due_at, loan.patron_id, None)


def test_each_copy_knows_when_it_was_really_lent_last(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    Item.objects.filter(pk=ana.item_id).update(last_loaned_at=NOON - timedelta(days=20))
    Item.objects.filter(pk=ben.item_id).update(last_loaned_at=NOON)
    Loan.objects.filter(pk=ana.pk).update(lent_at=NOON - timedelta(days=20))
    Loan.objects.filter(pk=ben.pk).update(lent_at=NOON)
    swap_copies(cast.actor(cast.dee), loan_id=ana.pk, other_loan_id=ben.pk, now=NOON)
    assert [Item.objects.get(pk=each.item_id).last_loaned_at for each in two] == [NOON, NOON]


def test_what_came_back_ends_the_loan_of_who_brought_it(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    dee = cast.actor(cast.dee)
    swap_copies(dee, loan_id=ana.pk, other_loan_id=ben.pk, now=NOON)
    assert check_in(dee, item_id=ben.item_id, now=NOON).loan_id == ana.pk
    assert Loan.objects.get(pk=ben.pk).returned_at is None


def test_it_is_taken_back(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    dee = cast.actor(cast.dee)
    done = swap_copies(dee, loan_id=ana.pk, other_loan_id=ben.pk, now=NOON)
    undo(dee, act_id=done.act_id, now=NOON)
    assert copies(ana, ben) == [ana.item_id, ben.item_id]
    assert LoanChange.objects.filter(kind="undo_swap").count() == 2
    with pytest.raises(Refused, match="undo_done_before"):
        undo(dee, act_id=done.act_id, now=NOON)


def test_it_stands_once_one_of_the_two_is_back(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    dee = cast.actor(cast.dee)
    done = swap_copies(dee, loan_id=ana.pk, other_loan_id=ben.pk, now=NOON)
    check_in(dee, item_id=ana.item_id, now=NOON)
    with pytest.raises(Refused, match="undo_returned_since"):
        undo(dee, act_id=done.act_id, now=NOON)


def test_the_same_key_swaps_once(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    dee = cast.actor(cast.dee)
    first = swap_copies(dee, loan_id=ana.pk, other_loan_id=ben.pk, now=NOON, key="swap-key")
    again = swap_copies(dee, loan_id=ana.pk, other_loan_id=ben.pk, now=NOON, key="swap-key")
    assert (again.act_id, again.repeated) == (first.act_id, True)
    assert copies(ana, ben) == [ben.item_id, ana.item_id]


@pytest.mark.parametrize("both_open", [True, False])
@pytest.mark.parametrize("same_record", [True, False])
@pytest.mark.parametrize("same_borrower", [True, False])
def test_every_objection_is_named(both_open: bool, same_record: bool, same_borrower: bool) -> None:
    facts = SwapFacts("A", "B", both_open=both_open, same_record=same_record, same_borrower=same_borrower)
    codes = {each.code.removeprefix("circulation.") for each in swap_objections(facts)}
    wanted = {"swap_not_on_loan": not both_open, "swap_other_title": not same_record, "swap_same_reader": same_borrower}
    assert codes == {code for code, stands in wanted.items() if stands}


def test_another_schools_reader_and_a_helper_are_refused(cast: Cast, two: tuple[Loan, Loan]) -> None:
    fays = lent(makers.make_item(cast.high, record=two[0].item.record), cast.fay)
    with pytest.raises(Refused, match="patron_of_another_school"):
        swap_copies(cast.actor(cast.dee), loan_id=two[0].pk, other_loan_id=fays.pk, now=NOON)
    with pytest.raises(Refused, match="loan_unknown"):
        swap_copies(cast.actor(cast.dee), loan_id=two[0].pk, other_loan_id=999_999, now=NOON)
    with pytest.raises(NotAllowed):
        swap_copies(cast.actor(cast.eli), loan_id=two[0].pk, other_loan_id=two[1].pk, now=NOON)


def test_the_desk_knows_which_copy_should_have_come(cast: Cast, two: tuple[Loan, Loan]) -> None:
    ana, ben = two
    found = own_copy_instead(patron_id=cast.ana.pk, item_id=ben.item_id)
    assert found is not None
    assert (found.loan_id, found.other_loan_id, found.barcode) == (ana.pk, ben.pk, ana.item.barcode)
    assert own_copy_instead(patron_id=cast.ana.pk, item_id=ana.item_id) is None
    assert own_copy_instead(patron_id=cast.mateo.pk, item_id=ana.item_id) is None
    assert loan_of_number(ben.item.barcode, site_id=cast.middle.pk) == ben.pk
    assert loan_of_number("nothing", site_id=None) is None


def test_the_parts_of_a_kit_are_with_whoever_has_the_kit(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    makers.make_policy(length=14, length_unit="calendar_days")
    kit, plug = makers.make_kit(cast.middle)
    second = makers.make_item(cast.middle, record=kit.record)
    with_plug = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    without = check_out(dee, patron_id=cast.ben.pk, item_id=second.pk, now=NOON).loan_id
    done = swap_copies(dee, loan_id=with_plug, other_loan_id=without, now=NOON)
    part = Loan.objects.get(item=plug)
    assert (part.with_loan_id, part.patron_id, part.returned_at) == (without, cast.ben.pk, None)
    undo(dee, act_id=done.act_id, now=NOON)
    part.refresh_from_db()
    assert (part.with_loan_id, part.patron_id) == (with_plug, cast.ana.pk)
    swap_copies(dee, loan_id=with_plug, other_loan_id=without, now=NOON)
    assert check_in(dee, item_id=kit.pk, now=NOON).loan_id == without
    part.refresh_from_db()
    assert part.returned_at is not None
