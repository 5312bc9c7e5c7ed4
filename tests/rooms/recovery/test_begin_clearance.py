"""Somebody leaves: one slip with everything out and owed in every department."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance
from carrel.rooms.recovery.queries.clearing import clearance_document, departments_of
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late, outside_margins, pages_of

pytestmark = pytest.mark.django_db


def begun(cast: Cast) -> Clearance:
    """Ben leaves with a book, a Chromebook and a debt."""
    device = makers.make_item_type("chromebook", family="device")
    make_late(cast.ben, "Holes")
    makers.make_loan(makers.make_item(cast.middle, "Chromebook 11", item_type=device), cast.ben)
    makers.make_charge(cast.ben, 450, "Torn cover")
    return Clearance.objects.get(pk=actions.begin_clearance(dee(cast), person_id=cast.ben.pk, now=NOON))


def test_begin_clearance(cast: Cast) -> None:
    row = begun(cast)
    assert actions.begin_clearance(dee(cast), person_id=cast.ben.pk, now=NOON) == row.pk
    found = {each.code: (each.facts.out, each.facts.owed_minor) for each in departments_of(row, NOON)}
    assert found == {"library": (1, 0), "textbooks": (0, 0), "devices": (1, 0), "media": (0, 0), "money": (0, 450)}


def test_the_slip_names_everything_and_has_a_line_for_each_department(cast: Cast) -> None:
    pdf = pdf_of_document(clearance_document(begun(cast), NOON))
    (page,) = pages_of(pdf)
    for words in ("Ben Okoye", "8A", "Holes", "Chromebook 11", "Torn cover", "$4.50", "Textbooks: signature and date"):
        assert words in page, page
    assert outside_margins(pdf, 0.75) == []


def test_of_another_school(cast: Cast) -> None:
    for person_id in (cast.fay.pk, 0):
        with pytest.raises(Refused, match=r"recovery\.person_unknown"):
            actions.begin_clearance(dee(cast), person_id=person_id, now=NOON)
    with pytest.raises(NotAllowed):
        actions.begin_clearance(cast.actor(cast.clark), person_id=cast.ben.pk, now=NOON)
