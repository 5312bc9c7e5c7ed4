"""change_disposal_lines: stamped, where to, to whom, for how much, for the ticked lines."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_said_of_the_ticked_ones(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast), shelf.item(cast)), cast.actor(cast.dee)
    first, second = queries.lines_of(made)
    count = actions.change_disposal_lines(
        dee, list_id=made, line_ids=[first.pk], is_stamped=True, recipient_kind="given", recipient="City shelter",
        value_minor=100, now=NOON,
    )  # fmt: skip
    first.refresh_from_db()
    second.refresh_from_db()
    assert (count, first.is_stamped, first.recipient, first.value_minor) == (1, True, "City shelter", 100)
    assert (second.is_stamped, second.recipient_kind) == (False, "")


def test_the_reason_is_part_of_what_is_approved(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), cast.actor(cast.dee)
    line = queries.lines_of(made).get()
    actions.change_disposal_lines(dee, list_id=made, line_ids=[line.pk], reason="duplicate", now=NOON)
    actions.ask_approval(dee, list_id=made, now=NOON)
    with pytest.raises(Refused, match="list_closed"):
        actions.change_disposal_lines(dee, list_id=made, line_ids=[line.pk], reason="worn", now=NOON)
    line.refresh_from_db()
    assert line.reason == "duplicate"
