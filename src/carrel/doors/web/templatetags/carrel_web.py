"""Template tags of the web door: shapes, fields, dates, notes. Load with {% load carrel_web %}."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from carrel.cellar.kernel.money import Money

register = template.Library()

# The shape that stands for each state; a shape never stands without its word.
SHAPES = {
    "done": "s-done",
    "ask": "s-ask",
    "refused": "s-refused",
    "hold": "s-hold",
    "away": "s-away",
    "unknown": "s-unknown",
    "fine": "s-fine",
    "tell": "s-tell",
    "parked": "s-parked",
    "in": "s-in",
    "out": "s-out",
    "moved": "s-moved",
}
TURNING = {"s-away"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """One symbol of icons.svg by its id, hidden from readers who hear the page: the word beside it speaks."""
    turns = " icon-turns" if name in TURNING else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>', turns, static("web/icons.svg"), name
    )


@register.simple_tag
def shape(state: str) -> SafeString:
    """The shape of a state: done, ask, refused, hold, away, unknown, fine, tell, parked, in, out, moved."""
    return icon(SHAPES.get(state, "s-tell"))


_LOCALES = {"es": "es_US"}
"""How sums are written in each language, as on pages of charges."""


@register.filter
def in_money(minor: int, currency: str) -> str:
    """An amount in minor units as people write it: {{ fine|in_money:currency }}."""
    return _money_in(minor, currency or "USD", _LOCALES.get((translation.get_language() or "en")[:2], "en_US"))


@lru_cache(maxsize=4096)
def _money_in(minor: int, currency: str, locale: str) -> str:
    return Money(minor, currency).text(locale)


@register.simple_tag
def chip(state: str, word: object, detail: object = "") -> SafeString:
    """Shape and word, with a quiet detail behind it: {% chip "out" _("Out") _("until Friday") %}."""
    colour = {"in": "done", "moved": "ask"}.get(state, state)
    small = format_html(" <small>{}</small>", detail) if detail else ""
    return format_html('<span class="chip is-{}">{}{}{}</span>', colour, shape(state), word, small)


@register.simple_block_tag
def note(content: str, state: str = "tell", title: object = "") -> SafeString:
    """A message inside the page, beside its cause: {% note "refused" _("Not saved") %}why, what now{% endnote %}."""
    head = format_html("<b>{}</b>", title) if title else ""
    body = format_html("<p>{}</p>", mark_safe(content)) if content.strip() else ""  # noqa: S308  block is rendered, escaped
    role = "alert" if state in {"refused", "ask"} else "status"
    return format_html('<div class="note is-{}" role="{}">{}{}{}</div>', state, role, shape(state), head, body)


@register.simple_tag
def field(bound: BoundField, **attrs: Any) -> SafeString:
    """One form field as label, mistake, input, help: {% field form.title %}; keywords become attributes."""
    kind = getattr(bound.field.widget, "input_type", "")
    widget_attrs = {name.replace("_", "-"): value for name, value in attrs.items()}
    many = kind in {"radio", "checkbox"} and hasattr(bound.field.widget, "choices")
    shape_of_part = "choices" if many else "tick" if kind == "checkbox" else "line"
    context = {"field": bound, "part": shape_of_part, "widget": "" if many else bound.as_widget(attrs=widget_attrs)}
    return mark_safe(render_to_string("web/parts/field.html", context))  # noqa: S308  a template escapes its values


@register.filter
def figure(value: float) -> str:
    """A count with its thousands parted as this language does it: 1,179."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@register.simple_tag
def stamp(value: dt.date | dt.datetime | None) -> SafeString:
    """A due date as the stamp leaves it: a day alone, or day and time for a moment."""
    if value is None:
        return SafeString("")
    if isinstance(value, dt.datetime):
        return format_html('<time class="stamp" datetime="{}">{}</time>', value.isoformat(), due_words(value))
    return _day_stamp(value, timezone.localdate().year, translation.get_language())


@lru_cache(maxsize=2048)
def _day_stamp(day: dt.date, _year: int, _language: str | None) -> SafeString:
    """Kept for each year and language: a long list stamps few days many times."""
    return format_html('<time class="stamp" datetime="{}">{}</time>', day.isoformat(), day_words(day))


@register.filter
def due_words(value: dt.date | dt.datetime) -> str:
    """`Mon 7 Dec`, with the time for a moment and with the year when it is another one."""
    today = timezone.localdate()
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        clock = clock_words(local)
        return clock if local.date() == today else f"{day_words(local.date())}, {clock}"
    return day_words(value)


@register.filter
def day_words(value: dt.date | dt.datetime) -> str:
    """`Mon 7 Dec`; a day of another year carries it: `Mon 7 Dec 2025`."""
    day = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    # Translators: a day in Django's date format: Mon 7 Dec. Where months are written small: D j b
    pattern = pgettext("day", "D j M")
    return formats.date_format(day, pattern if day.year == timezone.localdate().year else f"{pattern} Y")


@register.filter
def clock_words(value: dt.datetime | dt.time) -> str:
    """The time of day as this language writes it."""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    # Translators: the time of day in Django's date format: 9:10 AM. Other languages may want G:i
    return formats.time_format(local, pgettext("time of day", "g:i A"))


@register.filter
def language_words(code: str) -> str:
    """A language by its name in the reader's own; the code where nobody names it: `es` is Spanish."""
    reader = Locale.parse(translation.get_language() or "en", sep="-")
    return str(reader.languages.get(code.replace("-", "_"), code))


@register.simple_tag
def code(number: object) -> SafeString:
    """A barcode, card number or ISBN: whole, and never turned round in right-to-left text."""
    return format_html('<span class="code">{}</span>', number)


@register.simple_tag
def spine(call_number: str | None) -> SafeString:
    """A call number as it stands on the book, one part a line; nothing for a book without one."""
    parts = (call_number or "").split()
    if not parts:
        return SafeString("")
    lines = format_html_lines("<i>{}</i>", parts)
    return format_html('<span class="spine">{}</span>', lines)


def format_html_lines(pattern: str, values: Iterable[object]) -> SafeString:
    """Each value escaped into the pattern, joined without a gap."""
    return SafeString("".join(format_html(pattern, value) for value in values))


@register.simple_tag
def cloth(title: str, author: str = "") -> SafeString:
    """A cloth binding where there is no cover picture; the same title always has the same colour."""
    colour = sum(title.encode()) % 7 + 1
    return format_html(
        '<span class="cloth c{}" aria-hidden="true"><b>{}</b><i>{}</i></span>', colour, title, author.partition(",")[0]
    )


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: object) -> str:
    """The query of this page with some values changed, for sort and page links: {% with_query page=2 %}."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + (query.urlencode() or urlencode({}))


@register.inclusion_tag("web/parts/sort_head.html", takes_context=True)
def sort_head(context: Context, name: str, word: object, css: str = "") -> dict[str, Any]:
    """A table head that sorts by `?sort=name`, and turned round by `?sort=-name`."""
    now_sorted = context["request"].GET.get("sort") or context.get("sort", "")
    upward, downward = now_sorted == name, now_sorted == f"-{name}"
    wanted = f"-{name}" if upward else name
    state = "ascending" if upward else "descending" if downward else ""
    return {"word": word, "css": css, "state": state, "url": with_query(context, sort=wanted, page=None)}
