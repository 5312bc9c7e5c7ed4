"""Who was printed a card is kept for thirty days; runs of things stay."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cli.timetable import DAILY, forget_cards
from carrel.rooms.labels import actions, rules
from carrel.rooms.labels.models import CardLine, LabelRun
from tests import makers
from tests.cast import ANA_CARD, Cast

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=1)


def test_thirty_days_after_printing(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    item = makers.make_item(cast.middle, "Holes")
    spines = actions.start_run(dee, kind=rules.SPINE_LABEL, now=makers.NOON)
    actions.scan_into_run(dee, run_id=spines, text=item.barcode, now=makers.NOON)
    printed = actions.start_run(dee, kind=rules.PATRON_CARD, now=makers.NOON)
    actions.scan_into_run(dee, run_id=printed, text=ANA_CARD, now=makers.NOON)
    later = makers.NOON + 20 * DAYS
    actions.print_run(dee, run_id=printed, now=later)
    left = actions.start_run(dee, kind=rules.PATRON_CARD, now=makers.NOON)
    actions.scan_into_run(dee, run_id=left, text=ANA_CARD, now=makers.NOON)
    assert actions.forget_card_runs(SYSTEM, now=makers.NOON + 30 * DAYS) == 0
    assert actions.forget_card_runs(SYSTEM, now=makers.NOON + 31 * DAYS) == 1
    assert set(LabelRun.objects.values_list("pk", flat=True)) == {spines, printed}
    assert CardLine.objects.count() == 1
    forget_cards(now=later + 31 * DAYS)
    assert set(LabelRun.objects.values_list("pk", flat=True)) == {spines}
    assert not CardLine.objects.exists()
    assert forget_cards in DAILY


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.forget_card_runs(cast.actor(cast.eli), now=makers.NOON)
