"""Students with something late, their families, and what a PDF says: what tests of recovery begin with."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any

import pypdfium2

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.models import Guardianship, Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


def make_late(patron: Person, *titles: str, days: int = 1, now: datetime = NOON) -> list[Loan]:
    """Loans that were due so many days before `now`."""
    titles = titles or ("Holes",)
    due_at = now - timedelta(days=days)
    return [
        makers.make_loan(
            makers.make_item(patron.home_site, title), patron, lent_at=due_at - timedelta(days=14), due_at=due_at
        )
        for title in titles
    ]


def make_guardian(*students: Person, name: str = "Rosa Garcia", **values: Any) -> Person:
    given, _, family = name.partition(" ")
    guardian = makers.make_person(given, family, home_site=None, **values)
    for each in students:
        Guardianship.objects.create(student=each, guardian=guardian, relation="mother")
    return guardian


def dee(cast: Cast) -> Actor:
    return cast.actor(cast.dee)


def omar(cast: Cast) -> Actor:
    return cast.actor(cast.boss)


def pages_of(pdf: bytes) -> list[str]:
    """What each page says, letters of any script in their plain form."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [unicodedata.normalize("NFKC", page.get_textpage().get_text_bounded()) for page in document]


def outside_margins(pdf: bytes, inches: float) -> list[str]:
    """The signs that stand nearer to an edge of their page than this."""
    margin, found = inches * 72, []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            wide, high = page.get_size()
            for at in range(text.count_chars()):
                sign = text.get_text_range(at, 1)
                if not sign.strip():
                    continue
                left, bottom, right, top = text.get_charbox(at)
                if left < margin or bottom < margin or right > wide - margin or top > high - margin:
                    found.append(f"{sign} on page {number + 1} at {left:.0f}, {bottom:.0f}")
    return found
