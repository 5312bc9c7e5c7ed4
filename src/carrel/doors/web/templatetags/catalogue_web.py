"""Template tags of the catalogue's pages. Load with {% load catalogue_web %}.

A page of hits has twenty of each line and sixty choices to narrow by: put together here they cost a third of what
the template's own tags do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.texts import fold
from carrel.doors.web.templatetags.carrel_web import figure
from carrel.rooms.catalogue.phrases import FORMAT_WORDS

if TYPE_CHECKING:
    from carrel.cellar.kernel.phrases import Text
    from carrel.doors.web.catalogue.narrowing import Choice
    from carrel.rooms.catalogue.models import Record

register = template.Library()

_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_SHORTEST_BEGINNING = 3


@register.filter
def marked(text: str, words: Collection[str]) -> SafeString:
    """The text with the words that were asked for marked, whatever their accents and case."""
    pieces = _WORD.split(text) if words else []
    wanted = {at for at in range(1, len(pieces), 2) if _is_wanted(pieces[at], words)}
    if not wanted:
        return escape(text)
    return SafeString(
        "".join(f"<mark>{escape(piece)}</mark>" if at in wanted else escape(piece) for at, piece in enumerate(pieces))
    )


@register.simple_tag
def by_line(record: Record, words: Collection[str]) -> SafeString:
    """Who made it and when, what it is and how long: `Parry, Rosanne, 2019. Fiction, 224 pages`."""
    made = ", ".join(filter(None, (marked(record.author, words), str(record.year or ""))))
    kind: Text = FORMAT_WORDS.get(record.format, record.format)
    if record.format == "book" and record.fiction is not None:
        kind = _("Fiction") if record.fiction else _("Non-fiction")
    pages = ngettext("%(number)s page", "%(number)s pages", record.pages or 0) % {"number": record.pages}
    is_what = f"{escape(kind)}, {escape(pages)}" if record.pages else escape(kind)
    return SafeString(f"{made}. {is_what}" if made else is_what)


@register.simple_tag
def choices(listed: Iterable[Choice], is_sampled: bool) -> SafeString:
    """The lines of one facet with their numbers of hits; who hears the page hears that they are estimates."""
    about = format_html('<span class="sr">{}</span> ', _("about")) if is_sampled else ""
    chosen = mark_safe(' aria-current="true"')
    return format_html_join(
        "", '<li><a href="{}"{}>{}{}</a></li>',
        (
            (
                each.url, chosen if each.is_chosen else "", each.word,
                "" if each.count is None else format_html(" <span>{}{}</span>", about, figure(each.count)),
            )
            for each in listed
        ),
    )  # fmt: skip


def _is_wanted(piece: str, words: Collection[str]) -> bool:
    folded = fold(piece)
    return any(folded == word or (len(word) >= _SHORTEST_BEGINNING and folded.startswith(word)) for word in words)
