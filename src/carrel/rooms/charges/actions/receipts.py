"""Numbered receipts: the next number of a site and school year, the drawer they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.models import CashDay, Receipt, ReceiptNumbers
from carrel.rooms.schools.queries import school_year_on, today_at


@dataclass(frozen=True, slots=True)
class Taken:
    """What a receipt needs to be written: kind, means, signed amount, and what else stands on it."""

    kind: str
    means: str
    amount_minor: int
    person_id: int | None = None
    tendered_minor: int | None = None
    reference: str = ""
    reason: str = ""
    items: Sequence[Any] = ()
    reverses: Receipt | None = None


def write_receipt(actor: Actor, *, taken: Taken, now: datetime, act_id: int, site_id: int) -> Receipt:
    """Append the receipt under the next number of the site and school year, in the drawer of the actor's desk.

    Money that changes hands opens a cash day by itself where none is open. Part of every action that takes or gives
    money. Inverse: reverse_payment.
    """
    day = today_at(site_id, now)
    series = series_of(now, site_id)
    return Receipt.objects.create(
        site_id=site_id, series=series, number=next_number(site_id, series), kind=taken.kind, means=taken.means,
        amount_minor=taken.amount_minor, tendered_minor=taken.tendered_minor,
        reference=squeeze(taken.reference, rules.REFERENCE_LENGTH), person_id=taken.person_id, items=list(taken.items),
        reason=squeeze(taken.reason, rules.TEXT_LENGTH), on=day, at=now, taken_by=name_of(actor),
        cash_day=_drawer(actor, site_id, now, act_id) if taken.means in rules.MEANS_OF_MONEY else None,
        reverses=taken.reverses, act_id=act_id,
    )  # fmt: skip


def series_of(now: datetime, site_id: int) -> str:
    """The school year numbers run in; between two years the year of the calendar."""
    day = today_at(site_id, now)
    year = school_year_on(day)
    return squeeze(year.name, rules.SERIES_LENGTH) if year is not None else str(day.year)


def next_number(site_id: int, series: str) -> int:
    """The next number, held until the transaction ends: two desks never get the same, and none is left out."""
    ReceiptNumbers.objects.get_or_create(site_id=site_id, series=series)
    numbers = ReceiptNumbers.objects.select_for_update().get(site_id=site_id, series=series)
    numbers.last += 1
    numbers.save(update_fields=["last"])
    return numbers.last


def name_of(actor: Actor) -> str:
    """Who works here, as papers name them."""
    return squeeze(actor.badge_name or actor.name, rules.NAME_LENGTH)


def site_of(actor: Actor) -> int:
    """The site whose drawer it is. Raises Refused charges.no_site for somebody who works at none."""
    if actor.site_id is None:
        raise Refused(Objection("charges.no_site", Weight.REFUSE))
    return actor.site_id


def _drawer(actor: Actor, site_id: int, now: datetime, act_id: int) -> CashDay:
    found = queries.open_cash_day(site_id, actor.desk)
    if found is not None:
        return found
    return CashDay.objects.create(
        site_id=site_id, desk=actor.desk, day=today_at(site_id, now), opened_at=now, opened_by=name_of(actor),
        float_minor=queries.money_setting(site_id).float_minor, act_id=act_id,
    )  # fmt: skip
