import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools.forms import BellScheduleForm
from carrel.rooms.schools.models import BellSchedule
from tests.makers import NOON, make_actor, make_site

pytestmark = pytest.mark.django_db


def filled(**values: object) -> BellScheduleForm:
    return BellScheduleForm(
        {"name": "Half day", "weekdays": ["2"], "is_half_day": "on", "site": make_site().pk} | values
    )


def test_a_noun_is_kept_and_on_record() -> None:
    kept = keep(SYSTEM, filled(), "schools.keep_bell_schedule", now=NOON)
    assert BellSchedule.objects.get().weekdays == "0010000"
    entry = AuditEntry.objects.get()
    assert (entry.code, entry.about_kind, entry.about_id) == ("schools.keep_bell_schedule", "bellschedule", kept.pk)


def test_a_form_with_a_mistake_is_never_kept() -> None:
    with pytest.raises(ValueError, match="in order"):
        keep(SYSTEM, filled(name=""), "schools.keep_bell_schedule", now=NOON)
    assert not BellSchedule.objects.exists()


def test_a_visitor_keeps_nothing() -> None:
    with pytest.raises(NotAllowed):
        keep(VISITOR, filled(), "schools.keep_bell_schedule", now=NOON)


def test_another_sites_noun_is_the_districts_to_keep() -> None:
    dee = make_actor("technician", make_site())
    with pytest.raises(Refused, match=r"kernel\.other_site"):
        keep(dee, filled(), "schools.keep_bell_schedule", now=NOON)
    own = BellScheduleForm({"name": "Half day", "weekdays": ["2"], "is_half_day": "on", "site": dee.site_id})
    assert keep(dee, own, "schools.keep_bell_schedule", now=NOON).pk
