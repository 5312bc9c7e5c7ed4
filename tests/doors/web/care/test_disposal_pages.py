"""Disposal on its pages: scanned, asked for, approved by somebody else, carried out, printed, taken back."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.care.models import DisposalList
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_from_the_first_scan_to_the_end(cast: Cast, sign_in: SignIn) -> None:
    first, second, dee, lena = shelf.item(cast, "Holes"), shelf.item(cast, "Hatchet"), sign_in("dee"), sign_in("lena")
    dee.post("/care/disposals/", {"name": "Spring surplus", "notice": "Board of 10 December"})
    there = f"/care/disposals/{DisposalList.objects.get().pk}/"
    assert "Nothing stands on it yet" in dee.get(there).text
    numbers = f"{first.barcode}\n{second.barcode}\n{first.barcode}\nnothing"
    page = dee.post(f"{there}put/", {"numbers": numbers, "reason": "duplicate"}, follow=True).text
    for words in ("2 are on the list, the last “Hatchet”.", "“Holes” stood on it already.", "the number nothing"):
        assert words in page
    assert '<option value="duplicate" selected>' in page
    page = dee.post(f"{there}ask/", follow=True).text
    assert "Approval is asked for." in page and "It waits for somebody who may approve" in page
    assert dee.post(f"{there}approve/").status_code == 403
    assert lena.post(f"{there}decline/", {"reason": ""}).status_code == 422
    assert "It is approved." in lena.post(f"{there}approve/", {"reason": "Fine"}, follow=True).text
    refused = dee.post(f"{there}carry-out/")
    assert refused.status_code == 422 and "Carry it out all the same" in refused.text
    assert "No line is ticked." in dee.post(f"{there}lines/", {}, follow=True).text
    lines = list(DisposalList.objects.get().lines.values_list("pk", flat=True))
    said = {"line": lines, "is_stamped": "1", "recipient_kind": "given", "recipient": "City shelter", "value": "0.50"}
    page = dee.post(f"{there}lines/", said, follow=True).text
    assert "2 lines are changed." in page and "City shelter" in page and "worth $1.00 now" in page
    assert "It is carried out" in dee.post(f"{there}carry-out/", follow=True).text
    item = dee.get(f"/items/{first.pk}/").text
    assert "Withdrawn" in item and "Duplicate, one too many" in item and "City shelter" in item
    assert dee.get(f"/items/?q={first.barcode}").url == f"/items/{first.pk}/"  # type: ignore[attr-defined]  # a redirect
    assert "Take the disposal back" in dee.get(there).text
    assert "everything on it is as it was before" in dee.post(f"{there}undo/", follow=True).text
    assert shelf.state(first) == "available"


def test_the_surplus_list_for_the_board(cast: Cast, sign_in: SignIn) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast, call_number="FIC SAC")), sign_in("dee")
    there = f"/care/disposals/{made}/"
    Item.objects.update(price_minor=1250)
    page = dee.get(there).text
    assert "1 item, bought for $12.50." in page and "worth" not in page, "as the weeding list says it"
    Item.objects.update(price_minor=None)
    assert "1 item." in dee.get(there).text
    dee.post(f"{there}change/", {"name": "Spring surplus", "notice": "Resolution 26-117"})
    paper = dee.get(f"{there}?as=print").text
    assert "Resolution 26-117" in paper and "FIC SAC" in paper and "For the ticked lines" not in paper
    rows = dee.get(f"{there}?as=csv").getvalue().decode()
    assert "Holes" in rows and "Worn out" in rows
    assert dee.get(f"{there}?as=xlsx")["Content-Type"].startswith("application/vnd")
    off = {"line": list(DisposalList.objects.get().lines.values_list("pk", flat=True)), "off": "1"}
    assert "1 item is off the list." in dee.post(f"{there}lines/", off, follow=True).text
    assert "is given up" in dee.post(f"{there}drop/", follow=True).text
    assert dee.get(there).status_code == 404


def test_a_draft_again(cast: Cast, sign_in: SignIn) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), sign_in("dee")
    dee.post(f"/care/disposals/{made}/ask/")
    assert "It is a draft again." in dee.post(f"/care/disposals/{made}/take-back/", follow=True).text


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, many: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    made = shelf.surplus(cast, *(shelf.item(cast) for _ in range(many)))
    dee = sign_in("dee")
    for path in ("/care/disposals/", f"/care/disposals/{made}/"):
        dee.get(path)
        with django_assert_max_num_queries(11):  # type: ignore[attr-defined]  # a fixture of pytest-django
            dee.get(path)
