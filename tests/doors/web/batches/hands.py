"""What the tests of many at once share: somebody at a desk, books, a class, a batch begun."""

from typing import Any

from django.test import Client
from django.urls import reverse

from carrel.rooms.circulation.models import Batch, BatchLine
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account, Person, SchoolClass
from tests import makers
from tests.cast import Cast

DESK = {"HTTP_X_DESK": "1"}
"""As desk.js asks: for the parts that change alone."""


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person), backend="carrel.doors.web.account.backend.AccountBackend")
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def books(cast: Cast, count: int, title: str = "Algebra") -> list[Item]:
    record = makers.make_record(title)
    return [makers.make_item(cast.middle, record=record) for _ in range(count)]


def a_class(cast: Cast, count: int = 3) -> SchoolClass:
    school_class = makers.make_class(cast.middle, "Math 1")
    for place in range(count):
        student = makers.make_person(f"Kid{place:02d}", "Lee", home_site=cast.middle, local_number=f"70{place:02d}")
        makers.enrol(student, school_class)
    return school_class


def post(client: Client, name: str, *args: object, **fields: object) -> Any:
    return client.post(reverse(name, args=args), fields, follow=True)


def only_batch() -> Batch:
    return Batch.objects.get()


def outcomes() -> list[str]:
    return list(BatchLine.objects.order_by("batch", "number").values_list("outcome", flat=True))


def start(client: Client, cast: Cast, mode: str, *titles: int, count: int = 3) -> SchoolClass:
    school_class = a_class(cast, count)
    post(client, "batches.start_class", **{"class": school_class.pk, "title": titles, "mode": mode, "key": "c1"})
    return school_class
