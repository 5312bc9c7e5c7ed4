"""Departments sign; the last signature ends the clearance."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance, SignOff
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee
from tests.rooms.recovery.test_begin_clearance import begun

pytestmark = pytest.mark.django_db


def test_sign_off(cast: Cast) -> None:
    row = begun(cast)

    def sign(department: str, **more: object) -> int:
        return actions.sign_off(
            dee(cast),
            clearance_id=row.pk,
            department=department,
            name="Dee Novak",
            now=NOON,
            **more,  # type: ignore[arg-type]  # facts of a test
        )

    for department in ("textbooks", "media"):
        sign(department)
    with pytest.raises(Refused, match=r"recovery\.signed_already"):
        sign("media")
    with pytest.raises(Refused, match=r"recovery\.not_clear") as asked:
        sign("library")
    assert asked.value.can_be_passed
    with pytest.raises(Refused, match=r"kernel\.reason_missing"):
        sign("library", overrides=["recovery.not_clear"])
    for department in ("library", "devices", "money"):
        sign(department, overrides=["recovery.not_clear"], reason="Comes by post")
    assert Clearance.objects.get().ended_at == NOON
    assert SignOff.objects.get(department="money").owed_minor == 450
    with pytest.raises(Refused, match=r"recovery\.clearance_over"):
        sign("media")
    with pytest.raises(Refused, match=r"recovery\.clearance_unknown"):
        actions.sign_off(dee(cast), clearance_id=0, department="media", name="Dee", now=NOON)


def test_somebody_signs(cast: Cast) -> None:
    row = begun(cast)
    with pytest.raises(Refused, match=r"recovery\.name_missing"):
        actions.sign_off(dee(cast), clearance_id=row.pk, department="media", name=" ", now=NOON)
    with pytest.raises(Refused, match=r"recovery\.clearance_unknown"):
        actions.sign_off(dee(cast), clearance_id=row.pk, department="kitchen", name="Dee", now=NOON)
