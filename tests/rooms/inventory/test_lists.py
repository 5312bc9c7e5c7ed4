"""Lists narrowed and sorted by any column: walking an order gives what sorting all at once gives."""

import random
from datetime import date, timedelta

import pytest

from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Item, ItemField, ItemNumber, ItemValue
from carrel.rooms.inventory.queries import ListWanted, OwnFilter
from carrel.rooms.inventory.queries import lists as at_work
from carrel.rooms.inventory.rules import LIST_COLUMNS, PRESETS, UNSORTED, known_columns, shelving_key, sort_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock() -> dict[str, int]:
    """Sixty items of two sites, three kinds and four records, with gaps in every column; returns fields by code."""
    dice = random.Random(7)
    sites = [makers.make_site() for _ in range(2)]
    places = {site.pk: [makers.make_place(site) for _ in range(2)] for site in sites}
    kinds = [makers.make_item_type(f"kind{n}") for n in range(3)]
    written = (("Ants", "Z"), ("Bees", ""), ("Cats", "A"), ("Cats", "A"))
    records = [makers.make_record(title, author) for title, author in written]
    fields = {
        code: ItemField.objects.create(item_type=kinds[0], code=code, label=code).pk for code in ("colour", "model")
    }
    for n in range(60):
        site, call = dice.choice(sites), dice.choice(("", "FIC ABC", "796 XYZ"))
        item = makers.make_item(
            site=site, record=dice.choice(records), item_type=dice.choice(kinds),
            place=dice.choice([None, *places[site.pk]]), call_number=call, shelving_key=shelving_key(call),
            copy_number=dice.choice((None, 1, 2)), volume=dice.choice(("", "v.1")),
            price_minor=dice.choice((None, 100, 200)), fund=dice.choice(("", "PTA", "Title I")),
            acquired_on=dice.choice((None, date(2020, 1, 1) + timedelta(days=dice.randrange(2000)))),
            condition=dice.choice(rules.CONDITIONS), state=dice.choice(("available", "on_loan", "lost", "withdrawn")),
            loan_count=dice.randrange(4), last_seen_at=dice.choice((None, makers.NOON)),
            barcode=dice.choice(("", f"B{n:03d}")),
        )  # fmt: skip
        if n % 3:
            ItemNumber.objects.create(item=item, number=f"S{dice.randrange(10**6)}", kind="serial")
            ItemNumber.objects.create(item=item, number=f"T{dice.randrange(10**6)}", kind="serial")
        if n % 4:
            colour = dice.choice(("blue", "red"))
            ItemValue.objects.create(item=item, field_id=fields["colour"], text=colour, sort_key=colour)
    return fields


def every(wanted: ListWanted) -> list[int]:
    return list(at_work._walked(wanted))  # the two ways are compared here


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize("step", [(2, 3), (200, 4000)])
def test_walking_gives_what_sorting_gives(
    stock: dict[str, int], monkeypatch: pytest.MonkeyPatch, is_down: bool, step: tuple[int, int]
) -> None:
    monkeypatch.setattr(at_work, "_AT_ONCE", step[0])
    monkeypatch.setattr(at_work, "_MOST_AT_ONCE", step[1])
    site = Item.objects.order_by("pk").values_list("site_id", flat=True)[0]
    kinds = frozenset(Item.objects.values_list("item_type_id", flat=True)[:2])
    for name in [*sorted(set(LIST_COLUMNS) - UNSORTED), "own_colour"]:
        fields = (stock["colour"],) if name == "own_colour" else ()
        for narrowed in (
            {}, {"site_ids": (site,)}, {"kinds": kinds, "condition": "good"}, {"state": "withdrawn"},
            {"since": date(2021, 1, 1), "fund": "PTA"}, {"has_price": False},
            {"own": (OwnFilter((stock["colour"],), "red", "red"),)},
        ):  # fmt: skip
            said = {"site_ids": None, "sort": name, "is_down": is_down, "sort_fields": fields} | narrowed
            wanted = ListWanted(**said)  # type: ignore[arg-type]  # handed on by name
            assert every(wanted) == list(queries.all_ids(wanted)), (name, narrowed)


def test_a_walk_that_goes_far_ends_by_sorting(stock: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_work, "_AT_ONCE", 2)
    monkeypatch.setattr(at_work, "_MOST_AT_ONCE", 2)
    monkeypatch.setattr(at_work, "_MOST_WALKED", 3)
    for name in ("title", "price", "serial", "own_colour", "author"):
        fields = (stock["colour"],) if name == "own_colour" else ()
        wanted = ListWanted(None, sort=name, sort_fields=fields)
        assert every(wanted) == list(queries.all_ids(wanted)), name


def test_what_has_nothing_comes_last_whichever_the_way(stock: dict[str, int]) -> None:
    prices = dict(Item.objects.values_list("pk", "price_minor"))
    for is_down in (False, True):
        ids = queries.all_ids(ListWanted(None, sort="price", is_down=is_down))
        found = [prices[pk] for pk in ids]
        told = [price for price in found if price is not None]
        assert told == sorted(told, reverse=is_down)
        assert found[len(told) :] == [None] * (len(found) - len(told))


def test_pages_and_counts(stock: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ListWanted(None, sort="barcode")
    everything = list(queries.all_ids(wanted))
    count = len(everything)
    assert count == Item.objects.exclude(state="withdrawn").count()
    first = queries.list_page(wanted, page=1, length=20)
    assert (list(first.ids), first.count, first.is_more) == (everything[:20], count, False)
    monkeypatch.setattr(rules, "MOST_COUNTED", 30)
    second = queries.list_page(wanted, page=2, length=20)
    assert (list(second.ids), second.count, second.is_more) == (everything[20:40], 30, True)
    beyond = queries.list_page(wanted, page=99, length=20)
    assert list(beyond.ids) == everything[20:40]


def test_narrowed_by_words_and_by_a_number(stock: dict[str, int]) -> None:
    makers.make_item(title="Zebras of the plain", barcode="Z1")
    zebras = queries.all_ids(ListWanted(None, text="zebras plain"))
    assert len(zebras) == 1
    assert queries.all_ids(ListWanted(None, text="z 1")) == zebras
    assert queries.all_ids(ListWanted(None, text="unicorns")) == []
    inside = ListWanted(None, own=(OwnFilter((stock["colour"],), inside="lu"),))
    assert len(queries.all_ids(inside)) > 0
    assert not queries.titles_too_many("zebras")


def test_values_by_kind_and_place() -> None:
    site, kind = makers.make_site(), makers.make_item_type("robot", name="Robot")
    place = makers.make_place(site, name="Lab")
    for price in (100, 250, None):
        makers.make_item(site=site, item_type=kind, place=place, price_minor=price)
    (found,) = queries.values_by_kind_and_place(ListWanted((site.pk,)))
    assert (found.kind, found.place, found.count, found.untold, found.sum_minor) == ("Robot", "Lab", 3, 1, 350)


def test_columns_and_orders_that_are_asked_for() -> None:
    assert known_columns(["price", "own_model", "own_other", "dragons", "price"], ["model"]) == ("price", "own_model")
    assert known_columns([], []) == rules.USUAL_COLUMNS
    assert sort_of("-own_model", ["model"]) == ("own_model", True)
    assert sort_of("note", []) == sort_of("dragons", []) == ("title", False)
    for spec in PRESETS.values():
        assert known_columns(spec.columns, []) == spec.columns
        assert sort_of(spec.sort, [])[0] == spec.sort
