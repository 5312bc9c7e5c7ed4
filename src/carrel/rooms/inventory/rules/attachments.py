"""Who may see a file that hangs on an item or a record, and how long one that was taken off is kept."""

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

PHOTO, MANUAL, INVOICE, OTHER_PAPER = "photo", "manual", "invoice", "other"
STAFF, EVERYBODY = "staff", "everybody"
KINDS_FOR_EVERYBODY = (PHOTO, MANUAL)
"""What may be shown with a record in the catalogue. Money, and whatever hangs on one copy, is the staff's."""

KEPT_DAYS = 30
"""How long what was taken off can be put back; then the night lets its bytes go."""

ATTACHMENT_TITLE_LENGTH = 120


def attach_file_objections(
    *, name: str, title: str, kind: str, seen_by: str, is_on_item: bool, is_paper: bool = False
) -> tuple[Objection, ...]:
    """What stands against attaching a file called `name` under `title`; `is_paper` where its bytes are a paper's."""
    found = []
    facts = {"name": name, "title": title}
    if not title.strip():
        found.append(Objection("inventory.attachment_untitled", Weight.REFUSE, facts))
    if kind == PHOTO and is_paper:
        found.append(Objection("inventory.attachment_no_photo", Weight.REFUSE, facts))
    if seen_by == EVERYBODY and (is_on_item or kind not in KINDS_FOR_EVERYBODY):
        source = Source("setting", "", "who may see")
        found.append(Objection("inventory.attachment_for_staff", Weight.REFUSE, facts, source))
    return tuple(found)


def reattach_file_objections(*, title: str, is_off: bool) -> tuple[Objection, ...]:
    """What stands against putting a file back."""
    if not is_off:
        return (Objection("inventory.attachment_there", Weight.TELL, {"title": title}),)
    return ()
