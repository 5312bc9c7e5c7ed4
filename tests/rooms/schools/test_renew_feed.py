import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from tests.cast import Cast
from tests.makers import NOON


def test_a_new_address_leads_here_and_the_old_one_nowhere(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first = actions.renew_feed(dee, site_id=cast.middle.pk, now=NOON).secret
    assert queries.site_of_feed(first) == cast.middle
    second = actions.renew_feed(dee, site_id=cast.middle.pk, now=NOON).secret
    assert len(second) >= 43
    assert queries.site_of_feed(first) is None
    assert queries.site_of_feed(second) == cast.middle
    assert queries.site_of_feed("") is None


def test_the_secret_is_not_in_the_audit(cast: Cast) -> None:
    secret = actions.renew_feed(cast.actor(cast.dee), site_id=cast.middle.pk, now=NOON).secret
    assert all(secret not in str(each.facts) for each in AuditEntry.objects.all())


def test_a_site_put_away_shares_nothing(cast: Cast) -> None:
    secret = actions.renew_feed(cast.actor(cast.dee), site_id=cast.middle.pk, now=NOON).secret
    type(cast.middle).objects.filter(pk=cast.middle.pk).update(is_active=False)
    assert queries.site_of_feed(secret) is None


def test_only_by_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.renew_feed(cast.actor(cast.eli), site_id=cast.middle.pk, now=NOON)
    with pytest.raises(Refused):
        actions.renew_feed(cast.actor(cast.dee), site_id=cast.high.pk, now=NOON)
