"""The loans of one item, for its page: when and until when, never who."""

from dataclasses import dataclass
from datetime import datetime

from carrel.rooms.circulation.models import Loan


@dataclass(frozen=True, slots=True)
class ItemLoan:
    """One loan of an item without its patron; the loan's own page says who, to whom it may, and writes it down."""

    loan_id: int
    lent_at: datetime
    due_at: datetime
    due_kind: str
    returned_at: datetime | None
    renewals: int

    @property
    def is_open(self) -> bool:
        return self.returned_at is None


def loans_of_item(item_id: int, *, most: int = 50) -> tuple[ItemLoan, ...]:
    """The latest loans of an item, the newest first; those undone are left out."""
    rows = Loan.objects.filter(item_id=item_id, is_undone=False).order_by("-lent_at", "-pk")
    columns = ("pk", "lent_at", "due_at", "due_kind", "returned_at", "renewals")
    return tuple(ItemLoan(*row) for row in rows.values_list(*columns)[:most])
