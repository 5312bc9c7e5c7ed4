"""use_in_library: read here, left on a table, counted without a reader."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation.actions import undo, use_in_library
from carrel.rooms.circulation.models import InLibraryUse, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_each_scan_counts_one_use_and_a_repeated_key_none(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    assert use_in_library(dee, item_id=item.pk, now=NOON, key="a").uses_today == 1
    assert use_in_library(dee, item_id=item.pk, now=NOON, key="a").repeated
    assert use_in_library(dee, item_id=item.pk, now=NOON, key="b").uses_today == 2
    assert InLibraryUse.objects.count() == 2


def test_an_item_on_loan_that_lies_here_is_taken_back(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    use_in_library(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert Loan.objects.get(pk=loan.pk).returned_at == NOON


def test_it_can_be_taken_back(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    used = use_in_library(dee, item_id=item.pk, now=NOON)
    assert undo(dee, act_id=used.act_id, now=NOON).undone == "use_in_library"
    assert use_in_library(dee, item_id=item.pk, now=NOON).uses_today == 1


def test_a_student_worker_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        use_in_library(cast.actor(cast.eli), item_id=makers.make_item(cast.middle).pk, now=NOON)
