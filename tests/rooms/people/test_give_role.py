"""Roles are held at a site, between two days."""

from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Account, RoleHeld
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_given_once_and_until_a_day(cast: Cast) -> None:
    clark = Account.objects.get(username="clark")
    lena = cast.actor(cast.lib)
    first = actions.give_role(lena, account_id=clark.pk, role="assistant", site_id=cast.middle.pk, now=NOON)
    assert actions.give_role(lena, account_id=clark.pk, role="assistant", site_id=cast.middle.pk, now=NOON) == first
    assert queries.actor_for(clark, now=NOON).may("circulation.undo")
    RoleHeld.objects.filter(pk=first).update(ends_on=date(2026, 11, 22))
    assert not queries.actor_for(clark, now=NOON).may("circulation.undo")


@pytest.mark.django_db
def test_nobody_gives_what_ranks_as_high_as_their_own_nor_elsewhere(cast: Cast) -> None:
    clark, dee = Account.objects.get(username="clark").pk, cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.role_too_high"):
        actions.give_role(dee, account_id=clark, role="librarian", site_id=cast.middle.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.role_elsewhere"):
        actions.give_role(dee, account_id=clark, role="volunteer", site_id=cast.high.pk, now=NOON)
    lena = Account.objects.get(username="lena").pk
    with pytest.raises(Refused, match=r"people\.account_above"):
        actions.give_role(dee, account_id=lena, role="volunteer", site_id=cast.middle.pk, now=NOON)
    omar = cast.actor(cast.boss)
    actions.give_role(omar, account_id=clark, role="district_manager", now=NOON)
    assert cast.actor(cast.clark).is_district
