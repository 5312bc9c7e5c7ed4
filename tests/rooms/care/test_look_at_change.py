"""look_at_change: before and after of each line, and why some are left; nothing is done."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.care import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_each_line_says_what_it_will_be_or_why_not(cast: Cast) -> None:
    place = makers.make_place(cast.middle)
    book, gone, there, elsewhere = (
        *stack.books(cast, 1),
        *stack.books(cast, 1, state="withdrawn"),
        *stack.books(cast, 1, place=place),
        makers.make_item(cast.high),
    )
    numbers = [each.barcode for each in (book, gone, there, elsewhere, book)]
    made = stack.looked(cast, {"place_id": place.pk}, *numbers, "no such number", key="k")
    assert made == stack.looked(cast, {"place_id": place.pk}, *numbers, key="k")
    assert stack.outcomes(made) == [
        ("waiting", ""),
        ("left", "care.line_withdrawn"),
        ("left", "care.line_same"),
        ("left", "care.line_other_site"),
        ("left", "care.line_twice"),
        ("left", "care.line_unknown"),
    ]
    line = queries.change_lines(made)[0]
    assert (line.before, line.after) == ({"place_id": None}, {"place_id": place.pk})
    book.refresh_from_db()
    assert book.place_id is None


def test_a_stretch_of_the_shelf(cast: Cast) -> None:
    for call_number in ("FIC ADA", "FIC SAC", "599 WHI"):
        stack.books(cast, 1, call_number=call_number)
    scanned = queries.stretch_of_shelf(cast.middle.pk, queries.Stretch("FIC B", "FIC Z"), 10)
    assert len(scanned) == 1
    assert len(queries.stretch_of_shelf(cast.middle.pk, queries.Stretch(), 1)) == 2


def test_refused(cast: Cast) -> None:
    (book,) = stack.books(cast, 1)
    with pytest.raises(Refused, match="change_nothing"):
        stack.looked(cast, {}, book.barcode)
    with pytest.raises(Refused, match="change_no_lines"):
        stack.looked(cast, {"fund": "A"})
    with pytest.raises(Refused, match="no_such_place"):
        stack.looked(cast, {"place_id": makers.make_place(cast.high).pk}, book.barcode)
    with pytest.raises(Refused, match="other_site"):
        stack.looked(cast, {"site_id": cast.high.pk}, book.barcode)
    with pytest.raises(Refused, match="genre_of_other_site"):
        genre = stack.Genre.objects.create(site=cast.high, name="Mystery")
        stack.looked(cast, {"genre": [genre.pk, True]}, book.barcode)
    with pytest.raises(Refused, match="no_such_genre"):
        stack.looked(cast, {"genre": [10**9, True]}, book.barcode)
    with pytest.raises(NotAllowed):
        actions.look_at_change(cast.actor(cast.ana), site_id=cast.middle.pk, change={}, scanned=[], now=NOON)
