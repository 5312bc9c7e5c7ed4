"""A mail server and a gateway on loopback, as well behaved as a test wants them to be."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from carrel.cellar.post.envelope import MailServer


@dataclass
class Postbox:
    """What a mail server does with what it is handed: `refused` addresses for good, `later` ones not now, and after
    `dies_at` the text of a mail it drops the line once, in the middle of it."""

    mails: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    dies_at: str = ""
    sessions: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return answers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 There is nobody of this name"
        if address in self.later:
            return "450 4.2.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if self.dies_at and self.dies_at.encode() in content:
            self.dies_at = ""
            assert server.transport is not None
            server.transport.abort()
            return "451 Broken"
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [str(each["To"]) for each in self.mails]


@contextmanager
def mail_server(postbox: Postbox, port: int = 0) -> Iterator[MailServer]:
    """A mail server that listens until the block ends."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield MailServer("127.0.0.1", controller.port, "none", sender="Library <library@alder.example>")
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[MailServer]:
    """Takes the line and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        yield MailServer("127.0.0.1", ear.getsockname()[1], "none", sender="library@alder.example")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        return int(ear.getsockname()[1])


@dataclass
class Messages:
    """What a gateway got, and what it answers: one status after the other, the last for ever."""

    statuses: list[int] = field(default_factory=lambda: [200])
    got: list[tuple[dict[str, Any], dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def gateway(messages: Messages) -> Iterator[str]:
    """The address of a gateway that listens until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            messages.got.append((json.loads(body), dict(self.headers), body))
            status = messages.statuses.pop(0) if len(messages.statuses) > 1 else messages.statuses[0]
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send?via=carrel"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
