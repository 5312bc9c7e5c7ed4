"""What of a table may leave the library: no group smaller than ten, nor one that can be worked out. Pure.

Source: FERPA 34 CFR 99.31(b), de-identified data; ten is the threshold of most state reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 10


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may leave: None where nothing may be told. `totals` are the sums of the columns, as far as told."""

    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]

    @property
    def left_out(self) -> int:
        """How many figures are not told."""
        return sum(each is None for row in self.rows for each in row)


def published(groups: Sequence[Sequence[int]], *, least: int = LEAST) -> Published:
    """The table without small groups. Each row is a group, each column a figure of its own.

    A figure below `least` is left out; nought is nobody and stays. What is left out of a column is never one figure
    alone and comes to `least` at the least: the next smaller figures go with it (complementary suppression), so that
    the sum betrays neither a group nor a handful of them. Where that cannot be, the sum is not told either.
    """
    columns = [_column([row[place] for row in groups], least) for place in range(len(groups[0]) if groups else 0)]
    rows = zip(*(told for told, _ in columns), strict=True) if columns else ()
    return Published(tuple(tuple(row) for row in rows), tuple(total for _, total in columns))


def _column(figures: Sequence[int], least: int) -> tuple[list[int | None], int | None]:
    filled = sorted((figure, place) for place, figure in enumerate(figures) if figure > 0)
    hidden = [place for figure, place in filled if figure < least]
    rest = [place for figure, place in filled if figure >= least]
    while hidden and rest and not _is_safe(figures, hidden, least):
        hidden.append(rest.pop(0))
    told: list[int | None] = [None if place in hidden else figure for place, figure in enumerate(figures)]
    return told, sum(figures) if not hidden or _is_safe(figures, hidden, least) else None


def _is_safe(figures: Sequence[int], hidden: Sequence[int], least: int) -> bool:
    return len(hidden) > 1 and sum(figures[place] for place in hidden) >= least
