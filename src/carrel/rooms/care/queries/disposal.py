"""Questions about lists of disposal."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.care.models import DisposalLine, DisposalList
from carrel.rooms.care.rules import disposal as rules
from carrel.rooms.people.models import RoleHeld
from carrel.rooms.people.rules import ROLES
from carrel.rooms.schools.queries import today_at

APPROVE = "care.approve_disposal"


def disposal_lists(actor: Actor) -> QuerySet[DisposalList]:
    """The lists of the actor's site, the newest first, with how many items each holds."""
    return (
        DisposalList.objects.filter(site_id=actor.site_id or 0)
        .annotate(items=Count("lines"))
        .order_by("-opened_at", "-pk")
    )


def lists_to_decide(site_id: int) -> int:
    """How many lists of a site wait for an approval."""
    return DisposalList.objects.filter(site=site_id, state=rules.ASKED).count()


def disposal_list_seen(actor: Actor, list_id: int) -> DisposalList | None:
    """One list of a site the actor works at."""
    found = DisposalList.objects.select_related("site").filter(pk=list_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def disposal_to_change(actor: Actor, list_id: int) -> DisposalList:
    """The list an action is about, held against other writers; Refused when it is gone or another site's."""
    found = DisposalList.objects.select_for_update().filter(pk=list_id).first()
    if found is None:
        raise Refused(Objection("care.no_such_list", Weight.REFUSE, {}))
    if not actor.sees_site(found.site_id):
        raise Refused(Objection("inventory.other_site", Weight.REFUSE, {"title": found.name}))
    return found


def lines_of(list_id: int) -> QuerySet[DisposalLine]:
    """What stands on a list, in the order of the shelves."""
    lines = DisposalLine.objects.filter(disposal_id=list_id).select_related("item__record", "item__item_type")
    return lines.order_by("item__shelving_key", "item__record__title_sort", "pk")


def open_line_of(item_id: int) -> DisposalLine | None:
    """The line an item has on an open list."""
    return DisposalLine.objects.select_related("disposal").filter(item_id=item_id, is_open=True).first()


def withdrawn_by(item_id: int) -> DisposalLine | None:
    """The line by which an item was withdrawn, or on which it stands now; the last one, with its list."""
    found = DisposalLine.objects.select_related("disposal").filter(item_id=item_id)
    return found.filter(Q(is_open=True) | Q(disposal__state=rules.CARRIED_OUT)).order_by("-pk").first()


def editable_list(site_id: int) -> DisposalList | None:
    """The newest list of a site to which items can be added."""
    return DisposalList.objects.filter(site_id=site_id, state__in=rules.EDITABLE).order_by("-opened_at", "-pk").first()


def others_who_may_approve(actor: Actor, site_id: int, now: datetime) -> int:
    """How many accounts besides the actor's may approve disposals of this site today."""
    roles = [
        code for code, role in ROLES.items() if Actor(None, None, "", None, permissions=role.permissions).may(APPROVE)
    ]
    today = today_at(site_id, now)
    held = RoleHeld.objects.filter(
        Q(site_id=site_id) | Q(site=None),
        Q(starts_on=None) | Q(starts_on__lte=today),
        Q(ends_on=None) | Q(ends_on__gte=today),
        role__in=roles,
        account__is_active=True,
    )
    return held.exclude(account_id=actor.account_id or 0).values("account_id").distinct().count()
