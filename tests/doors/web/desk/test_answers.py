"""What the desk asks, and what each answer does: yes, no, a reason, a number, undo, renew all."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.parking.models import Parked
from carrel.rooms.circulation.models import InLibraryUse, Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of

pytestmark = pytest.mark.django_db


def wait(minutes: float) -> None:
    """Let the visit be so old as if nobody had scanned for a while."""
    row = Parked.objects.get()
    row.state["touched_at"] = (now() - timedelta(minutes=minutes)).isoformat()
    row.save()


def test_a_patron_open_too_long_is_asked_for(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    wait(2)
    dee.scan(books[0].barcode)
    assert (dee.verdict, dee.state) == ("Still Ana Garcia?", "ask")
    assert not Loan.objects.exists()
    dee.scan("+")
    assert dee.verdict == "Lent"


def test_still_the_same_no_puts_the_person_away(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    wait(2)
    dee.scan(books[0].barcode)
    dee.scan("-")
    assert "Ana" not in dee.page and not Loan.objects.exists()


def test_who_just_scans_on_is_asked_again_and_nothing_is_lent(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    wait(2)
    dee.scan(books[0].barcode)
    dee.scan(books[1].barcode)
    assert dee.verdict == "Still Ana Garcia?" and not Loan.objects.exists()


def test_half_an_hour_later_nobody_stands_there(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    wait(31)
    dee.scan(books[0].barcode)
    assert dee.verdict == "Was in already" and not Loan.objects.exists()


def lent_yesterday(hand: Hand, book: Item) -> None:
    hand.scan(ANA_CARD)
    hand.scan(book.barcode)
    Loan.objects.update(lent_at=now() - timedelta(days=1))


def test_an_item_out_to_the_open_patron_is_asked_about(dee: Hand, books: list[Item]) -> None:
    lent_yesterday(dee, books[0])
    dee.scan(books[0].barcode)
    assert (dee.verdict, dee.state) == ("Returned, or renew?", "ask")
    dee.scan("1")
    assert dee.verdict == "Returned"
    assert not Loan.objects.filter(returned_at=None).exists()


def test_or_renewed(dee: Hand, books: list[Item]) -> None:
    lent_yesterday(dee, books[0])
    dee.scan(books[0].barcode)
    dee.scan("+")
    assert dee.verdict in {"Renewed", "Ask: not lent yet", "Not renewed"}


@pytest.mark.parametrize(("setting", "verdict"), [("return", "Returned")])
def test_the_site_may_set_the_answer(dee: Hand, books: list[Item], setting: str, verdict: str) -> None:
    Site.objects.update(out_again=setting)
    lent_yesterday(dee, books[0])
    dee.scan(books[0].barcode)
    assert dee.verdict == verdict


def test_over_the_limit_needs_a_reason_and_keeps_it(cast: Cast, books: list[Item]) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=1)
    dee = hand_of("dee")
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    dee.scan(books[1].barcode)
    assert dee.verdict == "Ask: not lent yet"
    dee.post("/desk/answer/", {"answer": "reason", "reason": " "})
    assert "A reason is needed" in dee.page and Loan.objects.count() == 1
    dee.post("/desk/answer/", {"answer": "reason", "reason": "Science fair on Friday"})
    assert dee.verdict == "Lent"
    assert AuditEntry.objects.filter(code="circulation.check_out").latest("pk").reason == "Science fair on Friday"


def test_a_student_worker_cannot_pass_a_limit(cast: Cast, books: list[Item]) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=1)
    eli = hand_of("eli")
    eli.scan(ANA_CARD)
    eli.scan(books[0].barcode)
    eli.scan(books[1].barcode)
    assert eli.verdict == "Not lent" and "Ask the librarian" in eli.page
    eli.scan("+")
    assert Loan.objects.count() == 1


def test_an_old_question_is_not_answered_for_another_person(cast: Cast, books: list[Item]) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=1)
    dee = hand_of("dee")
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    dee.scan(books[1].barcode)
    dee.scan(BEN_CARD)
    dee.scan("+")
    assert Loan.objects.count() == 1


def test_undo_the_last_and_one_of_the_list(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    for book in books[:3]:
        dee.scan(book.barcode)
    dee.scan("%undo")
    assert (dee.verdict, dee.title) == ("Taken back", "Brown Girl Dreaming")
    dee.post("/desk/undo/", {"act": dee.act_ids()[-1]})
    assert dee.title == "Holes"
    assert Loan.objects.filter(returned_at=None).count() == 1
    assert "1 lent" in dee.page


def test_undo_of_a_return_lends_again(dee: Hand, books: list[Item], cast: Cast) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    dee.scan(".")
    dee.scan(books[0].barcode)
    dee.scan("%undo")
    assert Loan.objects.get(returned_at=None).patron == cast.ana


def test_renew_all(dee: Hand, books: list[Item]) -> None:
    dee.scan("*")
    assert dee.verdict == "Whose loans?"
    dee.scan(ANA_CARD)
    dee.scan("*")
    assert dee.verdict == "Nothing to renew"


def test_books_left_on_the_tables_are_counted_and_not_lent(dee: Hand, books: list[Item]) -> None:
    dee.scan("%TABLE")
    for book in books:
        dee.scan(book.barcode)
    assert dee.verdict == "Counted" and '<p class="big">5</p>' in dee.page
    assert InLibraryUse.objects.count() == 5 and not Loan.objects.exists()
    dee.scan("%RETURN")
    dee.scan(books[0].barcode)
    assert dee.verdict == "Was in already"


def test_a_due_day_for_all_that_is_lent_now(dee: Hand, books: list[Item]) -> None:
    day = (now() + timedelta(days=3)).date().isoformat()
    dee.scan(ANA_CARD)
    dee.post("/desk/due/", {"scope": "session", "due_on": day})
    dee.scan(books[0].barcode)
    assert f'datetime="{day}"' in dee.page
    dee.scan(BEN_CARD)
    assert "All that is lent now is due" in dee.page
    dee.scan(books[1].barcode)
    assert f'datetime="{day}"' in dee.page
    dee.post("/desk/due/", {"scope": "clear"})
    dee.scan(books[2].barcode)
    assert "All that is lent now is due" not in dee.page
    assert f'datetime="{day}"' not in dee.page.split('class="slip"')[0]


def test_another_due_date_for_the_visit(dee: Hand, books: list[Item]) -> None:
    day = (now() + timedelta(days=5)).date()
    dee.scan(ANA_CARD)
    for book in books[:2]:
        dee.scan(book.barcode)
    dee.post("/desk/due/", {"scope": "visit", "due_on": day.isoformat()})
    assert dee.verdict == "Due date changed"
    assert len({loan.due_at for loan in Loan.objects.all()}) == 1


def test_the_slip_lists_what_was_lent_now(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    page = dee.client.get("/desk/slip/").content.decode()
    assert "Holes" in page and "Ana Garcia" in page


def test_the_list_of_commands(dee: Hand) -> None:
    dee.scan("?")
    assert "What the box understands" in dee.page and "%UNDO" in dee.page


def test_two_pupils_of_one_name_are_told_apart(dee: Hand, cast: Cast) -> None:
    makers.make_person("Ana", "Garcia", home_site=cast.middle, grade="08", homeroom=cast.eight_a)
    dee.scan("ana garcia")
    assert dee.page.count("This one") == 2 and "7B" in dee.page and "8A" in dee.page
    dee.post("/desk/open/", {"person": str(cast.ana.pk)})
    assert "Lending to <b>Ana Garcia, 7B</b>" in dee.page


def test_somebody_of_another_school_is_not_opened_by_number(dee: Hand, cast: Cast) -> None:
    dee.post("/desk/open/", {"person": str(cast.fay.pk)})
    assert dee.verdict == "Not opened" and "Fay" not in dee.page


def test_odd_ones_are_ticked_off(dee: Hand, cast: Cast) -> None:
    dee.scan("31811999999999", key="an-odd-one-key")
    assert "Odd ones" in dee.page
    dee.post("/desk/tick/", {"line": "0:an-odd-one-key"})
    assert "Odd ones" not in dee.page


def test_parked_and_taken_up_on_another_device(dee: Hand, cast: Cast, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    other = hand_of("dee")
    assert "Ana Garcia" not in other.look()
    row = Parked.objects.get(account_id__isnull=False, state__patron_id=cast.ana.pk)
    answer = other.client.post("/parked/take-up/", {"parked": row.pk}, follow=True)
    assert "Ana Garcia" in answer.content.decode()
    other.scan(books[1].barcode)
    assert Loan.objects.filter(patron=cast.ana).count() == 2
    assert "Ana Garcia" not in dee.look()
