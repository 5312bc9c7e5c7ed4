"""What stands on one label and where: texts, bars, a picture, each within what can be printed of the label.

Nothing here writes a file; `label_pages` does. Text is never smaller than LEAST_TEXT: what is too long goes to the next
line, and what finds no line is told in `left_out`. Bars that do not fit are not drawn, and told in
`is_too_small`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from carrel.cellar.papers.label_sheets import POINTS, Box, Sheet
from carrel.cellar.papers.sheets import BOLD, REGULAR, fitting
from carrel.cellar.papers.symbols import Press, Symbol, narrow_bar

SPINE, STACK, CARD = "spine", "stack", "card"
SHAPES = (SPINE, STACK, CARD)
LEAST_TEXT = 8.0
LEAST_BARS, MOST_BARS = 18.0, 43.0
"""Points: bars are at least a quarter of an inch high, and never so high that they crowd the words."""
_LEADING, _DROP = 1.16, 0.26
_AIR = 2.0
_GUTTER = 7.0


@dataclass(frozen=True, slots=True)
class Line:
    """One text: `most` lines at most, `rank` says what goes first when there is no room (the highest)."""

    text: str
    size: float = 9.0
    bold: bool = False
    most: int = 1
    rank: int = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. `shown` is printed below the bars, `photo` is a JPEG or PNG.

    spine: lines in the middle, one element each. stack: lines, bars, lines; a square symbol stands left of the lines.
    card: photo and lines, the bars along the foot.
    """

    shape: str
    lines: tuple[Line, ...] = ()
    symbol: Symbol | None = None
    shown: str = ""
    below: tuple[Line, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a base line, in points from the label's bottom left corner."""

    x: float
    y: float
    text: str
    face: str
    size: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A symbol with narrow bars `narrow` points wide; a square one is as high as it is wide."""

    x: float
    y: float
    height: float
    narrow: float
    symbol: Symbol

    @property
    def width(self) -> float:
        return self.symbol.modules * self.narrow


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in its box."""

    x: float
    y: float
    width: float
    height: float
    photo: bytes = field(repr=False)


Ink = Text | Bars | Picture


@dataclass(frozen=True, slots=True)
class Laid:
    """A label ready to print: its ink, the texts that found no room, and whether its bars did not fit."""

    inks: tuple[Ink, ...]
    left_out: tuple[str, ...] = ()
    is_too_small: bool = False


def lay_out(label: Label, sheet: Sheet, press: Press) -> Laid:
    """Place everything of a label on a label of this sheet."""
    box, width, height = sheet.ink_box(), sheet.width * POINTS, sheet.height * POINTS
    if label.shape == SPINE:
        return _spine(label, box)
    if label.shape == CARD:
        return _card(label, box, width, press)
    if label.symbol is not None and label.symbol.is_square:
        return _beside(label, label.symbol, box, height, press)
    return _stack(label, box, width, press)


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    face: str
    size: float

    @property
    def height(self) -> float:
        return self.size * _LEADING


def _wrapped(line: Line, size: float, width: float) -> tuple[list[_Row], str]:
    """The line as rows of this size, and what of it finds no row."""
    text, face = fitting(line.text, BOLD if line.bold else REGULAR)
    parts = [piece for part in simpleSplit(text, face, size, width) for piece in _broken(part, face, size, width)]
    kept, rest = parts[: line.most], " ".join(parts[line.most :])
    if rest and kept:
        kept[-1] = _with_dots(kept[-1], face, size, width)
    return [_Row(part, face, size) for part in kept], rest


def _broken(word: str, face: str, size: float, width: float) -> Iterator[str]:
    """A word that is wider than its line, in pieces that are not; signs are never left out."""
    while len(word) > 1 and stringWidth(word, face, size) > width:
        most = next((n for n in range(len(word) - 1, 1, -1) if stringWidth(word[:n], face, size) <= width), 1)
        yield word[:most]
        word = word[most:]
    yield word


def _with_dots(text: str, face: str, size: float, width: float) -> str:
    while text and stringWidth(text + "…", face, size) > width:
        text = text[:-1]
    return text.rstrip(" ,;:.") + "…"


def _fitted(lines: Sequence[Line], width: float, height: float) -> tuple[list[list[_Row]], tuple[str, ...]]:
    """Rows for each line within a height: first smaller, down to 8 points, then the lines of highest rank go."""
    step = 0.0
    while True:
        sizes = [max(LEAST_TEXT, line.size - step) for line in lines]
        made = [_wrapped(line, size, width) for line, size in zip(lines, sizes, strict=True)]
        is_least = all(size <= LEAST_TEXT for size in sizes)
        is_whole = not any(rest for _, rest in made)
        if is_least or (is_whole and _height([rows for rows, _ in made]) <= height):
            break
        step += 0.5
    rows, left_out = [rows for rows, _ in made], [rest for _, rest in made if rest]
    for place in sorted(range(len(lines)), key=lambda each: (-lines[each].rank, -each)):
        while rows[place] and _height(rows) > height + 1e-6:
            left_out.append(rows[place].pop().text)
            if rows[place]:
                last = rows[place][-1]
                rows[place][-1] = replace(last, text=_with_dots(last.text, last.face, last.size, width))
    return rows, tuple(left_out)


def _height(rows: Sequence[Sequence[_Row]]) -> float:
    return sum(row.height for some in rows for row in some)


def _set(rows: Sequence[_Row], top: float, box: Box, *, is_left: bool) -> list[Ink]:
    """Rows one below the other from `top` down, in the middle of the box or along its left edge."""
    inks: list[Ink] = []
    for row in rows:
        top -= row.height
        wide = stringWidth(row.text, row.face, row.size)
        x = box.x if is_left else box.x + max(0.0, (box.width - wide) / 2)
        inks.append(Text(x, top + row.size * _DROP, row.text, row.face, row.size))
    return inks


def _spine(label: Label, box: Box) -> Laid:
    rows, left_out = _fitted(label.lines, box.width, box.height)
    flat = [row for some in rows for row in some]
    top = box.y + (box.height + _height(rows)) / 2
    return Laid(tuple(_set(flat, top, box, is_left=False)), left_out)


def _stack(label: Label, box: Box, width: float, press: Press) -> Laid:
    narrow = narrow_bar(label.symbol, ink=box.width, label=width, press=press) if label.symbol else 0.0
    number = _Row(*fitting(label.shown, REGULAR), LEAST_TEXT + 1) if label.symbol and label.shown else None
    taken = _block(number, LEAST_BARS) if label.symbol else 0.0
    if number and box.height < taken + LEAST_TEXT * _LEADING:
        number = replace(number, size=LEAST_TEXT)
        taken = _block(number, LEAST_BARS)
    if taken > box.height:
        narrow = 0.0
    lines = (*label.lines, *label.below)
    rows, left_out = _fitted(lines, box.width, box.height - taken)
    above, below = (
        [row for some in part for row in some] for part in (rows[: len(label.lines)], rows[len(label.lines) :])
    )
    spare = box.height - _height(rows) - taken
    bars = min(MOST_BARS, LEAST_BARS + max(spare, 0.0))
    spare = max(0.0, spare - (bars - LEAST_BARS)) if label.symbol else max(0.0, spare)
    top = box.y + box.height - spare / 2
    inks = _set(above, top, box, is_left=label.is_left)
    top -= sum(row.height for row in above)
    if label.symbol:
        inks += _symbol(label.symbol, number, top, box, bars, narrow, _edge(label, box, narrow))
        top -= _block(number, bars)
    inks += _set(below, top, box, is_left=label.is_left)
    return Laid(tuple(inks), left_out, is_too_small=bool(label.symbol) and not narrow)


def _block(number: _Row | None, bars: float) -> float:
    """The height of bars with a little air above and below, and of the number."""
    return bars + _AIR + (number.height + _AIR if number else _AIR)


def _edge(label: Label, box: Box, narrow: float) -> float | None:
    """Where bars along the left begin: their quiet zone lies within the label."""
    if not label.is_left or label.symbol is None:
        return None
    return max(box.x, label.symbol.quiet * narrow)


def _symbol(
    symbol: Symbol, number: _Row | None, top: float, box: Box, height: float, narrow: float, left: float | None
) -> list[Ink]:
    """Bars below `top` with their number in the middle below them."""
    inks: list[Ink] = []
    wide = symbol.modules * narrow
    x = left if left is not None else box.x + (box.width - wide) / 2
    bottom = top - _AIR - height
    if narrow:
        inks.append(Bars(x, bottom, height if not symbol.is_square else wide, narrow, symbol))
    if number:
        said = stringWidth(number.text, number.face, number.size)
        middle = x + (wide - said) / 2 if narrow else x
        middle = min(max(middle, box.x), box.x + max(0.0, box.width - said))
        at = bottom - _AIR - number.height + number.size * _DROP
        inks.append(Text(middle, at, number.text, number.face, number.size))
    return inks


def _beside(label: Label, symbol: Symbol, box: Box, height: float, press: Press) -> Laid:
    """A square symbol at the left, the lines beside it; its quiet zone lies within the label on every side."""
    around = symbol.modules + 2 * symbol.quiet
    narrow = min(height / around, box.height / symbol.modules, box.width * 0.45 / symbol.modules, 72 / symbol.modules)
    side, fits = narrow * symbol.modules, narrow >= press.least_bar - 1e-9
    x, gap = max(box.x, symbol.quiet * narrow), max(_GUTTER, symbol.quiet * narrow)
    inks: list[Ink] = [Bars(x, box.y + (box.height - side) / 2, side, narrow, symbol)] if fits else []
    left = x + side + gap
    right = Box(left, box.y, max(0.0, box.x + box.width - left), box.height)
    rows, left_out = _fitted((*label.lines, *label.below), right.width, right.height)
    flat = [row for some in rows for row in some]
    inks += _set(flat, box.y + (box.height + _height(rows)) / 2, right, is_left=True)
    return Laid(tuple(inks), left_out, is_too_small=not fits)


def _card(label: Label, box: Box, width: float, press: Press) -> Laid:
    """Photo and words above, the bars along the foot of the card."""
    inset = Box(box.x + 4, box.y + 3, box.width - 8, box.height - 6)
    narrow = narrow_bar(label.symbol, ink=inset.width, label=width, press=press) if label.symbol else 0.0
    number = _Row(*fitting(label.shown, REGULAR), 10.0) if label.symbol and label.shown else None
    bars = min(34.0, max(LEAST_BARS, inset.height * 0.26))
    if label.symbol and label.symbol.is_square:
        bars = min(60.0, inset.height * 0.45)
        narrow = min(narrow, bars / label.symbol.modules)
        narrow = narrow if narrow >= press.least_bar else 0.0
    foot = (_block(number, bars) + _GUTTER) if label.symbol else 0.0
    upper = Box(inset.x, inset.y + foot, inset.width, inset.height - foot)
    inks: list[Ink] = []
    words = upper
    if label.photo:
        tall = upper.height
        wide = min(tall, upper.width * 0.36)
        inks.append(Picture(upper.x, upper.y, wide, tall, label.photo))
        words = Box(upper.x + wide + _GUTTER, upper.y, upper.width - wide - _GUTTER, upper.height)
    rows, left_out = _fitted(label.lines, words.width, words.height)
    flat = [row for some in rows for row in some]
    inks += _set(flat, words.y + words.height, words, is_left=True)
    if label.symbol:
        inks += _symbol(label.symbol, number, inset.y + foot - _GUTTER, inset, bars, narrow, None)
    said = stringWidth(number.text, number.face, number.size) if number else 0.0
    fits = narrow and foot <= inset.height and said <= inset.width
    return Laid(tuple(inks), left_out, is_too_small=bool(label.symbol) and not fits)
