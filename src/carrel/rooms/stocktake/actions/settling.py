"""What is done about a scan afterwards: taken back, moved to its place, returned; and a stray is settled."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.actions.walking import rebuild
from carrel.rooms.stocktake.models import Seen, Step, Stray, Walk


def take_back_scan(actor: Actor, *, seen_id: int, now: datetime) -> None:
    """Take a scan back as if it had not been: the copy is unseen, in its old place, lost again if it was found.

    Raises Refused when the count is not open, or when what was found was lent since. Inverse: scan.
    """
    require(actor, "stocktake.take_back_scan")
    with writing():
        seen = queries.seen_to_change(actor, seen_id)
        _must_be_open(seen)
        if seen.act_id is not None:
            undo = circulation.undo if actor.may("circulation.undo") else circulation.undo_own
            undo(actor, act_id=seen.act_id, now=now)
        if seen.outcome == rules.PLACED:
            inventory.mark_placed(seen.item_id, place_id=seen.was_place_id)
        inventory.mark_seen_before(seen.item_id, at=seen.was_seen_at)
        # Whoever scanned it after the first has it in their walk too.
        walks = list(
            Step.objects.filter(walk__count_id=seen.count_id, item_id=seen.item_id).values_list("walk_id", flat=True)
        )
        Step.objects.filter(walk_id__in=walks, item_id=seen.item_id).delete()
        Walk.objects.filter(pk=seen.walk_id).update(seen=seen.walk.seen - 1)
        for walk_id in walks:
            rebuild(walk_id)
        seen.delete()
        facts = {"item": seen.item_id, "outcome": seen.outcome}
        _record(actor, "stocktake.take_back_scan", seen, now, facts)


def note_moved(actor: Actor, *, seen_id: int, now: datetime, is_moved: bool = True) -> None:
    """Write down that a copy that stood wrong was taken to its place, or that it was not after all.

    Inverse: note_moved.
    """
    require(actor, "stocktake.note_moved")
    with writing():
        seen = queries.seen_to_change(actor, seen_id)
        Seen.objects.filter(pk=seen_id).update(settled_at=now if is_moved else None)
        _record(actor, "stocktake.note_moved", seen, now, {"item": seen.item_id, "moved": is_moved})


def return_seen(actor: Actor, *, seen_id: int, now: datetime, key: str = "") -> circulation.Returned:
    """Take back what was on loan or on its way by its record and stands on the shelf; another school's goes home.

    Raises Refused for a copy of which nothing is to be returned. Inverse: take_back_scan, which undoes the return too.
    """
    require(actor, "stocktake.return_seen")
    with writing():
        seen = queries.seen_to_change(actor, seen_id)
        if seen.outcome not in rules.TO_RETURN or seen.act_id is not None:
            facts = {"title": seen.item.record.title}
            raise Refused(Objection("stocktake.nothing_to_return", Weight.REFUSE, facts))
        returned = circulation.check_in(actor, item_id=seen.item_id, now=now, key=key)
        Seen.objects.filter(pk=seen_id).update(act_id=returned.act_id, settled_at=now)
        _record(actor, "stocktake.return_seen", seen, now, {"item": seen.item_id})
    return returned


def drop_stray(actor: Actor, *, stray_id: int, now: datetime) -> None:
    """Take a number off the list of strays. Inverse: scan."""
    require(actor, "stocktake.drop_stray")
    with writing():
        stray = Stray.objects.select_related("count").filter(pk=stray_id).first()
        if stray is None:
            raise Refused(Objection("stocktake.no_such_scan", Weight.REFUSE, {}))
        queries.must_see(actor, stray.count)
        stray.delete()
        about = ("count", stray.count_id)
        record_act(actor, "stocktake.drop_stray", about=about, at=now, site_id=stray.count.site_id)


def _must_be_open(seen: Seen) -> None:
    standing = rules.state_objections(count=seen.count.name, state=seen.count.state, wanted=(rules.OPEN,))
    if standing:
        raise Refused(*standing)


def _record(actor: Actor, code: str, seen: Seen, now: datetime, facts: dict[str, object]) -> None:
    record_act(actor, code, about=("count", seen.count_id), at=now, facts=facts, site_id=seen.count.site_id)
