"""How an upper room hears of what a lower room did, without the lower room knowing it.

The one registry, filled only by config/wiring.py. Listeners run inside the announcing transaction; an error in one
rolls everything back, so nothing is ever half-heard.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

News = TypeVar("News")

_listeners: defaultdict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[News], listener: Callable[[News], None]) -> None:
    """From now on call `listener` with each announcement of `kind`. Listening twice is listening once."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def announce(news: object) -> None:
    """Tell all who listen to this kind of news, in the order in which they were wired."""
    for listener in _listeners[type(news)]:
        listener(news)


def stop_listening(kind: type[News], listener: Callable[[News], None]) -> None:
    """Take a listener off again (tests do)."""
    _listeners[kind].remove(listener)
