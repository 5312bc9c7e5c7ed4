"""Things go to mending and repair, and come back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import queries
from carrel.rooms.care.actions.lists import put_beyond_repair, take_off_beyond_repair
from carrel.rooms.care.actions.news import ItemBackFromCare
from carrel.rooms.care.models import CareCase
from carrel.rooms.care.rules import cases as rules
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import item_for, item_of_number
from carrel.rooms.inventory.rules import AVAILABLE, IN_REPAIR
from carrel.rooms.schools.queries import today_at


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a person says of a case. Days are of the site; `cost_minor` is in minor units; None leaves it open."""

    what: str = ""
    who: str = ""
    due_back_on: date | None = None
    vendor_id: int | None = None
    rma: str = ""
    sent_on: date | None = None
    under_warranty: bool = False
    cost_minor: int | None = None
    fund_id: int | None = None
    invoice_id: int | None = None


def begin_mending(actor: Actor, *, item_id: int, words: CaseWords, now: datetime, key: str = "") -> int:
    """Lay an item on the mending shelf: what is wrong, by whom, expected back when; returns the case's number.

    It is in repair from then on and lent to nobody. Raises Refused for an item that is out, promised, withdrawn, or has
    an open case. Inverse: take_back_case.
    """
    require(actor, "care.begin_mending")
    return _begin(actor, rules.MENDING, "care.begin_mending", item_id, words, now, key)


def send_to_repair(actor: Actor, *, item_id: int, words: CaseWords, now: datetime, key: str = "") -> int:
    """Send an item to a vendor for repair; returns the case's number.

    Raises Refused as begin_mending does, and without a vendor. Inverse: take_back_case.
    """
    require(actor, "care.send_to_repair")
    if words.vendor_id is None:
        raise Refused(Objection("care.no_vendor", Weight.REFUSE, {}))
    return _begin(actor, rules.REPAIR, "care.send_to_repair", item_id, words, now, key)


def _begin(actor: Actor, kind: str, code: str, item_id: int, words: CaseWords, now: datetime, key: str) -> int:
    with writing():
        if answer := kept_answer(key, code, actor):
            return int(answer["case"])
        item = item_for(actor, item_id)
        there = queries.open_case_of(item_id)
        begun_on = words.sent_on or today_at(item.site_id, now)
        objections = rules.begin_objections(
            rules.BeginFacts(
                title=item.record.title,
                state=item.state,
                what=words.what,
                begun_on=begun_on,
                due_back_on=words.due_back_on,
                open_kind=there.kind if there else "",
            )
        )
        if objections:
            raise Refused(*objections)
        inventory.set_item_state(actor, item_id=item_id, state=IN_REPAIR, reason=squeeze(words.what, 200), now=now)
        case = CareCase.objects.create(
            kind=kind, item=item, site_id=item.site_id, state_before=item.state, begun_on=begun_on, begun_at=now,
            begun_by_name=actor.badge_name or actor.name, **_columns(words),
        )  # fmt: skip
        record_act(actor, code, about=("case", case.pk), at=now, facts={"item": item_id}, site_id=item.site_id)
        keep_answer(key, actor, code, {"case": case.pk}, now)
    return case.pk


def change_case(actor: Actor, *, case_id: int, words: CaseWords, now: datetime) -> None:
    """Change what is said of a case, an ended one too: an invoice comes late. The audit holds what was said before.

    Raises Refused for days that cannot be, and for a repair without a vendor. Inverse: change_case.
    """
    require(actor, "care.change_case")
    with writing():
        case = queries.case_to_change(actor, case_id)
        title = case.item.record.title
        begun_on = words.sent_on or case.begun_on
        objections = list(rules.dates_objections(title, begun_on, words.due_back_on))
        objections += rules.dates_objections(title, begun_on, case.back_on)
        if not words.what.strip():
            objections.append(Objection("care.what_missing", Weight.REFUSE, {"title": title}))
        if case.kind == rules.REPAIR and words.vendor_id is None:
            objections.append(Objection("care.no_vendor", Weight.REFUSE, {}))
        if objections:
            raise Refused(*objections)
        columns = {**_columns(words), "begun_on": begun_on}
        before = {name: _plain(getattr(case, name)) for name, value in columns.items() if getattr(case, name) != value}
        CareCase.objects.filter(pk=case_id).update(**columns)
        facts = {"before": before}
        record_act(actor, "care.change_case", about=("case", case_id), at=now, facts=facts, site_id=case.site_id)


def take_back_case(actor: Actor, *, case_id: int, now: datetime) -> None:
    """Take back a case that was begun by mistake: the item is as it was before, and nothing is left but the audit.

    Raises Refused for one that has ended. No inverse: the item is sent once more.
    """
    require(actor, "care.take_back_case")
    with writing():
        case = queries.case_to_change(actor, case_id)
        title = case.item.record.title
        if case.ended_at is not None:
            raise Refused(Objection("care.case_over", Weight.REFUSE, {"title": title}))
        facts = {"item": case.item_id, "kind": case.kind, "what": case.what}
        CareCase.objects.filter(pk=case_id).delete()
        if case.item.state == IN_REPAIR and case.state_before != IN_REPAIR:
            inventory.set_item_state(actor, item_id=case.item_id, state=case.state_before, now=now)
        record_act(actor, "care.take_back_case", about=("case", case_id), at=now, facts=facts, site_id=case.site_id)


def end_case(
    actor: Actor,
    *,
    case_id: int,
    outcome: str,
    now: datetime,
    back_on: date | None = None,
    cost_minor: int | None = None,
    fund_id: int | None = None,
    replacement: str = "",
    key: str = "",
) -> str:
    """End a case: mended or repaired, replaced by another item, or beyond repair; returns the item's state then.

    What is whole again goes where the return desk would send it: to who waits, home, or to its shelf. What was replaced
    is withdrawn; what is beyond repair stays out of lending and is put on the site's open disposal list. Cost and fund
    are kept when they are given. Raises Refused for a case that is over, an unknown outcome or replacement, or a day
    before it went. Inverse: reopen_case.
    """
    require(actor, "care.end_case")
    with writing():
        if answer := kept_answer(key, "care.end_case", actor):
            return str(answer["state"])
        case = queries.case_to_change(actor, case_id)
        other = item_of_number(replacement, site_id=case.site_id) if replacement.strip() else None
        on = back_on or today_at(case.site_id, now)
        objections = rules.end_objections(
            rules.EndFacts(
                title=case.item.record.title, kind=case.kind, outcome=outcome, begun_on=case.begun_on, back_on=on,
                is_over=case.ended_at is not None, replacement=replacement, replacement_known=other is not None,
                replaces_itself=other is not None and other.item_id == case.item_id,
            )
        )  # fmt: skip
        if objections:
            raise Refused(*objections)
        changes: dict[str, Any] = {"outcome": outcome, "back_on": on, "ended_at": now}
        changes |= {"cost_minor": cost_minor} if cost_minor is not None else {}
        changes |= {"fund_id": fund_id} if fund_id is not None else {}
        changes |= {"replaced_by_id": other.item_id} if other and outcome == rules.REPLACED else {}
        CareCase.objects.filter(pk=case_id).update(**changes)
        _move_on(actor, case, outcome, now)
        facts = {"item": case.item_id, "outcome": outcome}
        record_act(actor, "care.end_case", about=("case", case_id), at=now, facts=facts, site_id=case.site_id)
        state = str(Item.objects.values_list("state", flat=True).get(pk=case.item_id))
        keep_answer(key, actor, "care.end_case", {"state": state}, now)
    return state


def _move_on(actor: Actor, case: CareCase, outcome: str, now: datetime) -> None:
    """Where the item goes after its case; an item that went another way meanwhile stays where it is."""
    if case.item.state != IN_REPAIR:
        return
    if outcome == rules.BEYOND:
        put_beyond_repair(actor, case, now=now)
        return
    state = rules.STATE_AFTER[outcome]
    inventory.set_item_state(actor, item_id=case.item_id, state=state, reason=case.what[:200], now=now)
    if state == AVAILABLE:
        announce(ItemBackFromCare(case.item_id, actor, now))


def reopen_case(actor: Actor, *, case_id: int, now: datetime) -> None:
    """Open a case again that was ended by mistake; the item is in repair as before.

    Raises Refused when the item has moved on since: lent, on the hold shelf, withdrawn. Inverse: end_case.
    """
    require(actor, "care.reopen_case")
    with writing():
        case = queries.case_to_change(actor, case_id)
        there = queries.open_case_of(case.item_id)
        line = queries.open_line_of(case.item_id) if case.outcome == rules.BEYOND else None
        objections = rules.reopen_objections(
            rules.ReopenFacts(
                title=case.item.record.title, outcome=case.outcome, state=case.item.state,
                is_over=case.ended_at is not None, has_other=there is not None and there.pk != case.pk,
                on_list=line.disposal.name if line is not None and not line.disposal.is_editable else "",
            )
        )  # fmt: skip
        if objections:
            raise Refused(*objections)
        take_off_beyond_repair(line)
        CareCase.objects.filter(pk=case_id).update(outcome="", back_on=None, ended_at=None, replaced_by=None)
        if case.item.state != IN_REPAIR:
            inventory.set_item_state(actor, item_id=case.item_id, state=IN_REPAIR, reason=case.what[:200], now=now)
        facts = {"item": case.item_id, "outcome": case.outcome}
        record_act(actor, "care.reopen_case", about=("case", case_id), at=now, facts=facts, site_id=case.site_id)


def _columns(words: CaseWords) -> dict[str, Any]:
    return {
        "what": squeeze(words.what, rules.WHAT_LENGTH),
        "who": squeeze(words.who, rules.WHO_LENGTH),
        "due_back_on": words.due_back_on,
        "vendor_id": words.vendor_id,
        "rma": squeeze(words.rma, rules.RMA_LENGTH),
        "under_warranty": words.under_warranty,
        "cost_minor": words.cost_minor,
        "fund_id": words.fund_id,
        "invoice_id": words.invoice_id,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
