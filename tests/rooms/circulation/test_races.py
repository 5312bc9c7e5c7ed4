"""Two desks in the same moment: one wins, and the other is told who has it."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import Cast, raise_the_curtain
from tests.makers import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def played(transactional_db: None) -> Cast:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=2)
    return raise_the_curtain()


def at_once(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Do each deed in a thread of its own, all starting together; answers or Refused, in the order given."""
    gate, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            try:
                answers[place] = deed()  # type: ignore[call-overload]  # a list of anything
            except Refused as refused:
                answers[place] = refused  # type: ignore[call-overload]  # a list of anything
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return list(answers)


def lending(cast: Cast, patron: Person, item_id: int, key: str = "") -> Callable[[], object]:
    dee = cast.actor(cast.dee)
    return lambda: check_out(dee, patron_id=patron.pk, item_id=item_id, now=NOON, key=key)


@pytest.mark.parametrize("round_", range(3))
def test_two_technicians_on_one_item(played: Cast, round_: int) -> None:
    item = makers.make_item(played.middle, "Holes")
    answers = at_once([lending(played, played.ana, item.pk), lending(played, played.ben, item.pk)])
    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == 1, answers
    winner = Loan.objects.select_related("patron").get(item=item, returned_at=None).patron
    assert winner is not None
    assert refused[0].code == "circulation.item_on_loan_elsewhere"
    assert refused[0].objections[0].facts["who"] == winner.display_name


def test_one_scan_sent_twice_at_once_is_one_loan_and_one_answer(played: Cast) -> None:
    item = makers.make_item(played.middle)
    answers = at_once([lending(played, played.ana, item.pk, "key")] * 4)
    assert not [each for each in answers if isinstance(each, Refused)]
    assert sorted(each.repeated for each in answers) == [False, True, True, True]  # type: ignore[attr-defined]  # Lent
    assert len({each.loan_id for each in answers}) == 1  # type: ignore[attr-defined]  # Lent


def test_the_last_free_loan_of_one_patron_is_given_once(played: Cast) -> None:
    items = [makers.make_item(played.middle) for _ in range(5)]
    answers = at_once([lending(played, played.ana, each.pk) for each in items])
    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == 3, answers
    assert {each.code for each in refused} == {"circulation.over_limit"}
    assert Loan.objects.filter(patron=played.ana, returned_at=None).count() == 2


def test_an_item_returned_at_two_desks_comes_back_once(played: Cast) -> None:
    item = makers.make_item(played.middle)
    makers.make_loan(item, played.ana)
    dee = played.actor(played.dee)
    answers = at_once([lambda: check_in(dee, item_id=item.pk, now=NOON)] * 3)
    assert sum(each.loan_id is not None for each in answers) == 1, answers  # type: ignore[attr-defined]  # Returned
    item.refresh_from_db()
    assert item.state == "available"


def test_many_desks_lose_nothing(played: Cast) -> None:
    makers.make_policy(site=played.middle, max_loans=500)
    items = [makers.make_item(played.middle) for _ in range(40)]
    people = [played.ana, played.ben, played.mateo, played.eli]

    def desk(place: int) -> Callable[[], object]:
        own = items[place::4]
        return lambda: [lending(played, people[place], each.pk)() for each in own]

    answers = at_once([desk(place) for place in range(4)])
    assert not [each for each in answers if isinstance(each, Refused) or each is None], answers
    assert Loan.objects.filter(returned_at=None).count() == 40
