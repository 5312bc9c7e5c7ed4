from dataclasses import dataclass

import pytest

from carrel.cellar.kernel.announcements import announce, listen, stop_listening


@dataclass(frozen=True)
class Rang:
    times: int


def test_those_who_listen_hear_once_each() -> None:
    heard: list[int] = []

    def hear(news: Rang) -> None:
        heard.append(news.times)

    listen(Rang, hear)
    listen(Rang, hear)
    announce(Rang(3))
    stop_listening(Rang, hear)
    announce(Rang(4))
    assert heard == [3]


def test_an_error_in_a_listener_reaches_who_announced() -> None:
    def break_off(_news: Rang) -> None:
        raise LookupError("not here")

    listen(Rang, break_off)
    with pytest.raises(LookupError):
        announce(Rang(1))
    stop_listening(Rang, break_off)
