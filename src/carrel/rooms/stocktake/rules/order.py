"""Which copies of a walk stand out of order: all but a longest run of them that never goes back. Pure.

Patience sorting: each copy goes on the leftmost pile whose top stands after it, and remembers the top of the pile to
its left. There are as many piles as the longest run in order has copies, and the memories lead back through it. The
tops are in order themselves, so that one bisection, or one look into an index, finds the pile: a step costs the same
however long the walk is. Schensted 1961; Fredman 1975.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a copy went: its pile, the step it stands after (the top to its left) and the top it covered, by number."""

    pile: int
    before: int | None
    covered: int | None


class Piles:
    """The piles of one walk, kept as it goes."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self._tops: list[int] = []
        self._keys: list[str] = []

    def add(self, key: str) -> Placed:
        """Put the next copy of the walk on its pile."""
        pile = bisect_right(self._keys, key)
        before = self._tops[pile - 1] if pile else None
        covered = self._tops[pile] if pile < len(self._tops) else None
        number = len(self.placed)
        if covered is None:
            self._tops.append(number)
            self._keys.append(key)
        else:
            self._tops[pile], self._keys[pile] = number, key
        self.placed.append(Placed(pile, before, covered))
        return self.placed[-1]

    @property
    def tops(self) -> frozenset[int]:
        """The steps that lie on top of a pile."""
        return frozenset(self._tops)

    @property
    def length(self) -> int:
        """How many copies the longest run in order has."""
        return len(self._tops)

    def in_order(self) -> list[int]:
        """The steps of one longest run in order, first to last."""
        return chain_of([each.before for each in self.placed], self._tops[-1] if self._tops else None)


def chain_of(befores: Sequence[int | None], end: int | None) -> list[int]:
    """The steps that the memories lead through, back from `end`, in the order of the walk."""
    found = []
    while end is not None:
        found.append(end)
        end = befores[end]
    return found[::-1]


def out_of_order(keys: Sequence[str]) -> list[int]:
    """Which copies of a shelf are named: a smallest set without which its keys never go back."""
    piles = Piles()
    for key in keys:
        piles.add(key)
    stand = set(piles.in_order())
    return [number for number in range(len(keys)) if number not in stand]


FITS, SWAPPED, BACK = "fits", "swapped", "back"


def said_of(*, covered_pile: int | None, length: int, covers_the_last: bool) -> str:
    """What a step says at once: it `fits`; it and the one just before it are `swapped`; it belongs further `back`.

    Of two neighbours the wrong way round either may be the wrong one; which, the next scan decides.
    """
    if covered_pile is None:
        return FITS
    return SWAPPED if covers_the_last and covered_pile == length - 1 and length > 0 else BACK
