"""The slots of a cart, filled, moved, looked into; parts of an item; the list of missing parts."""

from collections.abc import Callable

import pytest
from django.test import Client
from pypdfium2 import PdfDocument

from carrel.doors.web.charges import papers
from carrel.rooms.charges.actions import make_invoice
from carrel.rooms.charges.models import Charge, Invoice
from carrel.rooms.circulation.actions import check_in, check_out, note_missing_part
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.inventory.models import Item, ItemPart
from carrel.rooms.people.models import PersonView
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def cart_of(cast: Cast, count: int) -> tuple[Item, list[Item]]:
    cart = makers.make_item(cast.middle, "Cart A")
    devices = [makers.make_item(cast.middle, "Chromebook") for _ in range(count)]
    for slot, device in enumerate(devices, 1):
        makers.make_part(cart, "", slot=slot, part_item=device)
    return cart, devices


def test_the_grid_says_who_has_what_is_out_to_those_who_may_know(cast: Cast, sign_in: SignIn) -> None:
    cart, devices = cart_of(cast, 3)
    makers.make_loan(devices[0], cast.ana)
    makers.make_part(cart, "", slot=4)
    page = sign_in("dee").get(f"/kits/carts/{cart.pk}/").content.decode()
    assert "2 of 3 in" in page and "Ana Garcia" in page and "Empty" in page and "Who had slot 2" in page
    assert PersonView.objects.filter(person=cast.ana, page="cart").count() == 1
    other = makers.make_account("other", makers.make_person("Otto", "Other", home_site=cast.high))
    makers.give_role(other, "technician", cast.high)
    page = sign_in("other").get(f"/kits/carts/{cart.pk}/").content.decode()
    assert "Ana" not in page
    assert "2 of 3" in sign_in("dee").get("/kits/carts/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    cart, devices = cart_of(cast, count)
    for device in devices:
        makers.make_loan(device, cast.ana)
    dee = sign_in("dee")
    dee.get(f"/kits/carts/{cart.pk}/")
    with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get(f"/kits/carts/{cart.pk}/")


def test_filled_by_scanning_moved_and_looked_into(cast: Cast, sign_in: SignIn) -> None:
    cart = makers.make_item(cast.middle, "Cart A")
    one, two = (makers.make_item(cast.middle, "Chromebook") for _ in range(2))
    dee = sign_in("dee")
    assert dee.post(f"/kits/carts/{cart.pk}/slots/", {"count": "3"}).status_code == 302
    for device in (one, two):
        dee.post(f"/kits/carts/{cart.pk}/fill/", {"number": device.barcode})
    assert dee.post(f"/kits/carts/{cart.pk}/fill/", {"number": "nothing"}).status_code == 422
    assert dee.post(f"/kits/carts/{cart.pk}/fill/", {"number": one.barcode, "slot": "2"}).status_code == 409
    first = ItemPart.objects.get(item=cart, slot=1)
    dee.post(f"/kits/slots/{first.pk}/move/", {"slot": "3"})
    assert list(ItemPart.objects.order_by("slot").values_list("part_item", flat=True)) == [None, two.pk, one.pk]
    second = ItemPart.objects.get(item=cart, slot=2)
    dee.post(f"/kits/slots/{second.pk}/look/", {"number": one.barcode})
    assert "Another device" in dee.get(f"/kits/carts/{cart.pk}/").content.decode()
    dee.post(f"/kits/slots/{second.pk}/look/", {"number": ""})
    dee.post(f"/kits/slots/{second.pk}/empty/")
    dee.post(f"/kits/parts/{first.pk}/remove/")
    assert ItemPart.objects.filter(part_item=None).count() == 1


def test_parts_on_the_page_of_the_item(cast: Cast, sign_in: SignIn) -> None:
    kit, plug = makers.make_kit(cast.middle, charger=False)
    dee = sign_in("dee")
    dee.post(f"/kits/of/{kit.pk}/add/", {"name": "Charger", "count": "1", "number": plug.barcode})
    page = dee.get(f"/items/{kit.pk}/").content.decode()
    assert "Charger" in page and plug.barcode in page and "Part added" in page
    assert "A part of" in dee.get(f"/items/{plug.pk}/").content.decode()
    answer = dee.post(f"/kits/of/{kit.pk}/add/", {"name": "Case", "count": "1"}, follow=True)
    assert "has a part called Case already" in answer.content.decode()
    case = ItemPart.objects.get(name="Case")
    assert dee.get(f"/kits/parts/{case.pk}/").status_code == 200
    assert dee.post(f"/kits/parts/{case.pk}/", {"name": "", "count": "1"}).status_code == 422
    dee.post(f"/kits/parts/{case.pk}/", {"name": "Sleeve", "count": "2"})
    dee.post(f"/kits/parts/{case.pk}/remove/")
    assert not ItemPart.objects.filter(pk=case.pk).exists()


def test_missing_parts_are_listed_counted_and_settled(cast: Cast, sign_in: SignIn) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    actor = cast.actor(cast.dee)
    loan_id = check_out(actor, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(actor, item_id=kit.pk, now=NOON)
    dee = sign_in("dee")
    part_loan = Loan.objects.get(item=plug)
    dee.post(f"/kits/count/{loan_id}/", {"missing": f"l{part_loan.pk}", "key": "count-001"})
    for address in ("/kits/missing/", f"/people/{cast.ana.pk}/", f"/items/{kit.pk}/", f"/items/{plug.pk}/"):
        assert "Charger" in dee.get(address).content.decode(), address
    assert b"Charger" in b"".join(dee.get("/kits/missing/?as=csv").streaming_content)  # type: ignore[attr-defined]  # a stream
    assert dee.get("/kits/missing/?as=xlsx").status_code == 200
    row = MissingPart.objects.get()
    dee.post(f"/kits/missing/{row.pk}/settle/", {"how": "waived", "reason": ""})
    row.refresh_from_db()
    assert row.settled_at is None
    dee.post(f"/kits/missing/{row.pk}/found/")
    row.refresh_from_db()
    assert row.settled_as == "found"
    case = ItemPart.objects.get(name="Case")
    row = MissingPart.objects.get(pk=note_missing_part(actor, loan_id=loan_id, part_id=case.pk, now=NOON).missing_id)
    dee.post(f"/kits/missing/{row.pk}/settle/", {"how": "waived", "reason": "Old"})
    row.refresh_from_db()
    assert (row.settled_as, row.reason) == ("waived", "Old")
    assert "Nothing is missing" in dee.get("/kits/missing/").content.decode()


def test_missing_parts_are_charged_at_once_and_stand_on_the_bill(cast: Cast, sign_in: SignIn) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    actor = cast.actor(cast.dee)
    loan_id = check_out(actor, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(actor, item_id=kit.pk, now=NOON)
    case = ItemPart.objects.get(name="Case")
    charger = note_missing_part(actor, loan_id=loan_id, part_loan_id=Loan.objects.get(item=plug).pk, now=NOON)
    missing = note_missing_part(actor, loan_id=loan_id, part_id=case.pk, now=NOON)
    dee, page = sign_in("dee"), f"/kits/count/{loan_id}/"
    assert "Charge what is missing" in dee.get(page).content.decode()
    sent = {f"price-{charger.missing_id}": "lots", f"price-{missing.missing_id}": "12", "reason": "Gone"}
    address = f"/kits/loans/{loan_id}/charge/"
    assert "is not a price" in dee.post(address, sent, follow=True).content.decode()
    sent |= {f"price-{charger.missing_id}": "25.00", "reason": " "}
    assert dee.post(address, sent, follow=True).status_code == 200
    assert not Charge.objects.exists()
    sent["reason"] = "Gone"
    assert "Charged: $37.00. It is settled." in dee.post(address, sent, follow=True).content.decode()
    assert [(each.text, each.left_minor) for each in Charge.objects.order_by("left_minor")] == [
        ("Case", 1200), ("Charger", 2500),
    ]  # fmt: skip
    invoice = Invoice.objects.get(
        pk=make_invoice(actor, person_id=cast.ana.pk, addressee="The Garcia family", now=NOON)
    )
    said = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(papers.invoice(invoice)))
    for words in ("Lost: Charger", "Case, $12.00", "Chromebook", "$37.00"):
        assert words in said, words
    whole = dee.get(f"/charges/{Charge.objects.get(text='Case').pk}/").content.decode()
    assert "Case, $12.00" in whole
    assert dee.post("/kits/loans/999999/charge/", sent).status_code == 404
