"""The self-check station: it lends to whoever stands there, shows nobody else's data, and may nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.kernel import clock
from carrel.cellar.kernel.models import AuditEntry
from carrel.doors.web.self_check.shown import given_names
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.models import Account, Card, RoleHeld
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD, FAY_CARD, MATEO_CARD, Cast
from tests.doors.web.access_matrix import MATRIX
from tests.doors.web.self_check.hands import begin, book, enter, page, scan, wait
from tests.doors.web.test_access_matrix import addresses, path_of
from tests.doors.web.test_no_page_breaks import NAMES, ODD
from tests.makers import PASSWORD
from tests.rooms.circulation.stations import decide, give_pin

pytestmark = pytest.mark.django_db


def test_card_pin_two_books_done(cast: Cast, kiosk: Client) -> None:
    give_pin(cast, ANA_CARD)
    asked = scan(kiosk, ANA_CARD)
    assert "Now your PIN" in asked and "Ana" not in asked, "no name before the PIN"
    assert "Hi Ana." in enter(kiosk)
    first, second = book(cast, "New Kid"), book(cast, "Ghost")
    assert "You may take 3 more" in scan(kiosk, first.barcode)
    text = scan(kiosk, second.barcode)
    assert "New Kid" in text and "Ghost" in text and "You may take 2 more" in text
    assert Loan.objects.filter(patron=cast.ana, returned_at=None).count() == 2
    kiosk.post("/self-check/done/")
    after = page(kiosk)
    assert "Scan your card" in after and "Ana" not in after and "Ghost" not in after


def test_it_ends_by_itself_and_a_refresh_sees_to_it(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    text = scan(kiosk, book(cast, "Ghost").barcode)
    assert 'http-equiv="refresh" content="10;' in text and "Closes by itself in 20 seconds" in text
    wait(kiosk, 12)
    assert 'http-equiv="refresh" content="' in page(kiosk), "looking is no touch"
    wait(kiosk, 9)
    after = page(kiosk)
    assert "Ghost" not in after and "Ana" not in after
    assert "station_visit" not in kiosk.session


def test_the_next_card_ends_it_and_sees_nothing(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    scan(kiosk, book(cast, "Ghost").barcode)
    give_pin(cast, BEN_CARD)
    asked = scan(kiosk, BEN_CARD)
    assert "Now your PIN" in asked and "Ghost" not in asked and "Ana" not in asked
    text = enter(kiosk)
    assert "Hi Ben" in text and "Ghost" not in text


def test_a_wrong_pin_slows_down_and_rests(cast: Cast, kiosk: Client) -> None:
    give_pin(cast, ANA_CARD)
    scan(kiosk, ANA_CARD)
    for _ in range(4):
        assert "not the PIN" in enter(kiosk, "0000")
        wait(kiosk, 9)
    text = enter(kiosk, "0000")
    assert "this card rests" in text and "Ana" not in text
    scan(kiosk, ANA_CARD)
    assert "this card rests" in enter(kiosk)


def test_a_card_scanned_into_the_pin_is_the_next_card(cast: Cast, kiosk: Client) -> None:
    give_pin(cast, ANA_CARD)
    scan(kiosk, ANA_CARD)
    enter(kiosk, BEN_CARD)
    assert Card.objects.get(number=ANA_CARD).wrong_pins == 0
    assert "has no PIN yet" in page(kiosk)


def test_what_asks_at_the_desk_is_sent_to_the_desk(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    makers.make_block(cast.ana, "Threw the atlas out of the window")
    text = scan(kiosk, book(cast, "Ghost").barcode)
    assert "Please go to the desk" in text and "atlas" not in text
    assert "reason" not in text
    assert not Loan.objects.exists()


def test_the_most_is_said_in_a_childs_words(cast: Cast, kiosk: Client) -> None:
    for _ in range(4):
        makers.make_loan(book(cast, "Old"), cast.ana)
    begin(cast, kiosk)
    assert "You have 4 things already" in scan(kiosk, book(cast, "Ghost").barcode)


def test_a_book_of_another_reader_says_nothing_of_them(cast: Cast, kiosk: Client) -> None:
    item = book(cast, "Ghost")
    makers.make_loan(item, cast.ben)
    begin(cast, kiosk)
    text = scan(kiosk, item.barcode)
    assert "Please take it to the desk." in text
    for hidden in ("Ben", "Okoye", "another reader", "until"):
        assert hidden not in text


def test_what_nobody_knows_goes_to_the_desk(cast: Cast, kiosk: Client) -> None:
    for number in ("404", "", "<script>", "x" * 3000, "%undo"):
        assert "We do not know this number" in scan(kiosk, number)
    assert "another school" in scan(kiosk, FAY_CARD)
    assert "We do not know this number" in scan(kiosk, "404")


def test_a_badge_opens_nobody(cast: Cast, kiosk: Client) -> None:
    assert "badge" in scan(kiosk, "DEE-BADGE")


def test_without_returns_a_book_first_asks_for_the_card(cast: Cast, kiosk: Client) -> None:
    item = book(cast, "Ghost")
    makers.make_loan(item, cast.ben)
    assert "Scan your card, then the book" in scan(kiosk, item.barcode)
    assert Loan.objects.get().returned_at is None


def test_with_returns_a_book_comes_back_whoever_had_it(cast: Cast, kiosk: Client) -> None:
    decide(cast, takes_returns=True)
    item = book(cast, "Ghost")
    makers.make_loan(item, cast.ben)
    text = scan(kiosk, item.barcode)
    assert "Thank you. Put it on the cart." in text and "Ben" not in text
    assert Loan.objects.get().returned_at is not None
    theirs = makers.make_item(cast.high, "Wonder")
    makers.make_loan(theirs, cast.fay)
    assert "Please take it to the desk" in scan(kiosk, theirs.barcode)


def test_the_own_book_again_is_renewed_or_given_back(cast: Cast, kiosk: Client) -> None:
    decide(cast, takes_returns=True)
    item = book(cast, "Ghost")
    loan = makers.make_loan(item, cast.ana, days=3, lent_at=clock.now() - timedelta(days=2))
    begin(cast, kiosk)
    assert "Keep it longer" in scan(kiosk, item.barcode)
    kiosk.post("/self-check/renew/", {"loan": loan.pk, "key": "renew-it-now"})
    kiosk.post("/self-check/renew/", {"loan": loan.pk, "key": "renew-it-now"})
    assert "Renewed" in page(kiosk)
    assert Loan.objects.get().renewals == 1
    scan(kiosk, item.barcode)
    kiosk.post("/self-check/undo/")
    assert Loan.objects.get().renewals == 0


def test_giving_back_is_about_the_last_scan_only(cast: Cast, kiosk: Client) -> None:
    decide(cast, takes_returns=True)
    item, other = book(cast, "Ghost"), book(cast, "Holes")
    makers.make_loan(item, cast.ana, lent_at=clock.now() - timedelta(days=2))
    others = makers.make_loan(other, cast.ben)
    begin(cast, kiosk)
    kiosk.post("/self-check/give-back/")
    kiosk.post("/self-check/renew/", {"loan": others.pk})
    others.refresh_from_db()
    assert (others.renewals, others.returned_at) == (0, None)
    scan(kiosk, item.barcode)
    kiosk.post("/self-check/give-back/")
    assert "Given back" in page(kiosk)
    assert Loan.objects.get(item=item).returned_at is not None


def test_not_this_book(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    scan(kiosk, book(cast, "Ghost").barcode)
    kiosk.post("/self-check/undo/", {"key": "not-this-book"})
    text = page(kiosk)
    assert "It is not on your name" in text and "You may take 4 more" in text
    assert Loan.objects.get().is_undone


def test_the_same_book_twice_is_one_loan(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    item = book(cast, "Ghost")
    scan(kiosk, item.barcode, "scan-of-ghost")
    scan(kiosk, item.barcode, "scan-of-ghost")
    assert "You have it already" in scan(kiosk, item.barcode)
    assert Loan.objects.count() == 1


def test_without_a_pin_where_the_site_says_so(cast: Cast, kiosk: Client) -> None:
    decide(cast, needs_pin=False)
    assert "Hi Mateo" in scan(kiosk, MATEO_CARD)


def test_the_youngest_touch_their_face(cast: Cast, kiosk: Client) -> None:
    assert "Touch my face" not in page(kiosk)
    assert "No class" in kiosk.get("/self-check/pick/").content.decode()
    assert kiosk.get(f"/self-check/pick/{cast.seven_b.pk}/").status_code == 302
    decide(cast, picker_grades="7")
    assert "Touch my face" in page(kiosk)
    classes = kiosk.get("/self-check/pick/").content.decode()
    assert ">7B<" in classes and ">8A<" not in classes
    faces = kiosk.get(f"/self-check/pick/{cast.seven_b.pk}/").content.decode()
    assert "<span>Ana</span>" in faces and "Garcia" not in faces and "Ben" not in faces
    kiosk.post("/self-check/pick/face/", {"class": cast.seven_b.pk, "person": cast.ben.pk})
    assert "cannot be touched here" in page(kiosk)
    kiosk.post("/self-check/pick/face/", {"class": cast.seven_b.pk, "person": cast.ana.pk})
    assert "Hi Ana" in page(kiosk)
    assert kiosk.get(f"/self-check/pick/{cast.seven_b.pk}/{cast.ana.pk}/photo/").status_code == 404


def test_a_station_is_led_back_from_every_other_page(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    for name, _, route in addresses():
        path = path_of(route, cast, 1)
        if name.startswith("self_check.") or name == "shell.alive":
            continue
        answer = kiosk.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/self-check/"), name
        answer = kiosk.post(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/self-check/"), name
    assert {name for name in MATRIX if name.startswith("self_check.")}


def test_no_page_of_it_is_kept(cast: Cast, kiosk: Client) -> None:
    decide(cast, picker_grades="7")
    for path in ("", "pick/", f"pick/{cast.seven_b.pk}/", "leave/", "open/"):
        answer = kiosk.get(f"/self-check/{path}")
        assert answer.status_code == 302 or "no-store" in answer.headers["Cache-Control"], path


def test_staff_come_to_the_page_that_opens_one(cast: Cast) -> None:
    dee = Client()
    dee.force_login(Account.objects.get(username="dee"))
    assert dee.get("/self-check/").headers["Location"] == "/self-check/open/"
    assert "Open the station" in dee.get("/self-check/open/").content.decode()
    for who in ("eli", "ana", "clark"):
        client = Client()
        client.force_login(Account.objects.get(username=who))
        assert client.get("/self-check/").status_code == 403
        assert client.post("/self-check/open/").status_code == 403
    assert Client().get("/self-check/").headers["Location"].startswith("/sign-in/")


def test_leaving_needs_the_password_of_staff(cast: Cast, kiosk: Client) -> None:
    for login, password in (("dee", "wrong"), ("ana", PASSWORD), ("eli", PASSWORD), ("fay", PASSWORD)):
        answer = kiosk.post("/self-check/leave/", {"login": login, "password": password})
        assert answer.status_code == 200, login
        assert "station" in kiosk.session
    answer = kiosk.post("/self-check/leave/", {"login": "dee", "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/"
    assert "station" not in kiosk.session
    assert AuditEntry.objects.filter(code="circulation.close_self_check").count() == 1
    assert kiosk.get("/people/").headers["Location"].startswith("/sign-in/"), "nobody is signed in by it"


def test_it_closes_when_its_opener_may_open_none_any_more(cast: Cast, kiosk: Client) -> None:
    RoleHeld.objects.filter(account__username="dee").update(ends_on=makers.TODAY - timedelta(days=400))
    assert kiosk.get("/self-check/").headers["Location"].startswith("/sign-in/")
    assert "station" not in kiosk.session


def test_the_setting_is_kept_by_the_school(cast: Cast) -> None:
    dee = Client()
    dee.force_login(Account.objects.get(username="dee"))
    sent = {"needs_pin": "", "takes_returns": "on", "picker_grades": "K, 1,1 ,2", "idle_seconds": "45"}
    assert dee.post("/self-check/setting/", sent).headers["Location"] == "/self-check/open/"
    text = dee.get("/self-check/open/").content.decode()
    assert "no PIN is asked" in text and "K, 1, 2" in text and "45 seconds" in text
    assert dee.post("/self-check/setting/", sent | {"idle_seconds": "5"}).status_code == 200
    assert AuditEntry.objects.filter(code="circulation.keep_self_check_setting").count() == 1


def test_the_part_alone_for_the_script(cast: Cast, kiosk: Client) -> None:
    answer = kiosk.post("/self-check/scan/", {"text": "404"}, headers={"X-Station": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200 and text.startswith('<div id="station"') and 'data-sound="unknown"' in text
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_visit_an_older_program_wrote_is_no_visit(cast: Cast, kiosk: Client) -> None:
    session = kiosk.session
    session["station_visit"] = {"seen": 1.0, "who": 7}
    session.save()
    assert "Scan your card" in page(kiosk)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    cast: Cast, kiosk: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    begin(cast, kiosk)
    for number in range(rows):
        scan(kiosk, book(cast, f"Book {number}").barcode)
    with django_assert_num_queries(10):
        page(kiosk)


def test_no_name_but_the_given_one(cast: Cast, kiosk: Client) -> None:
    text = begin(cast, kiosk)
    assert "Hi Ana." in text
    assert "Garcia" not in text and "7B" not in text


def test_two_of_one_given_name_are_told_apart() -> None:
    assert given_names(["Garcia, Ana", "Reyes, Mateo", "Ortiz, Ana", "Cher"]) == ["Ana G.", "Mateo", "Ana O.", "Cher"]
    assert given_names(["Reyes, Mike", "Rossi, Mike", "Ross, Mike"]) == ["Mike Re.", "Mike Rossi", "Mike Ross"]
    assert given_names(["Rossi, Mike", "Rossi, Mike", "Lee, Mike"]) == ["Mike R.", "Mike R.", "Mike L."]


def test_two_of_one_name_are_not_offered_to_a_guess(cast: Cast, kiosk: Client) -> None:
    """Each could borrow on the other's name: without photos they scan their cards."""
    decide(cast, picker_grades="7")
    for _ in range(2):
        makers.enrol(makers.make_person("Mike", "Rossi", home_site=cast.middle), cast.seven_b)
    faces = kiosk.get(f"/self-check/pick/{cast.seven_b.pk}/").content.decode()
    assert "<span>Ana</span>" in faces and "Mike" not in faces
    assert "Is your name not here? Scan your card." in faces


def test_the_classes_stand_from_the_youngest_to_the_oldest(cast: Cast, kiosk: Client) -> None:
    decide(cast, picker_grades="PK, K, 1, 2, 10")
    for name, grade in (("10A", "10"), ("2C", "02"), ("KA", "KG"), ("Sparrows", "PK"), ("1A", "1"), ("KB", "K")):
        makers.make_class(cast.middle, name, grade=grade, kind="homeroom")
    classes = kiosk.get("/self-check/pick/").content.decode()
    assert re.findall(r"<span>(\w+)<small>", classes) == ["Sparrows", "KA", "KB", "1A", "2C", "10A"]


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_forms_do_no_harm(cast: Cast, kiosk: Client, odd: str) -> None:
    decide(cast, picker_grades="7", takes_returns=True, needs_pin=False)
    for start in (ANA_CARD, odd):
        scan(kiosk, start)
        for name, _, route in addresses():
            if name.startswith("self_check."):
                path = path_of(route, cast, 1)
                assert kiosk.get(path, dict.fromkeys(NAMES, odd)).status_code < 500, name
                assert kiosk.post(path, dict.fromkeys(NAMES, odd)).status_code < 500, name
    assert "station" in kiosk.session
    assert not Loan.objects.exists()
