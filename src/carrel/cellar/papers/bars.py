"""A number as the widths of bars and gaps in Code 128, for paper and for pages. Pure; reportlab knows the code."""

from reportlab.graphics.barcode.code128 import Code128


def widths_of(text: str) -> tuple[int, ...]:
    """Bar, gap, bar, gap … in modules, from the first bar to the last; empty for signs Code 128 does not have."""
    if not can_be_barred(text):
        return ()
    code = Code128(text, quiet=0)
    code.validate()
    code.encode()
    # A bar is a capital, a gap a small letter; A is one module wide, B two. The pattern begins and ends with a bar.
    return tuple(ord(sign.lower()) - ord("a") + 1 for sign in str(code.decompose()) if sign.isalpha())


def can_be_barred(text: str) -> bool:
    """Whether a scanner could read this text from Code 128: printable ASCII, not too long for a slip."""
    return 0 < len(text) <= 30 and text.isascii() and text.isprintable()


def stripes(text: str) -> tuple[tuple[int, int], ...]:
    """The bars alone as (from, width) in modules, for whoever draws them."""
    found, at = [], 0
    for place, width in enumerate(widths_of(text)):
        if place % 2 == 0:
            found.append((at, width))
        at += width
    return tuple(found)
