"""The page of law profiles: in plain words, looked at with counts, chosen, and taken back."""

import pytest

from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.doors.web.charges.test_charges import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(cast: Cast) -> Cast:
    new = NewCharge(cast.ben.pk, cast.middle.pk, "lost", 2000, 2000, makers.TODAY, "Lost")
    actions.charge(cast.actor(cast.dee), new=new, now=makers.NOON)
    return cast


def test_looked_at_chosen_and_taken_back(owing: Cast) -> None:
    boss = client_of("omar")
    page = text_of(boss, "/schools/law/")
    for said in ("California (Education Code 48904 and 49014)", "a debt never stops lending", "Nobody has chosen yet"):
        assert said in page
    assert "/schools/law/" in text_of(boss, "/schools/")
    page = text_of(boss, "/schools/law/?for=district&profile=neutral")
    assert "asks about before it lends: 0 now, <b>1</b> then." in page
    for said in ("<b>asks before lending</b>", "$20.00", "Go by this profile"):
        assert said in page
    sent = {"for": "district", "profile": "neutral", "reason": "Board, 9 January"}
    answer = boss.post("/schools/law/choose/", sent, follow=True)
    page = answer.content.decode()
    assert "From now on: No state in particular. It is taken back below." in page
    for said in ("Board, 9 January", "Take it back"):
        assert said in page
    assert queries.law_of_district().code == "neutral"
    page = boss.post("/schools/law/choose/", {"for": "district", "profile": "us-ca"}, follow=True).content.decode()
    assert queries.law_of_district().code == "us-ca"
    assert "It goes by this profile already." in text_of(boss, "/schools/law/?for=district&profile=us-ca")


def test_refused_mistyped_and_of_another_school(owing: Cast) -> None:
    boss, lena = client_of("omar"), client_of("lena")
    page = boss.post("/schools/law/choose/", {"for": "district", "profile": "us-xx"}, follow=True).content.decode()
    assert "There is no law profile of this name." in page
    page = lena.post("/schools/law/choose/", {"for": "district", "profile": "neutral"}, follow=True).content.decode()
    assert "is not yours to choose" in page
    other = {"for": owing.high.pk, "profile": "neutral"}
    assert "is not yours to choose" in lena.post("/schools/law/choose/", other, follow=True).content.decode()
    assert "Cedar High School" not in text_of(lena, "/schools/law/")
    assert "The district itself goes by one" in text_of(boss, "/schools/law/?for=district&profile=as-district")
    assert "Go by this profile" not in text_of(boss, "/schools/law/?for=99999999999999999999&profile=neutral")
    own = {"for": owing.middle.pk, "profile": "neutral"}
    assert "From now on" in lena.post("/schools/law/choose/", own, follow=True).content.decode()
    assert queries.law_of_site(owing.middle.pk).code == "neutral"
    own["profile"] = "as-district"
    assert "as the district" in lena.post("/schools/law/choose/", own, follow=True).content.decode()
    assert queries.law_of_site(owing.middle.pk).code == "us-ca"
    dee = client_of("dee")
    assert dee.get("/schools/law/").status_code == 403
    assert dee.post("/schools/law/choose/", own).status_code == 403
    assert "Choose the law profile" not in text_of(dee, "/charges/law/")
    assert "Choose the law profile" in text_of(lena, "/charges/law/")
