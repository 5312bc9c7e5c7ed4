"""The cast itself: who may what, as the stories say."""

from tests.cast import Cast


def test_the_technician_works_the_whole_desk(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    assert dee.may("circulation.check_out")
    assert dee.site_ids == {cast.middle.pk}


def test_the_helper_lends_and_takes_back_and_no_more(cast: Cast) -> None:
    eli = cast.actor(cast.eli)
    assert eli.may("circulation.check_out")
    assert eli.may("circulation.check_in")
    assert not eli.may("circulation.override_limit")
    assert not eli.may("people.view_person")


def test_a_lapsed_clearance_allows_nothing(cast: Cast) -> None:
    assert not cast.actor(cast.gus).permissions


def test_a_student_may_search(cast: Cast) -> None:
    ana = cast.actor(cast.ana)
    assert ana.may("catalogue.search")
    assert not ana.may("circulation.check_out")


def test_the_manager_sees_every_school(cast: Cast) -> None:
    assert cast.actor(cast.boss).sees_site(cast.high.pk)
    assert not cast.actor(cast.dee).sees_site(cast.high.pk)
