"""What is over: who had an item last, and what somebody who chose it has read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from carrel.rooms.circulation.models import HistoryChoice, Loan, PastLoan
from carrel.rooms.circulation.queries.grid import grid
from carrel.rooms.circulation.queries.severing import closed_loans, ended_loans_of, owed_of
from carrel.rooms.circulation.rules.severing import Kept, kept_until, reason_kept


@dataclass(frozen=True, slots=True)
class LastBorrower:
    """Who had an item last, as long as the policy keeps it: a torn page found late still has an owner."""

    loan_id: int
    person_id: int
    lent_on: date
    returned_on: date
    until: datetime


def last_borrower(item_id: int, *, now: datetime) -> LastBorrower | None:
    """The reader of the item's last loan while its window is open, else None, whatever is still stored.

    The window is the night, or the days `keep_borrower_days` of the policy. The caller asks for permission and sight,
    and writes down the look.
    """
    last = Loan.objects.filter(item=item_id, is_undone=False).order_by("-lent_at", "-pk").values_list("pk").first()
    found = closed_loans([last[0]], grid()) if last else []
    if not found:
        return None
    loan = found[0]
    until = kept_until(loan.returned_at, loan.keep_days)
    if until <= now:
        return None
    return LastBorrower(loan.loan_id, loan.patron_id, loan.lent_on, loan.returned_on, until)


@dataclass(frozen=True, slots=True)
class KeptLoan:
    """An ended loan that still names its reader, and why; `reason` is None when it goes with the next night's run."""

    loan_id: int
    record_id: int
    title: str
    lent_on: date
    returned_on: date
    reason: Kept | None
    until: datetime


def kept_loans_of(person_id: int, *, now: datetime) -> list[KeptLoan]:
    """A person's ended loans that still name them, the latest first, and why each does. Undone ones never were."""
    closed = closed_loans(ended_loans_of(person_id), grid())
    owed = owed_of([person_id]).get(person_id, ())
    found = [
        KeptLoan(
            each.loan_id, each.record_id, each.title, each.lent_on, each.returned_on,
            reason_kept(each, owed, now=now), kept_until(each.returned_at, each.keep_days),
        )
        for each in closed
        if not each.is_undone
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.returned_on, each.loan_id), reverse=True)


@dataclass(frozen=True, slots=True)
class PastTitle:
    """One line of a reading history."""

    past_loan_id: int
    record_id: int
    title: str
    author: str
    lent_on: date
    returned_on: date


def history_since(person_id: int) -> datetime | None:
    """Since when a person keeps a reading history; None when they keep none."""
    return HistoryChoice.objects.filter(person=person_id).values_list("since_at", flat=True).first()


def history_of(person_id: int, *, most: int | None = None) -> Iterator[PastTitle]:
    """What a person wanted remembered of their reading, the latest first. For their own eyes only."""
    rows = PastLoan.objects.filter(person=person_id).values_list(
        "pk", "record_id", "record__title", "record__author", "lent_on", "returned_on"
    )
    return (PastTitle(*row) for row in (rows[:most] if most is not None else rows).iterator())


def history_count(person_id: int) -> int:
    """How many titles a person's reading history holds."""
    return PastLoan.objects.filter(person=person_id).count()
