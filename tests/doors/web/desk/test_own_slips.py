"""A student worker takes back a mis-scan of their own; what others did stays."""

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from tests.cast import ANA_CARD, Cast
from tests.doors.web.desk.conftest import Hand, hand_of
from tests.makers import make_policy


def eli_at_the_desk() -> Hand:
    make_policy()
    return hand_of("eli")


def test_a_slip_goes_with_the_word_and_with_the_button(cast: Cast, books: list[Item]) -> None:
    eli = eli_at_the_desk()
    eli.scan(ANA_CARD)
    eli.scan(books[0].barcode)
    assert "Undo: " in eli.page
    eli.scan("%undo")
    assert not Loan.objects.filter(returned_at=None).exists()
    eli.scan(books[1].barcode)
    eli.post("/desk/undo/", {"act": eli.act_ids()[-1]})
    assert not Loan.objects.filter(returned_at=None).exists()


def test_what_somebody_else_did_is_not_even_on_the_list(cast: Cast, books: list[Item]) -> None:
    eli = eli_at_the_desk()
    done = actions.check_out(cast.actor(cast.dee, now()), patron_id=cast.ana.pk, item_id=books[0].pk, now=now())
    eli.scan(ANA_CARD)
    eli.post("/desk/undo/", {"act": str(done.act_id)})
    assert Loan.objects.filter(returned_at=None).exists()
