"""How items are shown: their state as shape and word, their history in sentences, their price as money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.money import Money
from carrel.rooms.circulation.queries.conditions import ConditionShown
from carrel.rooms.circulation.queries.of_item import ItemLoan
from carrel.rooms.inventory.phrases import ACT_WORDS, CONDITION_WORDS, STATE_WORDS
from carrel.rooms.schools import queries as schools

Text = str | Promise

SHAPES = {
    "available": "in",
    "on_loan": "out",
    "lost": "unknown",
    "missing": "unknown",
    "withdrawn": "refused",
    "in_repair": "parked",
    "in_transit": "away",
    "on_hold": "hold",
}


@dataclass(frozen=True, slots=True)
class StateShown:
    """A state as a chip shows it."""

    shape: str
    word: Text


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of an item's history."""

    at: datetime
    word: Text
    detail: str
    who: str
    loan_id: int | None = None


def state_shown(state: str) -> StateShown:
    """Shape and word of a state."""
    return StateShown(SHAPES.get(state, "tell"), STATE_WORDS.get(state, state))


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One note on the condition of an item, in words."""

    at: datetime
    word: Text
    when: Text
    note: str
    photo_of: int | None


def condition_shown(noted: ConditionShown) -> ConditionLine:
    """A note as its list shows it."""
    events = {"issue": _("when lent"), "return": _("when returned"), "seen": _("when looked at")}
    word = CONDITION_WORDS.get(noted.condition, noted.condition)
    return ConditionLine(noted.at, word, events[noted.event], noted.note, noted.note_id if noted.photo_id else None)


def currency() -> str:
    """The currency prices are in."""
    district = schools.district()
    return district.currency if district else "USD"


def price_words(minor: int | None, in_currency: str = "") -> str:
    """A price as readers of this language write it; blank for none. Lists say the currency, asked for once."""
    if minor is None:
        return ""
    locale = {"es": "es_US"}.get((get_language() or "en")[:2], "en_US")
    return Money(minor, in_currency or currency()).text(locale)


def amount_words(text: str, in_currency: str = "") -> str:
    """An amount that is kept as 18.99, as readers of this language write it."""
    in_currency = in_currency or currency()
    return price_words(Money.read(text, in_currency).minor, in_currency)


def history(entries: Iterable[AuditEntry], loans: Iterable[ItemLoan]) -> list[Happened]:
    """What was done with an item and when it was out, the newest first; no borrower's name is in it."""
    lines = [_of_entry(entry) for entry in entries]
    for loan in loans:
        lines.append(Happened(loan.lent_at, _("Lent"), "", "", loan.loan_id))
        if loan.returned_at is not None:
            lines.append(Happened(loan.returned_at, _("Returned"), "", "", loan.loan_id))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _of_entry(entry: AuditEntry) -> Happened:
    word = ACT_WORDS.get(entry.code, entry.code)
    return Happened(entry.at, word, " ".join(filter(None, (_detail(entry), entry.reason))), entry.actor_name)


def _detail(entry: AuditEntry) -> str:
    facts = entry.facts
    if entry.code == "inventory.set_item_state":
        states = [str(STATE_WORDS.get(facts.get(name, ""), "")) for name in ("before", "state")]
        return " → ".join(states)
    if "number" in facts:
        return str(facts["number"])
    if "part" in facts:
        return str(facts["part"])
    before = facts.get("before")
    if isinstance(before, dict):
        own = before.get("own", {})
        said = {name: value for name, value in before.items() if name != "own"} | own
        named = [f"{name.replace('_', ' ')}: {value}" for name, value in said.items() if value not in (None, "")]
        return _("before: %(facts)s") % {"facts": ", ".join(named)} if named else ""
    return ""
