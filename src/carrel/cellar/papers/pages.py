"""A letter-size page out of plain words: address, paragraphs, one table, a foot. For invoices and certificates."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from carrel.cellar.papers.sheets import BOLD, REGULAR, faces, fitting


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `table` has words first and figures last in each row; with `has_sum` its last row is the sum."""

    title: str
    head: Sequence[str] = ()
    address: Sequence[str] = ()
    before: Sequence[str] = ()
    columns: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    after: Sequence[str] = ()
    foot: str = ""
    has_sum: bool = True


def pdf_of_paper(paper: Paper) -> bytes:
    """The document as PDF, on as many pages as it takes, each with its title and number. Unknown signs become `?`."""
    faces()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=letter, title=paper.title, leftMargin=inch, rightMargin=inch, topMargin=inch, bottomMargin=inch,
        invariant=1,
    )  # fmt: skip
    parts: list[Flowable] = [_text(each, 10) for each in paper.head]
    parts += [Spacer(1, 14), *(_text(each, 11) for each in paper.address)] if paper.address else []
    parts += [Spacer(1, 18), _text(paper.title, 18, bold=True), Spacer(1, 8)]
    parts += [_text(each, 11, after=6) for each in paper.before]
    if paper.table:
        parts += [Spacer(1, 6), _table(paper), Spacer(1, 10)]
    parts += [_text(each, 11, after=6) for each in paper.after]
    parts += [Spacer(1, 10), _text(paper.foot, 9)] if paper.foot else []
    document.build(parts)
    return out.getvalue()


def _text(words: str, size: float, *, bold: bool = False, end: bool = False, after: float = 0) -> Paragraph:
    said, face = fitting(words, BOLD if bold else REGULAR)
    style = ParagraphStyle("", fontName=face, fontSize=size, leading=size * 1.35, spaceAfter=after, alignment=2 * end)
    return Paragraph(escape(said), style)


def _table(paper: Paper) -> Table:
    last = len(paper.columns) - 1
    rows = [[_text(each, 10, bold=True, end=at == last) for at, each in enumerate(paper.columns)]]
    for number, row in enumerate(paper.table):
        is_sum = paper.has_sum and number == len(paper.table) - 1
        rows.append([_text(each, 10, bold=is_sum, end=at == last) for at, each in enumerate(row)])
    width, narrow = 6.5 * inch, 1.45 * inch
    widths = [narrow] * len(paper.columns)
    widths[-2 if len(widths) > 1 else 0] = width - narrow * (len(widths) - 1)
    style = [("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if paper.has_sum:
        style.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, colors.black))
    return Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=1)
