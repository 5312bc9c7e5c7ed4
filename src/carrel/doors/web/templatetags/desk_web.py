"""The lines of the desk, put together in Python: every scan shows them all again, and a template took half its time.

What a line says is remembered by what it is made of; only its button is made anew.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carrel.doors.web.desk.visit import Line, due_value
from carrel.doors.web.templatetags.carrel_web import code, shape, stamp

register = template.Library()
_REMEMBERED = 4096


@register.simple_tag
def desk_lines(lines: Iterable[Line], *, latest: bool, numbered: bool, may_undo: bool) -> SafeString:
    """The running list: shape, title, verdict and due stamp, with an undo beside each that has one."""
    first = " is-latest" if latest else ""
    shown = []
    for line in lines:
        undo = _button("act", line.act_id, _("Undo: %(title)s"), line.title, _("Undo")) if may_undo else ""
        head = format_html('<li class="is-{}{}">', line.state, first)
        shown.append(f"{head}{_what_of(line, number=line.number if numbered else None)}{undo}</li>")
        first = ""
    return SafeString("".join(shown))


@register.simple_tag
def odd_lines(lines: Iterable[Line]) -> SafeString:
    """What waits to be ticked off, each with its place in the list and its key, so that the right one goes."""
    shown = []
    for place, line in enumerate(lines):
        done = _button("line", f"{place}:{line.key}", _("Done: %(title)s"), line.title, _("Done"))
        head = format_html('<li class="is-{}">', line.state)
        shown.append(f"{head}{_what_of(line)}{done}</li>")
    return SafeString("".join(shown))


def _button(name: str, value: object, label: str, title: str, word: str) -> SafeString:
    if value is None:
        return SafeString("")
    pattern = '<button class="undo" name="{}" value="{}" aria-label="{}">{}</button>'
    return format_html(pattern, name, value, label % {"title": title}, word)


def _what_of(line: Line, *, number: int | None = None) -> SafeString:
    made_of = (line.state, line.title, line.is_number, line.word, line.detail, line.due)
    return _what(get_language(), timezone.localdate(), number, *made_of)


@lru_cache(maxsize=_REMEMBERED)
def _what(
    _language: str | None, _today: date, number: int | None, state: str, title: str, is_number: bool, word: str,
    detail: str, due: str,
) -> SafeString:  # fmt: skip
    """The line without its button; how a day is written depends on the language and on today."""
    place = "" if number is None else format_html('<span class="num">{}</span> &ensp; ', number)
    when = format_html(" {}", stamp(due_value(due))) if due else ""
    return format_html(
        '{}<div class="what"><b>{}</b><small>{}<b class="w">{}</b> {}{}</small></div>',
        shape(state), code(title) if is_number else title, place, word, detail, when,
    )  # fmt: skip
