"""Walking along a shelf on its page: scanned, put right, looked for once more, finished, undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake.models import Count, Seen, Stray
from tests.cast import Cast
from tests.makers import make_loan, make_policy
from tests.rooms.stocktake.walkers import device, fresh, room, shelf

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
DESK = {"X-Desk": "1"}


def begun(client: Client, scope: str = "walked", **values: object) -> str:
    client.post("/stocktake/begin/", {"name": "Bay 7", "scope": scope} | values)
    return f"/stocktake/{Count.objects.latest('pk').pk}/"


def test_from_the_first_scan_to_the_end_and_back(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 6)
    assert "Nothing was counted yet" in dee.get("/stocktake/").text
    there = begun(dee)
    assert "Scan from the first book of the shelf to the last." in dee.get(there).text
    for number in (0, 1, 3, 5):
        page = dee.post(f"{there}scan/", {"text": books[number].barcode}).text
        assert "In its place" in page and f"Book {number}" in page
    page = dee.post(f"{there}scan/", {"text": books[2].barcode}, headers=DESK).text
    assert "Wrong place" in page and 'data-sound="ask"' in page and "Book 1" in page and "Book 3" in page
    assert "<html" not in page and "I moved it" in page
    moved = Seen.objects.latest("pk").pk
    assert "Moved" in dee.post(f"/stocktake/scans/{moved}/moved/", headers=DESK).text
    still = dee.get(f"{there}still/").text
    assert "Book 4" in still and "Not seen yet" in still
    assert "1 count of the shelves is open" in dee.get("/").text
    page = dee.post(f"{there}finish/", follow=True).text
    assert "It is finished. 1 copy is missing from now on." in page and "$12.00" in page
    assert "finished" in page and "Undo the end of this count" in page
    assert fresh(books[4]).state == "missing"
    assert "By range and type" in page and "16.7 %" in page
    assert "is open again" in dee.post(f"{there}undo/", follow=True).text and fresh(books[4]).state == "available"


def test_an_end_that_reaches_far_is_asked_about(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 25)
    there = begun(dee)
    for number in (0, 24):
        dee.post(f"{there}scan/", {"text": books[number].barcode})
    page = dee.post(f"{there}finish/", follow=True).text
    assert "23 copies of “Bay 7” were not seen, and 2 were." in page and "Finish it all the same?" in page
    assert f"It reaches from {books[0].call_number} to {books[24].call_number}." in page
    assert fresh(books[3]).state == "available" and 'value="%undo"' in page
    assert "Scan taken back" in dee.post(f"{there}scan/", {"text": "%undo"}, headers=DESK).text
    dee.post(f"{there}scan/", {"text": books[24].barcode})
    page = dee.post(f"{there}scan/", {"text": books[24].barcode}, headers=DESK).text
    assert "Finish it all the same?" not in page
    page = dee.post(f"{there}finish/", {"pass": "stocktake.mostly_unseen"}, follow=True).text
    assert "23 copies are missing from now on." in page


def test_of_two_answers_one_has_the_key(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 4)
    make_loan(books[0], cast.ana)
    there = begun(dee)
    for number in (1, 2, 3):
        dee.post(f"{there}scan/", {"text": books[number].barcode})
    page = dee.post(f"{there}scan/", {"text": books[0].barcode}, headers=DESK).text
    assert "Take it back" in page and "I moved it" in page and page.count('data-key="+"') == 1


def test_what_was_lost_is_said_to_be_found_once(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 2)
    Item.objects.filter(pk=books[0].pk).update(state="missing")
    there = begun(dee)
    page = dee.post(f"{there}scan/", {"text": books[0].barcode}, headers=DESK).text
    assert "was marked as missing. It is found now." in page and "It was lost or missing" not in page


def test_a_count_is_named_already_and_a_stray_leads_on(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    assert 'value="Count of ' in dee.get("/stocktake/begin/").text
    there = begun(dee)
    dee.post(f"{there}scan/", {"text": "99999000"})
    assert "/items/?q=99999000" in dee.get(f"{there}results/?list=strays").text


def test_a_sample_says_what_to_scan_and_judges_at_its_end(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 4)
    there = begun(dee, "sample")
    assert "Scan the copies of the list below, in any order." in dee.get(there).text
    for number in (2, 0, 1):
        assert "In its place" in dee.post(f"{there}scan/", {"text": books[number].barcode}).text
    page = dee.get(f"{there}results/").text
    assert "So far 3 of 4 were seen." in page and "certainty" not in page
    assert "with a certainty of 95 in 100" in dee.post(f"{there}finish/", follow=True).text


def test_the_second_walk(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 3)
    there = begun(dee, "all")
    dee.post(f"{there}scan/", {"text": books[2].barcode})
    page = dee.get(f"{there}second-walk/").text
    assert "Second walk" in page and "Book 0" in page and "Book 1" in page and "Print" in page
    page = dee.post(f"{there}scan/?second=1", {"text": books[0].barcode}).text
    assert "In its place" in page and "Wrong place" not in page and "Second walk" in page
    assert "Book 1" in dee.get(f"{there}still/?second=1").text


def test_what_is_out_is_taken_back_by_a_button(cast: Cast, sign_in: SignIn) -> None:
    dee, (book,) = sign_in("dee"), shelf(cast, 1)
    make_policy()
    make_loan(book, cast.ana)
    there = begun(dee)
    page = dee.post(f"{there}scan/", {"text": book.barcode}, headers=DESK).text
    assert "By its record it is on loan." in page and "Take it back" in page
    assert "Ana" not in page and "Garcia" not in page
    page = dee.post(f"/stocktake/scans/{Seen.objects.get().pk}/return/", headers=DESK).text
    assert "Taken back" in page and fresh(book).state == "available"


def test_undone_by_button_and_by_word_and_signs_are_no_numbers(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 2)
    there = begun(dee)
    for book in books:
        dee.post(f"{there}scan/", {"text": book.barcode}, headers=DESK)
    assert "Scan taken back" in dee.post(f"{there}scan/", {"text": "%undo"}, headers=DESK).text
    assert "Scan taken back" in dee.post(f"/stocktake/scans/{Seen.objects.get().pk}/take-back/").text
    assert not Seen.objects.exists()
    for text in ("%undo", "+", "-", ""):
        assert 'id="desk"' in dee.post(f"{there}scan/", {"text": text}, headers=DESK).text
    assert not Stray.objects.exists()


def test_another_shelf(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 5)
    there = begun(dee)
    for number in (3, 4, 0):
        page = dee.post(f"{there}scan/", {"text": books[number].barcode}, headers=DESK).text
    assert "This is another shelf" in page
    last = Seen.objects.latest("pk").pk
    assert "Another shelf" in dee.post(f"{there}another-shelf/", {"from": last}, headers=DESK).text
    assert "In its place" in dee.post(f"{there}scan/", {"text": books[1].barcode}, headers=DESK).text


def test_scans_that_waited_count_once_and_say_when_they_were_made(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 3)
    there = begun(dee)
    Count.objects.update(begun_at=timezone.now() - timedelta(hours=2))
    made_at = timezone.now() - timedelta(hours=1)
    for key, book, at in (("a", 0, made_at.isoformat()), ("b", 1, "yesterday"), ("c", 2, "2026-01-01T00:00:00")):
        for _ in range(2):
            answer = dee.post(f"{there}scan/", {"text": books[book].barcode, "key": key, "at": at}, headers=DESK)
            assert 'data-sound="done"' in answer.text
    assert Seen.objects.count() == 3
    assert Seen.objects.get(item=books[0]).seen_at == made_at


def test_a_scan_that_waited_for_a_finished_count_says_so(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 2)
    there = begun(dee)
    dee.post(f"{there}scan/", {"text": books[0].barcode})
    dee.post(f"{there}finish/")
    answer = dee.post(f"{there}scan/", {"text": books[1].barcode, "key": "a"}, headers=DESK).text
    assert "is finished" in answer and 'data-sound="refused"' in answer


def test_only_the_pages_of_a_walk_may_be_kept_on_a_device(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    there = begun(dee)
    for path, is_kept in (
        (there, True),
        (f"{there}second-walk/", True),
        (f"{there}results/", False),
        ("/desk/", False),
    ):
        assert ("Carrel-Keep" in dee.get(path).headers) is is_kept


def test_what_came_of_it_list_by_list(cast: Cast, sign_in: SignIn) -> None:
    dee, books, lab = sign_in("dee"), shelf(cast, 5), room(cast, "Lab 2")
    Item.objects.filter(pk=books[0].pk).update(state="missing")
    there = begun(dee)
    for number in (0, 2, 4, 1):
        dee.post(f"{there}scan/", {"text": books[number].barcode})
    dee.post(f"{there}scan/", {"text": "nobody"})
    page = dee.get(f"{there}results/").text
    assert "Not seen yet" in page and "Book 3" in page and "Go on scanning" in page
    order = dee.get(f"{there}results/?list=order").text
    assert "between “Book 0”, 100 ABC, and “Book 2”, 102 ABC" in order
    seen = Seen.objects.get(item=books[1])
    back = dee.post(f"/stocktake/scans/{seen.pk}/moved/", {"back": "results"}, follow=True).text
    assert "moved" in back
    assert "Book 0" in dee.get(f"{there}results/?list=found").text
    assert "nobody" in dee.get(f"{there}results/?list=strays").text
    csv = dee.get(f"{there}results/?list=order&as=csv").getvalue().decode()
    assert "Book 1" in csv and "between" in csv
    assert "nobody" in dee.get(f"{there}results/?list=strays&as=csv").getvalue().decode()
    assert dee.get(f"{there}results/?as=xlsx")["Content-Type"].startswith("application/vnd")
    assert lab.name not in page
    dee.post(f"/stocktake/strays/{Stray.objects.get().pk}/drop/")
    assert not Stray.objects.exists()


def test_losses_by_year(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 4)
    assert "No count is finished yet" in dee.get("/stocktake/losses/").text
    there = begun(dee)
    for number in (0, 3):
        dee.post(f"{there}scan/", {"text": books[number].barcode})
    dee.post(f"{there}finish/")
    page = dee.get("/stocktake/losses/").text
    assert "2 copies missing, 50.0 %, worth $24.00." in page
    assert "50" in dee.get("/stocktake/losses/?as=csv").getvalue().decode()


def test_a_room_of_devices_and_a_sample(cast: Cast, sign_in: SignIn) -> None:
    dee, lab, bay = sign_in("dee"), room(cast, "Lab 2"), room(cast, "Bay 7")
    laptop = device(cast, bay)
    there = begun(dee, "devices", place=lab.pk)
    assert "Its place is put down as Lab 2 from now on." in dee.post(f"{there}scan/", {"text": laptop.barcode}).text
    assert fresh(laptop).place == lab
    there = begun(dee, "sample")
    assert "Laptop 12" in dee.get(f"{there}second-walk/").text
    assert "The sample is not finished" in dee.get(f"{there}results/").text


def test_mistyped_and_not_allowed(cast: Cast, sign_in: SignIn) -> None:
    dee, books = sign_in("dee"), shelf(cast, 1)
    refused = dee.post("/stocktake/begin/", {"name": "Bay 7", "scope": "range", "from_": "500"})
    assert refused.status_code == 422 and "first and the last call number" in refused.text
    assert dee.post("/stocktake/begin/", {"name": "", "scope": "walked"}).status_code == 422
    there = begun(dee)
    assert "Nothing was scanned" in dee.post(f"{there}finish/", follow=True).text
    eli = sign_in("eli")
    assert "In its place" in eli.post(f"{there}scan/", {"text": books[0].barcode}).text
    assert eli.post(f"{there}finish/").status_code == 403 and eli.get("/stocktake/begin/").status_code == 403
    assert "Finish the count" not in eli.get(there).text
    assert "is given up" in dee.post(f"{there}drop/", follow=True).text and dee.get(there).status_code == 404


def test_a_scan_costs_the_same_however_many_there_were(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dee, books = sign_in("dee"), shelf(cast, 30)
    there = begun(dee)
    for book in books[:25]:
        dee.post(f"{there}scan/", {"text": book.barcode, "key": book.barcode}, headers=DESK)
    with django_assert_max_num_queries(26):
        dee.post(f"{there}scan/", {"text": books[25].barcode, "key": "last"}, headers=DESK)
