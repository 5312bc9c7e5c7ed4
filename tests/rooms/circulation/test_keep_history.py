"""keep_history: what somebody chose to have remembered, from then on, written when the loan forgets them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import keep_history, sever_returned_loans
from carrel.rooms.circulation.models import PastLoan
from carrel.rooms.circulation.queries.past import history_of, history_since
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_only_who_chose_it_and_only_from_then_on(cast: Cast) -> None:
    ana = cast.actor(cast.ana)
    before = NOON - timedelta(days=3)

    def back(person: object, title: str, days: int, **values: object) -> None:
        makers.make_loan(
            makers.make_item(cast.middle, title), person, lent_at=NOON - timedelta(days=9),  # type: ignore[arg-type]  # a person
            returned_at=NOON - timedelta(days=days), **values,
        )  # fmt: skip

    assert keep_history(ana, now=before)
    assert not keep_history(ana, now=NOON)
    assert history_since(cast.ana.pk) == before
    back(cast.ana, "Hatchet", 4)
    back(cast.ana, "Holes", 2)
    back(cast.ana, "Wonder", 1, is_undone=True)
    back(cast.ben, "Frindle", 2)
    assert sever_returned_loans(SYSTEM, now=NOON) == 4
    assert [(each.title, each.lent_on, each.returned_on) for each in history_of(cast.ana.pk)] == [
        ("Holes", date(2026, 11, 14), date(2026, 11, 21))
    ]
    assert PastLoan.objects.count() == 1
    assert AuditEntry.objects.filter(code="circulation.keep_history").count() == 1


def test_nobody_chooses_for_another(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        keep_history(replace(cast.actor(cast.ana), permissions=frozenset()), now=NOON)
    with pytest.raises(Refused):
        keep_history(SYSTEM, now=NOON)
