"""A kind's fields are defined on its page and filled in on those of its items, with and without a script."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Item, ItemField, ItemValue
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_defined_changed_put_in_order_put_away_and_brought_back(cast: Cast, sign_in: SignIn) -> None:
    dee, kind = sign_in("dee"), makers.make_item_type("robot")
    page = f"/items/item_types/{kind.pk}/fields/"
    assert "No fields of its own yet" in dee.get(page).content.decode()
    assert dee.post(page + "usual/", {"which": "recording"}).status_code == 302
    answer = dee.post(page + "add/", {"label": "Colour", "kind": "choice", "choices": "Red"})
    assert answer.status_code == 422
    assert "two or more" in answer.content.decode()
    answer = dee.post(page + "add/", {"label": "Colour", "kind": "choice", "choices": "Red\nBlue"})
    assert answer.status_code == 302
    colour = ItemField.objects.get(code="colour")
    assert dee.post(f"/items/fields/{colour.pk}/move/", {"way": "up"}).status_code == 302
    assert [field.code for field in queries.fields_of(kind.pk)] == ["channel", "colour", "broadcast_on"]
    assert "Red\nBlue" in dee.get(f"/items/fields/{colour.pk}/").content.decode()
    changed = {"label": "Paint", "kind": "choice", "choices": "Red\nBlue\nGreen"}
    assert dee.post(f"/items/fields/{colour.pk}/", changed).status_code == 302
    ItemValue.objects.create(item=makers.make_item(item_type=kind), field=colour, text="Red", sort_key="red")
    assert dee.post(f"/items/fields/{colour.pk}/remove/").status_code == 302
    assert "Bring back" in dee.get(page).content.decode()
    assert dee.post(f"/items/fields/{colour.pk}/bring-back/").status_code == 302
    shown = dee.get(page).content.decode()
    assert "Paint" in shown and "Bring back" not in shown
    assert f"{page}" in dee.get("/items/item_types/").content.decode()


def test_not_there(cast: Cast, sign_in: SignIn) -> None:
    dee, kind = sign_in("dee"), makers.make_item_type("robot")
    for path in ("/items/item_types/0/fields/", "/items/item_types/0/fields/add/", "/items/fields/0/"):
        assert dee.get(path).status_code == 404
    assert dee.post(f"/items/item_types/{kind.pk}/fields/usual/", {"which": "dragons"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    kind, dee = makers.make_item_type("robot"), sign_in("dee")
    for number in range(count):
        ItemField.objects.create(item_type=kind, code=f"f{number}", label=f"F {number}")
    dee.get(f"/items/item_types/{kind.pk}/fields/")
    with django_assert_max_num_queries(17):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get(f"/items/item_types/{kind.pk}/fields/")


def test_the_fields_follow_the_kind_that_is_chosen(cast: Cast, sign_in: SignIn) -> None:
    dee, robot = sign_in("dee"), makers.make_item_type("robot")
    item = makers.make_item(site=cast.middle, title="Robot")
    serial = ItemField.objects.create(item_type=robot, code="serial", label="Serial", is_number=True, is_required=True)
    page = f"/items/{item.pk}/change/"
    assert "own_serial" not in dee.get(page).content.decode()
    assert "own_serial" in dee.get(page, {"item_type": robot.pk}).content.decode()
    said = {
        "item_type": robot.pk, "fields_of": item.item_type_id, "call_number_scheme": "ddc", "condition": "good",
        "version": 0,
    }  # fmt: skip
    answer = dee.post(page, said)
    assert answer.status_code == 422
    assert "This kind has fields of its own: Serial." in answer.content.decode()
    said |= {"fields_of": robot.pk}
    assert "This field is required" in dee.post(page, said | {"own_serial": ""}).content.decode()
    assert dee.post(page, said | {"own_serial": "PF 9"}).status_code == 302
    assert ItemValue.objects.get(field=serial, item=item).text == "PF 9"
    shown = dee.get(f"/items/{item.pk}/").content.decode()
    assert "PF 9" in shown and "PF9" in shown
    said |= {"version": 1, "own_serial": "PF 10"}
    assert dee.post(page, said).status_code == 302
    assert "serial: PF 9" in dee.get(f"/items/{item.pk}/").content.decode()


def test_a_copy_is_added_with_its_fields(cast: Cast, sign_in: SignIn) -> None:
    dee, robot = sign_in("dee"), makers.make_item_type("robot")
    ItemField.objects.create(item_type=robot, code="until", label="Warranty until", kind="date")
    record = makers.make_record("Robot")
    page = f"/items/add/{record.pk}/"
    assert "own_until" in dee.get(page, {"item_type": robot.pk}).content.decode()
    said = {
        "key": "k1", "number": "T1", "item_type": robot.pk, "fields_of": robot.pk, "call_number_scheme": "ddc",
        "condition": "good", "own_until": "soon",
    }  # fmt: skip
    answer = dee.post(page, said)
    assert answer.status_code == 422
    assert "is no day" in answer.content.decode()
    assert dee.post(page, said | {"own_until": "2027-06-30"}).status_code == 302
    item = Item.objects.get(barcode="T1")
    assert ItemValue.objects.get(item=item).text == "2027-06-30"
