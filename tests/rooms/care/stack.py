"""A stack of scanned books and what is to become of it."""

from typing import Any

from carrel.rooms.care.actions import do_change, look_at_change
from carrel.rooms.care.models import ChangeLine, Genre
from carrel.rooms.care.queries import scanned_numbers
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


def books(cast: Cast, count: int = 2, **values: Any) -> list[Item]:
    values = {"call_number": "FIC SAC"} | values
    return [makers.make_item(cast.middle, f"Book {number}", **values) for number in range(count)]


def looked(cast: Cast, change: dict[str, Any], *numbers: str, **more: Any) -> int:
    scanned = scanned_numbers(numbers, cast.middle.pk)
    dee = cast.actor(cast.dee)
    return look_at_change(dee, site_id=cast.middle.pk, change=change, scanned=scanned, now=NOON, **more)


def done(cast: Cast, change: dict[str, Any], *numbers: str) -> int:
    run_id = looked(cast, change, *numbers)
    do_change(cast.actor(cast.dee), run_id=run_id, now=NOON)
    return run_id


def outcomes(run_id: int) -> list[tuple[str, str]]:
    lines = ChangeLine.objects.filter(run_id=run_id).order_by("position")
    return [(line.outcome, line.why.get("code", "")) for line in lines]


def mystery(cast: Cast, name: str = "Mystery", **values: Any) -> Genre:
    return Genre.objects.create(site=cast.middle, name=name, **values)
