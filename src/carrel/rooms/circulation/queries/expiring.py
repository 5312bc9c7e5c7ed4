"""Holds whose time is over, by the day of the site where they are fetched."""

from datetime import datetime

from django.db.models import Q

from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.schools.models import Site


def _past(field: str, now: datetime) -> Q:
    """A condition for each time zone of the district: it is tomorrow already, or it is not."""
    found = Q(pk__in=[])
    for name in Site.objects.order_by().values_list("timezone", flat=True).distinct():
        today = now.astimezone(zone_named(name)).date()
        found |= Q(pickup_site__timezone=name, **{f"{field}__lt": today})
    return found


def expired_waiting(now: datetime, most: int) -> list[int]:
    """Holds that wait and whose last day is past."""
    return list(Hold.objects.filter(_past("expires_on", now), status="waiting").values_list("pk", flat=True)[:most])


def expired_on_shelf(now: datetime, most: int) -> list[Hold]:
    """Holds whose copy stood on the hold shelf longer than it was to."""
    return list(Hold.objects.filter(_past("shelf_until_on", now), status="on_shelf").order_by("pk")[:most])
