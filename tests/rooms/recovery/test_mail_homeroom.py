"""A teacher gets the list of the homeroom: counts, no titles, once a day."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.post.models import Mail
from carrel.rooms.recovery import actions
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_mail_homeroom(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"recovery\.nothing_late_there"):
        actions.mail_homeroom(dee(cast), homeroom_id=cast.seven_b.pk, now=NOON)
    make_late(cast.ana, "Are You There God?", "Holes")
    make_late(cast.ben)
    makers.make_charge(cast.ana, 450)
    with pytest.raises(Refused, match=r"recovery\.no_teacher_address"):
        actions.mail_homeroom(dee(cast), homeroom_id=cast.seven_b.pk, now=NOON)
    type(cast.clark).objects.filter(pk=cast.clark.pk).update(email="clark@alder.example")
    for _ in range(2):
        assert actions.mail_homeroom(dee(cast), homeroom_id=cast.seven_b.pk, now=NOON) == 1
    mail = Mail.objects.get()
    assert mail.address == "clark@alder.example" and "Garcia, Ana: 2, $4.50" in mail.body
    assert "God" not in mail.body + mail.subject and "Okoye" not in mail.body and not mail.is_private
    actions.mail_homeroom(dee(cast), homeroom_id=cast.seven_b.pk, now=NOON + timedelta(days=1))
    assert Mail.objects.count() == 2
    with pytest.raises(Refused, match=r"recovery\.class_unknown"):
        actions.mail_homeroom(dee(cast), homeroom_id=makers.make_class(cast.high).pk, now=NOON)
