"""Transfers are counted, settled and closed at the school they come to."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.moving.models import Stranger, Transfer, TransferLine
from carrel.rooms.moving.queries import transfers as queries
from carrel.rooms.moving.rules import transfers as rules

EXPECTED, AGAIN, FOUND_LATE, OTHER_LIST, STRANGER = "expected", "again", "found_late", "other_list", "stranger"

MOVE_HOME = "moving.move_home"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a scan while counting was: `kind` is one of the words above, `transfer` the list it was counted in.

    `tells` is what the return desk says of it: who waits, where it goes.
    """

    kind: str
    title: str
    transfer: str
    line_id: int | None = None
    stranger: str = ""
    tells: tuple[Objection, ...] = ()


def count_transfer(actor: Actor, *, transfer_id: int, number: str, now: datetime, key: str = "") -> Counted:
    """Count what a scan names: an item of this transfer, of another one to here, or something nobody expected.

    What is counted has arrived: it goes to who waits for it or to its shelf, and belongs here from now on where the
    transfer is for good. Raises Refused for one that has not left or is closed; what was missing is still counted.
    Inverse: take_back_line, and take_back_stranger.
    """
    require(actor, "moving.count_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        if answer := kept_answer(key, "moving.count_transfer", actor):
            return Counted(AGAIN, str(answer["title"]), found.code)
        _must(rules.count_objections(code=found.code, state=found.state, was_missing=True))
        known = item_of_number(number, site_id=found.to_site_id)
        counted = _count(actor, found, known.item_id if known else None, squeeze(number, 64), now)
        keep_answer(key, actor, "moving.count_transfer", {"title": counted.title or counted.stranger}, now)
    return counted


def _must(objections: tuple[Objection, ...]) -> None:
    if objections:
        raise Refused(*objections)


def _count(actor: Actor, transfer: Transfer, item_id: int | None, number: str, now: datetime) -> Counted:
    lines = queries.lines_of(transfer.pk)
    line = lines.filter(item_id=item_id).first() if item_id else None
    if line is not None:
        return _count_line(actor, transfer, line, now)
    _must(rules.count_objections(code=transfer.code, state=transfer.state, is_line=False))
    other = queries.line_elsewhere(item_id, but=transfer.pk) if item_id else None
    if other is not None and other.transfer.to_site_id == transfer.to_site_id and other.transfer.is_counted:
        listed = queries.transfer_to_change(actor, other.transfer_id, at_goal=True)
        counted = _count_line(actor, listed, queries.lines_of(listed.pk).get(pk=other.pk), now)
        return Counted(OTHER_LIST, counted.title, listed.code, other.pk, tells=counted.tells)
    return _note_stranger(actor, transfer, item_id, number, is_astray=other is not None, now=now)


def _count_line(actor: Actor, transfer: Transfer, line: TransferLine, now: datetime) -> Counted:
    title = str(line.item.record.title)
    if line.ended_as == rules.COUNTED:
        return Counted(AGAIN, title, transfer.code, line.pk)
    _must(rules.count_objections(code=transfer.code, state=transfer.state, was_missing=not line.is_open))
    was_open = line.is_open
    tells = _arrive(actor, transfer, line, now)
    facts = {"item": line.item_id}
    record_act(
        actor,
        "moving.count_transfer",
        about=("transfer", transfer.pk),
        at=now,
        facts=facts,
        site_id=transfer.to_site_id,
    )
    _close_if_settled(transfer, now)
    return Counted(EXPECTED if was_open else FOUND_LATE, title, transfer.code, line.pk, tells=tells)


def _arrive(actor: Actor, transfer: Transfer, line: TransferLine, now: datetime) -> tuple[Objection, ...]:
    """The item has come: it belongs here where it moved for good, then the return desk says where it goes."""
    _settle_here(transfer, line)
    if line.home_before is not None:
        facts = {"before": {"school": transfer.from_site.called}, "transfer": transfer.code}
        record_act(actor, MOVE_HOME, about=("item", line.item_id), at=now, facts=facts, site_id=transfer.to_site_id)
    here = actor.at(transfer.to_site_id)
    returned = circulation.check_in(here, item_id=line.item_id, now=now)
    _end_line(line, rules.COUNTED, now, act_id=returned.act_id)
    return returned.tells


def _settle_here(transfer: Transfer, line: TransferLine) -> None:
    if transfer.until_on is None and transfer.returns_id is None:
        was = inventory.move_home(line.item_id, site_id=transfer.to_site_id, place_id=None)
        line.home_before, line.place_before = was["site"], was["place"]


def _end_line(line: TransferLine, ended_as: str, now: datetime, *, act_id: int | None = None) -> None:
    line.is_open, line.ended_at, line.ended_as, line.act_id = False, now, ended_as, act_id
    line.save()


def _note_stranger(
    actor: Actor, transfer: Transfer, item_id: int | None, number: str, *, is_astray: bool, now: datetime
) -> Counted:
    kind = rules.ASTRAY if is_astray else rules.UNLISTED if item_id else rules.UNKNOWN
    seen, is_new = Stranger.objects.get_or_create(
        transfer=transfer, number=number, defaults={"item_id": item_id, "kind": kind, "seen_at": now}
    )
    if is_new:
        record_act(
            actor, "moving.count_transfer", about=("transfer", transfer.pk), at=now, facts={"stranger": seen.pk},
            site_id=transfer.to_site_id,
        )  # fmt: skip
    title = str(Item.objects.values_list("record__title", flat=True).get(pk=item_id)) if item_id else ""
    return Counted(STRANGER, title, transfer.code, stranger=kind)


def receive_transfer(actor: Actor, *, transfer_id: int, now: datetime) -> bool:
    """Say that the boxes are empty. What came by the return desk is counted; what is open stands as missing.

    True when nothing is open: then the transfer is closed. Raises Refused when it has not left, or somebody was faster.
    Inverse: reopen_transfer.
    """
    require(actor, "moving.receive_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        _must(rules.receive_objections(code=found.code, state=found.state))
        for line in queries.arrived_by_desk(found):
            _settle_here(found, line)
            _end_line(line, rules.COUNTED, now)
        found.state, found.received_at = rules.RECEIVED, now
        found.save(update_fields=["state", "received_at"])
        record_act(actor, "moving.receive_transfer", about=("transfer", transfer_id), at=now, site_id=found.to_site_id)
        return _close_if_settled(found, now)


def _close_if_settled(transfer: Transfer, now: datetime) -> bool:
    """Close what is received once nothing of it is open."""
    is_open = queries.open_lines(transfer.pk).exists()
    if (
        transfer.state != rules.RECEIVED
        or is_open
        or queries.strangers_of(transfer.pk).filter(settled_at=None).exists()
    ):
        return transfer.state == rules.CLOSED
    transfer.state, transfer.closed_at = rules.CLOSED, now
    transfer.save(update_fields=["state", "closed_at"])
    return True


def reopen_transfer(actor: Actor, *, transfer_id: int, now: datetime) -> None:
    """Count a received transfer once more; what is counted and settled stays so. Inverse: receive_transfer."""
    require(actor, "moving.reopen_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        _must(rules.reopen_objections(code=found.code, state=found.state))
        Transfer.objects.filter(pk=transfer_id).update(state=rules.SENT, received_at=None, closed_at=None)
        record_act(actor, "moving.reopen_transfer", about=("transfer", transfer_id), at=now, site_id=found.to_site_id)


def settle_line(actor: Actor, *, transfer_id: int, line_id: int, now: datetime) -> str:
    """Say of an item that did not come that it is missing; one that was seen elsewhere since goes its own way.

    Any scan of it finds it again. Returns how it ended. Raises Refused before the transfer is received.
    Inverse: take_back_line.
    """
    require(actor, "moving.settle_line")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        line = _line(found, line_id)
        title = str(line.item.record.title)
        _must(rules.settle_line_objections(title=title, code=found.code, state=found.state, is_open=line.is_open))
        journey = queries.open_journey(line.item_id, found.to_site_id)
        if journey is not None:
            circulation.mark_missing_in_transit(actor, transit_id=journey, now=now)
        line.stay_id = journey
        _end_line(line, rules.MISSING if journey is not None else rules.ELSEWHERE, now)
        facts = {"item": line.item_id, "as": line.ended_as}
        record_act(
            actor, "moving.settle_line", about=("transfer", transfer_id), at=now, facts=facts, site_id=found.to_site_id
        )
        _close_if_settled(found, now)
    return line.ended_as


def _line(transfer: Transfer, line_id: int) -> TransferLine:
    line = queries.lines_of(transfer.pk).filter(pk=line_id).first()
    if line is None:
        raise Refused(rules.no_such_transfer())
    return line


def take_back_line(actor: Actor, *, transfer_id: int, line_id: int, now: datetime) -> str:
    """Take back that an item was counted, or that it is missing: it is on its way as before. Returns its title.

    A transfer that was closed by it is open again. Raises Refused when the item was lent, sent or found since, or came
    by the return desk. Inverse: count_transfer, and settle_line.
    """
    require(actor, "moving.take_back_line")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        line = _line(found, line_id)
        title = str(line.item.record.title)
        came_by_desk = line.ended_as == rules.COUNTED and line.act_id is None
        _must(rules.take_back_line_objections(title=title, is_open=line.is_open, came_by_desk=came_by_desk))
        if line.act_id is not None:
            circulation.undo(actor.at(found.to_site_id), act_id=line.act_id, now=now)
        elif line.ended_as == rules.MISSING and line.stay_id is not None:
            circulation.take_back_missing(actor, transit_id=line.stay_id, now=now)
        _send_home_again(line)
        if line.box == 0:
            line.delete()
            Stranger.objects.filter(transfer=found, item_id=line.item_id).update(settled_at=None, settled_as="")
        else:
            line.is_open, line.ended_at, line.ended_as, line.act_id, line.stay_id = True, None, "", None, None
            line.save()
        _open_again(found)
        record_act(
            actor, "moving.take_back_line", about=("transfer", transfer_id), at=now, facts={"item": line.item_id},
            site_id=found.to_site_id,
        )  # fmt: skip
    return title


def _send_home_again(line: TransferLine) -> None:
    if line.home_before is not None:
        inventory.move_home(line.item_id, site_id=line.home_before, place_id=line.place_before)
        line.home_before = line.place_before = None


def _open_again(transfer: Transfer) -> None:
    Transfer.objects.filter(pk=transfer.pk, state=rules.CLOSED).update(state=rules.RECEIVED, closed_at=None)


def settle_stranger(
    actor: Actor, *, transfer_id: int, stranger_id: int, how: str, now: datetime
) -> tuple[Objection, ...]:
    """Settle what came besides: `added` to the transfer, `sent_on` to where it should be, or laid `aside`.

    Returns what the return desk says of it. A number that was unknown is looked up once more. Raises Refused for what
    is settled, and for a way that does not fit. Inverse: take_back_stranger.
    """
    require(actor, "moving.settle_stranger")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        stranger = _stranger(found, stranger_id)
        known = item_of_number(stranger.number, site_id=found.to_site_id)
        _must(
            rules.settle_stranger_objections(
                number=stranger.number, how=how, is_known=known is not None, is_open=stranger.settled_at is None
            )
        )
        tells: tuple[Objection, ...] = ()
        stranger.settled_at, stranger.settled_as = now, how
        if known is not None:
            stranger.item_id = known.item_id
            tells = _settle(actor, found, stranger, known.item_id, now)
        stranger.save()
        record_act(
            actor, "moving.settle_stranger", about=("transfer", transfer_id), at=now,
            facts={"stranger": stranger_id, "as": how}, site_id=found.to_site_id,
        )  # fmt: skip
        _close_if_settled(found, now)
    return tells


def _stranger(transfer: Transfer, stranger_id: int) -> Stranger:
    found = queries.strangers_of(transfer.pk).filter(pk=stranger_id).first()
    if found is None:
        raise Refused(rules.no_such_transfer())
    return found


def _settle(actor: Actor, transfer: Transfer, stranger: Stranger, item_id: int, now: datetime) -> tuple[Objection, ...]:
    here = actor.at(transfer.to_site_id)
    if stranger.settled_as == rules.SENT_ON:
        returned = circulation.check_in(here, item_id=item_id, now=now)
        stranger.act_id = returned.act_id
        return returned.tells
    _must(rules.add_stranger_objections(other=_other_code(item_id, transfer)))
    line = TransferLine(transfer=transfer, item_id=item_id, box=0, added_at=now)
    if transfer.until_on is not None:
        # It stays here as long as the others: the journey it must have made is written down as made.
        line.stay_id = inventory.send_item(
            item_id, from_site_id=transfer.from_site_id, to_site_id=transfer.to_site_id, why=rules.FOR_A_TIME, now=now
        )
        inventory.end_transit(item_id, ended_as="arrived", now=now)
    return _arrive(actor, transfer, line, now)


def _other_code(item_id: int, transfer: Transfer) -> str:
    other = queries.line_elsewhere(item_id, but=transfer.pk)
    return other.transfer.code if other is not None else ""


def take_back_stranger(actor: Actor, *, transfer_id: int, stranger_id: int, now: datetime) -> None:
    """Take back how a stranger was settled; one that is not settled was a wrong scan and is taken off.

    Raises Refused when the item was lent or sent since. Inverse: settle_stranger, and count_transfer.
    """
    require(actor, "moving.take_back_stranger")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id, at_goal=True)
        stranger = _stranger(found, stranger_id)
        was = stranger.settled_as
        if was == rules.ADDED and stranger.item_id is not None:
            line = queries.lines_of(found.pk).get(item_id=stranger.item_id)
            stay = line.stay_id
            take_back_line(actor, transfer_id=transfer_id, line_id=line.pk, now=now)
            if stay is not None:
                inventory.reopen_transit(stay)
                inventory.call_off_transit(stay, now=now)
        elif stranger.act_id is not None:
            circulation.undo(actor.at(found.to_site_id), act_id=stranger.act_id, now=now)
        if was:
            Stranger.objects.filter(pk=stranger_id).update(settled_at=None, settled_as="", act_id=None)
            _open_again(found)
        else:
            stranger.delete()
        facts = {"number": stranger.number, "was": was}
        record_act(
            actor, "moving.take_back_stranger", about=("transfer", transfer_id), at=now, facts=facts,
            site_id=found.to_site_id,
        )  # fmt: skip
