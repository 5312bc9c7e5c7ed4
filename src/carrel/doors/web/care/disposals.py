"""Lists of disposal: opened, filled by scanning, asked for, decided, carried out, printed for the board."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, MONEY, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.cases import VIEW, site_and_day
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.items.shown import currency, price_words, state_shown
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.care import actions, queries
from carrel.rooms.care.forms import DisposalListForm, LinesForm, PutOnForm
from carrel.rooms.care.phrases import LIST_WORDS, REASON_WORDS, RECIPIENT_WORDS

if TYPE_CHECKING:
    from carrel.rooms.care.models import DisposalList

SHAPES = {"draft": "parked", "asked": "ask", "approved": "done", "declined": "refused", "carried_out": "moved"}
VERBS = (
    "put_on_disposal_list", "take_off_disposal_list", "change_disposal_lines", "change_disposal_list", "ask_approval",
    "approve_disposal", "decline_disposal", "take_back_approval", "carry_out_disposal", "undo_disposal",
    "drop_disposal_list",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed(VIEW)
def disposals(request: HttpRequest) -> HttpResponse:
    """The lists of this site, the newest first; a new one is opened here."""
    site_id, _today = site_and_day(request)
    actor = actor_of(request)
    form = DisposalListForm(request.POST or None, initial={"key": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        list_id = actions.open_disposal_list(
            actor, site_id=site_id, name=values["name"], notice=values["notice"], key=values["key"], now=now()
        )
        return redirect("care.disposal_list", list_id)
    page = Paginator(queries.disposal_lists(actor), 50).get_page(request.GET.get("page"))
    rows = [(each, SHAPES[each.state], LIST_WORDS[each.state]) for each in page]
    context = {"rows": rows, "page": page, "form": form, "may_open": actor.may("care.open_disposal_list")}
    return render(request, "web/care/disposals.html", context, status=422 if form.is_bound else 200)


def _list(request: HttpRequest, list_id: int) -> DisposalList:
    found = queries.disposal_list_seen(actor_of(request), list_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(VIEW)
def disposal_list(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """One list; `?as=csv|xlsx` as a table, `?as=print` in one piece under the notice for the board."""
    found = _list(request, list_id)
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    return _page(request, found)


def _page(request: HttpRequest, found: DisposalList, *, refused: Refused | None = None, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    may = {verb: actor.may(f"care.{verb}") for verb in VERBS}
    lines: list[dict[str, Any]] = [
        {
            "line": line,
            "reason": REASON_WORDS[line.reason],
            "recipient": ", ".join(filter(None, (str(RECIPIENT_WORDS.get(line.recipient_kind, "")), line.recipient))),
            "value": price_words(line.value_minor),
            "state": state_shown(line.item.state),
        }
        for line in queries.lines_of(found.pk)
    ]
    said = {"reason": request.GET.get("reason", ""), "note": request.GET.get("note", "")[:200]}
    is_ask = refused is not None and refused.can_be_passed
    context = {
        "list": found,
        "shape": SHAPES[found.state],
        "word": LIST_WORDS[found.state],
        "lines": lines,
        "price": _sum(each["line"].item.price_minor for each in lines),
        "value": _sum(each["line"].value_minor for each in lines),
        "unstamped": sum(not each["line"].is_stamped for each in lines),
        "may": may,
        "is_print": request.GET.get("as") == "print",
        "put_form": PutOnForm(initial=said),
        "lines_form": LinesForm(currency=currency(), with_reason=found.is_editable, auto_id="lines_%s"),
        "list_form": DisposalListForm(initial={"name": found.name, "notice": found.notice}, auto_id="list_%s"),
        "refusals": sentences(refused) if refused else [],
        "asked": [each.code for each in refused.objections] if refused is not None and is_ask else [],
        **forms,
    }
    return render(request, "web/care/disposal_list.html", context, status=422 if refused or forms else 200)


def _sum(amounts: Iterable[int | None]) -> str:
    """What is known of these amounts together, in words; blank where none is known."""
    known = [each for each in amounts if each is not None]
    return price_words(sum(known)) if known else ""


def _table(found: DisposalList) -> Table:
    columns = [
        Column(_("Call number"), CODE), Column(_("Title"), width=44), Column(_("Author")), Column(_("Barcode"), CODE),
        Column(_("Item type")), Column(_("Why")), Column(_("Note")), Column(_("Stamped")), Column(_("Where it goes")),
        Column(_("To whom")), Column(_("Value"), MONEY), Column(_("Price"), MONEY),
    ]  # fmt: skip
    rows = (
        [
            line.item.call_number, line.item.record.title, line.item.record.author, line.item.barcode,
            line.item.item_type.name, str(REASON_WORDS[line.reason]), line.note, _("yes") if line.is_stamped else "",
            str(RECIPIENT_WORDS.get(line.recipient_kind, "")), line.recipient, line.value_minor, line.item.price_minor,
        ]
        for line in queries.lines_of(found.pk)
    )  # fmt: skip
    return Table(found.name, columns, rows)


@require_POST
@allowed("care.put_on_disposal_list")
def put_on_disposal_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Scanned numbers come on the list; what does not go is said, number by number."""
    found = _list(request, list_id)
    form = PutOnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, put_form=form)
    values, actor, new = form.cleaned_data, actor_of(request), []
    for number in values["numbers"]:
        try:
            put = actions.put_on_disposal_list(
                actor, list_id=list_id, number=number, reason=values["reason"], note=values["note"], now=now()
            )
        except Refused as refused:
            tell_refused(request, refused)
        else:
            if put.is_new:
                new.append(put.title)
            else:
                messages.info(request, _("“%(title)s” stood on it already.") % {"title": put.title}, extra_tags="tell")
    if new:
        text = ngettext("“%(title)s” is on the list.", "%(count)s are on the list, the last “%(title)s”.", len(new))
        messages.info(request, text % {"title": new[-1], "count": len(new)}, extra_tags="done")
    answer = redirect("care.disposal_list", list_id)
    answer["Location"] += f"?reason={values['reason']}#scan"
    return answer


@require_POST
@allowed("care.change_disposal_lines")
def change_disposal_lines(request: HttpRequest, list_id: int) -> HttpResponse:
    """Say of the ticked lines that they are stamped, where they go, to whom; or take them off."""
    found = _list(request, list_id)
    ids = [int(each) for each in request.POST.getlist("line") if each.isascii() and each.isdigit() and len(each) < 19]
    if not ids:
        messages.info(request, _("No line is ticked. Tick the lines first."), extra_tags="ask")
        return redirect("care.disposal_list", list_id)
    actor = actor_of(request)
    if "off" in request.POST:
        count = actions.take_off_disposal_list(actor, list_id=list_id, line_ids=ids, now=now())
        text = ngettext("%(count)s item is off the list.", "%(count)s items are off the list.", count)
    else:
        form = LinesForm(request.POST, currency=currency(), with_reason=found.is_editable, auto_id="lines_%s")
        if not form.is_valid():
            return _page(request, found, lines_form=form)
        count = actions.change_disposal_lines(actor, list_id=list_id, line_ids=ids, now=now(), **form.changes())
        text = ngettext("%(count)s line is changed.", "%(count)s lines are changed.", count)
    messages.info(request, text % {"count": count}, extra_tags="done")
    return redirect("care.disposal_list", list_id)


@require_POST
@allowed("care.change_disposal_list")
def change_disposal_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Its name, and what stands over it for the board."""
    found = _list(request, list_id)
    form = DisposalListForm(request.POST, auto_id="list_%s")
    if not form.is_valid():
        return _page(request, found, list_form=form)
    values = form.cleaned_data
    actions.change_disposal_list(
        actor_of(request), list_id=list_id, name=values["name"], notice=values["notice"], now=now()
    )
    messages.info(request, _("Kept."), extra_tags="done")
    return redirect("care.disposal_list", list_id)


@require_POST
@allowed("care.ask_approval")
def ask_approval(request: HttpRequest, list_id: int) -> HttpResponse:
    """Ask for approval."""
    return _do(request, list_id, actions.ask_approval, _("Approval is asked for. Somebody else decides on it."))


@require_POST
@allowed("care.take_back_approval")
def take_back_approval(request: HttpRequest, list_id: int) -> HttpResponse:
    """Make a draft of it again."""
    return _do(request, list_id, actions.take_back_approval, _("It is a draft again."))


@require_POST
@allowed("care.approve_disposal")
def approve_disposal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Approve what somebody else proposed."""
    said = {"reason": _reason(request), "overrides": _passed(request)}
    return _do(request, list_id, actions.approve_disposal, _("It is approved. It can be carried out now."), **said)


@require_POST
@allowed("care.decline_disposal")
def decline_disposal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Decline it, and say why."""
    text = _("It is declined. It can be changed and asked for again.")
    return _do(request, list_id, actions.decline_disposal, text, reason=_reason(request))


@require_POST
@allowed("care.carry_out_disposal")
def carry_out_disposal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Withdraw everything on it."""
    said = {"reason": _reason(request), "overrides": _passed(request)}
    text = _("It is carried out: everything on it is withdrawn, and stays findable by its number.")
    return _do(request, list_id, actions.carry_out_disposal, text, **said)


@require_POST
@allowed("care.undo_disposal")
def undo_disposal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Everything on it is as it was before."""
    return _do(request, list_id, actions.undo_disposal, _("It is taken back: everything on it is as it was before."))


@require_POST
@allowed("care.drop_disposal_list")
def drop_disposal_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give it up."""
    found = _list(request, list_id)
    actions.drop_disposal_list(actor_of(request), list_id=list_id, now=now())
    messages.info(request, _("“%(name)s” is given up; its items stay.") % {"name": found.name}, extra_tags="done")
    return redirect("care.disposals")


def _do(request: HttpRequest, list_id: int, action: Callable[..., Any], text: str, **said: Any) -> HttpResponse:
    """Do it and say so; a refusal stands on the list's own page, with the box for the reason where one helps."""
    found = _list(request, list_id)
    try:
        action(actor_of(request), list_id=list_id, now=now(), **said)
    except Refused as refused:
        return _page(request, found, refused=refused)
    messages.info(request, text, extra_tags="done")
    return redirect("care.disposal_list", list_id)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")[:300]


def _passed(request: HttpRequest) -> list[str]:
    return [each for each in request.POST.getlist("pass") if each.startswith("care.")]
