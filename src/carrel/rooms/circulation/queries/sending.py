"""Where an item stands that staff sent to another site by hand, and where it may be sent."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.rules.sending import SendFacts, SentFacts
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.schools.models import Site

_BY_STAFF = (Transit.Why.SENT, Transit.Why.TIME)


def sent_by_hand(item: Item, *, here: int) -> SentFacts | None:
    """Where staff sent it, while that holds: on its way there, or there until it is lent or sent on.

    A journey that was called off never was; what is missing on the way is bound for nowhere any more. What another
    school has for a time belongs there through every loan, until it is called back. One or two statements.
    """
    found = Transit.objects.filter(item_id=item.pk).exclude(ended_as=Transit.End.CANCELLED)
    last = found.select_related("to_site").order_by("-pk").first()
    if last is None or last.why not in _BY_STAFF or last.ended_as not in ("", Transit.End.ARRIVED):
        return None
    for_a_time = last.why == Transit.Why.TIME
    if last.ended_at is not None and not for_a_time and (last.to_site_id != here or _lent_since(item.pk, last)):
        return None
    return SentFacts(last.to_site_id, last.to_site.called, last.to_site_id == here, for_a_time)


def standing_elsewhere(item_id: int | None = None, *, among: Collection[int] | None = None) -> dict[int, int]:
    """The items that are in and stay where staff sent them, with that site; all, one, or of these. One statement."""
    found = _stay_where_sent().filter(item__state="available")
    found = found if item_id is None else found.filter(item=item_id)
    found = found if among is None else found.filter(item__in=among)
    return dict(found.exclude(to_site=F("item__site")).values_list("item_id", "to_site_id"))


def standing_away_from(site_id: int) -> Exists:
    """The condition, for a question about items of a site that are in, that staff have sent them to another site."""
    return Exists(_stay_where_sent().filter(item=OuterRef("pk")).exclude(to_site=site_id))


def _stay_where_sent() -> QuerySet[Transit]:
    """The last journeys of items that staff sent and that arrived: until they are lent, or for a time."""
    later = Transit.objects.filter(item=OuterRef("item"), pk__gt=OuterRef("pk")).exclude(ended_as=Transit.End.CANCELLED)
    lent = Loan.objects.filter(item=OuterRef("item"), lent_at__gte=OuterRef("ended_at"), is_undone=False)
    arrived = Transit.objects.filter(~Exists(later), ended_as=Transit.End.ARRIVED)
    return arrived.filter(Q(why=Transit.Why.TIME) | Q(~Exists(lent), why=Transit.Why.SENT))


def send_facts(actor: Actor, item: Item, goal: Site) -> SendFacts:
    """Everything `send_objections` decides from."""
    stands_at = standing_elsewhere(item.pk).get(item.pk, item.site_id)
    from_site_id = actor.site_id or stands_at
    return SendFacts(
        title=item.record.title,
        state=item.state,
        goal=goal.called,
        goal_is_open=goal.is_active,
        is_goal_here=goal.pk == from_site_id,
        is_at_goal=goal.pk == stands_at,
    )


def _lent_since(item_id: int, journey: Transit) -> bool:
    return Loan.objects.filter(item_id=item_id, lent_at__gte=journey.ended_at, is_undone=False).exists()
