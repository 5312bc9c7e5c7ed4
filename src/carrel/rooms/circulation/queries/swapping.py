"""Which copy somebody should have brought, when the one on the desk is another reader's."""

from dataclasses import dataclass

from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.queries import item_of_number


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """The open loan of another copy of the same title, and the loan that the copy on the desk is on."""

    loan_id: int
    other_loan_id: int
    barcode: str


def own_copy_instead(*, patron_id: int, item_id: int) -> OwnCopy | None:
    """The copy of the same title that this reader has, when the one on the desk is another's; else None."""
    there = Loan.objects.filter(item_id=item_id, returned_at=None).exclude(patron_id=patron_id)
    other = there.values_list("pk", "item__record_id").first()
    if other is None:
        return None
    own = Loan.objects.filter(patron_id=patron_id, returned_at=None, item__record_id=other[1])
    found = own.order_by("due_at", "pk").values_list("pk", "item__barcode").first()
    return OwnCopy(found[0], other[0], found[1]) if found is not None else None


def loan_of_number(number: str, *, site_id: int | None) -> int | None:
    """The open loan of the item that bears a number, if it is on loan."""
    found = item_of_number(number, site_id=site_id)
    loans = Loan.objects.filter(item_id=found.item_id, returned_at=None) if found is not None else Loan.objects.none()
    return loans.values_list("pk", flat=True).first()
