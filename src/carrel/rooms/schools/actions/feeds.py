"""renew_feed, close_feed: the secret address of a site's calendar."""

import secrets
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.schools.actions.days import require_sites
from carrel.rooms.schools.models import CalendarFeed


def renew_feed(actor: Actor, *, site_id: int, now: datetime) -> CalendarFeed:
    """Give the calendar of a site a new secret address; the one of before leads nowhere from this moment.

    Raises NotAllowed, and Refused for a site out of scope. Inverse: close_feed.
    """
    require(actor, "schools.renew_feed")
    require_sites(actor, [site_id])
    with writing():
        values = {"secret": secrets.token_urlsafe(32), "made_at": now}
        feed, _ = CalendarFeed.objects.update_or_create(site_id=site_id, defaults=values)
        record_act(actor, "schools.renew_feed", about=("site", site_id), at=now, site_id=site_id)
    return feed


def close_feed(actor: Actor, *, site_id: int, now: datetime) -> None:
    """Let the secret address of a site's calendar lead nowhere. Without an address nothing happens.

    Raises NotAllowed, and Refused for a site out of scope. Inverse: renew_feed, with another address.
    """
    require(actor, "schools.close_feed")
    require_sites(actor, [site_id])
    with writing():
        if CalendarFeed.objects.filter(site_id=site_id).delete()[0]:
            record_act(actor, "schools.close_feed", about=("site", site_id), at=now, site_id=site_id)
