"""Who acts: roles by site and day, in two statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.people import queries
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY


@pytest.mark.django_db
def test_two_statements(cast: Cast) -> None:
    dee = Account.objects.get(username="dee")
    with CaptureQueriesContext(connection) as asked:
        actor = queries.actor_for(dee, now=NOON)
    assert len(asked) == 2
    assert (actor.name, actor.site_id, actor.roles) == ("Dee Novak", cast.middle.pk, {"technician"})
    assert actor.site_ids == {cast.middle.pk}


@pytest.mark.django_db
def test_a_lapsed_clearance_may_nothing(cast: Cast) -> None:
    gus = cast.actor(cast.gus)
    assert (gus.roles, gus.permissions, gus.site_ids) == (frozenset(), frozenset(), frozenset())


@pytest.mark.django_db
def test_each_site_has_its_own_permissions(cast: Cast) -> None:
    account = makers.make_account("two", makers.make_person("Two", "Sites", home_site=cast.middle))
    makers.give_role(account, "teacher", cast.middle)
    makers.give_role(account, "technician", cast.high)
    makers.give_role(account, "librarian", cast.elementary, ends_on=TODAY - timedelta(days=1))
    usual = queries.actor_for(account, now=NOON)
    assert (usual.site_id, usual.site_ids) == (cast.high.pk, {cast.middle.pk, cast.high.pk})
    assert usual.may("circulation.check_out")
    assert not queries.may_see_person(usual, cast.ana.pk)
    assert queries.may_see_person(usual, cast.fay.pk)
    at_middle = queries.actor_for(account, site_id=cast.middle.pk, now=NOON)
    assert (at_middle.site_id, at_middle.may("circulation.check_out")) == (cast.middle.pk, False)
    not_there = queries.actor_for(account, site_id=cast.elementary.pk, now=NOON)
    assert not_there.site_id == cast.high.pk


@pytest.mark.django_db
def test_the_district_works_anywhere(cast: Cast) -> None:
    omar = Account.objects.get(username="omar")
    assert queries.actor_for(omar, now=NOON).site_id is not None
    actor = queries.actor_for(omar, site_id=cast.high.pk, now=NOON)
    assert (actor.site_id, actor.is_district, actor.may("anything.at_all")) == (cast.high.pk, True, True)
