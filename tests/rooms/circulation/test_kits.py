"""Kits at the desk: parts go out with them, come back with them, and stand under them while they are out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.circulation.actions import (
    change_due,
    check_in,
    check_out,
    check_out_to_place,
    note_missing_part,
    renew,
    sever_returned_loans,
    undo,
)
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.queries import checklist_of, loan_counts, open_loans
from carrel.rooms.circulation.queries.overdues import overdue_counts
from carrel.rooms.circulation.queries.reading import check_out_read
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _policy() -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=2, renewals=3, keep_borrower_days=0)


def lend(cast: Cast, item: Item, **values: object) -> int:
    done = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON, **values)  # type: ignore[arg-type]  # as given
    return done.loan_id


def states(*items: Item) -> list[str]:
    found = Item.objects.in_bulk([each.pk for each in items])
    return [found[each.pk].state for each in items]


def is_sound() -> bool:
    wrong = [f"{words}: {each}" for words, question in QUESTIONS for each in question(LATER)]
    assert wrong == []
    return True


def test_one_scan_lends_the_kit_and_its_barcoded_parts(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    done = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=kit.pk, now=NOON, key="kit-0001")
    assert done.parts == (f"Charger {plug.barcode}",)
    part = Loan.objects.get(item=plug)
    assert (part.with_loan_id, part.patron_id, part.due_at, part.due_kind) == (
        done.loan_id, cast.ana.pk, done.due_at, "day",
    )  # fmt: skip
    again = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=kit.pk, now=NOON, key="kit-0001")
    assert again.repeated and again.parts == done.parts
    assert states(kit, plug) == ["on_loan", "on_loan"] and is_sound()


def test_parts_of_parts_go_along_and_what_stands_in_slots_stays(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    cart = makers.make_item(cast.middle, "Cart")
    makers.make_part(cart, "", slot=1, part_item=kit)
    lend(cast, cart)
    assert states(cart, kit, plug) == ["on_loan", "available", "available"]
    box, inner = makers.make_item(cast.middle, "Box"), makers.make_item(cast.middle, "Adapter")
    makers.make_part(box, "Plug", part_item=makers.make_item(cast.middle, "Plug"))
    makers.make_part(box.parts.get().part_item, "Adapter", part_item=inner)  # type: ignore[arg-type]  # it has one
    lend(cast, box)
    assert states(inner) == ["on_loan"] and is_sound()


def test_a_part_that_is_not_in_is_told_and_stays(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    lost = makers.make_item(cast.middle, "Mouse", state="lost")
    makers.make_part(kit, "Mouse", part_item=lost)
    makers.make_loan(plug, cast.ben)
    done = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=kit.pk, now=NOON)
    assert [each.code for each in done.tells] == ["circulation.part_out_already", "circulation.part_not_here"]
    assert all(str(PHRASES[each.code]) % dict(each.facts) for each in done.tells)
    assert done.parts == () and states(plug, lost) == ["on_loan", "lost"] and is_sound()


def test_parts_have_no_line_of_their_own_and_do_not_count(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id = lend(cast, kit)
    (line,) = open_loans(cast.ana.pk, NOON)
    assert line.loan_id == loan_id and line.parts == (f"Chromebook charger {plug.barcode}",)
    assert loan_counts([cast.ana.pk], NOON) == {cast.ana.pk: (1, 0)}
    assert overdue_counts(cast.actor(cast.dee), NOON + timedelta(days=40)) == (1, 1)
    # Two loans are the limit: the charger is not one of them.
    lend(cast, makers.make_item(cast.middle))
    with pytest.raises(Refused) as refused:
        lend(cast, makers.make_item(cast.middle))
    assert refused.value.code == "circulation.over_limit"


def test_a_part_that_stays_out_alone_counts_again(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id = lend(cast, kit)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=kit.pk, now=LATER)
    note_missing_part(dee, loan_id=loan_id, part_loan_id=Loan.objects.get(item=plug).pk, now=LATER)
    (line,) = open_loans(cast.ana.pk, LATER)
    assert line.item_id == plug.pk
    read = check_out_read(item_id=kit.pk, patron_id=cast.ana.pk, site_id=cast.middle.pk)
    assert read is not None and len(read.out) == 1


def test_the_kit_comes_back_with_its_parts(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id = lend(cast, kit)
    done = check_in(cast.actor(cast.dee), item_id=kit.pk, now=LATER, key="back-0001")
    assert done.has_parts and states(kit, plug) == ["available", "available"]
    assert [(each.name, each.count, each.barcode) for each in checklist_of(loan_id)] == [
        ("Charger", 1, plug.barcode), ("Case", 1, ""),
    ]  # fmt: skip
    assert check_in(cast.actor(cast.dee), item_id=kit.pk, now=LATER, key="back-0001").has_parts and is_sound()


def test_a_part_scanned_alone_comes_back_alone(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    lend(cast, kit)
    check_in(cast.actor(cast.dee), item_id=plug.pk, now=LATER)
    assert states(kit, plug) == ["on_loan", "available"] and is_sound()
    check_in(cast.actor(cast.dee), item_id=kit.pk, now=LATER)
    assert states(kit, plug) == ["available", "available"] and is_sound()


def test_undo_of_the_check_out_takes_all_of_it_back(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    done = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON)
    undo(dee, act_id=done.act_id, now=NOON)
    assert states(kit, plug) == ["available", "available"]
    assert not Loan.objects.filter(is_undone=False).exists()
    plug.refresh_from_db()
    assert plug.loan_count == 0 and is_sound()


def test_undo_of_the_return_lends_all_of_it_again(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id, dee = lend(cast, kit), cast.actor(cast.dee)
    done = check_in(dee, item_id=kit.pk, now=LATER)
    case = next(each for each in checklist_of(loan_id) if each.name == "Case")
    note_missing_part(dee, loan_id=loan_id, part_id=case.part_id, now=LATER)
    undo(dee, act_id=done.act_id, now=LATER)
    assert states(kit, plug) == ["on_loan", "on_loan"]
    assert not MissingPart.objects.filter(settled_at=None).exists() and is_sound()


def test_undo_of_the_return_is_refused_once_a_part_was_lent_again(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    lend(cast, kit)
    dee = cast.actor(cast.dee)
    done = check_in(dee, item_id=kit.pk, now=LATER)
    check_out(dee, patron_id=cast.ben.pk, item_id=plug.pk, now=LATER)
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=done.act_id, now=LATER)
    assert refused.value.code == "circulation.part_moved_on"
    assert states(kit, plug) == ["available", "on_loan"] and is_sound()


def test_dates_move_together(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id, dee = lend(cast, kit), cast.actor(cast.dee)
    renewed = renew(dee, loan_id=loan_id, now=LATER + timedelta(days=5))
    part = Loan.objects.get(item=plug)
    assert part.due_at == renewed.due_at
    given = change_due(dee, loan_id=loan_id, due_on=TODAY + timedelta(days=30), now=LATER)
    part.refresh_from_db()
    assert part.due_at == given.due_at
    undo(dee, act_id=given.act_id, now=LATER)
    part.refresh_from_db()
    assert part.due_at == renewed.due_at


def test_a_place_gets_the_parts_too(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    room = makers.make_place(cast.middle)
    done = check_out_to_place(cast.actor(cast.dee), place_id=room.pk, item_id=kit.pk, now=NOON, due_on=TODAY)
    assert done.parts and Loan.objects.get(item=plug).place_id == room.pk and is_sound()


def test_the_loan_forgets_its_reader_only_when_nothing_is_missing(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    loan_id, dee = lend(cast, kit), cast.actor(cast.dee)
    check_in(dee, item_id=kit.pk, now=LATER)
    part_loan = Loan.objects.get(item=plug)
    note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=LATER)
    boss = cast.actor(cast.boss)
    sever_returned_loans(boss, now=LATER + timedelta(days=3))
    assert Loan.objects.get(pk=loan_id).patron_id == cast.ana.pk
    check_in(dee, item_id=plug.pk, now=LATER + timedelta(days=4))
    sever_returned_loans(boss, now=LATER + timedelta(days=8))
    assert list(Loan.objects.values_list("patron", "with_loan")) == [(None, None), (None, None)] and is_sound()


def test_a_check_out_without_parts_costs_what_it_did(cast: Cast) -> None:
    book, kit = makers.make_item(cast.middle), makers.make_kit(cast.middle)[0]
    dee = cast.actor(cast.dee)
    counts = []
    for item in (makers.make_item(cast.middle), book, kit):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            done = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key=f"count-{item.pk}")
        counts.append(len(asked))
        undo(dee, act_id=done.act_id, now=NOON)
    assert counts[1] < counts[2]
