"""Files are hung on items and records, taken off, put back, and let go of."""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.db.models import Q

from carrel.cellar.files.actions import remove_file, store_file
from carrel.cellar.files.rules import DOCUMENT, PAPERS, PICTURES, content_type_of, safe_name
from carrel.cellar.files.rules import PHOTO as PICTURE
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Attachment

_START = 512


def attach_file(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    kind: str,
    now: datetime,
    title: str = "",
    seen_by: str = rules.STAFF,
    item_id: int | None = None,
    record_id: int | None = None,
    key: str = "",
) -> int:
    """Hang a file on an item or on a record, one of the two; returns the attachment's number.

    `stream` can be wound back. A picture of any kind, a photographed invoice too, is cleaned of the place and time a
    camera writes into it and kept as JPEG. Without a title it is called by its file's name. Raises Refused for a file
    of another kind, an empty or too large one, an unknown item or record, and for what only staff may see being shown
    to everybody. Inverse: detach_file.
    """
    require(actor, "inventory.attach_file")
    title = squeeze(title, rules.ATTACHMENT_TITLE_LENGTH) or safe_name(name)
    start = stream.read(_START)
    stream.seek(0)
    objections = rules.attach_file_objections(
        name=name, title=title, kind=kind, seen_by=seen_by, is_on_item=item_id is not None,
        is_paper=content_type_of(start) in PAPERS,
    )  # fmt: skip
    if objections:
        raise Refused(*objections)
    queries.must_be_attachable(actor, item_id=item_id, record_id=record_id)
    # The bytes go to disk before the transaction: no desk waits for a large file.
    stored = store_file(actor, stream=stream, name=name, kind=_stored_as(kind, start), now=now)
    with writing():
        if answer := kept_answer(key, "inventory.attach_file", actor):
            remove_file(actor, file_id=stored.pk)
            return int(answer["attachment"])
        queries.must_be_attachable(actor, item_id=item_id, record_id=record_id)
        made = Attachment.objects.create(
            item_id=item_id, record_id=record_id, kind=kind, title=title, seen_by=seen_by, file=stored,
            attached_at=now, attached_by_name=actor.badge_name or actor.name,
        )  # fmt: skip
        record_act(actor, "inventory.attach_file", about=_about(made), at=now, facts=_facts(made))
        keep_answer(key, actor, "inventory.attach_file", {"attachment": made.pk}, now)
    return made.pk


def detach_file(actor: Actor, *, attachment_id: int, now: datetime) -> None:
    """Take a file off; it can be put back for rules.KEPT_DAYS. Twice is once. Inverse: reattach_file."""
    require(actor, "inventory.detach_file")
    with writing():
        attachment = queries.attachment_to_change(actor, attachment_id)
        if attachment.detached_at is None:
            Attachment.objects.filter(pk=attachment_id).update(detached_at=now)
            record_act(actor, "inventory.detach_file", about=_about(attachment), at=now, facts=_facts(attachment))


def reattach_file(actor: Actor, *, attachment_id: int, now: datetime) -> None:
    """Put back a file that was taken off; Refused once it is gone. Inverse: detach_file."""
    require(actor, "inventory.reattach_file")
    with writing():
        attachment = queries.attachment_to_change(actor, attachment_id)
        is_off = attachment.detached_at is not None
        if not rules.reattach_file_objections(title=attachment.title, is_off=is_off):
            Attachment.objects.filter(pk=attachment_id).update(detached_at=None)
            record_act(actor, "inventory.reattach_file", about=_about(attachment), at=now, facts=_facts(attachment))


def forget_attachments(actor: Actor, *, now: datetime) -> int:
    """Let go of files taken off more than rules.KEPT_DAYS ago, and of those whose item or record is gone; how many.

    The timetable calls it before the sweep, which then takes the bytes. No inverse: the bytes are gone.
    """
    require(actor, "inventory.forget_attachments")
    before = now - timedelta(days=rules.KEPT_DAYS)
    over = list(
        Attachment.objects.filter(Q(detached_at__lt=before) | Q(item=None, record=None)).values_list("pk", "file_id")
    )
    for some in in_steps(over):
        with writing():
            Attachment.objects.filter(pk__in=[pk for pk, _ in some]).delete()
            for _, file_id in some:
                remove_file(actor, file_id=file_id)
    if over:
        record_act(actor, "inventory.forget_attachments", about=("file", None), at=now, facts={"count": len(over)})
    return len(over)


def _stored_as(kind: str, start: bytes) -> str:
    """How the file store looks at it: as a picture whenever it is one, so that no camera's traces are kept."""
    if kind == rules.PHOTO:
        return PICTURE
    return PICTURE if content_type_of(start) in PICTURES else DOCUMENT


def _about(attachment: Attachment) -> tuple[str, int | None]:
    if attachment.item_id is not None:
        return "item", attachment.item_id
    return "record", attachment.record_id


def _facts(attachment: Attachment) -> dict[str, object]:
    return {"attachment": attachment.pk, "title": attachment.title, "kind": attachment.kind}
