"""do_batch_lines: each line is lent by the desk's own action, and a refused one takes nothing else back."""

import pytest
from django.db.models import Q

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.actions import NewLine, do_batch_lines, start_batch
from carrel.rooms.circulation.models import BatchLine, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, listed, outcomes, room_of, said

pytestmark = pytest.mark.django_db


def test_every_line_is_a_loan_of_its_own(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    assert outcomes(batch_id) == ["done"] * 3
    loans = list(Loan.objects.order_by("pk").values_list("patron", "item"))
    assert loans == [(student.pk, book.pk) for student, book in zip(room.students, room.books, strict=True)]
    assert AuditEntry.objects.filter(code="circulation.check_out").count() == 3


def test_twice_is_once_and_a_part_is_taken_up_where_it_was_left(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    assert do_batch_lines(room.dee, batch_id=batch_id, now=NOON, most=1) == 2
    assert do_batch_lines(room.dee, batch_id=batch_id, now=NOON) == 0
    assert do_batch_lines(room.dee, batch_id=batch_id, now=NOON) == 0
    assert Loan.objects.count() == 3


def test_a_line_done_by_a_killed_run_is_found_done(cast: Cast) -> None:
    """The line is set back as if its own row had not been written: its key answers, nothing is lent twice."""
    room = room_of(cast)
    batch_id = done_list(room)
    BatchLine.objects.filter(batch=batch_id, number=2).update(outcome="waiting", loan_id=None, act_id=None)
    assert do_batch_lines(room.dee, batch_id=batch_id, now=NOON) == 0
    assert outcomes(batch_id) == ["done"] * 3
    assert Loan.objects.count() == 3


def test_what_does_not_go_says_why_and_the_rest_goes(cast: Cast) -> None:
    room = room_of(cast)
    makers.make_block(room.students[0])
    makers.make_loan(room.books[1], cast.ana)
    lines = [
        NewLine(room.books[0].barcode, who="700"),
        NewLine(room.books[1].barcode, who="701"),
        NewLine("NO-SUCH-BOOK", who="702"),
        NewLine(room.books[2].barcode, who="NO-SUCH-CARD"),
        NewLine(room.books[2].barcode, who="702"),
    ]
    batch_id = start_batch(room.dee, kind="list", lines=lines, now=NOON)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    assert outcomes(batch_id) == ["left", "left", "left", "left", "done"]
    found = [said(batch_id, number) for number in range(1, 5)]
    assert found == [["patron_blocked"], ["item_on_loan_to_another_reader"], ["item_unknown"], ["patron_unknown"]]
    assert Loan.objects.filter(patron__in=[each.pk for each in room.students]).count() == 1
    # Who has it is not kept in the list: it would still say so after the return.
    named = Q(said__icontains="Garcia") | Q(said__icontains="Ana")
    assert not BatchLine.objects.filter(named).exists()


def test_columns_may_stand_the_other_way_round(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = start_batch(room.dee, kind="list", lines=[NewLine("700", who=room.books[0].barcode)], now=NOON)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    assert outcomes(batch_id) == ["done"]
    assert Loan.objects.get().patron == room.students[0]


def test_a_list_to_one_reader_and_a_list_to_a_place(cast: Cast) -> None:
    room = room_of(cast)
    lines = [NewLine(each.barcode) for each in room.books]
    batch_id = start_batch(room.dee, kind="hand_out", patron_id=cast.ana.pk, lines=lines[:2], now=NOON)
    do_batch_lines(room.dee, batch_id=batch_id, now=NOON)
    cart = makers.make_place(cast.middle)
    place = start_batch(room.dee, kind="place", place_id=cart.pk, lines=lines[2:], due_on=NOON.date(), now=NOON)
    do_batch_lines(room.dee, batch_id=place, now=NOON)
    assert Loan.objects.filter(patron=cast.ana).count() == 2
    assert Loan.objects.filter(place=cart).count() == 1
