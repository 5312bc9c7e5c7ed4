"""What speaks against a record made by hand."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight
from carrel.cellar.marc import clean_isbn, is_isbn
from carrel.rooms.catalogue.rules.brief import BRIEF_FORMATS, Brief
from carrel.rooms.catalogue.rules.document import LONGEST_TITLE


def add_brief_record_objections(brief: Brief, *, same_isbn: tuple[int, str] | None) -> Verdict:
    """Every objection to this brief record; ``same_isbn`` is (id, title) of a record that has its ISBN already."""
    return Verdict.of(_objections(brief, same_isbn))


def _objections(brief: Brief, same_isbn: tuple[int, str] | None) -> Iterator[Objection]:
    if not squeeze(brief.title):
        yield Objection("catalogue.title_missing", Weight.REFUSE, {})
    if len(brief.title) > LONGEST_TITLE:
        yield Objection("catalogue.title_too_long", Weight.REFUSE, {"longest": LONGEST_TITLE})
    if brief.format not in BRIEF_FORMATS:
        yield Objection("catalogue.format_unknown", Weight.REFUSE, {"format": brief.format})
    if brief.isbn.strip() and not clean_isbn(brief.isbn):
        yield Objection("catalogue.isbn_shape", Weight.REFUSE, {"isbn": squeeze(brief.isbn, 40)})
    elif brief.isbn.strip() and not is_isbn(clean_isbn(brief.isbn)):
        yield Objection("catalogue.isbn_check_digit", Weight.TELL, {"isbn": clean_isbn(brief.isbn)})
    if same_isbn is not None:
        record_id, title = same_isbn
        yield Objection(
            "catalogue.isbn_is_there",
            Weight.ASK,
            {"title": title, "record_id": record_id},
            Source("fact", "Records", f"record:{record_id}"),
            override="catalogue.override_same_isbn",
        )
