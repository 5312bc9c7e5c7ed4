"""What has happened since a deed that somebody wants to take back."""

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.charges.queries.charges import charges_of_loan
from carrel.rooms.charges.rules import DAMAGED, REVERSED
from carrel.rooms.circulation.models import CAPTURED, ConditionNote, Hold, InLibraryUse, Loan, LoanChange
from carrel.rooms.circulation.queries.closing import DATED
from carrel.rooms.circulation.queries.facts import item_facts, loan_facts, may_see_home
from carrel.rooms.circulation.rules.returning import DAMAGES, LENDS, UndoFacts


def was_undone(entry: AuditEntry) -> bool:
    """Whether a later entry takes this one back."""
    later = AuditEntry.objects.filter(
        about_kind=entry.about_kind, about_id=entry.about_id, code="circulation.undo", pk__gt=entry.pk
    )
    return any(each.facts.get("undoes") == entry.pk for each in later)


def undo_facts(actor: Actor, entry: AuditEntry | None) -> UndoFacts:
    """Facts for `undo_objections`; a deed of another site's patron is as unknown as one that never was."""
    if entry is None:
        return UndoFacts(code="", title="", known=False)
    if entry.code == "circulation.use_in_library":
        use = InLibraryUse.objects.select_related("item__record").get(pk=entry.about_id or 0)
        return UndoFacts(code=entry.code, title=use.item.record.title, already_undone=use.undone_at is not None)
    if entry.about_kind == "condition_note":
        return _condition_undo_facts(entry)
    if entry.about_kind == "item":
        return _item_undo_facts(entry)
    loan = loan_facts(entry.about_id or 0) if entry.about_kind == "loan" else None
    if loan is None or not _in_scope(actor, loan):
        return UndoFacts(code=entry.code, title="", known=False)
    return _loan_undo_facts(entry, loan)


def _condition_undo_facts(entry: AuditEntry) -> UndoFacts:
    noted = ConditionNote.objects.select_related("item__record").get(pk=entry.about_id or 0)
    later = ConditionNote.objects.filter(item_id=noted.item_id, pk__gt=noted.pk, undone_at=None)
    return UndoFacts(
        code=entry.code,
        title=noted.item.record.title,
        already_undone=noted.undone_at is not None,
        changed_since=later.exists() or noted.item.condition != noted.condition,
    )


def _in_scope(actor: Actor, loan: Loan) -> bool:
    if loan.patron is None:
        return loan.place is None or actor.sees_site(loan.place.site_id)
    return may_see_home(actor, person_id=loan.patron.pk, home_site_id=loan.patron.home_site_id)


def _item_undo_facts(entry: AuditEntry) -> UndoFacts:
    item = item_facts(entry.about_id or 0)
    if item is None or entry.code != "circulation.check_in":
        return UndoFacts(code=entry.code, title="", known=False)
    later = AuditEntry.objects.filter(about_kind="item", about_id=item.pk, pk__gt=entry.pk).exclude(pk=entry.pk)
    changed = item.state_since_at > entry.at
    return UndoFacts(
        code=entry.code,
        title=item.record.title,
        already_undone=was_undone(entry),
        item_lent_again=item.state == "on_loan",
        item_changed_since=changed or _hold_moved_on(entry) or later.exclude(code="circulation.undo").exists(),
    )


def _loan_undo_facts(entry: AuditEntry, loan: Loan) -> UndoFacts:
    item = loan.item
    returned = LoanChange.objects.filter(loan=loan, act_id=entry.pk).first()
    expected = str(returned.before.get("state", "available")) if returned else ""
    return UndoFacts(
        code=entry.code,
        title=item.record.title,
        already_undone=was_undone(entry) or (entry.code == DAMAGES and not _damage_stands(entry, loan)),
        loan_is_open=loan.returned_at is None and _other_is_open(entry),
        changed_since=_changed_since(entry, loan),
        item_lent_again=item.state == "on_loan"
        or Loan.objects.filter(item=item, returned_at=None).exclude(pk=loan.pk).exists(),
        item_changed_since=bool(expected) and (item.state != expected or _hold_moved_on(entry)),
        borrower_severed=loan.patron_id is None and loan.place_id is None,
        claimed_since=entry.code in LENDS and loan.claimed_on is not None,
    )


def _damage_stands(entry: AuditEntry, loan: Loan) -> bool:
    """Whether the charge for a damage was not reversed since: by hand, or with the return it came of."""
    made = charges_of_loan(loan.pk).filter(kind=DAMAGED, created_at=entry.at).prefetch_related("lines")
    return any(max(each.lines.all(), key=lambda line: line.pk).kind != REVERSED for each in made)


def _other_is_open(entry: AuditEntry) -> bool:
    """Whether the other loan of a swap is open still; true for every other deed."""
    other = entry.facts.get("other") if entry.code == "circulation.swap_copies" else None
    return other is None or Loan.objects.filter(pk=other, returned_at=None).exists()


def _changed_since(entry: AuditEntry, loan: Loan) -> bool:
    """Whether a later renewal or change of date still stands."""
    later = LoanChange.objects.filter(loan=loan, act_id__gt=entry.pk, kind__in=DATED).values_list("kind", flat=True)
    return sum(-1 if kind.startswith("undo_") else 1 for kind in later) > 0


def _hold_moved_on(entry: AuditEntry) -> bool:
    """Whether the hold this return caught has been filled, called off or caught with another copy since."""
    hold_id, item_id = entry.facts.get("hold"), _item_id_of(entry)
    if not hold_id:
        return False
    return not Hold.objects.filter(pk=hold_id, captured_item_id=item_id, status__in=CAPTURED).exists()


def _item_id_of(entry: AuditEntry) -> int | None:
    if entry.about_kind == "item":
        return entry.about_id
    return Loan.objects.filter(pk=entry.about_id or 0).values_list("item_id", flat=True).first()
