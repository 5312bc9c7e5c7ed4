"""A leaver, from the roster file that leaves them out to the signed slip, through the pages alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from carrel.cellar.oneroster import Roster
from carrel.rooms.people.models import Person
from carrel.rooms.recovery.tasks import clear_leavers
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_apply, run_dry_run
from tests import makers
from tests.cast import Cast
from tests.rooms.recovery.late import outside_margins, pages_of
from tests.rooms.rosters.small import homeroom, place, roster, student, zipped

DEPARTMENTS = ("library", "textbooks", "devices", "media", "money")


def whole(*numbers: str) -> Roster:
    names = {"1": ("Ada", "Abbott"), "2": ("Bo", "Barnes")}
    users = [student(number, *names[number]) for number in numbers]
    return roster(*users, classes=(homeroom(),), places=[place(each.sourced_id) for each in users])


def brought(dee: Client, package: Roster, key: str) -> str:
    """The file is sent in, compared, let in; the worker does its part. Returns the page of the import."""
    file = SimpleUploadedFile("monday.zip", zipped(package))
    where = dee.post("/rosters/send-in/", {"roster": file, "leavers_in_a_hundred": 90, "key": key}).headers["Location"]
    for task, path in ((run_dry_run, ""), (run_apply, "let-in/")):
        if path:
            assert dee.post(where + path, {"key": f"{key}-in"}).status_code == 302
        job_id = RosterImport.objects.latest("pk").job_id
        assert job_id is not None
        task.func(job_id)
    page = dee.get(where).content.decode()
    assert "The roster is in" in page
    return page


@pytest.mark.django_db
def test_from_the_roster_file_to_the_signed_slip(cast: Cast, sign_in: Callable[[str], Client]) -> None:
    dee = sign_in("dee")
    brought(dee, whole("1", "2"), "first")
    leaver = Person.objects.get(family_name="Barnes")
    book, device = makers.make_item_type("BOOK"), makers.make_item_type("CHROME", family="device")
    makers.make_loan(makers.make_item(cast.middle, "Holes", item_type=book), leaver)
    makers.make_loan(makers.make_item(cast.middle, "Chromebook 11", item_type=device), leaver)
    makers.make_charge(leaver, 450)

    page = brought(dee, whole("1"), "second")
    assert 'href="/recovery/clearances/"' in page
    assert DBTaskResult.objects.filter(task_path="carrel.rooms.recovery.tasks.clear_leavers").count() == 1
    clear_leavers.func()

    page = dee.get("/recovery/clearances/").content.decode()
    found = re.search(r'href="(/recovery/clearances/\d+/)">Barnes, Bo', page)
    assert found is not None
    at = found[1]
    slip = "".join(pages_of(dee.get(f"{at}slip.pdf").content))
    assert "Holes" in slip and "Chromebook 11" in slip and "$4.50" in slip and "Dee Novak" not in slip
    assert slip.count("signature and date") == 5

    for department in DEPARTMENTS:
        sent = {"department": department, "name": "Dee Novak"}
        answer = dee.post(f"{at}sign/", sent)
        if department in ("library", "devices", "money"):
            assert answer.status_code == 409 and "Sign all the same" in answer.content.decode()
            more = {"overrides": "recovery.not_clear", "reason": "The family brings it on Friday"}
            answer = dee.post(f"{at}sign/", sent | more)
        assert answer.status_code == 302
    assert "Every department has signed" in dee.get(at).content.decode()
    pdf = dee.get(f"{at}slip.pdf").content
    words = " ".join("".join(pages_of(pdf)).split())
    assert "Bo Barnes" in words and words.count("Dee Novak") == 5 and "Nothing is open." in words
    assert outside_margins(pdf, 0.75) == []
    assert f'href="{at}">Barnes, Bo' in dee.get("/recovery/clearances/").content.decode().partition("Cleared")[2]
