"""Files on items and records: attached from a phone or a folder, shown in a list, sent, taken off and put back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import FileResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.files.pictures import small_photo
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.catalogue.sight import is_public
from carrel.doors.web.phrases import put_on
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.inventory import actions, queries, rules
from carrel.rooms.inventory.forms import AttachForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carrel.rooms.inventory.models import Attachment

Answer = TypeVar("Answer", bound=HttpResponseBase)
# A file is sent for this reader alone, and a browser runs nothing that may stand in it.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
}


@dataclass(frozen=True, slots=True)
class Attachments:
    """The files of an item or a record, as its page lists them; `off` can be put back."""

    files: Sequence[Attachment]
    off: Sequence[Attachment]
    may_attach: bool
    item_id: int | None = None
    record_id: int | None = None


def attachments_of_item(actor: Actor, item_id: int, *, is_ours: bool) -> Attachments:
    """The files of an item for its page."""
    may = is_ours and actor.may("inventory.attach_file")
    found = queries.attachments_of(actor, item_id=item_id, with_off=may)
    return Attachments(_on(found), _off(found), may, item_id=item_id)


def attachments_of_record(actor: Actor, record_id: int) -> Attachments:
    """The files of a record for its page: a reader sees those that are for everybody."""
    may = actor.may("inventory.attach_file")
    found = queries.attachments_of(actor, record_id=record_id, with_off=may)
    return Attachments(_on(found), _off(found), may, record_id=record_id)


def _on(found: Sequence[Attachment]) -> list[Attachment]:
    return [each for each in found if each.detached_at is None]


def _off(found: Sequence[Attachment]) -> list[Attachment]:
    return [each for each in found if each.detached_at is not None]


@require_http_methods(["GET", "POST"])
@allowed("inventory.attach_file")
def attach_file(request: HttpRequest, item_id: int) -> HttpResponse:
    """Hang a photo or a paper on an item."""
    item = queries.item_by_id(item_id)
    if item is None:
        raise Http404
    return _attach(request, item.record.title, item_id=item_id)


@require_http_methods(["GET", "POST"])
@allowed("inventory.attach_file")
def attach_file_to_record(request: HttpRequest, record_id: int) -> HttpResponse:
    """Hang a photo or a paper on a record."""
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    return _attach(request, record.title, record_id=record_id)


def _attach(
    request: HttpRequest, title: str, *, item_id: int | None = None, record_id: int | None = None
) -> HttpResponse:
    form = AttachForm(
        request.POST or None,
        request.FILES or None,
        is_on_item=item_id is not None,
        initial={"key": secrets.token_urlsafe(16)},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.attach_file(
                actor_of(request), stream=values["sent"].file, name=values["sent"].name or "", kind=values["kind"],
                title=values["title"], seen_by=values.get("seen_by") or rules.STAFF, item_id=item_id,
                record_id=record_id, key=values["key"], now=now(),
            )  # fmt: skip
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("It is attached to “%(title)s”.") % {"title": title}, extra_tags="done")
            return _back(item_id, record_id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "item_id": item_id, "record_id": record_id}
    return render(request, "web/items/attach.html", context, status=status)


@require_safe
@allowed("catalogue.search", open_when=is_public)
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """The file itself, to be saved: never opened inside a page of ours, whatever is in it."""
    found = _seen(request, attachment_id)
    answer = FileResponse(
        stored.open_file(found.file), as_attachment=True, filename=found.file.name, content_type=found.file.content_type
    )
    return _safe(answer)


@require_safe
@allowed("catalogue.search", open_when=is_public)
def attachment_photo(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """A photo to be looked at: the JPEG we made of it, or a small one with ?size=small; no other file is shown."""
    found = _seen(request, attachment_id)
    if not found.is_photo:
        raise Http404
    with stored.open_file(found.file) as picture:
        data = picture.read()
    answer = HttpResponse(small_photo(data) if request.GET.get("size") == "small" else data, content_type="image/jpeg")
    return _safe(answer)


@require_POST
@allowed("inventory.detach_file")
def detach_file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Take a file off."""
    found = _seen(request, attachment_id)
    actions.detach_file(actor_of(request), attachment_id=attachment_id, now=now())
    text = _("“%(title)s” is taken off. For %(days)s days it can be put back.")
    messages.info(request, text % {"title": found.title, "days": rules.KEPT_DAYS}, extra_tags="done")
    return _back(found.item_id, found.record_id)


@require_POST
@allowed("inventory.reattach_file")
def reattach_file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Put back a file that was taken off."""
    actor = actor_of(request)
    actions.reattach_file(actor, attachment_id=attachment_id, now=now())
    found = _seen(request, attachment_id)
    messages.info(request, _("“%(title)s” is back.") % {"title": found.title}, extra_tags="done")
    return _back(found.item_id, found.record_id)


def _safe(answer: Answer) -> Answer:
    for name, value in SAFE.items():
        answer[name] = value
    return answer


def _seen(request: HttpRequest, attachment_id: int) -> Attachment:
    found = queries.attachment_seen(actor_of(request), attachment_id)
    if found is None:
        raise Http404
    return found


def _back(item_id: int | None, record_id: int | None) -> HttpResponse:
    return redirect("items.item", item_id) if item_id is not None else redirect("catalogue.record", record_id)
