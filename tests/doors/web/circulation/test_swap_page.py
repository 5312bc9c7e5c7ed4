"""The loan's page swaps a copy for the one the reader really has."""

import pytest
from django.test import Client

from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_swapped_refused_and_mistyped(cast: Cast) -> None:
    first = makers.make_item(cast.middle, "Algebra 1")
    second = makers.make_item(cast.middle, record=first.record)
    other = makers.make_item(cast.middle, "Biology")
    loans = [
        makers.make_loan(item, person) for item, person in ((first, cast.ana), (second, cast.ben), (other, cast.ben))
    ]
    Item.objects.update(state="on_loan")
    dee = Client()
    dee.force_login(Account.objects.get(person=cast.dee))
    path = f"/loans/{loans[0].pk}/swap/"
    assert "They have another copy of it" in dee.get(f"/loans/{loans[0].pk}/").text
    assert "No item on loan has this number." in dee.post(path, {"number": "nothing"}).text
    assert "are not copies of one title" in dee.post(path, {"number": other.barcode}).text
    assert dee.post(path, {}).status_code == 422
    answer = dee.post(path, {"number": second.barcode}, follow=True)
    assert "Swapped. Each reader has the copy" in answer.text
    assert "Swapped with another copy" in answer.text
    assert Loan.objects.get(pk=loans[1].pk).item_id == first.pk
