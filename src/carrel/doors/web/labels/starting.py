"""Where runs begin: by a kind, from a thing's own page, from a list, from a class, as new numbers, for cartons."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.labels.runs import row_number, seen_run
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.labels import actions, queries, rules
from carrel.rooms.labels.forms import CartonForm, ListForm, NumbersForm, StartRunForm
from carrel.rooms.labels.queries import Wanted
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools

FROM = ("item", "record", "job", "person", "class")
"""What a run may be begun with: the page that leads here says which, `?item=5`."""


def _site(request: HttpRequest) -> int:
    site_id = actor_of(request).site_id
    if site_id is None:
        raise Http404
    return site_id


@require_http_methods(["GET", "POST"])
@allowed("labels.start_run")
def start_run(request: HttpRequest) -> HttpResponse:
    """Begin a run: what to print, on what, from which label on."""
    actor, site_id = actor_of(request), _site(request)
    given = {name: number for name in FROM if (number := row_number(request.GET.get(name, "")))}
    first = {"kind": request.GET.get("kind", ""), "printer": queries.label_printers(actor).first()}
    form = StartRunForm(request.POST or None, site_id=site_id, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            run_id = actions.start_run(actor, kind=form.cleaned_data["kind"], now=now(), **form.where())
            _fill(actor, run_id, form.cleaned_data["kind"], given)
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("labels.run", run_id)
    context = {"form": form, "given": _given_words(actor, given)}
    return render(request, "web/labels/start_run.html", context, status=422 if form.is_bound else 200)


def _fill(actor: Actor, run_id: int, kind: str, given: dict[str, int]) -> None:
    """Put into a fresh run what its page was opened with."""
    if kind in rules.ITEM_KINDS:
        for name, column in (("item", "item_id"), ("record", "record_id"), ("job", "job_id")):
            if name in given:
                wanted = Wanted(**{column: given[name]})  # type: ignore[arg-type]  # a name of a field
                actions.add_items_to_run(actor, run_id=run_id, wanted=wanted, now=now())
    elif kind == rules.PATRON_CARD:
        persons = [given["person"]] if "person" in given else []
        if "class" in given:
            persons += _members(actor, given["class"])
        if persons:
            actions.add_persons_to_run(actor, run_id=run_id, person_ids=persons, now=now())


def _members(actor: Actor, class_id: int) -> list[int]:
    today = schools.today_at(actor.site_id, now())
    if people.class_shown(actor, class_id, today=today) is None:
        return []
    return [each.person_id for each in people.class_members(class_id, today=today)]


def _given_words(actor: Actor, given: dict[str, int]) -> str:
    """What the run begins with, in words."""
    if "item" in given:
        item = inventory.item_by_id(given["item"])
        return item.record.title if item and actor.sees_site(item.site_id) else ""
    if "record" in given:
        count = queries.items_wanted(actor.site_id or 0, Wanted(record_id=given["record"]), rules.SPINE_LABEL).count()
        return ngettext("%(count)s copy of one title", "%(count)s copies of one title", count) % {"count": count}
    if "job" in given:
        count = queries.items_wanted(actor.site_id or 0, Wanted(job_id=given["job"]), rules.SPINE_LABEL).count()
        return ngettext("%(count)s item of one import", "%(count)s items of one import", count) % {"count": count}
    if "class" in given:
        found = people.class_shown(actor, given["class"])
        return found.name if found else ""
    if "person" in given and people.may_see_person(actor, given["person"]):
        person = people.person_found(given["person"])
        return person.name if person else ""
    return ""


@require_http_methods(["GET", "POST"])
@allowed("labels.add_items_to_run")
def add_items(request: HttpRequest, run_id: int) -> HttpResponse:
    """Put a whole list into a run: first it is counted, then it comes in."""
    actor, run = actor_of(request), seen_run(request, run_id)
    asked = request.GET or None
    form = ListForm(asked, site_id=run.site_id)
    count = None
    if asked is not None and form.is_valid():
        wanted = form.wanted()
        count = queries.items_wanted(run.site_id, wanted, run.kind).count()
        if request.method == "POST":
            try:
                added = actions.add_items_to_run(actor, run_id=run_id, wanted=wanted, now=now())
            except NotAllowed:
                raise
            except Refused as refused:
                messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
            else:
                text = ngettext("%(count)s item came in.", "%(count)s items came in.", added) % {"count": added}
                messages.info(request, text, extra_tags="done")
                return redirect("labels.run", run_id)
    context = {"run": run, "form": form, "count": count, "most": rules.MOST_LINES}
    return render(request, "web/labels/add_items.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed("labels.add_persons_to_run")
def add_class(request: HttpRequest, run_id: int) -> HttpResponse:
    """Put a class into a run of cards."""
    actor, run = actor_of(request), seen_run(request, run_id)
    if request.method == "POST":
        persons = _members(actor, row_number(request.POST.get("class", "")))
        try:
            added = actions.add_persons_to_run(actor, run_id=run_id, person_ids=persons, now=now())
        except NotAllowed:
            raise
        except Refused as refused:
            messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
        else:
            text = ngettext("%(count)s card came in.", "%(count)s cards came in.", added) % {"count": added}
            messages.info(request, text, extra_tags="done")
            return redirect("labels.run", run_id)
    today = schools.today_at(run.site_id, now())
    classes = people.classes_of(actor, run.site_id, today=today)
    return render(request, "web/labels/add_class.html", {"run": run, "classes": classes})


@require_http_methods(["GET", "POST"])
@allowed("labels.print_numbers")
def print_numbers(request: HttpRequest) -> HttpResponse:
    """Print labels with the next numbers, before the things come."""
    actor, site_id = actor_of(request), _site(request)
    first = {"printer": queries.label_printers(actor).first()}
    form = NumbersForm(request.POST or None, site_id=site_id, initial=first)
    if request.method == "POST" and form.is_valid():
        done = _started(
            form, lambda: actions.print_numbers(actor, count=form.cleaned_data["count"], now=now(), **form.where())
        )
        if done:
            return redirect("labels.run", done)
    context = {
        "form": form,
        "next_number": queries.next_number_to_give(site_id),
        "unused": queries.unused_numbers(site_id),
    }
    return render(request, "web/labels/print_numbers.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allowed("labels.print_cartons")
def print_cartons(request: HttpRequest) -> HttpResponse:
    """Print labels for cartons that go to another school."""
    actor, site_id = actor_of(request), _site(request)
    site = schools.site(site_id)
    first: dict[str, Any] = {
        "sender": site.name if site else "", "sheet": "5164", "printer": queries.label_printers(actor).first(),
        "to": request.GET.get("to", "")[:120], "count": row_number(request.GET.get("count", "")) or 1,
    }  # fmt: skip
    form = CartonForm(request.POST or None, site_id=site_id, initial=first)
    if request.method == "POST" and form.is_valid():
        done = _started(form, lambda: actions.print_cartons(actor, now=now(), **form.content(), **form.where()))
        if done:
            return redirect("labels.run", done)
    names = [name for number, name in schools.site_names().items() if number != site_id]
    context = {"form": form, "names": names}
    return render(request, "web/labels/print_cartons.html", context, status=422 if form.is_bound else 200)


def _started(form: NumbersForm | CartonForm, deed: Any) -> int:
    """The number of the run that a deed began; 0 when it was refused, which the form says."""
    try:
        return int(deed())
    except NotAllowed:
        raise
    except Refused as refused:
        put_on(form, refused)
    return 0
