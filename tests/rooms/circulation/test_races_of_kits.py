"""Two desks and one kit in the same moment: it is back once, and so is each part."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import Returned, check_in, check_out
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast, raise_the_curtain
from tests.makers import NOON
from tests.rooms.circulation.test_races import at_once, lending

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def played(transactional_db: None) -> Cast:
    makers.make_policy()
    return raise_the_curtain()


@pytest.mark.parametrize("alone", [False, True])
def test_two_desks_return_the_same_kit(played: Cast, alone: bool) -> None:
    kit, plug = makers.make_kit(played.middle)
    dee = played.actor(played.dee)
    check_out(dee, patron_id=played.ana.pk, item_id=kit.pk, now=NOON)
    second = plug.pk if alone else kit.pk
    answers = at_once(
        [lambda: check_in(dee, item_id=kit.pk, now=NOON), lambda: check_in(dee, item_id=second, now=NOON)]
    )
    assert all(isinstance(each, Returned) for each in answers), answers
    assert not Loan.objects.filter(returned_at=None).exists()
    assert set(Item.objects.filter(pk__in=[kit.pk, plug.pk]).values_list("state", flat=True)) == {"available"}
    assert LoanChange.objects.filter(kind="check_in").count() == 2


def test_two_desks_lend_a_kit_and_its_part(played: Cast) -> None:
    kit, plug = makers.make_kit(played.middle)
    answers = at_once([lending(played, played.ana, kit.pk), lending(played, played.ben, plug.pk)])
    # The kit goes out in any case; the charger goes to one of the two.
    assert Loan.objects.filter(item=kit, returned_at=None).count() == 1, answers
    assert Loan.objects.filter(item=plug, returned_at=None).count() == 1, answers
    assert not isinstance(answers[0], Refused)
