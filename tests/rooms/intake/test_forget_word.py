"""A word forgotten is asked about again."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.actions import WordDecision
from carrel.rooms.intake.models import VendorWord
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


def test_forgotten(intake: Intake) -> None:
    check = intake.run(iso2709(book("Holes", "", copy("A1", c="ATTIC"))), verb=actions.check_marc)
    decision = WordDecision("place", "ATTIC", "form", intake.site.pk)
    actions.decide_words(intake.dee, job_id=check.pk, decisions=[decision], now=makers.NOON)
    word = VendorWord.objects.get()
    with pytest.raises(NotAllowed):
        actions.forget_word(makers.make_actor("assistant", intake.site), word_id=word.pk, now=makers.NOON)
    actions.forget_word(intake.dee, word_id=word.pk, now=makers.NOON)
    assert not queries.proposals_of(intake.dee, check)[0].decided
