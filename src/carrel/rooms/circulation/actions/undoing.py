"""undo, undo_own: what was done to a loan, or a use in the library, is taken back."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import SYSTEM, Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.catching import take_back_move
from carrel.rooms.circulation.actions.claiming import take_back_claim, unsettle_claim
from carrel.rooms.circulation.actions.conditions import take_back_condition
from carrel.rooms.circulation.actions.filling import unsettle_holds
from carrel.rooms.circulation.actions.fining import take_back_charges, take_back_damages, take_back_late
from carrel.rooms.circulation.actions.kits import lend_returned_parts_again, take_back_lent_parts, unsettle_found
from carrel.rooms.circulation.actions.losing import take_back_lost
from carrel.rooms.circulation.actions.refinding import lose_again
from carrel.rooms.circulation.actions.renewing import date_parts
from carrel.rooms.circulation.actions.slips import drop_slips
from carrel.rooms.circulation.actions.swapping import exchange
from carrel.rooms.circulation.models import InLibraryUse, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import item_facts, loan_facts
from carrel.rooms.circulation.queries.undoing import undo_facts
from carrel.rooms.circulation.rules.returning import DAMAGES, LOSES, UndoFacts, undo_objections, undo_own_objections
from carrel.rooms.inventory import actions as inventory

CODE = "circulation.undo"
CODE_OWN = "circulation.undo_own"
ENDS = LOSES | {"circulation.check_in"}
"""What ends a loan, and opens it again when it is taken back."""


@dataclass(frozen=True, slots=True)
class LoanOpenAgain:
    """Announced inside the transaction: a loan that had ended is open once more, since its end was taken back."""

    loan_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: `undone` is the name of the action, `act_id` the entry of the undo itself."""

    act_id: int
    undone: str
    loan_id: int | None
    item_id: int
    title: str
    barcode: str
    patron_id: int | None
    repeated: bool = False


def undo(actor: Actor, *, act_id: int, now: datetime, key: str = "") -> Undone:
    """Take back the deed that `act_id` names, as if it had not been done; both stay on record.

    Raises NotAllowed, KeyReused, and Refused with the reason when later facts depend on it.
    No inverse: the deed is simply done again.
    """
    require(actor, CODE)
    return _undo(actor, CODE, act_id, now, key)


def undo_own(actor: Actor, *, act_id: int, now: datetime, key: str = "") -> Undone:
    """Take back a slip of one's own, by the same hand at the same desk, within five minutes.

    For helpers who may lend and take back but not undo what others did. Raises as `undo` does, and Refused for the deed
    of another or an older one. No inverse: the deed is simply done again.
    """
    require(actor, CODE_OWN)
    return _undo(actor, CODE_OWN, act_id, now, key)


def _undo(actor: Actor, code: str, act_id: int, now: datetime, key: str) -> Undone:
    """Both go on record as `circulation.undo`: what was taken back is one question, whoever did it."""
    with writing():
        kept = kept_answer(key, code, actor)
        if kept is not None:
            return _answer(kept["act"], kept["undone"], kept["loan"], kept["item"], kept["use"], repeated=True)
        _hold_still(act_id)
        entry = AuditEntry.objects.filter(pk=act_id, code__startswith="circulation.").first()
        facts = undo_facts(actor, entry)
        verdict = Verdict.of((*undo_objections(facts), *_not_own(actor, code, entry, facts, now)))
        if verdict.refusals or entry is None:
            raise Refused(*verdict.refusals)
        loan_id, item_id, use_id = _take_back(actor, entry, facts, now)
        about = (entry.about_kind, entry.about_id)
        undo_id = record_act(actor, CODE, about=about, at=now, facts={"undoes": act_id, "code": entry.code})
        _drop_slips_of(entry, now)
        if entry.code == "circulation.swap_copies":
            _undo_swap(entry, undo_id, now)
        elif loan_id is not None and entry.code != DAMAGES:
            # A damage is no change of the loan; its charge keeps the history.
            _note(loan_id, entry, undo_id, now)
        if loan_id is not None and entry.code in ENDS:
            announce(LoanOpenAgain(loan_id, now))
        verb = entry.code.removeprefix("circulation.")
        keep_answer(
            key, actor, code, {"act": undo_id, "undone": verb, "loan": loan_id, "item": item_id, "use": use_id}, now
        )
        return _answer(undo_id, verb, loan_id, item_id, use_id)


def _hold_still(act_id: int) -> None:
    """Keep other hands off the loan, then off the entry, on PostgreSQL: the night may be about to forget its reader.

    In this order, because severing takes the loan first as well.
    """
    loans = AuditEntry.objects.filter(pk=act_id, about_kind="loan").values("about_id")
    Loan.objects.select_for_update().filter(pk__in=loans).values_list("pk").first()
    AuditEntry.objects.select_for_update().filter(pk=act_id).values_list("pk").first()


def _not_own(
    actor: Actor, code: str, entry: AuditEntry | None, facts: UndoFacts, now: datetime
) -> tuple[Objection, ...]:
    """What stands against a helper; at a desk shared by an account it is the badge that says whose hand it was."""
    if code == CODE or entry is None or not facts.known:
        return ()
    hands = (entry.account_id, entry.badge_person_id), (actor.account_id, actor.badge_person_id)
    seconds = (now - entry.at).total_seconds()
    return undo_own_objections(title=facts.title, is_own=hands[0] == hands[1], seconds=seconds)


def _answer(
    act_id: int, undone: str, loan_id: int | None, item_id: int, use_id: int | None, *, repeated: bool = False
) -> Undone:
    item = item_facts(item_id)
    assert item is not None
    patron = Loan.objects.filter(pk=loan_id).values_list("patron_id", flat=True).first() if loan_id else None
    return Undone(act_id, undone, loan_id, item_id, item.record.title, item.barcode, patron, repeated)


def _take_back(hand: Actor, entry: AuditEntry, facts: UndoFacts, now: datetime) -> tuple[int | None, int, int | None]:
    """Put the rows back; returns loan, item and use."""
    if entry.code == "circulation.use_in_library":
        use = InLibraryUse.objects.get(pk=entry.about_id or 0)
        InLibraryUse.objects.filter(pk=use.pk).update(undone_at=now)
        return None, use.item_id, use.pk
    if entry.code == "circulation.note_condition":
        return None, take_back_condition(entry.about_id or 0, now=now), None
    if entry.about_kind == "item":
        return None, _return_without_loan(hand, entry, now), None
    loan = loan_facts(entry.about_id or 0)
    assert loan is not None
    if entry.code in LOSES:
        take_back_lost(hand, loan, act_id=entry.pk, now=now)
    elif entry.code == "circulation.claim_returned":
        take_back_claim(loan, act_id=entry.pk, now=now)
    elif entry.code == DAMAGES:
        take_back_charges(hand, loan, at=entry.at, now=now)
    elif entry.code in ("circulation.check_out", "circulation.check_out_to_place"):
        _undo_check_out(loan, now)
        lose_again(hand, act_id=entry.pk, now=now)
    elif entry.code == "circulation.check_in":
        _undo_check_in(hand, loan, entry, now)
    elif entry.code != "circulation.swap_copies":
        _undo_date(hand, loan, entry, now)
    return loan.pk, loan.item_id, None


def _return_without_loan(hand: Actor, entry: AuditEntry, now: datetime) -> int:
    """A scan at the return desk that closed no loan: the item goes back to the state it had."""
    item = item_facts(entry.about_id or 0, hold=True)
    assert item is not None
    was = str(entry.facts.get("was", item.state))
    take_back_move(entry.facts, item_id=item.pk, now=now)
    _must(inventory.mark_returned(item.pk, to_state=was, now=now, seen=False))
    lose_again(hand, act_id=entry.pk, now=now)
    return item.pk


def _undo_check_out(loan: Loan, now: datetime) -> None:
    """The loan never was: closed and marked, so that no figure counts it; its patron goes with the returned ones."""
    Loan.objects.filter(pk=loan.pk, returned_at=None).update(returned_at=now, is_undone=True)
    state = unsettle_holds(loan.why, item_id=loan.item_id, now=now)
    _must(inventory.mark_not_lent(loan.item_id, to_state=state, now=now))
    take_back_lent_parts(loan, now=now)


def _undo_check_in(hand: Actor, loan: Loan, entry: AuditEntry, now: datetime) -> None:
    item = item_facts(loan.item_id, hold=True)
    assert item is not None
    take_back_move(entry.facts, item_id=item.pk, now=now)
    _must(inventory.mark_lent_again(loan.item_id, from_state=item.state, now=now))
    Loan.objects.filter(pk=loan.pk).update(returned_at=None)
    take_back_late(hand, loan, at=entry.at, now=now)
    take_back_damages(hand, loan, since=entry.at, now=now)
    unsettle_claim(entry.pk)
    lend_returned_parts_again(loan, act_id=entry.pk, now=now)
    unsettle_found(entry.pk)


def _undo_date(hand: Actor, loan: Loan, entry: AuditEntry, now: datetime) -> None:
    change = LoanChange.objects.get(loan=loan, act_id=entry.pk)
    take_back_charges(hand, loan, at=change.at, now=now)
    why = {**loan.why, "steps": change.before.get("steps", []), "rows": change.before.get("rows", {})}
    renewals = loan.renewals - (1 if change.kind in ("renew", "auto_renew") else 0)
    kind = change.before.get("kind", loan.due_kind)
    Loan.objects.filter(pk=loan.pk).update(due_at=change.from_due_at, due_kind=kind, renewals=renewals, why=why)
    date_parts(loan.pk, change.from_due_at, kind)


def _undo_swap(entry: AuditEntry, undo_id: int, now: datetime) -> None:
    loan, other = loan_facts(entry.about_id or 0), loan_facts(int(entry.facts["other"]))
    assert loan is not None
    assert other is not None
    exchange(loan, other, kind="undo_swap", act_id=undo_id, now=now)


def _drop_slips_of(entry: AuditEntry, now: datetime) -> None:
    """What a return that is taken back wanted on paper, and is not on paper yet, is not printed."""
    for kind, name in (("hold", "hold"), ("transit", "sent")):
        if number := entry.facts.get(name):
            drop_slips(SYSTEM, about=(kind, int(number)), now=now)


def _note(loan_id: int, entry: AuditEntry, undo_id: int, now: datetime) -> None:
    loan = Loan.objects.get(pk=loan_id)
    verb = entry.code.removeprefix("circulation.").removesuffix("_to_place")
    verb = {"declare_lost": "lost", "lose_by_time": "lost", "claim_returned": "claim"}.get(verb, verb)
    change = LoanChange.objects.filter(loan_id=loan_id, act_id=entry.pk).first()
    LoanChange.objects.create(
        loan=loan,
        kind=f"undo_{verb}",
        at=now,
        from_due_at=change.to_due_at if change else loan.due_at,
        to_due_at=loan.due_at,
        act_id=undo_id,
        before={"undoes": entry.pk},
    )


def _must(changed: bool) -> None:
    """The facts were read in this transaction; an item that moved since is another desk's deed."""
    if not changed:
        raise Refused(*undo_objections(UndoFacts(code="circulation.check_in", title="", item_changed_since=True)))
