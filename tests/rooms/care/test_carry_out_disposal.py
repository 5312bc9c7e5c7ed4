"""carry_out_disposal: all are withdrawn or none, stamped and with somebody who gets them; they stay findable."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import item_of_number
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def approved(cast: Cast, *items: Item) -> int:
    made = shelf.surplus(cast, *items)
    actions.ask_approval(cast.actor(cast.dee), list_id=made, now=NOON)
    actions.approve_disposal(cast.actor(cast.lib), list_id=made, now=NOON)
    return made


def test_withdrawn_and_still_found(cast: Cast) -> None:
    book, broken, dee = shelf.item(cast), shelf.item(cast), cast.actor(cast.dee)
    shelf.mending(cast, broken)
    made = approved(cast, book, broken)
    ids = [line.pk for line in queries.lines_of(made)]
    actions.change_disposal_lines(dee, list_id=made, line_ids=ids, is_stamped=True, recipient_kind="recycled", now=NOON)
    assert actions.carry_out_disposal(dee, list_id=made, now=NOON) == 2
    assert shelf.state(book) == shelf.state(broken) == "withdrawn"
    assert queries.cases_of_item(broken.pk)[0].outcome == "elsewhere"
    found, line = item_of_number(book.barcode), queries.withdrawn_by(book.pk)
    assert found is not None and found.state == "withdrawn"
    assert line is not None and (line.disposal.name, line.recipient_kind) == ("Spring surplus", "recycled")
    assert AuditEntry.objects.filter(about_id=book.pk, code="inventory.set_item_state").get().reason == (
        "Disposal “Spring surplus”"
    )


def test_without_stamp_or_recipient_it_asks(cast: Cast) -> None:
    book, dee = shelf.item(cast), cast.actor(cast.dee)
    made = approved(cast, book)
    with pytest.raises(Refused) as refused:
        actions.carry_out_disposal(dee, list_id=made, now=NOON)
    assert {each.code for each in refused.value.objections} == {"care.not_stamped", "care.no_recipient"}
    asks = ["care.not_stamped", "care.no_recipient"]
    assert actions.carry_out_disposal(dee, list_id=made, overrides=asks, reason="Flood", now=NOON) == 1


def test_all_or_none(cast: Cast) -> None:
    first, second, dee = shelf.item(cast), shelf.item(cast), cast.actor(cast.dee)
    made = approved(cast, first, second)
    makers.make_loan(second, cast.ana)
    with pytest.raises(Refused, match="item_meanwhile"):
        actions.carry_out_disposal(
            dee, list_id=made, overrides=["care.not_stamped", "care.no_recipient"], reason="Flood", now=NOON
        )
    assert shelf.state(first) == "available"


def test_a_draft_is_not_carried_out(cast: Cast) -> None:
    with pytest.raises(Refused, match="list_not_approved"):
        actions.carry_out_disposal(cast.actor(cast.dee), list_id=shelf.surplus(cast, shelf.item(cast)), now=NOON)
