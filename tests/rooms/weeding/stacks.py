"""Old shelves of the middle school: what the tests of weeding begin with."""

from dataclasses import asdict
from datetime import datetime, timedelta

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.weeding import actions
from carrel.rooms.weeding.models import WeedingLine, WeedingList, WeedingProfile
from carrel.rooms.weeding.rules import WeedingRule
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

OLD_AND_UNUSED = WeedingRule("Science", "500", "599", age_years=8, unused_years=3, needs=2)


def years_ago(years: float) -> datetime:
    return NOON - timedelta(days=round(years * 365.25))


def old(cast: Cast, title: str = "Stars", **values: object) -> Item:
    """A book on stars of 1989, last lent six years ago."""
    made = {
        "call_number": "520 STA", "acquired_on": TODAY - timedelta(days=9000), "last_loaned_at": years_ago(6.1),
        "loan_count": 12, "price_minor": 1500,
    }  # fmt: skip
    year = values.pop("year", 1989)
    item = makers.make_item(cast.middle, title, **(made | values))
    type(item.record).objects.filter(pk=item.record_id).update(year=year)
    return item


def profile(cast: Cast, *rows: WeedingRule) -> int:
    """A table Dee began; its rows are these, or the usual ones."""
    profile_id = actions.add_profile(cast.actor(cast.dee), site_id=cast.middle.pk, name="Ours", now=NOON)
    if rows:
        WeedingProfile.objects.filter(pk=profile_id).update(rows=[asdict(each) for each in rows])
    return profile_id


def made(cast: Cast, *rows: WeedingRule) -> int:
    """A list by that table."""
    profile_id = profile(cast, *rows or (OLD_AND_UNUSED,))
    return actions.make_list(cast.actor(cast.dee), profile_id=profile_id, name="Spring", now=NOON)


def row(list_id: int) -> WeedingList:
    return WeedingList.objects.get(pk=list_id)


def line(list_id: int, item: Item) -> WeedingLine:
    return WeedingLine.objects.get(weeding_list_id=list_id, item=item)


def marks(list_id: int) -> dict[int, str]:
    return dict(WeedingLine.objects.filter(weeding_list_id=list_id).values_list("item_id", "mark"))


def state(item: Item) -> str:
    return str(Item.objects.values_list("state", flat=True).get(pk=item.pk))


def codes(refused: Refused) -> list[str]:
    return [each.code for each in refused.objections]
