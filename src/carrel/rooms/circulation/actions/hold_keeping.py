"""What is done to a hold while it waits: frozen and thawed, changed, put to the front, put back."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import hold_still
from carrel.rooms.circulation.models import ACTIVE, Hold
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.holds import may_touch_hold, pickup_site
from carrel.rooms.circulation.rules import holds as rules


def freeze_hold(actor: Actor, *, hold_id: int, now: datetime, until_on: date | None = None) -> None:
    """Let a hold keep its place and be passed over, until a day or until it is thawed.

    Raises NotAllowed, and Refused for a hold that does not wait, or a day that is past.
    Inverse: thaw_hold.
    """
    require(actor, "circulation.freeze_hold")
    _freeze(actor, "circulation.freeze_hold", hold_id, now, until_on, _in_scope(actor))


def thaw_hold(actor: Actor, *, hold_id: int, now: datetime) -> None:
    """Let a frozen hold be filled again.

    Raises NotAllowed, and Refused for a hold that does not wait.
    Inverse: freeze_hold.
    """
    require(actor, "circulation.thaw_hold")
    _thaw(actor, "circulation.thaw_hold", hold_id, now, _in_scope(actor))


def freeze_own_hold(actor: Actor, *, hold_id: int, now: datetime, until_on: date | None = None) -> None:
    """Let a hold of one's own be passed over for a while.

    Raises as freeze_hold does; another's hold is as unknown as none.
    Inverse: thaw_own_hold.
    """
    require(actor, "circulation.freeze_own_hold")
    _freeze(actor, "circulation.freeze_own_hold", hold_id, now, until_on, _own(actor))


def thaw_own_hold(actor: Actor, *, hold_id: int, now: datetime) -> None:
    """Let a frozen hold of one's own be filled again.

    Raises as thaw_hold does; another's hold is as unknown as none.
    Inverse: freeze_own_hold.
    """
    require(actor, "circulation.thaw_own_hold")
    _thaw(actor, "circulation.thaw_own_hold", hold_id, now, _own(actor))


def change_hold(
    actor: Actor,
    *,
    hold_id: int,
    pickup_site_id: int,
    now: datetime,
    expires_on: date | None = None,
    note: str = "",
) -> None:
    """Give a waiting hold another site where it is fetched, another last day, another note.

    Raises NotAllowed, and Refused for a hold that does not wait, a site that gives nothing out, or a day that is past.
    Inverse: change_hold with what the audit says was before.
    """
    require(actor, "circulation.change_hold")
    with writing():
        found = _waiting(hold_id, _in_scope(actor))
        site = pickup_site(pickup_site_id)
        if site is None or not site.is_active:
            raise Refused(rules.pickup_closed(site.called if site else ""))
        _not_past(found, expires_on, now)
        before = {
            "pickup_site": found.pickup_site_id, "note": bool(found.note),
            "expires": found.expires_on.isoformat() if found.expires_on else None,
        }  # fmt: skip
        _update(found, pickup_site_id=pickup_site_id, expires_on=expires_on, note=squeeze(note, 200))
        _record(actor, "circulation.change_hold", found, now, before=before)


def move_hold_to_front(actor: Actor, *, hold_id: int, now: datetime, reason: str) -> None:
    """Put a hold before everybody else who waits, behind the classes' reservations; the reason goes on record.

    Raises NotAllowed, and Refused for a hold that does not wait.
    Inverse: move_hold_back.
    """
    require(actor, "circulation.move_hold_to_front")
    _rank(actor, "circulation.move_hold_to_front", hold_id, now, Hold.FRONT, reason)


def move_hold_back(actor: Actor, *, hold_id: int, now: datetime, reason: str = "") -> None:
    """Put a hold back at the place its time gives it.

    Raises NotAllowed, and Refused for a hold that does not wait.
    Inverse: move_hold_to_front.
    """
    require(actor, "circulation.move_hold_back")
    _rank(actor, "circulation.move_hold_back", hold_id, now, Hold.NORMAL, reason)


def _freeze(
    actor: Actor, code: str, hold_id: int, now: datetime, until_on: date | None, may: Callable[[Hold], bool]
) -> None:
    with writing():
        found = _waiting(hold_id, may)
        _not_past(found, until_on, now)
        _update(found, is_frozen=True, frozen_until_on=until_on)
        _record(actor, code, found, now, until=until_on.isoformat() if until_on else None)


def _thaw(actor: Actor, code: str, hold_id: int, now: datetime, may: Callable[[Hold], bool]) -> None:
    with writing():
        found = _waiting(hold_id, may)
        _update(found, is_frozen=False, frozen_until_on=None)
        _record(actor, code, found, now)


def _rank(actor: Actor, code: str, hold_id: int, now: datetime, rank: int, reason: str) -> None:
    with writing():
        found = _waiting(hold_id, _in_scope(actor))
        _update(found, rank=rank)
        site_id = actor.site_id or found.pickup_site_id
        record_act(actor, code, about=("hold", found.pk), at=now, reason=reason, site_id=site_id)


def _in_scope(actor: Actor) -> Callable[[Hold], bool]:
    return lambda found: may_touch_hold(actor, found)


def _own(actor: Actor) -> Callable[[Hold], bool]:
    return lambda found: actor.person_id is not None and found.patron_id == actor.person_id


def _waiting(hold_id: int, may: Callable[[Hold], bool]) -> Hold:
    """A hold that waits and is nobody's class's; those are changed with their reservation."""
    found = hold_still(hold_id)
    if found is None or not may(found):
        raise Refused(rules.hold_unknown())
    if found.status not in ACTIVE:
        raise Refused(rules.hold_is_over(found.record.title))
    if found.status != rules.WAITING:
        raise Refused(rules.hold_has_copy(found.record.title))
    if found.reservation_id is not None:
        raise Refused(rules.hold_is_reserved(found.record.title))
    return found


def _not_past(found: Hold, day: date | None, now: datetime) -> None:
    if day is not None and day < now.astimezone(zone_named(found.pickup_site.timezone)).date():
        raise Refused(rules.hold_day_past(found.record.title, day))


def _update(found: Hold, **values: Any) -> None:
    Hold.objects.filter(pk=found.pk).update(**values)


def _record(actor: Actor, code: str, found: Hold, now: datetime, **facts: object) -> None:
    site_id = actor.site_id or found.pickup_site_id
    record_act(actor, code, about=("hold", found.pk), at=now, facts=facts, site_id=site_id)
