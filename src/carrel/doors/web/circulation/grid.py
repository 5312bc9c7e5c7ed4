"""The policy grid: its rows, a row's form, and taking a row out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.explaining import row_words, value_words
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.doors.web.phrases import sentences
from carrel.rooms.circulation import actions, phrases
from carrel.rooms.circulation.forms import PolicyRowForm
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.series import RowShown, row_in_sight, rows_in_sight, series_name
from carrel.rooms.circulation.rules.policies import SETTINGS
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
    """Add a row, or change one's settings."""
    actor = actor_of(request)
    row = row_in_sight(actor, row_id) if row_id is not None else None
    if row_id is not None and row is None:
        raise Http404
    form = PolicyRowForm(request.POST or None, sites=sites_of(actor), all_sites=actor.is_district, row=row)
    status = 200
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        where = {
            f"{name}_id": chosen[name].pk if chosen.get(name) else None for name in ("site", "category", "item_type")
        }
        try:
            actions.save_policy_row(actor, now=now(), settings=form.settings(), row_id=row_id, **where)
        except Refused as refused:
            for text in sentences(refused):
                form.add_error(None, text)
            status = 409
        else:
            messages.info(request, _("Kept. Loans already made keep their dates."), extra_tags="done")
            return redirect("circulation.policies")
    title = row_words(row_of(row)) if row is not None else _("A new row")
    context = {"form": form, "row": row, "title": title}
    return render(
        request, "web/circulation/policy_row.html", context, status=422 if form.errors and status == 200 else status
    )


@allowed("circulation.remove_policy_row")
@require_POST
def remove_policy_row(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take a row out; the audit keeps its values."""
    actor = actor_of(request)
    if row_in_sight(actor, row_id) is None:
        raise Http404
    actions.remove_policy_row(actor, row_id=row_id, now=now())
    messages.info(request, _("Taken out. A more general row decides from now on."), extra_tags="done")
    return redirect("circulation.policies")


def _shown(shown: RowShown) -> dict[str, object]:
    row = row_of(shown.row)
    settings = []
    for name in SETTINGS:
        value = row.values.get(name)
        if value is not None and name != "length_unit":
            words = series_name(int(str(value))) if name == "hard_due_date" else value_words(name, value)
            if name == "length":
                words = f"{words} {value_words('length_unit', row.values.get('length_unit'))}"
            settings.append({"word": phrases.SETTINGS[name], "value": words})
    return {
        "id": row.id,
        "names": row.names,
        "words": row_words(row),
        "settings": settings,
        "may_change": shown.may_change,
    }
