"""do_change: all that waits is done at once, once; more than some hundred lines are a job."""

import pytest

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from carrel.rooms.care.rules import changing as rules
from carrel.rooms.inventory.queries import history_of, violations
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_done_with_the_shelving_key_and_the_history(cast: Cast) -> None:
    books = stack.books(cast)
    change = {"prefix": ["FIC", "MYS"], "condition": "worn", "price_minor": 1250, "fund": "TITLE-I", "note": "Club"}
    made = stack.done(cast, change, *(book.barcode for book in books))
    assert stack.outcomes(made) == [("done", ""), ("done", "")]
    for book in books:
        before = book.shelving_key
        book.refresh_from_db()
        assert (book.call_number, book.condition, book.price_minor, book.fund, book.note) == (
            "MYS SAC", "worn", 1250, "TITLE-I", "Club",
        )  # fmt: skip
        assert book.shelving_key != before and book.version == 1
        assert history_of(book.pk)[0].facts["before"]["call_number"] == "FIC SAC"
    assert not list(violations())
    with pytest.raises(Refused, match="change_begun"):
        actions.do_change(cast.actor(cast.dee), run_id=made, now=NOON)


def test_to_another_home_site(cast: Cast) -> None:
    (book,) = stack.books(cast, 1, place=makers.make_place(cast.middle))
    boss = cast.actor(cast.boss)
    scanned = queries.scanned_numbers([book.barcode], cast.middle.pk)
    made = actions.look_at_change(
        boss, site_id=cast.middle.pk, change={"site_id": cast.high.pk}, scanned=scanned, now=NOON
    )
    actions.do_change(boss, run_id=made, now=NOON)
    book.refresh_from_db()
    assert (book.site_id, book.place_id) == (cast.high.pk, None)
    assert not list(violations())
    actions.undo_change(boss, run_id=made, now=NOON)
    book.refresh_from_db()
    assert book.site_id == cast.middle.pk and book.place_id is not None


def test_many_are_a_job_with_progress_and_so_is_their_undo(cast: Cast) -> None:
    books, dee = stack.books(cast, rules.AT_ONCE + 1), cast.actor(cast.dee)
    made = stack.looked(cast, {"fund": "A"}, *(book.barcode for book in books))
    job_id = actions.do_change(dee, run_id=made, now=NOON)
    assert job_id is not None and queries.line_counts(made) == {"waiting": 301}
    job = run_now(job_id)
    assert (job.status, job.done, job.total) == ("done", 301, 301)
    assert queries.line_counts(made) == {"done": 301}
    assert queries.many_change_to_change(dee, made).state == "done"
    undo_id = actions.undo_change(dee, run_id=made, now=NOON)
    assert undo_id is not None
    run_now(undo_id)
    assert queries.line_counts(made) == {"undone": 301}
    assert queries.many_change_to_change(dee, made).state == "undone"
