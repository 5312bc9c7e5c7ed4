"""Holds whose time is over, by the day and the calendar of the site where they are fetched."""

from datetime import date, datetime

from django.db.models import Q

from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import calendar_of

OpenToday = dict[date, list[int]]
"""The sites that are open, by the day it is there."""


def sites_open(now: datetime) -> OpenToday:
    """The sites that are open on the day it is there. Where a library is closed nobody could have come."""
    found: OpenToday = {}
    for site_id, zone in Site.objects.order_by("pk").values_list("pk", "timezone"):
        today = now.astimezone(zone_named(zone)).date()
        if calendar_of(site_id).is_open(today):
            found.setdefault(today, []).append(site_id)
    return found


def _past(field: str, sites: OpenToday) -> Q:
    """The condition that a day is past at the site where the hold is fetched."""
    found = Q(pk__in=[])
    for today, site_ids in sites.items():
        found |= Q(pickup_site__in=site_ids, **{f"{field}__lt": today})
    return found


def expired_waiting(sites: OpenToday, most: int) -> list[int]:
    """Holds that wait and whose last day is past."""
    return list(Hold.objects.filter(_past("expires_on", sites), status="waiting").values_list("pk", flat=True)[:most])


def expired_on_shelf(sites: OpenToday, most: int) -> list[Hold]:
    """Holds whose copy stood on the hold shelf longer than it was to."""
    return list(Hold.objects.filter(_past("shelf_until_on", sites), status="on_shelf").order_by("pk")[:most])
