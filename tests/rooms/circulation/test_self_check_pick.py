"""self_check_pick: the youngest touch their face, where the site allows it for their grade."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import self_check_pick
from carrel.rooms.circulation.queries import classes_to_pick, faces_to_pick
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.circulation.stations import decide, station

pytestmark = pytest.mark.django_db


def refuses(cast: Cast, class_id: int, person_id: int) -> bool:
    try:
        self_check_pick(station(cast), class_id=class_id, person_id=person_id, now=NOON)
    except Refused as refused:
        return refused.code == "circulation.self_check_not_to_pick"
    return False


def test_only_where_and_for_whom_the_site_says(cast: Cast) -> None:
    assert refuses(cast, cast.seven_b.pk, cast.ana.pk)
    decide(cast, picker_grades="K,7")
    begun = self_check_pick(station(cast), class_id=cast.seven_b.pk, person_id=cast.ana.pk, now=NOON)
    assert (begun.person_id, begun.number) == (cast.ana.pk, "")
    assert [each.name for each in classes_to_pick(station(cast), today=TODAY)] == ["7B"]
    assert refuses(cast, cast.eight_a.pk, cast.ben.pk), "8A is not among the grades"
    assert refuses(cast, cast.seven_b.pk, cast.ben.pk), "Ben is not in 7B"
    assert refuses(cast, cast.seven_b.pk, cast.fay.pk)


def test_who_wants_to_be_on_no_list_scans_a_card(cast: Cast) -> None:
    decide(cast, picker_grades="7")
    Person.objects.filter(pk=cast.ana.pk).update(directory_opt_out=True)
    assert refuses(cast, cast.seven_b.pk, cast.ana.pk)
    assert faces_to_pick(station(cast), cast.seven_b.pk, today=TODAY) == []


def test_another_schools_class_is_none_of_ours(cast: Cast) -> None:
    decide(cast, picker_grades="7")
    theirs = makers.make_class(cast.high, "7X", kind="homeroom", grade="7")
    makers.enrol(cast.fay, theirs)
    assert faces_to_pick(station(cast), theirs.pk, today=TODAY) is None
    assert refuses(cast, theirs.pk, cast.fay.pk)


def test_only_a_station_picks(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        self_check_pick(cast.actor(cast.eli), class_id=1, person_id=1, now=NOON)
