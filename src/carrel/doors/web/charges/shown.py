"""How charges are shown: amounts as people write them, kinds in words, each with its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.money import Money
from carrel.doors.web.charges.bases import basis_words, part_words
from carrel.rooms.charges import queries
from carrel.rooms.charges.phrases import KIND_WORDS, LINE_WORDS, MEANS_WORDS, PLAN_WORDS, RECEIPT_WORDS
from carrel.rooms.charges.queries import ChargeShown, PlanShown
from carrel.rooms.schools.queries import district

if TYPE_CHECKING:
    from carrel.rooms.charges.models import Invoice, Receipt


@dataclass(frozen=True, slots=True)
class LineOfCharge:
    """One entry in the history of a charge."""

    word: str | Promise
    amount: str
    at: datetime
    reason: str
    who: str = ""
    receipt_id: int | None = None


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
    code: str = ""
    left_minor: int = 0
    paid_minor: int = 0
    basis: str = ""
    site_id: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CreditOnPage:
    """What somebody has to get back: how much, for what, and whether it may be paid out."""

    credit_id: int
    left: str
    words: str
    is_payable: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ReceiptOnPage:
    """A receipt in a list."""

    receipt: Receipt
    kind: str | Promise
    means: str | Promise
    amount: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class Account:
    """All of a person's account."""

    total: str
    total_minor: int
    open_ones: tuple[ChargeOnPage, ...]
    closed: tuple[ChargeOnPage, ...]
    credits: tuple[CreditOnPage, ...]
    receipts: tuple[ReceiptOnPage, ...]
    invoices: tuple[tuple[Invoice, str], ...]


@dataclass(frozen=True, slots=True)
class PlanOnPage:
    """A payment plan: its parts in words and how it stands."""

    shown: PlanShown
    word: str | Promise
    shape: str
    total: str
    left: str
    behind: str
    next_amount: str
    parts: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a person owes: the sum in words, what is open, and what was settled or reversed."""

    total: str
    open_ones: tuple[ChargeOnPage, ...]
    closed: tuple[ChargeOnPage, ...]


def money(minor: int) -> str:
    """An amount in the district's currency as people write it."""
    return money_words()(minor)


def currency() -> str:
    """The district's currency."""
    own = district()
    return own.currency if own else "USD"


def money_words() -> Callable[[int], str]:
    """Says amounts, the district asked once for all of them."""
    own, locale = currency(), {"es": "es_US"}.get((get_language() or "en")[:2], "en_US")
    return lambda minor: Money(minor, own).text(locale)


def owed_on_page(actor: Actor, person_id: int) -> Owed | None:
    """The charges of a person for whoever may see them; None for others and where there never were any."""
    return _owed(person_id) if actor.may("charges.view_charges") else None


def owed_by_oneself(actor: Actor) -> Owed | None:
    """The actor's own charges: everybody may know what they owe. None where there never were any."""
    return _owed(actor.person_id) if actor.person_id is not None else None


def _owed(person_id: int) -> Owed | None:
    words = money_words()
    found = [on_page(each, words) for each in queries.charges_of(person_id)]
    if not found:
        return None
    open_ones = tuple(each for each in found if each.is_open)
    return Owed(words(queries.owed_by(person_id)), open_ones, tuple(each for each in found if not each.is_open))


def owed_at_desk(actor: Actor, person_id: int) -> str:
    """What the head of the desk says of debts: "Owes $3.50", or nothing. It never stops lending by itself."""
    minor = queries.owed_by(person_id) if actor.may("charges.view_charges") else 0
    return _("Owes %(sum)s") % {"sum": money(minor)} if minor else ""


def on_page(charge: ChargeShown, money: Callable[[int], str]) -> ChargeOnPage:
    """A charge in words; `money` says amounts."""
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
            LineOfCharge(
                LINE_WORDS[line.kind], money(line.amount_minor), line.at, line.reason, line.who, line.receipt_id
            )
            for line in charge.lines
        ),
        can_reinstate=charge.can_reinstate,
        code=charge.kind,
        left_minor=charge.left_minor,
        paid_minor=-sum(line.amount_minor for line in charge.lines if line.kind in ("paid", "paid_back")),
        basis=basis_words(charge.basis, money),
        site_id=charge.site_id,
        parts=tuple(part_words(charge.basis, money)),
    )


def account_of(person_id: int, today: date) -> Account:
    """All of a person's account, in words. Every list is asked once, whatever its length."""
    words = money_words()
    found = [on_page(each, words) for each in queries.charges_of(person_id)]
    minor = sum(each.left_minor for each in found)
    given = tuple(
        CreditOnPage(
            each.pk,
            words(each.left_minor),
            ", ".join(
                part for part in (str(KIND_WORDS[each.charge.kind]), each.charge.about_title, each.reason) if part
            ),
            each.is_payable,
            each.left_minor == each.amount_minor,
        )
        for each in queries.credits_of(person_id)
    )
    return Account(
        words(minor),
        minor,
        tuple(each for each in reversed(found) if each.is_open),
        tuple(each for each in found if not each.is_open),
        given,
        tuple(receipts_on_page(queries.receipts_of(person_id)[:20])),
        tuple((each, words(each.total_minor)) for each in queries.invoices_of(person_id)[:20]),
    )


def receipts_on_page(found: Iterable[Receipt]) -> list[ReceiptOnPage]:
    """Receipts as a list shows them; the currency is asked once."""
    words, rows = money_words(), list(found)
    gone = queries.reversed_among([each.pk for each in rows])
    return [
        ReceiptOnPage(
            each, RECEIPT_WORDS[each.kind], MEANS_WORDS[each.means], words(each.amount_minor), each.pk in gone
        )
        for each in rows
    ]


def receipt_lines(receipt: Receipt) -> list[tuple[str, str]]:
    """What a receipt was for, line by line: the charges it settled, or the articles it sold."""
    words = money_words()
    if receipt.items:
        return [(f"{count} × {name}" if count > 1 else str(name), words(minor)) for name, count, minor in receipt.items]
    lines = []
    for line in receipt.charge_lines.select_related("charge").order_by("pk"):
        about = ", ".join(part for part in (line.charge.text, line.charge.about_title) if part)
        kind = str(KIND_WORDS[line.charge.kind])
        lines.append((f"{kind}: {about}" if about else kind, words(-line.amount_minor)))
    return lines


def plan_on_page(shown: PlanShown, words: Callable[[int], str]) -> PlanOnPage:
    """A plan in words; `words` says amounts."""
    how = shown.standing
    shape = {"late": "ask", "done": "done", "kept": "done"}.get(how.word, "tell")
    return PlanOnPage(
        shown, PLAN_WORDS[how.word], shape, words(shown.plan.total_minor), words(shown.left_minor),
        words(how.behind_minor), words(how.next_minor),
        tuple((part.due_on, words(part.amount_minor)) for part in shown.parts),
    )  # fmt: skip


def signed(minor: int | None, words: Callable[[int], str]) -> str:
    """Over with a plus, short with a minus, nothing while nobody has counted; `words` says amounts."""
    if minor is None:
        return ""
    return f"+{words(minor)}" if minor > 0 else words(minor)
