"""One step of an import stands or falls as a whole."""

import pytest

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import Superseded
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.marc import MarcRecord
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.actions import Progress
from carrel.rooms.intake.rules import Defaults, Profile, Ready, Settings, ready
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


def ready_for(intake: Intake, *records: MarcRecord) -> list[Ready]:
    settings = Settings(queries.known_words(), Defaults(intake.site.pk, intake.book.pk), Profile())
    return [ready(number, None, record, settings) for number, record in enumerate(records, start=1)]


def test_a_step_of_a_stopped_run_leaves_nothing(intake: Intake) -> None:
    record = book("Holes", "", copy("A1"))
    run = jobs.begin(intake.send(iso2709(record)), now=makers.NOON)
    assert run is not None
    jobs.stop(intake.dee, job_id=run.job_id, now=makers.NOON)
    with pytest.raises(Superseded):
        actions.import_batch(
            run.actor, run=run, batch=ready_for(intake, record), progress=Progress(is_check=False), now=makers.NOON
        )
    assert (Record.objects.count(), Item.objects.count()) == (0, 0)


def test_who_may(intake: Intake) -> None:
    run = jobs.begin(intake.send(iso2709(book("Holes"))), now=makers.NOON)
    assert run is not None
    with pytest.raises(NotAllowed):
        actions.import_batch(
            makers.make_actor("student", intake.site),
            run=run,
            batch=ready_for(intake, book("Holes")),
            progress=Progress(is_check=False),
            now=makers.NOON,
        )
