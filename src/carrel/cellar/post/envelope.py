"""What a way needs to know, and one mail as it leaves: values without a database."""

import hashlib
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from carrel.cellar.kernel.texts import squeeze


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out; `tls` is starttls, tls or none. Without a host there is no way."""

    host: str = ""
    port: int = 587
    tls: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.host and self.sender)


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where short messages go: an https address and the secret that signs what is sent to it."""

    url: str = ""
    secret: str = field(default="", repr=False)

    @property
    def is_set(self) -> bool:
        return bool(self.url and self.secret)


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail as a room hands it over. `key` is unique for ever: the same key twice is one mail.

    `is_private` when it says what somebody has or had: it is forgotten as soon as it went.
    """

    key: str
    kind: str
    address: str
    subject: str
    body: str
    way: str = "email"
    language: str = ""
    site_id: int | None = None
    about: tuple[str, int] = ("", 0)
    is_private: bool = False
    attachment: bytes | None = None
    attachment_name: str = ""


def message_of(
    *, key: str, sender: str, address: str, subject: str, body: str, language: str = "",
    attachment: bytes | None = None, attachment_name: str = "",
) -> EmailMessage:  # fmt: skip
    """The mail as the wire carries it. Its Message-ID is made of its key: sent twice, it is known for the same."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=address)
    message["Subject"] = squeeze(subject)
    _, _, domain = sender.rstrip(">").rpartition("@")
    message["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"  # no holiday answers back (RFC 3834)
    message.set_content(body)
    if language:
        message["Content-Language"] = language
    if attachment is not None:
        main, _, sub = _kind_of(attachment_name).partition("/")
        message.add_attachment(attachment, maintype=main, subtype=sub, filename=attachment_name)
    return message


def _kind_of(name: str) -> str:
    """What a file is, by the end of its name; the three kinds that are mailed."""
    known = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    return known.get(name.rpartition(".")[2], "application/pdf")
