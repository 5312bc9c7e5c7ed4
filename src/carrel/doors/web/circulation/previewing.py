"""Before an edit of the policy is kept: what it would change for whom, and the form again for the second step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.explaining import setting_words
from carrel.rooms.circulation import phrases
from carrel.rooms.circulation.queries.grid import grid
from carrel.rooms.circulation.queries.preview import Affected, Growing, Preview

STEPS = ("csrfmiddlewaretoken", "keep", "again", "note", "seen")
"""Fields of the second step itself; all others are carried on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview in words: for whom and what, what changes, how many that concerns."""

    who: str
    what: str
    where: str
    changes: tuple[tuple[str, str, str], ...]
    readers: int
    items: int
    loans: int
    is_dated: bool
    due_was: date | None
    due_now: date | None


def is_kept(request: HttpRequest) -> bool:
    """Whether this is the second step, and the policy is still the one that was looked at in the first."""
    return "keep" in request.POST and request.POST.get("seen") == grid().token


def wants_form_again(request: HttpRequest) -> bool:
    """Whether somebody went back from the preview to the form, to change it once more."""
    return "again" in request.POST


def note_of(request: HttpRequest) -> str:
    """Why, in the words of whoever keeps the edit: it stands in the list of versions."""
    return request.POST.get("note", "")[:200]


def preview_page(
    request: HttpRequest, preview: Preview, *, title: str, back: str, nothing: str = "", may_go_back: bool = True
) -> HttpResponse:
    """The page between the form and keeping. `back` is the list the edit belongs to; nothing is written yet."""
    context = {
        "title": title,
        "back": back,
        "lines": [_line(each) for each in preview.affected],
        "loans": preview.loans,
        "seen": preview.token,
        "nothing": nothing or _nothing(preview),
        "is_edited": preview.is_edited,
        "growing": _growing(preview.growing),
        "has_changed": "keep" in request.POST,
        "may_go_back": may_go_back,
        "carried": [(name, value) for name, values in request.POST.lists() if name not in STEPS for value in values],
    }
    return render(request, "web/circulation/preview.html", context)


def _growing(found: Growing | None) -> dict[str, object]:
    if found is None:
        return {}
    return {"loans": found.loans, "was": money(found.was_minor), "would": money(found.would_minor)}


def _nothing(preview: Preview) -> str:
    if not preview.is_edited:
        return _("You have changed nothing.")
    return _("Nothing changes for anybody: the same holds already, or more special rows decide.")


def _line(each: Affected) -> Line:
    return Line(
        _named(each.categories, phrases.ALL_CATEGORIES),
        _named(each.item_types, phrases.ALL_TYPES),
        _named(each.sites, phrases.ALL_SITES),
        tuple(
            (str(phrases.SETTINGS[name]), setting_words(name, was), setting_words(name, would))
            for name, was, would in each.changes
        ),
        each.readers,
        each.items,
        each.loans,
        each.is_dated,
        each.due_was,
        each.due_now,
    )


def _named(names: Iterable[str], all_of_them: phrases.Text) -> str:
    return ", ".join(names) or str(all_of_them)
