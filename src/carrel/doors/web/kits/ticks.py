"""What was ticked as missing in a form: parts by their keys, with how many of each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict

MOST = 999


def missing_of(sent: "QueryDict") -> Mapping[str, int]:
    """How many of each ticked part are missing; a tick counts whichever button sent it."""
    return {key: _count(sent.get(f"count-{key}", "")) for key in sent.getlist("missing")}


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
