"""Questions about transfers: those of a school, what is in one, what is still open of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.moving.models import Stranger, Transfer, TransferLine
from carrel.rooms.moving.rules import transfers as rules


@dataclass(frozen=True, slots=True)
class TransferShown:
    """One transfer as lists show it: how many items were packed, and how many of them are open."""

    transfer: Transfer
    items: int
    still_open: int
    strangers: int


def transfers_of(site_id: int, *, is_over: bool = False) -> list[TransferShown]:
    """The transfers from and to a school, the newest first: those under way, or the last hundred that are over."""
    found = Transfer.objects.filter(Q(from_site_id=site_id) | Q(to_site_id=site_id))
    found = found.filter(state=rules.CLOSED) if is_over else found.exclude(state=rules.CLOSED)
    rows = found.select_related("from_site", "to_site").annotate(
        packed=Count("lines", filter=Q(lines__box__gt=0), distinct=True),
        waiting=Count("lines", filter=Q(lines__is_open=True), distinct=True),
        odd=Count("strangers", filter=Q(strangers__settled_at=None), distinct=True),
    )
    return [TransferShown(each, each.packed, each.waiting, each.odd) for each in rows.order_by("-pk")[:100]]


def _in_scope(actor: Actor, found: Transfer | None) -> Transfer | None:
    seen = found is not None and (actor.sees_site(found.from_site_id) or actor.sees_site(found.to_site_id))
    return found if seen else None


def transfer_in_sight(actor: Actor, transfer_id: int) -> Transfer | None:
    """One transfer from or to a school the actor works at."""
    found = Transfer.objects.select_related("from_site", "to_site", "returns").filter(pk=transfer_id).first()
    return _in_scope(actor, found)


def transfer_to_change(actor: Actor, transfer_id: int, *, at_goal: bool = False) -> Transfer:
    """The transfer an action is about, held against other writers; it is packed here, or with `at_goal` counted here.

    Raises Refused when it is gone, or that school is not one the actor works at.
    """
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_site", "to_site", "returns")
    found = _in_scope(actor, rows.filter(pk=transfer_id).first())
    if found is None or not actor.sees_site(found.to_site_id if at_goal else found.from_site_id):
        raise Refused(rules.no_such_transfer())
    return found


def lines_of(transfer_id: int) -> QuerySet[TransferLine]:
    """What is in a transfer, box by box in the order it was scanned."""
    rows = TransferLine.objects.filter(transfer_id=transfer_id)
    return rows.select_related("item__record", "item__place", "item__item_type").order_by("box", "pk")


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is in a transfer: items in each box, and of the packed ones those counted; lines open and ended."""

    boxes: Mapping[int, int]
    counted: int
    still_open: int
    ended: int

    @property
    def expected(self) -> int:
        """Items that were packed; what was added on arrival lies in no box."""
        return sum(number for box, number in self.boxes.items() if box)


def figures_of(transfer_id: int) -> Figures:
    """The figures of a transfer, however long. One statement."""
    rows = TransferLine.objects.filter(transfer_id=transfer_id).order_by()
    boxes: dict[int, int] = {}
    counted = still_open = ended = 0
    for box, is_open, ended_as, number in rows.values_list("box", "is_open", "ended_as").annotate(number=Count("pk")):
        boxes[box] = boxes.get(box, 0) + number
        still_open, ended = (still_open + number, ended) if is_open else (still_open, ended + number)
        counted += number if ended_as == rules.COUNTED else 0
    return Figures(boxes, counted, still_open, ended)


def packed_lines(transfer_id: int, most: int | None) -> list[TransferLine]:
    """What lies in each box, at most so many of each: what was scanned last comes first. One statement."""
    return _few(lines_of(transfer_id), most, F("box"), ("box", "-pk"))


def lines_to_count(transfer_id: int, most: int | None) -> list[TransferLine]:
    """At most so many that are open, box by box, and at most so many that have ended, the last first. One statement."""
    return _few(lines_of(transfer_id), most, F("is_open"), ("-ended_at", "box", "pk"))


def _few(rows: QuerySet[TransferLine], most: int | None, by: F, order: Sequence[str]) -> list[TransferLine]:
    rows = rows.order_by(*order)
    if most is None:
        return list(rows)
    place = Window(RowNumber(), partition_by=by, order_by=list(order))
    return list(rows.annotate(place_in_list=place).filter(place_in_list__lte=most))


def open_lines(transfer_id: int) -> QuerySet[TransferLine]:
    """What of a transfer is neither counted nor settled."""
    return lines_of(transfer_id).filter(is_open=True)


def strangers_of(transfer_id: int) -> QuerySet[Stranger]:
    """What came besides, in the order it was seen."""
    return Stranger.objects.filter(transfer_id=transfer_id).select_related("item__record", "item__site").order_by("pk")


def under_way(transfer: Transfer) -> QuerySet[TransferLine]:
    """The open lines whose items are on their way to the transfer's school."""
    on_way = Transit.objects.filter(item=OuterRef("item"), ended_at=None, to_site_id=transfer.to_site_id)
    return open_lines(transfer.pk).filter(Exists(on_way))


def arrived_by_desk(transfer: Transfer) -> list[TransferLine]:
    """The open lines whose items the return desk of the transfer's school has taken in since they were sent."""
    if transfer.sent_at is None:
        return []
    came = Transit.objects.filter(
        item=OuterRef("item"), to_site_id=transfer.to_site_id, ended_as=Transit.End.ARRIVED,
        sent_at__gte=transfer.sent_at,
    )  # fmt: skip
    return list(open_lines(transfer.pk).filter(Exists(came)))


def open_journey(item_id: int, to_site_id: int) -> int | None:
    """The journey an item is on to a school."""
    found = Transit.objects.filter(item_id=item_id, to_site_id=to_site_id, ended_at=None)
    return found.values_list("pk", flat=True).first()


def line_elsewhere(item_id: int, *, but: int) -> TransferLine | None:
    """The open line an item has in another transfer."""
    rows = TransferLine.objects.select_related("transfer__to_site").filter(item_id=item_id, is_open=True)
    return rows.exclude(transfer_id=but).first()


def stands_at(item: Item) -> int:
    """The school where an item stands by what is stored: where staff sent it, else its own."""
    return standing_elsewhere(item.pk).get(item.pk, item.site_id)


def copies_to_fill(transfer: Transfer, record_id: int) -> list[int]:
    """The copies of a record that are in at the transfer's school and its own, in the order of their numbers."""
    away = standing_elsewhere()
    found = Item.objects.filter(record_id=record_id, site_id=transfer.from_site_id, state="available")
    rows = found.order_by(F("copy_number").asc(nulls_last=True), "barcode", "pk").values_list("pk", flat=True)
    return [item_id for item_id in rows if away.get(item_id, transfer.from_site_id) == transfer.from_site_id]


def to_call_back(site_id: int, today: date) -> list[TransferShown]:
    """The transfers for a time from a school whose day has come, and of whose items some are not on their way home."""
    rows = Transfer.objects.filter(
        from_site_id=site_id, until_on__lte=today, state__in=(rules.RECEIVED, rules.CLOSED)
    ).select_related("from_site", "to_site")
    found = ((each, len(still_lent(each))) for each in rows.order_by("until_on", "pk"))
    return [TransferShown(each, count, count, 0) for each, count in found if count]


def still_lent(transfer: Transfer) -> list[TransferLine]:
    """The lines of a transfer for a time whose items are at the other school still, and on no way back."""
    lines = lines_of(transfer.pk).filter(ended_as=rules.COUNTED)
    called_back = TransferLine.objects.filter(transfer__returns=transfer)
    gone = set(called_back.filter(Q(is_open=True) | Q(ended_as=rules.COUNTED)).values_list("item_id", flat=True))
    left = Transit.objects.filter(
        from_site_id=transfer.to_site_id, item__in=[line.item_id for line in lines],
        sent_at__gte=transfer.sent_at or transfer.begun_at,
    ).exclude(ended_as=Transit.End.CANCELLED)  # fmt: skip
    gone |= set(left.filter(to_site=F("item__site")).values_list("item_id", flat=True))
    return [line for line in lines if line.item_id not in gone and line.item.site_id != transfer.to_site_id]


def open_line_of(item_id: int) -> TransferLine | None:
    """The open line an item stands on, with its transfer."""
    rows = TransferLine.objects.select_related("transfer__from_site", "transfer__to_site")
    return rows.filter(item_id=item_id, is_open=True).first()


def titles_not_in(lines: Collection[TransferLine]) -> tuple[str, ...]:
    """The titles of what was packed and is not in any more: lent, caught or lost since."""
    return tuple(str(line.item.record.title) for line in lines if line.item.state != "available")
