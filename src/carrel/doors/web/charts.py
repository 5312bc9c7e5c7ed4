"""Charts as SVG: upright bars with their figures, drawn on the server from the classes of our style sheets.

No colour, size of type or script stands in them, so that they obey the theme, the print style and the strict CSP
(docs/decisions/0056). What a chart shows is said in its label, and stands in the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

HEIGHT, TOP, FOOT = 120, 22, 22
_SLOT, _MOST_WIDE = 34.0, 640.0
_SIGN = 7.0
"""Width of a figure at the size the style sheet gives, about; so much room a number needs."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the word below it, its figure, and the figure of before where two times are compared."""

    word: str
    figure: int
    before: int | None = None
    is_now: bool = False


def bars(listed: Sequence[Bar], *, title: str) -> SafeString:
    """The chart, or nothing when there is nothing to show."""
    top = max((max(bar.figure, bar.before or 0) for bar in listed), default=0)
    if not top:
        return SafeString("")
    slot = min(_SLOT, _MOST_WIDE / len(listed))
    width = slot * len(listed) + 8
    every = max(1, -(-int(max(len(bar.word) for bar in listed) * _SIGN + 4) // int(slot)))
    drawn = format_html_join("", "{}", ((_drawn(bar, place, slot, top, every),) for place, bar in enumerate(listed)))
    base = TOP + HEIGHT
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<path class="axis" d="M2 {}.5h{}"/></svg>',
        round(width), base + FOOT, said(listed, title=title), drawn, base, round(width - 4),
    )  # fmt: skip


def _drawn(bar: Bar, place: int, slot: float, top: int, every: int) -> SafeString:
    x, wide, base = 4 + place * slot, slot * 0.7, TOP + HEIGHT
    tall = HEIGHT * bar.figure / top
    middle = round(x + wide / 2, 1)
    kind = "bar-now" if bar.is_now else "bar"
    parts = [format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind, round(x, 1),
                         round(base - tall, 1), round(wide, 1), round(tall, 1))]  # fmt: skip
    if bar.before is not None:
        earlier = HEIGHT * bar.before / top
        parts.append(format_html('<rect class="ghost" x="{}" y="{}" width="{}" height="{}"/>', round(x + 2, 1),
                                 round(base - earlier, 1), round(wide, 1), round(earlier, 1)))  # fmt: skip
    if bar.figure and len(str(bar.figure)) * _SIGN <= slot:
        over = base - max(tall, HEIGHT * (bar.before or 0) / top) - 5
        parts.append(
            format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', middle, round(over, 1), bar.figure)
        )
    if place % every == 0:
        parts.append(
            format_html('<text class="soft" x="{}" y="{}" text-anchor="middle">{}</text>', middle, base + 16, bar.word)
        )
    return SafeString("".join(parts))


def said(listed: Sequence[Bar], *, title: str) -> str:
    """What a chart shows, for who hears the page: `Loans by day: 2: 14, 3: 9`."""
    told = (
        f"{bar.word}: {bar.figure}"
        if bar.before is None
        else _("%(word)s: %(now)s, before %(then)s") % {"word": bar.word, "now": bar.figure, "then": bar.before}
        for bar in listed
    )
    return f"{title}: {', '.join(told)}"
