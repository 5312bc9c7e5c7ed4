"""Many at once: shown, refused, mistyped, not allowed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.clock import now
from carrel.cellar.parking.models import Parked
from carrel.rooms.circulation.actions import undo
from carrel.rooms.circulation.models import Batch, BatchLine, Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import PersonView
from carrel.rooms.schools.models import SchoolYear
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.doors.web.batches.hands import DESK, a_class, books, only_batch, outcomes, post, start, text

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- a list


def test_a_list_to_one_reader(cast: Cast, dee: Client) -> None:
    some = books(cast, 2)
    page = post(dee, "batches.start_list", reader=ANA_CARD, text="\n".join(each.barcode for each in some), key="k1")
    assert page.status_code == 200
    assert Loan.objects.filter(patron=cast.ana, returned_at=None).count() == 2
    assert only_batch().ended_at is not None
    assert not Parked.objects.exists()


def test_a_reader_by_name_and_a_name_of_two(cast: Cast, dee: Client) -> None:
    post(dee, "batches.start_list", reader="Ana Garcia", text=books(cast, 1)[0].barcode)
    assert Loan.objects.get().patron == cast.ana
    makers.make_person("Ana", "Gardner", home_site=cast.middle)
    page = post(dee, "batches.start_list", reader="Ana Ga", text="1")
    assert page.status_code == 422
    assert "More than one reader" in text(page)
    assert "Nobody you may lend to" in text(post(dee, "batches.start_list", reader="Fay Lindqvist", text="1"))


@pytest.mark.parametrize("kind", ["csv", "plain"])
def test_a_file_of_cards_and_numbers(cast: Cast, dee: Client, kind: str) -> None:
    a_class(cast, 2)
    one, two = books(cast, 2)
    head = "Student ID,Barcode\n" if kind == "csv" else ""
    rows = f"{head}7000,{one.barcode}\n7001,{two.barcode}\n".encode()
    post(dee, "batches.start_list", file=SimpleUploadedFile("list.csv", rows))
    assert outcomes() == ["done", "done"]
    assert {loan.patron.given_name for loan in Loan.objects.all() if loan.patron} == {"Kid00", "Kid01"}


def test_a_pile_scanned_as_at_the_desk(cast: Cast, dee: Client) -> None:
    """A card, its books, the next card: all in one field."""
    a_class(cast, 2)
    some = books(cast, 3)
    pile = ["7000", some[0].barcode, some[1].barcode, "7001", some[2].barcode]
    post(dee, "batches.start_list", text="\n".join(pile))
    names = [loan.patron.given_name for loan in Loan.objects.order_by("pk") if loan.patron]
    assert names == ["Kid00", "Kid00", "Kid01"]


def test_a_file_that_is_no_table_and_a_list_of_nothing(cast: Cast, dee: Client) -> None:
    page = post(dee, "batches.start_list", file=SimpleUploadedFile("x.csv", b"\x00\x01\x02"))
    assert page.status_code == 422
    assert "There is no line in it" in text(post(dee, "batches.start_list", reader=ANA_CARD))
    assert not Batch.objects.exists()


def test_what_did_not_go_is_listed_saved_and_tried_again(cast: Cast, dee: Client) -> None:
    makers.make_block(cast.ana, "Lost a book")
    book = books(cast, 1)[0]
    page = text(post(dee, "batches.start_list", reader=ANA_CARD, text=f"{book.barcode}\nNO-SUCH-1"))
    assert "Lost a book" in page
    assert "No item has this number" in page
    assert Parked.objects.get().url == reverse("batches.batch", args=[only_batch().pk])
    assert "Ana" not in Parked.objects.get().title
    table = dee.get(reverse("batches.batch", args=[only_batch().pk]), {"as": "csv", "only": "left"})
    rows = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]  # a streaming answer
    assert "NO-SUCH-1" in rows
    assert rows.count("\n") == 3
    left = BatchLine.objects.get(number=1)
    post(dee, "batches.retry_batch_lines", only_batch().pk, line=left.pk, reason="Paid at the office", key="again-1")
    assert outcomes() == ["done", "left"]


def test_a_long_list_is_the_workers(cast: Cast, dee: Client) -> None:
    some = books(cast, 55)
    page = text(post(dee, "batches.start_list", reader=ANA_CARD, text="\n".join(each.barcode for each in some)))
    job_id = only_batch().job_id
    assert job_id is not None
    assert 'id="progress"' in page
    assert Loan.objects.count() == 0
    run_now(job_id)
    page = text(dee.get(reverse("batches.batch", args=[only_batch().pk])))
    assert Loan.objects.count() == 55
    assert 'id="progress"' not in page
    post(dee, "batches.undo_batch", only_batch().pk)
    run_now(only_batch().job_id or 0)
    assert set(outcomes()) == {"undone"}
    part = dee.get(reverse("batches.batch", args=[only_batch().pk]), HTTP_HX_REQUEST="true")
    assert (part.status_code, part.headers["HX-Refresh"]) == (204, "true")


# ---------------------------------------------------------------- one reader


def test_hand_out_scans_and_next_copies(cast: Cast, dee: Client) -> None:
    books(cast, 3)
    other = books(cast, 1, "Holes")[0]
    assert "Hand out many" in text(dee.get(reverse("people.person", args=[cast.ana.pk])))
    post(dee, "batches.start_hand_out", cast.ana.pk, text=other.barcode, title="Algebra", copies=2, key="h1")
    assert Loan.objects.filter(patron=cast.ana).count() == 3
    page = post(dee, "batches.start_hand_out", cast.ana.pk, title="Algebra", copies=5)
    assert "1 copies of" in text(page)
    assert dee.get(reverse("batches.start_hand_out", args=[cast.fay.pk])).status_code == 404


def test_a_hand_out_goes_on_by_scanning(cast: Cast, dee: Client) -> None:
    post(dee, "batches.start_hand_out", cast.ana.pk, key="h1")
    for each in books(cast, 2):
        post(dee, "batches.scan_into_batch", only_batch().pk, text=each.barcode, key=f"s-{each.pk}")
    assert Loan.objects.filter(patron=cast.ana).count() == 2
    post(dee, "batches.end_batch", only_batch().pk)
    assert not Parked.objects.exists()
    assert only_batch().ended_at


# ---------------------------------------------------------------- a class


def test_titles_are_found_added_and_taken_off(cast: Cast, dee: Client) -> None:
    school_class = a_class(cast)
    record = books(cast, 2)[0].record_id
    url = reverse("batches.start_class")
    books(cast, 1, "Algebra two")
    page = text(dee.post(url, {"class": school_class.pk, "find": "algebra"}))
    assert f'name="add" value="{record}"' in page
    page = text(dee.post(url, {"class": school_class.pk, "add": record}))
    assert f'name="title" value="{record}"' in page
    assert "Too few" in page
    scanned = text(dee.post(url, {"class": school_class.pk, "find": Item.objects.filter(record=record)[0].barcode}))
    assert f'name="title" value="{record}"' in scanned
    page = text(dee.post(url, {"class": school_class.pk, "title": record, "drop": record}))
    assert f'name="title" value="{record}"' not in page
    assert "No other title" in text(dee.post(url, {"find": "xyzzyq"}))


def test_what_is_missing_is_said(cast: Cast, dee: Client) -> None:
    assert "Choose a class first" in text(post(dee, "batches.start_class", mode="scan"))
    school_class = a_class(cast)
    page = post(dee, "batches.start_class", **{"class": school_class.pk, "mode": "deal"})
    assert "Choose what is dealt out" in text(page)
    away = makers.make_class(cast.high, "Far")
    assert "Choose a class first" in text(post(dee, "batches.start_class", **{"class": away.pk, "mode": "scan"}))


def test_dealing_out_follows_roster_and_barcodes(cast: Cast, dee: Client) -> None:
    some = books(cast, 2)
    start(dee, cast, "deal", some[0].record_id)
    lent = [(loan.patron.given_name, loan.item_id) for loan in Loan.objects.order_by("pk") if loan.patron]
    assert lent == [("Kid00", some[0].pk), ("Kid01", some[1].pk)]
    page = text(dee.get(reverse("batches.batch", args=[only_batch().pk])))
    assert "Who has which" in page
    assert outcomes() == ["done", "done", "waiting"]
    assert PersonView.objects.filter(page="batch").exists()


def test_the_walk_one_by_one_with_a_script(cast: Cast, dee: Client) -> None:
    """As desk.js sends it: text, key, and what the page showed."""
    some = books(cast, 3)
    start(dee, cast, "scan")
    url = reverse("batches.scan_into_batch", args=[only_batch().pk])
    seen = [each.pk for each in BatchLine.objects.order_by("number")]
    part = text(dee.post(url, {"text": some[0].barcode, "key": "w-1", "seen": seen[0]}, **DESK))
    assert "Kid01" in part
    assert f'data-seen="{seen[1]}"' in part
    assert "<html" not in part
    twice = text(dee.post(url, {"text": some[0].barcode, "key": "w-2", "seen": seen[1]}, **DESK))
    assert "on this list already" in twice
    assert f'data-seen="{seen[1]}"' in twice
    absent = text(dee.post(url, {"text": "-", "key": "w-3", "seen": seen[1]}, **DESK))
    assert f'data-seen="{seen[2]}"' in absent
    called = text(dee.post(url, {"text": "7001", "key": "w-4", "seen": seen[2]}, **DESK))
    assert f'data-seen="{seen[1]}"' in called
    back = text(dee.post(url, {"text": "%UNDO", "key": "w-5", "seen": seen[1]}, **DESK))
    assert f'data-seen="{seen[0]}"' in back
    assert Loan.objects.filter(returned_at=None).count() == 0
    parked = text(dee.post(url, {"text": "%PARK", "key": "w-6", "seen": seen[0]}, **DESK))
    assert f'data-go="{reverse("today.parked")}"' in parked


def test_the_walk_without_a_script(cast: Cast, dee: Client) -> None:
    some = books(cast, 3)
    start(dee, cast, "scan")
    batch_id = only_batch().pk
    for place, each in enumerate(some):
        line = BatchLine.objects.get(number=place + 1)
        page = post(dee, "batches.scan_into_batch", batch_id, text=each.barcode, seen=line.pk, key=f"n-{place}")
    assert "Everybody had their turn" in text(page)
    first = BatchLine.objects.get(number=1)
    page = text(dee.get(reverse("batches.batch", args=[batch_id]), {"line": first.pk}))
    assert "Take it back and scan another" in page
    post(dee, "batches.take_back_line", batch_id, line=first.pk)
    assert outcomes() == ["waiting", "done", "done"]
    post(dee, "batches.mark_batch_line", batch_id, **{"line": first.pk, "as": "skipped"})
    post(dee, "batches.undo_batch", batch_id)
    assert outcomes() == ["skipped", "undone", "undone"]
    assert not Parked.objects.exists()


# ---------------------------------------------------------------- many returns and a cart


def test_returns_with_one_that_is_damaged(cast: Cast, dee: Client) -> None:
    store = makers.make_place(cast.middle, name="Book room")
    one, two = books(cast, 2)
    makers.make_loan(one, cast.ana)
    away = makers.make_item(cast.high, "Dune")
    post(dee, "batches.start_return", condition="good", put_at=store.pk, key="r1")
    batch_id = only_batch().pk
    for each in (one, two, away):
        page = post(dee, "batches.scan_into_batch", batch_id, text=each.barcode, key=f"r-{each.pk}")
    assert "Odd ones and other schools" in text(page)
    assert "Garcia" not in text(page)
    line = BatchLine.objects.get(item_id=one.pk)
    post(dee, "batches.grade_batch_line", batch_id, line=line.pk, condition="damaged")
    one.refresh_from_db()
    assert (one.condition, one.place) == ("damaged", store)
    post(dee, "batches.change_batch", batch_id, condition="worn", put_at="")
    assert only_batch().params["condition"] == "worn"


def test_a_cart_borrows_and_gives_all_back(cast: Cast, dee: Client) -> None:
    today = now().date()
    SchoolYear.objects.create(
        district=cast.middle.district, name="This year", starts_on=today - timedelta(days=90),
        ends_on=today + timedelta(days=90),
    )  # fmt: skip
    cart = makers.make_place(cast.middle, name="Cart 3", kind="cart")
    some = books(cast, 2)
    page = post(dee, "batches.start_place", place=cart.pk, text="\n".join(each.barcode for each in some), key="p1")
    assert "To Cart 3" in text(page)
    shown = text(dee.get(reverse("batches.place", args=[cart.pk])))
    assert all(each.barcode in shown for each in some)
    assert "in Cart 3" in text(dee.get(reverse("items.item", args=[some[0].pk])))
    loan = Loan.objects.first()
    assert loan is not None
    assert "Cart 3" in text(dee.get(reverse("circulation.loan", args=[loan.pk])))
    assert dee.get(reverse("circulation.why", args=[loan.pk])).status_code == 200
    assert "Cart 3" in text(dee.get(reverse("batches.batches")))
    assert b"Algebra" in b"".join(dee.get(reverse("batches.place", args=[cart.pk]), {"as": "csv"}).streaming_content)  # type: ignore[attr-defined]  # a streaming answer
    post(dee, "batches.return_place", cart.pk, key="p2")
    assert not Loan.objects.filter(returned_at=None).exists()
    post(dee, "batches.undo_batch", Batch.objects.get(kind="return").pk)
    assert Loan.objects.filter(place=cart, returned_at=None).count() == 2


def test_a_cart_that_is_late_stands_with_the_overdues(cast: Cast, dee: Client) -> None:
    cart = makers.make_place(cast.middle, name="Cart 3", kind="cart")
    item = books(cast, 1)[0]
    loan = makers.make_loan(item, cast.ana, lent_at=now() - timedelta(days=40))
    Loan.objects.filter(pk=loan.pk).update(patron=None, place=cart)
    page = text(dee.get(reverse("circulation.overdues")))
    assert "Late in carts, displays and rooms" in page
    assert dee.get(reverse("today.today")).status_code == 200


def test_without_a_school_year_the_page_says_what_to_set_up(cast: Cast, dee: Client) -> None:
    cart = makers.make_place(cast.middle, name="Cart 3", kind="cart")
    page = post(dee, "batches.start_place", place=cart.pk, text=books(cast, 1)[0].barcode, key="p1")
    assert "Enter the school year" in text(page)
    assert outcomes() == ["left"]


# ---------------------------------------------------------------- who may, odd input, cost


def test_another_school_sees_none_of_it(cast: Cast, dee: Client) -> None:
    post(dee, "batches.start_return", key="r1")
    far = makers.make_account("far")
    makers.give_role(far, "technician", cast.high)
    client = Client()
    client.force_login(far, backend="carrel.doors.web.account.backend.AccountBackend")
    batch_id = only_batch().pk
    assert client.get(reverse("batches.batch", args=[batch_id])).status_code == 404
    for name in ("scan_into_batch", "undo_batch", "end_batch", "retry_batch_lines", "change_batch", "do_batch_lines"):
        assert client.post(reverse(f"batches.{name}", args=[batch_id]), {"text": "1"}).status_code == 404


@pytest.mark.parametrize("value", ["", "x" * 3000, "\x00", "-1", "9" * 30, "٣", "<b>"])
def test_odd_forms_break_nothing(cast: Cast, dee: Client, value: str) -> None:
    post(dee, "batches.start_return", key="r1")
    batch_id = only_batch().pk
    fields: dict[str, Any] = dict.fromkeys(
        ("text", "line", "as", "seen", "condition", "reason", "key", "put_at"), value
    )
    for name in ("scan_into_batch", "mark_batch_line", "grade_batch_line", "take_back_line", "retry_batch_lines",
                 "change_batch"):  # fmt: skip
        assert dee.post(reverse(f"batches.{name}", args=[batch_id]), fields).status_code < 500
    fields = dict.fromkeys(("class", "title", "find", "add", "drop", "mode", "due_on", "key"), value)
    assert dee.post(reverse("batches.start_class"), fields).status_code < 500


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_no_more_for_more_lines(
    cast: Cast, dee: Client, count: int, django_assert_num_queries: Any
) -> None:
    some = books(cast, count)
    post(dee, "batches.start_list", reader=ANA_CARD, text="\n".join([*(each.barcode for each in some), "NO-SUCH-1"]))
    url = reverse("batches.batch", args=[only_batch().pk])
    dee.get(url)
    with django_assert_num_queries(LIST_PAGE):
        dee.get(url)
    with django_assert_num_queries(HOME_PAGE):
        dee.get(reverse("batches.batches"))


LIST_PAGE = 19
HOME_PAGE = 9


def test_the_undo_of_one_loan_elsewhere_is_told_here(cast: Cast, dee: Client) -> None:
    book = books(cast, 1)[0]
    post(dee, "batches.start_list", reader=ANA_CARD, text=book.barcode)
    line = BatchLine.objects.get()
    undo(cast.actor(cast.dee), act_id=line.act_id or 0, now=now())
    page = text(post(dee, "batches.undo_batch", only_batch().pk))
    assert "taken back before" in page
    assert outcomes() == ["stays"]
