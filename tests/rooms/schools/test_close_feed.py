import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.schools import actions, queries
from tests.cast import Cast
from tests.makers import NOON


def test_a_closed_address_leads_nowhere(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    secret = actions.renew_feed(dee, site_id=cast.middle.pk, now=NOON).secret
    actions.close_feed(dee, site_id=cast.middle.pk, now=NOON)
    assert queries.site_of_feed(secret) is None
    assert queries.feed_of(cast.middle.pk) is None
    actions.close_feed(dee, site_id=cast.middle.pk, now=NOON)
    assert AuditEntry.objects.filter(code="schools.close_feed").count() == 1


def test_only_by_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.close_feed(cast.actor(cast.eli), site_id=cast.middle.pk, now=NOON)
