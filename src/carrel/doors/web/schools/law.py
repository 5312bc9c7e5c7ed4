"""By which law debts stand: what each profile decides, what another would change, and who chose when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money_words
from carrel.doors.web.phrases import sentences
from carrel.rooms.charges import actions, queries, rules
from carrel.rooms.charges.phrases import KIND_WORDS, LAW_DOES, LAW_NAMES, OWES_WORDS, RIGHTS
from carrel.rooms.schools.queries import district, sites_of

CHOOSE = "charges.choose_law_profile"
DISTRICT = "district"
AS_THE_DISTRICT = "as-district"
"""What stands in a form for a school without a profile of its own, so that no choice is told from that one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a profile may be chosen for: the district with no site, or a school."""

    value: str
    name: str
    site_id: int | None
    code: str
    law: str | Promise


@require_safe
@allowed(CHOOSE)
def law(request: HttpRequest) -> HttpResponse:
    """The profiles in plain words; with `?for=` and `?profile=` what the second would change for the first."""
    actor = actor_of(request)
    scopes = _scopes(actor)
    asked = {each.value: each for each in scopes}.get(request.GET.get("for", ""))
    wanted = request.GET.get("profile", "")
    names = {None: _("The whole district")} | {each.site_id: each.name for each in scopes}
    context = {
        "scopes": scopes,
        "profiles": [_profile(each) for each in rules.PROFILES.values()],
        "names": LAW_NAMES,
        "as_the_district": AS_THE_DISTRICT,
        "asked": asked,
        "wanted": wanted,
        "shift": _shift(asked, wanted) if asked is not None else None,
        "choices": [
            {
                "at": each.at, "by": each.by, "reason": each.reason, "name": names.get(each.site_id, ""),
                "before": _law_name(each.before), "after": _law_name(each.after),
                "for": str(each.site_id or DISTRICT), "profile": each.before or AS_THE_DISTRICT,
                # Only what still stands can be taken back by one click.
                "may_go_back": (each.site_id, each.after) in {(scope.site_id, scope.code) for scope in scopes},
            }
            for each in queries.law_choices(actor)
        ],
    }  # fmt: skip
    return render(request, "web/schools/law.html", context)


@require_POST
@allowed(CHOOSE)
def choose_law_profile(request: HttpRequest) -> HttpResponse:
    """Let debts stand under the profile chosen."""
    scope, wanted = request.POST.get("for", ""), request.POST.get("profile", "")[:20]
    site_id = int(scope) if scope.isascii() and scope.isdigit() and len(scope) < 18 else None
    try:
        actions.choose_law_profile(
            actor_of(request), code="" if wanted == AS_THE_DISTRICT else wanted, site_id=site_id, now=now(),
            reason=squeeze(request.POST.get("reason", ""), 200),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        words = _("From now on: %(law)s. It is taken back below.") % {"law": _law_name(wanted)}
        messages.info(request, words, extra_tags="done")
    return redirect("schools.law")


def _law_name(code: str) -> str:
    return str(LAW_NAMES.get(code, code)) if code not in ("", AS_THE_DISTRICT) else _("as the district")


def _scopes(actor: Actor) -> list[Scope]:
    """The district for who works for all of it, and each school the actor works for."""
    own = district()
    found = []
    if actor.is_district and own is not None:
        found.append(Scope(DISTRICT, own.name, None, own.law_profile, _law_name(own.law_profile)))
    return found + [
        Scope(str(each.pk), each.name, each.pk, each.law_profile, _law_name(each.law_profile))
        for each in sites_of(actor)
    ]


def _profile(profile: rules.LawProfile) -> dict[str, Any]:
    """A profile in plain words."""
    return {
        "code": profile.code,
        "name": LAW_NAMES.get(profile.code, profile.code),
        "rows": [
            (KIND_WORDS[kind], LAW_DOES[each.does], OWES_WORDS[each.owes], each.work_in_lieu, each.statute)
            for kind, each in profile.kinds.items()
        ],
        "rights": [RIGHTS[code] for code in profile.rights],
        "never_asks": all(each.does != rules.BLOCK for each in profile.kinds.values()),
    }


def _shift(asked: Scope, wanted: str) -> dict[str, Any] | None:
    """What going by `wanted` would change, in words and counts; None where nothing would."""
    if wanted not in rules.PROFILES and not (wanted == AS_THE_DISTRICT and asked.site_id is not None):
        return None
    before = queries.law_of_site(asked.site_id)
    after = queries.law_of_district() if wanted == AS_THE_DISTRICT else rules.profile(wanted)
    found, money = queries.law_shift(asked.site_id, before, after), money_words()
    return {
        "law": _law_name(wanted),
        "holds": (asked.code or AS_THE_DISTRICT) == wanted,
        "rows": [
            {
                "kind": KIND_WORDS[each.kind], "before": LAW_DOES[each.before.does], "after": LAW_DOES[each.after.does],
                "owes": OWES_WORDS[each.after.owes], "statute": each.after.statute, "charges": each.charges,
                "persons": each.persons, "sum": money(each.minor), "changes": each.before.does != each.after.does,
                "other_owes": each.before.owes != each.after.owes,
            }
            for each in found.kinds
        ],
        "asked": (found.asked_before, found.asked_after),
        "told": (found.told_before, found.told_after),
    }  # fmt: skip
