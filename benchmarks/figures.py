"""A figure beside its limit and its target, and the table of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `limit` is what the machine itself gives in the same run; `met` is judged here and now."""

    what: str
    figure: str
    limit: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        verdict = {True: "met", False: "not met", None: ""}[self.met]
        return [self.what, self.figure, self.limit, self.ratio, self.target, verdict]


HEADS = ("what", "figure", "limit in the same run", "ratio", "target", "")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [list(HEADS), ["---"] * len(HEADS), *(each.cells() for each in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def share(values: Sequence[float], part: float) -> float:
    """The value below which this part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
