"""The mending shelf of the middle school: what the tests of care begin with."""

from datetime import date, timedelta

from carrel.rooms.care.actions import CaseWords, begin_mending, open_disposal_list, put_on_disposal_list, send_to_repair
from carrel.rooms.care.models import CareCase, DisposalList
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Fund, Vendor
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

NEXT_WEEK = TODAY + timedelta(days=7)
LOOSE = CaseWords(what="Spine is loose", who="Eli", due_back_on=NEXT_WEEK)


def vendor() -> Vendor:
    return Vendor.objects.get_or_create(folded="trafera", defaults={"name": "Trafera", "kind": "devices"})[0]


def fund() -> Fund:
    return Fund.objects.get_or_create(code="TITLE-I", defaults={"name": "Title I"})[0]


def mending(cast: Cast, item: Item, words: CaseWords = LOOSE) -> int:
    return begin_mending(cast.actor(cast.dee), item_id=item.pk, words=words, now=NOON)


def repair(cast: Cast, item: Item, *, sent_on: date = TODAY) -> int:
    words = CaseWords(
        what="Screen broken", vendor_id=vendor().pk, rma="RMA 4711", sent_on=sent_on, due_back_on=NEXT_WEEK,
        cost_minor=8900, fund_id=fund().pk,
    )  # fmt: skip
    return send_to_repair(cast.actor(cast.dee), item_id=item.pk, words=words, now=NOON)


def case(case_id: int) -> CareCase:
    return CareCase.objects.get(pk=case_id)


def state(item: Item) -> str:
    return str(Item.objects.values_list("state", flat=True).get(pk=item.pk))


def surplus(cast: Cast, *items: Item, reason: str = "worn") -> int:
    """A list Dee opened and put these on."""
    dee = cast.actor(cast.dee)
    list_id = open_disposal_list(dee, site_id=cast.middle.pk, name="Spring surplus", now=NOON)
    for item in items:
        put_on_disposal_list(dee, list_id=list_id, number=item.barcode, reason=reason, now=NOON)
    return list_id


def disposal(list_id: int) -> DisposalList:
    return DisposalList.objects.get(pk=list_id)


def item(cast: Cast, title: str = "Holes", **values: object) -> Item:
    return makers.make_item(cast.middle, title, **values)
