"""A list of disposal is asked for, decided, carried out, and taken back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import in_steps, update_rows
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import phrases, queries
from carrel.rooms.care.models import DisposalLine, DisposalList
from carrel.rooms.care.rules import disposal as rules
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.rules import WITHDRAWN


def ask_approval(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Ask for approval of a list; nothing is added to it from then on.

    Raises Refused for an empty list, and for one that is asked for or decided. Inverse: take_back_approval.
    """
    require(actor, "care.ask_approval")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        lines = DisposalLine.objects.filter(disposal_id=list_id).count()
        if objections := rules.ask_objections(name=disposal.name, state=disposal.state, lines=lines):
            raise Refused(*objections)
        _set(
            disposal, state=rules.ASKED, asked_at=now, asked_by=actor.account_id, asked_by_name=_name(actor),
            decided_at=None, decided_by_name="", decision_reason="",
        )  # fmt: skip
        _note(actor, "care.ask_approval", disposal, now)


def approve_disposal(
    actor: Actor, *, list_id: int, now: datetime, reason: str = "", overrides: Collection[str] = ()
) -> None:
    """Approve a list somebody else proposed.

    Raises Refused when nobody asks, and for one's own proposal: nobody passes that while others may approve; whoever
    is alone names it in `overrides` with a reason. Inverse: take_back_approval.
    """
    require(actor, "care.approve_disposal")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        is_own = actor.account_id in (disposal.asked_by, disposal.opened_by)
        others = queries.others_who_may_approve(actor, disposal.site_id, now) if is_own else 0
        facts = rules.DecideFacts(disposal.name, disposal.state, is_own, others, reason)
        passed = settle(Verdict.of(rules.approve_objections(facts)), actor, overrides, reason)
        _set(disposal, state=rules.APPROVED, **_decided(actor, reason, now))
        _note(actor, "care.approve_disposal", disposal, now, reason=reason, overrides=passed)


def decline_disposal(actor: Actor, *, list_id: int, reason: str, now: datetime) -> None:
    """Decline a list and say why; it can be changed and asked for again. Inverse: ask_approval."""
    require(actor, "care.decline_disposal")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        facts = rules.DecideFacts(disposal.name, disposal.state, is_own=False, others=0, reason=reason)
        if objections := rules.decline_objections(facts):
            raise Refused(*objections)
        _set(disposal, state=rules.DECLINED, **_decided(actor, reason, now))
        _note(actor, "care.decline_disposal", disposal, now, reason=reason)


def take_back_approval(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Make a draft again of a list that is asked for or approved. Raises Refused for any other.

    Inverse: ask_approval.
    """
    require(actor, "care.take_back_approval")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        if objections := rules.take_back_objections(name=disposal.name, state=disposal.state):
            raise Refused(*objections)
        facts = {"before": disposal.state, "decided_by": disposal.decided_by_name}
        _set(
            disposal, state=rules.DRAFT, asked_at=None, asked_by=None, asked_by_name="", decided_at=None,
            decided_by_name="", decision_reason="",
        )  # fmt: skip
        _note(actor, "care.take_back_approval", disposal, now, facts=facts)


def carry_out_disposal(
    actor: Actor, *, list_id: int, now: datetime, reason: str = "", overrides: Collection[str] = ()
) -> int:
    """Withdraw every item of an approved list, all or none; returns how many. They stay findable.

    Raises Refused for a list that is not approved, an item that is out, promised or withdrawn meanwhile; items without
    stamp or recipient are asked about. Inverse: undo_disposal.
    """
    require(actor, "care.carry_out_disposal")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        lines = list(DisposalLine.objects.filter(disposal_id=list_id).select_related("item__record").order_by("pk"))
        facts = tuple(
            rules.LineFacts(line.item.record.title, line.item.state, line.is_stamped, bool(line.recipient_kind))
            for line in lines
        )
        verdict = Verdict.of(rules.carry_out_objections(name=disposal.name, state=disposal.state, lines=facts))
        passed = settle(verdict, actor, overrides, reason)
        update_rows(DisposalLine, ("state_before", "is_open"), [(line.pk, line.item.state, False) for line in lines])
        states = {line.item_id: WITHDRAWN for line in lines}
        inventory.set_item_states(actor, states=states, reason=_why(disposal), now=now)
        _set(disposal, state=rules.CARRIED_OUT, carried_out_at=now, carried_out_by_name=_name(actor))
        counted = {"count": len(lines)}
        _note(actor, "care.carry_out_disposal", disposal, now, reason=reason, overrides=passed, facts=counted)
    return len(lines)


def undo_disposal(actor: Actor, *, list_id: int, now: datetime) -> int:
    """Take a disposal back: every item is as it was before, the list is approved again; returns how many.

    Raises Refused, naming it, when an item is not withdrawn any more. Inverse: carry_out_disposal.
    """
    require(actor, "care.undo_disposal")
    with writing():
        disposal = queries.disposal_to_change(actor, list_id)
        lines = list(DisposalLine.objects.filter(disposal_id=list_id).select_related("item__record").order_by("pk"))
        moved = tuple(line.item.record.title for line in lines if line.item.state != WITHDRAWN)
        objections = rules.undo_disposal_objections(name=disposal.name, state=disposal.state, moved=moved)
        if objections:
            raise Refused(*objections)
        for some in in_steps([line.pk for line in lines]):
            DisposalLine.objects.filter(pk__in=some).update(is_open=True)
        states = {line.item_id: line.state_before for line in lines}
        inventory.set_item_states(actor, states=states, reason=_why(disposal), now=now)
        _set(disposal, state=rules.APPROVED, carried_out_at=None, carried_out_by_name="")
        _note(actor, "care.undo_disposal", disposal, now, facts={"count": len(lines)})
    return len(lines)


def _decided(actor: Actor, reason: str, now: datetime) -> dict[str, object]:
    return {"decided_at": now, "decided_by_name": _name(actor), "decision_reason": squeeze(reason, 300)}


def _set(disposal: DisposalList, **values: object) -> None:
    DisposalList.objects.filter(pk=disposal.pk).update(**values)


def _name(actor: Actor) -> str:
    return actor.badge_name or actor.name


def _why(disposal: DisposalList) -> str:
    return str(phrases.DISPOSAL_REASON) % {"list": disposal.name}


def _note(
    actor: Actor,
    code: str,
    disposal: DisposalList,
    now: datetime,
    *,
    reason: str = "",
    overrides: tuple[str, ...] = (),
    facts: Mapping[str, object] | None = None,
) -> None:
    record_act(
        actor, code, about=("disposal", disposal.pk), at=now, reason=reason, overrides=overrides, facts=facts,
        site_id=disposal.site_id,
    )  # fmt: skip
