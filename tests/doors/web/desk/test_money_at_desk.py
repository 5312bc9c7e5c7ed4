"""Money at the return desk: the fine on the card, forgiven by one key; amnesty; a lost thing that turns up."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.clock import now
from carrel.rooms.charges.models import DamageRow
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan, PolicyRow
from carrel.rooms.schools.models import Site
from tests.cast import BEN_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of
from tests.makers import make_item, make_loan
from tests.rooms.circulation.fining import charging, owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(cast: Cast, dee: Hand) -> Loan:
    PolicyRow.objects.all().delete()
    charging()
    return make_loan(make_item(cast.middle, price_minor=1500), cast.ben, lent_at=now() - timedelta(days=20))


def test_a_late_return_shows_the_fine_and_one_button_forgives_it(cast: Cast, dee: Hand, loan: Loan) -> None:
    page = dee.scan(loan.item.barcode)
    assert "Fine: $0.60" in page
    assert owed(cast.ben) == {"overdue": 60}
    page = dee.post("/desk/fine/", {"loan": str(loan.pk)})
    assert "Forgiven: $0.60" in page
    assert owed(cast.ben) == {}
    page = dee.post("/desk/fine/", {"loan": str(loan.pk)})
    assert "Fine: $0.60" in page
    assert owed(cast.ben) == {"overdue": 60}


def test_the_head_of_the_desk_follows_what_the_open_person_gives_back(cast: Cast, dee: Hand, loan: Loan) -> None:
    Site.objects.update(out_again="return")
    page = dee.scan(BEN_CARD)
    assert "1 late" in page and "$0.60 so far for lateness" in page
    page = dee.scan(loan.item.barcode)
    assert "Returned late" in page and "Fine: $0.60" in page
    assert "None late" in page and "so far for lateness" not in page and "Owes $0.60" in page
    assert "Owes" not in dee.post("/desk/fine/", {"loan": str(loan.pk)}), "forgiven"
    assert "Owes $0.60" in dee.post("/desk/fine/", {"loan": str(loan.pk)})
    dee.scan("%UNDO")
    assert "None late" not in dee.page and "$0.60 so far for lateness" in dee.page


def test_the_fine_of_another_card_is_not_forgiven(cast: Cast, dee: Hand, loan: Loan) -> None:
    dee.scan(loan.item.barcode)
    dee.scan(make_item(cast.middle).barcode)
    assert "gone on to another item" in dee.post("/desk/fine/", {"loan": str(loan.pk)})
    assert owed(cast.ben) == {"overdue": 60}


def test_amnesty_holds_until_it_is_over(cast: Cast, dee: Hand, loan: Loan) -> None:
    assert "Amnesty" in dee.scan("%AMNESTY")
    page = dee.scan(loan.item.barcode)
    assert "$0.60 is not charged" in page
    assert owed(cast.ben) == {}
    assert "costs what your rules say again" in dee.scan("%AMNESTY")
    again = make_loan(make_item(cast.middle), cast.ben, lent_at=now() - timedelta(days=20))
    dee.scan(again.item.barcode)
    assert owed(cast.ben) == {"overdue": 60}


def test_a_helper_takes_back_and_sees_no_figure(cast: Cast, loan: Loan) -> None:
    eli = hand_of("eli")
    page = eli.scan(loan.item.barcode)
    assert "Returned late" in page
    assert "$" not in page
    assert owed(cast.ben) == {"overdue": 60}
    assert "does not include" in eli.scan("%AMNESTY")


def test_a_lost_thing_that_is_scanned_says_what_was_settled_and_where_to_see_with_whom(
    cast: Cast, dee: Hand, loan: Loan
) -> None:
    actions.declare_lost(cast.actor(cast.dee), loan_id=loan.pk, now=now())
    page = dee.scan(loan.item.barcode)
    assert "$15.00 is owed no more" in page
    assert f"/loans/{loan.pk}/" in page
    assert "Okoye" not in page
    assert owed(cast.ben) == {"overdue": 60}


def test_from_the_desk_to_what_the_open_person_has(cast: Cast, dee: Hand, loan: Loan) -> None:
    assert "Whose loans?" in dee.scan("%LOST")
    dee.scan(BEN_CARD)
    answer = dee.client.post("/desk/scan/", {"text": "%LOST", "key": "lost-command-1"})
    assert answer["Location"] == f"/people/{cast.ben.pk}/#out"
    assert loan.patron_id == cast.ben.pk


def test_a_damage_charged_at_the_return_is_taken_back_by_undo(cast: Cast, dee: Hand, loan: Loan) -> None:
    row = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100, is_each=True)
    dee.scan(loan.item.barcode)
    assert "Torn page" in dee.scan("4")
    charged = dee.post("/desk/damage/", {"loan": str(loan.pk), "damage": str(row.pk), "count": "2"})
    assert "Charged: Torn page, $2.00." in charged
    assert owed(cast.ben) == {"damaged": 200, "overdue": 60}
    page = dee.scan("%UNDO")
    assert "The damage is charged no more." in page
    assert owed(cast.ben) == {"overdue": 60}
    dee.scan("%UNDO")
    dee.scan("%UNDO")
    assert Loan.objects.get(pk=loan.pk).returned_at is None
    assert owed(cast.ben) == {}
