"""What the desk remembers between two scans."""

import json
from datetime import UTC, date, datetime, timedelta

from carrel.doors.web.desk.visit import (
    SHOWN_LINES,
    Answer,
    Card,
    Line,
    Question,
    Visit,
    Why,
    from_state,
    to_state,
)

NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
ANA = {"name": "Ana Garcia", "class_name": "7B"}


def line(title: str, act_id: int | None = None, key: str = "") -> Line:
    return Line(state="done", title=title, word="Lent.", act_id=act_id, key=key)


def test_survives_being_stored() -> None:
    visit = Visit()
    visit.open(7, ANA, "2999")
    visit.add(line("Holes", 1, "key-1"), odd=True)
    visit.card = Card("ask", "Ask", answers=[Answer("Yes", "yes", "+")], why=[Why("ask", "Because", "Policy")])
    visit.question = Question("override", item_id=3, patron_id=7, codes=["circulation.over_limit"])
    visit.set_due_day(date(2026, 12, 7), NOON)
    visit.remember("key-1")
    assert from_state(json.loads(json.dumps(to_state(visit)))) == visit


def test_state_of_a_later_version_is_read_without_what_it_added() -> None:
    assert from_state({"mode": "table", "invented_later": 1}).mode == "table"


def test_the_next_person_begins_a_new_list_and_nothing_of_the_former_stays() -> None:
    visit = Visit()
    visit.open(7, ANA, "2999")
    visit.add(line("Holes", 1))
    visit.open(8, {"name": "Ben Okoye"}, "3000")
    assert (visit.patron_id, visit.lines, visit.scanned) == (8, [], 0)
    assert "Ana" not in json.dumps(to_state(visit))
    assert "2999" not in json.dumps(to_state(visit))


def test_the_last_act_can_be_taken_back_after_the_next_card() -> None:
    visit = Visit()
    visit.open(7, ANA, "2999")
    visit.add(line("Holes", 1))
    visit.open(8, {"name": "Ben Okoye"}, "3000")
    last = visit.last_undoable()
    assert last is not None and last.act_id == 1


def test_what_was_taken_back_leaves_every_list() -> None:
    visit = Visit()
    visit.add(line("Holes", 1), odd=True)
    visit.lent = 1
    visit.forget(1, was_lent=True)
    assert (visit.lines, visit.odd, visit.lent) == ([], [], 0)


def test_an_odd_one_is_ticked_off_only_while_the_list_is_as_it_was() -> None:
    visit = Visit()
    visit.add(line("Guts", key="a"), odd=True)
    assert not visit.tick(0, "b")
    assert visit.tick(0, "a")
    assert not visit.tick(0, "a")


def test_lines_are_counted_beyond_those_that_are_kept() -> None:
    visit = Visit()
    for number in range(100):
        visit.add(line(str(number)))
    assert visit.scanned == 100
    assert visit.lines[0].number == 100
    assert len(visit.lines) < 100
    assert SHOWN_LINES == 10


def test_the_due_day_ends_by_itself_and_with_the_person() -> None:
    visit = Visit()
    visit.set_due_day(date(2026, 12, 1), NOON)
    assert visit.due_day(NOON + timedelta(minutes=29)) == date(2026, 12, 1)
    assert visit.due_day(NOON + timedelta(minutes=31)) is None
    assert visit.due_on == ""


def test_a_person_left_open_is_forgotten() -> None:
    visit = Visit()
    visit.open(7, ANA, "2999")
    visit.touch(NOON)
    assert not visit.is_forgotten(NOON + timedelta(minutes=29))
    assert visit.is_forgotten(NOON + timedelta(minutes=31))


def test_while_it_is_not_sure_who_stands_there_the_clock_is_not_set_back() -> None:
    visit = Visit()
    visit.touch(NOON)
    visit.touch(NOON + timedelta(minutes=5), kept=True)
    assert visit.idle_for(NOON + timedelta(minutes=5)) == timedelta(minutes=5)
