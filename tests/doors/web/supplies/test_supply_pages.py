"""The list of counted stock and the page of one supply."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.supplies import queries
from carrel.rooms.supplies.models import Movement, Supply
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    for number in range(count):
        makers.make_supply(cast.middle, f"Toner {number}", on_hand=4, vendor=None)
    dee = sign_in("dee")
    dee.get("/supplies/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get("/supplies/")


def test_listed_used_and_low(cast: Cast, sign_in: SignIn) -> None:
    toner = makers.make_supply(cast.middle, "Toner", on_hand=3, reorder_level=2, is_consumable=True)
    makers.make_supply(cast.high, "Their toner", on_hand=3)
    makers.make_item(cast.middle)  # else the first page tells the first steps
    dee = sign_in("dee")
    page = dee.get("/supplies/").content.decode()
    assert "Toner" in page and "Their toner" not in page and "at its reorder level" not in page
    dee.post(f"/supplies/{toner.pk}/use/", {"key": "use-00001", "from": "list"})
    assert dee.post(f"/supplies/{toner.pk}/use/", {"key": "use-00001", "from": "list"}).url == "/supplies/"  # type: ignore[attr-defined]  # a redirect
    assert "at its reorder level" in dee.get("/supplies/").content.decode()
    assert "Toner" in dee.get("/supplies/?low=1").content.decode()
    assert "to order" in dee.get("/").content.decode()
    assert b"Toner,2" in b"".join(dee.get("/supplies/?as=csv").streaming_content)  # type: ignore[attr-defined]  # a stream
    assert dee.get("/supplies/?as=xlsx&sort=-on_hand").status_code == 200


def test_one_supply_through_its_life(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    form = {"name": "Reader 7", "unit": "books", "site": str(cast.middle.pk), "is_active": "on"}
    dee.post("/supplies/all_supplies/add/", form)
    supply = Supply.objects.get(name="Reader 7")
    at = f"/supplies/{supply.pk}/"
    dee.post(f"{at}receive/", {"count": "32"})
    dee.post(f"{at}hand-out/", {"count": "30", "school_class": str(cast.seven_b.pk)})
    assert "7B" in dee.get(at).content.decode()
    dee.post(f"{at}give-back/", {"count": "27", "holder": f"c{cast.seven_b.pk}"})
    dee.post(f"{at}write-off/", {"count": "1", "holder": f"c{cast.seven_b.pk}", "reason": "Lost"})
    dee.post(f"{at}count/", {"count": "28", "reason": "One more lay there"})
    supply.refresh_from_db()
    assert (supply.on_hand, supply.handed_out) == (28, 2)
    last = Movement.objects.latest("pk")
    dee.post(f"{at}reverse/{last.pk}/")
    supply.refresh_from_db()
    assert supply.on_hand == 29 and list(queries.violations()) == []
    for path, sent in (
        ("use/", {}), ("hand-out/", {"count": "1"}), ("hand-out/", {"count": "1", "number": "none"}),
        ("count/", {"count": "x"}), ("give-back/", {"count": "9", "holder": "c1x"}),
    ):  # fmt: skip
        answer = dee.post(at + path, sent)
        assert answer.status_code in (302, 409), path
    assert dee.get("/supplies/0/").status_code == 404


def test_a_teacher_is_named_by_card(cast: Cast, sign_in: SignIn) -> None:
    makers.make_card(cast.clark, "CLARK-1")
    supply = makers.make_supply(cast.middle, on_hand=5)
    sign_in("dee").post(f"/supplies/{supply.pk}/hand-out/", {"count": "2", "number": "clark-1"})
    assert [each.name for each in queries.held_by(supply.pk)] == ["Joan Clark"]
