"""A table as a PDF on letter paper, with a head, some lines above it and some below. Several pages if need be."""

import io
from collections.abc import Sequence
from html import escape

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from carrel.cellar.papers.sheets import BOLD, REGULAR, faces

_BODY, _HEAD, _SMALL = (
    ParagraphStyle("body", fontName=REGULAR, fontSize=10.5, leading=14),
    ParagraphStyle("head", fontName=BOLD, fontSize=17, leading=22, spaceAfter=6),
    ParagraphStyle("small", fontName=REGULAR, fontSize=9, leading=12),
)


def table_pdf(
    title: str, lines: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]], foot: Sequence[str] = ()
) -> bytes:
    """The paper: title, lines, the table with its heads on every page, then the foot. No rows: no table."""
    faces()
    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=letter, title=title, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=20 * mm, invariant=1
    )
    parts: list[Flowable] = [Paragraph(escape(title), _HEAD), *(Paragraph(escape(line), _BODY) for line in lines)]
    parts.append(Spacer(1, 6 * mm))
    if rows:
        cells = [[Paragraph(escape(cell), _SMALL) for cell in row] for row in (heads, *rows)]
        table = Table(cells, repeatRows=1, hAlign="LEFT", colWidths=[(paper.width - 6) / len(heads)] * len(heads))
        table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, 0), 1, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
        parts += [table, Spacer(1, 8 * mm)]
    parts += [Paragraph(escape(line), _BODY) for line in foot]
    paper.build(parts)
    return out.getvalue()
