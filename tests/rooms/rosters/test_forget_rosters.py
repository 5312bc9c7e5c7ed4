"""After 30 days the file and the names are gone, the figures stay."""

from datetime import timedelta

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.models import RosterDifference, RosterImport
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student


@pytest.mark.django_db
def test_old_rosters_lose_their_names(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    assert actions.forget_rosters(SYSTEM, now=NOON + timedelta(days=29)) == 0
    assert queries.kind_counts(applied.import_id)
    assert actions.forget_rosters(SYSTEM, now=NOON + timedelta(days=31)) == 1
    run = RosterImport.objects.get()
    assert run.is_forgotten
    assert run.report["counts"]["new"] == 1
    assert not RosterDifference.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_that_a_younger_import_needs_stays(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    actions.take_in_again(SYSTEM, import_id=applied.import_id, now=NOON + timedelta(days=20))
    actions.forget_rosters(SYSTEM, now=NOON + timedelta(days=31))
    assert StoredFile.objects.count() == 1
