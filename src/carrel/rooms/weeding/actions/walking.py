"""mark_lines, scan_to_withdraw: the walk along the shelves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.schools.queries import today_at
from carrel.rooms.weeding import queries, rules
from carrel.rooms.weeding.actions.keeping import kept_of
from carrel.rooms.weeding.models import KeptCopy, WeedingLine, WeedingList


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan did: line and title, whether it was marked just now, whether it is the district's last copy."""

    line_id: int
    title: str
    is_new: bool
    is_last: bool


def mark_lines(
    actor: Actor,
    *,
    list_id: int,
    line_ids: Collection[int],
    mark: str,
    now: datetime,
    until_on: date | None = None,
    why: str = "",
) -> int:
    """Mark lines of a list to keep, to withdraw, or (blank) as not decided yet; returns how many.

    What is kept is kept against all rules until `until_on`, or for good with a word why; any other mark ends what was
    kept by this list. A copy that was added by hand goes off the list when its mark is taken off. Raises NotAllowed,
    and Refused for a list that was proposed, a day that is past and for good without a word.
    Inverse: mark_lines, with the marks of before, which the audit entry holds.
    """
    require(actor, "weeding.mark_lines")
    if mark not in ("", *rules.MARKS):
        raise ValueError(mark)
    with writing():
        found = queries.list_to_change(actor, list_id)
        today = today_at(found.site_id, now)
        objections = rules.mark_objections(
            name=found.name, is_proposed=found.is_proposed, mark=mark, until_on=until_on, today=today, why=why
        )
        if objections:
            raise Refused(*objections)
        lines = list(WeedingLine.objects.filter(weeding_list_id=list_id, pk__in=line_ids))
        facts = {"mark": mark, "until": str(until_on or ""), "before": [[line.item_id, line.mark] for line in lines]}
        _set(actor, lines, mark, now)
        KeptCopy.objects.filter(line_id__in=[line.pk for line in lines]).delete()
        if mark == rules.KEEP:
            for line in lines:
                kept_of(actor, line.item_id, until_on, why, line.pk, now)
        if not mark:
            WeedingLine.objects.filter(pk__in=[line.pk for line in lines if line.is_added]).delete()
        _note(actor, "weeding.mark_lines", found, now, facts)
    return len(lines)


def scan_to_withdraw(
    actor: Actor, *, list_id: int, number: str, now: datetime, overrides: Collection[str] = (), key: str = ""
) -> Scanned:
    """Mark the copy of a scanned number to be withdrawn; scanned twice, it is marked once.

    A copy no rule named, or one that is to be kept, is asked about and passes when it is named in `overrides`. Raises
    NotAllowed, and Refused for an unknown number, another school's copy, one that is out, waited for, reserved or on a
    disposal list, and for a list that was proposed. Inverse: mark_lines, without a mark.
    """
    require(actor, "weeding.scan_to_withdraw")
    with writing():
        if answer := kept_answer(key, "weeding.scan_to_withdraw", actor):
            return _again(int(answer["line"]))
        found = queries.list_to_change(actor, list_id)
        item = item_of_number(number, site_id=found.site_id)
        if item is None:
            raise Refused(Objection("weeding.no_such_number", Weight.REFUSE, {"number": squeeze(number, 64)}))
        line = WeedingLine.objects.filter(weeding_list_id=list_id, item_id=item.item_id).first()
        facts = queries.scan_facts(found, item, line, now)
        verdict = Verdict.of(rules.scan_objections(facts))
        # Scanned a second time after the question, the book in the hand is the reason.
        passed = settle(verdict, actor, overrides, reason="scanned")
        if line is None:
            line = WeedingLine.objects.create(
                weeding_list_id=list_id, item_id=item.item_id, reasons=[["added", 0]], is_last=facts.is_last,
                is_added=True,
            )  # fmt: skip
        if not facts.is_marked:
            _set(actor, [line], rules.WITHDRAW, now)
            KeptCopy.objects.filter(item_id=item.item_id).delete()
            told = {"item": item.item_id, "added": line.is_added}
            _note(actor, "weeding.scan_to_withdraw", found, now, told, passed)
        keep_answer(key, actor, "weeding.scan_to_withdraw", {"line": line.pk}, now)
    return Scanned(line.pk, item.title, not facts.is_marked, facts.is_last)


def _again(line_id: int) -> Scanned:
    """The answer to a scan that came a second time; its line may be off the list by now."""
    line = WeedingLine.objects.select_related("item__record").filter(pk=line_id).first()
    if line is None:
        raise Refused(Objection("weeding.no_such_list", Weight.REFUSE, {}))
    return Scanned(line.pk, line.item.record.title, False, line.is_last)


def _set(actor: Actor, lines: Collection[WeedingLine], mark: str, now: datetime) -> None:
    WeedingLine.objects.filter(pk__in=[line.pk for line in lines]).update(
        mark=mark, marked_at=now if mark else None, marked_by_name=(actor.badge_name or actor.name) if mark else ""
    )


def _note(
    actor: Actor,
    code: str,
    found: WeedingList,
    now: datetime,
    facts: Mapping[str, object],
    overrides: tuple[str, ...] = (),
) -> None:
    record_act(
        actor, code, about=("weeding_list", found.pk), at=now, facts=facts, overrides=overrides, site_id=found.site_id
    )
