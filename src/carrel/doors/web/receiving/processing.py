"""The processing queue: batches of copies being made ready, step by step, with who did what and how many are left."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.items.views import ODD
from carrel.doors.web.phrases import put_on
from carrel.doors.web.receiving import parked
from carrel.doors.web.receiving.doing import do, number
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.forms import StartProcessingForm
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.rules import normalise_number
from carrel.rooms.labels.queries import next_number_to_give

if TYPE_CHECKING:
    from carrel.rooms.intake.models import ProcessingBatch


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of one copy as the page shows it."""

    step_id: int
    name: str
    who: str
    is_done: bool


@require_safe
@allowed("intake.view_processing")
def batches(request: HttpRequest) -> HttpResponse:
    """The batches of this site, the newest first, with how many copies are left in each."""
    found = queries.processing_batches(actor_of(request))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "web/receiving/batches.html", {"page": page})


@require_http_methods(["GET", "POST"])
@allowed("intake.start_processing")
def start_processing(request: HttpRequest) -> HttpResponse:
    """Begin a batch with the copies of an import, or with scanned ones."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    jobs = [(pk, f"{title} ({count})") for pk, title, count in queries.imports_to_process(actor)]
    form = StartProcessingForm(request.POST or None, jobs=jobs)
    if request.method == "POST" and form.is_valid():
        job_id = form.cleaned_data["job"]
        unknown: list[str] = []
        try:
            items = queries.items_of_import(actor, job_id) if job_id else _scanned(actor, form, unknown)
            for each in unknown:
                form.add_error("numbers", _("No item has the number %(number)s.") % {"number": each})
            if not unknown:
                name = form.cleaned_data["name"] or dict(jobs).get(job_id, "")
                batch_id = actions.start_processing(
                    actor, site_id=actor.site_id, name=name, item_ids=items, job_id=job_id, now=now()
                )
                return redirect("receiving.processing_batch", batch_id)
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
    return render(request, "web/receiving/start_batch.html", {"form": form}, status=422 if form.is_bound else 200)


def _scanned(actor: Actor, form: StartProcessingForm, unknown: list[str]) -> list[int]:
    found = []
    for text in form.cleaned_data["numbers"].split():
        item = inventory.item_of_number(text, site_id=actor.site_id)
        if item is None:
            unknown.append(text[:64])
        else:
            found.append(item.item_id)
    return found


def _batch(request: HttpRequest, batch_id: int) -> "ProcessingBatch":
    found = queries.batch_in_sight(actor_of(request), batch_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed("intake.view_processing")
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: its steps with how many are left, its copies; `?step=` and `?record=` say what a scan does."""
    return _page(request, batch_id)


def _page(request: HttpRequest, batch_id: int, *, odd: str = "", status: int = 200) -> HttpResponse:
    found = _batch(request, batch_id)
    steps, lines = queries.steps_of(found.site_id), queries.lines_in_batch(batch_id)
    shown = queries.steps_shown(steps, lines)
    wanted = number(request.GET.get("step") or request.POST.get("step"))
    current = next((each for each in shown if each.step.pk == wanted), None)
    if current is None:
        current = next((each for each in shown if each.left), shown[0] if shown else None)
    record_id = number(request.GET.get("record") or request.POST.get("record"))
    labelling = next(
        (each.line.item for each in lines if each.line.item.record_id == record_id and not each.line.item.barcode), None
    )
    rows = [
        {
            "line": each.line,
            "marks": [
                Mark(step.pk, step.name, each.done[step.pk].who if step.pk in each.done else "", step.pk in each.done)
                for step in steps
            ],
        }
        for each in lines[:300]
    ]
    context = {
        "batch": found,
        "steps": shown,
        "rows": rows,
        "more": max(0, len(lines) - 300),
        "current": current,
        "labelling": labelling,
        "unlabelled": sum(1 for each in lines if not each.line.item.barcode),
        "odd": odd,
        "next_number": next_number_to_give(labelling.site_id) if labelling else "",
    }
    return render(request, "web/receiving/batch.html", context, status=status)


@require_POST
@allowed("intake.tick_step")
def tick_step(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A step is done, for all or for one copy; `off` takes the tick off."""
    actor, found = actor_of(request), _batch(request, batch_id)
    step_id, line_id = number(request.POST.get("step")), number(request.POST.get("line"))
    lines = [line_id] if line_id else None
    is_off = bool(request.POST.get("off"))
    if is_off and not actor.may("intake.untick_step"):
        is_off = False
    verb = actions.untick_step if is_off else actions.tick_step
    count = 0

    def tick() -> None:
        nonlocal count
        count = verb(actor, batch_id=batch_id, step_id=step_id, line_ids=lines, now=now())

    to = f"{reverse('receiving.processing_batch', args=[batch_id])}?step={step_id}"
    answer = do(request, tick, said="", to=to)
    if count:
        done = ngettext("Done for %(count)s copy.", "Done for %(count)s copies.", count)
        off = ngettext("Taken off %(count)s copy.", "Taken off %(count)s copies.", count)
        messages.info(request, (off if is_off else done) % {"count": count}, extra_tags="done")
    _park(actor, found)
    return answer


def _park(actor: Actor, found: "ProcessingBatch") -> None:
    left = queries.batch_in_sight(actor, found.pk)
    count = getattr(left, "left_count", 0)
    if not count:
        parked.let_go(actor, parked.PROCESSING, found.pk)
        return
    title = _("Processing %(name)s") % {"name": found}
    detail = ngettext("%(count)s copy is left", "%(count)s copies are left", count) % {"count": count}
    url = reverse("receiving.processing_batch", args=[found.pk])
    parked.park(actor, parked.PROCESSING, found.pk, title=title, detail=detail, url=url)


@require_POST
@allowed("intake.label_copy")
def scan(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One scan: a copy of the batch is ticked, an ISBN of it opens its title, a new label goes on its next copy."""
    actor, found = actor_of(request), _batch(request, batch_id)
    text = request.POST.get("text", "")[:200].strip()
    step_id, record_id = number(request.POST.get("step")), number(request.POST.get("record"))
    to = f"{reverse('receiving.processing_batch', args=[batch_id])}?step={step_id}"
    if isbn := rules.isbn_meant(text, has_title=bool(record_id)):
        record = catalogue.record_by_isbn(isbn)
        if record is not None and queries.unlabelled_of(batch_id, record.pk):
            return redirect(f"{to}&record={record.pk}")
        messages.info(request, _("%(number)s waits for no label here.") % {"number": isbn}, extra_tags="refused")
        return redirect(to)
    item = inventory.item_of_number(text, site_id=found.site_id)
    line = queries.open_line_of_item(batch_id, item.item_id) if item else None
    if line is not None:
        said = _("“%(title)s” %(number)s is ticked.") % {"title": item.title if item else "", "number": text}
        answer = do(
            request,
            lambda: actions.tick_step(actor, batch_id=batch_id, step_id=step_id, line_ids=[line.pk], now=now()),
            said=said,
            to=to,
        )
        _park(actor, found)
        return answer
    if record_id and text:
        return _label(request, batch_id, record_id, text, to)
    words = _("%(number)s is not in this batch. Lay it aside, or begin a batch with it.")
    messages.info(request, words % {"number": normalise_number(text)}, extra_tags="refused")
    return redirect(to)


def _label(request: HttpRequest, batch_id: int, record_id: int, text: str, to: str) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()[:200]
    try:
        actions.label_copy(
            actor_of(request), batch_id=batch_id, record_id=record_id, number=text,
            overrides=ODD if reason else (), reason=reason, now=now(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        if refused.can_be_passed:
            return _page(request, batch_id, odd=text, status=422)
        return redirect(f"{to}&record={record_id}")
    messages.info(request, _("%(number)s is its label now.") % {"number": normalise_number(text)}, extra_tags="done")
    _park(actor_of(request), _batch(request, batch_id))
    return redirect(f"{to}&record={record_id}")


@require_POST
@allowed("intake.take_back_processing")
def take_back_processing(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The batch was begun by mistake."""
    actor = actor_of(request)
    _batch(request, batch_id)

    def back() -> None:
        actions.take_back_processing(actor, batch_id=batch_id, now=now())
        parked.let_go(actor, parked.PROCESSING, batch_id)

    return do(
        request, back, said=_("The batch is taken back. Copies it added are out again, others where they stood."),
        to=reverse("receiving.processing"), refused_to=reverse("receiving.processing_batch", args=[batch_id]),
    )  # fmt: skip
