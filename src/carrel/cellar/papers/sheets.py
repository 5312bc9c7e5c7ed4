"""A slip as a PDF of its own size: as wide as the paper, as long as what it says."""

import io
from functools import cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from carrel.cellar.papers.bars import stripes, widths_of
from carrel.cellar.papers.slips import Slip

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD, OTHER = "Atkinson", "Atkinson-Bold", "Other-Scripts"
# Scripts our face lacks (Cyrillic, Greek) are set in DejaVu where the machine has it.
OTHER_FACES = (Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), Path("/usr/share/fonts/dejavu/DejaVuSans.ttf"))
LEAST_BAR = 0.75
"""Points: thinner bars are not read reliably from 203 dots an inch."""
_MARGIN = 4 * mm


@cache
def faces() -> tuple[str, ...]:
    """Make the faces known to reportlab, once in a process, and return their names."""
    found = {REGULAR: FONTS / "AtkinsonHyperlegibleNext-Regular.ttf", BOLD: FONTS / "AtkinsonHyperlegibleNext-Bold.ttf"}
    if other := next((path for path in OTHER_FACES if path.is_file()), None):
        found[OTHER] = other
    for name, path in found.items():
        font = TTFont(name, path)
        # Both faces call themselves Regular inside; under one name a page would set bold words in the other's letters.
        font.face.name = name.encode()
        pdfmetrics.registerFont(font)
    return tuple(found)


def pdf_of(slip: Slip, *, paper_mm: int) -> bytes:
    """The slip as one page. Signs no face has become `?`."""
    width = paper_mm * mm
    rows = _rows(slip, min(width, 90 * mm) - 2 * _MARGIN)
    height = sum(leading for *_, leading in rows) + 2 * _MARGIN + (24 * mm if widths_of(slip.barcode) else 0)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setTitle(slip.head)
    at = height - _MARGIN
    for text, face, size, leading in rows[: len(rows) - (1 if slip.foot else 0)]:
        at -= leading
        _set(canvas, at, text, face, size)
    if widths_of(slip.barcode):
        at = _bar(canvas, at, slip.barcode, min(width, 90 * mm))
    if slip.foot:
        text, face, size, leading = rows[-1]
        _set(canvas, at - leading, text, face, size)
    canvas.save()
    return out.getvalue()


def _rows(slip: Slip, room: float) -> list[tuple[str, str, float, float]]:
    """Every line with its face, size and leading in points; a foot is one line, the last."""
    rows: list[tuple[str, str, float, float]] = []
    parts = [(slip.head, BOLD, 11.0), (slip.big, BOLD, 22.0), *((line, REGULAR, 11.0) for line in slip.lines)]
    for text, face, size in parts:
        said, able = fitting(text, face)
        rows += [(line, able, size, size * 1.3) for line in simpleSplit(said, able, size, room)]
    if slip.foot:
        said, able = fitting(slip.foot, REGULAR)
        rows.append((simpleSplit(said, able, 9, room)[0], able, 9.0, 14.0))
    return rows


def fitting(text: str, face: str) -> tuple[str, str]:
    """The text and a face that has its signs."""
    for name in (face, OTHER):
        if name in faces() and all(ord(sign) in _signs(name) for sign in text):
            return text, name
    return "".join(sign if ord(sign) in _signs(face) else "?" for sign in text), face


@cache
def _signs(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)


def _set(canvas: Canvas, at: float, text: str, face: str, size: float) -> None:
    canvas.setFont(face, size)
    canvas.drawString(_MARGIN, at, text)


def _bar(canvas: Canvas, at: float, number: str, width: float) -> float:
    """Draw the barcode below `at` with its number, and return where it ends."""
    modules = sum(widths_of(number)) + 20  # ten of quiet on each side
    module = max(LEAST_BAR, min(1.2, (width - 2 * mm) / modules))
    start, height = max(_MARGIN, 10 * module), 14 * mm
    bottom = at - 3 * mm - height
    for begins, wide in stripes(number):
        canvas.rect(start + begins * module, bottom, wide * module, height, stroke=0, fill=1)
    canvas.setFont(REGULAR, 9)
    canvas.drawString(start, bottom - 10, number)
    return float(bottom - 14)
