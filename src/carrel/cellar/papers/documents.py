"""What a paper says: pages of blocks, and slips that are folded with the name outside. Pure; set by `typesetting`."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.cellar.papers.bars import stripes, widths_of

TITLE, HEAD, PLAIN, STRONG, QUIET, RIGHT, HUGE = "title", "head", "plain", "strong", "quiet", "right", "huge"
"""How words look: the title of a page, a heading, a paragraph, a strong one, small print, at the end of the line, read
across a room."""
LTR, RTL = "ltr", "rtl"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. Line breaks in it are kept."""

    text: str
    look: str = PLAIN

    def plain(self) -> dict[str, Any]:
        return {"kind": "words", "text": self.text, "look": self.look}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: `wide` is the column that takes what is left, `ends` are columns of figures, `own` columns whose words
    are in a language of their own (titles): they keep their direction inside a text that runs the other way."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int = 0
    ends: tuple[int, ...] = ()
    own: tuple[int, ...] = ()

    def plain(self) -> dict[str, Any]:
        return {
            "kind": "rows", "head": list(self.head), "rows": [list(each) for each in self.rows], "wide": self.wide,
            "ends": list(self.ends), "own": list(self.own),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line to sign on: what stands under it, and who has signed already."""

    under: str
    signed: str = ""

    def plain(self) -> dict[str, Any]:
        return {"kind": "line", "under": self.under, "signed": self.signed}


@dataclass(frozen=True, slots=True)
class Gap:
    """Air, in millimetres."""

    mm: float

    def plain(self) -> dict[str, Any]:
        return {"kind": "gap", "mm": self.mm}


@dataclass(frozen=True, slots=True)
class Bars:
    """A number in Code 128, with its signs below; `mm` is how wide it may become."""

    text: str
    mm: float = 70

    def plain(self) -> dict[str, Any]:
        modules = max(1, sum(widths_of(self.text)))
        bars = [[at / modules, width / modules] for at, width in stripes(self.text)]
        return {"kind": "bars", "text": self.text, "bars": bars, "mm": self.mm}


@dataclass(frozen=True, slots=True)
class Rectangle:
    """One rectangle of a drawing, in the drawing's own units; `is_dark` and `is_marked` are how it stands out."""

    text: str
    x: int
    y: int
    width: int
    height: int
    is_dark: bool = False
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rectangles on a sheet of so many units, as wide as the page allows; `under` is a JPEG that lies under them."""

    width: int
    height: int
    rectangles: tuple[Rectangle, ...]
    under: bytes = b""

    def plain(self) -> dict[str, Any]:
        shapes = [
            {
                "text": each.text, "x": each.x / self.width, "y": each.y / self.height, "w": each.width / self.width,
                "h": each.height / self.height, "dark": each.is_dark, "marked": each.is_marked,
            }
            for each in self.rectangles
        ]  # fmt: skip
        return {"kind": "drawing", "ratio": self.height / self.width, "shapes": shapes, "under": self._under()}

    def _under(self) -> str:
        """The picture in a drawing of its own, which fits it into the sheet as the page does."""
        if not self.under:
            return ""
        size = f'width="{self.width}" height="{self.height}"'
        picture = f"data:image/jpeg;base64,{b64encode(self.under).decode()}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} {self.height}"><image {size} '
            f'preserveAspectRatio="xMidYMid meet" href="{picture}"/></svg>'
        )


Block = Words | Rows | Line | Gap | Bars | Drawing


@dataclass(frozen=True, slots=True)
class Page:
    """One paper for one reader, in one language; more sheets when it is long."""

    blocks: tuple[Block, ...]
    language: str = "en"
    direction: str = LTR

    def plain(self) -> dict[str, Any]:
        return {"lang": self.language, "dir": self.direction, "blocks": [each.plain() for each in self.blocks]}


@dataclass(frozen=True, slots=True)
class Folded:
    """One slip: `outside` is what everybody may read, `inside` what the reader finds when it is opened.

    It has three panels. The lowest is folded up over the middle one, then the uppermost back: the name is outside.
    """

    outside: tuple[str, ...]
    inside: Page

    def plain(self) -> dict[str, Any]:
        return {"outside": list(self.outside), "inside": self.inside.plain()}


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed at one time."""

    title: str
    pages: tuple[Page, ...] = ()
    slips: tuple[Folded, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The document as JSON values."""
        return {
            "title": self.title, "pages": [each.plain() for each in self.pages],
            "slips": [each.plain() for each in self.slips],
        }  # fmt: skip


def shortened(text: str, most: int) -> str:
    """The text, cut with an ellipsis after `most` signs."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def parts_of(things: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    """The things in parts of at most so many; nothing is one empty part."""
    yield from (things[at : at + most] for at in range(0, max(1, len(things)), most))
