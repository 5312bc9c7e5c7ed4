"""Lists of items: ready-made, asked for, narrowed by fields of kinds, saved, as files and for paper."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from carrel.rooms.inventory.models import ItemField, ItemList, ItemNumber, ItemType, ItemValue
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
SHOW = "/items/lists/show/"


def body(answer: object) -> str:
    content = getattr(answer, "streaming_content", None)
    raw = b"".join(content) if content is not None else answer.content  # type: ignore[attr-defined]  # a response
    return raw.decode()


@pytest.fixture
def robots(cast: Cast) -> ItemType:
    """Three robots of the middle school and one of the high school; no line of code knows robots."""
    kind = makers.make_item_type("robot", name="Robot", family="device")
    colour = ItemField.objects.create(
        item_type=kind, code="colour", label="Colour", kind="choice", choices="Red\nBlue", is_listed=True
    )
    until = ItemField.objects.create(item_type=kind, code="until", label="Warranty until", kind="date")
    sites = (cast.middle, cast.middle, cast.middle, cast.high)
    for n, (site, paint, day) in enumerate(
        zip(
            sites, ("Red", "Blue", "Blue", "Red"), ("2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01"), strict=True
        )
    ):
        item = makers.make_item(
            site=site, title=f"Robot {n}", item_type=kind, barcode=f"R{n}", price_minor=(None, 1000, 2000, 3000)[n],
            fund="PTA" if n else "", acquired_on=date(2020 + n, 1, 1),
        )  # fmt: skip
        ItemValue.objects.create(item=item, field=colour, text=paint, sort_key=paint.lower())
        ItemValue.objects.create(item=item, field=until, text=day, sort_key=day)
        ItemNumber.objects.create(item=item, number=f"SER{9 - n}", kind="serial")
    return kind


def table(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(answer).lstrip("\ufeff"))))


def titles(client: Client, **asked: object) -> list[str]:
    return [row["Title"] for row in table(client.get(SHOW, {**asked, "as": "csv", "c": ["title"]}))]


def test_the_lists_that_are_there_by_themselves(cast: Cast, sign_in: SignIn, robots: ItemType) -> None:
    dee = sign_in("dee")
    page = body(dee.get("/items/lists/"))
    assert "Insurance list" in page
    assert "Master file of devices" in page
    assert "Master file of magazines" not in page
    insured = body(dee.get(SHOW, {"list": "insurance"}))
    for said in ("Insurance list", "SER9", "$10.00", "Came on", "Robot 2"):
        assert said in insured
    assert "Robot 3" not in insured
    master = body(dee.get(SHOW, {"list": "master-device"}))
    assert "Colour" in master
    assert "Warranty until" not in master.split("</thead>")[0].rsplit("<thead>", 1)[1]


def test_narrowed_and_sorted(cast: Cast, sign_in: SignIn, robots: ItemType) -> None:
    dee, kind = sign_in("dee"), robots.pk
    assert titles(dee, kind=kind, sort="-title") == ["Robot 2", "Robot 1", "Robot 0"]
    assert titles(dee, kind=kind, f_colour="Blue", sort="title") == ["Robot 1", "Robot 2"]
    assert titles(dee, kind=kind, f_until="2027-01-01", f_until_to="2027-12-31") == ["Robot 1"]
    assert titles(dee, kind=kind, sort="own_until") == ["Robot 0", "Robot 1", "Robot 2"]
    assert titles(dee, kind=kind, sort="serial") == ["Robot 2", "Robot 1", "Robot 0"]
    assert titles(dee, has_price="no") == ["Robot 0"]
    assert titles(dee, fund="PTA", since="2022-01-01") == ["Robot 2"]
    assert titles(dee, q="R1") == ["Robot 1"]
    assert titles(dee, site=cast.middle.pk, condition="new") == []
    assert sorted(titles(sign_in("omar"), kind=kind)) == ["Robot 0", "Robot 1", "Robot 2", "Robot 3"]


def test_mistyped(cast: Cast, sign_in: SignIn, robots: ItemType) -> None:
    dee = sign_in("dee")
    answer = dee.get(SHOW, {"kind": robots.pk, "f_until": "soon"})
    assert answer.status_code == 422
    assert "is no day" in body(answer)
    assert dee.get(SHOW, {"since": "soon"}).status_code == 422
    assert dee.get(SHOW, {"kind": "dragon", "as": "csv"}).status_code == 422
    assert dee.get(SHOW, {"list": "999999", "page": "x", "sort": "note"}).status_code == 200


def test_saved_shown_again_and_removed(cast: Cast, sign_in: SignIn, robots: ItemType) -> None:
    dee = sign_in("dee")
    address = f"kind={robots.pk}&f_colour=Blue&c=title&c=own_colour&sort=-title"
    answer = dee.post("/items/lists/save/", {"name": "Blue robots", "address": address})
    saved = ItemList.objects.get()
    assert answer.headers["Location"] == f"{SHOW}?list={saved.pk}"
    page = body(dee.get(answer.headers["Location"]))
    assert "Blue robots" in page and "Robot 2" in page and "Robot 0" not in page
    assert "Blue robots" in body(dee.get("/items/lists/"))
    assert "Robot 0" in body(dee.get(SHOW, {"list": saved.pk, "f_colour": ""}))
    answer = dee.post("/items/lists/save/", {"name": " ", "address": address})
    assert answer.status_code == 422
    assert "Give the list a name" in body(answer)
    assert dee.post(f"/items/lists/{saved.pk}/remove/").status_code == 302
    assert not ItemList.objects.exists()


def test_as_a_file_for_paper_and_its_value(cast: Cast, sign_in: SignIn, robots: ItemType) -> None:
    dee = sign_in("dee")
    asked = {"list": "insurance"}
    rows = table(dee.get(SHOW, asked | {"as": "csv"}))
    assert [(row["Title"], row["Price"], row["Serial number"]) for row in rows] == [
        ("Robot 0", "", "SER9"), ("Robot 1", "10.00", "SER8"), ("Robot 2", "20.00", "SER7"),
    ]  # fmt: skip
    assert dee.get(SHOW, asked | {"as": "xlsx"}).content[:2] == b"PK"
    assert "Back to pages" in body(dee.get(SHOW, asked | {"as": "print"}))
    worth = body(dee.get("/items/lists/values/", asked))
    assert "3 items for $30.00." in worth and "1 has no price told" in worth
    sums = list(
        csv.DictReader(io.StringIO(body(dee.get("/items/lists/values/", asked | {"as": "csv"})).lstrip("\ufeff")))
    )
    assert [(row["Item type"], row["Items"], row["Value"]) for row in sums] == [("Robot", "3", "30.00")]


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, robots: ItemType, count: int, django_assert_max_num_queries: object
) -> None:
    for n in range(count):
        makers.make_item(site=cast.middle, title=f"More {n}", item_type=robots, price_minor=500)
    dee, asked = sign_in("dee"), {"kind": robots.pk, "c": ["title", "serial", "own_colour", "place", "price", "state"]}
    dee.get(SHOW, asked)
    with django_assert_max_num_queries(26):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get(SHOW, asked)
