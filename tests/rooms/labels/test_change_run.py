"""Another sheet, first label or order for an open run."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.queries import lines_of
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_sheet_start_order_and_outlines(labels: Labels) -> None:
    zeta, alpha = labels.book("Zeta", "FIC ZZZ"), labels.book("Alpha", "FIC AAA")
    run = labels.begin(zeta, alpha, kind="spine")
    actions.change_run(
        labels.dee, run_id=run.pk, printer_id=None, sheet="8511", start=(3, 1), order="shelf", outlines=True, now=NOW
    )
    run.refresh_from_db()
    assert (run.sheet, run.start, run.order, run.outlines, run.printer) == ("8511", 2, "shelf", True, None)
    assert [line.item_id for line in lines_of(run)] == [alpha.pk, zeta.pk]


def test_a_sheet_that_is_gone_is_refused(labels: Labels) -> None:
    with pytest.raises(Refused, match="no_sheet"):
        actions.change_run(labels.dee, run_id=labels.begin().pk, printer_id=None, sheet="own-9", now=NOW)
