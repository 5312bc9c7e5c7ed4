"""make_list, drop_list, propose_withdrawal, take_back_proposal: from the rules to a disposal list."""

from collections.abc import Mapping
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import actions as care
from carrel.rooms.inventory.rules import DEWEY
from carrel.rooms.weeding import phrases, queries, rules
from carrel.rooms.weeding.models import KeptCopy, WeedingLine, WeedingList

_STEP = 1_000


def make_list(
    actor: Actor,
    *,
    profile_id: int,
    name: str,
    now: datetime,
    call_from: str = "",
    call_to: str = "",
    scheme: str = DEWEY,
    key: str = "",
) -> int:
    """Let a table of rules name the copies of its site, between two call numbers of `scheme` if given.

    Returns the list's number.

    Raises NotAllowed, and Refused without a name, when no copy is named, and for more than rules.MOST_LINES of them.
    Inverse: drop_list.
    """
    require(actor, "weeding.make_list")
    name = squeeze(name, rules.NAME_LENGTH)
    if not name:
        raise Refused(Objection("weeding.unnamed", Weight.REFUSE, {}))
    profile = queries.profile_seen(actor, profile_id)
    if profile is None:
        raise Refused(Objection("weeding.no_such_profile", Weight.REFUSE, {}))
    # The shelves are read before the transaction: no desk waits for it.
    found = queries.candidates(
        profile.site_id, queries.rules_of(profile), now, call_from=call_from, call_to=call_to, scheme=scheme
    )
    if not found:
        raise Refused(Objection("weeding.nobody_named", Weight.REFUSE, {}))
    if len(found) > rules.MOST_LINES:
        facts = {"count": len(found), "most": rules.MOST_LINES}
        raise Refused(Objection("weeding.too_many_lines", Weight.REFUSE, facts))
    with writing():
        if answer := kept_answer(key, "weeding.make_list", actor):
            return int(answer["list"])
        made = WeedingList.objects.create(
            site_id=profile.site_id, profile_name=profile.name, name=name, made_at=now,
            made_by_name=actor.badge_name or actor.name,
        )  # fmt: skip
        lines = (
            WeedingLine(
                weeding_list=made, item_id=each.item_id, section=each.section, is_last=each.is_last,
                reasons=[[reason.code, reason.amount] for reason in each.reasons],
            )
            for each in found
        )  # fmt: skip
        WeedingLine.objects.bulk_create(lines, batch_size=_STEP)
        _note(actor, "weeding.make_list", made, now, {"name": name, "copies": len(found)})
        keep_answer(key, actor, "weeding.make_list", {"list": made.pk}, now)
    return made.pk


def drop_list(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Give up a list; what was marked to be kept stays kept.

    Raises Refused for one that was proposed. No inverse: the rules name the same copies again.
    """
    require(actor, "weeding.drop_list")
    with writing():
        found = queries.list_to_change(actor, list_id)
        if objections := rules.drop_objections(name=found.name, is_proposed=found.is_proposed):
            raise Refused(*objections)
        lines = WeedingLine.objects.filter(weeding_list_id=list_id)
        facts = {"name": found.name, "copies": lines.count()}
        KeptCopy.objects.filter(line__weeding_list_id=list_id).update(line=None)
        lines.delete()
        found.delete()
        _note(actor, "weeding.drop_list", found, now, facts, list_id)


def propose_withdrawal(actor: Actor, *, list_id: int, now: datetime) -> int:
    """Put what is marked to be withdrawn on a disposal list of its own and ask for its approval; returns its number.

    Care decides from here: who approves, and how what is approved leaves. Raises NotAllowed, and Refused when nothing
    is marked, the list was proposed, or a copy is out, promised or withdrawn by now. Inverse: take_back_proposal.
    """
    require(actor, "weeding.propose_withdrawal")
    with writing():
        found = queries.list_to_change(actor, list_id)
        lines = list(queries.lines_of(list_id, mark=rules.WITHDRAW))
        marked = [(line.item.record.title, line.item.state) for line in lines]
        objections = rules.propose_objections(name=found.name, is_proposed=found.is_proposed, marked=marked)
        if objections:
            raise Refused(*objections)
        notice = str(phrases.LIST_NOTICE) % {"profile": found.profile_name}
        disposal_id = care.open_disposal_list(actor, site_id=found.site_id, name=found.name, notice=notice, now=now)
        for line in lines:
            care.put_on_disposal_list(
                actor, list_id=disposal_id, number=_number(line), now=now, note=_note_of(line),
                reason=rules.disposal_reason([code for code, _amount in line.reasons]),
            )  # fmt: skip
        care.ask_approval(actor, list_id=disposal_id, now=now)
        WeedingList.objects.filter(pk=list_id).update(disposal_id=disposal_id, proposed_at=now)
        _note(actor, "weeding.propose_withdrawal", found, now, {"disposal": disposal_id, "copies": len(lines)})
    return disposal_id


def take_back_proposal(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Give up the disposal list of a proposal, so that the walk goes on; nothing proposed is as well.

    Raises Refused once it is approved or carried out. Inverse: propose_withdrawal.
    """
    require(actor, "weeding.take_back_proposal")
    with writing():
        found = queries.list_to_change(actor, list_id)
        state = queries.disposal_state(found)
        if objections := rules.take_back_objections(name=found.name, disposal_state=state):
            raise Refused(*objections)
        if found.disposal_id is not None:
            if state == "asked":
                care.take_back_approval(actor, list_id=found.disposal_id, now=now)
            WeedingList.objects.filter(pk=list_id).update(disposal=None, proposed_at=None)
            care.drop_disposal_list(actor, list_id=found.disposal_id, now=now)
            _note(actor, "weeding.take_back_proposal", found, now, {"disposal": found.disposal_id})


def _number(line: WeedingLine) -> str:
    """A number that finds the copy: its barcode, else any it has."""
    return line.item.barcode or str(line.item.numbers.values_list("number", flat=True).first() or "")


def _note_of(line: WeedingLine) -> str:
    return ", ".join(str(phrases.REASON_WORDS[code]) for code, _amount in line.reasons)


def _note(
    actor: Actor, code: str, found: WeedingList, now: datetime, facts: Mapping[str, object], list_id: int | None = None
) -> None:
    about = ("weeding_list", list_id if list_id is not None else found.pk)
    record_act(actor, code, about=about, at=now, facts=facts, site_id=found.site_id)
