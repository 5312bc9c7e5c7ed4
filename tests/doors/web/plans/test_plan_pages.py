"""Floor plans on their pages: begun, drawn by numbers, refused, shown on records, taken back, removed."""

from collections.abc import Callable

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from carrel.rooms.plans import actions, queries
from carrel.rooms.plans.models import FloorPlan
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library
from tests.rooms.plans.test_lay_picture import photo

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
BLANK = {"kind": "shelf", "label": "", "x": "", "y": "", "width": "", "height": "", "place": ""}


def sent(plan: FloorPlan, *lines: dict[str, object], **sheet: object) -> dict[str, object]:
    """The form as a browser without script sends it: each line, then a blank one."""
    values: dict[str, object] = {
        "name": plan.name, "width": plan.width, "height": plan.height, "scheme": plan.scheme, "version": plan.version,
        "shape-TOTAL_FORMS": len(lines) + 1, "shape-INITIAL_FORMS": 0,
    } | sheet  # fmt: skip
    for number, line in enumerate([*lines, BLANK]):
        values |= {f"shape-{number}-{name}": value for name, value in (BLANK | line).items()}
    return values


SHELF = {"label": "Shelf 4", "x": 2, "y": 3, "width": 10, "height": 2, "call_from": "FIC M", "call_to": "FIC R"}
LAST = SHELF | {"label": "Shelf 5", "y": 8, "call_from": "FIC T", "call_to": "FIC Z"}


def test_drawn_without_script_and_shown_on_a_record(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    item = makers.make_item(cast.middle, "Holes", call_number="FIC PAU")
    assert "No plan yet" in dee.get("/schools/plans/").text
    dee.post("/schools/plans/", {"name": "Library"})
    plan = FloorPlan.objects.get()
    there = f"/schools/plans/{plan.pk}/"
    assert "Nothing is drawn yet" in dee.get(there).text
    page = dee.get(f"{there}draw/").text
    assert 'name="shape-2-call_to"' in page
    page = dee.post(f"{there}draw/", sent(plan, SHELF, LAST), follow=True).text
    assert "FIC S stands nowhere." in page
    record = dee.get(f"/catalogue/{item.record_id}/").text
    assert "Where it stands" in record and "<b>Shelf 4</b>" in record and "FIC M – FIC R stand there" in record
    shape = queries.shapes_of(plan.pk)[0].pk
    assert f"{there}?shelf={shape}" in record and "<b>Shelf 4</b>" in dee.get(f"/items/{item.pk}/").text
    marked = dee.get(f"{there}?shelf={shape}").text
    assert "The marked shelf is Shelf 4." in marked and "plan-pin" in marked
    assert "plan-pin" not in dee.get(f"{there}?shelf=nonsense").text


def test_a_line_that_cannot_be_is_said_and_nothing_is_lost(cast: Cast, sign_in: SignIn) -> None:
    dee, plan_id = sign_in("dee"), library.plan(cast)
    there, plan = f"/schools/plans/{plan_id}/draw/", library.row(plan_id)
    page = dee.post(there, sent(plan, SHELF | {"x": "44"}, LAST | {"call_to": "FIC A"}))
    assert page.status_code == 422
    assert "“Shelf 4” does not lie on the sheet." in page.text and "FIC A comes before FIC T" in page.text
    assert 'value="Shelf 5"' in page.text
    page = dee.post(there, sent(plan, SHELF | {"width": ""}))
    assert page.status_code == 422 and "This field is required" in page.text
    assert library.shapes(plan_id) == []
    library.keep(cast, plan_id, library.FIRST)
    page = dee.post(there, sent(plan, SHELF))
    assert page.status_code == 422 and "Dee Novak kept “Library” meanwhile." in page.text
    gone = SHELF | {"DELETE": "on", "x": "900"}
    dee.post(there, sent(library.row(plan_id), gone, LAST))
    assert [each.label for each in library.shapes(plan_id)] == ["Shelf 5"]


def test_taken_back_removed_and_brought_back(cast: Cast, sign_in: SignIn) -> None:
    dee, plan_id = sign_in("dee"), library.plan(cast, library.FIRST)
    there = f"/schools/plans/{plan_id}/"
    library.keep(cast, plan_id, library.SECOND)
    page = dee.post(f"{there}take-back/", {"version": library.row(plan_id).version}, follow=True).text
    assert "The plan is what it was before." in page and "Shelf 1" in page
    assert "kept “Library” meanwhile" in dee.post(f"{there}take-back/", {"version": "x"}, follow=True).text
    assert "Bring it back" in dee.post(f"{there}remove/", follow=True).text
    assert dee.get(there).status_code == 404
    assert "The plan is back." in dee.post(f"{there}bring-back/", follow=True).text
    assert dee.get(there).status_code == 200


def test_a_picture_under_it(cast: Cast, sign_in: SignIn) -> None:
    dee, plan_id = sign_in("dee"), library.plan(cast, library.FIRST)
    there = f"/schools/plans/{plan_id}/"
    assert dee.get(f"{there}picture/").status_code == 404
    assert "Choose a file." in dee.post(f"{there}lay-picture/", follow=True).text
    file = SimpleUploadedFile("room.png", photo().read(), "image/png")
    assert "The picture lies under" in dee.post(f"{there}lay-picture/", {"picture": file}, follow=True).text
    picture = dee.get(f"{there}picture/")
    assert picture["Content-Type"] == "image/jpeg" and picture["X-Content-Type-Options"] == "nosniff"
    wrong = SimpleUploadedFile("room.txt", b"no picture at all", "text/plain")
    assert "is not a picture that can be read" in dee.post(f"{there}lay-picture/", {"picture": wrong}, follow=True).text
    assert "The picture is off" in dee.post(f"{there}take-off-picture/", follow=True).text


def test_readers_see_the_plan_and_nothing_to_change(cast: Cast, sign_in: SignIn) -> None:
    plan_id = library.plan(cast, library.FIRST)
    makers.make_item(cast.middle, "Atlas", call_number="912 ATL")
    assert "912 ATL" in sign_in("dee").get(f"/schools/plans/{plan_id}/").text
    for client in (sign_in("ana"), Client()):
        page = client.get(f"/schools/plans/{plan_id}/").text
        assert "Shelf 1" in page and "912 ATL" not in page and "Remove the plan" not in page
    Site.objects.update(public_catalogue=False)
    assert Client().get(f"/schools/plans/{plan_id}/").status_code == 302
    assert sign_in("fay").get(f"/schools/plans/{plan_id}/draw/").status_code == 403


def paper(client: Client, address: str) -> tuple[str, Image.Image]:
    """The words of a one-page paper, and the page as a picture."""
    answer = client.get(address)
    assert answer["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    words = " ".join(document[0].get_textpage().get_text_range().split())
    return words, document[0].render(scale=2).to_pil().convert("RGB")


def share_of(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    counts = {value: count for count, value in picture.getcolors(picture.width * picture.height) or []}
    return counts.get(colour, 0) / (picture.width * picture.height)


def test_a_plan_on_paper_names_its_shelves_and_what_stands_on_them(cast: Cast, sign_in: SignIn) -> None:
    plan_id = library.plan(cast, library.FIRST, library.SECOND, library.SEATS)
    there = f"/schools/plans/{plan_id}/"
    ana = sign_in("ana")
    assert f'href="{there}paper/"' in ana.get(there).text
    words, drawn = paper(ana, f"{there}paper/")
    assert "Library" in words and cast.middle.name in words and "The marked shelf" not in words
    assert "1 Shelf 1 FIC A – FIC H" in words and "2 Shelf 2 FIC I – FIC Z" in words and "3 Seats (Seats)" in words
    second = queries.shapes_of(plan_id)[1].pk
    assert f'href="{there}paper/?shelf={second}"' in ana.get(f"{there}?shelf={second}").text
    words, marked = paper(ana, f"{there}paper/?shelf={second}")
    assert "The marked shelf is Shelf 2." in words
    black = (0, 0, 0)
    assert share_of(marked, black) > share_of(drawn, black) + 0.005
    assert ana.get("/schools/plans/999999/paper/").status_code == 404


def test_the_picture_lies_under_it_on_paper_too(cast: Cast, sign_in: SignIn) -> None:
    plan_id = library.plan(cast, library.FIRST)
    actions.lay_picture(cast.actor(cast.dee), plan_id=plan_id, stream=photo("red"), name="room.png", now=NOON)
    words, drawn = paper(sign_in("dee"), f"/schools/plans/{plan_id}/paper/")
    reds = sum(
        count for count, (red, green, blue) in drawn.getcolors(drawn.width * drawn.height) or []
        if red > 200 and green < 60 and blue < 60
    )  # fmt: skip
    assert "Shelf 1" in words and reds / (drawn.width * drawn.height) > 0.2
