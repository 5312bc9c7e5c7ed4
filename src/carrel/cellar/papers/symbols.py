"""A text as the bars or squares of one symbology, and how wide it becomes on paper. Pure; reportlab knows the patterns.

What is encoded is exactly the text given: check signs that belong to a number are the room's to add.
Source of widths and alphabets: docs/rules/barcodes.md.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from reportlab.graphics.barcode.code39 import Standard39
from reportlab.graphics.barcode.common import Codabar, I2of5
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from carrel.cellar.papers.bars import can_be_barred, widths_of

CODE39, CODE128, CODABAR, ITF, EAN13, QR = "code39", "code128", "codabar", "itf", "ean13", "qr"
KINDS = (CODE39, CODE128, CODABAR, ITF, EAN13, QR)
WIDE = 2.5
"""A wide bar in narrow ones. Readers take 2 to 3; at 2.5 fourteen digits of Codabar fit a label of 2.25 inches."""
QUIET, QUIET_SQUARE = 10, 4
"""Modules that stay white on each side of bars, and around a QR code (ISO/IEC 15417, 16388, 18004)."""
LONGEST = {CODE39: 30, CODE128: 30, CODABAR: 30, ITF: 30, EAN13: 13, QR: 200}

_CHECKERBOARD, _SMALL_VERSION = 0, 3
_ALPHABETS = {CODE39: frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"), CODABAR: frozenset("0123456789-$:/.+")}
# EAN-13 (ISO/IEC 15420): the widths of each digit's left-hand odd pattern; even is its mirror, right its negative.
_EAN = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
_EAN_PARITY = ("OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A text in a symbology: `widths` are bar, gap, bar … in modules; a QR code has `rows`, True for black."""

    kind: str
    text: str
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[bool, ...], ...] = ()

    @property
    def is_square(self) -> bool:
        return bool(self.rows)

    @property
    def modules(self) -> float:
        """How many narrow bars it is wide, quiet zones left out."""
        return len(self.rows) if self.rows else sum(self.widths)

    @property
    def quiet(self) -> int:
        """How many modules stay white on each side."""
        return QUIET_SQUARE if self.rows else QUIET


@dataclass(frozen=True, slots=True)
class Press:
    """What a printer can: the narrowest bar that it prints well, in points, and its dots to the inch.

    0.75 point is 0.26 mm: three dots at 300 to the inch, which every office printer and reader manages.
    """

    least_bar: float = 0.75
    dots: int = 300


MOST_BAR = 1.2
"""Points: wider bars make a label no easier to read and only longer (0.42 mm)."""


def can_be_symbol(kind: str, text: str) -> bool:
    """Whether the symbology has every sign of the text, and the text has a length it can be."""
    if not 0 < len(text) <= LONGEST[kind]:
        return False
    if kind in _ALPHABETS:
        return set(text) <= _ALPHABETS[kind]
    if kind == EAN13:
        return len(text) == 13 and text.isascii() and text.isdigit()
    if kind == ITF:
        return text.isascii() and text.isdigit()
    return can_be_barred(text) if kind == CODE128 else text.isascii() and text.isprintable()


@lru_cache(maxsize=1 << 12)
def symbol_of(kind: str, text: str) -> Symbol:
    """The text as a symbol; an odd number of digits in Interleaved 2 of 5 gets a 0 before it, as that code needs.

    Raises ValueError for a text that `can_be_symbol` denies.
    """
    if not can_be_symbol(kind, text):
        raise ValueError(f"{kind} has no signs for {text!r}")
    if kind == CODE128:
        return Symbol(kind, text, widths=tuple(float(width) for width in widths_of(text)))
    if kind == QR:
        return Symbol(kind, text, rows=_squares(text))
    if kind == EAN13:
        return Symbol(kind, text, widths=_ean(text))
    return Symbol(kind, text, widths=_wide_and_narrow(kind, text))


def _wide_and_narrow(kind: str, text: str) -> tuple[float, ...]:
    made = {
        CODE39: lambda: Standard39(text, checksum=0, quiet=0),
        CODABAR: lambda: Codabar(text, checksum=0, quiet=0),
        ITF: lambda: I2of5(text, checksum=0, quiet=0, bearers=0),
    }[kind]()
    made.validate()
    made.encode()
    # Capitals are wide; i is the gap between two signs, as narrow as a narrow bar.
    return tuple(WIDE if sign.isupper() else 1.0 for sign in str(made.decompose()))


def _ean(digits: str) -> tuple[float, ...]:
    parity = _EAN_PARITY[int(digits[0])]
    left = "".join(
        _EAN[int(digit)] if way == "O" else _EAN[int(digit)][::-1]
        for digit, way in zip(digits[1:7], parity, strict=True)
    )
    right = "".join(_EAN[int(digit)] for digit in digits[7:])
    return tuple(float(width) for width in f"111{left}11111{right}111")


def _squares(text: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(version=None, errorCorrectLevel=QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # Of eight masks the standard wants the evenest. Weighing them takes nine tenths of the time, and in a code as small
    # as a tag's the checkerboard is as readable as any: tests read hundreds back.
    code.makeImpl(False, _CHECKERBOARD if code.version <= _SMALL_VERSION else code.getBestMaskPattern())
    return tuple(tuple(bool(cell) for cell in row) for row in code.modules)


def bars_of(symbol: Symbol) -> tuple[tuple[float, float], ...]:
    """The black bars as (from, width) in modules."""
    found, at = [], 0.0
    for bar, gap in zip_longest(symbol.widths[::2], symbol.widths[1::2], fillvalue=0.0):
        found.append((at, bar))
        at += bar + gap
    return tuple(found)


def least_width(symbol: Symbol, press: Press) -> float:
    """How wide a label must be for it at the narrowest bar this printer prints, quiet zones included, in points."""
    return (symbol.modules + 2 * symbol.quiet) * press.least_bar


def narrow_bar(symbol: Symbol, *, ink: float, label: float, press: Press) -> float:
    """The width of a narrow bar in points; 0 when even the narrowest does not fit.

    `ink` is the width in which may be printed, `label` that of the whole label: quiet zones may reach to its edges.
    A whole number of the printer's dots is taken where one fits, so that all bars come out alike.
    """
    most = min(ink / symbol.modules, label / (symbol.modules + 2 * symbol.quiet), MOST_BAR)
    if most < press.least_bar - 1e-9:
        return 0.0
    dot = 72 / press.dots
    whole = int(most / dot + 1e-9) * dot
    return whole if whole >= press.least_bar else most
