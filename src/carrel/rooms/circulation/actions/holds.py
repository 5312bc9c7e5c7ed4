"""place_hold, cancel_hold, restore_hold: a reader waits for a title or a copy, or does so no longer.

`place_own_hold` and `cancel_own_hold` are the same for the reader's own hands, who pass nothing by naming it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.actions.catching import end_hold, hold_still, let_go, wait_again
from carrel.rooms.circulation.models import ACTIVE, Hold
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.holds import hold_of, may_touch_hold, place_facts, position_of
from carrel.rooms.circulation.rules import holds as rules
from carrel.rooms.circulation.rules.lending import patron_unknown
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site

PLACE = "circulation.place_hold"
PLACE_OWN = "circulation.place_own_hold"
CANCEL = "circulation.cancel_hold"
CANCEL_OWN = "circulation.cancel_own_hold"
RESTORE = "circulation.restore_hold"


@dataclass(frozen=True, slots=True)
class Placed:
    """A hold as it stands after the act. `position` is its place in the queue, from 1; None when it does not wait."""

    hold_id: int
    act_id: int
    title: str
    position: int | None
    status: str
    repeated: bool = False


def place_hold(
    actor: Actor,
    *,
    patron_id: int,
    record_id: int,
    pickup_site_id: int,
    now: datetime,
    item_id: int | None = None,
    expires_on: date | None = None,
    note: str = "",
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
) -> Placed:
    """Let a reader wait for a title, or for the one copy `item_id`, to be fetched at a site.

    `expires_on` is the last day they want it; without one the policy says how long a hold waits.
    Raises NotAllowed, KeyReused, and Refused with every objection that stands.
    Inverse: cancel_hold.
    """
    require(actor, PLACE)
    with writing():
        kept = kept_answer(key, PLACE, actor)
        if kept is not None:
            return _as_it_stands(kept["hold"], kept["act"], now)
        placed = _place(
            actor, PLACE, patron_id, record_id, pickup_site_id, now, item_id, expires_on, note, overrides, reason
        )
        keep_answer(key, actor, PLACE, {"hold": placed.hold_id, "act": placed.act_id}, now)
    return placed


def place_own_hold(
    actor: Actor,
    *,
    record_id: int,
    pickup_site_id: int,
    now: datetime,
    item_id: int | None = None,
    expires_on: date | None = None,
    key: str = "",
) -> Placed:
    """Wait for a title oneself. What would ask staff stops a reader.

    Raises NotAllowed, KeyReused, and Refused with every objection that stands.
    Inverse: cancel_own_hold.
    """
    require(actor, PLACE_OWN)
    with writing():
        kept = kept_answer(key, PLACE_OWN, actor)
        if kept is not None:
            return _as_it_stands(kept["hold"], kept["act"], now)
        patron = actor.person_id or 0
        placed = _place(actor, PLACE_OWN, patron, record_id, pickup_site_id, now, item_id, expires_on, "", (), "")
        keep_answer(key, actor, PLACE_OWN, {"hold": placed.hold_id, "act": placed.act_id}, now)
    return placed


def _place(
    actor: Actor,
    code: str,
    patron_id: int,
    record_id: int,
    pickup_site_id: int,
    now: datetime,
    item_id: int | None,
    expires_on: date | None,
    note: str,
    overrides: Collection[str],
    reason: str,
) -> Placed:
    patron = Person.objects.select_for_update(of=("self",)).filter(pk=patron_id).first()
    if patron is not None and patron.merged_into_id is not None:
        patron = Person.objects.get(pk=patron.merged_into_id)
    record = Record.objects.filter(pk=record_id).first()
    pickup = Site.objects.filter(pk=pickup_site_id).first()
    if patron is None:
        raise Refused(patron_unknown())
    if record is None or pickup is None:
        raise Refused(rules.hold_unknown())
    today = now.astimezone(zone_named(pickup.timezone)).date()
    facts = place_facts(actor, patron, record, pickup=pickup, item_id=item_id, today=today)
    passed = settle(Verdict.of(rules.place_hold_objections(facts)), actor, overrides, reason)
    days = facts.limits.number("hold_days")
    hold = Hold.objects.create(
        record=record,
        item_id=item_id,
        patron=patron,
        grade=patron.grade,
        home_site_id=patron.home_site_id,
        pickup_site=pickup,
        placed_at=now,
        expires_on=expires_on or (today + timedelta(days=days) if days else None),
        note=squeeze(note, 200),
    )
    act_id = record_act(
        actor,
        code,
        about=("hold", hold.pk),
        at=now,
        overrides=passed,
        reason=reason if passed else "",
        site_id=actor.site_id or pickup.pk,
    )
    return Placed(hold.pk, act_id, record.title, position_of(hold, today), hold.status)


def cancel_hold(actor: Actor, *, hold_id: int, now: datetime, key: str = "", reason: str = "") -> Placed:
    """End a hold that nobody wants any more. A copy that stood ready goes to the next in the queue, or back.

    Raises NotAllowed, KeyReused, and Refused for a hold that is unknown, another school's, or over.
    Inverse: restore_hold.
    """
    require(actor, CANCEL)
    with writing():
        kept = kept_answer(key, CANCEL, actor)
        if kept is not None:
            return _as_it_stands(kept["hold"], kept["act"], now)
        found = _active(hold_id, lambda hold: may_touch_hold(actor, hold))
        return _cancel(actor, CANCEL, found, now, key, reason)


def cancel_own_hold(actor: Actor, *, hold_id: int, now: datetime, key: str = "") -> Placed:
    """End a hold of one's own.

    Raises NotAllowed, KeyReused, and Refused for a hold that is not one's own, or over.
    Inverse: place_own_hold.
    """
    require(actor, CANCEL_OWN)
    with writing():
        kept = kept_answer(key, CANCEL_OWN, actor)
        if kept is not None:
            return _as_it_stands(kept["hold"], kept["act"], now)
        found = _active(hold_id, lambda hold: actor.person_id is not None and hold.patron_id == actor.person_id)
        return _cancel(actor, CANCEL_OWN, found, now, key, "")


def _cancel(actor: Actor, code: str, found: Hold, now: datetime, key: str, reason: str) -> Placed:
    was, item_id, pickup_id = found.status, found.captured_item_id, found.pickup_site_id
    end_hold(found.pk, status="cancelled", now=now)
    if was == "on_shelf" and item_id is not None:
        let_go(item_id, site_id=pickup_id, now=now)
    facts = {"was": was}
    about, site_id = ("hold", found.pk), actor.site_id or pickup_id
    act_id = record_act(actor, code, about=about, at=now, reason=reason, facts=facts, site_id=site_id)
    keep_answer(key, actor, code, {"hold": found.pk, "act": act_id}, now)
    return Placed(found.pk, act_id, found.record.title, None, "cancelled")


def restore_hold(actor: Actor, *, hold_id: int, now: datetime, key: str = "") -> Placed:
    """Put a hold that was called off, or that expired, back into the queue at its old place.

    Raises NotAllowed, KeyReused, and Refused for one that is unknown, filled, or whose reader is forgotten.
    Inverse: cancel_hold.
    """
    require(actor, RESTORE)
    with writing():
        kept = kept_answer(key, RESTORE, actor)
        if kept is not None:
            return _as_it_stands(kept["hold"], kept["act"], now)
        found = hold_still(hold_id)
        if found is None or not may_touch_hold(actor, found):
            raise Refused(rules.hold_unknown())
        _must_be_free(found)
        wait_again(found.pk)
        # One copy of a class's reservation sleeps again until copies are kept, and ends with it.
        its = found.reservation
        Hold.objects.filter(pk=found.pk).update(
            expires_on=its.until_on if its is not None else None, is_frozen=its is not None
        )
        act_id = record_act(actor, RESTORE, about=("hold", found.pk), at=now, site_id=actor.site_id)
        keep_answer(key, actor, RESTORE, {"hold": found.pk, "act": act_id}, now)
        return _as_it_stands(found.pk, act_id, now, repeated=False)


def _must_be_free(found: Hold) -> None:
    """Only what was called off or expired waits again, while its reader is known and waits for it no second time."""
    if found.status not in ("cancelled", "expired") or found.patron_id is None:
        raise Refused(rules.hold_is_over(found.record.title))
    its = found.reservation
    if its is not None:
        there = Hold.objects.filter(reservation=its).exclude(status__in=("cancelled", "expired")).count()
        if its.status != "active" or there >= its.copies:
            raise Refused(rules.hold_is_over(found.record.title))
        return
    again = Hold.objects.filter(patron_id=found.patron_id, record_id=found.record_id, status__in=ACTIVE)
    if again.filter(Q(item_id=found.item_id), reservation=None).exists():
        raise Refused(rules.waits_already(found.record.title, str(found.patron)))


def _active(hold_id: int, may_touch: Callable[[Hold], bool]) -> Hold:
    """A hold that has not ended, for those who may touch it; for everybody else it does not exist."""
    found = hold_still(hold_id)
    if found is None or not may_touch(found):
        raise Refused(rules.hold_unknown())
    if found.status not in ACTIVE:
        raise Refused(rules.hold_is_over(found.record.title))
    return found


def _as_it_stands(hold_id: int, act_id: int, now: datetime, *, repeated: bool = True) -> Placed:
    found = hold_of(hold_id)
    if found is None:
        raise Refused(rules.hold_unknown())
    today = now.astimezone(zone_named(found.pickup_site.timezone)).date()
    return Placed(found.pk, act_id, found.record.title, position_of(found, today), found.status, repeated)


def move_holds_of_merged(
    actor: Actor,
    *,
    now: datetime,
    records: tuple[int, int] | None = None,
    persons: tuple[int, int] | None = None,
) -> int:
    """Let holds follow a merged record or person, given as (from, to); returns how many moved.

    Who would then wait twice for the same thing waits once, at the earlier place.
    No inverse: which of two holds was given up cannot be told from what is left.
    """
    require(actor, "circulation.move_holds_of_merged")
    with writing():
        if records is not None:
            moved = _follow(Hold.objects.filter(record_id=records[0]), "record_id", records[1], now)
        elif persons is not None:
            moved = _follow(Hold.objects.filter(patron_id=persons[0]), "patron_id", persons[1], now)
        else:
            return 0
        about = ("record", records[1]) if records else ("person", persons[1] if persons else None)
        record_act(actor, "circulation.move_holds_of_merged", about=about, at=now, facts={"holds": moved})
    return moved


def _follow(holds: QuerySet[Hold], field: str, to_id: int, now: datetime) -> int:
    moved = 0
    for hold in holds.order_by("rank", "placed_at", "pk"):
        changed = {field: to_id}
        twin = Hold.objects.filter(
            Q(item_id=hold.item_id),
            **({"patron_id": hold.patron_id, "record_id": hold.record_id} | changed),
            reservation=None,
            status__in=ACTIVE,
        ).exclude(pk=hold.pk)
        if hold.status in ACTIVE and hold.reservation_id is None and twin.exists():
            end_hold(hold.pk, status="cancelled", now=now)
            if hold.status == "on_shelf" and hold.captured_item_id is not None:
                let_go(hold.captured_item_id, site_id=hold.pickup_site_id, now=now)
        Hold.objects.filter(pk=hold.pk).update(**changed)
        moved += 1
    return moved
