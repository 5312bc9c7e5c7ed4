"""Who read what is severed: no loan long returned names its reader, no trace names reader and item together."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
from carrel.rooms.circulation.models import BatchLine, Loan

# The worker severs once a day what was returned twelve hours ago; with a weekend's power cut it is three days late.
SEVERED_AFTER = timedelta(days=4)
READER = {"patron", "patron_id", "person", "person_id", "reader", "card"}
ITEM = {"item", "item_id", "barcode", "loan", "loan_id", "number"}
READER_KINDS = {"person", "card", "patron"}
ITEM_KINDS = {"item", "loan", "item_number"}
NAMES = {"title", "name", "given_name", "family_name", "display_name", "patron"}


def severed(now: datetime) -> Iterator[str]:
    """A loan forgets its reader soon after the return."""
    kept = Loan.objects.filter(returned_at__lt=now - SEVERED_AFTER, patron__isnull=False)
    for pk, returned in kept.values_list("pk", "returned_at"):
        yield f"Loan {pk} was returned at {returned:%Y-%m-%d} and still names its reader. Does `carrel work` run?"


def lines(now: datetime) -> Iterator[str]:
    """A line of a list forgets its reader when its loan has."""
    loan = Loan.objects.filter(pk=OuterRef("loan_id"), patron=None, returned_at__lt=now - SEVERED_AFTER)
    kept = BatchLine.objects.filter(Exists(loan), person__isnull=False)
    for pk, loan_id in kept.values_list("pk", "loan_id"):
        yield f"Line {pk} of a list names a reader whom its loan {loan_id} has forgotten. Does `carrel work` run?"


def keys_of(value: object) -> Iterator[str]:
    """Every key of a JSON value, however deep, whose own value says something."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner not in (None, "", [], {}):
                yield str(key)
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def names_both(kind: str, facts: object) -> bool:
    """Whether an audit entry about a `kind` with these facts tells who had what."""
    keys = set(keys_of(facts))
    of_reader = kind in READER_KINDS or bool(keys & READER)
    of_item = kind in ITEM_KINDS or bool(keys & (ITEM - {"number"} if kind in READER_KINDS else ITEM))
    return of_reader and of_item


def pairs(_now: datetime) -> Iterator[str]:
    """The audit names the loan, never reader and item together; a kept answer has references, no names."""
    for pk, code, kind, facts in AuditEntry.objects.values_list("pk", "code", "about_kind", "facts").iterator(2000):
        if names_both(kind, facts):
            yield f"Audit entry {pk} ({code}) names a reader and an item together."
    for pk, code, answer in KeptAnswer.objects.values_list("pk", "code", "answer").iterator(2000):
        names = sorted(set(keys_of(answer)) & NAMES)
        if names:
            yield f"Kept answer {pk} ({code}) holds {', '.join(names)}; it should hold references only."
