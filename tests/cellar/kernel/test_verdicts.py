import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR, Actor, require, settle
from carrel.cellar.kernel.verdicts import NotAllowed, Objection, Refused, Verdict, Weight

LIMIT = Objection("circulation.over_limit", Weight.ASK, {"limit": 5}, override="circulation.override_limit")
LOST_CARD = Objection("people.card_lost", Weight.REFUSE)
OWES = Objection("charges.owes", Weight.TELL)

CLERK = Actor(
    1, 1, "Dee", 1, frozenset({1}), permissions=frozenset({"circulation.check_out", "circulation.override_limit"})
)


def test_heaviest_objection_comes_first() -> None:
    verdict = Verdict.of([OWES, LIMIT, LOST_CARD])
    assert [each.weight for each in verdict.objections] == [Weight.REFUSE, Weight.ASK, Weight.TELL]
    assert (verdict.refusals, verdict.asks, verdict.tells) == ((LOST_CARD,), (LIMIT,), (OWES,))


def test_a_tell_stops_nothing() -> None:
    assert settle(Verdict.of([OWES]), CLERK) == ()


def test_an_ask_stops_until_it_is_named() -> None:
    with pytest.raises(Refused) as refused:
        settle(Verdict.of([LIMIT]), CLERK)
    assert refused.value.code == "circulation.over_limit"
    assert refused.value.can_be_passed


def test_an_ask_named_with_reason_is_passed_and_put_on_record() -> None:
    assert settle(Verdict.of([LIMIT]), CLERK, ["circulation.over_limit", "something.else"], "Reading project") == (
        "circulation.over_limit",
    )


def test_an_ask_named_without_reason_stands() -> None:
    with pytest.raises(Refused) as refused:
        settle(Verdict.of([LIMIT]), CLERK, ["circulation.over_limit"], "  ")
    assert refused.value.code == "kernel.reason_missing"


def test_an_ask_named_without_the_permission_stands() -> None:
    helper = Actor(2, 2, "Eli", 1, frozenset({1}), permissions=frozenset({"circulation.check_out"}))
    with pytest.raises(Refused) as refused:
        settle(Verdict.of([LIMIT]), helper, ["circulation.over_limit"], "Because")
    assert refused.value.code == "circulation.over_limit"


def test_an_override_names_what_it_overrides_and_passes_nothing_else() -> None:
    other = Objection("circulation.overdue_limit", Weight.ASK, override="circulation.override_limit")
    with pytest.raises(Refused) as refused:
        settle(Verdict.of([LIMIT, other]), CLERK, ["circulation.over_limit"], "Because")
    assert [each.code for each in refused.value.objections] == ["circulation.overdue_limit"]


def test_a_refusal_is_never_passed() -> None:
    with pytest.raises(Refused) as refused:
        settle(Verdict.of([LOST_CARD]), SYSTEM, ["people.card_lost"], "Because")
    assert not refused.value.can_be_passed


def test_a_refusal_without_objection_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Refused()


@pytest.mark.parametrize(
    ("held", "asked", "allowed"),
    [
        ({"circulation.check_out"}, "circulation.check_out", True),
        ({"circulation.*"}, "circulation.check_out", True),
        ({"*"}, "circulation.check_out", True),
        ({"circulation.check_out"}, "circulation.check_in", False),
        ({"circ.*"}, "circulation.check_out", False),
        (set(), "circulation.check_out", False),
    ],
)
def test_permissions_and_patterns(held: set[str], asked: str, *, allowed: bool) -> None:
    assert Actor(1, 1, "x", 1, permissions=frozenset(held)).may(asked) is allowed


def test_a_visitor_may_nothing() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(VISITOR, "circulation.check_out")
    assert refused.value.objections[0].facts["permission"] == "circulation.check_out"


def test_sites_in_sight() -> None:
    assert CLERK.sees_site(1)
    assert CLERK.sees_site(None)
    assert not CLERK.sees_site(2)
    assert SYSTEM.sees_site(2)
