"""What a reader sees of a PDF: its pages as pictures at so many dots to the inch, cut into labels, and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops

from carrel.cellar.papers.label_sheets import Sheet

DOTS = 300


def pictures(pdf: bytes, dots: int = DOTS) -> Iterator[Image.Image]:
    """Each page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=dots / 72).to_pil().convert("RGB")
    document.close()


def labels_of(page: Image.Image, sheet: Sheet, dots: int = DOTS) -> Iterator[Image.Image]:
    """Each label of a page, cut out along its edges."""
    of_inch = dots / 72
    height = sheet.page_height * 72
    for cell in range(sheet.cells):
        box = sheet.box_of(cell)
        corners = (box.x, height - box.y - box.height, box.x + box.width, height - box.y)
        yield page.crop(tuple(round(each * of_inch) for each in corners))  # type: ignore[arg-type]  # four of them


def read(picture: Image.Image) -> list[tuple[str, str]]:
    """Every symbol in a picture as (symbology, text); Codabar without its start and stop letters."""
    found: Any = zxingcpp.read_barcodes(picture)
    return [(str(each.format.name), _bare(str(each.format.name), each.text)) for each in found]


def _bare(kind: str, text: str) -> str:
    return text[1:-1] if kind == "Codabar" else text


def ink_edges(page: Image.Image, dots: int = DOTS) -> tuple[float, float, float, float] | None:
    """How far from the left, top, right and bottom edge the outermost ink is, in inches; None for an empty page."""
    box = ImageChops.invert(page.convert("L")).point(lambda value: 255 if value > 40 else 0).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    return left / dots, top / dots, (page.width - right) / dots, (page.height - bottom) / dots
