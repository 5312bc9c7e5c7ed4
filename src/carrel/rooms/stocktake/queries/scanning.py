"""What one scan needs to know: the walk it goes into, the copy, and its neighbours in the order of the walk.

On the path of every scan: each question is one prepared statement that an index answers, however long the walk is.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import normalise_number
from carrel.rooms.stocktake.models import Seen, Step, Walk


@dataclass(frozen=True, slots=True)
class ScannedCopy:
    """The copy a scanned number stands for."""

    item_id: int
    title: str
    call_number: str
    site_id: int
    state: str
    shelving_key: str
    place_id: int | None
    item_type_id: int
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A copy on top of a pile: its step, and what it is called."""

    step_id: int
    pile: int
    item_id: int
    title: str
    call_number: str
    first_key: str
    covered_id: int | None


_WALK = Prepared(
    lambda: (
        Walk.objects.select_for_update(of=("self",))
        .select_related("count")
        .filter(count_id=Slot("count"), account_id=Slot("account"), is_second=Slot("second"), is_current=True)[:1]
    )
)
_COLUMNS = (
    "item_id", "item__record__title", "item__call_number", "item__site_id", "item__state", "item__shelving_key",
    "item__place_id", "item__item_type_id", "item__last_seen_at",
)  # fmt: skip
_COPY = Prepared(lambda: ItemNumber.objects.filter(number=Slot("number")).values_list(*_COLUMNS)[:1])
_TOP = ("pk", "pile", "item_id", "item__record__title", "item__call_number", "first_key", "covered_id")


def _tops() -> "QuerySet[Step]":
    return Step.objects.filter(walk_id=Slot("walk"), is_top=True)


_BEFORE = Prepared(lambda: _tops().filter(key__lte=Slot("key")).order_by("-key", "-pile").values_list(*_TOP)[:1])
_AFTER = Prepared(lambda: _tops().filter(key__gt=Slot("key")).order_by("key", "pile").values_list(*_TOP)[:1])
_STEP = Prepared(
    lambda: Step.objects.filter(pk=Slot("step")).values_list(
        "pk", "pile", "item_id", "item__record__title", "item__call_number", "first_key", "covered_id"
    )[:1]
)

_BEFORE_IT = Prepared(
    lambda: (
        Seen.objects.filter(walk_id=Slot("walk"), pk__lt=Slot("seen")).order_by("-pk").values_list("was_place_id")[:2]
    )
)


def current_walk(count_id: int, account_id: int, *, is_second: bool) -> Walk | None:
    """The walk a person is on in a count, with the count, held against other writers."""
    return _WALK.one(count=count_id, account=account_id, second=is_second)


def copy_of_number(text: str, *, site_id: int) -> ScannedCopy | None:
    """The copy of a scanned number; as at the desk, also without the prefix or the check sign of the site."""
    number = normalise_number(text)
    row = _COPY.row(number=number) if number else None
    if row is None and (other := inventory.item_of_number(text, site_id=site_id)) is not None:
        row = _COPY.row(number=other.number)
    return ScannedCopy(*row) if row else None


def neighbours(walk_id: int, key: str) -> tuple[Neighbour | None, Neighbour | None]:
    """The tops between which a key goes: the last that stands not after it, the first that stands after it."""
    before, after = _BEFORE.row(walk=walk_id, key=key), _AFTER.row(walk=walk_id, key=key)
    return Neighbour(*before) if before else None, Neighbour(*after) if after else None


def step_called(step_id: int) -> Neighbour | None:
    """What a step of a walk is called."""
    row = _STEP.row(step=step_id)
    return Neighbour(*row) if row else None


def places_before(walk_id: int, seen_id: int) -> list[int | None]:
    """Where, by their records, the two copies stood that were seen on a walk just before this scan."""
    return [place_id for (place_id,) in _BEFORE_IT.rows(walk=walk_id, seen=seen_id)]


def is_claimed(item_id: int) -> bool:
    """Whether a reader says they brought back what is on loan to them."""
    return Loan.objects.filter(item_id=item_id, returned_at=None, claimed_on__isnull=False).exists()


def seen_id_of(count_id: int, item_id: int) -> int | None:
    """The scan by which a copy was seen in a count."""
    return Seen.objects.filter(count_id=count_id, item_id=item_id).values_list("pk", flat=True).first()


def title_of(item_id: int) -> tuple[str, str]:
    """Title and call number of a copy; blank for one that is gone."""
    row = Item.objects.filter(pk=item_id).values_list("record__title", "call_number").first()
    return (str(row[0]), str(row[1])) if row else ("", "")
