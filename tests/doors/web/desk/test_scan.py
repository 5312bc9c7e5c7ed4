"""Lending and returning by the one box: a card, then books, then the next card."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import PersonView
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD, FAY_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of

pytestmark = pytest.mark.django_db


def test_three_books_out_are_four_scans(dee: Hand, books: list[Item], cast: Cast) -> None:
    dee.scan(ANA_CARD)
    assert "Ana Garcia" in dee.page
    for book in books[:3]:
        dee.scan(book.barcode)
        assert (dee.verdict, dee.sound) == ("Lent", "done")
    assert len(dee.keys) == 4
    assert Loan.objects.filter(patron=cast.ana, returned_at=None).count() == 3


def test_the_next_card_switches_and_its_books_go_to_that_person(dee: Hand, books: list[Item], cast: Cast) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    dee.scan(BEN_CARD)
    assert "Ben Okoye" in dee.page and "Ana Garcia" not in dee.page
    dee.scan(books[1].barcode)
    assert set(Loan.objects.values_list("patron_id", "item_id")) == {
        (cast.ana.pk, books[0].pk),
        (cast.ben.pk, books[1].pk),
    }


def test_with_nobody_open_an_item_is_taken_back(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    dee.scan(".")
    dee.scan(books[0].barcode)
    assert (dee.verdict, dee.title) == ("Returned", "Holes")
    assert not Loan.objects.filter(returned_at=None).exists()


def test_a_cart_of_forty_is_forty_scans_and_the_odd_ones_wait(dee: Hand, cast: Cast) -> None:
    items = [makers.make_item(cast.middle, f"Cart {number}") for number in range(39)]
    for item in items:
        dee.scan(item.barcode)
    dee.scan("99999999999999")
    assert dee.state == "unknown"
    assert '<p class="big">40</p>' in dee.page
    assert dee.page.count("is-unknown") == 3  # the card, the list of the last ten, the odd ones
    assert len(dee.keys) == 40


def test_the_title_of_the_page_says_what_a_scan_will_do(dee: Hand) -> None:
    dee.scan(ANA_CARD)
    assert "<title>Lending to Ana Garcia" in dee.look()
    assert "Lending to <b>Ana Garcia, 7B</b>" in dee.page


def test_opening_somebody_is_on_record(dee: Hand, cast: Cast) -> None:
    dee.scan(ANA_CARD)
    assert PersonView.objects.filter(person=cast.ana, page="desk").count() == 1


def test_a_badge_changes_who_works_here(dee: Hand, books: list[Item]) -> None:
    dee.scan("ELI-BADGE")
    assert (dee.verdict, dee.title) == ("At the desk now", "Eli Park")
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    assert AuditEntry.objects.get(code="circulation.check_out").actor_name == "Eli Park"
    dee.scan("ELI-BADGE")
    assert dee.verdict == "Badge off"


def test_a_card_of_another_school_shows_no_name(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    dee.scan(FAY_CARD)
    assert "another school" in dee.page
    assert "Fay" not in dee.page and "Lindqvist" not in dee.page
    dee.scan(books[0].barcode)
    assert not Loan.objects.exists()


def test_a_student_worker_sees_the_turn_but_no_history(cast: Cast, dee: Hand, books: list[Item]) -> None:
    eli = hand_of("eli")
    eli.scan(ANA_CARD)
    assert "Ana Garcia" in eli.page
    eli.scan(books[0].barcode)
    assert eli.verdict == "Lent"
    assert "Open the page" not in eli.page and "None late" not in eli.page
    assert "Undo" in eli.page  # a slip of their own, for five minutes


@pytest.mark.parametrize("username", ["ana", "clark", "fay"])
def test_the_desk_is_not_for_everybody(cast: Cast, username: str) -> None:
    hand = hand_of(username)
    hand.look()
    assert hand.status == 403
    hand.scan(ANA_CARD)
    assert hand.status == 403


def test_without_script_the_box_is_a_plain_form(dee: Hand, books: list[Item]) -> None:
    answer = dee.client.post("/desk/scan/", {"text": ANA_CARD, "key": "plain-form-1"}, follow=True)
    assert "Ana Garcia" in answer.content.decode()
    answer = dee.client.post("/desk/scan/", {"text": books[0].barcode, "key": "plain-form-2"}, follow=True)
    page = answer.content.decode()
    assert "<!doctype html>" in page and '<p class="verdict">Lent</p>' in page
