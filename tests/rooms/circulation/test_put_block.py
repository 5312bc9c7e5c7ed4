"""put_block: staff's word on whether a patron may borrow."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.actions import charge
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.circulation.actions import put_block
from carrel.rooms.circulation.models import Block
from carrel.rooms.circulation.queries import patron_standing
from carrel.rooms.schools.models import District
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_a_block_stands_until_its_day(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    put_block(dee, person_id=cast.ben.pk, note="  Atlas\x00 torn ", until_on=TODAY, now=NOON, key="k")
    put_block(dee, person_id=cast.ben.pk, note="Atlas torn", until_on=TODAY, now=NOON, key="k")
    assert [each.note for each in patron_standing(cast.ben.pk, NOON).blocks] == ["Atlas torn"]
    assert patron_standing(cast.ben.pk, NOON + timedelta(days=1)).blocks == ()
    assert Block.objects.count() == 1


def test_who_is_out_of_sight_is_not_blocked(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        put_block(cast.actor(cast.dee), person_id=cast.fay.pk, note="x", now=NOON)
    assert refused.value.code == "circulation.patron_of_another_school"
    with pytest.raises(NotAllowed):
        put_block(cast.actor(cast.eli), person_id=cast.ben.pk, note="x", now=NOON)


LAWS = [("us-ca", "lost", False), ("neutral", "lost", True), ("neutral", "fee", False)]


@pytest.mark.parametrize(("law", "kind", "stops"), LAWS)
def test_a_debt_stops_nobody_where_the_law_forbids_it(cast: Cast, law: str, kind: str, stops: bool) -> None:
    District.objects.update(law_profile=law)
    dee = cast.actor(cast.dee)
    new = NewCharge(cast.ben.pk, cast.middle.pk, kind, 500, 500, TODAY, "x")
    charge(dee, new=new, now=NOON)
    if stops:
        assert put_block(dee, person_id=cast.ben.pk, note="Owes a book", for_debt=True, now=NOON)
        return
    with pytest.raises(Refused) as refused:
        put_block(dee, person_id=cast.ben.pk, note="Owes a book", for_debt=True, now=NOON)
    (objection,) = refused.value.objections
    assert objection.code == "charges.law_forbids_block"
    assert ("48904" in str(objection.facts["statute"])) is (law == "us-ca")
    assert not Block.objects.exists()
    assert put_block(dee, person_id=cast.ben.pk, note="Owes a book", kind="warn", for_debt=True, now=NOON)
    assert put_block(dee, person_id=cast.ben.pk, note="Threw a chair", now=NOON)


def test_who_owes_nothing_is_not_stopped_for_a_debt_either(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        put_block(cast.actor(cast.dee), person_id=cast.ben.pk, note="Will owe", for_debt=True, now=NOON)
    assert refused.value.code == "charges.law_forbids_block"
