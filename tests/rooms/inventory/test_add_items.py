"""Many items come in at once, all or none."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.planning import takes_a_stream
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.actions import NewItem
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import ItemFacts
from tests import makers

pytestmark = pytest.mark.django_db


def rows(*numbers: tuple[str, ...]) -> list[NewItem]:
    site, record, kind = makers.make_site(), makers.make_record(), makers.make_item_type()
    given = ItemFacts(item_type_id=kind.pk, call_number="599.77 GIB")
    return [NewItem(record.pk, site.pk, given, each) for each in numbers]


def test_all_in_the_order_given_with_all_their_numbers() -> None:
    made = actions.add_items(SYSTEM, rows=rows(("A1", "OLD1"), (), ("A3",)), now=makers.NOON, job_id=5)
    assert [Item.objects.get(pk=pk).barcode for pk in made] == ["A1", "", "A3"]
    assert {number.number: number.kind for number in ItemNumber.objects.all()} == {
        "A1": "barcode",
        "OLD1": "old",
        "A3": "barcode",
    }
    assert Item.objects.filter(imported_by_job=5).count() == 3


def test_none_when_one_number_is_taken_or_comes_twice() -> None:
    makers.make_item(title="Ghost", barcode="A2")
    with pytest.raises(Refused) as refused:
        actions.add_items(SYSTEM, rows=rows(("A1",), ("A2",), ("A3",), ("A3",)), now=makers.NOON)
    assert [(each.facts["number"], each.facts["title"]) for each in refused.value.objections] == [
        ("A2", "Ghost"),
        ("A3", ""),
    ]
    assert Item.objects.count() == 1


@pytest.mark.parametrize("count", [1, 25, 100])
def test_the_statements_do_not_grow_with_the_items(count: int, django_assert_max_num_queries: object) -> None:
    new = rows(*[(f"A{place}",) for place in range(count)])
    # Where rows are sent as a stream, their numbers are asked for before.
    with django_assert_max_num_queries(11 if takes_a_stream() else 10):  # type: ignore[operator]  # a fixture of pytest-django
        actions.add_items(SYSTEM, rows=new, now=makers.NOON)
