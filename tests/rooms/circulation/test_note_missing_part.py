"""A part that is not there when its kit comes back: said so, owed, and kept with the loan."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in, check_out, note_missing_part
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.queries import checklist_of, missing_parts
from carrel.rooms.circulation.rules.kits import MissingFacts, note_missing_part_objections
from carrel.rooms.inventory.models import Item, ItemPart
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (MissingFacts("Kit", "Case"), []),
        (MissingFacts("Kit", "Case", known=False), ["part_of_no_loan"]),
        (MissingFacts("Kit", "Case", kit_is_out=True), ["kit_is_still_out"]),
        (MissingFacts("Kit", "Case", is_severed=True, noted_already=True),
         ["kit_borrower_severed", "part_noted_already"]),
        (MissingFacts("Kit", "Plug", moved_on=True), ["part_moved_on"]),
        (MissingFacts("Kit", "Cable", count=3, expected=2), ["part_missing_count"]),
        (MissingFacts("Kit", "Cable", count=0, expected=2), ["part_missing_count"]),
    ],
)  # fmt: skip
def test_every_objection_is_named(facts: MissingFacts, codes: list[str]) -> None:
    found = [each.code.removeprefix("circulation.") for each in note_missing_part_objections(facts)]
    assert found == codes


def returned(cast: Cast) -> tuple[int, Item, Item]:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    loan_id = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(dee, item_id=kit.pk, now=NOON)
    return loan_id, kit, plug


@pytest.mark.django_db
def test_a_barcoded_part_stays_out_with_whoever_had_the_kit(cast: Cast) -> None:
    loan_id, _, plug = returned(cast)
    part_loan = Loan.objects.get(item=plug)
    dee = cast.actor(cast.dee)
    done = note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=NOON, key="missing-1")
    assert done.still_out and done.name == "Charger"
    again = note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=NOON, key="missing-1")
    assert again.repeated and again.missing_id == done.missing_id
    part_loan.refresh_from_db()
    plug.refresh_from_db()
    assert (part_loan.returned_at, part_loan.patron_id, plug.state) == (None, cast.ana.pk, "on_loan")
    (shown,) = missing_parts(dee, person_id=cast.ana.pk)
    assert (shown.name, shown.part_barcode, shown.person) == ("Charger", plug.barcode, "Ana Garcia")
    assert [each.missing for each in checklist_of(loan_id)] == [True, False]


@pytest.mark.django_db
def test_a_counted_part_is_owed(cast: Cast) -> None:
    loan_id, kit, _ = returned(cast)
    cables = makers.make_part(kit, "Cable", count=3)
    dee = cast.actor(cast.dee)
    done = note_missing_part(dee, loan_id=loan_id, part_id=cables.pk, count=2, now=NOON)
    assert not done.still_out
    assert MissingPart.objects.get().count == 2
    with pytest.raises(Refused) as refused:
        note_missing_part(dee, loan_id=loan_id, part_id=cables.pk, now=NOON)
    assert refused.value.code == "circulation.part_noted_already"
    told = check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=NOON + timedelta(hours=1)).tells
    assert [each.code for each in told] == ["circulation.kit_lacks"]


@pytest.mark.django_db
def test_it_is_refused_where_it_cannot_be(cast: Cast) -> None:
    loan_id, kit, plug = returned(cast)
    dee, part_loan = cast.actor(cast.dee), Loan.objects.get(item=plug)
    with pytest.raises(Refused) as refused:
        note_missing_part(dee, loan_id=loan_id, part_id=makers.make_part(plug, "Screw").pk, now=NOON)
    assert refused.value.code == "circulation.part_of_no_loan"
    check_out(dee, patron_id=cast.ben.pk, item_id=plug.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=NOON)
    assert refused.value.code == "circulation.part_moved_on"
    with pytest.raises(NotAllowed):
        case = ItemPart.objects.get(item=kit, name="Case")
        note_missing_part(cast.actor(cast.ana), loan_id=loan_id, part_id=case.pk, now=NOON)
