"""Mending and repair on their pages: begun by a scan, listed, ended, opened again, told at the return desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.care.models import CareCase
from carrel.rooms.inventory.actions import attach_file
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf
from tests.rooms.inventory.papers import paper

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_into_mending_and_back(cast: Cast, sign_in: SignIn) -> None:
    item, dee = shelf.item(cast), sign_in("dee")
    assert "Nothing is in mending" in dee.get("/care/mending/").text
    assert "Scan it" in dee.get("/care/mending/begin/").text
    assert dee.get("/care/mending/begin/?number=nothing").status_code == 404
    there = f"/care/mending/begin/?number={item.barcode}"
    assert "What is wrong" in dee.get(there).text
    page = dee.post(there, {"what": "Spine is loose", "who": "Eli", "due_back_on": "2020-01-01"})
    assert page.status_code == 422 and "cannot be back on" in page.text
    page = dee.post(there, {"what": "Spine is loose", "who": "Eli"}, follow=True).text
    assert "“Holes” is in mending." in page and "Spine is loose" in page
    case = CareCase.objects.get()
    assert "Holes" in dee.get("/care/mending/").text
    assert "Mending: Spine is loose" in dee.get(f"/items/{item.pk}/").text
    done = dee.post(f"/care/cases/{case.pk}/end/", {"outcome": "mended"}, follow=True).text
    assert "“Holes” is whole again. Put it on its shelf." in done and "Open it again" in done
    again = dee.post(f"/care/cases/{case.pk}/reopen/", follow=True).text
    assert "The case is open again." in again
    assert "is taken back" in dee.post(f"/care/cases/{case.pk}/take-back/", follow=True).text
    assert shelf.state(item) == "available"


def test_mended_for_who_waits(cast: Cast, sign_in: SignIn) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    makers.make_hold(item.record, cast.ana)
    page = sign_in("dee").post(f"/care/cases/{made}/end/", {"outcome": "mended"}, follow=True).text
    assert "Somebody waits for it: put it on the hold shelf." in page and "Ana" not in page


def test_a_repair_with_its_invoice_and_its_costs(cast: Cast, sign_in: SignIn) -> None:
    item, dee = shelf.item(cast, "Chromebook"), sign_in("dee")
    there = f"/care/repairs/send/?number={item.barcode}"
    assert "Choose one" in dee.get(there).text
    values = {"what": "Screen", "vendor": shelf.vendor().pk, "rma": "RMA 1", "cost_minor": "89.00",
              "fund": shelf.fund().pk}  # fmt: skip
    dee.post(there, values)
    case = CareCase.objects.get()
    invoice = attach_file(
        cast.actor(cast.dee), stream=paper(), name="bill.pdf", kind="invoice", item_id=item.pk, now=NOON
    )
    changed = dee.post(f"/care/cases/{case.pk}/change/", {**values, "invoice": invoice}, follow=True).text
    assert "bill.pdf" in changed and "$89.00" in changed
    for words in ("Title I", "Chromebook", "$89.00"):
        assert words in dee.get("/care/repairs/costs/").text
    page = dee.post(f"/care/cases/{case.pk}/end/", {"outcome": "replaced", "replacement": "nothing"})
    assert page.status_code == 422 and "“nothing” is on no other item." in page.text
    dee.post(f"/care/cases/{case.pk}/end/", {"outcome": "beyond"})
    assert "Beyond repair" in dee.get("/care/disposals/").text
    rows = dee.get("/care/repairs/?as=csv").getvalue().decode()
    assert "RMA 1" in rows and "89.00" in rows
    assert dee.get("/care/repairs/costs/?as=xlsx").status_code == 200


def test_the_return_desk_tells_the_case_and_leads_to_it(cast: Cast, sign_in: SignIn) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    dee = sign_in("dee")
    dee.get("/desk/")
    page = dee.post("/desk/scan/", {"text": item.barcode, "key": "k1"}, follow=True).text
    assert "Lay it aside" in page and "Spine is loose" in page and f"/care/cases/{made}/" in page


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, many: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(many):
        shelf.repair(cast, shelf.item(cast))
        shelf.mending(cast, shelf.item(cast))
    dee = sign_in("dee")
    for path in ("/care/mending/", "/care/repairs/"):
        dee.get(path)
        with django_assert_max_num_queries(11):  # type: ignore[attr-defined]  # a fixture of pytest-django
            dee.get(path)


def test_of_another_school_nothing_is_seen(cast: Cast, sign_in: SignIn) -> None:
    made = shelf.mending(cast, shelf.item(cast))
    makers.give_role(makers.make_account("noah", makers.make_person(home_site=cast.high)), "technician", cast.high)
    assert sign_in("noah").get(f"/care/cases/{made}/").status_code == 404
