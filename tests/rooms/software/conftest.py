"""What the tests of software start from: Dee, the technician, and a licence of three seats for a year."""

from collections.abc import Callable
from datetime import date

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.software import actions
from carrel.rooms.software.actions import Product, Term
from carrel.rooms.software.models import Licence
from tests import makers
from tests.cast import Cast

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)

License = Callable[..., Licence]


@pytest.fixture
def dee(cast: Cast) -> Actor:
    return cast.actor(cast.dee)


@pytest.fixture
def licence(cast: Cast, dee: Actor) -> License:
    """licence(…) enters one of three seats from August to July at the cast's school."""

    def entered(
        *, actor: Actor = dee, kind: str = "seats", site_id: int | None = cast.middle.pk, **term: object
    ) -> Licence:
        values = {"starts_on": FIRST, "expires_on": LAST, "seats": 3, "cost_minor": 29900} | term
        pk = actions.add_licence(
            actor, product=Product("Mathlab 4", kind, site_id), term=Term(**values), licence_key="AB-12",  # type: ignore[arg-type]  # handed on
            now=makers.NOON,
        )  # fmt: skip
        return Licence.objects.get(pk=pk)

    return entered
