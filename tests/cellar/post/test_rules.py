"""Pauses, answers and addresses."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.post import rules
from carrel.cellar.post.envelope import message_of


def test_pauses_grow_and_end() -> None:
    pauses = [rules.pause_after(tries) for tries in range(1, 12)]
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1) and pauses[-1] == timedelta(hours=6)
    assert not rules.is_given_up(9) and rules.is_given_up(10)


@pytest.mark.parametrize(
    ("way", "address", "is_good"),
    [
        ("email", "ana@alder.example", True),
        ("email", "ana.garcia+7b@mail.alder.example", True),
        ("email", "ana@localhost", True),
        ("email", "ana", False),
        ("email", "", False),
        ("email", "ana@alder.example, ben@alder.example", False),
        ("email", "ana@alder.example\nBcc: all@alder.example", False),
        ("email", "Ana <ana@alder.example>", False),
        ("email", "ana@-alder.example", False),
        ("sms", "+1 (530) 555-0134", True),
        ("sms", "530.555.0134", True),
        ("sms", "0134", False),
        ("sms", "call me", False),
    ],
)
def test_addresses(way: str, address: str, is_good: bool) -> None:
    assert rules.is_address(way, address) is is_good


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "sent"), (202, "sent"), (302, "later"), (400, "refused"), (404, "refused"), (408, "later"), (429, "later"),
     (500, "later"), (503, "later")],
)  # fmt: skip
def test_what_a_gateway_answers(status: int, outcome: str) -> None:
    assert rules.webhook_outcome(status) == outcome


def test_what_a_mail_server_answers() -> None:
    assert rules.is_for_good(550) and not rules.is_for_good(450) and not rules.is_for_good(250)


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_becomes_a_header(subject: str, body: str) -> None:
    message = message_of(
        key="k", sender="Library <library@alder.example>", address="ana@alder.example", subject=subject,
        body=body.encode("utf-8", "replace").decode(),
    )  # fmt: skip
    assert {name.lower() for name in message.keys()} == {  # noqa: SIM118  a message is no mapping
        "from", "to", "subject", "message-id", "auto-submitted", "content-type", "content-transfer-encoding",
        "mime-version",
    }  # fmt: skip


def test_the_same_key_is_the_same_message() -> None:
    def number(key: str) -> str:
        made = message_of(key=key, sender="l@a.example", address="b@a.example", subject="s", body="b", language="es")
        assert made["Content-Language"] == "es"
        return str(made["Message-ID"])

    assert number("one") == number("one") != number("two")
    assert number("one").endswith("@a.example>")
