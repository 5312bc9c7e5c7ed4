"""remove_report: a report goes with its files; only who made it may."""

from __future__ import annotations

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import remove_report
from carrel.rooms.reports.models import OwnReport
from tests.cast import Cast
from tests.rooms.reports.asking import BY_GRADE, exported, kept
from tests.rooms.reports.month import NOON


def test_a_report_goes_with_its_files_and_its_question_stays_on_record(cast: Cast) -> None:
    report_id = kept(cast)
    exported(cast, report_id)
    assert remove_report(cast.actor(cast.dee), report_id=report_id, now=NOON) == "Loans by grade"
    assert not OwnReport.objects.exists() and not StoredFile.objects.exists()
    assert AuditEntry.objects.get(code="reports.remove_report").facts["spec"]["groups"] == list(BY_GRADE.groups)


def test_only_who_made_it_or_the_district(cast: Cast) -> None:
    shared, own = kept(cast, is_shared=True), kept(cast, name="Mine")
    for report_id, code in ((shared, "report_of_another"), (own, "report_unknown")):
        with pytest.raises(Refused) as refused:
            remove_report(cast.actor(cast.lib), report_id=report_id, now=NOON)
        assert refused.value.code == f"reports.{code}"
    remove_report(cast.actor(cast.boss), report_id=shared, now=NOON)
