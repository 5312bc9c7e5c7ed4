"""Weeding on its pages: a table begun and changed, a list made, narrowed, marked, scanned, proposed and reported."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from carrel.rooms.care import actions as care
from carrel.rooms.weeding import actions
from carrel.rooms.weeding.models import KeptCopy, WeedingList, WeedingProfile
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
LINE = {"section": "Science", "call_from": "500", "call_to": "599", "age_years": "8", "unused_years": "3", "needs": "2"}


def sent(version: int, *lines: dict[str, str], name: str = "Ours") -> dict[str, object]:
    """A table as a browser sends it."""
    values: dict[str, object] = {
        "name": name, "version": version, "rule-TOTAL_FORMS": len(lines), "rule-INITIAL_FORMS": 0
    }  # fmt: skip
    for number, line in enumerate(lines):
        values |= {f"rule-{number}-{key}": value for key, value in line.items()}
        values[f"rule-{number}-ORDER"] = str(number)
    return values


def test_a_table_is_begun_changed_and_taken_back(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    assert "Begin with the usual table of rules" in dee.get("/weeding/").text
    page = dee.post("/weeding/profiles/add/", {"name": "Ours"}, follow=True).text
    assert "Science, mathematics" in page and "CREW manual" in page
    there = f"/weeding/profiles/{WeedingProfile.objects.get().pk}/"
    swapped = [LINE | {"section": "Birds", "call_from": "598", "call_to": "", "never": "on"}, LINE | {"seldom": "0.5"}]
    assert "“Spring” is kept." in dee.post(there, sent(0, *swapped, name="Spring"), follow=True).text
    found = WeedingProfile.objects.get()
    assert [(row["section"], row["never"], row["seldom_tenths"]) for row in found.rows] == [
        ("Birds", True, None), ("Science", False, 5)
    ]  # fmt: skip
    page = dee.post(there, sent(0, LINE))
    assert page.status_code == 422 and "Dee Novak kept “Spring” meanwhile." in page.text
    page = dee.post(there, sent(1, LINE | {"needs": "5"}))
    assert page.status_code == 422 and "needs 5 reasons and looks at 2" in page.text
    assert dee.post(there, sent(1, LINE | {"age_years": "never"})).status_code == 422
    assert "The table is what it was before." in dee.post(f"{there}take-back/", {"version": "1"}, follow=True).text
    assert WeedingProfile.objects.get().name == "Ours"
    assert "Bring it back" in dee.post(f"{there}remove/", follow=True).text
    assert dee.get(there).status_code == 404
    assert "The table is back." in dee.post(f"{there}bring-back/", follow=True).text
    assert "has no name yet" in dee.post("/weeding/profiles/add/", {"name": ""}, follow=True).text


def test_a_list_is_made_narrowed_and_marked(cast: Cast, sign_in: SignIn) -> None:
    dee, first, second = sign_in("dee"), stacks.old(cast), stacks.old(cast, "Birds", condition="worn")
    profile_id = stacks.profile(cast, stacks.OLD_AND_UNUSED)
    nowhere = {"profile": profile_id, "name": "Spring", "call_from": "900"}
    page = dee.post("/weeding/lists/make/", nowhere)
    assert page.status_code == 422 and "The rules name no copy" in page.text
    page = dee.post("/weeding/lists/make/", nowhere | {"call_from": ""}, follow=True).text
    assert "published 1989, years without use: 6" in page and "last copy of the district" in page
    there = f"/weeding/lists/{WeedingList.objects.get().pk}/"
    narrowed = dee.get(f"{there}?reason=worn&sort=title").text
    assert "Birds" in narrowed and "Stars" not in narrowed and "1 of them is shown." in narrowed
    line = {each: stacks.line(WeedingList.objects.get().pk, each).pk for each in (first, second)}
    assert "No line is ticked." in dee.post(f"{there}mark/", {"mark": "withdraw"}, follow=True).text
    page = dee.post(f"{there}mark/", {"line": line[first], "mark": "withdraw", "query": "sort=title"}, follow=True)
    assert "1 copy is to go." in page.text and page.request["QUERY_STRING"] == "sort=title"
    assert "say why in a word" in dee.post(f"{there}mark/", {"line": line[second], "mark": "keep"}, follow=True).text
    wrong = {"line": line[second], "mark": "keep", "until_on": "soon"}
    assert "cannot be read" in dee.post(f"{there}mark/", wrong, follow=True).text
    until = {"line": line[second], "mark": "keep", "until_on": str(TODAY + timedelta(days=2000)), "why": "gift"}
    page = dee.post(f"{there}mark/", until, follow=True).text
    assert "1 copy is kept." in page and "gift" in page
    paper = dee.get(f"{there}?as=print").text
    assert "Stars" in paper and "For the ticked lines" not in paper
    rows = dee.get(f"{there}?as=csv").getvalue().decode()
    assert "published 1989" in rows and "Withdraw" in rows
    assert dee.get(f"{there}?as=xlsx")["Content-Type"].startswith("application/vnd")
    board = dee.get(f"{there}board/").text
    assert "Science" in board and "$15.00" in board and "Published long ago 1" in board
    assert "Published long ago" in dee.get(f"{there}board/?as=csv").getvalue().decode()
    page = dee.post(f"{there}mark/", {"line": line[first], "mark": ""}, follow=True).text
    assert "The mark of 1 copy is off." in page
    assert "The list is given up." in dee.post(f"{there}drop/", follow=True).text
    assert dee.get(there).status_code == 404


def test_scanned_asked_about_and_undone(cast: Cast, sign_in: SignIn) -> None:
    dee, item, other = sign_in("dee"), stacks.old(cast), makers.make_item(cast.middle, "Torn", call_number="FIC TOR")
    list_id = stacks.made(cast)
    there = f"/weeding/lists/{list_id}/scan/"
    assert "data-scan-box" in dee.get(there).text
    page = dee.post(there, {"number": item.barcode, "key": "k1"}).text
    assert "“Stars” is to go." in page and "1 to go, 0 not decided yet." in page
    assert "“Stars” was marked already." in dee.post(there, {"number": item.barcode, "key": "k2"}).text
    asked = dee.post(there, {"number": other.barcode})
    assert asked.status_code == 422 and "no rule names it. Take it all the same?" in asked.text
    page = dee.post(there, {"number": other.barcode, "pass": "weeding.not_on_list"}).text
    assert "“Torn” is to go." in page and "It is the last copy of the district." in page
    undo = {"line": stacks.line(list_id, other).pk, "mark": "", "back": "scan"}
    page = dee.post(f"/weeding/lists/{list_id}/mark/", undo, follow=True)
    assert page.request["PATH_INFO"] == there and other.pk not in stacks.marks(list_id)
    for number, words in (("nothing", "No item has the number nothing."), ("", "Nothing was scanned.")):
        answer = dee.post(there, {"number": number})
        assert answer.status_code == 422 and words in answer.text


def test_proposed_approved_and_taken_back(cast: Cast, sign_in: SignIn) -> None:
    dee, item = sign_in("dee"), stacks.old(cast)
    list_id = stacks.made(cast)
    there = f"/weeding/lists/{list_id}/"
    assert "is marked to be withdrawn yet" in dee.post(f"{there}propose/", follow=True).text
    actions.scan_to_withdraw(cast.actor(cast.dee), list_id=list_id, number=item.barcode, now=NOON)
    page = dee.post(f"{there}propose/", follow=True).text
    assert "Somebody else decides" in page and "Approval asked" in page and "Its disposal list" in page
    assert "The proposal is taken back" in dee.post(f"{there}take-back/", follow=True).text
    dee.post(f"{there}propose/")
    disposal_id = stacks.row(list_id).disposal_id
    assert disposal_id is not None
    care.approve_disposal(cast.actor(cast.lib), list_id=disposal_id, now=NOON)
    page = dee.get(there).text
    assert "Take the proposal back" not in page and "Approved" in page
    assert "was decided on" in dee.post(f"{there}take-back/", follow=True).text
    assert "was proposed" in dee.post(f"{there}drop/", follow=True).text
    assert "Approved" in dee.get("/weeding/").text


def test_kept_against_the_rules(cast: Cast, sign_in: SignIn) -> None:
    dee, item = sign_in("dee"), stacks.old(cast)
    assert "Nothing is kept yet" in dee.get("/weeding/kept/").text
    page = dee.post("/weeding/kept/", {"number": item.barcode})
    assert page.status_code == 422 and "say why in a word" in page.text
    page = dee.post("/weeding/kept/", {"number": item.barcode, "why": "Local history"}, follow=True).text
    assert "“Stars” is kept." in page and "for good" in page
    assert "1 copy is kept against the rules" in dee.get("/weeding/").text
    kept = KeptCopy.objects.get()
    assert "The rules look at it again." in dee.post(f"/weeding/kept/{kept.pk}/let-go/", follow=True).text


def test_another_schools_list_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    stacks.old(cast)
    list_id = stacks.made(cast)
    makers.give_role(makers.make_account("theirs", makers.make_person(home_site=cast.high)), "technician", cast.high)
    theirs = sign_in("theirs")
    for path in ("", "scan/", "board/"):
        assert theirs.get(f"/weeding/lists/{list_id}/{path}").status_code == 404
    profile = WeedingProfile.objects.get()
    assert theirs.get(f"/weeding/profiles/{profile.pk}/").status_code == 404
    assert sign_in("clark").get("/weeding/").status_code == 403


def test_whoever_shelves_by_lc_says_so_line_by_line_and_for_a_list(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    stacks.old(cast)
    table = stacks.profile(cast)
    assert 'name="scheme"' not in dee.get("/weeding/").text
    whales = stacks.old(cast, "Whales", call_number="QL737 .C4", call_number_scheme="lcc")
    assert 'name="scheme"' in dee.get("/weeding/").text
    page = dee.get(f"/weeding/profiles/{table}/").text
    assert 'name="rule-0-scheme"' in page and "Library of Congress" in page and "(LC)" not in page
    line = {"rule-0-section": "Animals", "rule-0-call_from": "QL", "rule-0-scheme": "lcc", "rule-0-age_years": 8}
    line |= {"rule-0-needs": 1, "rule-0-ORDER": 1, "rule-TOTAL_FORMS": 1, "rule-INITIAL_FORMS": 0}
    page = dee.post(f"/weeding/profiles/{table}/", line | {"name": "Ours", "version": 0}, follow=True).text
    assert "(LC)" in page
    said = {"profile": table, "name": "Q", "call_from": "Q", "call_to": "QR", "scheme": "lcc"}
    page = dee.post("/weeding/lists/make/", said, follow=True).text
    assert whales.record.title in page and "Animals" in page and "1 copy" in page
    line |= {"rule-0-scheme": "none", "name": "Ours", "version": 1}
    assert dee.post(f"/weeding/profiles/{table}/", line).status_code == 422
