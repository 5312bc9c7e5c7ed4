"""Law profiles: for each kind of debt what it does, who owes it, and by which statute. Data, never an `if`. Pure.

Sources: California Education Code 48904 and 49014, as docs/rules/charges.md reads them. A district has its counsel read
them before it relies on a profile.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Weight

BLOCK, WARN, NOTHING = "block", "warn", "nothing"
GUARDIAN, PATRON = "guardian", "patron"


@dataclass(frozen=True, slots=True)
class KindLaw:
    """What a debt of one kind does at the desk, who owes it, where it stands, and whether work may settle it.

    `stops_for_protected`: nothing of this kind is billed for a person under protection.
    """

    does: str
    owes: str
    statute: str = ""
    work_in_lieu: bool = True
    stops_for_protected: bool = True


@dataclass(frozen=True, slots=True)
class LawProfile:
    """One state's rules on debts. `rights` are codes of the paragraphs an invoice carries."""

    code: str
    kinds: Mapping[str, KindLaw]
    rights: tuple[str, ...] = ()
    invoice_statute: str = ""

    def of(self, kind: str) -> KindLaw:
        """What holds for a kind of debt; what a profile does not name warns and no more."""
        return self.kinds.get(kind, KindLaw(WARN, PATRON))


_EC_49014 = "California Education Code § 49014"
_EC_48904 = "California Education Code § 48904"

US_CA = LawProfile(
    "us-ca",
    {
        "overdue": KindLaw(WARN, GUARDIAN, _EC_49014),
        "fee": KindLaw(WARN, GUARDIAN, _EC_49014),
        "processing": KindLaw(WARN, GUARDIAN, _EC_49014),
        "other": KindLaw(WARN, GUARDIAN, _EC_49014),
        "lost": KindLaw(WARN, GUARDIAN, _EC_48904),
        "damaged": KindLaw(WARN, GUARDIAN, _EC_48904),
        "sale": KindLaw(NOTHING, PATRON, work_in_lieu=False, stops_for_protected=False),
    },
    rights=(
        "law.us-ca.owes", "law.us-ca.no_denial", "law.us-ca.itemised", "law.us-ca.work", "law.us-ca.not_sold",
    ),
    invoice_statute=f"{_EC_49014}, {_EC_48904}",
)  # fmt: skip

NEUTRAL = LawProfile(
    "neutral",
    {
        "overdue": KindLaw(WARN, PATRON),
        "fee": KindLaw(WARN, PATRON),
        "processing": KindLaw(BLOCK, PATRON),
        "other": KindLaw(WARN, PATRON),
        "lost": KindLaw(BLOCK, PATRON),
        "damaged": KindLaw(BLOCK, PATRON),
        "sale": KindLaw(NOTHING, PATRON, work_in_lieu=False, stops_for_protected=False),
    },
    rights=("law.neutral.questions",),
)

PROFILES: Mapping[str, LawProfile] = {each.code: each for each in (US_CA, NEUTRAL)}


def profile(code: str) -> LawProfile:
    """The profile of this code; an unknown one is California's, which never blocks."""
    return PROFILES.get(code, US_CA)


def choose_law_profile_objections(
    *, code: str, before: str, is_district: bool, may_here: bool
) -> tuple[Objection, ...]:
    """What stands against going by a profile: it is another's to choose, unknown, or holds already.

    A school may go by the district's, which is the empty code; the district itself goes by one.
    """
    if not may_here:
        return (Objection("charges.law_of_others", Weight.REFUSE),)
    if code not in PROFILES and (is_district or code):
        return (Objection("charges.law_unknown", Weight.REFUSE, {"code": code}),)
    if code == before:
        return (Objection("charges.law_holds", Weight.REFUSE),)
    return ()
