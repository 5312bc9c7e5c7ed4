"""The two ways out: a session with a mail server, and a webhook. Never inside a transaction."""

import hashlib
import hmac
import http.client
import json
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from django.db import connection

from carrel.cellar.post.envelope import Gateway, MailServer, message_of
from carrel.cellar.post.models import Mail
from carrel.cellar.post.rules import ANSWER_LENGTH, is_for_good, plain_number, webhook_outcome

ANSWER_WITHIN_S = 10.0
SENT, LATER, REFUSED, SILENT = "sent", "later", "refused", "silent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try: sent, later (this mail), refused (for good), or silent (the way itself does not answer).

    `is_about_mail` when a way broke off while it had this mail: then the mail steps back, so that it blocks no other.
    """

    kind: str
    code: str = ""
    facts: dict[str, object] | None = None
    is_about_mail: bool = False


Send = Callable[[Mail], Outcome]
ENDED_WELL = Outcome(SENT)


class SmtpLine:
    """A session with a mail server, opened with the first mail and closed by `close`."""

    def __init__(self, server: MailServer, *, within_s: float = ANSWER_WITHIN_S) -> None:
        self.server, self.within_s = server, within_s
        self._line: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> Outcome:
        """Send one mail; every answer becomes an outcome. Raises RuntimeError inside a transaction."""
        _must_be_outside()
        is_new = self._line is None
        try:
            line = self._line or self._opened()
        except smtplib.SMTPAuthenticationError as why:
            return Outcome(SILENT, "post.not_let_in", {"answer": _said(why.smtp_error)})
        except (OSError, smtplib.SMTPException):
            return Outcome(SILENT, "post.no_answer", {"host": self.server.host})
        try:
            line.send_message(self._message(mail), to_addrs=[mail.address])
        except smtplib.SMTPRecipientsRefused as why:
            code, answer = next(iter(why.recipients.values()))
            return self._answered(code, answer)
        except smtplib.SMTPServerDisconnected:
            self._dropped()
            return Outcome(SILENT, "post.broke_off", {"host": self.server.host}, is_about_mail=is_new)
        except smtplib.SMTPResponseException as why:
            return self._answered(why.smtp_code, why.smtp_error)
        except OSError:
            self._dropped()
            return Outcome(SILENT, "post.broke_off", {"host": self.server.host}, is_about_mail=True)
        return ENDED_WELL

    def close(self) -> None:
        """Say goodbye, if there is somebody to say it to."""
        if self._line is not None:
            try:
                self._line.quit()
            except (OSError, smtplib.SMTPException):
                self._line.close()
            self._line = None

    def _opened(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        line: smtplib.SMTP
        if server.tls == "tls":
            line = smtplib.SMTP_SSL(server.host, server.port, timeout=self.within_s, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=self.within_s)
        try:
            if server.tls == "starttls":
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
        except (OSError, smtplib.SMTPException):
            line.close()
            raise
        self._line = line
        return line

    def _message(self, mail: Mail) -> EmailMessage:
        return message_of(
            key=mail.key, sender=self.server.sender, address=mail.address, subject=mail.subject, body=mail.body,
            language=mail.language, attachment=bytes(mail.attachment) if mail.attachment is not None else None,
            attachment_name=mail.attachment_name,
        )  # fmt: skip

    def _answered(self, code: int, answer: object) -> Outcome:
        if code == 421:  # the server closes the line: nothing of this mail's making
            self._dropped()
            return Outcome(SILENT, "post.broke_off", {"host": self.server.host})
        facts: dict[str, object] = {"answer": _said(answer)}
        return Outcome(REFUSED, "post.refused", facts) if is_for_good(code) else Outcome(LATER, "post.put_off", facts)

    def _dropped(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _said(answer: object) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(text.split())[:ANSWER_LENGTH]


def _must_be_outside() -> None:
    if connection.in_atomic_block:
        raise RuntimeError("Mail is never sent inside a transaction.")


def signature_of(secret: str, body: bytes) -> str:
    """What proves to a gateway that a message is ours: HMAC-SHA256 of the whole body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post_to_gateway(gateway: Gateway, mail: Mail, *, within_s: float = ANSWER_WITHIN_S) -> Outcome:
    """Send one short message as JSON with its signature. Redirects are not followed: a secret goes to one place only.

    Raises RuntimeError inside a transaction.
    """
    _must_be_outside()
    parts = urlsplit(gateway.url)
    host = parts.hostname or ""
    body = json.dumps({"key": mail.key, "to": plain_number(mail.address), "text": mail.body}).encode()
    head = {
        "Content-Type": "application/json", "X-Carrel-Key": mail.key,
        "X-Carrel-Signature": signature_of(gateway.secret, body),
    }  # fmt: skip
    made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = made(host, parts.port, timeout=within_s)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("POST", path, body, head)
        status = line.getresponse().status
    except (OSError, http.client.HTTPException):
        return Outcome(SILENT, "post.no_answer", {"host": host})
    finally:
        line.close()
    outcome = webhook_outcome(status)
    if outcome == SENT:
        return ENDED_WELL
    code = "post.gateway_refused" if outcome == REFUSED else "post.gateway_put_off"
    return Outcome(outcome, code, {"status": status})
