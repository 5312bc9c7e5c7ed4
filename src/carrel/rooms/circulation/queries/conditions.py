"""The conditions an item was in, for its page and for the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from carrel.rooms.circulation.models import ConditionNote, Loan, LoanChange

if TYPE_CHECKING:
    from carrel.cellar.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One note on an item: when, at which event, which condition, in whose words never."""

    note_id: int
    at: datetime
    event: str
    condition: str
    was: str
    note: str
    photo_id: int | None
    act_id: int


def conditions_of(item_id: int, *, most: int = 30) -> tuple[ConditionShown, ...]:
    """The notes on an item that stand, the newest first."""
    rows = ConditionNote.objects.filter(item_id=item_id, undone_at=None).order_by("-at", "-pk")
    columns = ("pk", "at", "event", "condition", "was", "note", "photo_id", "act_id")
    return tuple(ConditionShown(*row) for row in rows.values_list(*columns)[:most])


JUST_BACK = timedelta(hours=12)


def loan_of_event(item_id: int, event: str, *, now: datetime) -> int | None:
    """The loan an item went out with (issue), or came back with within half a day (return); None for neither."""
    if event == "issue":
        return Loan.objects.filter(item_id=item_id, returned_at=None).values_list("pk", flat=True).first()
    if event != "return":
        return None
    back = LoanChange.objects.filter(loan__item_id=item_id, kind="check_in", at__gte=now - JUST_BACK)
    return back.filter(loan__returned_at__isnull=False).order_by("-pk").values_list("loan_id", flat=True).first()


def photo_of_return(loan_id: int) -> int | None:
    """The stored file of the latest photo that was taken when a loan came back; None without one."""
    found = ConditionNote.objects.filter(loan=loan_id, event="return", undone_at=None, photo__isnull=False)
    return found.order_by("-pk").values_list("photo", flat=True).first()


def condition_photo(note_id: int) -> "tuple[StoredFile, int] | None":
    """The photo of a note that stands, and the site of its item; None where there is none."""
    found = (
        ConditionNote.objects.filter(pk=note_id, undone_at=None, photo__isnull=False)
        .select_related("photo", "item")
        .first()
    )
    return (found.photo, found.item.site_id) if found is not None and found.photo is not None else None
