"""A file that was checked is imported by one press, once."""

import io

import pytest

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


def test_import_checked_once(intake: Intake) -> None:
    data = iso2709(book("Holes", "", copy("A1")))
    check = intake.run(data, verb=actions.check_marc)
    job_id = actions.import_checked(intake.dee, job_id=check.pk, now=makers.NOON)
    assert actions.import_checked(intake.dee, job_id=check.pk, now=makers.NOON) == job_id
    job = run_now(job_id)
    assert (job.status, job.report["counts"]["new"]) == ("done", 1)
    assert Item.objects.get().barcode == "A1"


def test_not_before_it_is_read_and_not_by_others(intake: Intake) -> None:
    job_id = actions.check_marc(
        intake.dee,
        stream=io.BytesIO(iso2709(book("Holes"))),
        name="a.mrc",
        site_id=intake.site.pk,
        item_type_id=intake.book.pk,
        now=makers.NOON,
    )
    with pytest.raises(Refused) as refused:
        actions.import_checked(intake.dee, job_id=job_id, now=makers.NOON)
    assert refused.value.code == "intake.check_first_over"
    fay = makers.make_actor("technician", makers.make_site())
    with pytest.raises(Refused) as refused:
        actions.import_checked(fay, job_id=job_id, now=makers.NOON)
    assert refused.value.code == "intake.no_such_import"
