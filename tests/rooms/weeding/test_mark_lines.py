"""mark_lines: to go, kept until a day or for good, and the mark taken off."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.weeding import actions, queries
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def mark(cast: Cast, list_id: int, *items: Item, to: str = "withdraw", **said: object) -> int:
    ids = [stacks.line(list_id, item).pk for item in items]
    return actions.mark_lines(
        cast.actor(cast.dee), list_id=list_id, line_ids=ids, mark=to, now=NOON,
        **said,  # type: ignore[arg-type]  # plain values
    )  # fmt: skip


def test_marked_and_taken_off(cast: Cast) -> None:
    first, second = stacks.old(cast), stacks.old(cast, "Birds")
    list_id = stacks.made(cast)
    assert mark(cast, list_id, first, second) == 2
    assert stacks.marks(list_id) == {first.pk: "withdraw", second.pk: "withdraw"}
    mark(cast, list_id, second, to="")
    assert stacks.marks(list_id) == {first.pk: "withdraw", second.pk: ""}
    (tally,) = queries.sums_of(list_id)
    assert (tally.withdrawn, tally.value_minor, tally.reasons) == (1, 1500, {"old": 1, "unused": 1})


def test_kept_until_a_day_no_rule_names_it(cast: Cast) -> None:
    item = stacks.old(cast)
    list_id = stacks.made(cast)
    until_on = TODAY + timedelta(days=400)
    mark(cast, list_id, item, to="keep", until_on=until_on)
    (shown,) = queries.lines_shown(list(queries.lines_of(list_id)))
    assert shown.kept_until_on == until_on
    (profile,) = queries.profiles_of(cast.actor(cast.dee))
    assert queries.candidates(cast.middle.pk, queries.rules_of(profile), NOON) == []
    assert len(queries.candidates(cast.middle.pk, queries.rules_of(profile), NOON + timedelta(days=401))) == 1
    mark(cast, list_id, item)
    assert not queries.kept_copies(cast.actor(cast.dee), now=NOON).exists()


def test_narrowed_and_sorted(cast: Cast) -> None:
    first, second = stacks.old(cast, call_number="530 PHY"), stacks.old(cast, "Birds", condition="worn")
    list_id = stacks.made(cast)
    mark(cast, list_id, first)

    def found(**wanted: str) -> list[int]:
        return [each.item_id for each in queries.lines_of(list_id, **wanted)]

    assert found() == [second.pk, first.pk]
    assert found(sort="-shelf") == [first.pk, second.pk]
    assert found(sort="title") == [second.pk, first.pk]
    assert found(mark="open") == [second.pk]
    assert found(mark="withdraw") == [first.pk]
    assert found(reason="worn") == [second.pk]
    assert found(section="Science", sort="used") == [second.pk, first.pk]


def test_refused(cast: Cast) -> None:
    item = stacks.old(cast)
    list_id = stacks.made(cast)
    with pytest.raises(Refused, match="kept_why"):
        mark(cast, list_id, item, to="keep")
    with pytest.raises(Refused, match="kept_until_past"):
        mark(cast, list_id, item, to="keep", until_on=TODAY)
    with pytest.raises(ValueError, match="burn"):
        mark(cast, list_id, item, to="burn")
    with pytest.raises(NotAllowed):
        actions.mark_lines(cast.actor(cast.clark), list_id=list_id, line_ids=[], mark="", now=NOON)
