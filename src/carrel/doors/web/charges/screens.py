"""The lists money goes by: prices, damages, depreciation, funds; the settings of a school; the law profile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.keeping import keep
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.deeds import done, site_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.charges.tabs import tabs_for
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.charges import forms, queries
from carrel.rooms.charges.phrases import KIND_WORDS, LAW_DOES, LAW_NAMES, OWES_WORDS, RIGHTS

VIEW = "charges.view_charges"


def _costs(row: Any) -> str:
    return f"{row.percent} %" if row.percent is not None else money(row.amount_minor)


def _own_site(actor: Actor) -> dict[str, object]:
    return {"site": actor.site_id}


ARTICLES = Screen(
    room="charges", noun="article", nouns="articles", title=gettext_lazy("Price list"),
    add_word=gettext_lazy("Add something that is sold"),
    lead=gettext_lazy("What the desk sells: printed pages, lanyards. What has a button is sold with one tap."),
    form=forms.ArticleForm, rows=queries.articles,
    columns=(
        Column(gettext_lazy("Name"), lambda row: row.name),
        Column(gettext_lazy("Price"), lambda row: money(row.price_minor)),
        Column(gettext_lazy("Button"), lambda row: _("yes") if row.is_quick else _("no")),
        Column(gettext_lazy("Sold"), lambda row: _("yes") if row.is_active else _("no")),
    ),
    view_permission=VIEW, initial=_own_site,
)  # fmt: skip
DAMAGES = Screen(
    room="charges", noun="damage_row", nouns="damage_rows", title=gettext_lazy("Schedule of damages"),
    add_word=gettext_lazy("Add a damage"),
    lead=gettext_lazy("An amount or a percent of the price; never more than a thing is worth at its age."),
    form=forms.DamageRowForm, rows=queries.damage_rows,
    columns=(
        Column(gettext_lazy("Damage"), lambda row: row.name),
        Column(gettext_lazy("Costs"), _costs),
        Column(gettext_lazy("For each"), lambda row: _("yes") if row.is_each else _("no")),
        Column(gettext_lazy("Charged"), lambda row: _("yes") if row.is_active else _("no")),
    ),
    view_permission=VIEW, initial=_own_site,
)  # fmt: skip
DEPRECIATION = Screen(
    room="charges", noun="depreciation_step", nouns="depreciation_steps",
    title=gettext_lazy("How prices fall with age"),
    add_word=gettext_lazy("Add a step"),
    lead=gettext_lazy("From so many years on, so much of the price is left."),
    form=forms.DepreciationStepForm, rows=queries.depreciation_steps,
    columns=(
        Column(gettext_lazy("From years"), lambda row: row.from_years),
        Column(gettext_lazy("Percent left"), lambda row: f"{row.percent} %"),
    ),
    view_permission=VIEW, initial=_own_site,
)  # fmt: skip
FUND_TERMS = Screen(
    room="charges", noun="fund_term", nouns="fund_terms", title=gettext_lazy("Until when money goes back"),
    add_word=gettext_lazy("Add a fund"),
    lead=gettext_lazy("Money that has bought the next copy does not go back: days after the charge, or a last day."),
    form=forms.FundTermForm, rows=queries.fund_terms,
    columns=(
        Column(gettext_lazy("Fund"), lambda row: row.fund),
        Column(gettext_lazy("Days after the charge"), lambda row: "—" if row.refund_days is None else row.refund_days),
        Column(gettext_lazy("Last day"), lambda row: row.refund_until or "—"),
    ),
    view_permission=VIEW,
)  # fmt: skip
SCREENS = (ARTICLES, DAMAGES, DEPRECIATION, FUND_TERMS)


@require_safe
@allowed(VIEW)
def law(request: HttpRequest) -> HttpResponse:
    """What the district's law profile says of each kind of debt, and the lists money goes by."""
    actor = actor_of(request)
    profile = queries.law_of_site(actor.site_id)
    rows = [
        (KIND_WORDS[kind], LAW_DOES[each.does], OWES_WORDS[each.owes], each.statute, each.work_in_lieu)
        for kind, each in profile.kinds.items()
    ]
    context = {
        "name": LAW_NAMES.get(profile.code, profile.code),
        "rows": rows,
        "rights": [RIGHTS[code] for code in profile.rights],
        "screens": [(screen.list_name, screen.title) for screen in SCREENS],
        "may_choose": actor.may("charges.choose_law_profile"),
        "may_keep_setting": actor.may("charges.keep_setting"),
        "tabs": tabs_for(actor, "law"),
    }
    return render(request, "web/charges/law.html", context)


@require_http_methods(["GET", "POST"])
@allowed("charges.keep_setting")
def setting(request: HttpRequest) -> HttpResponse:
    """What this school lays down about money."""
    site_id = site_of(request)
    kept = queries.money_setting(site_id)
    initial: dict[str, Any] = {"site": site_id}
    form = forms.MoneySettingForm(request.POST or None, instance=kept, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep(actor_of(request), form, "charges.keep_setting", now=now())
        done(request, _("Kept."))
        return redirect("charges.law")
    return render(request, "web/charges/setting.html", {"form": form}, status=422 if form.is_bound else 200)
