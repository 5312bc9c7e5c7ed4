"""Lines go out of an open run; a number that was reserved is free again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelRun, PrintedNumber
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_lines_go(labels: Labels) -> None:
    run = labels.begin(labels.book(), labels.book("Frindle"))
    line = run.lines.first()
    assert line is not None
    assert actions.remove_lines(labels.dee, run_id=run.pk, line_ids=[line.pk], now=NOW) == 1
    assert run.lines.count() == 1


def test_a_reserved_number_is_free_again(labels: Labels) -> None:
    run = LabelRun.objects.get(pk=actions.print_numbers(labels.dee, count=2, now=NOW))
    last = run.lines.last()
    assert last is not None
    actions.remove_lines(labels.dee, run_id=run.pk, line_ids=[last.pk], now=NOW)
    assert PrintedNumber.objects.count() == 1


def test_a_printed_run_stays_as_it_is(labels: Labels) -> None:
    run = labels.print(labels.book())
    with pytest.raises(Refused, match="run_printed"):
        actions.remove_lines(labels.dee, run_id=run.pk, line_ids=[1], now=NOW)
