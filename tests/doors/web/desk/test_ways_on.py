"""Where the desk sends on to from what nobody knows: the page there knows the number already."""

import re

from django.test import Client
from django.urls import reverse

from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account, Card
from tests.cast import Cast
from tests.makers import make_item_type, make_record

UNKNOWN = "21811000009998"


def signed_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=cast.dee))
    return client


def way_on(client: Client, word: str) -> str:
    """The address behind a word of the card that the desk shows for a number nobody has."""
    page = client.post(reverse("desk.scan"), {"text": UNKNOWN, "key": "k1"}, follow=True)
    found = re.search(rf'href="([^"]+)"[^>]*>\s*{word}', page.text)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_an_unknown_label_goes_with_its_title_to_its_first_copy(cast: Cast) -> None:
    client = signed_in(cast)
    make_item_type()
    address = way_on(client, "Add it to the catalogue")
    page = client.get(address)
    assert f"gets the label {UNKNOWN}" in page.text
    answer = client.post(address, {"title": "Sula", "format": "book", "key": "k2"})
    assert f"number={UNKNOWN}" in answer.url
    page = client.get(answer.url)
    assert f'value="{UNKNOWN}"' in page.text
    form = {name: field.initial for name, field in page.context["form"].fields.items() if field.initial}
    sent = form | {"number": UNKNOWN, "item_type": make_item_type().pk, "key": "k3", "condition": "good"}
    sent |= {"call_number_scheme": "ddc"}
    client.post(answer.url, sent)
    assert Item.objects.get().barcode == UNKNOWN


def test_a_title_that_is_there_already_leads_to_its_copies_with_the_label(cast: Cast) -> None:
    record = make_record("Sula", isbn="9780735220171")
    page = signed_in(cast).post(
        f"{reverse('catalogue.add_brief_record')}?barcode={UNKNOWN}",
        {"title": "Sula", "isbn": "9780735220171", "format": "book", "key": "k2"},
    )
    assert f"{reverse('items.add_item', args=[record.pk])}?number={UNKNOWN}" in page.text


def test_an_unknown_card_is_filled_in_for_a_new_person(cast: Cast) -> None:
    client = signed_in(cast)
    address = way_on(client, "Add a person")
    assert f'name="card_number" value="{UNKNOWN}"' in client.get(address).text
    form = client.get(address).context["form"]
    category = form.fields["category"].queryset.first().pk
    client.post(
        address,
        {"given_name": "New", "family_name": "Reader", "card_number": UNKNOWN, "category": category, "key": "k4"},
    )
    assert Card.objects.get(number=UNKNOWN).person.given_name == "New"
