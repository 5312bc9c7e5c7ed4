"""How a vendor's files are read, and what their words mean, is decided once and remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.models import VendorProfile, VendorWord
from carrel.rooms.inventory.forms import ItemTypeForm
from carrel.rooms.schools.forms import FundForm, PlaceForm

AS_FORM, NEW = "form", "new"


@dataclass(frozen=True, slots=True)
class WordDecision:
    """What one word of a file shall mean: AS_FORM, NEW, or the number of a row we have, as text."""

    kind: str
    word: str
    choice: str
    site_id: int | None = None


def keep_profile(
    actor: Actor,
    *,
    vendor_id: int | None,
    tag: str,
    subfields: Mapping[str, str],
    price_rule: str,
    matching: str,
    now: datetime,
) -> None:
    """Remember how a vendor writes copies and what becomes of records we have.

    Raises Refused, naming each part that cannot be meant. Inverse: keep_profile, with the values of before, which the
    audit entry holds.
    """
    require(actor, "intake.keep_profile")
    kept = {name: codes for name in rules.PARTS if tag and (codes := "".join(subfields.get(name, "").split()).lower())}
    if objections := rules.profile_objections(tag=tag, subfields=kept):
        raise Refused(*objections)
    with writing():
        profile = _profile(vendor_id, now)
        before = {"tag": profile.tag, "subfields": profile.subfields, "price_rule": profile.price_rule,
                  "matching": profile.matching}  # fmt: skip
        profile.tag, profile.subfields = tag, kept
        profile.price_rule, profile.matching, profile.updated_at = price_rule, matching, now
        profile.full_clean(exclude=["vendor", "subfields"], validate_constraints=False)
        profile.save()
        record_act(actor, "intake.keep_profile", about=("vendorprofile", profile.pk), at=now, facts={"before": before})


def decide_words(actor: Actor, *, job_id: int, decisions: Sequence[WordDecision], now: datetime) -> int:
    """Say what words of a file mean, for this file and all later ones of its vendor; returns how many were decided.

    A new place, item type or fund is made where that was chosen, with the word as its name and code, by the permission
    that is asked for it everywhere. Nothing is decided unless all can be. Inverse: forget_word.
    """
    require(actor, "intake.decide_words")
    with writing():
        job = queries.file_job(actor, job_id)
        unknown = rules.Unknown(**job.report.get("unknown", {}))
        profile = _profile(job.params.get("vendor_id"), now)
        for each in decisions:
            if not _is_of_the_file(each, unknown):
                raise Refused(Objection("intake.word_unknown", Weight.REFUSE, {"word": each.word}))
            _remember(profile, each, _target(actor, each, now), now)
        record_act(actor, "intake.decide_words", about=("job", job_id), at=now, facts={"count": len(decisions)})
    return len(decisions)


def forget_word(actor: Actor, *, word_id: int, now: datetime) -> None:
    """Forget what a word means, so that the next file asks again. Inverse: decide_words."""
    require(actor, "intake.forget_word")
    with writing():
        for word in VendorWord.objects.filter(pk=word_id):
            facts = {"kind": word.kind, "word": word.word, "target": word.target}
            word.delete()
            record_act(actor, "intake.forget_word", about=("vendorword", word_id), at=now, facts=facts)


def _profile(vendor_id: int | None, now: datetime) -> VendorProfile:
    return queries.profile_row(vendor_id) or VendorProfile.objects.create(vendor_id=vendor_id, updated_at=now)


def _remember(profile: VendorProfile, decision: WordDecision, target: int | None, now: datetime) -> None:
    folded = fold(decision.word)
    same = VendorWord.objects.filter(profile=profile, kind=decision.kind, folded=folded)
    word = next((each for each in same if each.site_id == decision.site_id), None)
    word = word or VendorWord(profile=profile, kind=decision.kind, site_id=decision.site_id, folded=folded)
    word.word, word.target, word.decided_at = decision.word, target, now
    word.save()


def _is_of_the_file(decision: WordDecision, unknown: rules.Unknown) -> bool:
    if decision.kind == rules.PLACE:
        return str(decision.site_id) in unknown.place_sites.get(decision.word, {})
    return decision.kind in rules.WORD_KINDS and decision.word in getattr(unknown, f"{decision.kind}s")


def _target(actor: Actor, decision: WordDecision, now: datetime) -> int | None:
    if decision.choice == AS_FORM:
        return None
    if decision.choice == NEW and decision.kind != rules.SITE:
        return _made(actor, decision, now)
    known = {pk for pk, _ in queries.meanings(actor, decision.kind, decision.site_id)}
    if not decision.choice.isdecimal() or int(decision.choice) not in known:
        raise Refused(Objection("intake.target_unknown", Weight.REFUSE, {"word": decision.word}))
    return int(decision.choice)


def _made(actor: Actor, decision: WordDecision, now: datetime) -> int:
    """A new row named by the word, kept as its own page would keep it."""
    word = decision.word
    form: ModelForm[Any]
    if decision.kind == rules.PLACE:
        values = {"name": word[:80], "code": word[:30], "kind": "area", "sort": 0, "site": decision.site_id}
        form, code = PlaceForm(values, initial={"site": decision.site_id}), "schools.keep_place"
    elif decision.kind == rules.FUND:
        form, code = FundForm({"name": word[:80], "code": word[:40]}), "schools.keep_fund"
    else:
        values = {"name": word[:80], "code": word[:40], "family": "book", "sort": 0}
        form, code = ItemTypeForm(values), "inventory.keep_item_type"
    if not form.is_valid():
        raise Refused(Objection("intake.target_unknown", Weight.REFUSE, {"word": word}))
    return int(keep(actor, form, code, now=now).pk)
