"""The letter to the next school: numbers and departments, no title, and on record."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.clearing import next_school_document
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, outside_margins, pages_of
from tests.rooms.recovery.test_begin_clearance import begun

pytestmark = pytest.mark.django_db


def test_write_to_next_school(cast: Cast) -> None:
    row = begun(cast)
    with pytest.raises(Refused, match=r"recovery\.school_missing"):
        actions.write_to_next_school(dee(cast), clearance_id=row.pk, school=" ", now=NOON)
    actions.write_to_next_school(dee(cast), clearance_id=row.pk, school="Elm High School, Redding", now=NOON)
    row.refresh_from_db()
    pdf = pdf_of_document(next_school_document(row, NOON))
    (page,) = pages_of(pdf)
    assert "Elm High School, Redding" in page and "Ben Okoye" in page and "Devices and equipment" in page
    assert "$4.50" in page and "Holes" not in page and "Chromebook 11" not in page
    assert outside_margins(pdf, 0.75) == []
    assert AuditEntry.objects.get(code="recovery.write_to_next_school").facts == {"school": "Elm High School, Redding"}
