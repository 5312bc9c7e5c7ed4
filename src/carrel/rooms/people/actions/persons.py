"""Adding somebody at the desk, changing what is known of them, and writing down who looked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import ModelForm

from carrel.cellar.files.models import StoredFile
from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import queries, rules
from carrel.rooms.people.actions.cards import give_number, require_sight
from carrel.rooms.people.models import Person, PersonView
from carrel.rooms.people.queries.legal_holds import persons_held

VIEWS_KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Added:
    """A person added at the desk; `repeated` when the same form had been sent before."""

    person_id: int
    name: str
    repeated: bool = False


def add_provisional_person(
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    now: datetime,
    grade: str = "",
    homeroom_id: int | None = None,
    category_id: int | None = None,
    card_number: str = "",
    local_number: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> Added:
    """Add somebody who is not in the roster yet, at the actor's site; the next import matches or confirms them.

    Raises NotAllowed, and Refused: people.name_missing, people.no_site, people.same_name (asks), people.card_in_use.
    Inverse: merge_persons, into the person of the roster; who was never there leaves by the roster.
    """
    require(actor, "people.add_provisional_person")
    given_name, family_name = squeeze(given_name, 80), squeeze(family_name, 80)
    with writing():
        before = kept_answer(key, "people.add_provisional_person", actor)
        if before is not None:
            return Added(before["person_id"], str(Person.objects.get(pk=before["person_id"])), repeated=True)
        alike = queries.persons_of_name(given_name, family_name, actor.site_id) if actor.site_id else []
        verdict = rules.add_provisional_person_objections(
            given_name=given_name, family_name=family_name, site_id=actor.site_id, alike=[each.name for each in alike]
        )
        overridden = settle(verdict, actor, overrides, reason)
        person = Person.objects.create(
            given_name=given_name,
            family_name=family_name,
            grade=squeeze(grade, 10),
            homeroom_id=homeroom_id,
            category_id=category_id,
            local_number=rules.normalise_number(local_number),
            home_site_id=actor.site_id,
            is_provisional=True,
            created_at=now,
        )
        write_search_text(person)
        if card_number.strip():
            give_number(by=actor, person_id=person.pk, number=card_number, now=now)
        record_act(
            actor,
            "people.add_provisional_person",
            about=("person", person.pk),
            at=now,
            overrides=overridden,
            reason=reason,
        )
        keep_answer(key, actor, "people.add_provisional_person", {"person_id": person.pk}, now)
    return Added(person.pk, person.display_name)


def add_person(
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    now: datetime,
    site_id: int,
    category_id: int | None = None,
    local_number: str = "",
    preferred_given: str = "",
) -> int:
    """Add somebody who never comes by the roster (a volunteer, a librarian); returns their key.

    Raises NotAllowed and Refused: people.name_missing, people.other_school for a site where no role is held.
    Inverse: merge_persons; or change_person, with a last day of borrowing.
    """
    require(actor, "people.add_person")
    if not actor.sees_site(site_id):
        raise Refused(Objection("people.other_school", Weight.REFUSE))
    given_name, family_name = squeeze(given_name, 80), squeeze(family_name, 80)
    settle(
        rules.add_provisional_person_objections(
            given_name=given_name, family_name=family_name, site_id=site_id, alike=()
        ),
        actor,
    )
    with writing():
        person = Person.objects.create(
            given_name=given_name,
            family_name=family_name,
            preferred_given=squeeze(preferred_given, 80),
            category_id=category_id,
            local_number=rules.normalise_number(local_number),
            home_site_id=site_id,
            created_at=now,
        )
        write_search_text(person)
        record_act(actor, "people.add_person", about=("person", person.pk), at=now, site_id=site_id)
    return person.pk


def change_person(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> Person:
    """Keep what a checked form says about a person: names in use, homeroom, category, languages, dates.

    Raises NotAllowed, Refused people.other_school, and ValueError for a form that was not checked.
    Inverse: change_person, with the values of before, which the audit entry holds.
    """
    require(actor, "people.change_person")
    if not form.is_valid():
        raise ValueError("A form is kept only after it was found in order.")
    require_sight(form.instance.pk, by=actor)
    with writing():
        before = {name: str(form.initial.get(name) or "") for name in form.changed_data}
        person: Person = form.save()
        write_search_text(person)
        record_act(actor, "people.change_person", about=("person", person.pk), at=now, facts={"before": before})
    return person


def set_photo(actor: Actor, *, person_id: int, photo: StoredFile | None, now: datetime) -> None:
    """Give a person a photo, or take it away; the picture was checked and stored before.

    Raises NotAllowed and Refused people.other_school. Inverse: set_photo, with the photo of before or none.
    """
    require(actor, "people.set_photo")
    require_sight(person_id, by=actor)
    with writing():
        Person.objects.filter(pk=person_id).update(photo=photo)
        facts = {"photo": photo.pk if photo else None}
        record_act(actor, "people.set_photo", about=("person", person_id), at=now, facts=facts)


def record_view(actor: Actor, *, person_id: int, page: str, now: datetime) -> None:
    """Write down that the actor looked at a person's record; looking at oneself is not written down.

    Every role holds the permission: whoever is shown something is on record.
    No inverse: what was seen cannot be unseen.
    """
    require(actor, "people.record_view")
    if actor.person_id == person_id:
        return
    with writing():
        _view(actor, person_id, page, now).save()


def record_views(actor: Actor, *, person_ids: Collection[int], page: str, now: datetime) -> None:
    """Write down that the actor saw these persons on one page, a class list for example.

    No inverse: what was seen cannot be unseen.
    """
    require(actor, "people.record_view")
    with writing():
        PersonView.objects.bulk_create(
            _view(actor, person_id, page, now) for person_id in person_ids if person_id != actor.person_id
        )


def _view(actor: Actor, person_id: int, page: str, now: datetime) -> PersonView:
    return PersonView(
        at=now, account_id=actor.account_id, badge_person_id=actor.badge_person_id, person_id=person_id, page=page[:40],
        site_id=actor.site_id, desk=actor.desk[:80],
    )  # fmt: skip


def view_access_log(actor: Actor, *, asked: Mapping[str, str], shape: str, now: datetime) -> None:
    """Write down that the actor read the site's access log: what was asked for, and in which shape it left the house.

    No inverse: what was seen cannot be unseen.
    """
    require(actor, "people.view_access_log")
    with writing():
        record_act(actor, "people.view_access_log", about=("person_view", None), at=now, facts={**asked, "as": shape})


def export_person(actor: Actor, *, person_id: int, now: datetime) -> None:
    """Write down that a person's whole record leaves the house; whoever calls it hands the record out afterwards.

    It stands in the audit and among the looks at the person. Raises NotAllowed and Refused people.other_school.
    No inverse: what was handed out cannot be called back.
    """
    require(actor, "people.export_person")
    require_sight(person_id, by=actor)
    with writing():
        record_act(actor, "people.export_person", about=("person", person_id), at=now)
        record_view(actor, person_id=person_id, page="export", now=now)


def export_own_record(actor: Actor, *, now: datetime) -> int:
    """Write down that somebody takes their own whole record with them; returns the person.

    Raises NotAllowed and Refused people.account_of_nobody. No inverse: what was handed out cannot be called back.
    """
    require(actor, "people.export_own_record")
    if actor.person_id is None:
        raise Refused(Objection("people.account_of_nobody", Weight.REFUSE))
    with writing():
        record_act(actor, "people.export_own_record", about=("person", actor.person_id), at=now)
    return actor.person_id


def forget_views(actor: Actor, *, now: datetime) -> int:
    """Let go of looks that are older than a year; returns how many. The timetable calls it every night.

    Raises NotAllowed. No inverse: what is kept no longer than needed is gone for good.
    """
    require(actor, "people.forget_views")
    with writing():
        old = PersonView.objects.filter(at__lt=now - VIEWS_KEPT_FOR).exclude(person__in=persons_held())
        gone, _ = old.delete()
        if gone:
            record_act(actor, "people.forget_views", about=("person_view", None), at=now, facts={"count": gone})
    return gone


def write_search_text(person: Person) -> None:
    """Write anew by which words a person is found. Part of actions. Inverse: write_search_text."""
    person.search_text = rules.search_text_of(person, person.homeroom.name if person.homeroom else "")
    person.save(update_fields=["search_text"])
