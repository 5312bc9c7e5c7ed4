"""scan_to_withdraw: once marked, asked about where no rule names it."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.weeding import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def scan(cast: Cast, list_id: int, number: str, *overrides: str, key: str = "") -> actions.Scanned:
    return actions.scan_to_withdraw(
        cast.actor(cast.dee), list_id=list_id, number=number, overrides=overrides, key=key, now=NOON
    )


def test_scanned_twice_it_is_marked_once(cast: Cast) -> None:
    item = stacks.old(cast)
    list_id = stacks.made(cast)
    assert [scan(cast, list_id, item.barcode).is_new for _ in range(2)] == [True, False]
    assert scan(cast, list_id, item.barcode, key="k") == scan(cast, list_id, item.barcode, key="k")
    assert stacks.marks(list_id) == {item.pk: "withdraw"}


def test_a_copy_no_rule_names_is_asked_about(cast: Cast) -> None:
    stacks.old(cast)
    torn = makers.make_item(cast.middle, "Torn", call_number="FIC TOR")
    list_id = stacks.made(cast)
    with pytest.raises(Refused) as refused:
        scan(cast, list_id, torn.barcode)
    assert refused.value.can_be_passed
    scanned = scan(cast, list_id, torn.barcode, "weeding.not_on_list")
    assert (scanned.is_new, scanned.is_last) == (True, True)
    line = stacks.line(list_id, torn)
    assert (line.is_added, line.mark, line.reasons) == (True, "withdraw", [["added", 0]])
    actions.mark_lines(cast.actor(cast.dee), list_id=list_id, line_ids=[line.pk], mark="", now=NOON)
    assert torn.pk not in stacks.marks(list_id)


def test_what_is_kept_is_asked_about_and_ends_when_it_is_taken(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    list_id = stacks.made(cast)
    actions.keep_copy(dee, number=item.barcode, until_on=None, why="local history", now=NOON)
    with pytest.raises(Refused, match="is_kept"):
        scan(cast, list_id, item.barcode)
    scan(cast, list_id, item.barcode, "weeding.is_kept")
    assert not queries.kept_copies(dee, now=NOON).exists()


def test_refused(cast: Cast) -> None:
    item, out = stacks.old(cast), stacks.old(cast, "Out")
    list_id = stacks.made(cast)
    makers.make_loan(out, cast.ana)
    makers.make_hold(item.record, cast.ben)
    theirs = makers.make_item(cast.high, "Theirs")
    for number, code in (
        ("nothing", "no_such_number"), (out.barcode, "is_out"), (item.barcode, "is_waited_for"),
        (theirs.barcode, "other_sites"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            scan(cast, list_id, number, "weeding.not_on_list")
    assert set(stacks.marks(list_id).values()) == {""}
    with pytest.raises(NotAllowed):
        actions.scan_to_withdraw(cast.actor(cast.gus), list_id=list_id, number=item.barcode, now=NOON)
