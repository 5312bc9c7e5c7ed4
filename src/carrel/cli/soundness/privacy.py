"""Who read what is severed: no loan long returned names its reader, no trace names reader and item together."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Exists, JSONField, Model, OuterRef, Q

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
from carrel.cellar.parking.models import Parked
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.queries import kept_too_long
from carrel.rooms.circulation.models import BatchLine, Hold, Loan, PastLoan, Reservation
from carrel.rooms.circulation.queries import severing
from carrel.rooms.circulation.queries.grid import grid
from carrel.rooms.circulation.rules.severing import reason_kept
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.media.models import CopyMade, Recording
from carrel.rooms.people.models import Account, Card, Person
from carrel.rooms.people.queries.legal_holds import persons_held
from carrel.rooms.software.models import Seat

# The worker severs once a day what was returned twelve hours ago; with a weekend's power cut it is three days late.
SEVERED_AFTER = timedelta(days=4)
READER = {"patron", "patron_id", "person", "person_id", "reader", "card"}
ITEM = {"item", "item_id", "barcode", "loan", "loan_id", "number"}
READER_KINDS = {"person", "card", "patron"}
ITEM_KINDS = {"item", "loan", "item_number"}
READERS: tuple[type[Model], ...] = (Person, Account, Card)
THINGS: tuple[type[Model], ...] = (Record, Item, ItemNumber, Loan, Hold)
SAY_UNTIL_WHEN: tuple[type[Model], ...] = (
    Loan, Hold, Reservation, PastLoan, BatchLine, Recording, CopyMade, Seat, Charge,
)  # fmt: skip
"""They name both for as long as docs/rules/privacy.md says; `severed`, `lines` and `charges` look whether they keep
to it."""
POLICY_CHANGES = ("circulation.save_policy_row", "circulation.remove_policy_row")
NAMES = {"title", "name", "given_name", "family_name", "display_name", "patron"}


def severed(now: datetime) -> Iterator[str]:
    """A loan forgets its reader soon after the return, the policy's window and the last debt; an ended hold too."""
    then = now - SEVERED_AFTER
    if not AuditEntry.objects.filter(code__in=POLICY_CHANGES, at__gte=then).exists():
        yield from _loans_kept_too_long(then)
    for pk, _ in severing.ended_holds(before=then):
        yield f"Hold {pk} ended before {then:%Y-%m-%d} and still names its reader. Does `carrel work` run?"
    for past in PastLoan.objects.filter(person__history_choice=None).values_list("pk", flat=True):
        yield f"Past loan {past} is kept for somebody who keeps no reading history."


def _loans_kept_too_long(then: datetime) -> Iterator[str]:
    """As of a moment before the last nights; whose debt was settled since waits for the next one."""
    just_settled = Charge.objects.filter(settled_at__gte=then).values("person")
    found = Loan.objects.filter(returned_at__lt=then, patron__isnull=False).exclude(patron__in=just_settled)
    found = found.exclude(patron__in=persons_held())
    for part in in_steps(list(found.values_list("pk", flat=True)), 1000):
        closed = severing.closed_loans(part, grid())
        owed = severing.owed_of(each.patron_id for each in closed)
        for each in closed:
            if reason_kept(each, owed.get(each.patron_id, ()), now=then) is None:
                day = f"{each.returned_on:%Y-%m-%d}"
                yield f"Loan {each.loan_id} was returned at {day} and still names its reader. Does `carrel work` run?"


def lines(now: datetime) -> Iterator[str]:
    """A line of a list forgets its reader when its loan has."""
    loan = Loan.objects.filter(pk=OuterRef("loan_id"), patron=None, returned_at__lt=now - SEVERED_AFTER)
    kept = BatchLine.objects.filter(Exists(loan), person__isnull=False)
    for pk, loan_id in kept.values_list("pk", "loan_id"):
        yield f"Line {pk} of a list names a reader whom its loan {loan_id} has forgotten. Does `carrel work` run?"


def charges(now: datetime) -> Iterator[str]:
    """A settled charge forgets its thing."""
    yield from kept_too_long(now, grace=SEVERED_AFTER)


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


def columns_of(model: type[Model], ends: Collection[type[Model]], names: Collection[str]) -> list[str]:
    """The columns of a table that lead to one of these, by a key or by a bare number of that name."""
    return [
        each.attname
        for each in model._meta.concrete_fields
        if (each.remote_field is not None and each.remote_field.model in ends) or each.attname in names
    ]


def naming_both() -> Iterator[tuple[type[Model], list[str], list[str]]]:
    """Every table with a column for a person and one for a thing; new ones are found by themselves."""
    for model in apps.get_models():
        readers = columns_of(model, READERS, READER)
        things = columns_of(model, THINGS, ITEM - {"number", "barcode"})
        if readers and things:
            yield model, readers, things


def pairs(_now: datetime) -> Iterator[str]:
    """No table names reader and thing together but those that say until when, and no trace does."""
    for model, readers, things in naming_both():
        if model in SAY_UNTIL_WHEN:
            continue
        person = reduce(or_, (Q(**{f"{each}__isnull": False}) for each in readers))
        thing = reduce(or_, (Q(**{f"{each}__isnull": False}) for each in things))
        for pk in model._default_manager.filter(person, thing).values_list("pk", flat=True)[:20]:
            yield f"{model._meta.label} {pk} names a reader and a thing together, and nothing says until when."
    for pk, code, kind, facts in AuditEntry.objects.values_list("pk", "code", "about_kind", "facts").iterator(2000):
        if names_both(kind, facts):
            yield f"Audit entry {pk} ({code}) names a reader and an item together."
    for pk, code, answer in KeptAnswer.objects.values_list("pk", "code", "answer").iterator(2000):
        names = sorted(set(keys_of(answer)) & NAMES)
        if names:
            yield f"Kept answer {pk} ({code}) holds {', '.join(names)}; it should hold references only."


def parked(now: datetime) -> Iterator[str]:
    """Half-done work that nobody touched for days names no reader beside what they had."""
    untouched = Parked.objects.filter(updated_at__lt=now - SEVERED_AFTER)
    for pk, kind, state in untouched.values_list("pk", "kind", "state").iterator(500):
        if names_both("", state):
            yield f"Parked work {pk} ({kind}) names a reader and an item together. Does `carrel work` run?"


def other_traces(_now: datetime) -> Iterator[str]:
    """No JSON of any other table names a reader and a thing together; jobs keep what they report for a month."""
    for model in apps.get_models():
        if model in {AuditEntry, KeptAnswer, Parked, Job}:
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, JSONField):
                for pk, value in model._default_manager.values_list("pk", column.name).iterator(2000):
                    if names_both("", value):
                        yield f"{model._meta.label} {pk} names a reader and a thing together in {column.name}."
