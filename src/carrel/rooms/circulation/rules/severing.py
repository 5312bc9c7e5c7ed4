"""When a closed loan forgets its reader. Pure; docs/rules/privacy.md."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

NIGHT = timedelta(hours=12)
"""Until the night after: on the same day a return can be taken back and a torn page still has an owner."""


class Kept(StrEnum):
    """Why a closed loan still names its reader."""

    NIGHT = "night"
    """It ended today; the night is still to come."""
    WINDOW = "window"
    """The policy keeps the last borrower so many days, for damage that is found late."""
    OWED = "owed"
    """Something is still owed for it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed loan as severing sees it; its days are those of the item's site. `keep_days` is what the policy says."""

    loan_id: int
    patron_id: int
    item_id: int
    record_id: int
    title: str
    lent_on: date
    returned_on: date
    returned_at: datetime
    keep_days: int | None
    is_undone: bool = False
    lacks_parts: bool = False
    """Whether a part of the kit is out still, or missing and not settled (docs/rules/kits.md)."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes: the items its number finds (none when no item has it), its title, the day of the charge."""

    person_id: int
    item_ids: Collection[int]
    title: str
    charged_on: date


def kept_until(returned_at: datetime, keep_days: int | None) -> datetime:
    """Until when the policy keeps the reader of a loan that came back then: the night, or the days it says."""
    return returned_at + max(NIGHT, timedelta(days=keep_days or 0))


def is_owed_for(loan: Closed, owed: Collection[Owed]) -> bool:
    """Whether one of these debts is the loan's: the same reader, the same thing, charged since it was lent.

    A charge names its thing by number, or by title alone where it came without one. An earlier debt for the same thing
    belongs to an earlier loan.
    """
    return any(
        debt.person_id == loan.patron_id
        and debt.charged_on >= loan.lent_on
        and (loan.item_id in debt.item_ids or (not debt.item_ids and bool(debt.title) and debt.title == loan.title))
        for debt in owed
    )


def reason_kept(
    loan: Closed, owed: Collection[Owed], *, now: datetime, with_night: bool = True, with_window: bool = True
) -> Kept | None:
    """Why the loan still names its reader, or None when it is to forget them now.

    What is owed keeps it always. Whoever asks for it at once need not wait for the night (`with_night`), and staff
    not for the end of the window either (`with_window`). A check-out that was taken back never was a loan: no window,
    no debt.
    """
    if not loan.is_undone:
        if loan.lacks_parts or is_owed_for(loan, owed):
            return Kept.OWED
        if with_window and loan.keep_days and kept_until(loan.returned_at, loan.keep_days) > now:
            return Kept.WINDOW
    if with_night and kept_until(loan.returned_at, 0) > now:
        return Kept.NIGHT
    return None
