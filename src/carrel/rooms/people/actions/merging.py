"""Two rows that are one human being become one, and can be parted again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import queries, rules
from carrel.rooms.people.actions.persons import write_search_text
from carrel.rooms.people.models import Account, Card, Enrolment, FurtherSite, Guardianship, Merger, Person

FILLED = ("local_number", "pronunciation", "pronouns", "grade", "home_language", "email", "phone")
FILLED_LINKS = ("category_id", "homeroom_id", "photo_id", "home_site_id")


@dataclass(frozen=True)
class PersonsMerged:
    """Announced while two persons become one: upper rooms hand over what is open on the merged one."""

    kept_id: int
    merged_id: int
    at: datetime


def merge_persons(
    actor: Actor,
    *,
    kept_id: int,
    merged_id: int,
    now: datetime,
    overrides: Collection[str] = (),
    reason: str = "",
) -> int:
    """Make two persons one: cards, classes, guardians and open loans go to the kept one, the other stays as a pointer.

    Returns the key of the merger. Raises NotAllowed and Refused: people.other_school, people.merge_with_itself,
    people.already_merged, people.two_in_roster (asks), people.two_accounts (asks).
    Inverse: unmerge_persons; what was lent stays with the kept person then, for loans do not remember whom they left.
    """
    require(actor, "people.merge_persons")
    with writing():
        both = {each.pk: each for each in Person.objects.select_for_update().filter(pk__in=(kept_id, merged_id))}
        for person_id in (kept_id, merged_id):
            if person_id not in both or queries.sight_of_person(actor, person_id) < rules.Sight.FULL:
                raise Refused(Objection("people.other_school", Weight.REFUSE))
        kept, merged = both[kept_id], both[merged_id]
        overridden = settle(_merge_verdict(kept, merged), actor, overrides, reason)
        moved = _move(kept, merged)
        merger = Merger.objects.create(kept=kept, merged=merged, at=now, moved=moved)
        announce(PersonsMerged(kept_id, merged_id, now))
        record_act(
            actor,
            "people.merge_persons",
            about=("person", kept_id),
            at=now,
            overrides=overridden,
            reason=reason,
            facts={"merged_id": merged_id, "merger_id": merger.pk},
        )
    return merger.pk


def _merge_verdict(kept: Person, merged: Person) -> Verdict:
    accounts = Account.objects.filter(person__in=(kept, merged)).count()
    return rules.merge_objections(
        same=kept.pk == merged.pk,
        merged_before=merged.merged_into_id is not None or kept.merged_into_id is not None,
        roster_ids=(kept.roster_id, merged.roster_id),
        accounts=accounts,
        names=(kept.display_name, merged.display_name),
    )


def _move(kept: Person, merged: Person) -> dict[str, object]:
    """Hand everything of this room over and say what was handed over, for the way back."""
    filled = {name: getattr(kept, name) for name in (*FILLED, *FILLED_LINKS)}
    for name in (*FILLED, *FILLED_LINKS):
        if not getattr(kept, name) and getattr(merged, name):
            setattr(kept, name, getattr(merged, name))
    roster_id = merged.roster_id if not kept.roster_id else None
    moved: dict[str, object] = {
        "cards": _hand_over(Card.objects.filter(person=merged), "person", kept),
        "enrolments": _hand_over(_new_enrolments(kept, merged), "person", kept),
        "further_sites": _hand_over(_new_sites(kept, merged), "person", kept),
        "guardians": _hand_over(_new_guardians(kept, merged), "student", kept),
        "wards": _hand_over(_new_wards(kept, merged), "guardian", kept),
        "account": _hand_over_account(kept, merged),
        "before": filled,
        "was_provisional": kept.is_provisional,
        "roster_id": roster_id,
    }
    merged.merged_into = kept
    if roster_id:
        merged.roster_id = None
    merged.save(update_fields=["merged_into", "roster_id"])
    Person.objects.filter(merged_into=merged).update(merged_into=kept)
    if roster_id:
        kept.roster_id = roster_id
    kept.is_provisional = kept.is_provisional and not kept.roster_id
    kept.search_text = f"{kept.search_text}{merged.search_text}"[:400]
    kept.save()
    return moved


def _new_enrolments(kept: Person, merged: Person) -> "QuerySet[Enrolment]":
    known = Enrolment.objects.filter(person=kept).values("school_class")
    return Enrolment.objects.filter(person=merged).exclude(school_class__in=known)


def _new_sites(kept: Person, merged: Person) -> "QuerySet[FurtherSite]":
    known = FurtherSite.objects.filter(person=kept).values("site")
    return FurtherSite.objects.filter(person=merged).exclude(site__in=known)


def _new_guardians(kept: Person, merged: Person) -> "QuerySet[Guardianship]":
    known = Guardianship.objects.filter(student=kept).values("guardian")
    return Guardianship.objects.filter(student=merged).exclude(guardian__in=known)


def _new_wards(kept: Person, merged: Person) -> "QuerySet[Guardianship]":
    known = Guardianship.objects.filter(guardian=kept).values("student")
    return Guardianship.objects.filter(guardian=merged).exclude(student__in=known)


def _hand_over(rows: "QuerySet[Model]", field: str, to: Person) -> list[int]:
    keys = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).update(**{field: to})
    return keys


def _hand_over_account(kept: Person, merged: Person) -> dict[str, object] | None:
    account = Account.objects.filter(person=merged).first()
    if account is None:
        return None
    if Account.objects.filter(person=kept).exists():
        was_active = account.is_active
        Account.objects.filter(pk=account.pk).update(is_active=False)
        return {"id": account.pk, "put_away": was_active}
    Account.objects.filter(pk=account.pk).update(person=kept)
    return {"id": account.pk, "handed_over": True}


def unmerge_persons(actor: Actor, *, merger_id: int, now: datetime, reason: str = "") -> None:
    """Part two persons that were made one: each gets back what the merger moved, as far as it is still there.

    Open loans stay with the kept person. Raises NotAllowed and Refused: people.other_school, people.merged_further.
    Inverse: merge_persons.
    """
    require(actor, "people.unmerge_persons")
    with writing():
        merger = Merger.objects.select_for_update().select_related("kept", "merged").get(pk=merger_id)
        if queries.sight_of_person(actor, merger.kept_id) < rules.Sight.FULL:
            raise Refused(Objection("people.other_school", Weight.REFUSE))
        if merger.undone_at is not None:
            return
        if merger.merged.merged_into_id != merger.kept_id or merger.kept.merged_into_id is not None:
            raise Refused(Objection("people.merged_further", Weight.REFUSE, {"name": merger.kept.display_name}))
        _move_back(merger)
        merger.undone_at = now
        merger.save(update_fields=["undone_at"])
        record_act(
            actor, "people.unmerge_persons", about=("person", merger.kept_id), at=now, reason=reason,
            facts={"merged_id": merger.merged_id, "merger_id": merger.pk},
        )  # fmt: skip


def _move_back(merger: Merger) -> None:
    kept, merged, moved = merger.kept, merger.merged, merger.moved
    Card.objects.filter(pk__in=moved["cards"], person=kept).update(person=merged)
    Enrolment.objects.filter(pk__in=moved["enrolments"], person=kept).update(person=merged)
    FurtherSite.objects.filter(pk__in=moved["further_sites"], person=kept).update(person=merged)
    Guardianship.objects.filter(pk__in=moved["guardians"], student=kept).update(student=merged)
    Guardianship.objects.filter(pk__in=moved["wards"], guardian=kept).update(guardian=merged)
    account = moved.get("account") or {}
    if account.get("handed_over"):
        Account.objects.filter(pk=account["id"], person=kept).update(person=merged)
    elif account.get("put_away"):
        Account.objects.filter(pk=account["id"]).update(is_active=True)
    for name, value in moved["before"].items():
        setattr(kept, name, value)
    if moved["roster_id"] and kept.roster_id == moved["roster_id"]:
        kept.roster_id = None
        kept.is_provisional = moved["was_provisional"]
        kept.save()
        merged.roster_id = moved["roster_id"]
    kept.save()
    write_search_text(kept)
    merged.merged_into = None
    merged.save(update_fields=["merged_into", "roster_id"])
