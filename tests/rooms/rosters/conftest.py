"""Two schools that a small roster knows, and a short way to send one in."""

from collections.abc import Callable
from datetime import datetime

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.oneroster import Roster
from carrel.rooms.rosters import actions
from carrel.rooms.schools.models import Site
from tests import makers
from tests.rooms.rosters.small import zipped

Bring = Callable[..., actions.Applied]


@pytest.fixture
def middle(db: None) -> Site:
    return makers.make_site(code="ACM", name="Alder Creek Middle School")


@pytest.fixture
def high(db: None) -> Site:
    return makers.make_site(code="CED", name="Cedar High School")


@pytest.fixture
def bring(middle: Site, high: Site) -> Bring:
    """Compare a roster and let it in, with as many leavers as there may be."""

    def brought(package: Roster, *, now: datetime = makers.NOON, actor: Actor = SYSTEM) -> actions.Applied:
        seen = actions.dry_run_roster(actor, source=zipped(package), source_name="roster.zip", now=now)
        assert seen.status == "compared", seen.faults or seen.objections
        return actions.apply_roster(
            actor, import_id=seen.import_id, now=now, accept_leavers=True, reason="It is what the office says."
        )

    return brought
