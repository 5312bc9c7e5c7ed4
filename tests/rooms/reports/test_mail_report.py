"""mail_report: a report goes to people of staff who may see it, once a day, without small groups."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Account, RoleHeld
from carrel.rooms.reports.actions import end_mailing, mail_report, remove_report
from carrel.rooms.reports.models import KeptReport, Mailing, MailingReader, OwnReport
from carrel.rooms.schools.models import CalendarDay, Site
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.asking import asked, kept
from tests.rooms.reports.mailings import LINK, goes, night, reachable
from tests.rooms.reports.month import DAY, NOON, TODAY, a_month, lent


def test_it_goes_on_its_day_once_to_everybody_named(cast: Cast) -> None:
    a_month(cast)
    goes(cast, kept(cast, is_shared=True), cast.dee, cast.lib)
    assert night(1) == []
    mails = night(7)
    assert [each.address for each in mails] == ["dee@school.example", "lena@school.example"]
    assert night(7) == mails and night(8) == mails
    assert len(night(14)) == 4
    body = mails[0].body
    assert "Loans by grade" in mails[0].subject and LINK in body and "Dee Novak" in body
    assert mails[0].site_id == cast.middle.pk


def test_the_file_leaves_small_groups_out(cast: Cast) -> None:
    a_month(cast)
    for n in range(15):
        lent(makers.make_item(cast.middle, f"More {n}"), cast.ana, TODAY)
    for n in range(12):
        lent(makers.make_item(cast.middle, f"Others {n}"), cast.ben, TODAY)
    for n in range(3):
        lent(makers.make_item(cast.middle, f"Few {n}"), cast.clark, TODAY)
    goes(cast, kept(cast), cast.dee)
    (mail,) = night(7)
    assert mail.attachment_name.endswith(".csv") and mail.attachment is not None
    lines = list(csv.reader(io.StringIO(bytes(mail.attachment).decode("utf-8-sig"))))
    told = {line[0]: line[1] for line in lines[1:]}
    assert "3" not in told.values() and all(int(each) >= 10 for each in told.values() if each)
    assert KeptReport.objects.get().is_published


def test_a_link_alone_brings_no_file(cast: Cast) -> None:
    record = makers.make_record()
    makers.make_item(cast.middle, record=record)
    goes(cast, kept(cast, asked("items", columns=("title",)), name="All"), cast.dee, shape="")
    (mail,) = night(7)
    assert mail.attachment is None and LINK in mail.body
    assert not KeptReport.objects.get().is_published


def test_every_open_day_of_the_calendar(cast: Cast) -> None:
    a_month(cast)
    CalendarDay.objects.create(site=cast.middle, day=TODAY + DAY, kind="closed", note="Thanksgiving")
    Site.objects.filter(pk=cast.middle.pk).update(calendar_token="new")
    goes(cast, kept(cast), cast.dee, every="day")
    assert night(1) == []
    assert len(night(2)) == 1
    assert OwnReport.objects.get().next_on == TODAY + DAY * 3


def test_whoever_may_not_see_it_any_more_gets_none(cast: Cast) -> None:
    a_month(cast)
    goes(cast, kept(cast, is_shared=True), cast.dee, cast.lib)
    RoleHeld.objects.filter(account__person=cast.lib).delete()
    assert [each.address for each in night(7)] == ["dee@school.example"]
    assert [each.left_out for each in MailingReader.objects.order_by("pk")] == ["", "reports.reader_sight"]


@pytest.mark.parametrize(("code", "gets_it"), [("post.refused", False), ("post.too_old", True)])
def test_an_address_that_came_back_is_left_alone(cast: Cast, code: str, gets_it: bool) -> None:
    a_month(cast)
    goes(cast, kept(cast), cast.dee)
    Mail.objects.create(
        key="old", kind="x", address="dee@school.example", state="bounced", fault={"code": code, "facts": {}},
        made_at=NOON,
    )  # fmt: skip
    assert (len(night(7)) == 2) is gets_it
    assert MailingReader.objects.get().left_out == ("" if gets_it else "reports.reader_back")


def test_an_address_taken_off_since(cast: Cast) -> None:
    a_month(cast)
    goes(cast, kept(cast), cast.dee)
    Account.objects.update(email="")
    assert night(7) == [] and MailingReader.objects.get().left_out == "reports.reader_address"


def test_changed_and_set_up_anew_it_goes_once_a_day_all_the_same(cast: Cast) -> None:
    a_month(cast)
    report_id = kept(cast, is_shared=True)
    goes(cast, report_id, cast.dee)
    assert len(night(7)) == 1
    end_mailing(cast.actor(cast.dee), report_id=report_id, now=NOON)
    goes(cast, report_id, cast.dee, cast.lib)
    OwnReport.objects.update(next_on=TODAY)
    assert [each.address for each in night(7)] == ["dee@school.example", "lena@school.example"]
    goes(cast, report_id, cast.lib)
    assert [each.account.username for each in MailingReader.objects.all()] == ["lena"]


def test_gone_with_its_report(cast: Cast) -> None:
    report_id = kept(cast)
    goes(cast, report_id, cast.dee)
    remove_report(cast.actor(cast.dee), report_id=report_id, now=NOON)
    assert not Mailing.objects.exists()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"every": ""}, "reports.no_rhythm"),
    ({"shape": "", "link": ""}, "reports.nothing_to_mail"),
    ({"account_ids": []}, "reports.nobody_to_mail"),
]


@pytest.mark.parametrize(("wrong", "code"), WRONG)
def test_what_is_wrong_is_said(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {
        "report_id": kept(cast), "account_ids": reachable(cast.dee), "every": "day", "shape": "xlsx", "link": "",
        "now": NOON,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        mail_report(cast.actor(cast.dee), **(given | wrong))
    assert refused.value.code == code and not Mailing.objects.exists()


def test_single_rows_do_not_leave_as_a_file(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        goes(cast, kept(cast, asked("items")), cast.dee, shape="xlsx")
    assert refused.value.code == "reports.rows_not_mailed"


def test_only_to_those_who_may_see_it_and_can_be_reached(cast: Cast) -> None:
    private, dee = kept(cast), cast.actor(cast.dee)
    for person, is_shared_id in ((cast.lib, private), (cast.clark, kept(cast, name="Shared", is_shared=True))):
        with pytest.raises(Refused) as refused:
            goes(cast, is_shared_id, person)
        assert refused.value.code == "reports.readers_may_not"
        assert person.display_name in str(refused.value.objections[0].facts["names"])
    Account.objects.update(email="")
    own = Account.objects.get(person=cast.dee).pk
    with pytest.raises(Refused) as refused:
        mail_report(dee, report_id=private, account_ids=[own], every="day", shape="", link=LINK, now=NOON)
    assert refused.value.code == "reports.readers_unreachable"


def test_at_most_fifty(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    many = []
    for n in range(51):
        account = makers.make_account(f"tech{n}", makers.make_person("T", str(n)), email=f"t{n}@school.example")
        makers.give_role(account, "technician", cast.middle)
        many.append(account.pk)
    with pytest.raises(Refused) as refused:
        mail_report(
            cast.actor(cast.dee), report_id=report_id, account_ids=many, every="day", shape="", link=LINK, now=NOON
        )
    assert refused.value.code == "reports.many_to_mail"


def test_not_anothers_and_not_by_a_teacher(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    for person, wrong in ((cast.lib, Refused), (cast.clark, NotAllowed)):
        with pytest.raises(wrong):
            mail_report(
                cast.actor(person), report_id=report_id, account_ids=reachable(cast.dee), every="day", shape="csv",
                link="", now=NOON,
            )  # fmt: skip
