"""The demo's titles: plain facts read from the tables in data/titles."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "titles"
SECTIONS = ("picture", "early", "middle", "ya", "graphic", "nonfiction", "biography", "spanish")
ILLUSTRATOR = " (illustrator)"
LIVES = {"Autobiography", "Biography"}


@dataclass(frozen=True, slots=True)
class Title:
    """One book as the tables have it; ``levels`` are letters of E, M, H; ``year`` may be empty."""

    section: str
    title: str
    authors: tuple[str, ...]
    illustrators: tuple[str, ...]
    year: str
    publisher: str
    shelf: str
    levels: str
    series: str
    subjects: tuple[str, ...]
    summary: str

    @property
    def is_spanish(self) -> bool:
        """Whether the book is in Spanish and stands on the Spanish shelves."""
        return self.section == "spanish"

    @property
    def is_fiction(self) -> bool:
        """Whether it is a story: by its class, and no graphic memoir."""
        return self.shelf in ("E", "ER", "FIC", "GN") and not LIVES.intersection(self.subjects)


@cache
def titles() -> tuple[Title, ...]:
    """All titles in the order of the tables."""
    return tuple(title for section in SECTIONS for title in _read(section))


def _read(section: str) -> Iterator[Title]:
    with (FOLDER / f"{section}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = _parts(row["author"])
            yield Title(
                section=section,
                title=row["title"],
                authors=tuple(name for name in names if not name.endswith(ILLUSTRATOR)),
                illustrators=tuple(name.removesuffix(ILLUSTRATOR) for name in names if name.endswith(ILLUSTRATOR)),
                year=row["year"],
                publisher=row["publisher"],
                shelf=row["class"],
                levels=row["levels"],
                series=row["series"],
                subjects=_parts(row["subjects"]),
                summary=row["summary"],
            )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
