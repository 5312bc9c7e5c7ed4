"""What the tests of moving start from: technicians of two schools, and a transfer between them."""

from dataclasses import dataclass

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer, TransferLine
from carrel.rooms.moving.rules.transfers import transfer_code
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


@dataclass
class Moving:
    """Dee packs at the middle school, Hana counts at the high school."""

    middle: Site
    high: Site
    dee: Actor
    hana: Actor

    def begin(self, **said: object) -> int:
        """A transfer from the middle to the high school, for good unless told otherwise."""
        return actions.begin_transfer(
            self.dee,
            from_site_id=self.middle.pk,
            to_site_id=self.high.pk,
            now=NOON,
            **said,  # type: ignore[arg-type]  # what a test says
        )

    def packed(self, *titles: str, **said: object) -> tuple[int, list[Item]]:
        """A transfer with a copy of each title in it."""
        transfer_id = self.begin(**said)
        items = [makers.make_item(self.middle, title) for title in titles]
        for item in items:
            actions.add_to_transfer(self.dee, transfer_id=transfer_id, number=item.barcode, now=NOON)
        return transfer_id, items

    def sent(self, *titles: str, **said: object) -> tuple[int, list[Item]]:
        """The same, on its way."""
        transfer_id, items = self.packed(*titles, **said)
        actions.send_transfer(self.dee, transfer_id=transfer_id, now=NOON)
        return transfer_id, items

    def count(self, transfer_id: int, item: Item | str) -> actions.Counted:
        number = item if isinstance(item, str) else item.barcode
        return actions.count_transfer(self.hana, transfer_id=transfer_id, number=number, now=NOON)

    def line(self, item: Item) -> TransferLine:
        return TransferLine.objects.filter(item=item).latest("pk")

    def state(self, transfer_id: int) -> str:
        return str(Transfer.objects.values_list("state", flat=True).get(pk=transfer_id))

    def code(self, transfer_id: int) -> str:
        return transfer_code(transfer_id)


@pytest.fixture
def moving(cast: Cast) -> Moving:
    return Moving(cast.middle, cast.high, cast.actor(cast.dee), makers.make_actor("technician", cast.high))


def codes(refused: Refused) -> set[str]:
    """What stood against it, without the room's name."""
    return {each.code.partition(".")[2] for each in refused.objections}


def item_state(item: Item) -> str:
    return str(Item.objects.values_list("state", flat=True).get(pk=item.pk))
