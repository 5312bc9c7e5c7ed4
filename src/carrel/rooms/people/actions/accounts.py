"""Accounts and the roles they hold."""

from datetime import date, datetime, timedelta
from typing import Any

from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import queries, rules
from carrel.rooms.people.models import Account, RoleHeld, RoleSetting
from carrel.rooms.schools import queries as schools


def add_account(
    actor: Actor, *, username: str, password: str, now: datetime, role: str = "", person_id: int | None = None,
    site_id: int | None = None, ends_on: date | None = None, language: str = "",
) -> int:  # fmt: skip
    """Make an account, with a first role where one is named; returns its key. The password was checked by the form.

    Raises NotAllowed and Refused: people.username_taken, people.person_has_account, people.role_too_high,
    people.role_elsewhere, people.other_school. Inverse: put_away_account.
    """
    require(actor, "people.add_account")
    name = squeeze(username, 80).lower()
    with writing():
        if person_id is not None and queries.sight_of_person(actor, person_id) < rules.Sight.FULL:
            raise Refused(Objection("people.other_school", Weight.REFUSE))
        verdict = rules.add_account_objections(
            username=name,
            is_taken=Account.objects.filter(username=name).exists(),
            has_account=person_id is not None and Account.objects.filter(person=person_id).exists(),
        )
        settle(verdict, actor)
        account = Account.objects.create_user(name, password, person_id=person_id, language=language, date_joined=now)
        record_act(actor, "people.add_account", about=("account", account.pk), at=now, site_id=site_id)
        if role:
            _give(actor, account.pk, role, site_id, schools.today_at(site_id, now), ends_on, now)
    return account.pk


def give_role(
    actor: Actor, *, account_id: int, role: str, now: datetime, site_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:  # fmt: skip
    """Let an account hold a role at a site, or for the district where `site_id` is None; returns the holding's key.

    Raises NotAllowed and Refused: people.role_too_high, people.role_elsewhere, people.account_above. Inverse: end_role.
    """
    require(actor, "people.give_role")
    with writing():
        _require_over(actor, account_id, now)
        return _give(actor, account_id, role, site_id, starts_on or schools.today_at(site_id, now), ends_on, now)


def _give(
    actor: Actor, account_id: int, role: str, site_id: int | None, starts_on: date, ends_on: date | None, now: datetime
) -> int:
    verdict = rules.give_role_objections(
        held=actor.roles,
        role=role,
        is_district=actor.is_district,
        at_own_site=site_id is not None and site_id in actor.site_ids - actor.narrow_site_ids,
        for_district=site_id is None,
        is_program="*" in actor.permissions and actor.account_id is None,
    )
    settle(verdict, actor)
    same = [each for each in RoleHeld.objects.filter(account_id=account_id, role=role) if each.site_id == site_id]
    today = schools.today_at(site_id, now)
    known = next((each for each in same if rules.is_held(each.starts_on, each.ends_on, today)), None)
    if known is not None and known.ends_on == ends_on:
        return known.pk
    holding = RoleHeld.objects.create(
        account_id=account_id, role=role, site_id=site_id, starts_on=starts_on, ends_on=ends_on
    )
    facts = {"role": role, "holding": holding.pk}
    record_act(actor, "people.give_role", about=("account", account_id), at=now, facts=facts, site_id=site_id)
    return holding.pk


def end_role(actor: Actor, *, holding_id: int, now: datetime) -> None:
    """Let a role end at once: yesterday was its last day. Raises NotAllowed, Refused as `give_role` does.

    Also Refused people.own_role: nobody ends the role by which they act. Inverse: give_role.
    """
    require(actor, "people.end_role")
    with writing():
        holding = RoleHeld.objects.select_for_update().get(pk=holding_id)
        if holding.account_id == actor.account_id:
            raise Refused(Objection("people.own_role", Weight.REFUSE))
        _require_over(actor, holding.account_id, now)
        holding.ends_on = schools.today_at(holding.site_id, now) - timedelta(days=1)
        holding.save(update_fields=["ends_on"])
        facts = {"role": holding.role, "holding": holding.pk}
        record_act(actor, "people.end_role", about=("account", holding.account_id), at=now, facts=facts)


def put_away_account(actor: Actor, *, account_id: int, now: datetime) -> None:
    """Let nobody sign in to an account any more; its sessions end with their next page.

    Raises NotAllowed and Refused: people.account_above, people.own_role. Inverse: bring_back_account.
    """
    require(actor, "people.put_away_account")
    if account_id == actor.account_id:
        raise Refused(Objection("people.own_role", Weight.REFUSE))
    _set_active(actor, account_id, False, "people.put_away_account", now)


def bring_back_account(actor: Actor, *, account_id: int, now: datetime) -> None:
    """Let an account that was put away sign in again. Raises NotAllowed and Refused people.account_above.

    Inverse: put_away_account.
    """
    require(actor, "people.bring_back_account")
    _set_active(actor, account_id, True, "people.bring_back_account", now)


def _set_active(actor: Actor, account_id: int, is_active: bool, code: str, now: datetime) -> None:
    with writing():
        _require_over(actor, account_id, now)
        Account.objects.filter(pk=account_id).update(is_active=is_active)
        record_act(actor, code, about=("account", account_id), at=now)


def set_password(actor: Actor, *, account_id: int, password: str, now: datetime) -> None:
    """Give an account a new password, which the form has checked; who is signed in with the old one is signed out.

    Raises NotAllowed and Refused people.account_above. No inverse: nobody knows the old password.
    """
    require(actor, "people.set_password")
    with writing():
        _require_over(actor, account_id, now)
        account = Account.objects.select_for_update().get(pk=account_id)
        account.set_password(password)
        account.save(update_fields=["password"])
        record_act(actor, "people.set_password", about=("account", account_id), at=now)


def change_own_settings(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> None:
    """Keep sounds, loudness and language of the actor's own account.

    Raises ValueError for a form that was not checked or is about another account.
    Inverse: change_own_settings, with the values of before, which the audit entry holds.
    """
    require(actor, "people.change_own_settings")
    if not form.is_valid() or form.instance.pk != actor.account_id:
        raise ValueError("Only a checked form about the actor's own account is kept.")
    with writing():
        before = {name: str(form.initial.get(name)) for name in form.changed_data}
        form.save()
        about = ("account", actor.account_id)
        record_act(actor, "people.change_own_settings", about=about, at=now, facts={"before": before})


def change_role_setting(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> RoleSetting:
    """Keep what the district decides about a role: idle minutes and the second factor; it holds from the next sign-in.

    Raises NotAllowed and Refused people.only_district. Inverse: change_role_setting, with the values of before.
    """
    require(actor, "people.change_role_setting")
    if not actor.is_district:
        raise Refused(Objection("people.only_district", Weight.REFUSE))
    if not form.is_valid():
        raise ValueError("A form is kept only after it was found in order.")
    with writing():
        before = {name: str(form.initial.get(name)) for name in form.changed_data}
        setting: RoleSetting = form.save()
        facts = {"role": setting.role, "before": before}
        record_act(actor, "people.change_role_setting", about=("role_setting", setting.pk), at=now, facts=facts)
    return setting


def _require_over(actor: Actor, account_id: int, now: datetime) -> None:
    """Raise Refused people.account_above unless the actor stands above every role the account holds."""
    if "*" in actor.permissions:
        return
    held = [each for each in queries.account_roles(account_id, schools.today_at(actor.site_id, now)) if each.is_held]
    outside = any(each.site_id is None or each.site_id not in actor.site_ids for each in held)
    if not held:
        person = Account.objects.select_related("person").get(pk=account_id).person
        outside = person is not None and not queries.may_see_person(actor, person.pk)
    if outside or not all(rules.may_give(actor.roles, each.role) for each in held):
        raise Refused(Objection("people.account_above", Weight.REFUSE))
