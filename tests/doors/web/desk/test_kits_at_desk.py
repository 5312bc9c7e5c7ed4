"""A kit at the desk: one scan out, one scan back, its parts ticked."""

import pytest

from carrel.rooms.circulation.models import Loan, MissingPart
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.doors.web.desk.conftest import Hand

pytestmark = pytest.mark.django_db


def test_out_and_back_with_the_charger_missing(dee: Hand, cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    dee.scan(ANA_CARD)
    page = dee.scan(kit.barcode)
    assert dee.verdict == "Lent" and f"With it: Charger {plug.barcode}." in page
    dee.scan(".")
    page = dee.scan(kit.barcode)
    assert dee.verdict == "Returned" and "tick what is missing" in page and "All there" in page
    loan, part = Loan.objects.get(item=kit), Loan.objects.get(item=plug)
    page = dee.post("/desk/parts/", {"loan": str(loan.pk), "missing": f"l{part.pk}"})
    assert dee.verdict == "Returned, not whole" and f"Charger {plug.barcode}" in page
    part.refresh_from_db()
    assert part.returned_at is None and MissingPart.objects.get().part_loan_id == part.pk
    # The charger turns up: one scan, and nothing is owed.
    dee.scan(plug.barcode)
    assert dee.verdict == "Returned" and MissingPart.objects.get().settled_as == "found"


def test_all_there_by_one_key(dee: Hand, cast: Cast) -> None:
    kit, _ = makers.make_kit(cast.middle)
    dee.scan(ANA_CARD)
    dee.scan(kit.barcode)
    dee.scan(".")
    dee.scan(kit.barcode)
    page = dee.post("/desk/parts/", {"loan": str(Loan.objects.get(item=kit).pk), "all": "1"})
    assert "All its parts are there." in page and not MissingPart.objects.exists()
    # The same form once more, from a page that is old by now.
    assert "Nothing was noted" in dee.post("/desk/parts/", {"loan": "1", "missing": "p1"})


def test_some_of_many_are_missing(dee: Hand, cast: Cast) -> None:
    kit, _ = makers.make_kit(cast.middle, charger=False)
    cables = makers.make_part(kit, "Cable", count=4)
    dee.scan(ANA_CARD)
    dee.scan(kit.barcode)
    dee.scan(".")
    dee.scan(kit.barcode)
    loan = Loan.objects.get(item=kit)
    fields = {"loan": str(loan.pk), "missing": f"p{cables.pk}", f"count-p{cables.pk}": "3"}
    assert "3 × Cable" in dee.post("/desk/parts/", fields)
    assert MissingPart.objects.get().count == 3


def test_a_cart_goes_out_with_all_in_it_where_that_is_chosen(dee: Hand, cast: Cast) -> None:
    cart = makers.make_item(cast.middle, "Cart A")
    makers.make_part(cart, "", slot=1, part_item=makers.make_item(cast.middle, "Chromebook"))
    dee.scan(ANA_CARD)
    dee.scan(cart.barcode)
    assert Loan.objects.count() == 1
    dee.post("/desk/answer/", {"answer": "all_in"})
    assert dee.verdict == "Lent with all in it" and Loan.objects.count() == 2
