"""Records spoilt as a disk, a modem, a text editor or a bad program spoils them, always the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Callable

Mutation = Callable[[bytearray, random.Random], None]
_MARKS = b"\x1d\x1e\x1f\x1b"
_ODD = (
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\x1b$1",
    b"\x1b(",
    b"&#x110000;",
    b"<",
    b"\\u",
)


def _place(raw: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(raw)) if raw else 0


def flip_a_bit(raw: bytearray, dice: random.Random) -> None:
    if raw:
        raw[_place(raw, dice)] ^= 1 << dice.randrange(8)


def change_a_byte(raw: bytearray, dice: random.Random) -> None:
    if raw:
        raw[_place(raw, dice)] = dice.randrange(256)


def put_in_a_mark(raw: bytearray, dice: random.Random) -> None:
    raw.insert(_place(raw, dice), dice.choice(_MARKS))


def put_in_odd_bytes(raw: bytearray, dice: random.Random) -> None:
    at = _place(raw, dice)
    raw[at:at] = dice.choice(_ODD)


def lose_a_piece(raw: bytearray, dice: random.Random) -> None:
    at = _place(raw, dice)
    del raw[at : at + dice.choice((1, 1, 2, 12, 100))]


def repeat_a_piece(raw: bytearray, dice: random.Random) -> None:
    at = _place(raw, dice)
    raw[at:at] = raw[at : at + dice.choice((1, 12, 60))] * dice.choice((1, 2, 50))


def cut_short(raw: bytearray, dice: random.Random) -> None:
    del raw[_place(raw, dice) :]


def change_a_digit_of_leader_or_directory(raw: bytearray, dice: random.Random) -> None:
    end = max(raw.find(b"\x1e"), 1)
    if len(raw) > end:
        raw[dice.randrange(end)] = dice.choice(b"0123456789 -a")


def turn_a_mark_into_text(raw: bytearray, dice: random.Random) -> None:
    places = [at for at, byte in enumerate(raw) if byte in _MARKS]
    if places:
        raw[dice.choice(places)] = dice.choice(b" |^$")


def carriage_returns(raw: bytearray, dice: random.Random) -> None:
    raw[:] = raw.replace(b"\x1e", dice.choice((b"\x1e\r\n", b"\n", b"\x1e ")))


def another_coding(raw: bytearray, dice: random.Random) -> None:
    raw[:] = raw.decode("utf-8", "replace").encode(dice.choice(("cp1252", "utf-16-le", "latin-1", "cp437")), "replace")


def swap_two_pieces(raw: bytearray, dice: random.Random) -> None:
    one, other = sorted((_place(raw, dice), _place(raw, dice)))
    raw[:] = raw[:one] + raw[other:] + raw[one:other]


MUTATIONS: tuple[Mutation, ...] = (
    flip_a_bit, change_a_byte, put_in_a_mark, put_in_odd_bytes, lose_a_piece, repeat_a_piece, cut_short,
    change_a_digit_of_leader_or_directory, turn_a_mark_into_text, carriage_returns, another_coding, swap_two_pieces,
)  # fmt: skip


def spoilt(raw: bytes, dice: random.Random) -> bytes:
    """The bytes after one to four mishaps."""
    changed = bytearray(raw)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        dice.choice(MUTATIONS)(changed, dice)
    return bytes(changed)
