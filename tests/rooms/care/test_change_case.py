"""change_case: a cost and an invoice come late; the audit holds what was said before."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_changed_after_the_end(cast: Cast) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = shelf.repair(cast, item)
    actions.end_case(dee, case_id=made, outcome="repaired", now=NOON)
    words = actions.CaseWords(what="Screen broken", vendor_id=shelf.vendor().pk, cost_minor=9900)
    actions.change_case(dee, case_id=made, words=words, now=NOON)
    assert shelf.case(made).cost_minor == 9900
    assert AuditEntry.objects.get(code="care.change_case").facts["before"]["cost_minor"] == 8900


def test_refused(cast: Cast) -> None:
    made = shelf.repair(cast, shelf.item(cast))
    with pytest.raises(Refused) as refused:
        actions.change_case(cast.actor(cast.dee), case_id=made, words=actions.CaseWords(), now=NOON)
    assert {each.code for each in refused.value.objections} == {"care.what_missing", "care.no_vendor"}
    with pytest.raises(Refused, match="no_such_case"):
        actions.change_case(cast.actor(cast.dee), case_id=10**9, words=shelf.LOOSE, now=NOON)
