"""Labels on their pages: as PDF for the printer, as SVG for the eye, and a page with rulers that shows what is off."""

import io
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from carrel.cellar.papers.label_layout import Bars, Ink, Laid, Picture, Text
from carrel.cellar.papers.label_sheets import LETTER, POINTS, PRINT_MARGIN, Box, Sheet
from carrel.cellar.papers.sheets import BOLD, REGULAR, faces, fitting
from carrel.cellar.papers.symbols import bars_of

HAIR = 0.4


@dataclass(frozen=True, slots=True)
class Fit:
    """How one printer is set right: inches to the right and down, and the scale of the page (1 is as measured)."""

    right: float = 0.0
    down: float = 0.0
    scale: float = 1.0


AS_MEASURED = Fit()


@dataclass(frozen=True, slots=True)
class Placed:
    """One label on a page: the cell it lies in and where that cell is."""

    laid: Laid
    cell: int
    box: Box


def pages_of(laid: Sequence[Laid], sheet: Sheet, *, start: int = 0) -> Iterator[list[Placed]]:
    """The labels page by page; the first page begins with the cell `start`. No labels make no page."""
    page: list[Placed] = []
    for place, each in enumerate(laid, start=start % sheet.cells):
        cell = place % sheet.cells
        if cell == 0 and page:
            yield page
            page = []
        page.append(Placed(each, cell, sheet.box_of(cell)))
    if page:
        yield page


def pdf_of_labels(
    laid: Sequence[Laid], sheet: Sheet, *, start: int = 0, fit: Fit = AS_MEASURED, outlines: bool = False,
    title: str = "",
) -> bytes:  # fmt: skip
    """All labels as one PDF, a page for each sheet (on a roll for each label); printed at 100 % it fits the labels."""
    faces()
    out, size = io.BytesIO(), (sheet.page_width * POINTS, sheet.page_height * POINTS)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setViewerPreference("PrintScaling", "None")
    for page in pages_of(laid, sheet, start=start):
        _fitted(canvas, sheet, fit)
        if outlines:
            _outlines(canvas, sheet)
        for placed in page:
            for ink in placed.laid.inks:
                _draw(canvas, ink, placed.box.x, placed.box.y)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _fitted(canvas: Canvas, sheet: Sheet, fit: Fit) -> None:
    """Move and stretch what follows, from the page's top left corner."""
    top = sheet.page_height * POINTS
    canvas.translate(fit.right * POINTS, top - fit.down * POINTS)
    canvas.scale(fit.scale, fit.scale)
    canvas.translate(0, -top)


def _outlines(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setLineWidth(HAIR)
    canvas.setStrokeGray(0.55)
    for cell in range(sheet.cells):
        box = sheet.box_of(cell)
        canvas.roundRect(box.x, box.y, box.width, box.height, 4, stroke=1, fill=0)
    canvas.setStrokeGray(0)


def _draw(canvas: Canvas, ink: Ink, x: float, y: float) -> None:
    if isinstance(ink, Text):
        canvas.setFont(ink.face, ink.size)
        canvas.drawString(x + ink.x, y + ink.y, ink.text)
    elif isinstance(ink, Bars):
        path = canvas.beginPath()
        for left, bottom, width, height in rectangles_of(ink):
            path.rect(x + left, y + bottom, width, height)
        canvas.drawPath(path, stroke=0, fill=1)
    else:
        canvas.drawImage(
            ImageReader(io.BytesIO(ink.photo)), x + ink.x, y + ink.y, ink.width, ink.height,
            preserveAspectRatio=True, anchor="nw", mask="auto",
        )  # fmt: skip


def rectangles_of(ink: Bars) -> Iterator[tuple[float, float, float, float]]:
    """What is black of a symbol, as (x, y, width, height)."""
    if not ink.symbol.is_square:
        for at, wide in bars_of(ink.symbol):
            yield ink.x + at * ink.narrow, ink.y, wide * ink.narrow, ink.height
        return
    top = ink.y + ink.height
    for place, row in enumerate(ink.symbol.rows):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end]:
                end += 1
            if end > at:  # neighbours are drawn as one, so that no hair of white stands between them
                yield ink.x + at * ink.narrow, top - (place + 1) * ink.narrow, (end - at) * ink.narrow, ink.narrow
            at = end + 1


def svg_of_page(page: Sequence[Placed], sheet: Sheet) -> str:
    """One page as a picture for the browser, the labels outlined, cells that stay empty shaded."""
    faces()
    wide, high = sheet.page_width * POINTS, sheet.page_height * POINTS
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">',
        f'<rect width="{wide:g}" height="{high:g}" fill="#fff"/>',
    ]
    filled = {placed.cell for placed in page}
    for cell in range(sheet.cells):
        box = sheet.box_of(cell)
        shade = "#fff" if cell in filled else "#eceae4"
        parts.append(
            f'<rect x="{box.x:.2f}" y="{high - box.y - box.height:.2f}" width="{box.width:.2f}" '
            f'height="{box.height:.2f}" rx="4" fill="{shade}" stroke="#8a867c" stroke-width="0.5"/>'
        )
    for placed in page:
        parts.extend(part for ink in placed.laid.inks for part in _svg_parts(ink, placed.box.x, high - placed.box.y))
    return "".join([*parts, "</svg>"])


def _svg_parts(ink: Ink, x: float, floor: float) -> Iterator[str]:
    """`floor` is the label's bottom edge as SVG counts: from the top down."""
    if isinstance(ink, Text):
        weight = "700" if ink.face == BOLD else "400"
        length = stringWidth(ink.text, ink.face, ink.size)
        yield (
            f'<text x="{x + ink.x:.2f}" y="{floor - ink.y:.2f}" font-size="{ink.size:g}" font-weight="{weight}" '
            f'font-family="Atkinson Hyperlegible Next,Verdana,sans-serif" textLength="{length:.2f}" '
            f'lengthAdjust="spacingAndGlyphs">{escape(ink.text)}</text>'
        )
    elif isinstance(ink, Bars):
        path = "".join(
            f"M{x + left:.2f} {floor - bottom - height:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z"
            for left, bottom, width, height in rectangles_of(ink)
        )
        yield f'<path d="{path}" shape-rendering="crispEdges"/>'
    elif isinstance(ink, Picture):
        kind = "png" if ink.photo.startswith(b"\x89PNG") else "jpeg"
        yield (
            f'<image x="{x + ink.x:.2f}" y="{floor - ink.y - ink.height:.2f}" width="{ink.width:.2f}" '
            f'height="{ink.height:.2f}" preserveAspectRatio="xMinYMin meet" '
            f'href="data:image/{kind};base64,{b64encode(ink.photo).decode()}"/>'
        )


def ruler_page_of(sheet: Sheet, *, fit: Fit, words: Sequence[str]) -> bytes:
    """A page to hold against an empty sheet: every label outlined, rulers in inches along both edges, what to do."""
    faces()
    out, size = io.BytesIO(), (sheet.page_width * POINTS, sheet.page_height * POINTS)
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setViewerPreference("PrintScaling", "None")
    _fitted(canvas, sheet, fit)
    _outlines(canvas, sheet)
    if not sheet.is_roll:
        _rulers(canvas, sheet)
    first = sheet.box_of(0)
    canvas.setLineWidth(HAIR)
    canvas.line(first.x, first.y + first.height, first.x + 12, first.y + first.height - 12)
    _said(canvas, sheet, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _rulers(canvas: Canvas, sheet: Sheet) -> None:
    """Marks at each tenth of an inch, a figure at each inch, within what a printer reaches."""
    wide, high = sheet.page_width, sheet.page_height
    edge = PRINT_MARGIN * POINTS
    canvas.setLineWidth(HAIR)
    for length, is_across in ((wide, True), (high, False)):
        for tenth in range(int(PRINT_MARGIN * 10) + 1, int((length - PRINT_MARGIN) * 10) + 1):
            tick = 9 if tenth % 10 == 0 else 6 if tenth % 5 == 0 else 3
            at = tenth / 10 * POINTS
            if is_across:
                canvas.line(at, high * POINTS - edge, at, high * POINTS - edge - tick)
            else:
                canvas.line(edge, (high * POINTS) - at, edge + tick, (high * POINTS) - at)
            if tenth % 10 == 0:
                canvas.setFont(REGULAR, 8)
                if is_across:
                    canvas.drawCentredString(at, high * POINTS - edge - 17, str(tenth // 10))
                else:
                    canvas.drawString(edge + 11, high * POINTS - at - 3, str(tenth // 10))


def _said(canvas: Canvas, sheet: Sheet, words: Sequence[str]) -> None:
    """The words in the middle of the page, on white, as far as there is room for them."""
    if sheet.page_width < LETTER[0] / 2 or not words:
        return
    rows = [(*fitting(words[0], BOLD), 12), *((*fitting(text, REGULAR), 10) for text in words[1:])]
    wide = max(stringWidth(*row) for row in rows) + 24
    high = sum(size * 1.4 for *_, size in rows) + 16
    x, y = (sheet.page_width * POINTS - wide) / 2, (sheet.page_height * POINTS - high) / 2
    canvas.setFillGray(1)
    canvas.roundRect(x, y, wide, high, 6, stroke=1, fill=1)
    canvas.setFillGray(0)
    top = y + high - 8
    for text, face, size in rows:
        top -= size * 1.4
        canvas.setFont(face, size)
        canvas.drawString(x + 12, top + size * 0.35, text)
