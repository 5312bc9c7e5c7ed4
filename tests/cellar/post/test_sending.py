"""From the outbox to a real mail server on loopback: down, slow, refusing, dying, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.post import actions, queries
from carrel.cellar.post.envelope import Gateway, NewMail
from carrel.cellar.post.models import Mail, Way
from carrel.cellar.post.sending import SmtpLine, signature_of
from tests.cellar.post.servers import Messages, Postbox, free_port, gateway, mail_server, silent_server
from tests.makers import NOON

pytestmark = pytest.mark.django_db(transaction=True)
SITE = 1


def dee(**more: Any) -> Actor:
    facts = {"account_id": 7, "person_id": 8, "name": "Dee Novak", "site_id": SITE, "site_ids": frozenset({SITE})}
    return Actor(**{**facts, "permissions": frozenset({"post.manage"}), **more})


def enqueue(*names: str, body: str = "Two items are overdue.", **more: Any) -> list[int]:
    mails = [
        NewMail(
            **{"key": f"to-{each}", "kind": "tests.notice", "address": f"{each}@alder.example", "subject": "Overdue"}
            | {"body": body, "site_id": SITE} | more
        )
        for each in names
    ]  # fmt: skip
    return actions.enqueue(mails=mails, now=NOON)


def states() -> dict[str, str]:
    return dict(Mail.objects.order_by("pk").values_list("address", "state"))


def send(now: Any = NOON, **more: Any) -> int:
    return actions.send_waiting(SYSTEM, way="email", now=now, **more)


def test_mail_goes_out_once(settings: Any) -> None:
    postbox = Postbox()
    with mail_server(postbox) as settings.CARREL_MAIL_SERVER:
        first = enqueue("ana", "ben", language="es", body="Señora:\nhay dos ejemplares.", attachment=b"%PDF-1.7",
                        attachment_name="lista.pdf")  # fmt: skip
        assert enqueue("ana", "ben", body="Something else") == first  # the key says it is the same mail
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
        assert send() == 0
    assert postbox.addresses == ["ana@alder.example", "ben@alder.example"] and postbox.sessions == 1
    mail = postbox.mails[0]
    body = mail.get_body()
    assert body is not None and body.get_content().splitlines() == ["Señora:", "hay dos ejemplares."]
    assert [each.get_filename() for each in mail.iter_attachments()] == ["lista.pdf"]
    assert (mail["From"], mail["Subject"]) == ("Library <library@alder.example>", "Overdue")
    assert set(states().values()) == {"sent"}
    assert Mail.objects.filter(body="", forgotten_at=None).count() == 0  # kept for ninety days


def test_without_a_server_mail_waits_and_is_told_so() -> None:
    enqueue("ana")
    assert send() == 0 and states() == {"ana@alder.example": "waiting"}
    (email, sms) = queries.ways_shown(dee())
    assert (email.is_set, email.waiting, sms.is_set) == (False, 1, False)


def test_a_server_that_is_down_loses_nothing(settings: Any) -> None:
    port = free_port()
    with mail_server(Postbox(), port) as server:
        pass
    settings.CARREL_MAIL_SERVER = server
    enqueue("ana", "ben")
    assert send() == 0
    way = Way.objects.get(pk="email")
    assert (way.fault["code"], way.tries) == ("post.no_answer", 1)
    assert list(Mail.objects.values_list("state", "tries")) == [("waiting", 0)] * 2
    assert send() == 0 and Way.objects.get(pk="email").tries == 1  # left alone until its time
    again = NOON + timedelta(minutes=2)
    assert send(again) == 0
    way.refresh_from_db()
    assert (way.tries, way.silent_since_at, way.next_try_at) == (2, NOON, again + timedelta(minutes=5))
    postbox = Postbox()
    with mail_server(postbox, port):
        assert send(NOON + timedelta(hours=1)) == 2
    assert queries.ways_shown(dee())[0].silent_since_at is None and len(postbox.mails) == 2


def test_a_slow_server_holds_nobody_up_for_longer_than_one_time_out(settings: Any) -> None:
    enqueue("ana", "ben", "cleo")
    with silent_server() as server:
        settings.CARREL_MAIL_SERVER = server
        line = SmtpLine(server, within_s=0.1)
        tried: list[int] = []

        def counted(mail: Mail) -> Any:
            tried.append(mail.pk)
            return line.send(mail)

        assert send(send=counted) == 0 and len(tried) == 1
    assert set(states().values()) == {"waiting"} and queries.way_row("email").fault["code"] == "post.no_answer"


def test_one_refused_address_hurts_only_itself(settings: Any) -> None:
    postbox = Postbox(refused={"ben@alder.example"}, later={"cleo@alder.example"})
    with mail_server(postbox) as settings.CARREL_MAIL_SERVER:
        enqueue("ana", "ben", "cleo", "dot")
        actions.enqueue(mails=[NewMail("bad", "tests.notice", "no address", "Overdue", "Two", site_id=SITE)], now=NOON)
        assert send() == 2
        assert states() == {
            "ana@alder.example": "sent", "ben@alder.example": "bounced", "cleo@alder.example": "waiting",
            "dot@alder.example": "sent", "no address": "bounced",
        }  # fmt: skip
        codes = {each.address: each.fault["code"] for each in queries.bounces(dee())}
        assert codes == {"ben@alder.example": "post.refused", "no address": "post.no_address"}
        postbox.later.clear()
        assert send(NOON + timedelta(minutes=2)) == 1
    assert postbox.addresses == ["ana@alder.example", "dot@alder.example", "cleo@alder.example"]


def test_what_is_put_off_for_days_is_given_up(settings: Any) -> None:
    moment = NOON
    with mail_server(Postbox(later={"ana@alder.example"})) as settings.CARREL_MAIL_SERVER:
        enqueue("ana")
        for _ in range(12):
            send(moment)
            moment += timedelta(hours=7)
    mail = Mail.objects.get()
    assert (mail.state, mail.tries, mail.fault["code"]) == ("bounced", 10, "post.given_up")
    assert "Come back later" in mail.fault["facts"]["answer"]


def test_a_server_that_dies_in_the_middle_of_a_mail(settings: Any) -> None:
    postbox = Postbox(dies_at="poisoned")
    with mail_server(postbox) as settings.CARREL_MAIL_SERVER:
        enqueue("ana", body="A poisoned text.")
        enqueue("ben")
        assert send() == 0
        assert states() == {"ana@alder.example": "waiting", "ben@alder.example": "waiting"}
        assert queries.way_row("email").fault["code"] == "post.broke_off"
        assert send(NOON + timedelta(minutes=3)) == 2
    assert postbox.addresses == ["ben@alder.example", "ana@alder.example"]  # the one it broke off at stepped back


def test_two_workers_never_send_the_same_mail(settings: Any) -> None:
    enqueue("ana")
    postbox = Postbox()
    with mail_server(postbox) as settings.CARREL_MAIL_SERVER:
        line = SmtpLine(settings.CARREL_MAIL_SERVER)

        def while_another_comes(mail: Mail) -> Any:
            assert actions.send_waiting(SYSTEM, way="email", now=NOON) == 0
            return line.send(mail)

        assert send(send=while_another_comes) == 1
        line.close()
    assert postbox.addresses == ["ana@alder.example"]


def test_a_long_queue_is_left_and_gone_on_with(settings: Any) -> None:
    postbox = Postbox()
    with mail_server(postbox) as settings.CARREL_MAIL_SERVER:
        enqueue("ana", "ben", "cleo")
        assert send(run_for_s=-1.0) == 0
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert len(postbox.mails) == 3


def test_nothing_is_sent_inside_a_transaction(settings: Any) -> None:
    with mail_server(Postbox()) as settings.CARREL_MAIL_SERVER:
        enqueue("ana")
        with pytest.raises(RuntimeError, match="inside a transaction"), transaction.atomic():
            send()


def test_a_mail_is_made_with_its_deed_or_not_at_all() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        enqueue("ana")
        raise KeyError
    assert not Mail.objects.exists()


def test_short_messages_are_signed_and_tried_again(settings: Any) -> None:
    messages = Messages(statuses=[503, 200, 404])
    with gateway(messages) as url:
        settings.CARREL_SMS_GATEWAY = Gateway(url, "a secret")
        (first,) = enqueue("ana", way="sms", address="+1 (530) 555-0134")
        assert actions.send_waiting(SYSTEM, way="sms", now=NOON) == 0
        assert actions.send_waiting(SYSTEM, way="sms", now=NOON + timedelta(minutes=2)) == 1
        enqueue("ben", way="sms", address="5305550135")
        assert actions.send_waiting(SYSTEM, way="sms", now=NOON + timedelta(minutes=2)) == 0
    said, head, body = messages.got[1]
    assert said == {"key": "to-ana", "to": "+15305550134", "text": "Two items are overdue."}
    assert head["X-Carrel-Signature"] == signature_of("a secret", body) and head["X-Carrel-Key"] == "to-ana"
    assert Mail.objects.get(pk=first).state == "sent"
    assert Mail.objects.exclude(pk=first).get().fault == {"code": "post.gateway_refused", "facts": {"status": 404}}


def test_a_gateway_that_is_down_or_leads_elsewhere(settings: Any) -> None:
    messages = Messages(statuses=[307])
    with gateway(messages) as url:
        settings.CARREL_SMS_GATEWAY = Gateway(url, "a secret")
        enqueue("ana", way="sms", address="5305550134")
        assert actions.send_waiting(SYSTEM, way="sms", now=NOON) == 0  # a redirect is not followed
        assert Mail.objects.get().fault["code"] == "post.gateway_put_off"
    assert actions.send_waiting(SYSTEM, way="sms", now=NOON + timedelta(minutes=2)) == 0
    assert queries.way_row("sms").fault["code"] == "post.no_answer"
    assert queries.way_row("email").fault == {}


def test_taken_off_and_tried_again(settings: Any) -> None:
    (mail_id,) = enqueue("ana")
    actions.take_off(dee(), mail_id=mail_id, now=NOON)
    assert states() == {"ana@alder.example": "taken_off"}
    with pytest.raises(Refused, match=r"post\.not_waiting"):
        actions.take_off(dee(), mail_id=mail_id, now=NOON)
    actions.try_again(dee(), mail_id=mail_id, now=NOON)
    with mail_server(Postbox()) as settings.CARREL_MAIL_SERVER:
        assert send() == 1
    with pytest.raises(Refused, match=r"post\.is_sent"):
        actions.try_again(dee(), mail_id=mail_id, now=NOON)
    for stranger in (dee(site_id=2, site_ids=frozenset({2})),):
        with pytest.raises(Refused, match=r"post\.unknown"):
            actions.try_again(stranger, mail_id=mail_id, now=NOON)
    with pytest.raises(NotAllowed):
        actions.take_off(dee(permissions=frozenset()), mail_id=mail_id, now=NOON)


def test_what_mail_said_is_forgotten(settings: Any) -> None:
    (kept,) = enqueue("ana")
    (private,) = enqueue("ben", is_private=True, attachment=b"%PDF", attachment_name="a.pdf")
    with mail_server(Postbox()) as settings.CARREL_MAIL_SERVER:
        send()
    said = dict(Mail.objects.values_list("pk", "body"))
    assert said[kept] and not said[private] and Mail.objects.get(pk=private).attachment is None
    settings.CARREL_MAIL_SERVER = type(settings.CARREL_MAIL_SERVER)()
    (waiting,) = enqueue("cleo", is_private=True)
    assert actions.forget_bodies(SYSTEM, now=NOON + timedelta(days=4)) == 1
    mail = Mail.objects.get(pk=waiting)
    assert (mail.state, mail.body, mail.fault["code"]) == ("bounced", "", "post.too_old")
    with pytest.raises(Refused, match=r"post\.is_forgotten"):
        actions.try_again(dee(), mail_id=waiting, now=NOON)
    assert actions.forget_bodies(SYSTEM, now=NOON + timedelta(days=91)) == 1
    assert Mail.objects.get(pk=kept).subject == "Overdue"
    actions.forget_bodies(SYSTEM, now=NOON + timedelta(days=401))
    assert not Mail.objects.exists()


def test_what_is_taken_back_takes_its_mail_off() -> None:
    enqueue("ana", about=("notice", 5))
    assert actions.take_off_about(about=("notice", 5), now=NOON) == 1
    assert queries.states_about("notice", [5, 6]) == {5: "taken_off"}
    assert queries.post_counts(dee()) == {"taken_off": 1}
    assert [each.address for each in queries.outbox(dee(), "taken_off")] == ["ana@alder.example"]
    assert not queries.outbox(dee(site_id=2, site_ids=frozenset({2}))).exists()
