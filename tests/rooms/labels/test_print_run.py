"""A run is closed as printed: all its lines can be, and the first label left is remembered."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelSetting
from carrel.rooms.labels.queries import made_ready
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_the_first_label_left_is_remembered_and_used(labels: Labels) -> None:
    labels.print(*(labels.book(f"Book {number}") for number in range(4)), start=(1, 3))
    labels.printer.refresh_from_db()
    assert labels.printer.next_cells == {"5160": 6}
    assert labels.begin().start == 6


def test_a_set_takes_three_labels(labels: Labels) -> None:
    run = labels.begin(labels.book(), kind="set")
    assert actions.print_run(labels.dee, run_id=run.pk, now=NOW) == 3
    assert made_ready(run).pdf("Set").startswith(b"%PDF-")


def test_lines_that_cannot_be_printed_are_all_named(labels: Labels) -> None:
    LabelSetting.objects.create(site=labels.site, item_symbology="code39")
    run = labels.begin(labels.book(), labels.book("Frindle"), sheet="5167")
    with pytest.raises(Refused) as refused:
        actions.print_run(labels.dee, run_id=run.pk, now=NOW)
    assert [each.code for each in refused.value.objections] == ["labels.bars_too_wide"] * 2
    run.refresh_from_db()
    assert run.state == "open"


def test_a_book_without_a_number_has_a_spine_but_no_barcode(labels: Labels) -> None:
    book = labels.book(barcode="")
    for kind, stands in (("spine", False), ("barcode", True)):
        run = labels.begin(kind=kind)
        run.lines.create(item=book)
        if stands:
            with pytest.raises(Refused, match="no_number"):
                actions.print_run(labels.dee, run_id=run.pk, now=NOW)
        else:
            assert actions.print_run(labels.dee, run_id=run.pk, now=NOW) == 1


def test_an_empty_or_printed_run_is_refused(labels: Labels) -> None:
    with pytest.raises(Refused, match="run_empty"):
        actions.print_run(labels.dee, run_id=labels.begin().pk, now=NOW)
    run = labels.print(labels.book())
    with pytest.raises(Refused, match="run_printed"):
        actions.print_run(labels.dee, run_id=run.pk, now=NOW)
