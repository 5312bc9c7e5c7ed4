"""A library that charges: what tests of fines, lost, claimed and found things begin with."""

from datetime import datetime, timedelta

from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from tests.cast import Cast
from tests.makers import NOON, make_item, make_policy

LENT = NOON - timedelta(days=28)
"""Monday four weeks before noon: due after two weeks, on a Monday again."""


def charging(**values: object) -> None:
    """Two weeks, ten cents for each day late, all days, unless told otherwise."""
    said = {"length": 14, "length_unit": "calendar_days", "fine_minor": 10, "fine_days": "all", "renewals": 2}
    make_policy(**said | values)


def lent(
    cast: Cast, person: Person, *, at: datetime = LENT, price: int | None = 1500, **values: object
) -> tuple[Item, Loan]:
    """An item of the middle school with a price, lent at a moment."""
    item = make_item(cast.middle, price_minor=price, **values)
    made = actions.check_out(cast.actor(cast.dee), patron_id=person.pk, item_id=item.pk, now=at)
    return item, Loan.objects.get(pk=made.loan_id)


def owed(person: Person) -> dict[str, int]:
    """What a person owes, by kind."""
    found: dict[str, int] = {}
    for kind, left in Charge.objects.filter(person=person, left_minor__gt=0).values_list("kind", "left_minor"):
        found[kind] = found.get(kind, 0) + left
    return found


def ledger_is_sound() -> bool:
    """Every charge and credit comes to the sum of its lines."""
    from carrel.rooms.charges.queries import violations

    return list(violations()) == []
