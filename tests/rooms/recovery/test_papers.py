"""What papers say, in which language, and that nothing stands outside the margins."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.rooms.circulation.models import Loan
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Run
from carrel.rooms.recovery.queries.languages import tongue, tongues
from carrel.rooms.recovery.queries.late import late_students
from carrel.rooms.recovery.queries.papers import document_of, homeroom_pages, slips_of
from carrel.rooms.recovery.queries.runs import papers_of_run, plain_notices
from carrel.rooms.recovery.rules.ladder import DEFAULT, Step
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.recovery.late import dee, make_guardian, make_late, omar, outside_margins, pages_of

pytestmark = pytest.mark.django_db
LETTER = (Step("letter", "letter", 20, "paper"),)


def letters(cast: Cast, **more: Any) -> bytes:
    actions.keep_ladder(omar(cast), site_id=None, steps=LETTER, now=NOON)
    made = actions.make_run(omar(cast), now=NOON, site_id=None)
    run = Run.objects.get(pk=made.run_id)
    document = papers_of_run(omar(cast), run, NOON, title="Notices").document
    assert document is not None
    return pdf_of_document(document)


def test_a_family_in_spanish_across_two_schools(cast: Cast) -> None:
    make_guardian(cast.ana, cast.fay, home_language="es")
    make_late(cast.ana, "Holes", days=30)
    make_late(cast.fay, "Wonder", days=25)
    makers.make_charge(cast.fay, 1250)
    pdf = letters(cast)
    (page,) = pages_of(pdf)
    for words in ("Estimada familia de", "Ana Garcia", "Fay Lindqvist", "Holes", "Wonder", "Alder Creek Middle School",
                  "Cedar High School", "Se debe: $12.50", "23 de noviembre de 2026"):  # fmt: skip
        assert words in page, page
    assert outside_margins(pdf, 0.75) == []


def test_a_family_in_arabic(cast: Cast) -> None:
    make_guardian(cast.ana, home_language="ar")
    make_late(cast.ana, "Holes", days=30)
    makers.make_charge(cast.ana, 450)
    pdf = letters(cast)
    (page,) = pages_of(pdf)
    for words in ("مفقودة من مكتبة المدرسة", "الكريمة", "الحقيبة", "نوفمبر", "Holes", "4.50"):
        assert words in page, page
    assert "Dear family" not in page and outside_margins(pdf, 0.75) == []


def test_a_class_list_names_no_title(cast: Cast) -> None:
    make_late(cast.ana, "Are You There God?", "Holes")
    make_late(cast.ben, "Wonder")
    makers.make_charge(cast.ana, 450)
    students = late_students(dee(cast), NOON, DEFAULT)
    pdf = pdf_of_document(document_of("List", pages=homeroom_pages(students, {cast.seven_b.pk: "Joan Clark"}, TODAY)))
    first, second = pages_of(pdf)
    assert "7B, Joan Clark" in first and "Garcia, Ana" in first and "$4.50" in first and "2 items of 1 student" in first
    assert "8A" in second and "Okoye, Ben" in second
    assert not [title for title in ("God", "Holes", "Wonder") if title in first + second]
    assert outside_margins(pdf, 0.75) == []
    with override("es"):
        pages = list(homeroom_pages(students, {}, TODAY))
        assert "23 de noviembre de 2026" in str(pages[0])


def test_slips_have_the_name_outside_and_the_titles_inside_by_class(cast: Cast) -> None:
    make_late(cast.ben, "Wonder")
    make_late(cast.ana, *(f"A rather long title of a book, volume number {n}" for n in range(11)))
    students = late_students(dee(cast), NOON, DEFAULT)
    slips = slips_of(plain_notices(students, TODAY, tells_titles=True))
    assert [each.outside[0] for each in slips] == ["Ana Garcia", "Ana Garcia", "Ben Okoye"]
    assert slips[0].outside[-1] == "1/2" and not any("title" in line for each in slips for line in each.outside)
    pdf = pdf_of_document(document_of("Slips", slips=slips))
    (page,) = pages_of(pdf)
    assert page.count("A rather long title") == 11 and "Wonder" in page
    assert outside_margins(pdf, 0.25) == []
    bare = slips_of(plain_notices(students, TODAY, tells_titles=False))
    assert len(bare) == 2 and "title" not in str(bare[0].inside)


def test_what_came_back_is_on_no_paper(cast: Cast) -> None:
    (loan,) = make_late(cast.ana, days=30)
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=LETTER, now=NOON)
    run = Run.objects.get(pk=actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).run_id)
    type(loan).objects.filter(pk=loan.pk).update(returned_at=NOON)
    made = papers_of_run(dee(cast), run, NOON + timedelta(hours=1), title="Notices")
    assert (made.document, made.returned) == (None, 1)


def test_a_reminder_on_paper_names_what_it_was_counted_for(cast: Cast) -> None:
    """Not what falls due a week later; nor, printed again, what was renewed or came back since."""
    days = {"Soon": 2, "Renewed": 2, "Later": 10}
    loans = {
        title: makers.make_loan(makers.make_item(cast.middle, title), cast.ana, due_at=NOON + timedelta(days=n))
        for title, n in days.items()
    }
    steps = (Step("reminder", "reminder", -2, "slip"),)
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=steps, now=NOON)
    run = Run.objects.get(pk=actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).run_id)
    assert [each.items for each in run.notices.all()] == [2]

    def titles() -> list[str]:
        made = papers_of_run(dee(cast), run, NOON + timedelta(hours=1), title="Notices")
        return [thing.title for each in made.students for thing in each.things]

    assert sorted(titles()) == ["Renewed", "Soon"]
    Loan.objects.filter(pk=loans["Renewed"].pk).update(due_at=NOON + timedelta(days=12))
    assert titles() == ["Soon"]
    Loan.objects.filter(pk=loans["Soon"].pk).update(returned_at=NOON)
    assert titles() == []


def test_a_language_is_a_file_and_its_slips_of_the_pen_stop_nothing(tmp_path: Path, settings: Any) -> None:
    assert tongue("ar").faults == () and tongue("ar").direction == "rtl"
    settings.CARREL_NOTICES = tmp_path
    (tmp_path / "vi.toml").write_text(
        'name = "Tiếng Việt"\nlocale = "vi_VN"\n[texts]\nnotice = "Quá hạn."\ndear = "%(nobody)s"\nmore = "x"\n'
    )
    (tmp_path / "zz.toml").write_text("this is no file of texts")
    (tmp_path / "es.toml").write_text('[texts]\nnotice = "never"\n')  # ours is a translation of the program
    spoken = tongues()
    assert list(spoken) == ["en", "es", "ar", "vi", "zz"]
    vietnamese = spoken["vi"]
    assert vietnamese.say("notice") == "Quá hạn." and vietnamese.say("dear", names="Ana") == "Dear family of Ana,"
    assert {"dear", "more", "letter"} <= set(vietnamese.faults) and "tháng 11" in vietnamese.day(TODAY)
    assert spoken["zz"].faults == ("",) and spoken["zz"].say("again") == "We have asked for them before."
    assert "never" not in spoken["es"].say("notice")
