"""A count begins: what it asks for is fixed then."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.models import Count, Sampled
from tests.cast import Cast
from tests.makers import NOON, make_item, make_item_type, make_place
from tests.rooms.stocktake.walkers import begin, room, shelf, walk

pytestmark = pytest.mark.django_db


def asked(count_id: int) -> int:
    return queries.asked_for(Count.objects.get(pk=count_id)).count()


def test_a_place_with_all_inside_it(cast: Cast) -> None:
    library = room(cast, "Library")
    bay = make_place(cast.middle, name="Bay 7", parent=library)
    shelf(cast, 3, place=bay), shelf(cast, 2, place=library), shelf(cast, 1)
    assert asked(begin(cast.actor(cast.dee), "place", place_id=library.pk)) == 5


def test_a_range_takes_in_all_that_begins_like_its_end(cast: Cast) -> None:
    for call_number in ("598 OWL", "599 BAT", "599.5 WHA", "600 TOO"):
        make_item(cast.middle, call_number, call_number=call_number)
    assert asked(begin(cast.actor(cast.dee), "range", from_="598", to="599")) == 3


def test_all_and_only_one_type(cast: Cast) -> None:
    shelf(cast, 2)
    laptop = make_item_type("chromebook", family="device")
    make_item(cast.middle, "Chromebook", item_type=laptop)
    dee = cast.actor(cast.dee)
    assert asked(begin(dee, "all")) == 3 and asked(begin(dee, "all", item_type_id=laptop.pk)) == 1


def test_several_at_once_and_each_its_own(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    first, second = begin(dee), begin(dee, "all")
    walk(dee, first, books[:2])
    walk(dee, second, books[1:3])
    assert queries.progress_of(first).seen == 2 and queries.progress_of(second).seen == 2
    assert {each.pk for each in queries.open_counts(dee)} == {first, second}


def test_a_sample_is_drawn_of_what_stands_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.rooms.stocktake.rules.SAMPLE_SIZE", 5)
    dee, books = cast.actor(cast.dee), shelf(cast, 9)
    Item.objects.filter(pk__in=[book.pk for book in books[:2]]).update(state="lost")
    count = begin(dee, "sample")
    drawn = list(Sampled.objects.values_list("item_id", flat=True))
    assert len(set(drawn)) == 5 and not set(drawn) & {books[0].pk, books[1].pk}
    unseen = list(queries.in_shelf_order(queries.unseen_items(Count.objects.get())))
    assert [item.shelving_key for item in unseen] == sorted(item.shelving_key for item in unseen)
    walk(dee, count, unseen[:4])
    actions.finish_count(dee, count_id=count, now=NOON)
    interval = queries.result_of(Count.objects.get()).interval
    assert interval is not None and (interval.found, interval.asked) == (4, 5)
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.376, 0.964)
    assert queries.losses_of(dee) == {}


def test_the_same_key_begins_one(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    assert begin(dee, key="one") == begin(dee, key="one") and Count.objects.count() == 1


def test_what_was_seen_since_a_day_is_not_asked_for(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 3)
    Item.objects.filter(pk=books[0].pk).update(last_seen_at=NOON.replace(day=10))
    count = begin(dee, "all", since_at=NOON.replace(day=9))
    assert queries.unseen_count(Count.objects.get(pk=count)) == 2


@pytest.mark.parametrize(
    ("code", "scope", "values"),
    [
        ("stocktake.place_missing", "place", {}),
        ("stocktake.place_missing", "devices", {"place_id": 999_999}),
        ("stocktake.range_missing", "range", {"from_": "500"}),
        ("stocktake.range_turned", "range", {"from_": "600", "to": "500"}),
        ("stocktake.nothing_asked_for", "sample", {}),
    ],
)
def test_what_cannot_be(cast: Cast, code: str, scope: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        begin(cast.actor(cast.dee), scope, **values)
    assert refused.value.code == code and not Count.objects.exists()


def test_neither_without_a_name_nor_at_another_school(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        actions.begin_count(dee, name="  ", scope="walked", now=NOON, site_id=cast.high.pk)
    assert [each.code for each in refused.value.objections] == ["stocktake.unnamed", "stocktake.other_school"]
    with pytest.raises(NotAllowed):
        begin(cast.actor(cast.eli))


def test_a_letter_at_the_end_of_a_range_begins_a_name(cast: Cast) -> None:
    """R alone is how some write their reference section; in FIC A to FIC R it is whoever begins with R."""
    dee = cast.actor(cast.dee)
    asked, _later = (make_item(cast.middle, call, call_number=call) for call in ("FIC ROW", "FIC SAC"))
    make_item(cast.middle, "Reference", call_number="FIC REF LEW")
    found = Count.objects.get(pk=begin(dee, "range", from_="FIC R", to="FIC R"))
    assert list(queries.asked_for(found, whole=True)) == [asked]
    by_lc = make_item(cast.middle, "Whales", call_number="QL737 .C4", call_number_scheme="lcc")
    found = Count.objects.get(pk=begin(dee, "range", from_="Q", to="QR", scheme="lcc"))
    assert list(queries.asked_for(found, whole=True)) == [by_lc]
