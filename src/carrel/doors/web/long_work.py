"""Long work as its pages show it, whichever room does it: its state, why it broke off, its two buttons."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from carrel.cellar.jobs import actions, queries
from carrel.cellar.jobs.queries import JobPage
from carrel.cellar.kernel.clock import now
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import all_phrases
from carrel.rooms.labels.queries import Wanted, items_wanted
from carrel.rooms.labels.rules import SPINE_LABEL

Text = str | Promise
Said = Mapping[str, Any]

STATES: Mapping[str, str] = {
    "waiting": "parked",
    "running": "tell",
    "done": "done",
    "stopped": "ask",
    "broken": "refused",
}
"""The shape that stands for each state of a job."""


PAGES: Mapping[str, tuple[str, str]] = {
    "circulation.start_batch": ("batches.batch", "batch"),
    "rosters.compare_roster": ("rosters.roster_import", "import_id"),
    "rosters.apply_roster": ("rosters.roster_import", "import_id"),
    "stocktake.finish_count": ("stocktake.count", "count"),
    "stocktake.undo_count": ("stocktake.count", "count"),
    "intake.fill_delivery": ("receiving.delivery", "delivery_id"),
}
"""Work that is watched on the page of what it does: its address, and which of its parameters names that."""
ROOMS: Mapping[str, str] = {"registers": "registers.job", "care": "care.job", "reports": "reports.job"}
"""Rooms with a page of their own for their work; that of all others is the page of imports."""


def page_of(job: Any) -> str:
    """The address of the page on which a job is watched, whichever room does it."""
    if job.code in PAGES:
        name, parameter = PAGES[job.code]
        return reverse(name, args=[job.params[parameter]])
    return reverse(ROOMS.get(job.code.partition(".")[0], "imports.job"), args=[job.pk])


def sentence(said: Said) -> str:
    """What was said of a line or of a whole run, kept by its code, in the reader's language."""
    return str(all_phrases().get(said["code"], "%(code)s")) % {**said["facts"], "code": said["code"]}


def advised(said: Sequence[Said], advice: Mapping[str, Text]) -> tuple[str, ...]:
    """What to do about it, each advice once."""
    return tuple(dict.fromkeys(str(advice[each["code"]]) for each in said if each["code"] in advice))


def broke_off(job: Any) -> str:
    """Why the last run of a job broke off, in a sentence; blank when it did not."""
    return sentence(job.fault) if job.fault else ""


def unknown_words(job: Any, kinds: Mapping[str, Text]) -> list[tuple[Text, Sequence[tuple[str, int]]]]:
    """The words of a file that mean nothing here, by kind, the most frequent first."""
    unknown = job.report.get("unknown", {})
    return [
        (word, sorted(unknown[kind].items(), key=lambda pair: (-pair[1], pair[0])))
        for kind, word in kinds.items()
        if unknown.get(kind)
    ]


def seen(request: HttpRequest, job_id: int, room: str) -> JobPage:
    """A job of this room that the reader may look at. Raises Http404 for any other."""
    found = queries.job_page(actor_of(request), job_id, now=now())
    if found is None or not found.job.code.startswith(f"{room}."):
        raise Http404
    return found


def has_labels_to_print(request: HttpRequest, job_id: int) -> bool:
    """Whether a job brought things to the reader's own site that the reader may print labels for."""
    actor = actor_of(request)
    if actor.site_id is None or not actor.may("labels.start_run"):
        return False
    return items_wanted(actor.site_id, Wanted(job_id=job_id), SPINE_LABEL).exists()


def pause(request: HttpRequest, job_id: int, *, room: str, page: str) -> HttpResponse:
    """Ask a job of this room to pause, and go on to its page."""
    seen(request, job_id, room)
    actions.stop(actor_of(request), job_id=job_id, now=now())
    messages.info(request, _("It pauses after the step it is in. What came in stays."), extra_tags="done")
    return redirect(page, job_id)


def go_on(request: HttpRequest, job_id: int, *, room: str, page: str) -> HttpResponse:
    """Take up a job of this room where it left off, and go on to its page."""
    seen(request, job_id, room)
    actions.resume(actor_of(request), job_id=job_id, now=now())
    messages.info(request, _("It goes on where it left off."), extra_tags="done")
    return redirect(page, job_id)
