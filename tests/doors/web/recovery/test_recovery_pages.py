"""Who is due, a run from preview to paper and back, a class's papers, calls, a leaver's clearance, the ladder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import PersonView
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Call, Clearance, LadderSetting, Notice, Run
from carrel.rooms.recovery.rules.ladder import DEFAULT, Step
from tests import makers
from tests.cast import Cast
from tests.rooms.recovery.late import dee, make_guardian, make_late, pages_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def said(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]  # a test client's answer


def late_now(cast: Cast) -> None:
    moment = timezone.now()
    make_late(cast.ana, "Are You There God?", "Holes", now=moment)
    make_late(cast.ben, "Wonder", days=20, now=moment)
    makers.make_charge(cast.ben, 450)


def test_who_is_due_names_no_title(cast: Cast, sign_in: SignIn) -> None:
    technician = sign_in("dee")
    assert "Nothing is late" in said(technician.get("/recovery/"))
    late_now(cast)
    page = said(technician.get("/recovery/"))
    assert "Garcia, Ana" in page and "$4.50" in page and "Notice 1" in page and "not yet" in page
    assert "God" not in page and "Wonder" not in page
    assert "Garcia, Ana" not in said(technician.get("/recovery/?homeroom=8A&sort=-late"))
    assert PersonView.objects.filter(person=cast.ana, page="overdues").exists()
    csv = b"".join(technician.get("/recovery/?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert '"Garcia, Ana",7B,2,' in csv and "God" not in csv
    assert technician.get("/recovery/?as=xlsx").status_code == 200
    assert "Garcia" in said(technician.get("/recovery/?sort=owes")) + said(technician.get("/recovery/?sort=nonsense"))


@pytest.mark.parametrize("asked", [{"homeroom": "999"}, {"step": "gone"}, {"homeroom": "x"}])
def test_what_cannot_be_asked_makes_nothing_for_anybody(cast: Cast, sign_in: SignIn, asked: dict[str, str]) -> None:
    """The link of yesterday to a class that has brought all back: never the whole school instead."""
    late_now(cast)
    technician = sign_in("dee")
    page = said(technician.get("/recovery/preview/", asked))
    assert "Make them" not in page and "notices would be made" not in page and "Select a valid choice" not in page
    assert ("The ladder has no such step" if "step" in asked else "Nobody in this class is late now") in page
    assert technician.post("/recovery/runs/make/", {"key": "make-1", **asked}).status_code == 409
    assert not Run.objects.exists()


def test_a_run_from_the_preview_to_paper_and_back(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    technician = sign_in("dee")
    page = said(technician.get("/recovery/preview/"))
    assert "2 notices would be made" in page and not Run.objects.exists()
    assert "1 notice would be made" in said(
        technician.get(f"/recovery/preview/?homeroom={cast.seven_b.pk}&step=notice-1")
    )
    answer = technician.post("/recovery/runs/make/", {"key": "make-1"})
    run = Run.objects.get()
    assert answer.url == f"/recovery/runs/{run.pk}/"  # type: ignore[attr-defined]  # a redirect
    assert technician.post("/recovery/runs/make/", {"key": "make-1"}).url == answer.url  # type: ignore[attr-defined]  # as above
    assert technician.post("/recovery/runs/make/", {"key": "make-2"}).status_code == 409
    paper = technician.get(f"/recovery/runs/{run.pk}/papers.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper["Cache-Control"] == "private, no-store"
    assert "Are You There God?" in "".join(pages_of(paper.content))
    assert "Print" in said(technician.get(f"/recovery/runs/{run.pk}/"))
    technician.post(f"/recovery/runs/{run.pk}/give-out/")
    assert "given out" in said(technician.get(f"/recovery/runs/{run.pk}/"))
    assert "given out" in said(technician.post(f"/recovery/runs/{run.pk}/undo/", follow=True)).lower()
    technician.post(f"/recovery/runs/{run.pk}/still-here/")
    technician.post(f"/recovery/runs/{run.pk}/undo/")
    run.refresh_from_db()
    assert run.undone_at is not None and "Taken back" in said(technician.get("/recovery/runs/"))


def test_a_students_steps_and_one_taken_back(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    actions.make_run(dee(cast), site_id=cast.middle.pk, now=timezone.now())
    technician, notice = sign_in("dee"), Notice.objects.get(person=cast.ben)
    page = said(technician.get(f"/recovery/students/{cast.ben.pk}/"))
    assert "Notice 1" in page and "Notice 2" in page and "$4.50" in page and "Wonder" not in page
    technician.post(f"/recovery/notices/{notice.pk}/undo/", {"person": str(cast.ben.pk)})
    notice.refresh_from_db()
    assert notice.undone_at is not None
    assert technician.post(f"/recovery/notices/{notice.pk}/undo/", {"person": "x"}).status_code == 302
    assert technician.get(f"/recovery/students/{cast.fay.pk}/").status_code == 404


def test_the_overdues_of_a_class_in_two_actions(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    technician = sign_in("dee")
    today = said(technician.get("/"))
    assert "Overdues of a class, on paper" in today and f'value="{cast.seven_b.pk}"' in today
    slips = technician.get(f"/recovery/homerooms/papers.pdf?homeroom={cast.seven_b.pk}&what=slips")
    assert "Are You There God?" in "".join(pages_of(slips.content)) and "Wonder" not in "".join(pages_of(slips.content))
    listed = "".join(pages_of(technician.get("/recovery/homerooms/papers.pdf?what=list").content))
    assert "Garcia, Ana" in listed and "Okoye, Ben" in listed and "God" not in listed
    assert technician.get("/recovery/homerooms/papers.pdf?homeroom=99999999999999999999").status_code == 200
    assert technician.get("/recovery/homerooms/papers.pdf?homeroom=0").status_code == 302
    type(cast.clark).objects.filter(pk=cast.clark.pk).update(email="clark@alder.example")
    assert "Joan Clark" in said(technician.get("/recovery/homerooms/"))
    technician.post("/recovery/homerooms/mail/", {"homeroom": str(cast.seven_b.pk)})
    technician.post("/recovery/homerooms/mail/", {"homeroom": "x"})
    assert [each.address for each in Mail.objects.all()] == ["clark@alder.example"]


def test_the_call_list(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    actions.keep_ladder(
        dee(cast), site_id=cast.middle.pk, steps=(Step("call", "call", 5, "phone"),), now=timezone.now()
    )
    make_guardian(cast.ben, name="Chidi Okoye", phone="(530) 555-0134", home_language="es")
    actions.make_run(dee(cast), site_id=cast.middle.pk, now=timezone.now())
    technician, notice = sign_in("dee"), Notice.objects.get()
    page = said(technician.get("/recovery/calls/"))
    assert 'href="tel:5305550134"' in page and "Buenos días" in page and "Good day" in page and "Wonder" not in page
    assert "1 family to call" in said(technician.get("/"))
    technician.post(f"/recovery/calls/{notice.pk}/", {"outcome": "promised"})
    assert not Call.objects.exists()
    technician.post(f"/recovery/calls/{notice.pk}/", {"outcome": "message", "note": "With the sister", "key": "call-1"})
    call = Call.objects.get()
    assert "Nobody waits for a call" in said(technician.get("/recovery/calls/"))
    technician.post(f"/recovery/calls/{call.pk}/take-back/")
    assert "1 family to call" in said(technician.get("/recovery/calls/"))


def test_a_leavers_clearance(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    technician = sign_in("dee")
    assert "Nobody is being cleared" in said(technician.get("/recovery/clearances/"))
    at = technician.post(f"/recovery/clearances/begin/{cast.ben.pk}/").url  # type: ignore[attr-defined]  # a redirect
    page = said(technician.get(at))
    assert "Wonder" in page and "$4.50" in page and "Okoye" in said(technician.get("/recovery/clearances/"))
    assert "Wonder" in "".join(pages_of(technician.get(f"{at}slip.pdf").content))
    assert technician.get(f"{at}letter.pdf").status_code == 404
    technician.post(f"{at}next-school/", {"school": "Elm High School"})
    letter = "".join(pages_of(technician.get(f"{at}letter.pdf").content))
    assert "Elm High School" in letter and "Wonder" not in letter
    for department in ("textbooks", "devices", "media"):
        technician.post(f"{at}sign/", {"department": department, "name": "Dee Novak"})
    asked = technician.post(f"{at}sign/", {"department": "money", "name": "Dee Novak"})
    assert asked.status_code == 409 and "Sign all the same" in said(asked)
    for department in ("money", "library"):
        more = {"overrides": "recovery.not_clear", "reason": "Paid at the office"}
        technician.post(f"{at}sign/", {"department": department, "name": "Dee Novak"} | more)
    assert Clearance.objects.get().ended_at is not None and "Every department has signed" in said(technician.get(at))
    technician.post(f"{at}unsign/", {"department": "money"})
    technician.post(f"{at}drop/")
    assert Clearance.objects.get().dropped_at is not None and technician.get(at).status_code == 404
    assert technician.post(f"/recovery/clearances/begin/{cast.fay.pk}/").status_code == 404


def test_the_ladder_of_a_school(cast: Cast, sign_in: SignIn) -> None:
    technician = sign_in("dee")
    assert "العربية" in said(technician.get("/recovery/ladder/"))
    rows: dict[str, Any] = {
        "steps-TOTAL_FORMS": "3",
        "steps-INITIAL_FORMS": "0",
        "shows": "counts",
        "weekdays": ["0", "3"],
    }
    for number, (days, kind, way) in enumerate(
        (("-1", "reminder", "email"), ("2", "notice", "slip"), ("", "call", "phone"))
    ):
        rows |= {f"steps-{number}-days": days, f"steps-{number}-kind": kind, f"steps-{number}-way": way}
    assert technician.post("/recovery/ladder/", rows).status_code == 302
    row = LadderSetting.objects.get()
    assert [each["code"] for each in row.steps] == ["reminder", "notice-1"] and row.weekdays == "03"
    assert technician.post("/recovery/ladder/", rows | {"steps-1-way": "phone"}).status_code == 409
    assert technician.post("/recovery/ladder/", rows | {"steps-1-days": "soon"}).status_code == 422
    technician.post("/recovery/ladder/drop/")
    assert not LadderSetting.objects.exists()


def test_a_district_manager_looks_across_schools(cast: Cast, sign_in: SignIn) -> None:
    late_now(cast)
    make_late(cast.fay, now=timezone.now())
    actions.keep_ladder(cast.actor(cast.boss), site_id=None, steps=DEFAULT, now=timezone.now())
    assert "3 notices would be made" in said(sign_in("omar").get("/recovery/preview/?all=1"))
    assert "2 notices would be made" in said(sign_in("dee").get("/recovery/preview/?all=1"))


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: Any) -> None:
    for number in range(count):
        person = makers.make_person(f"Student {number}", home_site=cast.middle, homeroom=cast.seven_b)
        make_late(person, now=timezone.now())
    technician = sign_in("dee")
    technician.get("/recovery/")
    with django_assert_max_num_queries(16):
        technician.get("/recovery/")
