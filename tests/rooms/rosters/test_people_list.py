"""A plain list of people, of any system: columns found, persons met again, families, homerooms, photos, wrong lines."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.tables import Column, Table, xlsx_bytes
from carrel.rooms.people.models import Enrolment, Guardianship, Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import homeroom, lesson, place, roster, student, teacher

TOMORROW = NOON + timedelta(days=1)
LIST = """Student ID,First name,Last name,School,Grade Level,Homeroom,Language,Nickname,Guardian 1,Parent 1 email,FERPA
201,Ana,Garcia,ACM,7,7B,Spanish,,Carla Garcia,carla@example.org,
202,Benjamin,Okoye,Alder Creek Middle School,07,7B,en,Ben,,,yes
203,Zoé,Garcia,ACM,8,8A,Spanish,,Carla Garcia,carla@example.org,
"""


def seen(
    data: bytes | str, name: str = "people.csv", *, whole: bool = False, actor: Actor = SYSTEM, days: int = 0
) -> actions.Seen:
    source = data.encode() if isinstance(data, str) else data
    now = NOON + timedelta(days=days)
    return actions.dry_run_roster(actor, source=source, source_name=name, now=now, is_whole=whole)


def let_in(data: bytes | str, name: str = "people.csv", *, whole: bool = False, days: int = 0) -> actions.Applied:
    found = seen(data, name, whole=whole, days=days)
    assert found.status == "compared", found.faults
    now = NOON + timedelta(days=days)
    return actions.apply_roster(
        SYSTEM, import_id=found.import_id, now=now, accept_leavers=True, reason="The office says so."
    )


def picture(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "PNG")
    return out.getvalue()


def zip_of(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.mark.django_db
def test_people_come_in_with_families_languages_homerooms_and_flags(middle: Site, high: Site) -> None:
    applied = let_in(LIST)
    assert (applied.counts["new_student"], applied.counts["new_guardian"]) == (3, 1)
    ana, ben = Person.objects.get(local_number="201"), Person.objects.get(local_number="202")
    assert (ana.home_site, ana.grade, ana.home_language) == (middle, "7", "es")
    assert (ana.homeroom and ana.homeroom.name, ana.cards.get().number) == ("7B", "201")
    assert (ben.display_name, ben.directory_opt_out, ben.grade) == ("Ben Okoye", True, "7")
    assert Guardianship.objects.filter(guardian__email="carla@example.org").count() == 2
    middle.refresh_from_db()
    assert middle.roster_id is None


@pytest.mark.django_db
def test_the_second_time_nothing_differs(middle: Site, high: Site) -> None:
    let_in(LIST)
    assert seen(LIST, days=1).counts["all"] == 0
    assert seen(LIST, whole=True, days=1).counts["all"] == 0


@pytest.mark.django_db
def test_who_the_roster_knows_is_met_by_number_and_keeps_what_the_list_does_not_say(bring: Bring) -> None:
    bring(roster(
        student("1", "Ana", "Garcia"), student("9", "Mateo", "Reyes"), teacher("1"), classes=(homeroom(), lesson()),
        places=(place("u1"), place("u1", "c-English 7B"), place("w1", role="teacher")),
    ))  # fmt: skip
    applied = let_in('Student number,Name,Home language\n201,"Garcia, Ana",Vietnamese\n', days=1)
    assert (applied.counts["all"], applied.counts["changed_student"]) == (1, 1)
    ana = Person.objects.get(roster_id="u1")
    assert (ana.home_language, ana.grade, ana.homeroom and ana.homeroom.name) == ("vi", "7", "7B")
    assert not Person.objects.exclude(left_on=None).exists()
    assert not Enrolment.objects.filter(ends_on__lt=TOMORROW.date()).exists()


@pytest.mark.django_db
def test_a_student_system_that_comes_later_meets_them_again(middle: Site, high: Site, bring: Bring) -> None:
    let_in(LIST)
    ana = Person.objects.get(local_number="201")
    bring(roster(student("1"), student("2", "Benjamin", "Okoye"), student("3", "Zoé", "Garcia")), now=TOMORROW)
    ana.refresh_from_db()
    assert (ana.roster_id, ana.left_on) == ("u1", None)
    assert Person.objects.filter(category__code="student").count() == 3


@pytest.mark.django_db
def test_another_homeroom_takes_the_place_of_the_one_before(middle: Site, high: Site) -> None:
    let_in(LIST)
    moved = LIST.replace("7,7B,Spanish", "7,7C,Spanish")
    applied = let_in(moved, days=1)
    ana = Person.objects.get(local_number="201")
    assert ana.homeroom is not None
    assert (ana.homeroom.name, applied.counts["class_new"]) == ("7C", 1)
    assert Enrolment.objects.get(person=ana, school_class__name="7B").ends_on == NOON.date()
    assert seen(moved, days=2).counts["all"] == 0


@pytest.mark.django_db
def test_a_whole_list_says_who_left_and_guardians_stay(middle: Site, high: Site) -> None:
    let_in(LIST)
    shorter = "\n".join(LIST.splitlines()[:3])
    assert seen(shorter, days=1).counts.get("left", 0) == 0
    let_in(shorter, whole=True, days=1)
    assert [person.given_name for person in Person.objects.exclude(left_on=None)] == ["Zoé"]


@pytest.mark.django_db
def test_windows_1252_semicolons_and_workbooks_are_read(middle: Site, high: Site) -> None:
    text = LIST.replace(",", ";").replace("carla@example.org", "")
    found = seen(text.encode("cp1252"))
    assert found.counts["new_student"] == 3
    assert "oneroster.read_as_windows" in {remark.code for remark in found.remarks}
    heads, *rows = [line.split(",") for line in LIST.splitlines()]
    book = xlsx_bytes(Table("People", [Column(head) for head in heads], rows))
    assert seen(book, "people.xlsx").counts["new_student"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heads", "code"),
    [
        ("cardnumber,surname,firstname,branchcode,categorycode", "koha"),
        ("District ID,Last Name,First Name,Site Short Name,Patron Type,Grade Level", "destiny"),
        ("Patron Barcode,Patron Last Name,Patron First Name,Patron Site,Patron Policy", "alexandria"),
        ("Employee Number,Last Name,First Name,Location,Title", "snipe_it"),
        ("Student_Number,Last_Name,First_Name,SchoolID,Grade_Level", "powerschool"),
    ],
)
def test_the_system_that_made_it_is_told_by_its_headings(heads: str, code: str, middle: Site, high: Site) -> None:
    found = seen(f"{heads}\n201,Garcia,Ana,ACM,7\n")
    run = RosterImport.objects.get(pk=found.import_id)
    assert (run.reading["preset"], found.counts["new"]) == (code, 1)


@pytest.mark.django_db
def test_wrong_lines_are_refused_with_their_places_and_nothing_comes_in(middle: Site, high: Site) -> None:
    rows = ("201,Ana,Garcia,ACM", ",Ben,Okoye,ACM", "201,Zoe,Hale,ACM", "204,,,ACM", "9,A,B,C,D")
    text = "\n".join(["Number,First name,Last name,School", *rows])
    found = seen(text)
    assert found.status == "refused"
    assert [(fault.line, fault.column, fault.code) for fault in found.faults] == [
        (3, "Number", "oneroster.empty"),
        (4, "Number", "oneroster.id_twice"),
        (5, "First name", "oneroster.empty"),
        (5, "Last name", "oneroster.empty"),
        (6, "", "oneroster.row_length"),
    ]
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_list_without_a_number_says_which_column_is_wanted(middle: Site) -> None:
    found = seen("Vorname,Last name\nAna,Garcia\n")
    assert [(fault.code, fault.column) for fault in found.faults] == [
        ("oneroster.list_column", "given_name"),
        ("oneroster.list_column", "number"),
    ]
    assert RosterImport.objects.get().reading["heads"] == ["Vorname", "Last name"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Number,First name,Last name\n", "list_empty"),
        ('Number,First name,Last name\n1,"Ana"x,Garcia\n', "list_bad_line"),
        ("\n\n", "list_no_head"),
        (b"PK\x03\x04 not a zip", "not_a_zip"),
    ],
)
def test_what_is_no_list_is_told(data: bytes | str, code: str, middle: Site) -> None:
    assert [fault.code for fault in seen(data).faults] == [f"oneroster.{code}"]


@pytest.mark.django_db
def test_a_technician_brings_in_her_own_school_only(middle: Site, high: Site) -> None:
    dee = makers.make_actor("technician", middle)
    found = seen(LIST + "204,Fay,Lind,CED,10,10D,,,,,\n", actor=dee)
    assert found.counts["new_student"] == 3
    assert [remark.facts for remark in found.remarks if remark.code == "oneroster.row_of_no_site"] == [{"value": "CED"}]


@pytest.mark.django_db
def test_photos_come_in_by_number_or_by_the_name_in_the_list_and_once(middle: Site, high: Site) -> None:
    package = zip_of(list_csv=LIST.encode(), pics__201_png=picture(), pics__203_jpg=b"no picture")
    found = seen(package, "people.zip")
    assert found.counts["photos"] == 1
    assert [remark.facts["name"] for remark in found.remarks if remark.code == "oneroster.photo_unreadable"] == [
        "pics/203.jpg"
    ]
    let_in(package, "people.zip")
    ana = Person.objects.get(local_number="201")
    assert ana.photo is not None
    assert ana.photo.content_type == "image/jpeg"
    assert seen(package, "people.zip", days=1).counts["all"] == 0
    other = zip_of(list_csv=LIST.encode(), pics__201_png=picture("blue"))
    assert let_in(other, "people.zip", days=1).counts["photos"] == 1
    ana.refresh_from_db()
    before = ana.photo_id
    assert seen(other, "people.zip", days=2).counts["all"] == 0
    assert Person.objects.get(pk=ana.pk).photo_id == before


@pytest.mark.django_db
def test_a_number_that_two_persons_have_is_nobodys(middle: Site) -> None:
    for given in ("Ana", "Zoe"):
        makers.make_person(given, "Garcia", home_site=middle, local_number="201")
    found = seen("Number,First name,Last name\n201,Ana,Garcia\n")
    assert found.counts["new"] == 1
