"""Why: the sum behind a due date, the rows behind each setting, and what would happen now."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Source
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.loans import loan_in_sight
from carrel.doors.web.phrases import sentence
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.circulation import phrases
from carrel.rooms.circulation.queries import Explanation, explain_check_out, explain_loan
from carrel.rooms.circulation.queries.series import series_name
from carrel.rooms.circulation.rules.due_dates import Step
from carrel.rooms.circulation.rules.policies import Candidate, Resolved, Row
from carrel.rooms.people.actions import record_view
from carrel.rooms.people.queries import may_see_person, person_found

_NEVER = frozenset({"long_overdue_days", "lost_days"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum, in words."""

    words: str
    step: Step


@dataclass(frozen=True, slots=True)
class SettingShown:
    """One setting in words: value, where it came from, and the rows that fit and lost."""

    name: str
    word: str
    value: str
    source: str
    row_id: int | None
    lost: tuple[tuple[str, str], ...]
    changed: bool


@allowed("circulation.explain")
@require_safe
def why(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Why a loan is due when it is due."""
    actor = actor_of(request)
    loan = loan_in_sight(actor, loan_id)
    explanation = explain_loan(loan_id)
    if explanation is None:
        raise Http404
    if loan.patron_id is not None:
        record_view(actor, person_id=loan.patron_id, page="why", now=now())
    context = shown(explanation) | {"loan": loan, "may_see_grid": actor.may("circulation.view_policies")}
    return render(request, "web/circulation/why.html", context)


@allowed("circulation.explain")
@require_safe
def why_not(request: HttpRequest, patron_id: int, item_id: int) -> HttpResponse:
    """What would happen if this item were lent to this person now, and why."""
    actor = actor_of(request)
    person = person_found(patron_id) if may_see_person(actor, patron_id) else None
    explanation = explain_check_out(actor, patron_id=patron_id, item_id=item_id, now=now()) if person else None
    if person is None or explanation is None:
        raise Http404
    record_view(actor, person_id=patron_id, page="why", now=now())
    context = shown(explanation) | {"person": person, "may_see_grid": actor.may("circulation.view_policies")}
    return render(request, "web/circulation/why_not.html", context)


def shown(explanation: Explanation) -> dict[str, Any]:
    """What the parts of the page need: the sum in words, every setting with its rows, what stands against it."""
    return {
        "explained": explanation,
        "lines": [Line(step_words(step), step) for step in explanation.steps],
        "settings": [_setting(each, explanation.changed_since) for each in explanation.settings],
        "objections": [(each, sentence(each), source_words(each.source)) for each in explanation.objections],
    }


def step_words(step: Step) -> str:
    """One step of the sum as a sentence, its dates written as people do."""
    facts = {
        name: day_words(day) if isinstance(value, str) and (day := parse_date(value)) is not None else value
        for name, value in step.facts.items()
    }
    code = "next_open_day_same" if step.code == "next_open_day" and not step.changed else step.code
    return str(phrases.STEPS[code]) % facts


def source_words(source: Source | None) -> str:
    """Where an objection came from, in words; nothing for a plain fact."""
    if source is None or source.kind not in ("policy", "setting"):
        return ""
    if source.kind == "setting":
        return str(phrases.DEFAULT_SOURCE)
    return source.label or str(phrases.EVERYTHING)


def row_words(row: Row) -> str:
    """What people call a row of the grid."""
    site, category, item_type = row.names
    parts = (category or phrases.ALL_CATEGORIES, item_type or phrases.ALL_TYPES, site or phrases.ALL_SITES)
    words = ", ".join(str(part) for part in parts)
    return words[:1].upper() + words[1:]


def value_words(setting: str, value: object) -> str:
    """The value of a setting in words."""
    if value is None and setting in ("length", "length_unit", "hard_due_date"):
        return _("not set")
    if value is None and setting == "renew_not_before":
        return _("at any time")
    if value is None and setting == "hold_days":
        return _("it does not end by itself")
    if value is None and setting in _NEVER:
        return _("never")
    if value is None and setting in ("suspend_days", "suspend_every"):
        return _("none") if setting == "suspend_days" else _("each day")
    if value is not None and setting.endswith("_minor"):
        return money(int(str(value)))
    return str(phrases.VALUES.get(f"{setting}.{value}", phrases.VALUES.get(str(value), value)))


def _setting(resolved: Resolved, changed: tuple[str, ...]) -> SettingShown:
    row = resolved.row
    lost = [each for each in resolved.candidates if each.value is not None and (row is None or each.row.id != row.id)]
    return SettingShown(
        name=resolved.setting,
        word=str(phrases.SETTINGS[resolved.setting]),
        value=setting_words(resolved.setting, resolved.value),
        source=row_words(row) if row is not None else str(phrases.DEFAULT_SOURCE),
        row_id=row.id if row is not None else None,
        lost=tuple(_lost(resolved.setting, each) for each in lost),
        changed=resolved.setting in changed,
    )


def _lost(setting: str, candidate: Candidate) -> tuple[str, str]:
    return row_words(candidate.row), setting_words(setting, candidate.value)


def setting_words(setting: str, value: object) -> str:
    """The same, with the name of a series of hard due dates looked up."""
    if setting == "hard_due_date" and value is not None:
        return series_name(int(str(value)))
    return value_words(setting, value)
