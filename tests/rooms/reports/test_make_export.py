"""make_export: the job makes a file of all rows, with progress, and leaves small groups out where it is published."""

from __future__ import annotations

import csv
import io

import pytest

from carrel.cellar.files.queries import open_file
from carrel.cellar.jobs.models import Job
from carrel.cellar.tables import read_table
from carrel.rooms.reports.models import KeptReport
from carrel.rooms.reports.rules.own import MOST_SHOWN
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.asking import asked, exported, kept
from tests.rooms.reports.month import TODAY, a_month, lent


def bytes_of(made: KeptReport) -> bytes:
    assert made.file is not None
    with open_file(made.file) as stream:
        return stream.read()


def lines_of(made: KeptReport) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bytes_of(made).decode("utf-8-sig"))))


def test_all_rows_are_in_the_file(cast: Cast) -> None:
    record = makers.make_record()
    for _ in range(MOST_SHOWN + 5):
        makers.make_item(cast.middle, record=record)
    report_id = kept(cast, asked("items", columns=("title", "barcode")), name="All items")
    job, made = exported(cast, report_id)
    assert job.status == Job.Status.DONE and job.done == made.rows == MOST_SHOWN + 5
    assert len(lines_of(made)) == MOST_SHOWN + 6


def test_a_workbook(cast: Cast) -> None:
    a_month(cast)
    _job, made = exported(cast, kept(cast), shape="xlsx")
    assert made.file is not None and made.file.name.endswith(".xlsx")
    assert len(list(read_table(bytes_of(made), name="x.xlsx").rows)) == 2


def test_small_groups_stay_out_of_what_is_published(cast: Cast) -> None:
    a_month(cast)
    for n in range(15):
        lent(makers.make_item(cast.middle, f"More {n}"), cast.ben, TODAY)
    _job, made = exported(cast, kept(cast), publish=True)
    assert made.is_published
    assert lines_of(made)[1:] == [["8", "", ""], ["7", "", ""]]


@pytest.mark.parametrize("publish", [False, True])
def test_a_file_without_rows(cast: Cast, publish: bool) -> None:
    _job, made = exported(cast, kept(cast), publish=publish)
    assert made.rows == 0 and lines_of(made) == [["Grade", "Loans", "Renewals"]]
