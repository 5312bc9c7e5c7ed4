"""renew and change_due: another date for a loan that goes on."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import Dated, kept_tells, tells_again
from carrel.rooms.circulation.actions.fining import charge_late
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.facts import loan_facts, may_see_home, zone_named
from carrel.rooms.circulation.queries.renewal import renew_facts
from carrel.rooms.circulation.rules.due_dates import Due, due_on_given
from carrel.rooms.circulation.rules.lending import patron_of_another_school
from carrel.rooms.circulation.rules.renewing import loan_is_closed, renew_objections
from carrel.rooms.schools.queries import calendar_of

RENEW = "circulation.renew"
CHANGE_DUE = "circulation.change_due"


class Renewed(Dated):
    """A loan with its new date."""

    __slots__ = ()


def renew(
    actor: Actor, *, loan_id: int, now: datetime, key: str = "", overrides: Collection[str] = (), reason: str = ""
) -> Renewed:
    """Give a loan the date the policy gives it now. It never shortens a loan; what it cost so far is charged.

    Raises NotAllowed, KeyReused, and Refused with every objection that stands.
    Inverse: undo.
    """
    require(actor, RENEW)
    with writing():
        kept = kept_answer(key, RENEW, actor)
        if kept is not None:
            return _renewed_before(kept)
        loan = loan_held(actor, loan_id)
        facts, missing = renew_facts(actor, loan, now=now)
        verdict = Verdict.of((*renew_objections(facts), *missing))
        passed = settle(verdict, actor, overrides, reason)
        assert facts.due is not None
        act_id = record_act(
            actor,
            RENEW,
            about=("loan", loan.pk),
            at=now,
            overrides=passed,
            reason=reason if passed else "",
            site_id=actor.site_id or loan.site_id,
        )
        charge_late(actor, loan, until=now, now=now, suspends=False)
        set_due(loan, facts.due, kind="renew", act_id=act_id, now=now, renewals=loan.renewals + 1)
        answer = _answer(loan, act_id, facts.due, verdict.tells)
        keep_answer(key, actor, RENEW, answer, now)
    return _renewed(loan, act_id, facts.due, verdict.tells)


def change_due(actor: Actor, *, loan_id: int, due_on: date, now: datetime, key: str = "", reason: str = "") -> Renewed:
    """Set the due date of an open loan by hand; it stands above every rule.

    Raises NotAllowed, KeyReused, and Refused for a day before today or a loan that has ended.
    Inverse: undo.
    """
    require(actor, CHANGE_DUE)
    with writing():
        kept = kept_answer(key, CHANGE_DUE, actor)
        if kept is not None:
            return _renewed_before(kept)
        loan = loan_held(actor, loan_id)
        if loan.returned_at is not None:
            raise Refused(loan_is_closed(loan.item.record.title))
        site = loan.item.site
        due = due_on_given(start=now, given_on=due_on, zone=zone_named(site.timezone), calendar=calendar_of(site.pk))
        verdict = Verdict.of(due.objections)
        settle(verdict, actor)
        act_id = record_act(
            actor, CHANGE_DUE, about=("loan", loan.pk), at=now, reason=reason, site_id=actor.site_id or loan.site_id
        )
        set_due(loan, due, kind="change_due", act_id=act_id, now=now, renewals=loan.renewals)
        keep_answer(key, actor, CHANGE_DUE, _answer(loan, act_id, due, verdict.tells), now)
    return _renewed(loan, act_id, due, verdict.tells)


def loan_unknown() -> Objection:
    """There is no loan of this number, or not for this actor."""
    return Objection("circulation.loan_unknown", Weight.REFUSE, {}, Source("fact", "", "loan"))


def loan_held(actor: Actor, loan_id: int) -> Loan:
    """The loan, held still on PostgreSQL, with its patron within the actor's scope.

    Raises Refused. No inverse: nothing is written.
    """
    Loan.objects.select_for_update(of=("self",)).filter(pk=loan_id).values_list("pk").first()
    loan = loan_facts(loan_id)
    if loan is None:
        raise Refused(loan_unknown())
    patron = loan.patron
    if patron is not None and not may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id):
        raise Refused(patron_of_another_school())
    return loan


def set_due(loan: Loan, due: Due, *, kind: str, act_id: int, now: datetime, renewals: int) -> None:
    """Move the date and keep the one of before beside it. Inverse: undo, by the act."""
    before = {"kind": loan.due_kind, "steps": loan.why.get("steps", []), "rows": loan.why.get("rows", {})}
    LoanChange.objects.create(
        loan=loan, kind=kind, at=now, from_due_at=loan.due_at, to_due_at=due.at, act_id=act_id, before=before
    )
    why = {**loan.why, "steps": [step.as_json() for step in due.steps]}
    Loan.objects.filter(pk=loan.pk).update(due_at=due.at, due_kind=due.kind, renewals=renewals, why=why)
    date_parts(loan.pk, due.at, due.kind)


def date_parts(loan_id: int, due_at: datetime, due_kind: str) -> None:
    """The parts that are out with a kit are due when it is.

    Called by what moves its date, whose permission and audit cover it. Inverse: date_parts.
    """
    Loan.objects.filter(with_loan=loan_id, returned_at=None).update(due_at=due_at, due_kind=due_kind)


def _answer(loan: Loan, act_id: int, due: Due, tells: tuple[Objection, ...]) -> dict[str, Any]:
    return {
        "loan": loan.pk, "act": act_id, "due": due.at.isoformat(), "kind": due.kind, "tells": kept_tells(tells),
    }  # fmt: skip


def _renewed(loan: Loan, act_id: int, due: Due, tells: tuple[Objection, ...]) -> Renewed:
    item = loan.item
    return Renewed(loan.pk, act_id, item.pk, item.record.title, item.barcode, due.at, due.kind, due.on, tells)


def _renewed_before(kept: dict[str, Any]) -> Renewed:
    loan = loan_facts(kept["loan"])
    if loan is None:
        raise Refused(loan_unknown())
    due_at = datetime.fromisoformat(kept["due"])
    item = loan.item
    names = {"title": item.record.title, "patron": str(loan.patron or "")}
    return Renewed(
        loan.pk,
        kept["act"],
        item.pk,
        item.record.title,
        item.barcode,
        due_at,
        kept["kind"],
        due_at.date(),
        tells_again(kept["tells"], names),
        repeated=True,
    )
