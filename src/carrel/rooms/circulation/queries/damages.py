"""What a damage to a thing on loan comes to, by the schedule of the site where it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import DamageRow
from carrel.rooms.charges.queries import damage_assessed
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import loan_facts
from carrel.rooms.circulation.queries.losing import age_in_years
from carrel.rooms.circulation.queries.prices import price_of


@dataclass(frozen=True, slots=True)
class DamageShown:
    """One button of the schedule for one thing: what it is called, what it comes to, whether it counts pieces."""

    damage_id: int
    name: str
    minor: int
    is_each: bool
    basis: Mapping[str, Any]


def damages_of(actor: Actor, loan_id: int, *, now: datetime) -> tuple[DamageShown, ...]:
    """The schedule for the thing of a loan; nothing where the loan names no reader to charge."""
    loan = loan_facts(loan_id)
    if loan is None or loan.patron_id is None:
        return ()
    rows = DamageRow.objects.filter(site=actor.site_id or loan.item.site_id, is_active=True)
    return tuple(_shown(row, loan, 1, now) for row in rows)


def damage_on(actor: Actor, loan: Loan, damage_id: int, *, count: int, now: datetime) -> DamageShown | None:
    """One damage to the thing of a loan; None when the schedule of the site does not have it."""
    row = DamageRow.objects.filter(pk=damage_id, site=actor.site_id or loan.item.site_id, is_active=True).first()
    return _shown(row, loan, max(1, count), now) if row is not None else None


def _shown(row: DamageRow, loan: Loan, count: int, now: datetime) -> DamageShown:
    price = price_of(loan.item)
    age = age_in_years(loan.item, now=now)
    found = damage_assessed(row, price_minor=price.minor if price else None, age_years=age, count=count)
    return DamageShown(row.pk, row.name, found.minor, row.is_each, found.basis)
