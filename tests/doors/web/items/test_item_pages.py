"""The page of an item: shown, changed, numbered, its state set; refused in words; nothing for those not allowed."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def path(item: Item, rest: str = "") -> str:
    return f"/items/{item.pk}/{rest}"


def test_shown_with_numbers_history_and_no_reader(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, "Holes", call_number="FIC SAC", price_minor=899, barcode="A1")
    makers.make_loan(item, cast.ana)
    answer = sign_in("dee").get(path(item))
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("Holes", "FIC", "$8.99", "A1", "Out", "Lent"):
        assert said in text
    assert "Ana" not in text
    assert "Garcia" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    item = makers.make_item(cast.middle)
    for _ in range(count):
        makers.make_loan(item, cast.ana, returned_at=makers.NOON)
    dee = sign_in("dee")
    dee.get(path(item))
    with django_assert_max_num_queries(35):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get(path(item))


def test_not_there_and_not_allowed(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle)
    assert sign_in("dee").get("/items/0/").status_code == 404
    assert sign_in("ana").get(path(item)).status_code == 403
    assert Client().get(path(item)).status_code == 302


def test_of_another_school_seen_but_not_changed(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.high)
    dee = sign_in("dee")
    assert "Set its state" not in dee.get(path(item)).content.decode()
    answer = dee.post(path(item, "state/"), {"state": "lost"})
    assert answer.status_code == 409
    assert "no role" in answer.content.decode()


def test_changed(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, call_number="FIC SAC")
    dee = sign_in("dee")
    sent = {"item_type": item.item_type_id, "call_number": "FIC SACHAR", "call_number_scheme": "local",
            "price": "12.50", "condition": "worn", "version": "0"}  # fmt: skip
    assert dee.get(path(item, "change/")).status_code == 200
    assert dee.post(path(item, "change/"), sent).status_code == 302
    item.refresh_from_db()
    assert (item.call_number, item.price_minor, item.condition) == ("FIC SACHAR", 1250, "worn")
    stale = dee.post(path(item, "change/"), sent | {"call_number": "X"})
    assert stale.status_code == 422
    assert "someone else" in stale.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("price", "dear"), ("price", "-1"), ("price", "9" * 20), ("item_type", "0"), ("item_type", "x' OR 1=1"),
     ("call_number", "F" * 10_000), ("acquired_on", "yesterday"), ("copy_number", "1e9"), ("version", "9" * 500)],
)  # fmt: skip
def test_mistyped(cast: Cast, sign_in: SignIn, field: str, value: str) -> None:
    item = makers.make_item(cast.middle)
    sent = {"item_type": item.item_type_id, "call_number_scheme": "local", "condition": "good", "version": "7"}
    answer = sign_in("dee").post(path(item, "change/"), sent | {field: value})
    assert answer.status_code in ({302} if field == "version" else {422})


def test_numbers_given_and_taken_off(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, barcode="A1")
    dee = sign_in("dee")
    assert dee.post(path(item, "numbers/add/"), {"number": "a2", "kind": "barcode"}).status_code == 302
    assert dee.post(path(item, "numbers/remove/"), {"number": "A1"}).status_code == 302
    assert [number.number for number in queries.numbers_of(item.pk)] == ["A2"]
    assert dee.post(path(item, "numbers/remove/"), {"number": "A2"}).status_code == 409


def test_an_odd_number_is_asked_about_and_kept_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, barcode="A1")
    dee = sign_in("dee")
    sent = {"number": "35555000012349", "kind": "barcode"}
    asked = dee.post(path(item, "numbers/add/"), sent)
    assert asked.status_code == 422
    assert "check digit should be 6" in asked.content.decode()
    assert 'name="keep_as_is"' in asked.content.decode()
    assert dee.post(path(item, "numbers/add/"), sent | {"keep_as_is": "on"}).status_code == 422
    kept = dee.post(path(item, "numbers/add/"), sent | {"keep_as_is": "on", "reason": "printed so"})
    assert kept.status_code == 302
    assert Item.objects.get(pk=item.pk).barcode == "35555000012349"


@pytest.mark.parametrize("number", ["", "\x00\x07", "9" * 10_000, "9780306406157"])
def test_numbers_that_will_not_do(cast: Cast, sign_in: SignIn, number: str) -> None:
    item = makers.make_item(cast.middle, barcode="A1")
    answer = sign_in("dee").post(path(item, "numbers/add/"), {"number": number, "kind": "barcode"})
    assert answer.status_code == 422
    assert Item.objects.get(pk=item.pk).barcode == "A1"


def test_state_set_and_found_again(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle)
    dee = sign_in("dee")
    assert dee.post(path(item, "state/"), {"state": "missing", "reason": "shelf read"}).status_code == 302
    assert "It is here" in dee.get(path(item)).content.decode()
    assert dee.post(path(item, "state/"), {"state": "available"}).status_code == 302
    assert Item.objects.get(pk=item.pk).state == "available"
    assert dee.post(path(item, "state/"), {"state": "on_loan"}).status_code == 422


def test_on_loan_its_state_stays(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana)
    answer = sign_in("dee").post(path(item, "state/"), {"state": "lost"})
    assert answer.status_code == 422
    assert "Return it at the desk" in answer.content.decode()


def test_taken_out(cast: Cast, sign_in: SignIn) -> None:
    fresh, lent = makers.make_item(cast.middle), makers.make_item(cast.middle, loan_count=1)
    dee = sign_in("dee")
    assert dee.post(path(fresh, "take-out/")).status_code == 302
    assert dee.post(path(lent, "take-out/")).status_code == 409
    assert list(Item.objects.all()) == [lent]
    assert sign_in("eli").post(path(lent, "take-out/")).status_code == 403
