"""Many items changed by scanning: what is to change, before and after of each line, done, taken back as one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.jobs import queries as job_queries
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, NUMBER, Column, Table
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.cases import site_and_day
from carrel.doors.web.items.shown import currency, price_words
from carrel.doors.web.phrases import put_on
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.care import actions, queries
from carrel.rooms.care.forms import ChangeManyForm
from carrel.rooms.care.phrases import CHANGE_WORDS, FIELD_WORDS, LINE_WORDS
from carrel.rooms.care.rules import changing as rules
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.phrases import CONDITION_WORDS
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.care.models import ChangeLine, ManyChange

PAGE = 100
SHAPES = {"waiting": "tell", "done": "done", "left": "refused", "undone": "moved"}
RUN_SHAPES = {"looked": "parked", "doing": "tell", "done": "done", "undoing": "tell", "undone": "moved"}
ONLY = (("place", "at"), ("type", "type"), ("scheme", "scheme"), ("state", "state"))
PRESET = ("start", "end", "place", "genre", "prefix_old", "prefix_new", "numbers")
LOOK = "care.look_at_change"


@require_http_methods(["GET", "POST"])
@allowed(LOOK)
def change_many(request: HttpRequest) -> HttpResponse:
    """Choose what changes, scan what it changes, and look at it. `?genre=`, `?start=` and others are filled in."""
    site_id, _today = site_and_day(request)
    actor = actor_of(request)
    preset: dict[str, object] = {name: request.GET[name][:200] for name in PRESET if name in request.GET}
    preset |= {f"only_{name}": request.GET[key] for name, key in ONLY if key in request.GET}
    form = ChangeManyForm(
        request.POST or None, site_id=site_id, sites=schools.sites_of(actor), currency=currency(),
        initial={"key": secrets.token_urlsafe(16), **preset},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        stretch = form.stretch()
        scanned = queries.scanned_numbers(form.lines()[: rules.MOST_LINES + 1], site_id)
        if stretch is not None and not scanned:
            scanned = queries.stretch_of_shelf(site_id, stretch, rules.MOST_LINES)
        try:
            run_id = actions.look_at_change(
                actor, site_id=site_id, change=form.change(), scanned=scanned, key=form.cleaned_data["key"], now=now()
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("care.change_run", run_id)
    page = Paginator(queries.many_changes(actor), 20).get_page(request.GET.get("page"))
    names = names_of(site_id)
    runs = [(run, change_words(run.change, names), RUN_SHAPES[run.state], CHANGE_WORDS[run.state]) for run in page]
    context = {"form": form, "runs": runs, "page": page}
    return render(request, "web/care/change_many.html", context, status=422 if form.is_bound else 200)


def _run(request: HttpRequest, run_id: int) -> ManyChange:
    found = queries.many_change_seen(actor_of(request), run_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(LOOK)
def change_run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """One change: before and after of each line, what did not go, and one button. `?as=csv|xlsx`, `?only=left`."""
    run = _run(request, run_id)
    names = names_of(run.site_id)
    only = request.GET.get("only", "")
    lines = queries.change_lines(run_id, only if only in LINE_WORDS else "")
    if shape := wanted_shape(request):
        return table_response(_table(lines, names), shape)
    seen = job_queries.job_page(actor_of(request), run.job_id, now=now()) if run.job_id else None
    under_way = seen is not None and seen.job.status in ("waiting", "running")
    if not under_way and request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    counts = queries.line_counts(run_id)
    context = {
        "run": run,
        "words": change_words(run.change, names),
        "shape": RUN_SHAPES[run.state],
        "state_word": CHANGE_WORDS[run.state],
        "counts": [(name, LINE_WORDS[name], SHAPES[name], counts[name]) for name in LINE_WORDS if counts.get(name)],
        "waiting": counts.get("waiting", 0),
        "done": counts.get("done", 0),
        "only": only,
        "page": page,
        "rows": [_shown(line, names) for line in page],
        "seen": seen,
        "under_way": under_way,
        "broke_off": long_work.broke_off(seen.job) if seen else "",
    }
    return render(request, "web/care/change_run.html", context)


def _shown(line: ChangeLine, names: Mapping[str, Mapping[int, str]]) -> dict[str, object]:
    changes = [
        (FIELD_WORDS[name], value_words(name, line.before[name], names, line.after[name]),
         value_words(name, value, names))
        for name, value in line.after.items()
    ]  # fmt: skip
    return {
        "line": line,
        "changes": changes,
        "why": long_work.sentence(line.why) if line.why else "",
        "shape": SHAPES[line.outcome],
        "word": LINE_WORDS[line.outcome],
    }


def _table(lines: Any, names: Mapping[str, Mapping[int, str]]) -> Table:
    columns = [
        Column(_("Line"), NUMBER), Column(_("Number"), CODE), Column(_("Title"), width=40), Column(_("Before")),
        Column(_("After")), Column(_("What came of it")), Column(_("Why"), width=40),
    ]  # fmt: skip

    def row(line: ChangeLine) -> list[object]:
        shown = _shown(line, names)
        changes: Any = shown["changes"]
        before = "; ".join(f"{field}: {was}" for field, was, _now in changes)
        after = "; ".join(f"{field}: {will}" for field, _was, will in changes)
        return [line.position, line.number, line.title, before, after, str(shown["word"]), shown["why"]]

    return Table(_("Change of many"), columns, (row(line) for line in lines.iterator(500)))


def names_of(site_id: int) -> dict[str, dict[int, str]]:
    """The names of places, types, sites and genres, so that a change is said in words."""
    names: dict[str, dict[int, str]] = {
        "place_id": queries.all_place_names(),
        "item_type_id": {each.pk: each.name for each in inventory.item_types()},
        "site_id": schools.site_names(),
        "genre": queries.genre_names(),
    }
    return names


def value_words(name: str, value: Any, names: Mapping[str, Mapping[int, str]], after: Any = None) -> str:
    """A value as people read it; of a genre, `after` says which one a value of before is about."""
    if name == "genre":
        if after is not None:
            was_in, home = value
            if home is not None:
                return _("%(genre)s (home)") % {"genre": names["genre"].get(home, "–")}
            return names["genre"].get(after[0], "–") if was_in else "–"
        genre_id, is_home = value
        genre = names["genre"].get(genre_id, "–")
        return _("%(genre)s (home)") % {"genre": genre} if is_home else genre
    if value in (None, ""):
        return "–"
    if name in names:
        return names[name].get(value, "–")
    if name == "price_minor":
        return price_words(value)
    if name == "condition":
        return str(CONDITION_WORDS.get(value, value))
    return str(value)


def change_words(change: Mapping[str, Any], names: Mapping[str, Mapping[int, str]]) -> str:
    """A whole change in one line."""
    parts = [
        f"{FIELD_WORDS['call_number']}: {value[0] or '…'} → {value[1] or '…'}"
        if name == "prefix"
        else f"{FIELD_WORDS[name]}: {value_words(name, value, names)}"
        for name, value in change.items()
    ]
    return "; ".join(parts)


@require_POST
@allowed("care.do_change")
def do_change(request: HttpRequest, run_id: int) -> HttpResponse:
    """Do it."""
    _run(request, run_id)
    if actions.do_change(actor_of(request), run_id=run_id, now=now()) is None:
        messages.info(request, _("It is done. One button takes all of it back."), extra_tags="done")
    return redirect("care.change_run", run_id)


@require_POST
@allowed("care.undo_change")
def undo_change(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take all of it back."""
    _run(request, run_id)
    if actions.undo_change(actor_of(request), run_id=run_id, now=now()) is None:
        messages.info(request, _("All of it is as it was before."), extra_tags="done")
    return redirect("care.change_run", run_id)


@require_POST
@allowed("care.do_change")
def pause(request: HttpRequest, run_id: int) -> HttpResponse:
    """Pause the work on a change of many lines."""
    return _job(request, run_id, long_work.pause)


@require_POST
@allowed("care.do_change")
def go_on(request: HttpRequest, run_id: int) -> HttpResponse:
    """Let the work on a change of many lines go on."""
    return _job(request, run_id, long_work.go_on)


def _job(request: HttpRequest, run_id: int, deed: Any) -> HttpResponse:
    run = _run(request, run_id)
    if run.job_id is None:
        raise Http404
    deed(request, run.job_id, room="care", page="care.job")
    return redirect("care.change_run", run_id)


@require_safe
@allowed("care.do_change")
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """The job of a change leads to the change itself; long work is listed by its job."""
    found = long_work.seen(request, job_id, "care")
    return redirect("care.change_run", int(found.job.params["change"]))
