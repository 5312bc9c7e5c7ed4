"""How a person stands at the desk because of what they owe: by the district's law profile, kind by kind. Pure."""

from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.charges.rules.law import BLOCK, WARN, KindLaw, LawProfile


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed of one kind, and what the law profile says of that kind."""

    kind: str
    minor: int
    count: int
    law: KindLaw


@dataclass(frozen=True, slots=True)
class DebtStanding:
    """All open debts of a person by kind, under the profile of the district."""

    profile: str
    debts: tuple[Debt, ...] = ()

    @property
    def minor(self) -> int:
        return sum(each.minor for each in self.debts)

    @property
    def does(self) -> str:
        """The heaviest thing any of them does: block, warn or nothing."""
        found = {each.law.does for each in self.debts}
        return BLOCK if BLOCK in found else WARN if WARN in found else "nothing"

    def that(self, does: str) -> tuple[Debt, ...]:
        """The debts that do so."""
        return tuple(each for each in self.debts if each.law.does == does)


def block_for_debt_objections(standing: DebtStanding, law: LawProfile) -> tuple[Objection, ...]:
    """What stands against stopping somebody's lending by hand because of a debt: the law, where no debt stops it.

    `law` is that of the school, for somebody who owes nothing.
    """
    laws = [each.law for each in standing.debts] or list(law.kinds.values())
    if any(each.does == BLOCK for each in laws):
        return ()
    statute = ", ".join(dict.fromkeys(each.statute for each in laws if each.statute))
    profile = standing.profile or law.code
    source = Source("law", statute or profile, f"law:{profile}")
    return (Objection("charges.law_forbids_block", Weight.REFUSE, {"statute": statute}, source),)


def debt_objections(standing: DebtStanding) -> tuple[Objection, ...]:
    """What a desk says of debts: those that block ask for an override, those that warn are told; each names its law."""
    found = []
    for does, code, weight, override in (
        (BLOCK, "charges.debt_blocks", Weight.ASK, "charges.override_debt"),
        (WARN, "charges.debt_warns", Weight.TELL, ""),
    ):
        if debts := standing.that(does):
            statute = ", ".join(dict.fromkeys(each.law.statute for each in debts if each.law.statute))
            facts: dict[str, object] = {
                "kinds": [each.kind for each in debts], "minor": sum(each.minor for each in debts), "statute": statute,
            }  # fmt: skip
            source = Source("law", statute or standing.profile, f"law:{standing.profile}")
            found.append(Objection(code, weight, facts, source, override))
    return tuple(found)
