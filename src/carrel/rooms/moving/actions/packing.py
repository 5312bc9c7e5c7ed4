"""Transfers are begun, filled and sent at the school they leave from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from carrel.cellar.kernel.actors import SYSTEM, Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions import call_back_packed, send_packed
from carrel.rooms.circulation.rules.sending import SendFacts, send_objections
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.moving.models import Transfer, TransferLine
from carrel.rooms.moving.queries import transfers as queries
from carrel.rooms.moving.rules import transfers as rules
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import today_at


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of a scan while packing: the item's title, its box, and whether it lay there before."""

    title: str
    box: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of filling from a list: how many went in, and what stands against each that did not."""

    count: int
    refused: tuple[Objection, ...]


def begin_transfer(
    actor: Actor,
    *,
    from_site_id: int,
    to_site_id: int,
    now: datetime,
    why: str = "",
    until_on: date | None = None,
    key: str = "",
) -> int:
    """Begin a transfer from a school the actor works at to another and return its number.

    With `until_on` it is for a time, and stands on the list to be called back from that day on. Raises Refused for the
    same school, one that is not in use, or a day that is past. Inverse: drop_transfer.
    """
    require(actor, "moving.begin_transfer")
    with writing():
        if answer := kept_answer(key, "moving.begin_transfer", actor):
            return int(answer["transfer"])
        goal = Site.objects.filter(pk=to_site_id).first()
        if goal is None or not actor.sees_site(from_site_id):
            raise Refused(rules.no_such_transfer())
        _must(_begin_objections(from_site_id, goal, until_on, now))
        transfer = Transfer.objects.create(
            from_site_id=from_site_id, to_site=goal, why=squeeze(why, rules.WHY_LENGTH), until_on=until_on, begun_at=now
        )
        record_act(
            actor, "moving.begin_transfer", about=("transfer", transfer.pk), at=now, facts={"to": goal.pk},
            site_id=from_site_id,
        )  # fmt: skip
        keep_answer(key, actor, "moving.begin_transfer", {"transfer": transfer.pk}, now)
    return transfer.pk


def _begin_objections(from_site_id: int, goal: Site, until_on: date | None, now: datetime) -> tuple[Objection, ...]:
    return rules.begin_objections(
        to_site=goal.called, is_elsewhere=goal.pk != from_site_id, is_active=goal.is_active, until_on=until_on,
        today=today_at(from_site_id, now),
    )  # fmt: skip


def _must(objections: Collection[Objection]) -> None:
    if refusals := Verdict.of(objections).refusals:
        raise Refused(*refusals)


def change_transfer(actor: Actor, *, transfer_id: int, why: str, until_on: date | None, now: datetime) -> None:
    """Change why a transfer is made and until when; for a time or for good only while it is packed.

    Raises Refused when it has left and that would change. Inverse: change_transfer, with what was before, which the
    audit entry holds.
    """
    require(actor, "moving.change_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        if (until_on is None) != (found.until_on is None):
            _must(rules.changed_objections(found.state, found.code))
        if until_on != found.until_on:
            _must(_begin_objections(found.from_site_id, found.to_site, until_on, now))
        before = {"why": found.why, "until": found.until_on.isoformat() if found.until_on else None}
        Transfer.objects.filter(pk=transfer_id).update(why=squeeze(why, rules.WHY_LENGTH), until_on=until_on)
        record_act(
            actor, "moving.change_transfer", about=("transfer", transfer_id), at=now, facts={"before": before},
            site_id=found.from_site_id,
        )  # fmt: skip


def drop_transfer(actor: Actor, *, transfer_id: int, now: datetime) -> None:
    """Give up a transfer that has not left; what was packed stays where it is. Inverse: begin_transfer."""
    require(actor, "moving.drop_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        _must(rules.changed_objections(found.state, found.code))
        items = list(found.lines.values_list("item_id", flat=True))
        found.delete()
        record_act(
            actor, "moving.drop_transfer", about=("transfer", transfer_id), at=now, facts={"items": items},
            site_id=found.from_site_id,
        )  # fmt: skip


def set_boxes(actor: Actor, *, transfer_id: int, boxes: int, now: datetime) -> int:
    """Say how many boxes a transfer has, and return how many it had; a box with something in it stays.

    What is scanned goes into the last. Inverse: set_boxes, with what it returned.
    """
    require(actor, "moving.set_boxes")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        _must(rules.changed_objections(found.state, found.code))
        fullest = max((line.box for line in queries.lines_of(transfer_id)), default=1)
        Transfer.objects.filter(pk=transfer_id).update(boxes=min(max(boxes, fullest, 1), rules.MOST_BOXES))
        record_act(
            actor, "moving.set_boxes", about=("transfer", transfer_id), at=now, facts={"before": found.boxes},
            site_id=found.from_site_id,
        )  # fmt: skip
    return found.boxes


def add_to_transfer(actor: Actor, *, transfer_id: int, number: str, now: datetime, key: str = "") -> Packed:
    """Put the item of a scanned number into the last box. Scanned twice, it lies there once.

    Raises Refused for an unknown number, an item that is out, promised or not this school's, one in another open
    transfer, and a transfer that has left. Inverse: take_out_of_transfer.
    """
    require(actor, "moving.add_to_transfer")
    with writing():
        if answer := kept_answer(key, "moving.add_to_transfer", actor):
            return Packed(str(answer["title"]), int(answer["box"]), is_new=False)
        found = queries.transfer_to_change(actor, transfer_id)
        known = item_of_number(number, site_id=found.from_site_id)
        if known is None:
            raise Refused(rules.no_such_number(squeeze(number, 64)))
        item = _item(known.item_id)
        _must(_pack_objections(found, item))
        box, is_new = _put(found, item, now)
        if is_new:
            facts = {"item": item.pk, "box": box}
            record_act(
                actor, "moving.add_to_transfer", about=("transfer", transfer_id), at=now, facts=facts,
                site_id=found.from_site_id,
            )  # fmt: skip
        keep_answer(key, actor, "moving.add_to_transfer", {"title": item.record.title, "box": box}, now)
    return Packed(item.record.title, box, is_new)


def _item(item_id: int) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("record", "site").get(pk=item_id)


def _pack_objections(transfer: Transfer, item: Item) -> tuple[Objection, ...]:
    """What stands against putting an item in: its own state, as for whatever is sent, and where else it is packed."""
    is_in = transfer.lines.filter(item_id=item.pk).exists()
    if is_in and transfer.is_packing:
        return ()
    stands = queries.stands_at(item)
    other = queries.line_elsewhere(item.pk, but=transfer.pk)
    goes_home = transfer.returns_id is not None and item.site_id == transfer.to_site_id
    facts = rules.PackFacts(
        title=item.record.title, transfer=transfer.code, state=transfer.state, is_in=is_in,
        other=other.transfer.code if other else "",
        belongs_to="" if goes_home or item.site_id == transfer.from_site_id else item.site.called,
        items=transfer.lines.count(),
    )  # fmt: skip
    sending = SendFacts(
        title=item.record.title, state=item.state, goal=transfer.to_site.called,
        goal_is_open=transfer.to_site.is_active, is_goal_here=False, is_at_goal=stands == transfer.to_site_id,
    )  # fmt: skip
    return (*rules.pack_objections(facts), *send_objections(sending))


def _put(transfer: Transfer, item: Item, now: datetime) -> tuple[int, bool]:
    """The line of an item; another person may pack it elsewhere in the same moment, then the index decides."""
    line = transfer.lines.filter(item_id=item.pk).first()
    if line is not None:
        return line.box, False
    try:
        with transaction.atomic():
            TransferLine.objects.create(transfer=transfer, item=item, box=transfer.boxes, added_at=now)
    except IntegrityError as why:
        _must(_pack_objections(transfer, item))
        raise Refused(rules.no_such_transfer()) from why
    return transfer.boxes, True


def take_out_of_transfer(actor: Actor, *, transfer_id: int, line_id: int, now: datetime) -> str:
    """Take an item out again before the transfer leaves; returns its title. Inverse: add_to_transfer."""
    require(actor, "moving.take_out_of_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        _must(rules.changed_objections(found.state, found.code))
        line = queries.lines_of(transfer_id).filter(pk=line_id).first()
        if line is None:
            return ""
        line.delete()
        record_act(
            actor, "moving.take_out_of_transfer", about=("transfer", transfer_id), at=now,
            facts={"item": line.item_id, "box": line.box}, site_id=found.from_site_id,
        )  # fmt: skip
    return str(line.item.record.title)


def fill_transfer(
    actor: Actor, *, transfer_id: int, item_ids: Collection[int], now: datetime, most: int | None = None
) -> Filled:
    """Put many items in, `most` of them at most: the copies of a record, or what a saved list finds.

    What cannot go is left out, and what stands against it is returned. Raises Refused when the transfer has left.
    Inverse: take_out_of_transfer, for each.
    """
    require(actor, "moving.fill_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        _must(rules.changed_objections(found.state, found.code))
        put: list[int] = []
        refused: list[Objection] = []
        for item_id in item_ids:
            if most is not None and len(put) >= most:
                break
            item = _item(item_id)
            if objections := Verdict.of(_pack_objections(found, item)).refusals:
                refused += objections[:1]
            elif _put(found, item, now)[1]:
                put.append(item_id)
        record_act(
            actor, "moving.fill_transfer", about=("transfer", transfer_id), at=now, facts={"items": put},
            site_id=found.from_site_id,
        )  # fmt: skip
    return Filled(len(put), tuple(refused))


def send_transfer(actor: Actor, *, transfer_id: int, now: datetime) -> int:
    """Say that a transfer has left: its items are on their way together, without a slip for each. Returns how many.

    Raises Refused, naming each, when something in it was lent or caught since. Inverse: call_back_transfer.
    """
    require(actor, "moving.send_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        lines = list(queries.lines_of(transfer_id))
        not_in = queries.titles_not_in(lines)
        _must(rules.send_transfer_objections(code=found.code, state=found.state, lines=len(lines), not_in=not_in))
        why = rules.FOR_GOOD if found.until_on is None else rules.FOR_A_TIME
        count = send_packed(
            SYSTEM, item_ids=[line.item_id for line in lines], from_site_id=found.from_site_id,
            to_site_id=found.to_site_id, now=now, why=rules.GOING_HOME if found.returns_id else why,
        )  # fmt: skip
        if count < len(lines):
            # Another desk lent one in this very moment.
            lines = list(queries.lines_of(transfer_id))
            raise Refused(*rules.left_meanwhile(found.code))
        Transfer.objects.filter(pk=transfer_id).update(state=rules.SENT, sent_at=now)
        record_act(
            actor, "moving.send_transfer", about=("transfer", transfer_id), at=now, facts={"items": count},
            site_id=found.from_site_id,
        )  # fmt: skip
    return count


def call_back_transfer(actor: Actor, *, transfer_id: int, now: datetime) -> None:
    """Say that a transfer never left; it can be packed anew.

    Raises Refused when its school has begun to count it, or something has arrived. Inverse: send_transfer.
    """
    require(actor, "moving.call_back_transfer")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        lines = queries.lines_of(transfer_id)
        going = [line.item_id for line in queries.under_way(found)]
        counted = lines.filter(is_open=False).count() + queries.strangers_of(transfer_id).count()
        away = lines.filter(is_open=True).count() - len(going)
        _must(rules.call_back_objections(code=found.code, state=found.state, counted=counted, arrived=away))
        call_back_packed(SYSTEM, item_ids=going, now=now)
        Transfer.objects.filter(pk=transfer_id).update(state=rules.PACKING, sent_at=None)
        record_act(
            actor, "moving.call_back_transfer", about=("transfer", transfer_id), at=now, site_id=found.from_site_id
        )


def call_back_lent(actor: Actor, *, transfer_id: int, now: datetime) -> tuple[int, Filled]:
    """Call a transfer for a time back: the other school gets a transfer to pack, with what is in there already in it.

    Returns its number, and what came of filling it; what a reader has follows later. Raises Refused when nothing of it
    is there. Inverse: drop_transfer, by the school that packs it.
    """
    require(actor, "moving.call_back_lent")
    with writing():
        found = queries.transfer_to_change(actor, transfer_id)
        lines = queries.still_lent(found) if found.until_on is not None else []
        _must(rules.call_back_lent_objections(code=found.code, left=len(lines)))
        back = Transfer.objects.create(
            from_site_id=found.to_site_id, to_site_id=found.from_site_id, why=found.why, returns=found, begun_at=now
        )
        filled = fill_transfer(SYSTEM, transfer_id=back.pk, item_ids=[line.item_id for line in lines], now=now)
        record_act(
            actor, "moving.call_back_lent", about=("transfer", transfer_id), at=now, facts={"back": back.pk},
            site_id=found.from_site_id,
        )  # fmt: skip
    return back.pk, filled
