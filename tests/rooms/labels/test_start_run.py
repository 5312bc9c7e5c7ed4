"""A run begins on the printer's sheet, at the first label that is left, or where one says."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelRun
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_a_run_begins_on_what_lies_in_the_printer(labels: Labels) -> None:
    run = labels.begin()
    assert (run.sheet, run.start, run.state, run.site_id) == ("5160", 0, "open", labels.site.pk)


def test_a_run_begins_at_any_label(labels: Labels) -> None:
    assert labels.begin(sheet="5167", start=(4, 2)).start == 13


def test_without_a_printer_nothing_is_moved(labels: Labels) -> None:
    run = LabelRun.objects.get(pk=actions.start_run(labels.dee, kind="spine", now=NOW))
    assert run.printer is None
    assert run.sheet == "5160"


@pytest.mark.parametrize(
    ("more", "code"), [({"start": (11, 1)}, "labels.no_cell"), ({"sheet": "own-7"}, "labels.no_sheet")]
)
def test_a_label_or_sheet_that_is_not_there_is_refused(labels: Labels, more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        labels.begin(**more)  # type: ignore[arg-type]  # handed on by name
    assert refused.value.code == code


def test_a_student_prints_nothing(labels: Labels) -> None:
    with pytest.raises(NotAllowed):
        actions.start_run(makers.make_actor("student", labels.site), kind="spine", now=NOW)
