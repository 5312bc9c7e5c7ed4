"""When a mail is tried again, what an answer means, and what an address is. Pure; docs/rules/notices.md."""

import re
from datetime import timedelta

EMAIL, SMS = "email", "sms"
WAYS = (EMAIL, SMS)
WAITING, SENT, BOUNCED, TAKEN_OFF = "waiting", "sent", "bounced", "taken_off"
STATES = (WAITING, SENT, BOUNCED, TAKEN_OFF)
KEY_LENGTH, ADDRESS_LENGTH, SUBJECT_LENGTH, ANSWER_LENGTH = 80, 254, 200, 200
KEPT_FOR = timedelta(days=90)
PRIVATE_FOR = timedelta(days=3)
ROWS_KEPT_FOR = timedelta(days=400)
FAULTS_OF_ADDRESS = ("post.no_address", "post.refused", "post.given_up")
MOST_TRIES = 10
"""With the pauses below a mail is given up after two days of answers that came to nothing."""

_PAUSES = (1, 5, 15, 60, 240)
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?")
_NUMBER = re.compile(r"\+?[0-9]{7,15}")


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries in a row that came to nothing: a minute first, six hours at last."""
    return timedelta(minutes=_PAUSES[tries - 1] if 1 <= tries <= len(_PAUSES) else 360)


def is_given_up(tries: int) -> bool:
    """Whether a mail that was put off so often is tried no more."""
    return tries >= MOST_TRIES


def is_address(way: str, text: str) -> bool:
    """Whether mail can go there at all: one e-mail address, or the figures of a telephone number."""
    if way == SMS:
        return _NUMBER.fullmatch(plain_number(text)) is not None
    return len(text) <= ADDRESS_LENGTH and text.isascii() and _ADDRESS.fullmatch(text) is not None


def plain_number(text: str) -> str:
    """A telephone number without what people write between its figures."""
    return re.sub(r"[\s().\-/]", "", text)


def is_for_good(code: int) -> bool:
    """Whether a mail server's answer says that trying again is no use (RFC 5321, 4.2.1: 5yz)."""
    return 500 <= code < 600


def webhook_outcome(status: int) -> str:
    """What a gateway's HTTP answer means: sent, later or refused.

    408, 425 and 429 ask for patience; every other answer between 400 and 499 would be the same tomorrow.
    """
    if 200 <= status < 300:
        return "sent"
    return "refused" if 400 <= status < 500 and status not in {408, 425, 429} else "later"
