"""May two loans of one title exchange their copies? And which conditions there are."""

from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

CONDITIONS = ("new", "good", "worn", "damaged")


@dataclass(frozen=True, slots=True)
class SwapFacts:
    """Two loans whose copies lie in the wrong hands."""

    title: str
    other_title: str
    both_open: bool
    same_record: bool
    same_borrower: bool


def swap_objections(facts: SwapFacts) -> tuple[Objection, ...]:
    """Everything against exchanging the copies of two loans. Dates and borrowers stay."""
    base = {"title": facts.title, "other": facts.other_title}
    source, found = Source("fact", "", "loan"), []
    if not facts.both_open:
        found.append(Objection("circulation.swap_not_on_loan", Weight.REFUSE, base, source))
    if not facts.same_record:
        found.append(Objection("circulation.swap_other_title", Weight.REFUSE, base, source))
    if facts.same_borrower:
        found.append(Objection("circulation.swap_same_reader", Weight.REFUSE, base, source))
    return tuple(found)


def condition_objections(*, title: str, condition: str) -> tuple[Objection, ...]:
    """A condition nobody knows is not noted."""
    if condition in CONDITIONS:
        return ()
    facts = {"title": title, "condition": condition[:20]}
    return (Objection("circulation.condition_unknown", Weight.REFUSE, facts, Source("fact", "", "condition")),)
