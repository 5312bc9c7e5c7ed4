"""Who may sign in and do what: accounts, the roles they hold, and what the district decided about roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.errors import not_found
from carrel.doors.web.people.sight import today_of
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.people import actions, queries, rules
from carrel.rooms.people.forms import AccountForm, PasswordForm, RoleForm, RoleSettingForm
from carrel.rooms.people.phrases import ROLE_NAMES
from carrel.rooms.schools import queries as schools


@allowed("people.view_accounts")
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts with a role at the actor's schools."""
    actor = actor_of(request)
    today = today_of(actor)
    rows = []
    for each in queries.accounts_at(actor):
        held = [one for one in each.roles_held.all() if rules.is_held(one.starts_on, one.ends_on, today)]
        names = [
            f"{ROLE_NAMES.get(one.role, one.role)}, {one.site.called if one.site else _('whole district')}"
            for one in held
        ]
        rows.append({"account": each, "roles": names})
    return render(request, "web/people/accounts.html", {"rows": rows, "may_add": actor.may("people.add_account")})


@allowed("people.add_account")
@require_http_methods(["GET", "POST"])
def add_account(request: HttpRequest) -> HttpResponse:
    """A new account with its first role; with `?person=` for that person."""
    actor = actor_of(request)
    asked = request.GET.get("person", "")
    person = queries.kept_person(int(asked)) if asked.isdecimal() and len(asked) < 16 else None
    if person is not None and not queries.may_see_person(actor, person.pk):
        return not_found(request)
    form = AccountForm(request.POST or None, **_choices(actor))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            account_id = actions.add_account(
                actor,
                username=values["username"],
                password=values["password"],
                role=values["role"],
                site_id=values["site"].pk if values["site"] else None,
                ends_on=values["ends_on"],
                person_id=person.pk if person else None,
                now=now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("“%(name)s” can sign in now.") % {"name": values["username"]}, extra_tags="done")
            return redirect("people.account", account_id)
    return render(request, "web/people/add_account.html", {"form": form, "person": person})


@allowed("people.view_accounts")
@require_GET
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its roles, a new one, a new password, putting it away."""
    actor = actor_of(request)
    found = queries.accounts_at(actor).filter(pk=account_id).first()
    if found is None:
        return not_found(request)
    roles = queries.account_roles(found.pk, today_of(actor))
    context = {
        "account": found,
        "roles": [(ROLE_NAMES.get(each.role, each.role), each) for each in roles],
        "role_form": RoleForm(**_choices(actor)),
        "password_form": PasswordForm(),
        "is_own": found.pk == actor.account_id,
    }
    return render(request, "web/people/account.html", context)


def _choices(actor: Actor) -> dict[str, Any]:
    return {"held": actor.roles, "sites": schools.sites_of(actor), "is_district": actor.is_district}


def _done(request: HttpRequest, account_id: int, text: str) -> HttpResponse:
    messages.info(request, text, extra_tags="done")
    return redirect("people.account", account_id)


def _not_done(request: HttpRequest, account_id: int, mistakes: list[str]) -> HttpResponse:
    for mistake in mistakes:
        messages.info(request, mistake, extra_tags="refused")
    return redirect("people.account", account_id)


@allowed("people.give_role")
@require_POST
def give_role(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let an account hold one more role."""
    actor = actor_of(request)
    form = RoleForm(request.POST, **_choices(actor))
    if not form.is_valid():
        return _not_done(request, account_id, [str(each) for each in form.errors.values()])
    values = form.cleaned_data
    try:
        actions.give_role(
            actor,
            account_id=account_id,
            role=values["role"],
            site_id=values["site"].pk if values["site"] else None,
            ends_on=values["ends_on"],
            now=now(),
        )
    except Refused as refused:
        return _not_done(request, account_id, sentences(refused))
    return _done(request, account_id, _("The role holds from now on."))


@allowed("people.end_role")
@require_POST
def end_role(request: HttpRequest, account_id: int, holding_id: int) -> HttpResponse:
    """End a role at once."""
    actor = actor_of(request)
    if holding_id not in {each.id for each in queries.account_roles(account_id, today_of(actor))}:
        return not_found(request)
    try:
        actions.end_role(actor, holding_id=holding_id, now=now())
    except Refused as refused:
        return _not_done(request, account_id, sentences(refused))
    return _done(request, account_id, _("The role has ended."))


@allowed("people.set_password")
@require_POST
def set_password(request: HttpRequest, account_id: int) -> HttpResponse:
    """A new password for somebody who has forgotten theirs."""
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _not_done(request, account_id, [str(mistake) for each in form.errors.values() for mistake in each])
    try:
        actions.set_password(
            actor_of(request), account_id=account_id, password=form.cleaned_data["password"], now=now()
        )
    except Refused as refused:
        return _not_done(request, account_id, sentences(refused))
    return _done(request, account_id, _("The new password holds from now on. Tell it only to its owner."))


@allowed("people.put_away_account")
@require_POST
def put_away_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let nobody sign in with an account, or with `back` let them again."""
    actor = actor_of(request)
    try:
        if "back" in request.POST:
            actions.bring_back_account(actor, account_id=account_id, now=now())
            text = _("The account can sign in again.")
        else:
            actions.put_away_account(actor, account_id=account_id, now=now())
            text = _("The account is put away. Nobody can sign in with it.")
    except Refused as refused:
        return _not_done(request, account_id, sentences(refused))
    return _done(request, account_id, text)


@allowed("people.view_accounts")
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do, after how long it is signed out, and whether a code is asked."""
    settings = queries.role_settings()
    rows = [
        {"code": code, "name": ROLE_NAMES[code], "setting": settings[code], "permissions": sorted(role.permissions)}
        for code, role in rules.ROLES.items()
    ]
    return render(request, "web/people/roles.html", {"rows": rows, "may_change": actor_of(request).is_district})


@allowed("people.change_role_setting")
@require_http_methods(["GET", "POST"])
def change_role_setting(request: HttpRequest, role: str) -> HttpResponse:
    """Idle minutes and second factor of one role, for the whole district."""
    setting = queries.role_settings().get(role)
    if setting is None:
        return not_found(request)
    form = RoleSettingForm(request.POST or None, instance=setting)
    if request.method == "POST" and form.is_valid():
        actions.change_role_setting(actor_of(request), form=form, now=now())
        messages.info(request, _("It holds from the next sign-in."), extra_tags="done")
        return redirect("people.roles")
    context = {"form": form, "name": ROLE_NAMES[role], "may_change": actor_of(request).is_district}
    return render(request, "web/people/role.html", context)
