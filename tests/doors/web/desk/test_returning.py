"""Six outcomes of a return, the book drop, the wrong copy, and the condition by one key."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from carrel.cellar.papers.models import PrintJob
from carrel.doors.web.desk import book_drop
from carrel.doors.web.desk.handing_back import BY_CODE
from carrel.rooms.circulation.models import ConditionNote, Loan
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import CalendarDay
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of
from tests.doors.web.desk.moments import at

pytestmark = pytest.mark.django_db


def lent(item: Item, person: Person, *, days_ago: int = 3, days: int = 14) -> Loan:
    Item.objects.filter(pk=item.pk).update(state="on_loan")
    return makers.make_loan(item, person, lent_at=at() - timedelta(days=days_ago), days=days)


def test_six_outcomes_have_six_shapes_words_and_sounds(dee: Hand, cast: Cast) -> None:
    ok, late, held = (makers.make_item(cast.middle, title) for title in ("Holes", "Ghost", "Guts"))
    lent(ok, cast.ana)
    lent(late, cast.ana, days_ago=30, days=14)
    lent(held, cast.ana)
    makers.make_hold(held.record, cast.ben)
    away = makers.make_item(cast.high, "Sula")
    found = makers.make_item(cast.middle, "Momo", state="lost")
    numbers = (ok.barcode, held.barcode, away.barcode, "99999999", late.barcode, found.barcode)
    seen = []
    for number in numbers:
        dee.scan(number)
        seen.append((dee.verdict, dee.state, dee.sound))
    assert seen == [
        ("Returned", "done", "done"),
        ("Hold shelf", "hold", "hold"),
        ("Other site", "away", "away"),
        ("Unknown", "unknown", "unknown"),
        ("Returned late", "fine", "fine"),
        ("Found again", "ask", "ask"),
    ]


def test_every_outcome_is_something_a_return_is_told() -> None:
    assert set(BY_CODE) <= set(PHRASES)


def test_a_hold_names_nobody_and_waits_on_the_second_list(dee: Hand, cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Guts", call_number="GN TEL")
    makers.make_hold(item.record, cast.ben)
    dee.scan(item.barcode)
    assert "Odd ones, for afterwards" in dee.page
    assert "Put it on the hold shelf" in dee.page
    assert "Ben" not in dee.page
    assert PrintJob.objects.count() == 1
    dee.scan(item.barcode)
    assert (dee.verdict, dee.sound) == ("Hold shelf", "again")
    assert PrintJob.objects.count() == 1


def test_what_comes_first_when_much_is_true(dee: Hand, cast: Cast) -> None:
    """Lost, late, of another school, and somebody waits for it here: it goes to the hold shelf, the rest is said."""
    item = makers.make_item(cast.high, "Sula")
    lent(item, cast.ana, days_ago=30)
    makers.make_hold(item.record, cast.ben)
    dee.scan(item.barcode)
    assert (dee.verdict, dee.state) == ("Hold shelf", "hold")
    assert "late" in dee.page
    withdrawn = makers.make_item(cast.middle, "Emma", state="withdrawn")
    makers.make_hold(withdrawn.record, cast.ben)
    dee.scan(withdrawn.barcode)
    assert (dee.verdict, dee.state) == ("Lay it aside", "refused")


# ---------------------------------------------------------------- the book drop


def test_what_was_in_the_book_drop_counts_for_the_last_open_day(dee: Hand, cast: Cast) -> None:
    today = book_drop.schools.today_at(cast.middle.pk, at())
    for back in range(1, 4):
        CalendarDay.objects.create(site=cast.middle, day=today - timedelta(days=back), kind="closed")
    CalendarDay.objects.create(site=cast.middle, day=today - timedelta(days=4), kind="open")
    CalendarDay.objects.update_or_create(site=cast.middle, day=today, defaults={"kind": "open"})
    item = makers.make_item(cast.middle, "Holes")
    loan = lent(item, cast.ana, days_ago=17, days=14)
    dee.scan("%DROP")
    assert dee.verdict == "Book drop"
    assert "Book drop: as of" in dee.page
    dee.scan(item.barcode)
    loan.refresh_from_db()
    assert loan.returned_at is not None
    zone = book_drop.schools.zone_of(cast.middle.pk)
    assert loan.returned_at.astimezone(zone).date() == today - timedelta(days=4)
    assert dee.verdict == "Returned"
    assert "Each counts as returned on" in dee.page


def test_the_book_drop_ends_by_itself(dee: Hand, cast: Cast) -> None:
    dee.scan("%DROP")
    dee.scan(".")
    assert "Book drop: as of" not in dee.page
    dee.scan("%DROP")
    dee.scan(ANA_CARD)
    dee.scan(".")
    assert "Book drop: as of" not in dee.page
    dee.scan("%DROP")
    dee.scan("%drop")
    assert dee.verdict == "Returning"
    assert "Book drop: as of" not in dee.page


def test_what_was_lent_since_then_comes_back_today(dee: Hand, cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    loan = lent(item, cast.ana, days_ago=0)
    dee.scan("%DROP")
    dee.scan(item.barcode)
    loan.refresh_from_db()
    assert dee.verdict == "Returned"
    assert loan.returned_at is not None
    assert loan.returned_at >= loan.lent_at


def test_without_an_open_day_the_book_drop_says_so(dee: Hand, cast: Cast) -> None:
    type(cast.middle).objects.filter(pk=cast.middle.pk).update(open_weekdays="0000000")
    dee.scan("%DROP")
    assert dee.verdict == "No open day"


# ---------------------------------------------------------------- the wrong copy


def test_the_wrong_copy_is_swapped_and_taken_back(dee: Hand, cast: Cast) -> None:
    anas = makers.make_item(cast.middle, "Algebra 1")
    bens = makers.make_item(cast.middle, record=anas.record)
    loans = lent(anas, cast.ana), lent(bens, cast.ben)
    dee.scan(ANA_CARD)
    dee.scan(bens.barcode)
    assert dee.verdict == "Another reader’s copy"
    assert anas.barcode in dee.page
    assert "nobody is billed" in dee.page
    dee.scan("+")
    assert dee.verdict == "Swapped and returned"
    kept = [Loan.objects.values_list("item_id", "returned_at").get(pk=loan.pk) for loan in loans]
    assert kept[0][0] == bens.pk
    assert kept[0][1] is not None
    assert kept[1] == (anas.pk, None)
    dee.scan("%UNDO")
    dee.scan("%UNDO")
    assert Loan.objects.get(pk=loans[1].pk).item_id == bens.pk


def test_the_other_answers_are_there_as_before(dee: Hand, cast: Cast) -> None:
    anas = makers.make_item(cast.middle, "Algebra 1")
    bens = makers.make_item(cast.middle, record=anas.record)
    lent(anas, cast.ana)
    loan = lent(bens, cast.ben)
    dee.scan(ANA_CARD)
    dee.scan(bens.barcode)
    dee.scan("-")
    assert dee.verdict == "Left as it was"
    dee.scan(bens.barcode)
    dee.post("/desk/answer/", {"answer": "yes"})
    assert dee.verdict == "Lent"
    loan.refresh_from_db()
    assert loan.returned_at is not None


def test_a_helper_is_offered_no_swap(dee: Hand, cast: Cast) -> None:
    anas = makers.make_item(cast.middle, "Algebra 1")
    bens = makers.make_item(cast.middle, record=anas.record)
    lent(anas, cast.ana)
    lent(bens, cast.ben)
    eli = hand_of("eli")
    eli.scan(ANA_CARD)
    eli.scan(bens.barcode)
    assert "Swap" not in eli.page


# ---------------------------------------------------------------- the condition


def test_one_digit_notes_the_condition_at_return_and_at_issue(dee: Hand, books: list[Item], cast: Cast) -> None:
    loan = lent(books[0], cast.ana)
    dee.scan(books[0].barcode)
    dee.scan("3")
    note = ConditionNote.objects.get()
    assert (note.item_id, note.condition, note.event, note.loan_id) == (books[0].pk, "worn", "return", loan.pk)
    assert "Condition: Worn. It was: Good." in dee.page
    assert '<p class="big">1</p>' in dee.page
    dee.scan("%UNDO")
    assert Item.objects.get(pk=books[0].pk).condition == "good"
    dee.scan(ANA_CARD)
    dee.scan(books[1].barcode)
    dee.scan("4")
    assert ConditionNote.objects.filter(event="issue", condition="damaged", item=books[1]).exists()


def test_a_digit_still_answers_what_was_asked_and_finds_old_labels(dee: Hand, books: list[Item]) -> None:
    dee.scan("3")
    assert dee.verdict == "Unknown"
    dee.scan(books[0].barcode)
    dee.scan("9")
    assert dee.verdict == "Unknown"
    assert not ConditionNote.objects.exists()


def test_the_buttons_name_the_item_they_are_about(dee: Hand, books: list[Item]) -> None:
    dee.scan(books[0].barcode)
    dee.post("/desk/condition/", {"item": str(books[1].pk), "condition": "worn"})
    assert dee.verdict == "Nothing was noted"
    dee.scan(books[0].barcode)
    dee.post("/desk/condition/", {"item": str(books[0].pk), "condition": "worn"})
    assert Item.objects.get(pk=books[0].pk).condition == "worn"
    dee.post("/desk/condition/", {"item": str(books[0].pk), "condition": "soso"})
    assert dee.verdict == "Nothing was noted"


def test_a_photo_comes_with_the_condition_and_the_desk_is_ready_again(dee: Hand, books: list[Item]) -> None:
    dee.scan(books[0].barcode)
    assert 'type="file"' in dee.page and 'capture="environment"' in dee.page
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    shot = SimpleUploadedFile("shot.jpg", picture.getvalue(), content_type="image/jpeg")
    sent = {"key": "a-key-of-this-photo", "item": str(books[0].pk), "condition": "worn", "photo": shot}
    answer = dee.client.post("/desk/condition/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert "With a photo." in dee.look()
    note = ConditionNote.objects.get()
    assert (note.condition, note.event, note.photo is None) == ("worn", "return", False)
    no_photo = SimpleUploadedFile("notes.txt", b"no photo at all", content_type="text/plain")
    dee.client.post("/desk/condition/", sent | {"key": "a-key-of-another", "photo": no_photo})
    assert "Nothing was noted" in dee.look()
    assert ConditionNote.objects.count() == 1
