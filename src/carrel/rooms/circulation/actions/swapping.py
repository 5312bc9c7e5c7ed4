"""swap_copies: two readers took each other's copy of one title, and the loans follow the copies."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.renewing import loan_unknown
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.facts import loan_facts, may_see_home
from carrel.rooms.circulation.rules.lending import patron_of_another_school
from carrel.rooms.circulation.rules.swapping import SwapFacts, swap_objections
from carrel.rooms.inventory import actions as inventory

if TYPE_CHECKING:
    from django.db.models import QuerySet

SWAP_COPIES = "circulation.swap_copies"
_FROM_THE_KIT = ("patron_id", "place_id", "category_id", "grade", "home_site_id", "due_at", "due_kind")


@dataclass(frozen=True, slots=True)
class Swapped:
    """Two loans after the exchange: the first has the copy that the second had."""

    loan_id: int
    other_loan_id: int
    act_id: int
    item_id: int
    title: str
    repeated: bool = False


def swap_copies(actor: Actor, *, loan_id: int, other_loan_id: int, now: datetime, key: str = "") -> Swapped:
    """Let two open loans of one title exchange their copies, so that each reader answers for what they really have.

    Due dates, renewals and readers stay. Raises NotAllowed, KeyReused, and Refused when a loan is unknown, closed, of
    another title, of the same reader, or of a reader out of the actor's scope. Inverse: undo.
    """
    require(actor, SWAP_COPIES)
    with writing():
        kept = kept_answer(key, SWAP_COPIES, actor)
        if kept is not None:
            return Swapped(kept["loan"], kept["other"], kept["act"], kept["item"], kept["title"], repeated=True)
        loan, other = (_loan(actor, each) for each in (loan_id, other_loan_id))
        verdict = Verdict.of(swap_objections(_facts(loan, other)))
        if verdict.refusals:
            raise Refused(*verdict.refusals)
        title = loan.item.record.title
        about, site_id = ("loan", loan.pk), actor.site_id or loan.site_id
        act_id = record_act(actor, SWAP_COPIES, about=about, at=now, facts={"other": other.pk}, site_id=site_id)
        exchange(loan, other, kind="swap", act_id=act_id, now=now)
        answer = {"loan": loan.pk, "other": other.pk, "act": act_id, "item": other.item_id, "title": title}
        keep_answer(key, actor, SWAP_COPIES, answer, now)
    return Swapped(loan.pk, other.pk, act_id, other.item_id, title)


def exchange(loan: Loan, other: Loan, *, kind: str, act_id: int, now: datetime) -> None:
    """Exchange the copies of two open loans, with the parts that went out with them, and note it in both histories.

    Called by swap_copies and undo, whose permission and audit cover it. Inverse: exchange.
    """
    first, second = loan.item_id, other.item_id
    # One open loan per item holds at every moment: the first is closed for as long as its copy has a new loan already.
    Loan.objects.filter(pk=loan.pk).update(returned_at=now)
    Loan.objects.filter(pk=other.pk).update(item_id=first)
    Loan.objects.filter(pk=loan.pk).update(item_id=second, returned_at=None)
    _parts_follow(loan, other)
    inventory.mark_taken_instead(first, lent_at=other.lent_at)
    inventory.mark_taken_instead(second, lent_at=loan.lent_at)
    for each, had in ((loan, first), (other, second)):
        LoanChange.objects.create(
            loan=each,
            kind=kind,
            at=now,
            from_due_at=each.due_at,
            to_due_at=each.due_at,
            act_id=act_id,
            before={"item": had},
        )


def _parts_follow(loan: Loan, other: Loan) -> None:
    """Let the parts that went out with each copy be with whoever has the copy now."""
    of_loan = list(_parts_out(loan).values_list("pk", flat=True))
    _parts_out(other).update(**_borrower(loan))
    Loan.objects.filter(pk__in=of_loan).update(**_borrower(other))


def _parts_out(loan: Loan) -> "QuerySet[Loan]":
    return Loan.objects.filter(with_loan=loan.pk, returned_at=None)


def _borrower(loan: Loan) -> dict[str, Any]:
    """What the loan of a part has from the loan of its kit."""
    return {"with_loan": loan.pk} | {name: getattr(loan, name) for name in _FROM_THE_KIT}


def _facts(loan: Loan, other: Loan) -> SwapFacts:
    return SwapFacts(
        title=loan.item.record.title,
        other_title=other.item.record.title,
        both_open=loan.returned_at is None and other.returned_at is None,
        same_record=loan.item.record_id == other.item.record_id,
        same_borrower=(loan.patron_id, loan.place_id) == (other.patron_id, other.place_id),
    )


def _loan(actor: Actor, loan_id: int) -> Loan:
    Loan.objects.select_for_update(of=("self",)).filter(pk=loan_id).values_list("pk").first()
    loan = loan_facts(loan_id)
    if loan is None:
        raise Refused(loan_unknown())
    patron = loan.patron
    if patron is not None and not may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id):
        raise Refused(patron_of_another_school())
    return loan
