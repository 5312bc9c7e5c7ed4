"""A check says what would come in, and changes nothing."""

import pytest

from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries, tasks
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


def test_check_says_what_the_import_then_does(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "FIRST_STEP", 2)
    monkeypatch.setattr(tasks, "LARGEST_STEP", 2)
    makers.make_record("Holes", isbn="9780440414803")
    data = iso2709(
        book("Holes", "9780440414803", copy("A1")),
        book("Hatchet", "9781416936473", copy("A2")),
        book("Twice", "", copy("A1")),
        book("Hatchet", "9781416936473", copy("A3")),
        book("", ""),
    )
    check = intake.run(data, verb=actions.check_marc)
    assert check.status == "done"
    assert (Record.objects.count(), Item.objects.count()) == (1, 0)
    expected = {"read": 5, "new": 1, "more": 2, "refused": 2, "items": 3, "without_number": 0, "told": 0}
    assert check.report["counts"] == expected
    done = intake.run(data)
    assert done.report["counts"] == expected
    assert intake.said(done) != []
    assert [number for number, _ in intake.said(done)] == [number for number, _ in intake.said(check)]


def test_the_refused_can_be_saved_as_a_file(intake: Intake) -> None:
    good, bad = book("Fine", "", copy("A1")), book("Twice", "", copy("A1"))
    cut = iso2709(book("Cut"))[:40]
    check = intake.run(iso2709(good, bad, cut), verb=actions.check_marc)
    saved = list(queries.refused_records(check))
    assert saved == [iso2709(bad), cut + b"\x1d"]
