"""A step of taking an import back asks for its own permission; what it does is held by test_take_back_import."""

import pytest

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.intake import actions
from carrel.rooms.intake.actions import Back
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, iso2709

pytestmark = pytest.mark.django_db


def test_who_may_not(intake: Intake) -> None:
    run = jobs.begin(intake.send(iso2709(book("Holes"))), now=makers.NOON)
    assert run is not None
    helper = makers.make_actor("assistant", intake.site)
    with pytest.raises(NotAllowed):
        actions.take_back_replaced(helper, run=run, import_job=run.job_id, back=Back(), now=makers.NOON)
