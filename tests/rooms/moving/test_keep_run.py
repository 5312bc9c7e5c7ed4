"""keep_run: a round with its days and its stops; what it carries on a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import send_item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Run
from carrel.rooms.moving.queries import runs as queries
from carrel.rooms.moving.rules.runs import Load, loads_of_run
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes

ENDS = st.integers(1, 5)
LOADS = st.builds(Load, kind=st.just("singles"), from_site_id=ENDS, to_site_id=ENDS, count=ENDS, is_ready=st.booleans())


@given(stops=st.lists(ENDS, unique=True), loads=st.lists(LOADS))
def test_every_load_is_taken_up_once_or_named_as_left(stops: list[int], loads: list[Load]) -> None:
    found, left = loads_of_run(stops, loads)
    up = [load for each in found for load in each.up]
    assert sorted(map(repr, [*up, *left])) == sorted(map(repr, loads))
    down = [load for each in found for load in each.down]
    assert sorted(map(repr, down)) == sorted(repr(load) for load in up if load.is_ready)
    assert [each.site_id for each in found] == stops
    for load in left:
        assert not {load.from_site_id, load.to_site_id} <= set(stops)


def kept(moving: Moving, *stops: int, **said: object) -> int:
    values = {"name": "North", "weekdays": "1000000", "stops": stops, "now": NOON} | said
    return actions.keep_run(moving.dee, **values)  # type: ignore[arg-type]  # what a test says


@pytest.mark.django_db
def test_it_is_written_down_and_changed(moving: Moving, cast: Cast) -> None:
    run_id = kept(moving, moving.middle.pk, moving.high.pk)
    assert [each.name for each in queries.runs_at(moving.high.pk, TODAY)] == ["North"]
    kept(moving, moving.high.pk, cast.elementary.pk, moving.middle.pk, run_id=run_id, weekdays="0100000")
    assert queries.stops_of(run_id) == [moving.high.pk, cast.elementary.pk, moving.middle.pk]
    assert queries.runs_at(moving.high.pk, TODAY) == []
    assert Run.objects.count() == 1


@pytest.mark.django_db
def test_what_cannot_be_driven_is_refused(moving: Moving) -> None:
    ends = (moving.middle.pk, moving.high.pk)
    kept(moving, *ends)
    for stops, said, code in (
        (ends, {"name": " "}, "run_unnamed"), (ends, {}, "run_name_taken"), (ends[:1], {"name": "B"}, "run_too_short"),
        (ends, {"name": "B", "weekdays": "0000000"}, "run_never_goes"),
        (ends, {"name": "B", "run_id": 99}, "no_such_run"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            kept(moving, *stops, **said)  # type: ignore[arg-type]  # what a test says
        assert codes(refused.value) == {code}
    with pytest.raises(NotAllowed):
        actions.keep_run(
            makers.make_actor("assistant", moving.middle), name="C", weekdays="1000000", stops=ends, now=NOON
        )


@pytest.mark.django_db
def test_a_day_says_what_is_taken_up_set_down_and_left(moving: Moving, cast: Cast) -> None:
    run = Run.objects.get(pk=kept(moving, moving.middle.pk, moving.high.pk))
    sent, _items = moving.sent("Holes", "Hatchet")
    packing, _more = moving.packed("Frindle")
    single, left = makers.make_item(moving.middle, "Single"), makers.make_item(moving.middle, "Left")
    send_item(moving.dee, item_id=single.pk, to_site_id=moving.high.pk, now=NOON)
    send_item(moving.dee, item_id=left.pk, to_site_id=cast.elementary.pk, now=NOON)
    day = queries.run_day(run, TODAY)
    first, second = day.stops
    assert [(e.kind, e.count, e.is_ready) for e in first.up] == [
        ("transfer", 2, True), ("transfer", 1, False), ("singles", 1, True),
    ]  # fmt: skip
    assert [e.ref for e in first.up[:2]] == [sent, packing]
    assert [(e.kind, e.count) for e in second.down] == [("transfer", 2), ("singles", 1)]
    assert [(e.to_site_id, e.count) for e in day.left] == [(cast.elementary.pk, 1)]
