"""renew_many, undo_renew_many, auto_renew: many loans renewed in one act, by hand or by the night."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.fining import charge_late, take_back_charges
from carrel.rooms.circulation.actions.renewing import loan_held, set_due
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.renewal import NIGHT, last_night, loans_renewing_themselves, renew_facts
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.renewing import LOOK_AHEAD, looked_through, renew_objections
from carrel.rooms.circulation.rules.returning import UndoFacts, undo_objections

RENEW_MANY = "circulation.renew_many"
UNDO_RENEW_MANY = "circulation.undo_renew_many"
AUTO_RENEW = "circulation.auto_renew"
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class RenewedMany:
    """What one act did: the loans it renewed, and by loan the codes of what stood against the others."""

    act_id: int
    renewed: tuple[int, ...]
    kept: tuple[tuple[int, tuple[str, ...]], ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class UndoneMany:
    """How many loans have their former date again, and how many stay because something changed them since."""

    act_id: int
    undone: int
    stayed: int


@dataclass(frozen=True, slots=True)
class RenewedByNight:
    """How many loans renewed themselves, and how many could not."""

    renewed: int
    kept: int


def renew_many(actor: Actor, *, loan_ids: Collection[int], now: datetime, key: str = "") -> RenewedMany:
    """Renew each of these loans that nothing stands against, in one act; the others keep their dates.

    A class, or all that a teacher has. Nothing is passed here: whoever wants to pass an objection renews that loan
    alone. Raises NotAllowed and KeyReused. Inverse: undo_renew_many.
    """
    require(actor, RENEW_MANY)
    with writing():
        answered = kept_answer(key, RENEW_MANY, actor)
        if answered is not None:
            return _answer(answered["act"])
        going: list[tuple[Loan, Due]] = []
        kept: list[tuple[int, tuple[str, ...]]] = []
        for loan_id in sorted(set(loan_ids)):
            loan, due, standing = _looked_at(actor, loan_id, now)
            if loan is not None and due is not None and not standing:
                going.append((loan, due))
            else:
                kept.append((loan_id, tuple(each.code for each in standing)))
        # Never about a person: the entry would go on naming whose loans these were after the reader is erased.
        facts = {"renewed": len(going), "kept": [[loan_id, list(codes)] for loan_id, codes in kept]}
        act_id = record_act(actor, RENEW_MANY, about=("loans", None), at=now, facts=facts)
        for loan, due in going:
            charge_late(actor, loan, until=now, now=now, suspends=False)
            set_due(loan, due, kind="renew", act_id=act_id, now=now, renewals=loan.renewals + 1)
        keep_answer(key, actor, RENEW_MANY, {"act": act_id}, now)
    return RenewedMany(act_id, tuple(loan.pk for loan, _ in going), tuple(kept))


def undo_renew_many(actor: Actor, *, act_id: int, now: datetime, key: str = "") -> UndoneMany:
    """Give the loans of one act their former dates again, where nothing has changed them since.

    Raises NotAllowed, KeyReused, and Refused for another act or one taken back before.
    Inverse: renew_many.
    """
    require(actor, UNDO_RENEW_MANY)
    with writing():
        answered = kept_answer(key, UNDO_RENEW_MANY, actor)
        if answered is not None:
            return UndoneMany(answered["act"], answered["undone"], answered["stayed"])
        AuditEntry.objects.select_for_update().filter(pk=act_id).values_list("pk").first()
        _must_be_undoable(actor, AuditEntry.objects.filter(pk=act_id, code=RENEW_MANY).first())
        changes = list(LoanChange.objects.filter(act_id=act_id, kind="renew"))
        loans = Loan.objects.select_for_update(of=("self",)).select_related("item__record").filter(returned_at=None)
        open_loans = loans.in_bulk([each.loan_id for each in changes])
        back = [each for each in changes if _stands(each, open_loans.get(each.loan_id))]
        facts = {"undoes": act_id, "undone": len(back), "stayed": len(changes) - len(back)}
        undo_id = record_act(actor, UNDO_RENEW_MANY, about=("loans", None), at=now, facts=facts)
        for each in back:
            _put_back(actor, open_loans[each.loan_id], each, undo_id, now)
        answer = {"act": undo_id, "undone": len(back), "stayed": len(changes) - len(back)}
        keep_answer(key, actor, UNDO_RENEW_MANY, answer, now)
    return UndoneMany(undo_id, len(back), len(changes) - len(back))


def auto_renew(actor: Actor, *, now: datetime) -> RenewedByNight:
    """Renew what falls due within a day and whose row says that it renews itself, by the rule of every renewal.

    Nights that were missed are made up for, fourteen days of them at the most: what fell due in them is looked at as
    if in time, and costs nothing. What cannot be keeps its date and the reason, once for each date. Repeating it
    changes nothing that was done. The nightly timetable calls it. Inverse: undo, loan by loan.
    """
    require(actor, AUTO_RENEW)
    last = last_night(AUTO_RENEW)
    after, until = looked_through(last, now)
    found = loans_renewing_themselves(after, until, now=now)
    renewed = kept = 0
    for start in range(0, len(found), AT_A_TIME):
        with writing():
            for loan_id in found[start : start + AT_A_TIME]:
                done = _renewed_itself(actor, loan_id, last, now)
                renewed, kept = renewed + done, kept + (not done)
    with writing():
        # Written last: a night that broke off is none, and the next one looks at all of it again.
        record_act(actor, AUTO_RENEW, about=(NIGHT, None), at=now, facts={"renewed": renewed, "kept": kept})
    return RenewedByNight(renewed, kept)


def _looked_at(
    actor: Actor, loan_id: int, now: datetime, *, in_time_after: datetime | None = None
) -> tuple[Loan | None, Due | None, tuple[Objection, ...]]:
    """The loan, the date it would have, and what stands against that; what was due after a moment is not late."""
    try:
        loan = loan_held(actor, loan_id)
    except Refused as refused:
        return None, None, refused.objections
    facts, missing = renew_facts(actor, loan, now=now)
    if in_time_after is not None and loan.due_at > in_time_after:
        facts = replace(facts, is_overdue=False)
    return loan, facts.due, Verdict.of((*renew_objections(facts), *missing)).standing()


def _renewed_itself(actor: Actor, loan_id: int, last: datetime | None, now: datetime) -> bool:
    """Renew one; what the last night did not see yet is late by no fault of its reader."""
    seen = None if last is None else last + LOOK_AHEAD
    loan, due, standing = _looked_at(actor, loan_id, now, in_time_after=seen)
    if loan is None or loan.returned_at is not None:
        return False
    if due is None or standing:
        _note_kept(actor, loan, standing, now)
        return False
    act_id = record_act(actor, AUTO_RENEW, about=("loan", loan.pk), at=now, site_id=loan.site_id)
    set_due(loan, due, kind="auto_renew", act_id=act_id, now=now, renewals=loan.renewals + 1)
    return True


def _note_kept(actor: Actor, loan: Loan, standing: Iterable[Objection], now: datetime) -> None:
    if LoanChange.objects.filter(loan=loan, kind="not_renewed", from_due_at=loan.due_at).exists():
        return
    codes = [each.code for each in standing]
    act_id = record_act(actor, AUTO_RENEW, about=("loans", None), at=now, site_id=loan.site_id, facts={"kept": codes})
    LoanChange.objects.create(
        loan=loan, kind="not_renewed", at=now, from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=act_id,
        before={"codes": codes},
    )  # fmt: skip


def _must_be_undoable(actor: Actor, entry: AuditEntry | None) -> None:
    if entry is None or not actor.sees_site(entry.site_id):
        raise Refused(*undo_objections(UndoFacts(code="", title="", known=False)))
    later = AuditEntry.objects.filter(code=UNDO_RENEW_MANY, pk__gt=entry.pk)
    if any(each.facts.get("undoes") == entry.pk for each in later):
        raise Refused(*undo_objections(UndoFacts(code="circulation.renew", title="", already_undone=True)))


def _stands(change: LoanChange, loan: Loan | None) -> bool:
    return loan is not None and loan.due_at == change.to_due_at


def _put_back(actor: Actor, loan: Loan, change: LoanChange, act_id: int, now: datetime) -> None:
    before: dict[str, Any] = change.before
    why = {**loan.why, "steps": before.get("steps", []), "rows": before.get("rows", {})}
    take_back_charges(actor, loan, at=change.at, now=now)
    Loan.objects.filter(pk=loan.pk).update(
        due_at=change.from_due_at,
        due_kind=before.get("kind", loan.due_kind),
        renewals=max(0, loan.renewals - 1),
        why=why,
    )
    LoanChange.objects.create(
        loan=loan, kind="undo_renew", at=now, from_due_at=change.to_due_at, to_due_at=change.from_due_at,
        act_id=act_id, before={"undoes": change.act_id},
    )  # fmt: skip


def _answer(act_id: int) -> RenewedMany:
    entry = AuditEntry.objects.get(pk=act_id)
    renewed = LoanChange.objects.filter(act_id=act_id, kind="renew").order_by("loan_id")
    kept = tuple((int(loan_id), tuple(codes)) for loan_id, codes in entry.facts.get("kept", ()))
    return RenewedMany(act_id, tuple(renewed.values_list("loan_id", flat=True)), kept, repeated=True)
