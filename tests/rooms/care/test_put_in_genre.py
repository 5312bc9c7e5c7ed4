"""put_in_genre: several genres of a record, one home at each site; by hand, and by scanning a run of books."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from carrel.rooms.catalogue.actions import merge_records, unmerge_record
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def names(record_id: int, site_id: int) -> list[tuple[str, bool]]:
    return [(genre.name, genre.is_home) for genre in queries.genres_of_record(record_id, site_id)]


def test_several_genres_one_home_for_each_site(cast: Cast) -> None:
    record, dee, boss = makers.make_record("Holes"), cast.actor(cast.dee), cast.actor(cast.boss)
    mystery, adventure = stack.mystery(cast), stack.mystery(cast, "Adventure")
    district = stack.Genre.objects.create(name="Graphic")
    here = cast.middle.pk
    put = actions.put_in_genre
    put(dee, record_id=record.pk, genre_id=mystery.pk, site_id=here, is_home=True, now=NOON)
    put(dee, record_id=record.pk, genre_id=adventure.pk, site_id=here, now=NOON)
    for _ in range(2):
        put(boss, record_id=record.pk, genre_id=district.pk, site_id=cast.high.pk, is_home=True, now=NOON)
    assert names(record.pk, here) == [("Mystery", True), ("Adventure", False)]
    put(dee, record_id=record.pk, genre_id=adventure.pk, site_id=here, is_home=True, now=NOON)
    assert names(record.pk, here) == [("Adventure", True), ("Mystery", False)]
    assert names(record.pk, cast.high.pk) == [("Graphic", True)]
    counts = {genre.name: (genre.titles, genre.at_home) for genre in queries.genres_in_sight(dee)}
    assert counts == {"Mystery": (1, 0), "Adventure": (1, 1), "Graphic": (0, 0)}


def test_refused(cast: Cast) -> None:
    dee, record = cast.actor(cast.dee), makers.make_record("Holes")
    foreign = stack.Genre.objects.create(site=cast.high, name="Mystery")
    for genre_id, record_id, code in (
        (foreign.pk, record.pk, "genre_of_other_site"),
        (10**9, record.pk, "no_such_genre"),
        (stack.mystery(cast).pk, 10**9, "no_such_record"),
    ):
        with pytest.raises(Refused, match=code):
            actions.put_in_genre(dee, record_id=record_id, genre_id=genre_id, site_id=cast.middle.pk, now=NOON)


def test_these_go_to_mystery_and_the_undo(cast: Cast) -> None:
    place = makers.make_place(cast.middle, name="Mystery shelf")
    mystery, adventure = stack.mystery(cast, place=place), stack.mystery(cast, "Adventure")
    first, second = stack.books(cast)
    copy = makers.make_item(cast.middle, record=first.record, call_number="FIC SAC")
    dee, here = cast.actor(cast.dee), cast.middle.pk
    actions.put_in_genre(dee, record_id=second.record_id, genre_id=adventure.pk, site_id=here, is_home=True, now=NOON)
    change = {"genre": [mystery.pk, True], "place_id": place.pk, "prefix": ["FIC", "MYS"]}
    made = stack.done(cast, change, first.barcode, copy.barcode, second.barcode)
    assert {outcome for outcome, _ in stack.outcomes(made)} == {"done"}
    assert names(first.record_id, here) == [("Mystery", True)]
    assert names(second.record_id, here) == [("Mystery", True), ("Adventure", False)]
    items = queries.items_of_genre(mystery.pk, here, home_only=True)
    assert [(item.pk, item.call_number, item.place_id) for item in items] == [
        (first.pk, "MYS SAC", place.pk),
        (copy.pk, "MYS SAC", place.pk),
        (second.pk, "MYS SAC", place.pk),
    ]
    actions.undo_change(dee, run_id=made, now=NOON)
    assert names(first.record_id, here) == []
    assert names(second.record_id, here) == [("Adventure", True)]
    first.refresh_from_db()
    assert (first.call_number, first.place_id) == ("FIC SAC", None)


def test_genres_follow_a_record_that_is_merged_and_parted_again(cast: Cast) -> None:
    dee, here = cast.actor(cast.dee), cast.middle.pk
    winner, loser = makers.make_record("Holes"), makers.make_record("Holes again")
    mystery, adventure = stack.mystery(cast), stack.mystery(cast, "Adventure")
    put = actions.put_in_genre
    put(dee, record_id=winner.pk, genre_id=mystery.pk, site_id=here, is_home=True, now=NOON)
    put(dee, record_id=loser.pk, genre_id=mystery.pk, site_id=here, now=NOON)
    put(dee, record_id=loser.pk, genre_id=adventure.pk, site_id=here, is_home=True, now=NOON)
    merge_records(dee, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    assert names(winner.pk, here) == [("Mystery", True), ("Adventure", False)] and not names(loser.pk, here)
    unmerge_record(dee, loser_id=loser.pk, now=NOON)
    assert names(winner.pk, here) == [("Mystery", True)]
    assert names(loser.pk, here) == [("Adventure", True), ("Mystery", False)]
