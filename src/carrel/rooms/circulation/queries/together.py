"""Loans that are renewed together: those of some readers, and what one act did to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.queries.standing import OpenLoan, open_loan_of

RENEW_MANY = "circulation.renew_many"


@dataclass(frozen=True, slots=True)
class LoanOfReader:
    """An open loan with who has it."""

    person_id: int
    reader: str
    loan: OpenLoan


@dataclass(frozen=True, slots=True)
class RenewedLoan:
    """A loan of the act. `reader` is empty where nobody may know, or nobody is on record any more."""

    loan_id: int
    title: str
    reader: str
    was_on: date | None
    due_on: date | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActShown:
    """What one act renewed, what kept its date and why, and whether it was taken back since."""

    act_id: int
    at: datetime
    renewed: tuple[RenewedLoan, ...]
    kept: tuple[RenewedLoan, ...]
    is_undone: bool


def loans_of_readers(actor: Actor, person_ids: Collection[int], now: datetime) -> tuple[LoanOfReader, ...]:
    """What these readers have out, as far as the actor may know them, by name and due date. One statement."""
    found = _in_scope(actor, Loan.objects.filter(OWN_LINE, patron__in=list(person_ids), returned_at=None))
    rows = found.select_related("item__record", "item__site", "item__item_type", "patron")
    ordered = rows.order_by("patron__family_name", "patron__given_name", "patron_id", "due_at", "pk")
    return tuple(
        LoanOfReader(each.patron.pk, each.patron.list_name, open_loan_of(each, now)) for each in ordered if each.patron
    )


def renewed_together(actor: Actor, act_id: int) -> ActShown | None:
    """What one act did, with titles and readers as they are now; None for another act or one of another school."""
    entry = AuditEntry.objects.filter(pk=act_id, code=RENEW_MANY).first()
    if entry is None or not actor.sees_site(entry.site_id):
        return None
    changes = {each.loan_id: each for each in LoanChange.objects.filter(act_id=act_id, kind="renew")}
    kept = {int(loan_id): tuple(codes) for loan_id, codes in entry.facts.get("kept", ())}
    loans = _in_scope(actor, Loan.objects.filter(pk__in=[*changes, *kept]))
    rows = loans.select_related("item__record", "item__site", "patron").order_by("patron__family_name", "due_at", "pk")
    shown = {each.pk: _renewed(each, changes.get(each.pk), kept.get(each.pk, ())) for each in rows}
    later = AuditEntry.objects.filter(code="circulation.undo_renew_many", pk__gt=act_id)
    return ActShown(
        act_id,
        entry.at,
        tuple(each for pk, each in shown.items() if pk in changes),
        tuple(each for pk, each in shown.items() if pk in kept),
        any(each.facts.get("undoes") == act_id for each in later),
    )


def _renewed(loan: Loan, change: LoanChange | None, codes: tuple[str, ...]) -> RenewedLoan:
    zone = zone_named(loan.item.site.timezone)
    was, now = (change.from_due_at, change.to_due_at) if change else (loan.due_at, None)
    return RenewedLoan(
        loan.pk,
        loan.item.record.title,
        loan.patron.list_name if loan.patron else "",
        was.astimezone(zone).date(),
        now.astimezone(zone).date() if now else None,
        codes,
    )


def _in_scope(actor: Actor, loans: QuerySet[Loan]) -> QuerySet[Loan]:
    if actor.is_district:
        return loans
    sites = list(actor.site_ids)
    return loans.filter(
        Q(patron__home_site__in=sites)
        | Q(patron__home_site=None, patron__isnull=False)
        | Q(patron__further_sites__site__in=sites)
        | Q(patron=None, item__site__in=sites)
    ).distinct()
