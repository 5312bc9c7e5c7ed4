"""The words spelling is suggested from, and what is suggested."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.catalogue.actions import refresh_terms
from carrel.rooms.catalogue.models import SearchTerm
from carrel.rooms.catalogue.queries import suggestion_for
from carrel.rooms.catalogue.rules.spelling import nearest, respelled, words_to_check
from tests.makers import NOON, make_actor, make_record, make_site, marc_field


def terms_of(*words: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hermoine", "hermione"),
        ("wolfs", "wolf"),
        ("dinosuar", "dinosaur"),
        ("rowlling", "rowling"),
        ("ditectives", "detectives"),
        ("xyzzyx", ""),
        ("wolf", "wolf"),
        ("wulf", "wolf"),
        ("golf", "golf"),
    ],
)
def test_the_nearest_word(typed: str, meant: str) -> None:
    records = {"hermione": 7, "wolf": 90, "golf": 3, "gulf": 2, "dinosaur": 40, "rowling": 12, "detectives": 8}
    assert nearest(typed, terms_of(*records), records) == meant


def test_fewest_slips_then_first_letter_then_commonest() -> None:
    records = {"cat": 1, "bats": 100, "cats": 5, "cost": 900}
    assert nearest("catz", terms_of(*records), records) == "cats"
    assert nearest("cast", terms_of(*records), records) == "cost"


def test_a_text_is_respelled_where_it_is_wrong_and_nowhere_else() -> None:
    assert respelled('title:"Hermoine Granger"', {"hermoine": "hermione"}) == 'title:"hermione Granger"'
    assert respelled("El niñoo", {"ninoo": "nino"}) == "El nino"
    assert words_to_check("El niñoo, 599.7 wol* don't") == ["ninoo", "dont"]


@pytest.mark.django_db
def test_words_follow_the_records() -> None:
    wolf = make_record("Wolf Hollow", "Wolk, Lauren", marc_field("520", "$aQuartz in the summary."), isbn="0440414806")
    make_record("The wolf wilder")
    refresh_terms(SYSTEM, now=NOON)
    known = dict(SearchTerm.objects.values_list("term", "records"))
    assert known["wolf"] == 2
    assert {"hollow", "wolk", "lauren", "wilder"} <= set(known)
    assert not {"quartz", "zzgap", "0440414806"} & set(known)
    assert not any(term.startswith("zz") for term in known)
    wolf.document.title = "lynx hollow"
    wolf.document.save()
    assert refresh_terms(SYSTEM, now=NOON) == len(known) + 1
    assert dict(SearchTerm.objects.filter(pk__in=["wolf", "lynx"]).values_list("term", "records")) == {
        "wolf": 1,
        "lynx": 1,
    }


@pytest.mark.django_db
def test_what_is_suggested() -> None:
    make_record("Esperanza rising", "Muñoz Ryan, Pam")
    assert suggestion_for("esperenza", 0) == ""
    refresh_terms(SYSTEM, now=NOON)
    assert suggestion_for("esperenza", 0) == "esperanza"
    assert suggestion_for("title:esperenza ryan", 0) == "title:esperanza ryan"
    assert suggestion_for("esperenza hollow", 0) == ""
    assert suggestion_for("esperanza", 1) == ""
    assert suggestion_for("esperenza", 50) == ""
    assert suggestion_for("zzk*", 0) == ""
    assert suggestion_for("", 0) == ""


@pytest.mark.django_db
def test_who_may() -> None:
    from carrel.cellar.kernel.verdicts import NotAllowed

    with pytest.raises(NotAllowed):
        refresh_terms(make_actor("teacher", make_site()), now=NOON)
