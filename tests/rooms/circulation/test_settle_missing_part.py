"""A missing part is replaced or waived, with a reason."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, note_missing_part, settle_missing_part
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.rules.kits import settle_missing_part_objections
from tests import makers
from tests.cast import Cast
from tests.makers import NOON


def codes(**values: object) -> list[str]:
    facts = {"known": True, "settled": False, "how": "waived", "reason": "old"} | values
    return [each.code.removeprefix("circulation.") for each in settle_missing_part_objections(**facts)]  # type: ignore[arg-type]  # as given


def test_what_stands_against_it() -> None:
    assert codes() == []
    assert codes(known=False) == codes(how="found") == ["missing_part_unknown"]
    assert codes(settled=True) == ["missing_part_settled"]
    assert codes(reason="  ") == ["settling_needs_a_reason"]


@pytest.mark.django_db
def test_a_replaced_charger_is_lost_and_its_loan_ends(cast: Cast) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    loan_id = check_out(dee, patron_id=cast.ana.pk, item_id=kit.pk, now=NOON).loan_id
    check_in(dee, item_id=kit.pk, now=NOON)
    part_loan = Loan.objects.get(item=plug)
    missing = note_missing_part(dee, loan_id=loan_id, part_loan_id=part_loan.pk, now=NOON).missing_id
    act_id = settle_missing_part(dee, missing_id=missing, how="replaced", reason="Family bought one", now=NOON)
    assert AuditEntry.objects.get(pk=act_id).reason == "Family bought one"
    part_loan.refresh_from_db()
    plug.refresh_from_db()
    assert part_loan.returned_at == NOON and plug.state == "lost"
    with pytest.raises(Refused) as refused:
        settle_missing_part(dee, missing_id=missing, how="waived", reason="again", now=NOON)
    assert refused.value.code == "circulation.missing_part_settled"
    # A technician of another school does not even learn that there is one.
    other = makers.make_actor("technician", cast.high)
    with pytest.raises(Refused) as refused:
        settle_missing_part(other, missing_id=missing, how="waived", reason="x", now=NOON)
    assert refused.value.code == "circulation.missing_part_unknown"
