"""One line of what waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do today: how many, what, a quiet line below, and where it is done."""

    count: int
    title: str
    detail: str
    url: str
    word: str
