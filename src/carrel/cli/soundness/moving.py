"""What moves together: transfers with their lines and strangers, displays and what stands on them, runs."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from carrel.rooms.inventory.models import Transit
from carrel.rooms.moving.models import Display, DisplayedLoan, Run, Stranger, Transfer, TransferLine
from carrel.rooms.moving.rules import transfers as rules


def transfers(_now: datetime) -> Iterator[str]:
    """What left has set out, what is closed is settled, and what is packed yet was counted by nobody."""
    # Asked as a sum, the school is no index to go by: an item has few journeys, a school has all of them.
    journeys = Transit.objects.annotate(goal=F("to_site_id") + 0)
    left = Exists(
        journeys.filter(
            item=OuterRef("item"), goal=OuterRef("transfer__to_site"), sent_at__gte=OuterRef("transfer__sent_at")
        )
    )
    lines = TransferLine.objects.values_list("transfer", "item", "item__barcode")
    stayed = lines.filter(~left, box__gt=0).exclude(transfer__state=rules.PACKING)
    yield from _lines(stayed, "has left, but no journey of it is written down")
    yield from _lines(lines.filter(is_open=True, transfer__state=rules.CLOSED), "is open, but the transfer is closed")
    yield from _lines(lines.filter(is_open=False, transfer__state=rules.PACKING), "has ended, but it has not left yet")
    beyond = lines.filter(box__gt=F("transfer__boxes"))
    yield from _lines(beyond, "lies in a box that the transfer does not have")
    yield from _strangers()
    yield from _called_back()


def _lines(found: Iterable[tuple[int, int, str]], words: str) -> Iterator[str]:
    for transfer, item, barcode in found:
        yield f"Item {item} ({barcode}) of transfer {rules.transfer_code(transfer)} {words}."


def _strangers() -> Iterator[str]:
    """What came besides is settled when its transfer closes; what was added has a line in no box, and nothing else."""
    rows = Stranger.objects.values_list("transfer", "number")
    for transfer, number in rows.filter(settled_at=None, transfer__state=rules.CLOSED):
        yield f"{number} came besides transfer {rules.transfer_code(transfer)}, which is closed without settling it."
    for transfer, number in rows.filter(transfer__state=rules.PACKING):
        yield f"{number} came besides transfer {rules.transfer_code(transfer)}, which has not left yet."
    line = TransferLine.objects.filter(transfer=OuterRef("transfer"), item=OuterRef("item"), box=0)
    for transfer, number in rows.filter(~Exists(line), settled_as=rules.ADDED):
        yield f"{number} was added to transfer {rules.transfer_code(transfer)}, but no line of it names the item."
    added = Stranger.objects.filter(transfer=OuterRef("transfer"), item=OuterRef("item"), settled_as=rules.ADDED)
    bare = TransferLine.objects.filter(~Exists(added), box=0).values_list("transfer", "item", "item__barcode")
    yield from _lines(bare, "lies in no box, but did not come besides")


def _called_back() -> Iterator[str]:
    """What calls a transfer back goes its way in the other direction, and only one for a time is called back."""
    turned = Transfer.objects.filter(returns__isnull=False).exclude(
        from_site=F("returns__to_site"), to_site=F("returns__from_site"), returns__until_on__isnull=False
    )
    for pk, other in turned.values_list("pk", "returns_id"):
        code, was = rules.transfer_code(pk), rules.transfer_code(other)
        yield f"Transfer {code} brings {was} home, but that one did not go there for a time."


def displays(_now: datetime) -> Iterator[str]:
    """What stands on a display is lent to its place, and nothing stands on one that was taken down."""
    standing = DisplayedLoan.objects.filter(loan__returned_at=None)
    columns = ("loan_id", "display_id", "display__name")
    for loan, pk, name in standing.filter(display__ended_at__isnull=False).values_list(*columns):
        yield f"Display {pk} ({name}) is taken down, but loan {loan} stands on it."
    elsewhere = standing.filter(Q(loan__place=None) | ~Q(loan__place=F("display__place")))
    for loan, pk, name in elsewhere.values_list(*columns):
        yield f"Loan {loan} stands on display {pk} ({name}), but is lent elsewhere."
    strange = Display.objects.exclude(place__site=F("site"))
    for pk, name in strange.values_list("pk", "name"):
        yield f"Display {pk} ({name}) stands at a place of another school."
    short = Run.objects.annotate(number=Count("stops")).filter(number__lt=2)
    for pk, name, number in short.values_list("pk", "name", "number"):
        yield f"Delivery run {pk} ({name}) has {number} stops; it needs two at least."
