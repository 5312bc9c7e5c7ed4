"""How much a sample says of the whole. Pure."""

from math import sqrt

SAMPLE = 200
"""Copies a sample asks for: at nine of ten found, the interval is about four percent to each side."""
_Z = 1.959963984540054
"""The normal deviate of 95 percent."""


def wilson(found: int, asked: int) -> tuple[float, float]:
    """The 95 percent interval of a share after Wilson (1927): it stays within 0 and 1, and holds for shares near them.

    Without a sample nothing is known: 0 to 1.
    """
    if asked <= 0:
        return 0.0, 1.0
    share, square = found / asked, _Z * _Z
    middle = share + square / (2 * asked)
    half = _Z * sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    below = 1 + square / asked
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)
