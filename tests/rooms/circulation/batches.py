"""Batches for the tests of their actions: a class of three, its books, and what came of their lines."""

from dataclasses import dataclass

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.actions import NewLine, do_batch_lines, start_batch
from carrel.rooms.circulation.models import BatchLine
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.rules.kept import objections_again
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person, SchoolClass
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


@dataclass
class Room:
    """A class of three with a book for each, and Dee who hands them out."""

    cast: Cast
    dee: Actor
    school_class: SchoolClass
    students: list[Person]
    books: list[Item]


def room_of(cast: Cast) -> Room:
    makers.make_policy()
    school_class = makers.make_class(cast.middle, "Math 1")
    students = [
        makers.make_person(name, "Lee", home_site=cast.middle, grade="7", local_number=f"70{place}")
        for place, name in enumerate(("Abe", "Bea", "Cy"))
    ]
    for each in students:
        makers.enrol(each, school_class)
    record = makers.make_record("Algebra")
    books = [makers.make_item(cast.middle, record=record) for _ in students]
    return Room(cast, cast.actor(cast.dee), school_class, students, books)


def listed(room: Room, *, kind: str = "list", key: str = "") -> int:
    """A list of three lines, card and number in each, waiting."""
    lines = [
        NewLine(book.barcode, who=student.local_number) for student, book in zip(room.students, room.books, strict=True)
    ]
    return start_batch(room.dee, kind=kind, lines=lines, now=NOON, key=key)


def done_list(room: Room) -> int:
    batch_id = listed(room)
    assert do_batch_lines(room.dee, batch_id=batch_id, now=NOON) == 0
    return batch_id


def outcomes(batch_id: int) -> list[str]:
    return list(BatchLine.objects.filter(batch=batch_id).order_by("number").values_list("outcome", flat=True))


def said(batch_id: int, number: int) -> list[str]:
    """The codes that stand against a line; each has its sentence."""
    kept = objections_again(BatchLine.objects.get(batch=batch_id, number=number).said)
    for each in kept:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return [each.code.removeprefix("circulation.") for each in kept]
