"""Template tags of the catalogue's pages. Load with {% load catalogue_web %}."""

import re
from collections.abc import Collection

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from carrel.cellar.kernel.texts import fold

register = template.Library()

_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_SHORTEST_BEGINNING = 3


@register.filter
def marked(text: str, words: Collection[str]) -> SafeString:
    """The text with the words that were asked for marked, whatever their accents and case."""
    if not words:
        return format_html("{}", text)
    pieces = (
        format_html("<mark>{}</mark>", piece) if at % 2 and _is_wanted(piece, words) else format_html("{}", piece)
        for at, piece in enumerate(_WORD.split(text))
    )
    return SafeString("".join(pieces))


def _is_wanted(piece: str, words: Collection[str]) -> bool:
    folded = fold(piece)
    return any(folded == word or (len(word) >= _SHORTEST_BEGINNING and folded.startswith(word)) for word in words)
