"""Every version of the policy: the list, one of them, and coming back to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.explaining import value_words
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.circulation import actions, phrases
from carrel.rooms.circulation.queries.versions import Changed, Difference, version, versions
from carrel.rooms.circulation.rules.policies import SETTINGS


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row or series that is new, gone or different, in words: setting, before, after."""

    kind: str
    words: str
    settings: tuple[tuple[str, str, str], ...]


@allowed("circulation.view_policies")
@require_safe
def policy_versions(request: HttpRequest) -> HttpResponse:
    """The versions, the newest first, each with what it changed."""
    actor = actor_of(request)
    context = {
        "tabs": tabs_for(actor, "policy_versions"),
        "versions": [(each, _lines(each.changes, each.series_names)) for each in versions(actor)],
    }
    return render(request, "web/circulation/policy_versions.html", context)


@allowed("circulation.view_policies")
@require_safe
def policy_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version in full, and what it changed against the one before."""
    actor = actor_of(request)
    found = version(actor, version_id)
    if found is None:
        raise Http404
    context = {
        "version": found.shown,
        "is_latest": found.is_latest,
        "changes": _lines(found.shown.changes, found.shown.series_names),
        "rows": [(_row_words(each), _settings(each["values"], found.shown.series_names)) for each in found.rows],
        "series": [(each, _days_words(each["days"])) for each in found.series],
        "may_restore": actor.may("circulation.restore_policy_version") and not found.is_latest,
    }
    return render(request, "web/circulation/policy_version.html", context)


@allowed("circulation.restore_policy_version")
@require_POST
def restore_policy_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Make the policy what it was in this version."""
    actor = actor_of(request)
    try:
        done = actions.restore_policy_version(
            actor, version_id=version_id, now=now(), note=request.POST.get("note", "")[:200]
        )
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("circulation.policy_versions")
    messages.info(request, _("The policy is what it was. Loans already made keep their dates."), extra_tags="done")
    if done.left_out:
        text = ngettext(
            "%(count)s row was left out: what it is for is no longer there.",
            "%(count)s rows were left out: what they are for is no longer there.",
            done.left_out,
        )
        messages.info(request, text % {"count": done.left_out}, extra_tags="tell")
    return redirect("circulation.policies")


def _lines(changes: Difference, series: Mapping[int, str]) -> list[ChangeLine]:
    lines = [ChangeLine(each.kind, _row_words(each.kept), _setting_lines(each, series)) for each in changes.rows]
    return lines + [ChangeLine(each.kind, each.kept["name"], _series_lines(each)) for each in changes.series]


def _setting_lines(each: Changed, series: Mapping[int, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            str(phrases.SETTINGS[one.setting]),
            _said(one.setting, one.was, series),
            _said(one.setting, one.is_now, series),
        )
        for one in each.settings
    )


def _series_lines(each: Changed) -> tuple[tuple[str, str, str], ...]:
    words = {"name": _("Name"), "grades": _("Cut-off for grades"), "days": _("Dates")}
    return tuple((words[one.setting], _told(one.was), _told(one.is_now)) for one in each.settings)


def _told(value: object) -> str:
    return _days_words(value) if isinstance(value, list) else str(value or "–")


def _said(setting: str, value: object, series: Mapping[int, str]) -> str:
    if value is None:
        return "–"
    if setting == "hard_due_date":
        return series.get(int(str(value)), _("a series"))
    return value_words(setting, value)


def _settings(values: Mapping[str, object], series: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(str(phrases.SETTINGS[name]), _said(name, values[name], series)) for name in SETTINGS if name in values]


def _row_words(kept: Mapping[str, Any]) -> str:
    site, category, item_type = kept["names"]
    parts = (category or phrases.ALL_CATEGORIES, item_type or phrases.ALL_TYPES, site or phrases.ALL_SITES)
    words = ", ".join(str(part) for part in parts)
    return words[:1].upper() + words[1:]


def _days_words(days: Iterable[Any]) -> str:
    words = {"before": _("at the latest"), "exactly": _("exactly"), "after": _("at the earliest")}
    return (
        "; ".join(f"{words[compare]} {day_words(date.fromisoformat(on))}" for on, compare, _active_from in days) or "–"
    )
