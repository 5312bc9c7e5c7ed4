"""export_own_record: everybody may take along what is kept of themselves."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.actions import export_own_record
from carrel.rooms.people.models import PersonView
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_is_written_down_and_is_no_look_of_another(cast: Cast) -> None:
    assert export_own_record(cast.actor(cast.ana), now=NOON) == cast.ana.pk
    assert AuditEntry.objects.get(code="people.export_own_record").about_id == cast.ana.pk
    assert not PersonView.objects.exists()


def test_an_account_of_nobody(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        export_own_record(SYSTEM, now=NOON)
    assert refused.value.code == "people.account_of_nobody"
