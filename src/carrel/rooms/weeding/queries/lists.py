"""Questions about weeding lists: their lines as they are shown, what a scan meets, what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.care.models import DisposalList
from carrel.rooms.care.queries import open_line_of
from carrel.rooms.circulation.models import ACTIVE, Hold, Reservation
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import FoundItem
from carrel.rooms.schools.queries import today_at
from carrel.rooms.weeding import rules
from carrel.rooms.weeding.models import KeptCopy, WeedingLine, WeedingList
from carrel.rooms.weeding.queries.candidates import GONE
from carrel.rooms.weeding.rules import ScanFacts, Tally

SORTS = {
    "shelf": ("item__shelving_key", "item__record__title_sort", "pk"),
    "title": ("item__record__title_sort", "pk"),
    "year": ("item__record__year", "pk"),
    "used": (F("item__last_loaned_at").asc(nulls_first=True), "pk"),
    "loans": ("item__loan_count", "pk"),
    "price": ("item__price_minor", "pk"),
}


def lists_of(actor: Actor) -> QuerySet[WeedingList]:
    """The lists of the actor's site, the newest first, with how many copies each has, and how many are marked how."""
    return (
        WeedingList.objects.filter(site_id=actor.site_id or 0)
        .select_related("disposal")
        .annotate(
            copies=Count("lines"),
            kept=Count("lines", filter=Q(lines__mark=rules.KEEP)),
            withdrawn=Count("lines", filter=Q(lines__mark=rules.WITHDRAW)),
        )
        .order_by("-made_at", "-pk")
    )


def list_seen(actor: Actor, list_id: int) -> WeedingList | None:
    """One list of a site the actor works at."""
    found = WeedingList.objects.select_related("site", "disposal").filter(pk=list_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def list_to_change(actor: Actor, list_id: int) -> WeedingList:
    """The list an action is about, held against other writers; Refused when it is gone or another school's."""
    found = WeedingList.objects.select_for_update().filter(pk=list_id).first()
    if found is None:
        raise Refused(Objection("weeding.no_such_list", Weight.REFUSE, {}))
    if not actor.sees_site(found.site_id):
        raise Refused(Objection("schools.other_site", Weight.REFUSE, {"name": actor.name}))
    return found


def disposal_state(found: WeedingList) -> str:
    """How far what was proposed has come; blank where nothing is proposed, or the proposal was given up."""
    state = DisposalList.objects.filter(pk=found.disposal_id or 0).values_list("state", flat=True).first()
    return str(state or "")


def lines_of(
    list_id: int, *, section: str = "", reason: str = "", mark: str = "", sort: str = ""
) -> QuerySet[WeedingLine]:
    """The lines of a list with their copies, narrowed and sorted; "open" as mark are those not decided yet."""
    found = WeedingLine.objects.filter(weeding_list_id=list_id).select_related(
        "item__record", "item__place", "item__item_type"
    )
    if section:
        found = found.filter(section=section)
    if reason:
        found = found.filter(pk__in=_with_reason(list_id, reason))
    if mark:
        found = found.filter(mark="" if mark == "open" else mark)
    order = SORTS.get(sort.removeprefix("-"), SORTS["shelf"])
    found = found.order_by(*order)
    return found.reverse() if sort.startswith("-") else found


def _with_reason(list_id: int, reason: str) -> list[int]:
    rows = WeedingLine.objects.filter(weeding_list_id=list_id).values_list("pk", "reasons")
    return [pk for pk, reasons in rows if any(code == reason for code, _amount in reasons)]


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as the page shows it: with the day until which its copy is kept, and why."""

    line: WeedingLine
    kept_until_on: date | None = None
    kept_why: str = ""


def lines_shown(lines: Sequence[WeedingLine]) -> list[LineShown]:
    """These lines, with what was said of those to be kept."""
    kept = {each.item_id: each for each in KeptCopy.objects.filter(item_id__in=[line.item_id for line in lines])}
    return [
        LineShown(line, found.until_on, found.why)
        if line.mark == rules.KEEP and (found := kept.get(line.item_id))
        else LineShown(line)
        for line in lines
    ]


def sums_of(list_id: int) -> list[Tally]:
    """What a list adds up to, section by section in the order of the shelves."""
    columns = (
        "section", "mark", "item__price_minor", "item__item_type__default_price_minor", "reasons",
    )  # fmt: skip
    rows = (
        WeedingLine.objects.filter(weeding_list_id=list_id).order_by("item__shelving_key", "pk").values_list(*columns)
    )
    return rules.tallies(
        (section, mark, usual if price is None else price, [code for code, _amount in reasons])
        for section, mark, price, usual, reasons in rows
    )


def is_last_of_district(record_id: int) -> bool:
    """Whether the district has one copy of a title left."""
    return Item.objects.filter(record_id=record_id).exclude(state__in=GONE).count() <= 1


def scan_facts(found: WeedingList, item: FoundItem, line: WeedingLine | None, now: datetime) -> ScanFacts:
    """What a scanned copy is to a list."""
    today = today_at(found.site_id, now)
    other = open_line_of(item.item_id)
    kept = KeptCopy.objects.filter(item_id=item.item_id).filter(Q(until_on=None) | Q(until_on__gt=today))
    reserved = Reservation.objects.filter(
        status="active", until_on__gte=today, site_id=found.site_id, record_id=item.record_id
    )
    return ScanFacts(
        title=item.title,
        list_name=found.name,
        is_proposed=found.is_proposed,
        is_ours=item.site_id == found.site_id,
        state=item.state,
        is_on_list=line is not None,
        is_marked=line is not None and line.mark == rules.WITHDRAW,
        is_waited_for=Hold.objects.filter(status__in=ACTIVE, reservation=None, record_id=item.record_id).exists(),
        is_reserved=reserved.exists(),
        other_list=other.disposal.name if other is not None else "",
        is_kept=kept.exists(),
        is_last=is_last_of_district(item.record_id),
    )


def kept_copies(actor: Actor, *, now: datetime) -> QuerySet[KeptCopy]:
    """What the actor's site keeps against the rules, in the order of the shelves; what has ended is left out."""
    site_id = actor.site_id or 0
    found = KeptCopy.objects.select_related("item__record").filter(item__site_id=site_id)
    if site_id:
        found = found.filter(Q(until_on=None) | Q(until_on__gt=today_at(site_id, now)))
    return found.order_by("item__shelving_key", "pk")


def kept_to_change(actor: Actor, kept_id: int) -> KeptCopy | None:
    """One of them, held against other writers; None when it is gone or another school's."""
    found = KeptCopy.objects.select_for_update(of=("self",)).select_related("item").filter(pk=kept_id).first()
    return found if found is not None and actor.sees_site(found.item.site_id) else None
