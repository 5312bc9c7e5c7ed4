"""withhold_mailed_report: as a mail goes, whoever lost the role since does not get it. A real mail server answers."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.post.actions import send_waiting
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import RoleHeld
from carrel.rooms.reports.models import MailingReader
from tests.cast import Cast
from tests.cellar.post.servers import Postbox, mail_server
from tests.rooms.reports.asking import kept
from tests.rooms.reports.mailings import goes, night
from tests.rooms.reports.month import DAY, NOON, a_month


@pytest.mark.django_db(transaction=True)
def test_looked_at_once_more_as_it_goes(cast: Cast, settings: Any) -> None:
    a_month(cast)
    goes(cast, kept(cast, is_shared=True), cast.dee, cast.lib, shape="xlsx")
    assert len(night(7)) == 2
    RoleHeld.objects.filter(account__person=cast.lib).delete()
    box = Postbox()
    with mail_server(box) as server:
        settings.CARREL_MAIL_SERVER = server
        assert send_waiting(SYSTEM, way="email", now=NOON + DAY * 8) == 1
        assert send_waiting(SYSTEM, way="email", now=NOON + DAY * 9) == 0
    (mail,) = box.mails
    assert mail["To"] == "dee@school.example"
    (file,) = mail.iter_attachments()
    assert file.get_content_type().endswith("spreadsheetml.sheet") and file.get_content()[:2] == b"PK"
    held = Mail.objects.get(address="lena@school.example")
    assert held.state == "taken_off" and held.attachment is None and held.body == ""
    assert MailingReader.objects.get(account__person=cast.lib).left_out == "reports.reader_sight"
