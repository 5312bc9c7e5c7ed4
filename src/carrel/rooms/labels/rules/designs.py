"""What each kind of label says, from plain facts to the label that `papers` lays out."""

from dataclasses import dataclass, field

from carrel.cellar.papers.label_layout import CARD, SPINE, STACK, Label, Line
from carrel.cellar.papers.symbols import Symbol, symbol_of
from carrel.rooms.inventory.rules import ANY_TEMPLATE, BarcodeTemplate
from carrel.rooms.labels.rules.numbers import CODE128, QR, coded
from carrel.rooms.labels.rules.spines import spine_elements

SPINE_LABEL, BARCODE_LABEL, POCKET_LABEL, SET, ASSET_TAG = "spine", "barcode", "pocket", "set", "asset"
PATRON_CARD, CARTON_LABEL, BLANK = "card", "carton", "blank"
ITEM_KINDS = (SPINE_LABEL, BARCODE_LABEL, POCKET_LABEL, SET, ASSET_TAG)
KINDS = (*ITEM_KINDS, PATRON_CARD, CARTON_LABEL, BLANK)
BARRED = {BARCODE_LABEL, POCKET_LABEL, SET, ASSET_TAG, PATRON_CARD, BLANK}
"""Kinds with bars on them; a spine or a carton without a number is printed all the same."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a site's labels are made: symbologies of items, cards and asset tags, the top line, author letters, size."""

    item_symbology: str = CODE128
    card_symbology: str = CODE128
    asset_symbology: str = QR
    top_line: str = ""
    letters: int = 0
    spine_size: int = 14
    template: BarcodeTemplate = ANY_TEMPLATE

    def symbology_for(self, kind: str) -> str:
        """The symbology of a kind of label."""
        if kind == ASSET_TAG:
            return self.asset_symbology
        return self.card_symbology if kind == PATRON_CARD else self.item_symbology

    def template_for(self, kind: str) -> BarcodeTemplate:
        """How numbers of a kind are made: the site's template speaks of barcodes of items only."""
        return ANY_TEMPLATE if kind in (ASSET_TAG, PATRON_CARD) else self.template


@dataclass(frozen=True, slots=True)
class Thing:
    """What a label says of an item, or of a number that no item has yet."""

    number: str = ""
    tag: str = ""
    title: str = ""
    author: str = ""
    call_number: str = ""
    scheme: str = "ddc"
    volume: str = ""
    copy_number: int | None = None

    def number_for(self, kind: str) -> str:
        """The number that is printed: the asset tag on an asset tag where there is one."""
        return (self.tag or self.number) if kind == ASSET_TAG else self.number


@dataclass(frozen=True, slots=True)
class Reader:
    """What a card says of a person."""

    number: str
    name: str
    school: str
    group: str = ""
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Carton:
    """What stands on a carton: `to` in large letters, the other texts ready in the reader's language."""

    to: str
    sender: str
    count: str
    contents: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class PackedCarton:
    """A carton that is packed: what its bars say, where to, which of how many for there, from whom, what is in it."""

    code: str
    to: str
    number: int
    of: int
    sender: str = ""
    contents: tuple[str, ...] = ()


def symbol_for(number: str, kind: str, setting: Setting) -> Symbol | None:
    """The bars of a number, or None where they cannot be; `number_objections` says why."""
    made = coded(number, setting.symbology_for(kind), setting.template_for(kind))
    return None if made.wrong or not number else symbol_of(made.pattern, made.text)


def item_labels(kind: str, thing: Thing, setting: Setting) -> tuple[Label, ...]:
    """The labels of one item: one, or three for the set of spine, barcode and pocket."""
    if kind == SET:
        return tuple(label for each in (SPINE_LABEL, BARCODE_LABEL, POCKET_LABEL) for label in item_labels(
            each, thing, setting))  # fmt: skip
    number = thing.number_for(kind)
    symbol = symbol_for(number, kind, setting) if kind != SPINE_LABEL else None
    if kind == SPINE_LABEL:
        elements = spine_elements(
            thing.call_number, scheme=thing.scheme, letters=setting.letters, volume=thing.volume,
            copy_number=thing.copy_number,
        )  # fmt: skip
        return (Label(SPINE, tuple(Line(each, setting.spine_size, bold=True, most=3) for each in elements)),)
    if kind == POCKET_LABEL:
        lines = (
            Line(thing.title, 10, bold=True, most=2, rank=6),
            Line(thing.author, 9, rank=4),
            Line(" ".join(part for part in (thing.call_number, thing.volume) if part), 9, bold=True, rank=3),
        )
        return (Label(STACK, _said(lines), symbol, number, is_left=True),)
    if kind == ASSET_TAG:
        is_square = symbol is not None and symbol.is_square
        tag = (Line(number, 12, bold=True, most=2, rank=1),) if is_square else ()
        lines = (Line(setting.top_line, 9, most=2, rank=6), *tag)
        return (Label(STACK, _said(lines), symbol, number, _said((Line(thing.title, 8, most=2, rank=8),))),)
    below = (Line(thing.title, 8, rank=9),)
    return (Label(STACK, _said((Line(setting.top_line, 8, rank=8),)), symbol, number, _said(below)),)


def card_label(reader: Reader, setting: Setting) -> Label:
    """A patron's card."""
    lines = (
        Line(reader.school, 11, bold=True, most=2, rank=4),
        Line(reader.name, 18, bold=True, most=2, rank=1),
        Line(reader.group, 11, rank=5),
    )
    return Label(CARD, _said(lines), symbol_for(reader.number, PATRON_CARD, setting), reader.number, photo=reader.photo)


def carton_label(carton: Carton) -> Label:
    """A carton on its way: where to in large letters, which of how many, what is in it, from whom."""
    lines = (
        Line(carton.to, 32, bold=True, most=2, rank=1),
        Line(carton.count, 22, bold=True, rank=2),
        *(Line(each, 14, most=2, rank=5) for each in carton.contents),
        Line(carton.sender, 11, rank=4),
    )
    # What is scanned at the school it goes to is none of the site's own numbers.
    made = coded(carton.code, CODE128, ANY_TEMPLATE)
    symbol = None if made.wrong or not carton.code else symbol_of(made.pattern, made.text)
    return Label(STACK, _said(lines), symbol, carton.code, is_left=True)


def _said(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text)
