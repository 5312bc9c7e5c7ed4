"""Lists of disposal: opened, filled by scanning, changed, dropped; and what is beyond repair comes on by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import phrases, queries
from carrel.rooms.care.models import CareCase, DisposalLine, DisposalList
from carrel.rooms.care.rules import disposal as rules
from carrel.rooms.inventory.queries import item_for, item_of_number, site_must_be_seen


@dataclass(frozen=True, slots=True)
class PutOn:
    """What came of a scan: the item's title, and whether it stood on the list before."""

    title: str
    is_new: bool


def open_disposal_list(actor: Actor, *, site_id: int, name: str, now: datetime, notice: str = "", key: str = "") -> int:
    """Open a list of disposal of a site and return its number. `notice` is what stands over it for the board.

    Raises Refused without a name. Inverse: drop_disposal_list.
    """
    require(actor, "care.open_disposal_list")
    with writing():
        if answer := kept_answer(key, "care.open_disposal_list", actor):
            return int(answer["list"])
        site_must_be_seen(actor, site_id)
        list_id = _opened(actor, site_id, _name(name), notice, now)
        keep_answer(key, actor, "care.open_disposal_list", {"list": list_id}, now)
    return list_id


def change_disposal_list(actor: Actor, *, list_id: int, name: str, notice: str, now: datetime) -> None:
    """Change the name of a list and what stands over it for the board. Inverse: change_disposal_list."""
    require(actor, "care.change_disposal_list")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        before = {"name": disposal.name, "notice": disposal.notice}
        DisposalList.objects.filter(pk=list_id).update(name=_name(name), notice=squeeze(notice, rules.NOTICE_LENGTH))
        facts = {"before": before}
        record_act(actor, "care.change_disposal_list", about=("disposal", list_id), at=now, facts=facts)


def drop_disposal_list(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Give up a list that is a draft or was declined; its items stay as they are.

    Raises Refused for one that is asked for, approved or carried out. No inverse: the items are scanned once more.
    """
    require(actor, "care.drop_disposal_list")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        if not disposal.is_editable:
            raise Refused(Objection("care.list_closed", Weight.REFUSE, {"list": disposal.name}))
        lines = DisposalLine.objects.filter(disposal_id=list_id)
        facts = {"name": disposal.name, "items": list(lines.values_list("item_id", flat=True))}
        lines.delete()
        disposal.delete()
        record_act(actor, "care.drop_disposal_list", about=("disposal", list_id), at=now, facts=facts)


def put_on_disposal_list(
    actor: Actor, *, list_id: int, number: str, reason: str, now: datetime, note: str = ""
) -> PutOn:
    """Put the item of a scanned number on a list, with the reason why it goes. Scanned twice, it stands there once.

    Raises Refused for an unknown number, an item that is out, promised or withdrawn, one on another open list, and for
    a list that is not a draft. Inverse: take_off_disposal_list.
    """
    require(actor, "care.put_on_disposal_list")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        found = item_of_number(number, site_id=disposal.site_id)
        if found is None:
            raise Refused(Objection("care.no_such_number", Weight.REFUSE, {"number": squeeze(number, 64)}))
        item = item_for(actor, found.item_id)
        if item.site_id != disposal.site_id:
            raise Refused(Objection("inventory.other_site", Weight.REFUSE, {"title": found.title}))
        there = queries.open_line_of(item.pk)
        is_here = there is not None and there.disposal_id == list_id
        objections = rules.put_on_objections(
            title=found.title, state=item.state, list_name=disposal.name, list_state=disposal.state,
            other_list=there.disposal.name if there is not None and not is_here else "", is_here=is_here,
        )  # fmt: skip
        if refusals := Verdict.of(objections).refusals:
            raise Refused(*refusals)
        if not is_here:
            _put(disposal.pk, item.pk, reason, squeeze(note, rules.NOTE_LENGTH), now)
            facts = {"item": item.pk, "reason": reason}
            record_act(actor, "care.put_on_disposal_list", about=("disposal", list_id), at=now, facts=facts)
    return PutOn(found.title, not is_here)


def take_off_disposal_list(actor: Actor, *, list_id: int, line_ids: Collection[int], now: datetime) -> int:
    """Take items off a list that is not carried out; returns how many. What was approved may become less, never more.

    Raises Refused for a list that is carried out. Inverse: put_on_disposal_list.
    """
    require(actor, "care.take_off_disposal_list")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        if disposal.state not in rules.OPEN:
            raise Refused(Objection("care.list_closed", Weight.REFUSE, {"list": disposal.name}))
        lines = DisposalLine.objects.filter(disposal_id=list_id, pk__in=line_ids)
        facts = {"items": list(lines.values_list("item_id", flat=True))}
        count = lines.delete()[0]
        record_act(actor, "care.take_off_disposal_list", about=("disposal", list_id), at=now, facts=facts)
    return count


def change_disposal_lines(
    actor: Actor,
    *,
    list_id: int,
    line_ids: Collection[int],
    now: datetime,
    is_stamped: bool | None = None,
    recipient_kind: str | None = None,
    recipient: str | None = None,
    value_minor: int | None = None,
    reason: str | None = None,
) -> int:
    """Say of some items of a list that they are stamped, where they go, to whom, for how much; None leaves it.

    Returns how many. It may still be said after the list was carried out: a buyer is found late. The reason is part
    of what was approved and changes only in a draft. Raises Refused for that. Inverse: change_disposal_lines.
    """
    require(actor, "care.change_disposal_lines")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        if reason is not None and not disposal.is_editable:
            raise Refused(Objection("care.list_closed", Weight.REFUSE, {"list": disposal.name}))
        said: dict[str, Any] = {
            "is_stamped": is_stamped,
            "recipient_kind": recipient_kind,
            "recipient": None if recipient is None else squeeze(recipient, rules.RECIPIENT_LENGTH),
            "value_minor": value_minor,
            "reason": reason,
        }
        changes = {name: value for name, value in said.items() if value is not None}
        lines = DisposalLine.objects.filter(disposal_id=list_id, pk__in=line_ids)
        before = [list(row) for row in lines.values_list("item_id", *changes)] if changes else []
        count = lines.update(**changes) if changes else 0
        facts = {"changes": changes, "before": before}
        record_act(actor, "care.change_disposal_lines", about=("disposal", list_id), at=now, facts=facts)
    return count


def put_beyond_repair(actor: Actor, case: CareCase, *, now: datetime) -> None:
    """Put an item that is beyond repair on the site's open list, and open one where there is none.

    Part of end_case, whose permission and audit cover it. Inverse: take_off_beyond_repair.
    """
    if queries.open_line_of(case.item_id) is None:
        disposal = queries.editable_list(case.site_id)
        name = str(phrases.BEYOND_LIST)
        list_id = disposal.pk if disposal else _opened(actor, case.site_id, name, "", now)
        _put(list_id, case.item_id, "beyond_repair", case.what[: rules.NOTE_LENGTH], now)


def take_off_beyond_repair(line: DisposalLine | None) -> None:
    """Take an item off the list it came on by being beyond repair.

    Part of reopen_case, whose permission and audit cover it. Inverse: put_beyond_repair.
    """
    if line is not None:
        DisposalLine.objects.filter(pk=line.pk).delete()


def _opened(actor: Actor, site_id: int, name: str, notice: str, now: datetime) -> int:
    made = DisposalList.objects.create(
        site_id=site_id, name=name, notice=squeeze(notice, rules.NOTICE_LENGTH), opened_at=now,
        opened_by=actor.account_id, opened_by_name=actor.badge_name or actor.name,
    )  # fmt: skip
    facts = {"name": name}
    record_act(actor, "care.open_disposal_list", about=("disposal", made.pk), at=now, facts=facts, site_id=site_id)
    return made.pk


def _put(list_id: int, item_id: int, reason: str, note: str, now: datetime) -> None:
    DisposalLine.objects.create(disposal_id=list_id, item_id=item_id, reason=reason, note=note, added_at=now)


def _name(text: str) -> str:
    name = squeeze(text, rules.NAME_LENGTH)
    if not name:
        raise Refused(Objection("care.list_unnamed", Weight.REFUSE, {}))
    return name
