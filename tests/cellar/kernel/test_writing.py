import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import KeyReused, forget_old_answers, keep_answer, kept_answer
from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
from carrel.cellar.kernel.writing import writing

NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
DEE = Actor(7, 3, "Dee Novak", 1, frozenset({1}), desk="Front desk", badge_person_id=9, badge_name="Eli Park")


@pytest.mark.django_db
def test_an_act_is_recorded_with_who_where_and_under_whose_badge() -> None:
    number = record_act(
        DEE,
        "circulation.check_out",
        about=("loan", 5),
        at=NOON,
        overrides=["x.y"],
        reason="Class set",
        facts={"due": "2026-12-07"},
    )
    entry = AuditEntry.objects.get(pk=number)
    assert (entry.account_id, entry.badge_person_id, entry.actor_name, entry.desk, entry.site_id) == (
        7,
        9,
        "Eli Park",
        "Front desk",
        1,
    )
    assert (entry.about_kind, entry.about_id, entry.overrides, entry.reason, entry.facts) == (
        "loan",
        5,
        ["x.y"],
        "Class set",
        {"due": "2026-12-07"},
    )


@pytest.mark.django_db(transaction=True)
def test_an_error_undoes_the_joined_action_too() -> None:
    def inner() -> None:
        with writing():
            record_act(SYSTEM, "inner.deed", about=("x", 1), at=NOON)

    with pytest.raises(LookupError), writing():
        inner()
        raise LookupError
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_a_refused_action_leaves_the_callers_transaction_usable() -> None:
    with pytest.raises(LookupError), writing():
        record_act(SYSTEM, "some.deed", about=("x", 1), at=NOON)
        raise LookupError
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_the_same_key_is_answered_the_same() -> None:
    with writing():
        assert kept_answer("k1", "circulation.check_out", DEE) is None
        keep_answer("k1", DEE, "circulation.check_out", {"loan": 5}, NOON)
    with writing():
        assert kept_answer("k1", "circulation.check_out", DEE) == {"loan": 5}


@pytest.mark.django_db
def test_a_deed_that_was_undone_frees_its_key() -> None:
    with pytest.raises(LookupError), writing():
        kept_answer("k1", "circulation.check_out", DEE)
        raise LookupError
    with writing():
        assert kept_answer("k1", "circulation.check_out", DEE) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "actor"), [("circulation.check_in", DEE), ("circulation.check_out", SYSTEM)])
def test_a_key_belongs_to_one_deed_of_one_account(code: str, actor: Actor) -> None:
    with writing():
        kept_answer("k1", "circulation.check_out", DEE)
        keep_answer("k1", DEE, "circulation.check_out", {"loan": 5}, NOON)
    with pytest.raises(KeyReused), writing():
        kept_answer("k1", code, actor)


@pytest.mark.django_db
def test_no_key_is_no_memory_and_an_endless_key_is_refused() -> None:
    with writing():
        assert kept_answer("") is None
        keep_answer("", DEE, "a.b", {}, NOON)
    with pytest.raises(KeyReused), writing():
        kept_answer("k" * 81, "a.b", DEE)
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db
def test_answers_are_forgotten_after_thirty_days() -> None:
    with writing():
        for key, day in (("old", 1), ("young", 30)):
            kept_answer(key)
            keep_answer(key, DEE, "a.b", {}, datetime(2026, 10, day, tzinfo=UTC))
    assert forget_old_answers(datetime(2026, 11, 5, tzinfo=UTC)) == 1
    assert KeptAnswer.objects.get().key == "young"


@pytest.mark.django_db(transaction=True)
def test_two_threads_with_one_key_do_it_once() -> None:
    done: list[bool] = []
    ready = threading.Barrier(2)

    def deed() -> None:
        try:
            ready.wait()
            with writing():
                if kept_answer("one", "a.b", DEE) is None:
                    record_act(DEE, "a.b", about=("x", 1), at=NOON)
                    keep_answer("one", DEE, "a.b", {"x": 1}, NOON)
                    done.append(True)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deed) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert done == [True]
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing() -> None:
    """Four threads that read before they write: without the lock SQLite refuses more than half of them."""

    def write_often() -> None:
        try:
            for number in range(25):
                with writing():
                    AuditEntry.objects.count()
                    record_act(SYSTEM, "a.b", about=("x", number), at=NOON)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert AuditEntry.objects.count() == 100


@pytest.mark.django_db(transaction=True)
def test_a_lone_write_of_a_library_waits_for_its_turn_too() -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                AuditEntry.objects.create(at=NOON, code="first")
                entered.set()
                leave.wait(timeout=10)
        finally:
            connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(timeout=10)
    threading.Timer(0.2, leave.set).start()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_auditentry SET desk = 'later' WHERE code = 'first'")
    holder.join(timeout=10)
    if connection.vendor == "sqlite":
        assert AuditEntry.objects.get(code="first").desk == "later"
    else:
        # PostgreSQL lets readers pass: the row was not there yet when the update began.
        assert AuditEntry.objects.get(code="first").desk == ""
