"""claim_returned: a reader says that they brought it back; what follows when it is found, or not."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import kept_tells, tells_again
from carrel.rooms.circulation.actions.renewing import loan_held
from carrel.rooms.circulation.models import Claim, Loan, LoanChange
from carrel.rooms.circulation.queries.claims import claim_facts
from carrel.rooms.circulation.rules.lost import claim_returned_objections

CLAIM = "circulation.claim_returned"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as it was noted: the loan goes on, the fine stands still from the day the reader says."""

    claim_id: int
    act_id: int
    loan_id: int
    item_id: int
    title: str
    tells: tuple[Objection, ...] = ()
    repeated: bool = False


def claim_returned(
    actor: Actor, *, loan_id: int, said_on: date, now: datetime, note: str = "", key: str = ""
) -> Claimed:
    """Note that the reader says they brought it back on that day: nothing grows from then on; the shelf is searched.

    Raises NotAllowed, KeyReused, and Refused for a loan that has ended, a claim that stands already or a day that
    cannot be. Inverse: undo.
    """
    require(actor, CLAIM)
    with writing():
        if kept := kept_answer(key, CLAIM, actor):
            row = Claim.objects.select_related("loan__item__record").get(pk=kept["claim"])
            names = {"title": row.loan.item.record.title, "patron": str(row.loan.patron or "")}
            tells = tells_again(kept["tells"], names)
            return Claimed(row.pk, row.act_id, row.loan_id, row.loan.item_id, names["title"], tells, repeated=True)
        loan = loan_held(actor, loan_id)
        verdict = Verdict.of(claim_returned_objections(claim_facts(loan, said_on=said_on, now=now)))
        if verdict.refusals:
            raise Refused(*verdict.refusals)
        site_id = actor.site_id or loan.site_id
        act_id = record_act(actor, CLAIM, about=("loan", loan.pk), at=now, site_id=site_id)
        row = Claim.objects.create(loan=loan, said_on=said_on, note=squeeze(note, 200), at=now, act_id=act_id)
        Loan.objects.filter(pk=loan.pk).update(claimed_on=said_on)
        LoanChange.objects.create(
            loan=loan, kind="claim", at=now, from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=act_id
        )
        keep_answer(key, actor, CLAIM, {"claim": row.pk, "tells": kept_tells(verdict.tells)}, now)
    return Claimed(row.pk, act_id, loan.pk, loan.item_id, loan.item.record.title, verdict.tells)


def settle_claim(loan: Loan, *, as_: Claim.End, act_id: int, now: datetime) -> bool:
    """What the reader said is settled: it was found, or they lost it. False where nothing was said.

    Called by check_in and declare_lost, whose permission and audit cover it. Inverse: unsettle_claim.
    """
    if loan.claimed_on is None:
        return False
    Loan.objects.filter(pk=loan.pk).update(claimed_on=None)
    rows = Claim.objects.filter(loan=loan, settled_at=None)
    return bool(rows.update(settled_at=now, settled_as=as_, settled_act_id=act_id))


def unsettle_claim(act_id: int) -> None:
    """The deed that settled a claim is taken back: the claim stands again.

    Called by undo, whose permission and audit cover it. Inverse: settle_claim.
    """
    rows = Claim.objects.filter(settled_act_id=act_id)
    for each in list(rows):
        Loan.objects.filter(pk=each.loan_id).update(claimed_on=each.said_on)
    rows.update(settled_at=None, settled_as="", settled_act_id=None)


def take_back_claim(loan: Loan, *, act_id: int, now: datetime) -> None:
    """A claim is taken back as if it had not been made.

    Called by undo, whose permission and audit cover it. Inverse: claim_returned.
    """
    Loan.objects.filter(pk=loan.pk).update(claimed_on=None)
    rows = Claim.objects.filter(loan=loan, act_id=act_id, settled_at=None)
    rows.update(settled_at=now, settled_as=Claim.End.UNDONE)
