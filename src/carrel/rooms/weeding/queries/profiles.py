"""Questions about tables of rules."""

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.weeding.models import WeedingProfile
from carrel.rooms.weeding.rules import WeedingRule


def profiles_of(actor: Actor) -> QuerySet[WeedingProfile]:
    """The tables of the actor's site, by name."""
    return WeedingProfile.objects.filter(site_id=actor.site_id or 0, removed_at=None)


def removed_profiles_of(actor: Actor) -> QuerySet[WeedingProfile]:
    """The tables of the actor's site that were removed, the last first."""
    return WeedingProfile.objects.filter(site_id=actor.site_id or 0, removed_at__isnull=False).order_by("-removed_at")


def profile_seen(actor: Actor, profile_id: int) -> WeedingProfile | None:
    """One table of a site the actor works at."""
    found = WeedingProfile.objects.filter(pk=profile_id, removed_at=None).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def profile_to_change(actor: Actor, profile_id: int) -> WeedingProfile:
    """The table an action is about, held against other writers; Refused when it is gone or another school's."""
    found = WeedingProfile.objects.select_for_update().filter(pk=profile_id).first()
    if found is None:
        raise Refused(Objection("weeding.no_such_profile", Weight.REFUSE, {}))
    if not actor.sees_site(found.site_id):
        raise Refused(Objection("schools.other_site", Weight.REFUSE, {"name": actor.name}))
    return found


def rules_of(profile: WeedingProfile) -> tuple[WeedingRule, ...]:
    """The rules of a table, in their order."""
    return tuple(WeedingRule(**row) for row in profile.rows)


def item_types() -> dict[int, str]:
    """What each item type is called."""
    return dict(ItemType.objects.order_by("sort", "name").values_list("pk", "name"))
