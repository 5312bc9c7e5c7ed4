"""One charge whole: what it came from, its history, the law it stands under, its pictures, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.files.pictures import small_photo
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import shown
from carrel.doors.web.charges.accounts import DEEDS
from carrel.doors.web.charges.deeds import attempt, new_key
from carrel.doors.web.circulation.explaining import row_words
from carrel.doors.web.people.sight import opened, within_sight
from carrel.rooms.charges import actions, forms, queries, rules
from carrel.rooms.charges.phrases import LAW_DOES, LAW_NAMES, OWES_WORDS
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.series import rows_in_sight
from carrel.rooms.schools import queries as schools

VIEW = "charges.view_charges"
PHOTO_DEEDS = ("attach_photo", "remove_photo", "put_back_photo")


@require_safe
@allowed(VIEW)
@within_sight
def charge(request: HttpRequest, charge_id: int) -> HttpResponseBase:
    """The page of one charge."""
    actor = actor_of(request)
    found = queries.charge_seen(actor, charge_id)
    if found is None:
        raise Http404
    person = opened(request, found.person_id, "account")
    law = queries.law_of_site(found.site_id)
    of_kind, words = law.of(found.kind), shown.money_words()
    # Who has neither a grade nor a guardian is no student: a teacher owes what a teacher lost.
    by_guardian = of_kind.owes == rules.GUARDIAN and (person.grade or queries.guardians_of(person.pk))
    photos = list(queries.photos_of(charge_id))
    site = schools.site(found.site_id) if found.site_id is not None else None
    setting = queries.money_setting(found.site_id)
    context = {
        "person": person,
        "charge": shown.on_page(found, words),
        "loan_id": found.loan_id,
        "item_id": found.item_id,
        "site": site,
        "refund_until": found.refund_until,
        "law_name": LAW_NAMES.get(law.code, law.code),
        "does": LAW_DOES[of_kind.does],
        "owes": OWES_WORDS[rules.GUARDIAN if by_guardian else rules.PATRON],
        "statute": of_kind.statute,
        "by_work": of_kind.work_in_lieu,
        "policy_text": setting.policy_text,
        "rows": _rows(actor, found.basis),
        "photos": [each for each in photos if each.removed_at is None],
        "off": [each for each in photos if each.removed_at is not None],
        "may_view_loans": actor.may("circulation.view_loans"),
        "may_view_items": actor.may("inventory.view_items"),
        "may": {deed: actor.may(f"charges.{deed}") for deed in (*DEEDS, *PHOTO_DEEDS)},
        "waits": found.charge_id in {each.charge_id for each in queries.waivers_waiting(actor)},
        "back": "charge",
        "key": new_key(),
        "photo_form": forms.ChargePhotoForm(),
    }
    return render(request, "web/charges/one.html", context)


def _rows(actor: Actor, basis: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    """The rows of the rules of lending a figure came from, as far as they are there; the number for who may open it."""
    wanted = {int(each) for each in dict(basis.get("rows") or {}).values() if each is not None}
    if not wanted:
        return []
    return [
        (row_words(row_of(each.row)), each.row.pk if each.may_change else None)
        for each in rows_in_sight(actor)
        if each.row.pk in wanted
    ]


@require_POST
@allowed("charges.attach_photo")
def attach_photo(request: HttpRequest, charge_id: int) -> HttpResponse:
    """Put a picture on the charge."""

    def deed(values: Mapping[str, Any]) -> str:
        sent = values["photo"]
        actions.attach_photo(
            actor_of(request), charge_id=charge_id, stream=sent.file, name=sent.name or "", now=now(),
            key=values["key"],
        )  # fmt: skip
        return _("The picture is on the charge.")

    attempt(request, forms.ChargePhotoForm(request.POST, request.FILES), deed)
    return _to_charge(charge_id)


@require_safe
@allowed(VIEW)
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """A picture on a charge, or a small one with ?size=small; a browser keeps it for an hour for this reader alone."""
    found = queries.photo_seen(actor_of(request), photo_id)
    if found is None:
        raise Http404
    with stored.open_file(found.file) as picture:
        data = picture.read()
    answer = HttpResponse(small_photo(data) if request.GET.get("size") == "small" else data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@allowed("charges.remove_photo")
def remove_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Take a picture off its charge."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.remove_photo(actor_of(request), photo_id=photo_id, now=now())
        return _("The picture is taken off. For 30 days it can be put back.")

    return _photo_done(request, photo_id, deed)


@require_POST
@allowed("charges.put_back_photo")
def put_back_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Put a picture back on its charge."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.put_back_photo(actor_of(request), photo_id=photo_id, now=now())
        return _("The picture is on the charge.")

    return _photo_done(request, photo_id, deed)


def _photo_done(request: HttpRequest, photo_id: int, deed: Any) -> HttpResponse:
    found = queries.photo_seen(actor_of(request), photo_id)
    if found is None:
        raise Http404
    attempt(request, None, deed)
    return _to_charge(found.charge_id)


def _to_charge(charge_id: int) -> HttpResponse:
    answer = redirect("charges.charge", charge_id)
    answer["Location"] += "#photos"
    return answer
