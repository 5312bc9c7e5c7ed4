"""The fields of kinds: what may be written into one, how its values sort, and what stands against defining one.

A field belongs to a kind (an item type) and to all kinds below it. A value is kept as a text in one spelling for its
sort of field, beside a key that sorts byte by byte on every database. Codes and chart: docs/rules/kinds.md.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from carrel.cellar.kernel.money import Money
from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.inventory.rules.numbers import NUMBER_LENGTH, normalise_number

TEXT, LONG_TEXT, FIGURE, MONEY, DAY, YES_NO, CHOICE = "text", "long_text", "number", "money", "date", "yes_no", "choice"
FIELD_KINDS = (TEXT, LONG_TEXT, FIGURE, MONEY, DAY, YES_NO, CHOICE)
YES, NO = "yes", "no"
FIELD_CODE_LENGTH, FIELD_LABEL_LENGTH, VALUE_LENGTH, LONG_VALUE_LENGTH, SORT_KEY_LENGTH = 40, 60, 300, 4_000, 100
MOST_CHOICES = 100

_FIGURE = re.compile(r"-?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,4})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LARGEST_MINOR = 10**12 - 1
_YES_WORDS = frozenset({"yes", "y", "true", "1", "x", "si", "s"})
_NO_WORDS = frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a kind, as values are judged by it. `item_type_id` is the kind that defines it."""

    field_id: int
    item_type_id: int
    code: str
    label: str
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_number: bool = False
    help: str = ""
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class OwnValue:
    """The value an item has in a field of its kind: its one spelling, and where it sorts."""

    field_id: int
    code: str
    text: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """What a person may say of a field, as it is defined or changed; a blank code is made from the label."""

    label: str
    code: str = ""
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_number: bool = False
    help: str = ""
    is_listed: bool = False

    def named(self) -> str:
        """The code: as said, else made from the label."""
        return field_code(self.code or self.label)


@dataclass(frozen=True, slots=True)
class UsualField:
    """A field that many libraries define: its code and sort. Its label is said by phrases.FIELD_WORDS."""

    code: str
    kind: str = TEXT
    is_number: bool = False
    is_listed: bool = False


_SERIAL = UsualField("serial_number", is_number=True, is_listed=True)
_MODEL, _MAKER = UsualField("model", is_listed=True), UsualField("manufacturer")
_WARRANTY, _ORDER = UsualField("warranty_until", DAY), UsualField("purchase_order")
USUAL_FIELDS: Mapping[str, tuple[UsualField, ...]] = MappingProxyType(
    {
        "device": (
            _SERIAL, _MODEL, _MAKER, _WARRANTY, _ORDER, UsualField("funding_source"), UsualField("insurance"),
        ),
        "equipment": (_SERIAL, _MODEL, _MAKER, _WARRANTY, _ORDER),
        "software": (
            UsualField("publisher"), UsualField("version", is_listed=True),
            UsualField("licence_number", is_listed=True),
        ),
        "recording": (UsualField("channel", is_listed=True), UsualField("broadcast_on", DAY, is_listed=True)),
    }
)  # fmt: skip
"""Sets of fields offered in one click, by the kind of work they serve (features 1D to 1F)."""


def field_code(text: str) -> str:
    """The code a label or a typed code stands for: small letters, figures and underscores.

    >>> field_code("Warranty until")
    'warranty_until'
    """
    return fold(text).replace(" ", "_")[:FIELD_CODE_LENGTH].strip("_")


def choices_of(text: str) -> tuple[str, ...]:
    """The choices written one to a line, each once, blank lines left out."""
    lines = (squeeze(line, VALUE_LENGTH) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def field_objections(
    facts: FieldFacts,
    *,
    kind_name: str,
    near: Iterable[tuple[str, str, str]] = (),
    value_count: int = 0,
    used: Collection[str] = (),
    was: FieldRule | None = None,
) -> tuple[Objection, ...]:
    """What stands against defining a field, or changing it when `was` is given.

    `near` are code, label and kind's name of the other fields of this kind, of those it is part of and of those that
    are part of it: in one chain a code and a label mean one field. `value_count` says how many items have a value,
    `used` which choices they have.
    """
    found: list[Objection] = []
    code, label = facts.named(), squeeze(facts.label, FIELD_LABEL_LENGTH)

    def refuse(name: str, **more: object) -> None:
        source = Source("fact", "fields of the kind")
        found.append(Objection(name, Weight.REFUSE, {"field": label, "kind": kind_name, **more}, source))

    if not label or not code:
        refuse("inventory.field_without_name")
    for other_code, other_label, other_kind in near:
        if other_code == code or fold(other_label) == fold(label):
            refuse("inventory.field_taken", other=other_label, other_kind=other_kind)
            break
    if facts.kind == CHOICE and len(facts.choices) < 2:
        refuse("inventory.field_needs_choices")
    if len(facts.choices) > MOST_CHOICES:
        refuse("inventory.field_many_choices", most=MOST_CHOICES)
    if facts.is_number and facts.kind != TEXT:
        refuse("inventory.field_number_is_text")
    if was is not None and value_count and (was.kind, was.is_number) != (facts.kind, facts.is_number):
        refuse("inventory.field_has_values", count=value_count)
    elif lacking := [choice for choice in used if facts.kind == CHOICE and choice not in facts.choices]:
        refuse("inventory.field_choice_used", choices=", ".join(lacking[:12]))
    return tuple(found)


def own_value(field: FieldRule, text: str, *, currency: str = "USD") -> tuple[OwnValue | None, tuple[Objection, ...]]:
    """The value that `text` stands for in a field, None for a blank one, and what stands against it.

    Days are written 2026-11-28; amounts and figures as people of the district write them.
    """
    text = text.strip() if field.kind == LONG_TEXT else squeeze(text)
    if not text:
        if field.is_required:
            return None, (_refused("inventory.value_needed", field, text),)
        return None, ()
    read, objection = _READERS[field.kind](field, text, currency)
    if objection is not None or read is None:
        return None, (objection,) if objection else ()
    return OwnValue(field.field_id, field.code, *read), ()


def own_values(
    fields: Sequence[FieldRule], texts: Mapping[int, str], *, currency: str = "USD"
) -> tuple[tuple[OwnValue, ...], dict[int, tuple[Objection, ...]]]:
    """The values of an item by its kind's fields, and what stands against them by field; other texts are left."""
    values: list[OwnValue] = []
    found: dict[int, tuple[Objection, ...]] = {}
    for field in fields:
        value, objections = own_value(field, texts.get(field.field_id, ""), currency=currency)
        if objections:
            found[field.field_id] = objections
        if value is not None:
            values.append(value)
    return tuple(values), found


def numbers_in(fields: Sequence[FieldRule], values: Iterable[OwnValue]) -> tuple[str, ...]:
    """The numbers among these values by which the item is found too."""
    finding = {field.field_id for field in fields if field.is_number}
    return tuple(normalise_number(value.text) for value in values if value.field_id in finding)


def chain_of(item_type_id: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """The kind and all it is part of, the widest first."""
    chain: list[int] = []
    at: int | None = item_type_id
    while at is not None and at not in chain:
        chain.append(at)
        at = parents.get(at)
    return tuple(reversed(chain))


def kinds_below(item_type_ids: Collection[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """These kinds and all that are part of one of them."""
    return frozenset(each for each in parents if not set(chain_of(each, parents)).isdisjoint(item_type_ids))


_Read = tuple[tuple[str, str] | None, Objection | None]


def _refused(code: str, field: FieldRule, text: str, **more: object) -> Objection:
    facts = {"field": field.label, "text": text[:80], **more}
    return Objection(code, Weight.REFUSE, facts, Source("row", field.label, "inventory.item_fields"))


def _text(field: FieldRule, text: str, currency: str) -> _Read:
    del currency
    most = LONG_VALUE_LENGTH if field.kind == LONG_TEXT else NUMBER_LENGTH if field.is_number else VALUE_LENGTH
    if len(text) > most:
        return None, _refused("inventory.value_long", field, text, most=most)
    return (text, sort_key_of_text(text)), None


def sort_key_of_text(text: str) -> str:
    """Where a text sorts: as it is folded; a text of signs alone sorts before all others, but after no text."""
    return fold(text)[:SORT_KEY_LENGTH]


def _figure(field: FieldRule, text: str, currency: str) -> _Read:
    del currency
    if not _FIGURE.fullmatch(text):
        return None, _refused("inventory.value_no_figure", field, text)
    figure = Decimal(text.replace(",", ""))
    return (f"{figure.normalize():f}" if figure else "0", _counted(int(figure * 10_000))), None


def _money(field: FieldRule, text: str, currency: str) -> _Read:
    try:
        minor = Money.read(text, currency).minor
    except ValueError:
        return None, _refused("inventory.value_no_amount", field, text)
    if abs(minor) > _LARGEST_MINOR:
        return None, _refused("inventory.value_no_amount", field, text)
    return (f"{Money(minor, currency).major}", _counted(minor)), None


def _day(field: FieldRule, text: str, currency: str) -> _Read:
    del currency
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return None, _refused("inventory.value_no_day", field, text)
    return (day.isoformat(), day.isoformat()), None


def _yes_no(field: FieldRule, text: str, currency: str) -> _Read:
    del currency
    word = fold(text)
    if word in _YES_WORDS:
        return (YES, YES), None
    if word in _NO_WORDS:
        return (NO, NO), None
    return None, _refused("inventory.value_no_yes", field, text)


def _choice(field: FieldRule, text: str, currency: str) -> _Read:
    del currency
    found = next((choice for choice in field.choices if fold(choice) == fold(text)), None)
    if found is None:
        return None, _refused("inventory.value_no_choice", field, text, choices=", ".join(field.choices[:12]))
    return (found, sort_key_of_text(found)), None


_READERS = {
    TEXT: _text, LONG_TEXT: _text, FIGURE: _figure, MONEY: _money, DAY: _day, YES_NO: _yes_no, CHOICE: _choice,
}  # fmt: skip


def _counted(number: int) -> str:
    """A whole number as a text that sorts as the numbers do: those below nothing first, the lowest of them first."""
    return f"1{number:016d}" if number >= 0 else f"0{10**16 + number:016d}"
