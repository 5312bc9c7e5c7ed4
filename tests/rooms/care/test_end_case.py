"""end_case: mended and back, replaced, beyond repair; what is whole goes where the return desk would send it."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from carrel.rooms.care.models import DisposalLine
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def end(cast: Cast, case_id: int, outcome: str, **more: object) -> str:
    return actions.end_case(cast.actor(cast.dee), case_id=case_id, outcome=outcome, now=NOON, **more)  # type: ignore[arg-type]  # told by the test


def test_mended_it_is_in(cast: Cast) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    assert end(cast, made, "mended", key="k") == end(cast, made, "mended", key="k") == "available"
    found = shelf.case(made)
    assert (shelf.state(item), found.outcome, found.back_on is not None) == ("available", "mended", True)


def test_mended_it_goes_to_who_waits_for_it(cast: Cast) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    hold = makers.make_hold(item.record, cast.ana)
    assert end(cast, made, "mended") == "on_hold"
    hold.refresh_from_db()
    assert hold.status == "on_shelf"


def test_replaced_the_old_one_is_withdrawn_and_the_new_one_named(cast: Cast) -> None:
    old, new = shelf.item(cast, "Chromebook"), shelf.item(cast, "Chromebook")
    made = shelf.repair(cast, old)
    for number in ("", "no such number", old.barcode):
        with pytest.raises(Refused, match="replacement_unknown"):
            end(cast, made, "replaced", replacement=number)
    assert end(cast, made, "replaced", replacement=new.barcode) == "withdrawn"
    assert (shelf.case(made).replaced_by_id, shelf.state(new)) == (new.pk, "available")


def test_beyond_repair_it_comes_on_the_list_of_disposal(cast: Cast) -> None:
    first, second = shelf.item(cast), shelf.item(cast)
    assert end(cast, shelf.mending(cast, first), "beyond") == "in_repair"
    end(cast, shelf.mending(cast, second), "beyond")
    lines = DisposalLine.objects.order_by("pk")
    assert [(line.item_id, line.reason, line.note) for line in lines] == [
        (first.pk, "beyond_repair", "Spine is loose"),
        (second.pk, "beyond_repair", "Spine is loose"),
    ]
    assert lines[0].disposal_id == lines[1].disposal_id and lines[0].disposal.state == "draft"


def test_an_unknown_end_and_a_second_one_are_refused(cast: Cast) -> None:
    made = shelf.mending(cast, shelf.item(cast))
    with pytest.raises(Refused, match="outcome_unknown"):
        end(cast, made, "eaten")
    end(cast, made, "mended")
    with pytest.raises(Refused, match="case_over"):
        end(cast, made, "mended")
