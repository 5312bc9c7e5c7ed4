"""A missing part turns up."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, note_missing_part, part_found, undo
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.inventory.models import ItemPart
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_found_parts_are_settled_each_in_its_way(cast: Cast) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    loan_id = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(dee, item_id=kit.pk, now=NOON)
    case, part_loan = ItemPart.objects.get(item=kit, name="Case"), Loan.objects.get(item=plug)
    one = note_missing_part(dee, loan_id=loan_id, part_id=case.pk, now=NOON)
    two = note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=NOON)
    assert part_found(dee, missing_id=one.missing_id, now=NOON) == "Case"
    with pytest.raises(Refused) as refused:
        part_found(dee, missing_id=one.missing_id, now=NOON)
    assert refused.value.code == "circulation.missing_part_settled"
    assert part_found(dee, missing_id=two.missing_id, now=NOON) == "Charger"
    part_loan.refresh_from_db()
    plug.refresh_from_db()
    assert part_loan.returned_at is not None and plug.state == "available"
    assert set(MissingPart.objects.values_list("settled_as", flat=True)) == {"found"}
    # The inverse: it was not there after all.
    note_missing_part(dee, loan_id=loan_id, part_id=case.pk, now=NOON)


def test_a_missing_part_that_is_scanned_is_found_and_undo_takes_that_back(cast: Cast) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    loan_id = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(dee, item_id=kit.pk, now=NOON)
    note_missing_part(dee, loan_id=loan_id, part_loan_id=Loan.objects.get(item=plug).pk, now=NOON)
    done = check_in(dee, item_id=plug.pk, now=NOON)
    assert MissingPart.objects.get().settled_as == "found"
    undo(dee, act_id=done.act_id, now=NOON)
    assert MissingPart.objects.get().settled_at is None
