"""What a slip is: a small document of plain words. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_LINE = 200
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: `kind` is whose it is (circulation.hold_slip), `head` what it is, `big` what one looks for.

    `lines` follow one below the other, `barcode` is printed as Code 128 with its signs below, `foot` closes it. Which
    words it may hold about a person, its room decides: a slip lies about.
    """

    kind: str
    head: str
    big: str
    lines: tuple[str, ...] = ()
    barcode: str = ""
    foot: str = ""


def to_content(slip: Slip) -> dict[str, Any]:
    """The slip as plain JSON values, cut to what fits on a slip."""
    cut = {name: value[:LONGEST_LINE] for name, value in asdict(slip).items() if isinstance(value, str)}
    return {**cut, "lines": [line[:LONGEST_LINE] for line in slip.lines[:MOST_LINES] if line]}


def from_content(content: Mapping[str, Any]) -> Slip:
    """The slip out of a job; a blanked one is empty."""
    texts = {name: str(content.get(name, "")) for name in ("kind", "head", "big", "barcode", "foot")}
    return Slip(**texts, lines=tuple(content.get("lines", ())))
