"""Lists of items: the way in, the shelf list in all its shapes, adding copies one label after another, item types."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.inventory.models import Item, ItemType
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def body(answer: object) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    return answer.content.decode()  # type: ignore[attr-defined]  # any answer


def test_a_number_leads_to_its_item(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, barcode="A1")
    dee = sign_in("dee")
    assert "1 item at this site" in body(dee.get("/items/"))
    assert dee.get("/items/", {"q": " a1 "}).url == f"/items/{item.pk}/"  # type: ignore[attr-defined]  # it redirects
    assert "No item has the number" in body(dee.get("/items/", {"q": "nothing 😀"}))
    assert dee.get("/items/", {"q": "\x00" + "9" * 10_000}).status_code == 200


def test_empty_says_what_to_do_first(cast: Cast, sign_in: SignIn) -> None:
    assert "No items yet" in body(sign_in("dee").get("/items/"))


def test_shelf_list_in_order_and_narrowed(cast: Cast, sign_in: SignIn) -> None:
    for call_number, title in (("FIC SAC", "Holes"), ("FIC ALE", "Crossover"), ("599.5 CAR", "Whales")):
        makers.make_item(cast.middle, title, call_number=call_number)
    makers.make_item(cast.high, "Elsewhere", call_number="FIC AAA")
    dee = sign_in("dee")
    text = body(dee.get("/items/shelf-list/"))
    assert text.index("Crossover") < text.index("Holes") < text.index("Whales")
    assert "Elsewhere" not in text
    narrowed = body(dee.get("/items/shelf-list/", {"start": "FIC B", "end": "FIC"}))
    assert "Holes" in narrowed
    assert "Whales" not in narrowed
    assert "Nothing stands here" in body(dee.get("/items/shelf-list/", {"state": "lost"}))
    backwards = body(dee.get("/items/shelf-list/", {"sort": "-shelf"}))
    assert backwards.index("Whales") < backwards.index("Crossover")
    for odd in ({"page": "x"}, {"sort": "drop"}, {"item_type": "x"}, {"start": "\x00" * 500}, {"as": "pdf"}):
        assert dee.get("/items/shelf-list/", odd).status_code == 200


def test_shelf_list_as_csv_xlsx_and_for_paper(cast: Cast, sign_in: SignIn) -> None:
    makers.make_item(cast.middle, "@Holes", call_number="FIC SAC", barcode="00012", price_minor=899)
    dee = sign_in("dee")
    answer = dee.get("/items/shelf-list/", {"as": "csv"})
    assert answer["Content-Disposition"].startswith('attachment; filename="shelf-list-of-alder-creek-')
    line = body(answer).splitlines()[1]
    assert line.startswith("FIC SAC,'@Holes,")
    assert ",00012," in line
    assert ",8.99," in line
    assert dee.get("/items/shelf-list/", {"as": "xlsx"}).content.startswith(b"PK")
    assert "data-print" in body(dee.get("/items/shelf-list/", {"as": "print"}))


@pytest.mark.parametrize("count", [1, 3])
def test_shelf_list_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        makers.make_item(cast.middle, f"Title {number}", call_number="FIC")
    dee = sign_in("dee")
    dee.get("/items/shelf-list/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get("/items/shelf-list/")


def test_copies_added_one_label_after_another(cast: Cast, sign_in: SignIn) -> None:
    record = makers.make_record("Holes", call_number="FIC SAC")
    kind = makers.make_item_type("book")
    dee = sign_in("dee")
    address = f"/items/add/{record.pk}/"
    page = body(dee.get(address))
    assert 'value="FIC SAC"' in page
    sent = {"number": "A1", "key": "k1", "item_type": kind.pk, "call_number": "FIC SAC",
            "call_number_scheme": "local", "price": "8.99", "condition": "good", "copy_number": "1"}  # fmt: skip
    assert dee.post(address, sent).url == address  # type: ignore[attr-defined]  # it redirects
    assert dee.post(address, sent).status_code == 302
    assert Item.objects.count() == 1
    page = body(dee.get(address))
    assert 'value="8.99"' in page
    assert 'name="copy_number" value="2"' in page
    taken = dee.post(address, sent | {"key": "k2"})
    assert taken.status_code == 422
    assert "A1 is already on ‹Holes›" in body(taken)


def test_who_may_add(cast: Cast, sign_in: SignIn) -> None:
    record = makers.make_record()
    assert sign_in("eli").get(f"/items/add/{record.pk}/").status_code == 403
    assert sign_in("dee").get("/items/add/0/").status_code == 404


def test_item_types_are_kept_by_the_generic_screens(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    sent = {"code": "charger", "name": "Charger", "family": "device", "parent": "", "sort": "3"}
    assert dee.post("/items/item_types/add/", sent).status_code == 302
    charger = ItemType.objects.get(code="charger")
    assert "Charger" in body(dee.get("/items/item_types/"))
    own = dee.post(f"/items/item_types/{charger.pk}/", sent | {"parent": charger.pk})
    assert "cannot be part of itself" in body(own)


def test_library_of_congress_numbers_stand_in_their_own_order(cast: Cast, sign_in: SignIn) -> None:
    shelf = ("E184.A1 G5", "PZ7.R79835 Har 1998", "PZ7.R8", "QA76.73.P98 L88 2013", "QA76.9 .D3", "QA100 .B2", "QL49")
    for call_number in reversed(shelf):
        makers.make_item(cast.middle, call_number, call_number=call_number, call_number_scheme="lcc")
    makers.make_item(cast.middle, "Whales", call_number="599.5 CAR")
    dee = sign_in("dee")
    lines = body(dee.get("/items/shelf-list/", {"scheme": "lcc", "as": "csv"})).splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == list(shelf)
    part = body(dee.get("/items/shelf-list/", {"scheme": "lcc", "start": "QA76.8", "end": "QA100"}))
    assert "QA76.9 .D3" in part
    assert "QA100 .B2" in part
    assert "QL49<" not in part
    assert "QA76.73" not in part
    assert "Whales" not in part
