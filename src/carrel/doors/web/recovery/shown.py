"""What the pages of recovery have in common: tabs, words of steps, papers as an answer, said or refused."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.recovery.phrases import KIND_WORDS

_PAGES = (
    ("recovery.standing", "standing", "recovery.view_standing"),
    ("recovery.homerooms", "homerooms", "recovery.print_papers"),
    ("recovery.runs", "runs", "recovery.make_run"),
    ("recovery.calls", "calls", "recovery.view_calls"),
    ("recovery.clearances", "clearances", "recovery.view_clearances"),
    ("post.outbox", "outbox", "post.manage"),
    ("recovery.keep_ladder", "ladder", "recovery.keep_ladder"),
)


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages about getting things back that the actor may open."""
    words = {
        "standing": _("Who is due"), "homerooms": _("By class"), "runs": _("Made"), "calls": _("Calls"),
        "clearances": _("Leavers"), "outbox": _("Post"), "ladder": _("Ladder"),
    }  # fmt: skip
    return [
        {"url": reverse(name), "word": words[code], "count": None, "current": code == current}
        for name, code, permission in _PAGES
        if actor.may(permission)
    ]


def step_words(code: str, kind: str = "") -> str:
    """A step by its kind and number: Notice 2."""
    head, _dash, number = code.partition("-")
    word = str(KIND_WORDS.get(kind or head, kind or head))
    return f"{word} {number}" if number else word
