"""What is said of a part is changed, and changed back."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.rules import NewPart
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_change_part(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle, charger=False)
    case = queries.parts_of(kit.pk)[0]
    dee = cast.actor(cast.dee)
    actions.change_part(dee, part_id=case.part_id, new=NewPart("Sleeve", 2), now=makers.NOON)
    assert AuditEntry.objects.latest("pk").facts["was"]["part"] == "Case"
    actions.change_part(dee, part_id=case.part_id, new=NewPart("Charger", 1, None, plug.pk), now=makers.NOON)
    (part,) = queries.parts_of(kit.pk)
    assert (part.name, part.count, part.item_id) == ("Charger", 1, plug.pk)
    with pytest.raises(Refused) as refused:
        actions.change_part(dee, part_id=part.part_id, new=NewPart(""), now=makers.NOON)
    assert refused.value.code == "inventory.part_without_name"
    with pytest.raises(Refused) as refused:
        actions.change_part(dee, part_id=999_999, new=NewPart("A"), now=makers.NOON)
    assert refused.value.code == "inventory.no_such_part"
