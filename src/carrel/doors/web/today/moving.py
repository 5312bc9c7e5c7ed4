"""What waits of transfers, displays and delivery runs."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.desk.facts import link
from carrel.doors.web.today.task import Task
from carrel.rooms.moving.queries import displays, runs, transfers
from carrel.rooms.schools import queries as schools


def _transfers(actor: Actor, _now: datetime) -> Task | None:
    """Transfers to pack that were asked for back, to count, or with open questions."""
    site_id = actor.site_id or 0
    found = [each.transfer for each in transfers.transfers_of(site_id)]
    coming = [each for each in found if each.to_site_id == site_id and each.is_counted]
    to_pack = [each for each in found if each.from_site_id == site_id and each.is_packing]
    if coming:
        count = len(coming)
        title = ngettext("%(count)s transfer comes here", "%(count)s transfers come here", count) % {"count": count}
        url = link("moving.transfer", coming[0].pk) if count == 1 else link("moving.transfers")
        return Task(count, title, _("Count it against its list, and settle what is open"), url, _("Open"))
    count = len(to_pack)
    title = ngettext("%(count)s transfer to pack", "%(count)s transfers to pack", count) % {"count": count}
    return Task(count, title, _("It has not left yet"), link("moving.transfers"), _("Open the list"))


def _to_call_back(actor: Actor, now: datetime) -> Task | None:
    found = transfers.to_call_back(actor.site_id or 0, schools.today_at(actor.site_id, now))
    count = sum(each.items for each in found)
    title = ngettext("%(count)s item is to be called back", "%(count)s items are to be called back", count)
    detail = _("Lent to another school, and its day has come")
    return Task(count, title % {"count": count}, detail, link("moving.transfers"), _("Transfers"))


def _to_take_down(actor: Actor, now: datetime) -> Task | None:
    found = displays.to_take_down(actor.site_id or 0, now)
    count = len(found)
    title = ngettext("%(count)s display to take down", "%(count)s displays to take down", count) % {"count": count}
    detail = ", ".join(each.display.name for each in found[:3])
    url = link("moving.display", found[0].display.pk) if count == 1 else link("moving.displays")
    return Task(count, title, detail, url, _("List to take down"))


def _runs(actor: Actor, now: datetime) -> Task | None:
    site_id = actor.site_id or 0
    found = runs.runs_at(site_id, schools.today_at(site_id, now))
    count = len(found)
    title = ngettext("The van comes today", "%(count)s vans come today", count) % {"count": count}
    detail = ", ".join(each.name for each in found)
    url = link("moving.run", found[0].pk) if count == 1 else link("moving.runs")
    return Task(count, title, detail, url, _("What it takes"))


MOVING_KINDS: tuple[tuple[str, Callable[[Actor, datetime], Task | None]], ...] = (
    ("moving.count_transfer", _transfers),
    ("moving.call_back_lent", _to_call_back),
    ("moving.take_down", _to_take_down),
    ("moving.view_runs", _runs),
)
"""Each with the permission that leads to it."""
