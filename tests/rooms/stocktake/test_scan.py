"""A scan at the shelf: seen once, told how it stands, and what its record says wrong put right."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.idempotency import KeyReused
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.queries import owed_back
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.models import Count, Seen, Step, Stray, Walk
from carrel.rooms.stocktake.rules import Piles, out_of_order
from tests.cast import Cast, raise_the_curtain
from tests.makers import NOON, make_hold, make_item, make_loan, make_policy, make_transit
from tests.rooms.circulation.fining import charging, lent, owed
from tests.rooms.circulation.test_declare_lost import paid
from tests.rooms.stocktake.walkers import BEFORE, begin, device, fresh, room, shelf, walk

pytestmark = pytest.mark.django_db


def codes(answer: actions.Answer) -> list[str]:
    return [each.code for each in answer.tells]


def test_a_shelf_in_order(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 5)
    count = begin(dee)
    answers = walk(dee, count, books)
    assert {each.outcome for each in answers} == {"right"} and {each.order for each in answers} == {"fits"}
    assert all(each.tells == () for each in answers)
    assert fresh(books[0]).last_seen_at == NOON
    progress = queries.progress_of(count)
    assert (progress.seen, progress.out_of_order, progress.walkers) == (5, 0, 1)


def test_one_that_stands_too_late_belongs_between_two(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 6)
    count = begin(dee)
    walk(dee, count, [books[0], books[2], books[3], books[4]])
    (answer,) = walk(dee, count, [books[1]])
    assert (answer.outcome, answer.order) == ("right", "back")
    assert (answer.before, answer.after) == ("Book 0", "Book 2")
    assert codes(answer) == ["stocktake.belongs_between"]
    assert [each.order for each in walk(dee, count, [books[5]])] == ["fits"]
    assert queries.misplaced_ids(count) == {books[1].pk}
    (named,) = queries.misplaced(count)
    assert named.before == books[0] and named.after == books[2] and not named.is_moved


def test_which_of_two_neighbours_is_wrong_is_said_by_the_next(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 6)
    count = begin(dee)
    walk(dee, count, [books[0], books[5]])
    (answer,) = walk(dee, count, [books[1]])
    assert answer.order == "swapped" and codes(answer) == ["stocktake.swapped"]
    (then,) = walk(dee, count, [books[2]])
    assert then.order == "fits" and codes(then) == ["stocktake.was_the_other"]
    assert then.tells[0].facts["title"] == "Book 5"
    assert queries.misplaced_ids(count) == {books[5].pk}


def test_first_of_all(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    count = begin(dee)
    answer = walk(dee, count, [books[1], books[2], books[0]])[-1]
    assert codes(answer) == ["stocktake.belongs_before"] and answer.before == ""


def test_twice_counts_once(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    walk(dee, count, books)
    (answer,) = walk(dee, count, [books[0]])
    assert answer.is_again and codes(answer) == ["stocktake.seen_already"] and answer.order == ""
    assert Seen.objects.count() == 2 and Step.objects.count() == 2 and Walk.objects.get().seen == 2


def test_the_same_key_is_done_once_and_answered_the_same(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    first, again = (actions.scan(dee, count_id=count, text=books[0].barcode, now=NOON, key="one") for _ in range(2))
    assert (first.outcome, first.title, first.seen_id) == (again.outcome, again.title, again.seen_id)
    assert not again.is_again
    unknown = [actions.scan(dee, count_id=count, text="nobody", now=NOON, key="two") for _ in range(2)]
    assert unknown[0].tells == unknown[1].tells and Stray.objects.get().number == "nobody"
    with pytest.raises(KeyReused):
        actions.scan(cast.actor(cast.lib), count_id=count, text=books[1].barcode, now=NOON, key="one")


def test_two_people_see_a_copy_once_and_each_hears_of_their_own_order(cast: Cast) -> None:
    dee, lib, books = cast.actor(cast.dee), cast.actor(cast.lib), shelf(cast, 3)
    count = begin(dee)
    walk(dee, count, books)
    answers = walk(lib, count, [books[2], books[0]])
    assert [each.is_again for each in answers] == [True, True]
    assert [each.order for each in answers] == ["fits", "swapped"]
    assert queries.progress_of(count).seen == 3 and Seen.objects.count() == 3


def test_what_the_record_says_of_its_state_comes_first(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    make_policy()
    lent, waits, travels, mended, gone, elsewhere = (make_item(cast.middle, f"T{number}") for number in range(6))
    make_loan(lent, cast.ana)
    make_hold(waits.record, cast.ana)
    Item.objects.filter(pk=waits.pk).update(state="on_hold")
    make_transit(travels, cast.high)
    Item.objects.filter(pk=mended.pk).update(state="in_repair")
    Item.objects.filter(pk=gone.pk).update(state="withdrawn")
    Item.objects.filter(pk=elsewhere.pk).update(site=cast.high)
    count = begin(dee)
    answers = walk(dee, count, [lent, waits, travels, mended, gone, elsewhere])
    assert [each.outcome for each in answers] == ["lent", "waits", "travels", "mended", "gone", "other_site"]
    assert [codes(each)[0] for each in answers] == [f"stocktake.{each.outcome}" for each in answers]
    assert answers[5].tells[0].facts["site"] == "Cedar"
    # Nothing is decided by a scan that a person has to decide.
    assert fresh(lent).state == "on_loan" and fresh(travels).state == "in_transit"


def test_what_was_missing_stands_in_again(cast: Cast) -> None:
    dee, (book,) = cast.actor(cast.dee), shelf(cast, 1)
    Item.objects.filter(pk=book.pk).update(state="missing")
    (answer,) = walk(dee, begin(dee), [book])
    assert answer.outcome == "found" and fresh(book).state == "available"


def test_a_claim_was_right(cast: Cast) -> None:
    dee, (book,) = cast.actor(cast.dee), shelf(cast, 1)
    make_policy()
    loan = make_loan(book, cast.ben, lent_at=NOON.replace(day=1), claimed_on=NOON.date().replace(day=20))
    (answer,) = walk(dee, begin(dee), [book])
    assert answer.outcome == "found" and codes(answer)[0] == "stocktake.found_claimed"
    loan.refresh_from_db()
    assert loan.returned_at is not None and fresh(book).state == "available"


@pytest.mark.parametrize("is_claimed", [False, True])
def test_a_lost_book_that_was_paid_for_is_owed_back(cast: Cast, is_claimed: bool) -> None:
    charging(refund_price="refund", fine_minor=0)
    book, loan = lent(cast, cast.ben)
    dee, yesterday = cast.actor(cast.dee), NOON - timedelta(days=1)
    if is_claimed:
        circulation.claim_returned(dee, loan_id=loan.pk, said_on=yesterday.date(), now=yesterday)
    circulation.declare_lost(dee, loan_id=loan.pk, now=yesterday)
    paid(Charge.objects.get(kind="lost"), 1500)
    (answer,) = walk(dee, begin(dee), [book])
    assert answer.outcome == "found" and fresh(book).state == "available"
    assert answer.found is not None and (answer.found.was_billed, answer.found.back_minor) == (True, 1500)
    assert (owed(cast.ben), owed_back(cast.ben.pk)) == ({}, 1500)
    actions.take_back_scan(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert fresh(book).state == "lost" and owed_back(cast.ben.pk) == 0


def test_one_of_another_shelf_at_the_end_of_a_walk_is_told_once(cast: Cast) -> None:
    dee, fiction, films = cast.actor(cast.dee), room(cast, "Fiction"), room(cast, "Films")
    books = shelf(cast, 7)
    for place, some in ((fiction, books[:3]), (films, books[4:])):
        Item.objects.filter(pk__in=[book.pk for book in some]).update(place=place)
    answers = walk(dee, begin(dee), books)
    assert [codes(each) for each in answers] == [[]] * 4 + [[]] * 3
    stray, after = books[4], [books[0], books[1], books[2]]
    answers = walk(dee, begin(dee), [*after, stray, books[5], books[6]])
    assert [codes(each) for each in answers] == [[], [], [], ["stocktake.from_elsewhere"], [], []]
    assert answers[3].outcome == "right" and answers[3].tells[0].facts == {"place": "Films"}


def test_one_out_of_order_is_told_where_it_belongs_and_no_more(cast: Cast) -> None:
    dee, films = cast.actor(cast.dee), room(cast, "Films")
    books = shelf(cast, 4, place=room(cast, "Fiction"))
    Item.objects.filter(pk=books[1].pk).update(place=films)
    answers = walk(dee, begin(dee), [books[0], books[2], books[3], books[1]])
    assert codes(answers[3]) == ["stocktake.belongs_between"]


def test_another_place_is_told_and_in_a_room_of_devices_put_right(cast: Cast) -> None:
    dee, bay, lab = cast.actor(cast.dee), room(cast, "Bay 7"), room(cast, "Lab 2")
    (book,), (novel,), laptop = shelf(cast, 1, place=lab), shelf(cast, 1, place=bay), device(cast, bay)
    (told,) = walk(dee, begin(dee, "place", place_id=bay.pk), [book])
    assert told.outcome == "other_place" and told.tells[0].facts["place"] == "Lab 2" and fresh(book).place == lab
    put, left = walk(dee, begin(dee, "devices", place_id=lab.pk), [laptop, novel])
    assert put.outcome == "placed" and fresh(laptop).place == lab
    assert left.outcome == "other_place" and left.tells[0].facts["place"] == "Bay 7" and fresh(novel).place == bay


def test_outside_of_the_range_counts_all_the_same(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    count = begin(dee, "range", from_="100", to="101")
    answers = walk(dee, count, books)
    assert [each.outcome for each in answers] == ["right", "right", "outside", "outside"]
    assert [seen.is_asked_for for seen in Seen.objects.all()] == [True, True, False, False]


def test_without_a_call_number_there_is_no_order(cast: Cast) -> None:
    dee, books, bare = cast.actor(cast.dee), shelf(cast, 2), make_item(cast.middle, "Bare")
    answers = walk(dee, begin(dee), [*books, bare])
    assert answers[-1].order == "" and Walk.objects.get().seen == 3 and Walk.objects.get().steps == 2


def test_the_second_walk_is_in_no_order(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 3)
    count = begin(dee)
    walk(dee, count, [books[0], books[2]])
    (answer,) = walk(dee, count, [books[1]], is_second=True)
    assert answer.order == "" and queries.progress_of(count).out_of_order == 0
    assert queries.unseen_items(Count.objects.get()).count() == 0


def test_a_scan_that_waited_was_seen_when_it_was_scanned(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 3)
    count, later = begin(dee), NOON + timedelta(hours=2)
    for book, at in zip(books, (NOON + timedelta(hours=1), BEFORE, later + timedelta(days=1)), strict=True):
        actions.scan(dee, count_id=count, text=book.barcode, now=later, at=at)
    # Never before the count began, and never in the future, whatever the clock of a phone says.
    assert [seen.seen_at for seen in Seen.objects.all()] == [NOON + timedelta(hours=1), NOON, later]


def test_who_may_not(cast: Cast) -> None:
    (book,) = shelf(cast, 1)
    count = begin(cast.actor(cast.dee))
    with pytest.raises(NotAllowed):
        walk(cast.actor(cast.ana), count, [book])
    Count.objects.update(state="finishing", finished_at=NOON)
    with pytest.raises(Refused) as refused:
        walk(cast.actor(cast.dee), count, [book])
    assert refused.value.code == "stocktake.under_way"
    with pytest.raises(Refused) as refused:
        walk(cast.actor(cast.dee), count + 99, [book])
    assert refused.value.code == "stocktake.no_such_count"


class TestWalks(TestCase):
    """The piles in the database are those of the rules, whatever the walk."""

    dee: Actor
    books: list[Item]

    @classmethod
    def setUpTestData(cls) -> None:
        cast = raise_the_curtain()
        cls.dee, cls.books = cast.actor(cast.dee), shelf(cast, 6)
        # Two of each call number: equal ones are in order whichever comes first.
        cls.books += [make_item(cast.middle, f"Twin {book.pk}", call_number=book.call_number) for book in cls.books]

    @settings(max_examples=15)
    @given(st.permutations(range(12)))
    def test_the_same_copies_are_named(self, way: list[int]) -> None:
        dee, books = self.dee, self.books
        count = begin(dee)
        walked = [books[number] for number in way]
        walk(dee, count, walked)
        keys = [book.shelving_key for book in walked]
        assert queries.misplaced_ids(count) == {walked[number].pk for number in out_of_order(keys)}
        piles = Piles()
        for key in keys:
            piles.add(key)
        stand, mine = piles.in_order(), Walk.objects.get()
        assert (mine.steps, mine.length) == (12, piles.length)
        assert (mine.low_key, mine.high_key) == (keys[stand[0]], keys[stand[-1]])
