"""What is out by its record and stands on the shelf is taken back by one key."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions
from tests.cast import Cast
from tests.makers import NOON, make_loan, make_policy
from tests.rooms.stocktake.walkers import begin, fresh, shelf, walk

pytestmark = pytest.mark.django_db


def test_a_loan_ends_and_is_open_again_when_it_is_taken_back(cast: Cast) -> None:
    dee, (book,) = cast.actor(cast.dee), shelf(cast, 1)
    make_policy()
    loan = make_loan(book, cast.ana)
    (answer,) = walk(dee, begin(dee), [book])
    returned = actions.return_seen(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert returned.loan_id == loan.pk and fresh(book).state == "available"
    with pytest.raises(Refused) as refused:
        actions.return_seen(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert refused.value.code == "stocktake.nothing_to_return"
    actions.take_back_scan(dee, seen_id=answer.seen_id or 0, now=NOON)
    loan.refresh_from_db()
    assert loan.returned_at is None and fresh(book).state == "on_loan"


def test_another_schools_goes_home(cast: Cast) -> None:
    dee, (book,) = cast.actor(cast.dee), shelf(cast, 1)
    Item.objects.filter(pk=book.pk).update(site=cast.high)
    (answer,) = walk(dee, begin(dee), [book])
    assert actions.return_seen(dee, seen_id=answer.seen_id or 0, now=NOON).belongs_to == cast.high.pk
    assert fresh(book).state == "in_transit"


def test_nothing_to_return_of_what_stands_in(cast: Cast) -> None:
    dee, (book,) = cast.actor(cast.dee), shelf(cast, 1)
    (answer,) = walk(dee, begin(dee), [book])
    with pytest.raises(Refused) as refused:
        actions.return_seen(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert refused.value.code == "stocktake.nothing_to_return"
