"""The drawer of a desk: opened with a float, sold from, counted and closed; receipts on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.papers.actions import print_slip
from carrel.cellar.papers.slips import Slip
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.paying import Paid, Tender
from carrel.rooms.charges.actions.receipts import Taken, name_of, site_of, write_receipt
from carrel.rooms.charges.models import CashDay
from carrel.rooms.schools.queries import today_at

SELL = "charges.sell"


@dataclass(frozen=True, slots=True)
class Sold:
    """So many of an article."""

    article_id: int
    count: int


def sell(actor: Actor, *, sold: Sequence[Sold], tender: Tender, now: datetime, key: str = "") -> Paid:
    """Sell articles of the price list over the counter to whoever came, with a receipt; nobody's name is kept.

    Raises Refused: charges.nothing_sold, charges.too_little_tendered, charges.reference_missing.
    Inverse: reverse_payment.
    """
    require(actor, SELL)
    with writing():
        if kept := kept_answer(key, SELL, actor):
            return Paid(kept["receipt"], kept["change"])
        site_id = site_of(actor)
        articles = {each.pk: each for each in queries.articles_of(site_id)}
        wanted = [(articles[each.article_id], each.count) for each in sold if each.article_id in articles]
        lines = [(each.name, count, each.price_minor * count) for each, count in wanted if 0 < count < 1000]
        minor = sum(price for *_, price in lines)
        if not minor:
            raise Refused(Objection("charges.nothing_sold", Weight.REFUSE))
        tendered = tender.tendered_minor if tender.means == rules.CASH else None
        if objections := rules.means_objections(
            means=tender.means, reference=tender.reference, amount=minor, tendered=tendered
        ):
            raise Refused(*objections)
        act_id = record_act(actor, SELL, about=("site", site_id), at=now, facts={"minor": minor}, site_id=site_id)
        taken = Taken(
            rules.SOLD, tender.means, minor, None, tendered, tender.reference, items=[list(line) for line in lines]
        )
        receipt = write_receipt(actor, taken=taken, now=now, act_id=act_id, site_id=site_id)
        paid = Paid(receipt.pk, rules.change_of(minor, tendered))
        keep_answer(key, actor, SELL, {"receipt": paid.receipt_id, "change": paid.change_minor}, now)
    return paid


def open_cash_day(actor: Actor, *, float_minor: int, now: datetime) -> int:
    """Open the drawer of the actor's desk with what lies in it; returns the cash day's number.

    Raises Refused: charges.no_site, charges.cash_day_open. Inverse: close_cash_day.
    """
    require(actor, "charges.open_cash_day")
    with writing():
        site_id = site_of(actor)
        if queries.open_cash_day(site_id, actor.desk) is not None:
            raise Refused(Objection("charges.cash_day_open", Weight.REFUSE))
        act_id = record_act(
            actor, "charges.open_cash_day", about=("site", site_id), at=now, facts={"float": float_minor},
            site_id=site_id,
        )  # fmt: skip
        opened = CashDay.objects.create(
            site_id=site_id, desk=actor.desk, day=today_at(site_id, now), float_minor=float_minor, opened_at=now,
            opened_by=name_of(actor), act_id=act_id,
        )  # fmt: skip
    return opened.pk


def close_cash_day(actor: Actor, *, cash_day_id: int, counted_minor: int, note: str, now: datetime) -> int:
    """Close a drawer with what was counted in it; returns by how much it is over, below nothing when short.

    Raises Refused: charges.cash_day_unknown, charges.cash_day_closed, charges.cash_day_note_missing when over or short
    and nobody says a word. Inverse: reopen_cash_day.
    """
    require(actor, "charges.close_cash_day")
    with writing():
        found = _drawer(actor, cash_day_id)
        if found.closed_at is not None:
            raise Refused(Objection("charges.cash_day_closed", Weight.REFUSE))
        cash = queries.takings(found.pk).get(rules.CASH, 0)
        over = rules.over_or_short(float_minor=found.float_minor, cash_minor=cash, counted_minor=counted_minor)
        if over and not note.strip():
            raise Refused(Objection("charges.cash_day_note_missing", Weight.REFUSE))
        found.counted_minor, found.cash_minor, found.closed_at = counted_minor, cash, now
        found.closed_by, found.note = name_of(actor), squeeze(note, rules.TEXT_LENGTH)
        found.save(update_fields=["counted_minor", "cash_minor", "closed_at", "closed_by", "note"])
        record_act(
            actor, "charges.close_cash_day", about=("cash_day", found.pk), at=now, reason=note,
            facts={"counted": counted_minor, "over": over}, site_id=found.site_id,
        )  # fmt: skip
    return over


def reopen_cash_day(actor: Actor, *, cash_day_id: int, now: datetime) -> None:
    """Open a closed drawer again, while no other is open at its desk.

    Raises Refused: charges.cash_day_unknown, charges.cash_day_not_closed, charges.cash_day_open.
    Inverse: close_cash_day.
    """
    require(actor, "charges.reopen_cash_day")
    with writing():
        found = _drawer(actor, cash_day_id)
        if found.closed_at is None:
            raise Refused(Objection("charges.cash_day_not_closed", Weight.REFUSE))
        if queries.open_cash_day(found.site_id, found.desk) is not None:
            raise Refused(Objection("charges.cash_day_open", Weight.REFUSE))
        found.counted_minor, found.cash_minor, found.closed_at = None, None, None
        found.closed_by, found.note = "", ""
        found.save(update_fields=["counted_minor", "cash_minor", "closed_at", "closed_by", "note"])
        record_act(actor, "charges.reopen_cash_day", about=("cash_day", found.pk), at=now, site_id=found.site_id)


def print_receipt(actor: Actor, *, receipt_id: int, slip: Slip, now: datetime) -> int:
    """Send a receipt to the slip printer of the desk, as often as it is asked for; returns the print job's number.

    The door has put the slip into words. Raises Refused: charges.receipt_unknown. No inverse: paper is paper.
    """
    require(actor, "charges.print_receipt")
    with writing():
        receipt = queries.receipt_seen(actor, receipt_id)
        if receipt is None:
            raise Refused(Objection("charges.receipt_unknown", Weight.REFUSE))
        return print_slip(actor, slip=slip, site_id=receipt.site_id, now=now, about=("receipt", receipt.pk))


def _drawer(actor: Actor, cash_day_id: int) -> CashDay:
    found = CashDay.objects.select_for_update().filter(pk=cash_day_id).first()
    if found is None or not actor.sees_site(found.site_id):
        raise Refused(Objection("charges.cash_day_unknown", Weight.REFUSE))
    return found
