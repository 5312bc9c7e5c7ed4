"""The verbs of post: enqueue, send what waits, try again, take off, forget. Rooms ask for permission before they
enqueue; what staff do with the outbox is asked for here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import queries, rules, sending
from carrel.cellar.post.envelope import NewMail
from carrel.cellar.post.models import Mail, Way
from carrel.cellar.post.queries import due_mails, is_set_up, way_row
from carrel.cellar.post.sending import LATER, REFUSED, SENT, Outcome, SmtpLine

TASK = "carrel.cellar.post.tasks.send_what_waits"
MANAGE = "post.manage"
AT_ONCE = 200
RUN_FOR_S = 25.0
"""A run ends after this long and calls itself again: imports and labels wait behind post no longer than that."""


@dataclass(frozen=True, slots=True)
class MailGoes:
    """A mail has been claimed and goes next. Whoever made it looks once more, and may `withhold` it."""

    mail_id: int
    kind: str
    about: tuple[str, int]
    address: str
    at: datetime


def enqueue(*, mails: Sequence[NewMail], now: datetime) -> list[int]:
    """Put mails into the outbox, in the transaction of what they are about; the worker sends them right after.

    Returns their numbers in order. The same key twice is one mail: the first stays as it is. An address that cannot be
    one comes back at once. The room that calls has asked for permission. Inverse: take_off, until it went.
    """
    with writing():
        known = dict(Mail.objects.filter(key__in=[each.key for each in mails]).values_list("key", "pk"))
        for each in mails:
            if each.key not in known:
                known[each.key] = _stored(each, now)
        for way in sorted({each.way for each in mails}):
            if is_set_up(way):
                _call_the_worker(way)
    return [known[each.key] for each in mails]


def _stored(mail: NewMail, now: datetime) -> int:
    address = squeeze(mail.address)
    is_good = rules.is_address(mail.way, address)
    row = Mail(
        key=mail.key, way=mail.way, kind=mail.kind, site_id=mail.site_id, about_kind=mail.about[0],
        about_id=mail.about[1] or None, address=address[: rules.ADDRESS_LENGTH],
        subject=squeeze(mail.subject, rules.SUBJECT_LENGTH), body=mail.body, language=mail.language,
        attachment=mail.attachment, attachment_name=mail.attachment_name, is_private=mail.is_private, made_at=now,
        state=rules.WAITING if is_good else rules.BOUNCED, next_try_at=now if is_good else None,
    )  # fmt: skip
    if not is_good:
        row.ended_at, row.fault = now, {"code": "post.no_address", "facts": {"address": row.address}}
        row.body, row.attachment, row.forgotten_at = "", None, now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another hand was quicker by a hair; its mail is this mail
        return Mail.objects.values_list("pk", flat=True).get(key=mail.key)
    return row.pk


def send_waiting(
    actor: Actor, *, way: str, now: datetime, send: sending.Send | None = None, run_for_s: float = RUN_FOR_S
) -> int:
    """Send what waits by one way and return how many mails went; the worker and the timetable call it.

    Each mail is claimed before it is sent. A way that does not answer is left alone for a growing pause, and no mail
    counts that as a try. Nothing happens while no way is set up; `send` is another way, handed in. No inverse: sent is
    sent.
    """
    require(actor, MANAGE)
    stands = way_row(way)
    if (send is None and not is_set_up(way)) or (stands.next_try_at is not None and stands.next_try_at > now):
        return 0
    line = SmtpLine(queries.mail_server()) if way == rules.EMAIL and send is None else None
    deed = send or (line.send if line is not None else _by_gateway)
    try:
        sent, is_left = _sent_while_time_lasts(way, now, deed, run_for_s)
    finally:
        if line is not None:
            line.close()
    if is_left:
        _call_the_worker(way)
    return sent


def _by_gateway(mail: Mail) -> Outcome:
    return sending.post_to_gateway(queries.gateway(), mail)


def _sent_while_time_lasts(
    way: str, now: datetime, send: Callable[[Mail], Outcome], run_for_s: float
) -> tuple[int, bool]:
    """How many went, and whether more wait that could go at once."""
    began, sent = monotonic(), 0
    mails = list(due_mails(way, now, AT_ONCE))
    for mail in mails:
        if monotonic() - began > run_for_s:
            return sent, True
        if not _claimed(mail, now):
            continue
        outcome = send(mail)
        if outcome.kind in (SENT, LATER, REFUSED):
            _keep_outcome(mail, outcome, now)
            sent += outcome.kind == SENT
            continue
        _fall_silent(way, mail, outcome, now)
        return sent, False
    if sent:
        _answers_again(way, now)
    return sent, len(mails) == AT_ONCE


def _claimed(mail: Mail, now: datetime) -> bool:
    """Take the mail for this run: whoever dies with it leaves it to the next try in a quarter of an hour."""
    before = mail.next_try_at
    with writing():
        mine = Mail.objects.filter(pk=mail.pk, state=rules.WAITING, next_try_at=before)
        if not mine.update(next_try_at=now + timedelta(minutes=15)):
            return False
        announce(MailGoes(mail.pk, mail.kind, (mail.about_kind, mail.about_id or 0), mail.address, now))
        return Mail.objects.filter(pk=mail.pk, state=rules.WAITING).exists()


def _keep_outcome(mail: Mail, outcome: Outcome, now: datetime) -> None:
    fault = {"code": outcome.code, "facts": outcome.facts or {}} if outcome.code else {}
    tries, again_at = mail.tries + 1, None
    changes: dict[str, Any] = {"tries": tries, "fault": fault}
    if outcome.kind == LATER and not rules.is_given_up(tries):
        again_at = changes["next_try_at"] = now + rules.pause_after(tries)
    else:
        if outcome.kind == LATER:
            fault = {"code": "post.given_up", "facts": {"answer": "", **(outcome.facts or {}), "tries": tries}}
        state = rules.SENT if outcome.kind == SENT else rules.BOUNCED
        changes |= {"state": state, "next_try_at": None, "ended_at": now, "fault": fault}
        if mail.is_private and state == rules.SENT:
            changes |= {"body": "", "attachment": None, "forgotten_at": now}
    with writing():
        Mail.objects.filter(pk=mail.pk).update(**changes)
        if again_at is not None:
            _call_the_worker(mail.way, again_at)


def _fall_silent(way: str, mail: Mail, outcome: Outcome, now: datetime) -> None:
    """Leave the way alone for a while. The mail goes back as it was, behind the others if the way broke off at it."""
    stands = way_row(way)
    tries = stands.tries + 1
    again_at = now + rules.pause_after(tries)
    with writing():
        Way.objects.update_or_create(
            code=way,
            defaults={
                "silent_since_at": stands.silent_since_at or now, "next_try_at": again_at, "tries": tries,
                "fault": {"code": outcome.code, "facts": outcome.facts or {}},
            },
        )  # fmt: skip
        more = 1 if outcome.is_about_mail else 0
        Mail.objects.filter(pk=mail.pk).update(next_try_at=again_at if more else now, tries=mail.tries + more)
        _call_the_worker(way, again_at)


def _answers_again(way: str, now: datetime) -> None:
    with writing():
        well: dict[str, Any] = {"silent_since_at": None, "next_try_at": None, "tries": 0, "fault": {}, "sent_at": now}
        Way.objects.update_or_create(code=way, defaults=well)


def try_again(actor: Actor, *, mail_id: int, now: datetime) -> None:
    """Send a mail again that came back or was taken off, while it is known what it said.

    Raises NotAllowed, and Refused: post.unknown, post.is_sent, post.is_forgotten. Inverse: take_off.
    """
    require(actor, MANAGE)
    with writing():
        mail = _mail(actor, mail_id)
        if mail.state == rules.SENT:
            raise Refused(Objection("post.is_sent", Weight.REFUSE))
        if mail.forgotten_at is not None:
            raise Refused(Objection("post.is_forgotten", Weight.REFUSE))
        mail.state, mail.tries, mail.next_try_at, mail.ended_at, mail.fault = rules.WAITING, 0, now, None, {}
        mail.save(update_fields=["state", "tries", "next_try_at", "ended_at", "fault"])
        record_act(actor, "post.try_again", about=("mail", mail.pk), at=now, site_id=mail.site_id)
        if is_set_up(mail.way):
            _call_the_worker(mail.way)


def take_off(actor: Actor, *, mail_id: int, now: datetime) -> None:
    """Take a mail out of the outbox before it goes, or off the list of what came back.

    Raises NotAllowed, and Refused: post.unknown, post.not_waiting. Inverse: try_again.
    """
    require(actor, MANAGE)
    with writing():
        mail = _mail(actor, mail_id)
        if mail.state not in {rules.WAITING, rules.BOUNCED}:
            raise Refused(Objection("post.not_waiting", Weight.REFUSE))
        mail.state, mail.next_try_at, mail.ended_at = rules.TAKEN_OFF, None, now
        mail.save(update_fields=["state", "next_try_at", "ended_at"])
        record_act(actor, "post.take_off", about=("mail", mail.pk), at=now, site_id=mail.site_id)


def take_off_about(*, about: tuple[str, int], now: datetime) -> int:
    """Take off what waits about a row that was taken back; returns how many mails. Called by the room that made them.

    Inverse: try_again.
    """
    with writing():
        waiting = Mail.objects.filter(about_kind=about[0], about_id=about[1], state=rules.WAITING)
        return waiting.update(state=rules.TAKEN_OFF, next_try_at=None, ended_at=now)


def withhold(*, mail_id: int, now: datetime) -> None:
    """Keep a mail back that was claimed, because whoever it is for may not have it any more; what it said goes.

    Called by the room that made it. No inverse: the room makes another one.
    """
    with writing():
        Mail.objects.filter(pk=mail_id, state=rules.WAITING).update(
            state=rules.TAKEN_OFF, next_try_at=None, ended_at=now, body="", attachment=None, forgotten_at=now
        )


def forget_bodies(actor: Actor, *, now: datetime) -> int:
    """Forget what mails said: private ones after three days, all after ninety; returns how many. Old rows go.

    A private mail that still waits then comes back: it could tell who had what long after it was true. The timetable
    calls it. No inverse: it is retention.
    """
    require(actor, MANAGE)
    blank = {"body": "", "attachment": None, "forgotten_at": now}
    with writing():
        known = Mail.objects.filter(forgotten_at=None)
        private = known.filter(is_private=True, made_at__lt=now - rules.PRIVATE_FOR)
        old = {"code": "post.too_old", "facts": {}}
        gone = private.filter(state=rules.WAITING).update(
            **blank, state=rules.BOUNCED, next_try_at=None, ended_at=now, fault=old
        )
        gone += private.update(**blank)
        late = known.filter(made_at__lt=now - rules.KEPT_FOR)
        gone += late.filter(state=rules.WAITING).update(
            **blank, state=rules.BOUNCED, next_try_at=None, ended_at=now, fault=old
        )
        gone += late.update(**blank)
        Mail.objects.filter(made_at__lt=now - rules.ROWS_KEPT_FOR).delete()
    return gone


def _mail(actor: Actor, mail_id: int) -> Mail:
    mail = Mail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None or not actor.sees_site(mail.site_id):
        raise Refused(Objection("post.unknown", Weight.REFUSE))
    return mail


def _call_the_worker(way: str, at: datetime | None = None) -> None:
    task = import_string(TASK)  # tasks stand above actions
    (task.using(run_after=at) if at else task).enqueue(way)
