"""The last scan as a card, for the pages that are scanned at beside the desk: labels, the shelves, the boxes."""

from dataclasses import dataclass

from carrel.cellar.kernel.phrases import Text

SIGNS = frozenset("+-/*.?")
"""Keys of the desk, which mean nothing in a box for scans; no number is one."""


@dataclass(frozen=True, slots=True)
class LastScan:
    """Shape, verdict, title, one sentence; `web/parts/last.html` draws it."""

    state: str
    verdict: Text
    title: str
    say: str = ""

    @property
    def sound(self) -> str:
        """The sound of it: told quietly, heard quietly."""
        return {"tell": "again"}.get(self.state, self.state)
