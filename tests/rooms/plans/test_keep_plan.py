"""keep_plan: the whole of a plan at once, on the version that was drawn on."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.rules import bound_key
from carrel.rooms.plans import actions, queries, rules
from carrel.rooms.plans.models import PlanShape
from carrel.rooms.schools.models import Place
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library
from tests.rooms.plans.library import FIRST, SEATS, SECOND

pytestmark = pytest.mark.django_db


def test_all_of_it_is_replaced(cast: Cast) -> None:
    plan_id = library.plan(cast, SECOND, SEATS)
    assert library.keep(cast, plan_id, SECOND, FIRST, name=" Reading  room ", width=60) == 2
    found = library.row(plan_id)
    assert library.shapes(plan_id) == [FIRST, SECOND]
    assert (found.name, found.width, found.version, found.changed_by_name) == ("Reading room", 60, 2, "Dee Novak")
    assert [each.key_from for each in queries.shapes_of(plan_id)] == [
        bound_key("FIC A", "ddc"), bound_key("FIC I", "ddc")
    ]  # fmt: skip


def test_somebody_kept_it_meanwhile(cast: Cast) -> None:
    plan_id = library.plan(cast, FIRST)
    with pytest.raises(Refused, match="changed_meanwhile"):
        library.keep(cast, plan_id, SECOND, version=0)
    assert library.shapes(plan_id) == [FIRST]


def test_what_cannot_be_is_said_all_at_once(cast: Cast) -> None:
    elsewhere = makers.make_place(cast.high).pk
    plan_id = library.plan(cast)
    wrong = rules.Shape("shelf", "Shelf 9", 47, 1, 4, 2, elsewhere, "FIC M", "FIC A")
    with pytest.raises(Refused) as refused:
        library.keep(cast, plan_id, wrong)
    assert library.codes(refused.value) == ["plans.off_the_sheet", "plans.place_elsewhere", "plans.range_backwards"]
    assert not PlanShape.objects.exists()


def test_another_schools_plan_and_one_that_is_gone(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    theirs = actions.add_plan(boss, site_id=cast.high.pk, name="Library", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        library.keep(cast, theirs, FIRST)
    with pytest.raises(Refused, match="no_such_plan"):
        actions.keep_plan(
            boss, plan_id=theirs + 9, version=0, name="x", width=40, height=30, scheme="ddc", shapes=(), now=NOON
        )


def test_a_copy_stands_on_the_shelf_of_its_place_and_range(cast: Cast) -> None:
    wall = Place.objects.create(site=cast.middle, name="Fiction wall", code="FW", kind="area")
    bay = Place.objects.create(site=cast.middle, name="Bay 2", code="B2", kind="shelf", parent=wall)
    desk = Place.objects.create(site=cast.middle, name="Desk", code="D", kind="desk")
    plan_id = library.plan(
        cast,
        rules.Shape("shelf", "Shelf 1", 2, 2, 9, 2, wall.pk, "FIC A", "FIC H"),
        rules.Shape("shelf", "Shelf 2", 2, 6, 9, 2, bay.pk, "FIC I", "FIC Z"),
    )
    holes, hatchet, loose, odd, gone = (
        makers.make_item(cast.middle, "Holes", call_number="FIC SAC", place=wall),
        makers.make_item(cast.middle, "Hatchet", call_number="FIC PAU"),
        makers.make_item(cast.middle, "Wonder", call_number="FIC SAC", place=desk),
        makers.make_item(cast.middle, "Atlas", call_number="912 ATL"),
        makers.make_item(cast.middle, "Old", call_number="FIC ABC", state="withdrawn"),
    )
    stands = queries.stands_of([holes.pk, hatchet.pk, loose.pk, odd.pk, gone.pk])
    assert {pk: (each.label, each.place_name, each.plan_id) for pk, each in stands.items()} == {
        holes.pk: ("Shelf 2", "Bay 2", plan_id),
        hatchet.pk: ("Shelf 2", "Bay 2", plan_id),
    }
    left = queries.homeless(cast.middle.pk)
    assert (left.count, left.call_numbers) == (1, ("912 ATL",))
    actions.remove_plan(cast.actor(cast.dee), plan_id=plan_id, now=NOON)
    assert queries.stands_of([holes.pk]) == {}
    assert queries.homeless(cast.middle.pk).count == 3  # what lies on the desk needs no shelf


def test_the_map_of_a_copy_asks_three_times(cast: Cast, django_assert_num_queries: object) -> None:
    library.plan(cast, FIRST, SECOND)
    ids = [makers.make_item(cast.middle, f"Book {n}", call_number="FIC SAC").pk for n in range(4)]
    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's own
        assert len(queries.stands_of(ids)) == 4
