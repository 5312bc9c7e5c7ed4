"""The district's calendar comes in: sent, looked into, decided on by name, taken in, taken back, put aside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.ics import MOST_BYTES
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables.table import CODE, DATE, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.links import link_for_others
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.phrases import STAYS
from carrel.rooms.circulation.queries.closing import (
    ClosedDue,
    by_closed_day,
    dues_on_closed,
    last_move,
    staying_by_reason,
)
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.forms import CalendarFileForm
from carrel.rooms.schools.queries import SiteChanges
from carrel.rooms.schools.rules import CLOSED, HALF, LEFT_OUT, OPEN, Calendar, DayChange, NamedDays

if TYPE_CHECKING:
    from carrel.rooms.schools.models import CalendarFile, Site

LOANS_SHOWN = 50
STATES: dict[str, str | Promise] = {
    CLOSED: gettext_lazy("closed"),
    HALF: gettext_lazy("half day"),
    OPEN: gettext_lazy("open"),
}
KINDS: tuple[tuple[str, str | Promise], ...] = (
    (CLOSED, gettext_lazy("Closed")),
    (HALF, gettext_lazy("Half day")),
    (OPEN, gettext_lazy("Open")),
    (LEFT_OUT, gettext_lazy("Leave out")),
)
FAULTS: dict[str, str | Promise] = {
    "no_start": gettext_lazy("It has no day."),
    "no_day": gettext_lazy("Its day cannot be read."),
    "ends_before": gettext_lazy("It ends before it begins."),
    "too_often": gettext_lazy("It repeats more than once a day."),
    "too_long_ago": gettext_lazy("It began before 1990 and repeats since."),
    "rule": gettext_lazy("How it repeats cannot be read."),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring days that change alike; `days` are those that change, a weekend between them not counted."""

    first: date
    last: date
    days: int
    was: str | Promise
    becomes: str | Promise
    state: str
    note: str
    was_note: str


@dataclass(frozen=True, slots=True)
class SitesAlike:
    """Schools at which the file changes the same days."""

    names: str
    stretches: tuple[Stretch, ...]


@require_safe
@allowed("schools.send_calendar")
def calendar_files(request: HttpRequest) -> HttpResponse:
    """The calendar in and out: the files sent in, the form for the next, the file and the address that go out."""
    return _page(request, _form(actor_of(request)))


@require_http_methods(["GET", "POST"])
@allowed("schools.send_calendar")
def send_calendar(request: HttpRequest) -> HttpResponse:
    """Send a calendar file in; it is looked into, and marks nothing yet."""
    actor = actor_of(request)
    form = _form(actor, request)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        every = form.cleaned_data.get("all_sites")
        site_ids = [each.pk for each in queries.sites_of(actor)] if every else [site_of(actor)]
        try:
            raw = sent.read(MOST_BYTES + 1)
            file = actions.send_calendar(actor, site_ids=site_ids, name=sent.name or "", raw=raw, now=now())
        except Refused as refused:
            for text in sentences(refused):
                form.add_error("file", text)
        else:
            return redirect("schools.calendar_file", file.pk)
    return _page(request, form, status=422 if form.errors else 200)


@require_safe
@allowed("schools.send_calendar")
def calendar_file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """One file: what each name is taken for and what that would change; `?as=csv` lists the loans it concerns."""
    actor = actor_of(request)
    file = _found(actor, file_id)
    if file.state != "sent":
        return render(request, "web/schools/calendar_file_settled.html", _settled(file))
    changes = queries.site_changes(file, now())
    may_view_loans = actor.may("circulation.view_loans")
    dues = _dues(changes) if may_view_loans else ()
    if (shape := wanted_shape(request)) and may_view_loans:
        return table_response(_table(file, dues), shape)
    named = queries.named_days_of(file)
    context = {
        "file": file,
        "rows": [(number, each, *_span(each)) for number, each in enumerate(named)],
        "kinds": KINDS,
        "faults": [(number, name, FAULTS[code]) for number, name, code in file.faults],
        "sites": _alike(changes),
        "totals": _totals(changes),
        "closed_days": by_closed_day(dues),
        "dues": [(each, STAYS.get(each.stays, "")) for each in dues[:LOANS_SHOWN]],
        "staying": [(count, STAYS.get(code, "")) for code, count in staying_by_reason(dues)],
        "loans": len(dues),
        "moving": sum(1 for each in dues if each.to_on is not None),
        "may_view_loans": may_view_loans,
        "may_move": actor.may("circulation.move_due_dates"),
    }
    return render(request, "web/schools/calendar_file.html", context)


@require_POST
@allowed("schools.choose_calendar_kinds")
def choose_calendar_kinds(request: HttpRequest, file_id: int) -> HttpResponse:
    """Decide what the days of the file are taken for, and look again."""
    actor = actor_of(request)
    file = _found(actor, file_id)
    try:
        actions.choose_calendar_kinds(actor, file_id=file_id, kinds=_kinds(request, file), now=now())
    except Refused as refused:
        _tell(request, refused)
    return redirect("schools.calendar_file", file_id)


@require_POST
@allowed("schools.take_in_calendar")
def take_in_calendar(request: HttpRequest, file_id: int) -> HttpResponse:
    """Mark the days, and move the due dates if that was ticked: both or neither.

    Who changed a choice in the same breath is shown first what follows from it.
    """
    actor = actor_of(request)
    file = _found(actor, file_id)
    kinds = _kinds(request, file)
    try:
        if any(file.kinds.get(key) != kind for key, kind in kinds.items()):
            actions.choose_calendar_kinds(actor, file_id=file_id, kinds=kinds, now=now())
            messages.info(request, _("You have decided otherwise on some days. This is what they change now."))
            return redirect("schools.calendar_file", file_id)
        with writing():
            days = {each.site.pk: [one.day for one in each.changes] for each in queries.site_changes(file, now())}
            marked = actions.take_in_calendar(actor, file_id=file_id, now=now())
            if request.POST.get("move_due_dates"):
                circulation.move_due_dates(actor, days=days, about=("calendar_file", file_id), now=now())
    except Refused as refused:
        _tell(request, refused)
        return redirect("schools.calendar_file", file_id)
    said = ngettext("%(count)s day is marked.", "%(count)s days are marked.", marked.days) % {"count": marked.days}
    messages.info(request, said, extra_tags="done")
    return redirect("schools.calendar_file", file_id)


@require_POST
@allowed("schools.take_back_calendar")
def take_back_calendar(request: HttpRequest, file_id: int) -> HttpResponse:
    """Make the days what they were before the file, and give the loans that moved with it their dates again."""
    actor = actor_of(request)
    _found(actor, file_id)
    about = ("calendar_file", file_id)
    try:
        with writing():
            marked = actions.take_back_calendar(actor, file_id=file_id, now=now())
            if last_move(about) is not None:
                circulation.move_due_dates_back(actor, about=about, now=now())
    except Refused as refused:
        _tell(request, refused)
        return redirect("schools.calendar_file", file_id)
    said = ngettext("%(count)s day is as it was.", "%(count)s days are as they were.", marked.days)
    messages.info(request, said % {"count": marked.days}, extra_tags="done")
    return redirect("schools.calendar_file", file_id)


@require_POST
@allowed("schools.drop_calendar")
def drop_calendar(request: HttpRequest, file_id: int) -> HttpResponse:
    """Put the file aside: nothing of it was marked."""
    actor = actor_of(request)
    _found(actor, file_id)
    try:
        actions.drop_calendar(actor, file_id=file_id, now=now())
    except Refused as refused:
        _tell(request, refused)
        return redirect("schools.calendar_file", file_id)
    messages.info(request, _("Put aside. Nothing of it was marked."), extra_tags="done")
    return redirect("schools.calendar_files")


def site_of(actor: Actor) -> int:
    """The site the actor works at; a page about one site is nowhere without it."""
    if actor.site_id is None:
        raise Http404
    return actor.site_id


def _form(actor: Actor, request: HttpRequest | None = None) -> CalendarFileForm:
    many = queries.sites_of(actor).count() > 1
    if request is None or request.method != "POST":
        return CalendarFileForm(many=many)
    return CalendarFileForm(request.POST, request.FILES, many=many)


def _page(request: HttpRequest, form: CalendarFileForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    feed = queries.feed_of(site_of(actor))
    context = {
        "files": queries.calendar_files(actor)[:30],
        "form": form,
        "feed": feed,
        "address": link_for_others(request, reverse("schools.calendar_feed", args=[feed.secret])) if feed else "",
        "may_share": actor.may("schools.renew_feed"),
    }
    return render(request, "web/schools/calendar_files.html", context, status=status)


def _found(actor: Actor, file_id: int) -> "CalendarFile":
    file = queries.calendar_file(actor, file_id)
    if file is None:
        raise Http404
    return file


def _tell(request: HttpRequest, refused: Refused) -> None:
    tell_refused(request, refused)


def _kinds(request: HttpRequest, file: "CalendarFile") -> dict[str, str]:
    """What the form says each name is taken for; a name it does not speak of stays as it is."""
    asked = {f"kind-{number}": str(each["key"]) for number, each in enumerate(file.named)}
    return {key: request.POST[field] for field, key in asked.items() if field in request.POST}


def _span(named: NamedDays) -> tuple[date, date, int]:
    """First and last day of a name, and how many times it comes."""
    return named.spans[0][0], max(last for _first, last in named.spans), len(named.spans)


def _dues(changes: Iterable[SiteChanges]) -> tuple[ClosedDue, ...]:
    changes = tuple(changes)
    calendars = {each.site.pk: each.calendar_after for each in changes}
    return dues_on_closed(calendars, {each.site.pk: [one.day for one in each.changes] for each in changes})


def _totals(changes: Iterable[SiteChanges]) -> dict[str, int]:
    """How many days become closed, half and open, each day counted once whatever the number of schools."""
    days = {(one.day, one.becomes) for each in changes for one in each.changes}
    return {state: sum(1 for _day, becomes in days if becomes == state) for state in (CLOSED, HALF, OPEN)}


def _alike(changes: Iterable[SiteChanges]) -> list[SitesAlike]:
    groups: dict[tuple[DayChange, ...], list[SiteChanges]] = {}
    for each in changes:
        groups.setdefault(each.changes, []).append(each)
    return [SitesAlike(_names(one.site for one in own), tuple(_stretches(own[0]))) for own in groups.values()]


def _names(sites: Iterable["Site"]) -> str:
    return ", ".join(each.called for each in sites)


def _stretches(one: SiteChanges) -> Iterator[Stretch]:
    after = one.calendar_after
    run: list[DayChange] = []
    for each in one.changes:
        if run and not _follows(run[-1], each, after):
            yield _stretch(run)
            run = []
        run.append(each)
    if run:
        yield _stretch(run)


def _follows(last: DayChange, each: DayChange, after: Calendar) -> bool:
    alike = (last.was, last.becomes, last.note, last.was_note) == (each.was, each.becomes, each.note, each.was_note)
    between = range(1, (each.day - last.day).days)
    return alike and len(between) < 4 and not any(after.is_open(last.day + timedelta(days=step)) for step in between)


def _stretch(run: list[DayChange]) -> Stretch:
    first, last = run[0], run[-1]
    words = STATES[first.was], STATES[first.becomes]
    return Stretch(first.day, last.day, len(run), *words, first.becomes, first.note, first.was_note)


def _settled(file: "CalendarFile") -> dict[str, Any]:
    marked = {each[1]: each for each in file.after}
    return {
        "file": file,
        "days": len(marked),
        "sites": _names(file.sites.order_by("name")),
        "marks": [
            (date.fromisoformat(day), STATES.get(each[2], _("ordinary")), each[3]) for day, each in marked.items()
        ],
        "moved": last_move(("calendar_file", file.pk)) is not None,
        "is_in": file.state == "taken_in",
    }


def _table(file: "CalendarFile", dues: Iterable[ClosedDue]) -> Table:
    columns = [
        Column(_("Title"), width=40),
        Column(_("Number"), CODE),
        Column(_("Due"), DATE),
        Column(_("Would move to"), DATE),
        Column(_("Stays, because")),
    ]
    rows = ([each.title, each.barcode, each.from_on, each.to_on, str(STAYS.get(each.stays, ""))] for each in dues)
    title = _("Loans due on closed days: %(name)s") % {"name": file.name}
    return Table(title, columns, rows, zone=timezone.get_current_timezone_name())
