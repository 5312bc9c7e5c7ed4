"""How charges are shown: amounts as people write them, kinds in words, each with its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.money import Money
from carrel.rooms.charges import queries
from carrel.rooms.charges.phrases import KIND_WORDS, LINE_WORDS
from carrel.rooms.charges.queries import ChargeShown
from carrel.rooms.schools.queries import district


@dataclass(frozen=True, slots=True)
class LineOfCharge:
    """One entry in the history of a charge."""

    word: str | Promise
    amount: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ChargeOnPage:
    """A charge as a page shows it. `words` say what for: the text, the title, else the kind alone."""

    charge_id: int
    kind: str | Promise
    words: str
    barcode: str
    amount: str
    left: str
    is_open: bool
    charged_on: date
    brought_from: str
    lines: tuple[LineOfCharge, ...]
    can_reinstate: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """What a person owes: the sum in words, what is open, and what was settled or reversed."""

    total: str
    open_ones: tuple[ChargeOnPage, ...]
    closed: tuple[ChargeOnPage, ...]


def money(minor: int) -> str:
    """An amount in the district's currency as people write it."""
    return _money_words()(minor)


def currency() -> str:
    """The district's currency."""
    own = district()
    return own.currency if own else "USD"


def _money_words() -> Callable[[int], str]:
    """Says amounts, the district asked once for all of them."""
    own, locale = currency(), to_locale(get_language() or "en")
    return lambda minor: Money(minor, own).text(locale)


def owed_on_page(actor: Actor, person_id: int) -> Owed | None:
    """The charges of a person for whoever may see them; None for others and where there never were any."""
    return _owed(person_id) if actor.may("charges.view_charges") else None


def owed_by_oneself(actor: Actor) -> Owed | None:
    """The actor's own charges: everybody may know what they owe. None where there never were any."""
    return _owed(actor.person_id) if actor.person_id is not None else None


def _owed(person_id: int) -> Owed | None:
    words = _money_words()
    found = [_on_page(each, words) for each in queries.charges_of(person_id)]
    if not found:
        return None
    open_ones = tuple(each for each in found if each.is_open)
    return Owed(words(queries.owed_by(person_id)), open_ones, tuple(each for each in found if not each.is_open))


def owed_at_desk(actor: Actor, person_id: int) -> str:
    """What the head of the desk says of debts: "Owes $3.50", or nothing. It never stops lending by itself."""
    minor = queries.owed_by(person_id) if actor.may("charges.view_charges") else 0
    return _("Owes %(sum)s") % {"sum": money(minor)} if minor else ""


def _on_page(charge: ChargeShown, money: Callable[[int], str]) -> ChargeOnPage:
    title = f"‹{charge.about_title}›" if charge.about_title else ""
    return ChargeOnPage(
        charge_id=charge.charge_id,
        kind=KIND_WORDS[charge.kind],
        words=", ".join(part for part in (charge.text, title) if part),
        barcode=charge.about_barcode,
        amount=money(charge.amount_minor),
        left=money(charge.left_minor),
        is_open=bool(charge.left_minor),
        charged_on=charge.charged_on,
        brought_from=charge.brought_from,
        lines=tuple(
            LineOfCharge(LINE_WORDS[line.kind], money(line.amount_minor), line.at, line.reason) for line in charge.lines
        ),
        can_reinstate=charge.can_reinstate,
    )
