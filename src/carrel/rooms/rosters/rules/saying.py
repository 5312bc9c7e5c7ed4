"""What one user of a roster says of a person: names, grade, home language, school, in our words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster import User, grade_order, plain_grade
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.people.rules import normalise_number
from carrel.rooms.rosters.rules.facts import GUARDIAN, STAFF, STUDENT, TEACHER, Said, WantedPerson

GUARDIAN_WORDS = frozenset({"parent", "guardian", "relative"})
_LANGUAGES = {
    "english": "en", "spanish": "es", "vietnamese": "vi", "hmong": "hmn", "somali": "so", "arabic": "ar",
    "tagalog": "tl", "filipino": "tl", "pilipino": "tl", "chinese": "zh", "mandarin": "zh", "cantonese": "zh",
    "punjabi": "pa", "korean": "ko", "russian": "ru", "ukrainian": "uk", "armenian": "hy", "farsi": "fa",
    "persian": "fa", "portuguese": "pt", "french": "fr", "german": "de", "japanese": "ja", "khmer": "km", "hindi": "hi",
}  # fmt: skip
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_PREFERRED = ("preferredgivenname", "preferredfirstname", "nickname")
_PREFERRED_FAMILY = ("preferredfamilyname", "preferredlastname")
_HOME_LANGUAGE = ("homelanguage", "primarylanguage", "languagespokenathome", "language")
_OPT_OUT = ("directoryoptout", "directoryinformationoptout", "ferpaoptout", "privacyflag")
_YES = frozenset({"true", "yes", "y", "1", "x", "si", "opt out", "optout"})


def person_said(user: User, own_sites: tuple[int, ...], homeroom: str, findings: Findings) -> WantedPerson:
    """The person a user is; `own_sites` are their schools that are sites, the first one home.

    A role that was not sent (in a file of changes) leaves the category blank.
    """
    category = category_of(user.role)
    if not user.enabled:
        findings.remark(
            "not_enabled", "users.csv", user.line, "enabledUser", name=f"{user.given_name} {user.family_name}"
        )
    number = _number(user.identifier)
    about = _about(tuple(user.metadata.items()))
    return WantedPerson(
        roster_id=user.sourced_id,
        said=Said(
            given_name=user.given_name,
            family_name=user.family_name,
            preferred_given=(user.preferred_given or _said(about, _PREFERRED))[:80],
            preferred_family=(user.preferred_family or _said(about, _PREFERRED_FAMILY))[:80],
            pronouns=(user.pronouns or about.get("pronouns", ""))[:40],
            local_number=number,
            grade=_grade(user, findings) if category in {STUDENT, ""} else "",
            category=category,
            site=own_sites[0] if own_sites else None,
            homeroom=homeroom if category in {STUDENT, ""} else "",
            home_language=language_said(_said(about, _HOME_LANGUAGE)),
            email=user.email if "@" in user.email and len(user.email) <= 254 else "",
            phone=_phone(user) if category == GUARDIAN else "",
            directory_opt_out=is_yes(_said(about, _OPT_OUT)),
        ),
        further=frozenset(own_sites[1:]),
        card=number if category != GUARDIAN else "",
    )


def _phone(user: User) -> str:
    """The number a guardian is called by: the one that takes short messages first. What is no number is left out."""
    for text in (user.sms, user.phone):
        plain = text.strip()
        if len(plain) <= 40 and sum(sign.isdigit() for sign in plain) >= 7:
            return plain
    return ""


def category_of(role: str) -> str:
    """The category of a role's word; whatever is no student, teacher or guardian is staff, and no word is blank."""
    if role in GUARDIAN_WORDS:
        return GUARDIAN
    return {"student": STUDENT, "teacher": TEACHER, "": ""}.get(role, STAFF)


@lru_cache(maxsize=50_000)
def _about(metadata: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What extra columns say, by their names written plainly; many users say the same."""
    return {name.lower().replace("_", "").replace(" ", ""): text for name, text in metadata}


def _said(about: Mapping[str, str], names: Sequence[str]) -> str:
    """What stands under one of these names, the first one first."""
    return next((about[name] for name in names if name in about), "") if about else ""


def _number(text: str) -> str:
    """A number as cards have it; nearly every one is plain, and there are very many."""
    return text.upper()[:64] if text.isascii() and text.isalnum() else normalise_number(text)


def is_yes(text: str) -> bool:
    """Whether a flag is set, in the words that exports use."""
    return text.strip().lower() in _YES


@lru_cache(maxsize=1000)
def language_said(text: str) -> str:
    """The two or three letters of the language: as written (es, es-MX), else by its English name."""
    said = text.strip().lower()
    code = _LANGUAGE_CODE.fullmatch(said)
    return code[1] if code else _LANGUAGES.get(fold(said), "")


def grade_said(grade: str) -> str:
    """A plain grade as people say it: 7 for 07, K for KG."""
    if grade == "KG":
        return "K"
    return str(int(grade)) if grade.isdigit() else grade


def grades_said(grades: Iterable[str]) -> str:
    """Grades as a class has them, from youngest to oldest: `K, 1, 2`."""
    plain = sorted({plain_grade(text) or text for text in grades}, key=grade_order)
    return ", ".join(grade_said(grade) for grade in plain)


def _grade(user: User, findings: Findings) -> str:
    """The highest of the grades; a code that is not known is kept as it is written, with a remark."""
    said = _highest(user.grades)
    if said or not user.grades:
        return said
    findings.remark("grade_unknown", "users.csv", user.line, "grades", value=user.grades[0])
    return user.grades[0][:10]


@lru_cache(maxsize=1000)
def _highest(grades: tuple[str, ...]) -> str:
    plain = [plain_grade(text) for text in grades]
    known = sorted((grade for grade in plain if grade), key=grade_order)
    return grade_said(known[-1]) if known else ""


def sites_of(user: User, sites: Mapping[str, int]) -> tuple[int, ...]:
    """The sites a user belongs to, the home site first."""
    return tuple(dict.fromkeys(sites[org] for org in user.orgs if org in sites))
