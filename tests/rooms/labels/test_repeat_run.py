"""A run is printed once more, where the sheet is free."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelRun
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_the_same_lines_begin_behind_the_last_label(labels: Labels) -> None:
    run = labels.print(labels.book(), labels.book("Frindle"))
    again = LabelRun.objects.get(pk=actions.repeat_run(labels.dee, run_id=run.pk, now=NOW))
    assert again.state == "open"
    assert again.start == 2
    assert list(again.lines.values_list("item_id")) == list(run.lines.values_list("item_id"))


def test_new_numbers_are_not_repeated(labels: Labels) -> None:
    with pytest.raises(Refused, match="wrong_kind"):
        actions.repeat_run(labels.dee, run_id=actions.print_numbers(labels.dee, count=1, now=NOW), now=NOW)
