"""Changing many on its pages: filled in, looked at, done, taken back; genres and their lists."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.cellar.jobs.running import run_now
from carrel.rooms.care.models import Genre, ManyChange
from carrel.rooms.care.rules import changing as rules
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_scanned_looked_at_done_and_taken_back(cast: Cast, sign_in: SignIn) -> None:
    place, dee = makers.make_place(cast.middle, name="Mystery shelf"), sign_in("dee")
    first, second = stack.books(cast)
    empty = dee.post("/care/change/", {"numbers": ""})
    assert empty.status_code == 422 and "Nothing is to change yet." in empty.text
    values = {"numbers": f"{first.barcode}\n{second.barcode}\nnothing", "place": place.pk, "prefix_old": "FIC",
              "prefix_new": "MYS", "price": "12.50"}  # fmt: skip
    page = dee.post("/care/change/", values, follow=True).text
    for words in ("FIC SAC", "MYS SAC", "Mystery shelf", "$12.50", "No item has the number NOTHING.", "Change 2 items"):
        assert words in page
    there = f"/care/change/{ManyChange.objects.get().pk}/"
    assert "It is done." in dee.post(f"{there}do/", follow=True).text
    first.refresh_from_db()
    assert (first.call_number, first.place_id, first.price_minor) == ("MYS SAC", place.pk, 1250)
    assert "Call number: FIC → MYS" in dee.get("/care/change/").text
    left = dee.get(f"{there}?only=left").text
    assert "NOTHING" in left and "Book 0" not in left
    assert "MYS SAC" in dee.get(f"{there}?as=csv").getvalue().decode()
    assert "All of it is as it was before." in dee.post(f"{there}undo/", follow=True).text
    first.refresh_from_db()
    assert first.call_number == "FIC SAC"


def test_a_stretch_of_the_shelf_list(cast: Cast, sign_in: SignIn) -> None:
    stack.books(cast, 1, call_number="FIC ADA")
    stack.books(cast, 1, call_number="599 WHI")
    dee = sign_in("dee")
    assert "/care/change/?start=FIC" in dee.get("/items/shelf-list/?start=FIC&end=FIC").text
    assert 'value="FIC"' in dee.get("/care/change/?start=FIC&end=FIC").text
    shelf = dee.get("/items/shelf-list/?start=500&end=599&scheme=ddc&state=available").text
    assert "/care/change/?start=500&amp;end=599&amp;at=&amp;type=&amp;scheme=ddc&amp;state=available" in shelf
    filled = dee.get("/care/change/?start=500&end=599&at=&type=&scheme=ddc&state=available").text
    assert '<option value="ddc" selected>' in filled and '<option value="available" selected>' in filled
    Item.objects.filter(call_number="FIC ADA").update(state="missing")
    for only, count in (({"only_state": "missing"}, 1), ({"only_state": "lost"}, 0), ({"only_scheme": "ddc"}, 2)):
        looked = dee.post("/care/change/", {**only, "condition": "worn"}, follow=True).text
        assert (f"Change {count} item" in looked) is bool(count)
    page = dee.post("/care/change/", {"start": "FIC", "end": "FIC", "condition": "worn"}, follow=True).text
    assert "Change 1 item" in page


def test_a_job_shows_its_progress(cast: Cast, sign_in: SignIn) -> None:
    books, dee = stack.books(cast, rules.AT_ONCE + 1), sign_in("dee")
    run_id = stack.looked(cast, {"condition": "worn"}, *(book.barcode for book in books))
    page = dee.post(f"/care/change/{run_id}/do/", follow=True).text
    assert "0 of 301" in page and "Pause it" in page
    job_id = ManyChange.objects.get().job_id
    assert job_id is not None
    assert dee.get(f"/care/jobs/{job_id}/").url == f"/care/change/{run_id}/"  # type: ignore[attr-defined]  # a redirect
    assert dee.post(f"/care/change/{run_id}/pause/").status_code == 302
    assert dee.post(f"/care/change/{run_id}/go-on/").status_code == 302
    run_now(job_id)
    assert "Changed: 301" in dee.get(f"/care/change/{run_id}/").text
    assert dee.get(f"/care/change/{run_id}/", headers={"HX-Request": "true"}).status_code == 204


def test_genres_are_data_and_books_are_scanned_into_them(cast: Cast, sign_in: SignIn) -> None:
    place, dee = makers.make_place(cast.middle, name="Mystery shelf"), sign_in("dee")
    values = {"name": "Mystery", "symbol": "MYS", "colour": "red", "place": place.pk, "prefix": "MYS", "sort": 0,
              "site": cast.middle.pk}  # fmt: skip
    assert "is kept" in dee.post("/care/genres/add/", values, follow=True).text
    other = makers.make_place(cast.high)
    assert "This shelf is of another site." in dee.post("/care/genres/add/", values | {"place": other.pk}).text
    genre = Genre.objects.get()
    assert "Nothing is in it yet" in dee.get(f"/care/genre/{genre.pk}/").text
    (book,) = stack.books(cast, 1)
    form = dee.get(f"/care/change/?genre={genre.pk}&place={place.pk}&prefix_new=MYS").text
    assert f'<option value="{genre.pk}" selected>' in form and 'value="MYS"' in form
    said = {"numbers": book.barcode, "genre": genre.pk, "genre_home": "on", "place": place.pk, "prefix_old": "FIC",
            "prefix_new": "MYS"}  # fmt: skip
    page = dee.post("/care/change/", said, follow=True).text
    assert "Mystery (home)" in page
    dee.post(f"/care/change/{ManyChange.objects.get().pk}/do/")
    listed = dee.get(f"/care/genre/{genre.pk}/?home=1").text
    assert "MYS SAC" in listed and "1 title" in listed
    assert "MYS SAC" in dee.get(f"/care/genre/{genre.pk}/?as=csv").getvalue().decode()
    record = Client().get(f"/catalogue/{book.record_id}/?at={cast.middle.code}").text
    assert "Shelved by genre" in record and "stands here" in record and "Put it in a genre" not in record


def test_the_genres_of_one_record(cast: Cast, sign_in: SignIn) -> None:
    mystery, dee = stack.mystery(cast), sign_in("dee")
    (book,) = stack.books(cast, 1)
    there = f"/care/records/{book.record_id}/genres/"
    assert "Choose a genre first." in dee.post(there, {}, follow=True).text
    assert "It is in “Mystery” now." in dee.post(there, {"genre": mystery.pk}, follow=True).text
    out = dee.post(f"{there}{mystery.pk}/out/", follow=True).text
    assert "It is not in “Mystery” any more." in out and "In no genre yet." in out


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, many: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    books = stack.books(cast, many)
    genre = stack.mystery(cast)
    run_id = stack.done(cast, {"genre": [genre.pk, True]}, *(book.barcode for book in books))
    dee = sign_in("dee")
    for path, most in ((f"/care/change/{run_id}/", 14), (f"/care/genre/{genre.pk}/", 11), ("/care/genres/", 11)):
        dee.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]  # a fixture of pytest-django
            dee.get(path)
