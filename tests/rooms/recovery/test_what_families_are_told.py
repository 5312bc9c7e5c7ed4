"""What families are told: nothing, numbers, what is late, or everything that is out. A school chooses."""

from __future__ import annotations

import pytest

from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Person
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import LadderSetting, Notice, Run
from carrel.rooms.recovery.queries.calls import calls_to_make
from carrel.rooms.recovery.queries.runs import papers_of_run
from carrel.rooms.recovery.rules.ladder import Step
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_guardian, make_late, pages_of

pytestmark = pytest.mark.django_db
STEPS = {
    "paper": Step("letter", "letter", 20, "paper"), "email": Step("letter", "letter", 20, "email"),
    "phone": Step("call", "call", 20, "phone"), "sms": Step("notice", "notice", 20, "sms"),
    "list": Step("office", "office", 20, "list"),
}  # fmt: skip


def made(cast: Cast, shows: str, way: str = "paper") -> Run:
    make_guardian(cast.ana, email="rosa@home.example", phone="530 555 0100", home_language="en")
    make_late(cast.ana, "Holes", days=30)
    makers.make_loan(makers.make_item(cast.middle, "Wonder"), cast.ana)
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=(STEPS[way],), shows=shows, now=NOON)
    return Run.objects.get(pk=actions.make_run(dee(cast), site_id=cast.middle.pk, now=NOON).run_id)


def printed(cast: Cast, run: Run) -> str:
    document = papers_of_run(dee(cast), run, NOON, title="Notices").document
    assert document is not None
    return " ".join(" ".join(pages_of(pdf_of_document(document))).split())


@pytest.mark.parametrize(
    ("shows", "late", "rest"), [("counts", False, False), ("titles", True, False), ("loans", True, True)]
)
def test_a_letter(cast: Cast, shows: str, late: bool, rest: bool) -> None:
    words = printed(cast, made(cast, shows))
    assert "Dear family of Ana Garcia" in words
    assert ("Holes" in words, "Wonder" in words, "not due yet" in words) == (late, rest, rest)


@pytest.mark.parametrize(("shows", "rest"), [("titles", False), ("loans", True)])
def test_a_mail_is_private_and_names_the_rest_where_that_is_wanted(cast: Cast, shows: str, rest: bool) -> None:
    made(cast, shows, "email")
    mail = Mail.objects.get()
    assert mail.is_private and "Holes" in mail.body and ("Wonder" in mail.body) is rest


@pytest.mark.parametrize("way", ["paper", "email", "phone", "sms"])
def test_nothing_goes_to_a_family_that_is_told_nothing(cast: Cast, way: str) -> None:
    run = made(cast, "none", way)
    assert Notice.objects.get().way == "slip"
    assert not Mail.objects.exists() and calls_to_make(dee(cast), NOON) == []
    words = printed(cast, run)
    assert "Holes" in words and "Ana Garcia" in words


def test_the_students_own_address_and_the_offices_list_stay(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(email="ana@school.example")
    made(cast, "none", "email")
    assert [each.address for each in Mail.objects.all()] == ["ana@school.example"]
    Notice.objects.all().delete()
    made(cast, "none", "list")
    assert set(Notice.objects.values_list("way", flat=True)) == {"list"}


def test_the_database_knows_four(cast: Cast) -> None:
    assert [code for code, _word in LadderSetting.Shows.choices] == ["none", "counts", "titles", "loans"]
