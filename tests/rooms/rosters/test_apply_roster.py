"""A roster comes in whole: persons, classes, guardians, cards; the second time nothing differs; nobody is deleted."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.oneroster import Roster
from carrel.rooms.people.actions import add_provisional_person
from carrel.rooms.people.models import Card, Enrolment, Guardianship, Person, SchoolClass
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.schools.models import SchoolYear, Site, Term
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import guardian, homeroom, lesson, place, roster, student, teacher, zipped

TOMORROW = NOON + timedelta(days=1)


def whole(*more: object) -> Roster:
    """Ana with her mother, two more of 7B, their teacher."""
    return roster(
        student("1", agents=("g1",), metadata=MappingProxyType({"homeLanguage": "Spanish"})),
        student("2", "Benjamin", "Okoye", metadata=MappingProxyType({"preferredGivenName": "Ben"})),
        student("3", "Mateo", "Reyes"),
        guardian("1", ("u1",)),
        teacher("1"),
        classes=(homeroom(), lesson()),
        places=(place("u1"), place("u2"), place("u3"), place("w1", role="teacher"), place("u1", "c-English 7B")),
    )


def again(package: Roster, now: object = NOON) -> actions.Seen:
    return actions.dry_run_roster(SYSTEM, source=zipped(package), source_name="again.zip", now=now)  # type: ignore[arg-type]  # a moment


@pytest.mark.django_db
def test_everything_comes_in(bring: Bring, middle: Site) -> None:
    bring(whole())
    ana = Person.objects.get(roster_id="u1")
    assert (ana.display_name, ana.grade, ana.home_language, ana.local_number) == ("Ana Garcia", "7", "es", "201")
    assert ana.home_site == middle
    assert ana.homeroom is not None
    assert (ana.homeroom.name, ana.homeroom.kind) == ("7B", "homeroom")
    assert ana.category is not None
    assert ana.category.code == "student"
    assert " ana garcia 7b" in ana.search_text
    assert list(ana.cards.values_list("number", "status", "from_roster")) == [("201", "valid", True)]
    assert Person.objects.get(roster_id="u2").display_name == "Ben Okoye"
    assert Guardianship.objects.get().guardian.display_name == "Carla Garcia"
    english = SchoolClass.objects.get(name="English 7B")
    assert (english.kind, english.periods, english.subject) == ("class", "2", "English")
    assert english.term == Term.objects.get(name="Fall 2026")
    assert SchoolYear.objects.get().name == "2026–27"
    assert Enrolment.objects.filter(role="teacher").get().person.display_name == "Joan Clark"
    middle.refresh_from_db()
    assert middle.roster_id == "s1"


@pytest.mark.django_db
def test_the_second_time_nothing_differs(bring: Bring) -> None:
    bring(whole())
    seen = again(whole())
    assert seen.counts["all"] == 0
    assert queries.kind_counts(seen.import_id) == {}
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    assert Person.objects.count() == 5


@pytest.mark.django_db
def test_a_leaver_gets_a_day_and_comes_back_as_the_same_person(bring: Bring) -> None:
    bring(whole())
    ben = Person.objects.get(roster_id="u2")
    without_ben = roster(
        *(user for user in whole().users if user.sourced_id != "u2"),
        classes=whole().classes,
        places=[row for row in whole().enrollments if row.user != "u2"],
    )
    bring(without_ben, now=TOMORROW)
    ben.refresh_from_db()
    assert ben.left_on == TODAY + timedelta(days=1)
    assert ben.cards.get().status == Card.Status.VALID
    assert ben.enrolments.get().ends_on == TODAY
    assert [leaver.name for leaver in queries.leavers(SYSTEM)] == ["Ben Okoye"]
    applied = bring(whole(), now=TOMORROW)
    assert applied.counts["returned"] == 1
    ben.refresh_from_db()
    assert ben.left_on is None
    assert ben.enrolments.get().ends_on == date(2027, 6, 11)
    assert ben.cards.count() == 1


@pytest.mark.django_db
def test_what_the_desk_knows_better_stays(bring: Bring) -> None:
    bring(whole())
    own = makers.make_category("helper")
    Person.objects.filter(roster_id="u2").update(preferred_given="Benny", category=own, home_language="ig")
    assert again(whole()).counts["all"] == 0
    ben = Person.objects.get(roster_id="u2")
    assert (ben.preferred_given, ben.category) == ("Benny", own)


@pytest.mark.django_db
def test_changes_are_taken_over_field_by_field(bring: Bring, high: Site) -> None:
    bring(whole())
    moved = student("1", "Ana", "Ruiz", orgs=("s2",), grades=("08",), identifier="777")
    applied = bring(roster(moved, student("2"), classes=(homeroom("7C"),), places=(place("u2", "c-7C"),)), now=TOMORROW)
    ana = Person.objects.get(roster_id="u1")
    assert (ana.family_name, ana.grade, ana.home_site, ana.homeroom) == ("Ruiz", "8", high, None)
    assert sorted(ana.cards.values_list("number", "status")) == [("201", "replaced"), ("777", "valid")]
    assert " ruiz" in ana.search_text
    assert "7b" not in ana.search_text
    assert Person.objects.get(roster_id="u2").homeroom == SchoolClass.objects.get(name="7C")
    assert SchoolClass.objects.get(name="7B").ended_on == TODAY + timedelta(days=1)
    assert applied.counts["class_ended"] == 2


@pytest.mark.django_db
def test_a_homeroom_with_a_new_name_is_found_by_it(bring: Bring) -> None:
    bring(whole())
    renamed = homeroom()._replace(title="7 Blue")
    bring(roster(*whole().users, classes=(renamed, lesson()), places=whole().enrollments))
    assert "blue" in Person.objects.get(roster_id="u3").search_text
    assert SchoolClass.objects.filter(kind="homeroom").count() == 1


@pytest.mark.django_db
def test_who_was_added_at_the_desk_is_met_again_by_name(bring: Bring, middle: Site) -> None:
    """r228: a student not yet in the roster borrows today and is the same person tomorrow."""
    dee = makers.make_actor("technician", middle)
    added = add_provisional_person(
        dee, given_name="ana", family_name="García", grade="7", card_number="29990001", now=NOON
    )
    applied = bring(whole())
    assert applied.counts["matched"] == 1
    ana = Person.objects.get(roster_id="u1")
    assert ana.pk == added.person_id
    assert ana.is_provisional is False
    assert ana.family_name == "Garcia"
    assert set(ana.cards.values_list("number", flat=True)) == {"29990001", "201"}


@pytest.mark.django_db
def test_two_of_one_name_are_not_taken_for_one(bring: Bring, middle: Site) -> None:
    dee = makers.make_actor("technician", middle)
    for card in ("1", "2"):
        add_provisional_person(
            dee, given_name="Ana", family_name="Garcia", grade="7", card_number=card, now=NOON,
            overrides=("people.same_name",), reason="Cousins.",
        )  # fmt: skip
    seen = again(whole())
    assert "matched" not in seen.counts
    assert "oneroster.same_name_twice" in {remark.code for remark in seen.remarks}


@pytest.mark.django_db
def test_a_card_that_somebody_has_is_left_where_it_is(bring: Bring) -> None:
    other = makers.make_person("Rob", "Reed")
    makers.make_card(other, "201")
    bring(whole())
    assert Card.objects.get(number="201").person == other
    assert not Person.objects.get(roster_id="u1").cards.exists()
    assert "oneroster.card_taken" in {remark.code for remark in again(whole()).remarks}


@pytest.mark.django_db
def test_a_guardian_who_is_not_named_any_more_is_no_guardian(bring: Bring) -> None:
    bring(whole())
    other = roster(student("1"), *whole().users[1:3], *whole().users[4:], classes=whole().classes)
    bring(other)
    assert not Guardianship.objects.exists()
    assert Person.objects.get(roster_id="g1").left_on is not None


@pytest.mark.django_db
def test_what_was_changed_meanwhile_is_looked_at_again(bring: Bring) -> None:
    bring(whole())
    seen = again(
        roster(*whole().users, student("4", "Zoe", "Hale"), classes=whole().classes, places=whole().enrollments)
    )
    Person.objects.filter(roster_id="u3").update(family_name="Ruiz")
    with pytest.raises(Refused) as refused:
        actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    assert refused.value.code == "rosters.changed_since"
    assert not Person.objects.filter(roster_id="u4").exists()


@pytest.mark.django_db
def test_applying_twice_is_done_once_and_is_on_record_once(bring: Bring) -> None:
    applied = bring(whole())
    repeated = actions.apply_roster(SYSTEM, import_id=applied.import_id, now=TOMORROW)
    assert repeated.repeated
    assert AuditEntry.objects.filter(code="rosters.apply_roster").count() == 1


@pytest.mark.django_db
def test_many_leavers_need_a_word_and_a_reason(bring: Bring, middle: Site) -> None:
    """r226: a wrong export looks as if many had left."""
    bring(roster(*(student(str(number)) for number in range(40))))
    seen = again(roster(*(student(str(number)) for number in range(30))))
    assert [each.code for each in seen.objections] == ["rosters.too_many_student_leave"]
    assert seen.objections[0].facts["leavers"] == 10
    for accept, reason in ((False, "why"), (True, "")):
        with pytest.raises(Refused):
            actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON, accept_leavers=accept, reason=reason)
    assert Person.objects.filter(left_on=None).count() == 40
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON, accept_leavers=True, reason="A school closed.")
    assert Person.objects.filter(left_on=None).count() == 30
    entry = AuditEntry.objects.get(code="rosters.apply_roster", reason="A school closed.")
    assert entry.overrides == ["rosters.too_many_student_leave"]


@pytest.mark.django_db
def test_a_technician_brings_in_her_own_school_only(bring: Bring, middle: Site, high: Site) -> None:
    both = roster(student("1"), student("2", orgs=("s2",)))
    dee = makers.make_actor("technician", middle)
    bring(both, actor=dee)
    assert Person.objects.filter(roster_id="u1").exists()
    assert not Person.objects.filter(roster_id="u2").exists()
    high.refresh_from_db()
    assert high.roster_id is None


@pytest.mark.django_db
def test_who_may_not_is_told(bring: Bring, middle: Site) -> None:
    seen = again(whole())
    with pytest.raises(NotAllowed):
        actions.apply_roster(makers.make_actor("assistant", middle), import_id=seen.import_id, now=NOON)
    assert RosterImport.objects.get(pk=seen.import_id).status == "compared"


@pytest.mark.django_db
def test_somebody_merged_keeps_coming_in_as_the_one_kept(bring: Bring, middle: Site) -> None:
    bring(whole())
    kept, merged = Person.objects.get(roster_id="u1"), Person.objects.get(roster_id="u3")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    seen = again(whole())
    assert "oneroster.listed_twice" in {remark.code for remark in seen.remarks}
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    assert again(whole()).counts["all"] == 0


@pytest.mark.django_db
def test_schools_that_import_apart_do_not_pull_at_the_same_person(bring: Bring, middle: Site, high: Site) -> None:
    """A teacher and a mother of two schools belong where the roster says, whoever sends it in."""
    both = roster(
        student("1", agents=("g1",)),
        student("2", "Ben", "Garcia", orgs=("s2",), grades=("09",), agents=("g1",)),
        guardian("1", ("u1", "u2")),
        teacher("1", orgs=("s2", "s1")),
        classes=(homeroom(), homeroom("9D", "s2")),
        places=(place("u1"), place("w1", role="teacher"), place("u2", "c-9D")),
    )
    dee, noah = makers.make_actor("technician", middle), makers.make_actor("technician", high)
    bring(both, actor=dee)
    assert not Person.objects.filter(roster_id="u2").exists()
    assert Person.objects.get(roster_id="w1").home_site == high
    bring(both, actor=noah)
    for actor in (dee, noah, SYSTEM):
        seen = actions.dry_run_roster(actor, source=zipped(both), source_name="again.zip", now=NOON)
        assert seen.counts["all"] == 0, (actor.name, seen.counts)
    mother = Person.objects.get(roster_id="g1")
    assert {mother.home_site, *(each.site for each in mother.further_sites.all())} == {middle, high}
    assert Guardianship.objects.count() == 2


@pytest.mark.django_db
def test_who_moves_to_another_school_is_no_leaver(bring: Bring, middle: Site, high: Site) -> None:
    bring(roster(student("1"), student("2"), classes=(homeroom(),), places=(place("u1"), place("u2"))))
    moved = roster(
        student("1", orgs=("s2",), grades=("09",)),
        student("2"),
        classes=(homeroom(), homeroom("9D", "s2")),
        places=(place("u2"), place("u1", "c-9D")),
    )
    dee = makers.make_actor("technician", middle)
    applied = bring(moved, actor=dee)
    ana = Person.objects.get(roster_id="u1")
    assert (ana.home_site, ana.left_on, ana.homeroom) == (high, None, None)
    assert "left" not in applied.counts
    bring(moved, actor=makers.make_actor("technician", high))
    ana.refresh_from_db()
    assert ana.homeroom == SchoolClass.objects.get(name="9D")
