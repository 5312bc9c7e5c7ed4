"""The fields of a kind: defined, changed, put in order, put away and brought back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.rooms.inventory import actions, queries, rules
from carrel.rooms.inventory.forms import ItemFieldForm, field_initial
from carrel.rooms.inventory.phrases import FIELD_KIND_WORDS, FIELD_WORDS, USUAL_WORDS

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Above:
    """A field a kind has from one it is part of."""

    label: str
    kind_word: Text
    item_type_id: int
    from_kind: str


@dataclass(frozen=True, slots=True)
class UsualSet:
    """A set of fields offered in one click: those of it that the kind does not have yet."""

    code: str
    word: Text
    labels: str


@require_safe
@allowed("inventory.view_items")
def item_fields(request: HttpRequest, item_type_id: int) -> HttpResponse:
    """The fields of one kind: from above, its own, the usual ones it lacks, those put away."""
    kind = queries.item_type_by_id(item_type_id)
    if kind is None:
        raise Http404
    names = {each.pk: each.name for each in queries.item_types()}
    all_fields = queries.fields_of(item_type_id)
    defined = list(queries.fields_defined(item_type_id))
    have = {field.code for field in all_fields} | {field.code for field in defined}
    lacking = {
        which: [FIELD_WORDS[usual.code] for usual in usuals if usual.code not in have]
        for which, usuals in rules.USUAL_FIELDS.items()
    }
    context = {
        "kind": kind,
        "above": [
            Above(field.label, FIELD_KIND_WORDS[field.kind], field.item_type_id, names[field.item_type_id])
            for field in all_fields
            if field.item_type_id != item_type_id
        ],
        "fields": [field for field in defined if not field.is_away],
        "away": [field for field in defined if field.is_away],
        "sets": [
            UsualSet(which, USUAL_WORDS[which], ", ".join(map(str, labels)))
            for which, labels in lacking.items()
            if labels
        ],
        "may_keep": actor_of(request).may("inventory.keep_item_type"),
    }
    return render(request, "web/items/fields.html", context)


@require_http_methods(["GET", "POST"])
@allowed("inventory.keep_item_type")
def add_item_field(request: HttpRequest, item_type_id: int) -> HttpResponse:
    """Define one more field."""
    kind = queries.item_type_by_id(item_type_id)
    if kind is None:
        raise Http404
    form = ItemFieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item_field(actor_of(request), item_type_id=item_type_id, facts=form.facts(), now=now())
        except Refused as refused:
            _say(form, refused)
        else:
            said = _("“%(field)s” is a field of %(kind)s now.")
            messages.info(request, said % {"field": form.cleaned_data["label"], "kind": kind.name}, extra_tags="done")
            return redirect("inventory.item_fields", item_type_id)
    title = _("Add a field to %(kind)s") % {"kind": kind.name}
    context = {"form": form, "kind": kind, "page_title": title}
    return render(request, "web/items/field.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allowed("inventory.keep_item_type")
def change_item_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """Change what is said of a field."""
    field = queries.item_field(field_id)
    if field is None:
        raise Http404
    form = ItemFieldForm(request.POST or None, initial=field_initial(field))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item_field(actor_of(request), field_id=field_id, facts=form.facts(), now=now())
        except Refused as refused:
            _say(form, refused)
        else:
            messages.info(request, _("“%(name)s” is kept.") % {"name": form.cleaned_data["label"]}, extra_tags="done")
            return redirect("inventory.item_fields", field.item_type_id)
    context = {"form": form, "kind": field.item_type, "page_title": field.label}
    return render(request, "web/items/field.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("inventory.keep_item_type")
def add_usual_fields(request: HttpRequest, item_type_id: int) -> HttpResponse:
    """Define the usual fields of a set in one click."""
    which = request.POST.get("which", "")
    if which not in rules.USUAL_FIELDS:
        raise Http404
    actions.add_usual_fields(actor_of(request), item_type_id=item_type_id, which=which, now=now())
    messages.info(request, _("%(fields)s: added.") % {"fields": USUAL_WORDS[which]}, extra_tags="done")
    return redirect("inventory.item_fields", item_type_id)


@require_POST
@allowed("inventory.keep_item_type")
def move_item_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """Let a field change places with its neighbour."""
    actions.move_item_field(actor_of(request), field_id=field_id, up=request.POST.get("way") == "up", now=now())
    return _back(field_id)


@require_POST
@allowed("inventory.keep_item_type")
def remove_item_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """Take a field away, or put it away with its values."""
    field = queries.item_field(field_id)
    if field is None:
        raise Http404
    kept = actions.remove_item_field(actor_of(request), field_id=field_id, now=now())
    said = _("“%(name)s” is put away with its values.") if kept else _("“%(name)s” is taken away.")
    messages.info(request, said % {"name": field.label}, extra_tags="done")
    return redirect("inventory.item_fields", field.item_type_id)


@require_POST
@allowed("inventory.keep_item_type")
def bring_back_item_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """Let a field that was put away show again."""
    actions.bring_back_item_field(actor_of(request), field_id=field_id, now=now())
    return _back(field_id)


def _back(field_id: int) -> HttpResponse:
    field = queries.item_field(field_id)
    if field is None:
        raise Http404
    return redirect("inventory.item_fields", field.item_type_id)


_BESIDE = {"inventory.field_needs_choices": "choices", "inventory.field_many_choices": "choices",
           "inventory.field_choice_used": "choices", "inventory.field_number_is_text": "is_number",
           "inventory.field_taken": "label", "inventory.field_without_name": "label"}  # fmt: skip


def _say(form: ItemFieldForm, refused: Refused) -> None:
    for objection, sentence in zip(refused.objections, sentences(refused), strict=True):
        form.add_error(_BESIDE.get(objection.code), sentence)
