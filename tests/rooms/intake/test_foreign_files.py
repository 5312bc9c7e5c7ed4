"""Files of other libraries and vendors, whole and damaged: each is read to its end, and nothing of it goes missing."""

from pathlib import Path

import pytest

from carrel.cellar.jobs.queries import lines_of
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions
from carrel.rooms.intake.phrases import ADVICE, PHRASES
from carrel.rooms.intake.rules import OUTCOMES
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import Item
from tests.rooms.intake.conftest import Intake

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

LARGEST = 3_000_000
FORMS = {".mrc", ".xml", ".dat", ".marc", ".utf8", ".gz"}


def files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix in FORMS and path.stat().st_size < LARGEST]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["marc-bad", "marc/evergreen-files", "marc/pymarc", "marc/catmandu-marc"])
def test_every_file_is_read_to_its_end_and_each_refusal_says_why(
    intake: Intake, shared_data: Path, folder: str
) -> None:
    files = files_in(shared_data / folder)
    assert files
    for path in files:
        job = intake.run(path.read_bytes(), name=path.name, verb=actions.check_marc)
        counts = job.report["counts"]
        assert job.status == "done", path
        outcomes = sum(counts.get(name, 0) for name in OUTCOMES)
        assert outcomes == counts.get("read", 0), path
        refused = list(lines_of(job.pk, "refused"))
        assert len(refused) == counts.get("refused", 0), path
        for line in refused:
            for said in line["facts"]["said"]:
                assert (str(PHRASES[said["code"]]) % said["facts"]).strip(), path
                assert said["code"] in ADVICE
    assert not Record.objects.exists()


@pytest.mark.slow
def test_a_sample_library_comes_in_with_all_its_copies(intake: Intake, shared_data: Path) -> None:
    path = shared_data / "marc/evergreen-concerto/bibs-with-852.utf8.mrc.gz"
    job = intake.run(path.read_bytes(), name=path.name)
    counts = job.report["counts"]
    assert (counts["read"], counts.get("refused", 0)) == (339, 0)
    assert Item.objects.filter(imported_by_job=job.pk).count() == counts["items"] > 4_000
    assert Record.objects.count() == counts["new"]
    assert job.report["unknown"]["sites"]
    assert list(inventory.violations()) == []
    shelf = list(inventory.shelf_list(intake.site.pk).values_list("shelving_key", flat=True))
    assert shelf == sorted(shelf)
