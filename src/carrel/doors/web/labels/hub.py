"""The way in: runs that are open, runs of late, where a run begins; how the site makes its labels."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.labels.shown import STATE_SHAPES
from carrel.rooms.labels import actions, queries
from carrel.rooms.labels.forms import LabelSettingForm
from carrel.rooms.labels.phrases import KIND_WORDS, STATE_WORDS
from carrel.rooms.labels.rules import ITEM_KINDS, PATRON_CARD

PAGE = 50
_VERBS = ("print_numbers", "print_cartons", "keep_label_sheet", "keep_label_printer", "keep_label_setting")


@require_safe
@allowed("labels.start_run")
def labels(request: HttpRequest) -> HttpResponse:
    """The runs of this site, and what can be begun."""
    actor = actor_of(request)
    page = Paginator(queries.runs_of(actor), PAGE).get_page(request.GET.get("page"))
    rows = [
        {"run": run, "kind": KIND_WORDS[run.kind], "word": STATE_WORDS[run.state], "shape": STATE_SHAPES[run.state]}
        for run in page
    ]
    kinds = [(code, KIND_WORDS[code]) for code in (*ITEM_KINDS, PATRON_CARD)]
    may = {verb: actor.may(f"labels.{verb}") for verb in _VERBS}
    return render(request, "web/labels/labels.html", {"page": page, "rows": rows, "kinds": kinds, "may": may})


@require_http_methods(["GET", "POST"])
@allowed("labels.keep_label_setting")
def setting(request: HttpRequest) -> HttpResponse:
    """How this site makes its labels."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    form = LabelSettingForm(request.POST or None, instance=queries.setting_row(actor.site_id))
    if request.method == "POST" and form.is_valid():
        actions.keep_label_setting(actor, form=form, now=now())
        messages.info(request, _("Labels are made so from now on."), extra_tags="done")
        return redirect("labels.labels")
    return render(request, "web/labels/setting.html", {"form": form}, status=422 if form.is_bound else 200)
