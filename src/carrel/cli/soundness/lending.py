"""Items and their loans: state equals open loan, moments are in order, counts are what was lent."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from carrel.rooms.circulation.models import Hold, Loan
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.inventory.rules import IN_TRANSIT, ON_HOLD

ON_LOAN = "on_loan"


def states(_now: datetime) -> Iterator[str]:
    """An item is on loan exactly when one open loan names it."""
    open_loan = Exists(Loan.objects.filter(item=OuterRef("pk"), returned_at__isnull=True))
    for pk, barcode in Item.objects.filter(~open_loan, state=ON_LOAN).values_list("pk", "barcode"):
        yield f"Item {pk} ({barcode}) is on loan, but no open loan names it."
    for pk, barcode, state in (
        Item.objects.filter(open_loan).exclude(state=ON_LOAN).values_list("pk", "barcode", "state")
    ):
        yield f"Item {pk} ({barcode}) has an open loan, but its state is {state}."
    twice = Loan.objects.filter(returned_at__isnull=True).values("item").annotate(count=Count("pk")).filter(count__gt=1)
    yield from (f"Item {row['item']} has {row['count']} open loans." for row in twice)
    nobody = Loan.objects.filter(returned_at__isnull=True, patron__isnull=True, place__isnull=True)
    yield from (f"Loan {loan.pk} is open, but names no borrower." for loan in nobody)
    yield from _elsewhere()


def _elsewhere() -> Iterator[str]:
    """On the hold shelf exactly while a hold there names it, on its way exactly while a transit is open."""
    caught = Exists(Hold.objects.filter(captured_item=OuterRef("pk"), status="on_shelf"))
    travels = Exists(Transit.objects.filter(item=OuterRef("pk"), ended_at=None))
    for state, fact, words in ((ON_HOLD, caught, "hold on the shelf"), (IN_TRANSIT, travels, "open transit")):
        for pk, barcode in Item.objects.filter(~fact, state=state).values_list("pk", "barcode"):
            yield f"Item {pk} ({barcode}) is {state}, but no {words} names it."
        for pk, barcode, other in Item.objects.filter(fact).exclude(state=state).values_list("pk", "barcode", "state"):
            yield f"Item {pk} ({barcode}) has a {words}, but its state is {other}."


def moments(_now: datetime) -> Iterator[str]:
    """Nothing comes back before it was lent, or is due before it was lent."""
    late = Loan.objects.filter(Q(returned_at__lt=F("lent_at")) | Q(due_at__lt=F("lent_at"), is_undone=False))
    for pk, lent, due, returned in late.values_list("pk", "lent_at", "due_at", "returned_at"):
        yield f"Loan {pk} was lent at {lent}, due at {due} and returned at {returned}: not in this order."


def counters(_now: datetime) -> Iterator[str]:
    """An item counts at least the loans it has, and was last lent when its last loan was made."""
    counted = Count("loans", filter=Q(loans__is_undone=False))
    items = Item.objects.annotate(loans_kept=counted, last_kept=Max("loans__lent_at", filter=Q(loans__is_undone=False)))
    for item in items.filter(loan_count__lt=F("loans_kept")):
        yield f"Item {item.pk} ({item.barcode}) counts {item.loan_count} loans and has {item.loans_kept}."
    for item in items.filter(Q(last_loaned_at__lt=F("last_kept")) | Q(last_loaned_at=None, last_kept__isnull=False)):
        yield f"Item {item.pk} ({item.barcode}) was lent at {item.last_kept}, later than it knows."
