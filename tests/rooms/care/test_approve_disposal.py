"""approve_disposal: by somebody else who may; alone in the district, with a reason."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.care import actions
from carrel.rooms.people.models import Person, RoleHeld
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def asked(cast: Cast, who: Person) -> int:
    actor = cast.actor(who)
    list_id = actions.open_disposal_list(actor, site_id=cast.middle.pk, name="Spring", now=NOON)
    number = shelf.item(cast).barcode
    actions.put_on_disposal_list(actor, list_id=list_id, number=number, reason="worn", now=NOON)
    actions.ask_approval(actor, list_id=list_id, now=NOON)
    return list_id


def test_the_librarian_approves_what_the_technician_proposed(cast: Cast) -> None:
    made = asked(cast, cast.dee)
    with pytest.raises(NotAllowed):
        actions.approve_disposal(cast.actor(cast.dee), list_id=made, now=NOON)
    actions.approve_disposal(cast.actor(cast.lib), list_id=made, now=NOON)
    assert (shelf.disposal(made).state, shelf.disposal(made).decided_by_name) == ("approved", "Lena Iverson")


def test_nobody_approves_their_own_while_others_may(cast: Cast) -> None:
    made, lena = asked(cast, cast.lib), cast.actor(cast.lib)
    with pytest.raises(Refused, match="own_proposal") as refused:
        actions.approve_disposal(lena, list_id=made, overrides=["care.own_proposal"], reason="I say so", now=NOON)
    assert not refused.value.can_be_passed
    actions.approve_disposal(cast.actor(cast.boss), list_id=made, now=NOON)


def test_whoever_is_alone_says_on_whose_word(cast: Cast) -> None:
    made, lena = asked(cast, cast.lib), cast.actor(cast.lib)
    RoleHeld.objects.filter(role="district_manager").delete()
    with pytest.raises(Refused, match="own_proposal_alone"):
        actions.approve_disposal(lena, list_id=made, now=NOON)
    with pytest.raises(Refused, match="reason_missing"):
        actions.approve_disposal(lena, list_id=made, overrides=["care.own_proposal_alone"], now=NOON)
    actions.approve_disposal(
        lena, list_id=made, overrides=["care.own_proposal_alone"], reason="Principal's letter of Monday", now=NOON
    )
    entry = AuditEntry.objects.get(code="care.approve_disposal")
    assert (entry.overrides, entry.reason) == (["care.own_proposal_alone"], "Principal's letter of Monday")
