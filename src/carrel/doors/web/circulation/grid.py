"""The policy grid: its rows, a row's form, and taking a row out."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.explaining import row_words, setting_words
from carrel.doors.web.circulation.previewing import is_kept, note_of, preview_page, wants_form_again
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.doors.web.phrases import put_on
from carrel.rooms.circulation import actions, phrases
from carrel.rooms.circulation.forms import GROUP_TITLES, PolicyRowForm
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.preview import preview_of_row
from carrel.rooms.circulation.queries.proposing import proposed_row, row_objections
from carrel.rooms.circulation.queries.series import RowShown, row_in_sight, rows_in_sight
from carrel.rooms.circulation.rules.policies import GROUPS, NAMED_DATE
from carrel.rooms.schools.queries import sites_of


@allowed("circulation.view_policies")
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every row that can decide here, the most general first."""
    actor = actor_of(request)
    context = {
        "tabs": tabs_for(actor, "policies"),
        "rows": [_shown(each) for each in rows_in_sight(actor)],
        "may_add": actor.may("circulation.save_policy_row"),
    }
    return render(request, "web/circulation/policies.html", context)


@allowed("circulation.save_policy_row")
@require_http_methods(["GET", "HEAD", "POST"])
def save_policy_row(request: HttpRequest, row_id: int | None = None) -> HttpResponse:
    """Add a row, or change one's settings: first what that would change for whom, then it is kept."""
    actor = actor_of(request)
    row = row_in_sight(actor, row_id) if row_id is not None else None
    if row_id is not None and row is None:
        raise Http404
    form = PolicyRowForm(request.POST or None, sites=sites_of(actor), all_sites=actor.is_district, row=row)
    title = row_words(row_of(row)) if row is not None else _("A new row")
    status = 200
    if request.method == "POST" and form.is_valid() and not wants_form_again(request):
        where = form.where() if row is None else {}
        try:
            if is_kept(request):
                return _kept(request, actor, row_id, form, where)
            proposed = proposed_row(form.settings(), row_id=row_id, **where)
            against = row_objections(actor, proposed)
            if against:
                raise Refused(*against)
        except Refused as refused:
            put_on(form, refused)
            status = 409
        else:
            preview = preview_of_row(row_of(proposed), is_new=row is None, now=now())
            return preview_page(request, preview, title=row_words(row_of(proposed)), back="circulation.policies")
    context = {"form": form, "row": row, "title": title}
    return render(
        request, "web/circulation/policy_row.html", context, status=422 if form.errors and status == 200 else status
    )


def _kept(
    request: HttpRequest, actor: Actor, row_id: int | None, form: PolicyRowForm, where: dict[str, int | None]
) -> HttpResponse:
    settings, note = form.settings(), note_of(request)
    actions.save_policy_row(actor, now=now(), settings=settings, row_id=row_id, note=note, **where)
    messages.info(request, _("Kept. Loans already made keep their dates."), extra_tags="done")
    return redirect("circulation.policies")


@allowed("circulation.remove_policy_row")
@require_POST
def remove_policy_row(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take a row out: first what that would change for whom. The version before keeps its values."""
    actor = actor_of(request)
    row = row_in_sight(actor, row_id)
    if row is None:
        raise Http404
    if not is_kept(request):
        preview = preview_of_row(row_of(row), is_new=False, removed=True, now=now())
        title = _("Take out: %(row)s") % {"row": row_words(row_of(row))}
        return preview_page(request, preview, title=title, back="circulation.policies", may_go_back=False)
    actions.remove_policy_row(actor, row_id=row_id, now=now(), note=note_of(request))
    messages.info(request, _("Taken out. A more general row decides from now on."), extra_tags="done")
    return redirect("circulation.policies")


def _shown(shown: RowShown) -> dict[str, object]:
    row = row_of(shown.row)
    groups = [
        {"title": GROUP_TITLES[group], "settings": own}
        for group, names in GROUPS.items()
        if (own := [each for name in names if (each := _said(name, row.values)) is not None])
    ]
    return {
        "id": row.id,
        "names": row.names,
        "words": row_words(row),
        "groups": groups,
        "may_change": shown.may_change,
    }


_UNIT_OF = {"length": "length_unit", "fine_every": "fine_unit", "fine_grace": "fine_unit"}
"""In which setting of the same row stands what a number counts."""


def _said(name: str, values: Mapping[str, object]) -> dict[str, object] | None:
    """One setting of a row in words: a length goes with its unit; None where the row says nothing of it."""
    value = values.get(name)
    if value is None or (name == "length_unit" and value != NAMED_DATE):
        return None
    unit = str(values.get(_UNIT_OF.get(name, "")))
    counted = phrases.COUNTED.get(unit)
    words = str(counted % {"n": value}) if counted else setting_words(name, value)
    return {"word": phrases.SETTINGS["length" if name == "length_unit" else name], "value": words}
