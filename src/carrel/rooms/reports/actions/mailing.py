"""mail_report, pause_mailing, resume_mailing, end_mailing, and what the worker does: reports go to people by mail."""

from collections.abc import Collection
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import actions as post
from carrel.cellar.post import queries as post_queries
from carrel.cellar.post.envelope import NewMail
from carrel.rooms.people.models import Account
from carrel.rooms.reports.actions.owning import owned_report
from carrel.rooms.reports.models import Mailing, MailingReader, OwnReport
from carrel.rooms.reports.queries import mailing as mailed
from carrel.rooms.reports.rules.mailing import SIGHT, mail_report_objections
from carrel.rooms.reports.rules.own import next_day
from carrel.rooms.schools.queries import today_at

SAVE = "reports.save_report"
KIND = "reports.mail_report"


def mail_report(
    actor: Actor, *, report_id: int, account_ids: Collection[int], every: str, shape: str, link: str, now: datetime
) -> None:
    """Let a report go by mail to these people of staff, in a rhythm, as a file (csv, xlsx), as a link, or both.

    What goes out as a file holds no group below ten. Raises NotAllowed and Refused: reports.report_unknown,
    reports.report_of_another, reports.no_rhythm, reports.nothing_to_mail, reports.rows_not_mailed,
    reports.nobody_to_mail, reports.many_to_mail, reports.readers_may_not, reports.readers_unreachable.
    Inverse: end_mailing.
    """
    require(actor, SAVE)
    with writing():
        report = owned_report(actor, report_id)
        chosen = list(Account.objects.filter(pk__in=account_ids).select_related("person").order_by("pk"))
        unseeing = [each for each in chosen if not mailed.may_see(each, report, now)]
        objections = mail_report_objections(
            every=every, shape=shape, has_link=bool(link), is_counted=mailed.may_be_attached(report),
            readers=len(chosen), unseeing=[each.name for each in unseeing],
            unreachable=[each.name for each in chosen if each not in unseeing and not mailed.address_of(each)],
        )  # fmt: skip
        if objections:
            raise Refused(*objections)
        values = {"shape": shape, "link": link, "is_paused": False}
        row, _made = Mailing.objects.update_or_create(report=report, defaults=values)
        row.readers.exclude(account__in=chosen).delete()
        known = set(row.readers.values_list("account_id", flat=True))
        MailingReader.objects.bulk_create(
            MailingReader(mailing=row, account=each) for each in chosen if each.pk not in known
        )
        if report.every != every:
            report.every, report.next_on = every, next_day(every, today_at(report.site_id, now))
            report.save(update_fields=["every", "next_on"])
        facts = {"every": every, "shape": shape, "link": bool(link), "accounts": [each.pk for each in chosen]}
        record_act(actor, KIND, about=("report", report.pk), at=now, facts=facts, site_id=report.site_id)


def pause_mailing(actor: Actor, *, report_id: int, now: datetime) -> None:
    """Let no mail of a report go until somebody lets it; what waits in the outbox is taken off. The file is made.

    Raises NotAllowed and Refused: reports.report_unknown, reports.report_of_another, reports.not_mailed.
    Inverse: resume_mailing.
    """
    require(actor, SAVE)
    _set_paused(actor, report_id, True, now)


def resume_mailing(actor: Actor, *, report_id: int, now: datetime) -> None:
    """Let a report go by mail again, from its next day on.

    Raises NotAllowed and Refused: reports.report_unknown, reports.report_of_another, reports.not_mailed.
    Inverse: pause_mailing.
    """
    require(actor, SAVE)
    _set_paused(actor, report_id, False, now)


def _set_paused(actor: Actor, report_id: int, is_paused: bool, now: datetime) -> None:
    with writing():
        report, row = _mailed(actor, report_id)
        row.is_paused = is_paused
        row.save(update_fields=["is_paused"])
        if is_paused:
            _take_off(row, now)
        code = "reports.pause_mailing" if is_paused else "reports.resume_mailing"
        record_act(actor, code, about=("report", report.pk), at=now, site_id=report.site_id)


def end_mailing(actor: Actor, *, report_id: int, now: datetime) -> None:
    """Let a report go by mail no more; its files are made as before.

    Raises NotAllowed and Refused: reports.report_unknown, reports.report_of_another, reports.not_mailed.
    Inverse: mail_report, with the people the audit entry names.
    """
    require(actor, SAVE)
    with writing():
        report, row = _mailed(actor, report_id)
        facts = {
            "shape": row.shape,
            "link": bool(row.link),
            "accounts": [each.account_id for each in row.readers.all()],
        }
        _take_off(row, now)
        row.delete()
        record_act(
            actor, "reports.end_mailing", about=("report", report.pk), at=now, facts=facts, site_id=report.site_id
        )


def _mailed(actor: Actor, report_id: int) -> tuple[OwnReport, Mailing]:
    report = owned_report(actor, report_id)
    row = mailed.mailing_of(report)
    if row is None:
        raise Refused(Objection("reports.not_mailed", Weight.REFUSE))
    return report, row


def _take_off(row: Mailing, now: datetime) -> None:
    for reader in row.readers.all():
        post.take_off_about(about=(mailed.ABOUT, reader.pk), now=now)


def mail_out(row: Mailing, *, day: str, data: bytes, ending: str, rows: int, now: datetime) -> int:
    """Put the mails of a day into the outbox, for those who may see the report now; returns how many.

    Called by make_export within its transaction, and once a day and reader. Inverse: pause_mailing, until they went.
    """
    report = row.report
    readers = mailed.readers_of(row)
    back = post_queries.came_back(mailed.address_of(each.account) for each in readers)
    mails = []
    for each in readers:
        each.left_out = mailed.left_out_because(each.account, report, now, back=back)
        each.save(update_fields=["left_out"])
        if each.left_out:
            continue
        language = each.account.language
        subject, body = mailed.mail_text(report, row, rows, language)
        mails.append(
            NewMail(
                key=f"report-{report.pk}-{each.account_id}-{day}", kind=KIND, address=mailed.address_of(each.account),
                subject=subject, body=body, language=language, site_id=report.site_id, about=(mailed.ABOUT, each.pk),
                attachment=data if row.shape else None, attachment_name=f"{report.pk}-{day}.{ending}",
            )
        )  # fmt: skip
    if mails:
        post.enqueue(mails=mails, now=now)
        row.sent_at = now
        row.save(update_fields=["sent_at"])
    return len(mails)


def withhold_mailed_report(news: post.MailGoes) -> None:
    """Look once more, as a report's mail goes: whoever lost the role, or is paused, does not get it.

    No inverse: the next one is made on its day.
    """
    if news.kind != KIND:
        return
    reader = MailingReader.objects.filter(pk=news.about[1]).select_related("account__person", "mailing__report").first()
    if reader is None or reader.mailing.is_paused:
        post.withhold(mail_id=news.mail_id, now=news.at)
        return
    if not mailed.may_see(reader.account, reader.mailing.report, news.at):
        post.withhold(mail_id=news.mail_id, now=news.at)
        MailingReader.objects.filter(pk=reader.pk).update(left_out=SIGHT)
