"""The list of known words, from which spelling is suggested, follows the records once a day."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import put_rows
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.models import SearchTerm
from carrel.rooms.catalogue.queries.index import words_of_the_index

_AT_ONCE = 1_000


def refresh_terms(actor: Actor, *, now: datetime) -> int:
    """Bring the list of known words in line with titles, names and subjects; returns how many words there are.

    Reads the whole index (seconds for a million records) without keeping anybody waiting, and writes only what differs,
    a thousand words at a time. No inverse: the list holds nothing of its own.
    """
    require(actor, "catalogue.refresh_terms")
    found = words_of_the_index()
    stored = dict(SearchTerm.objects.values_list("term", "records"))
    gone = iter([term for term in stored if term not in found])
    differing = {term: number for term, number in found.items() if stored.get(term) != number}
    fresh = iter(differing.items())
    while some := list(islice(gone, _AT_ONCE)):
        with writing():
            SearchTerm.objects.filter(pk__in=some).delete()
    while more := list(islice(fresh, _AT_ONCE)):
        with writing():
            put_rows(SearchTerm, ("term", "records"), more)
    with writing():
        record_act(actor, "catalogue.refresh_terms", about=("term", None), at=now, facts={"words": len(found)})
    return len(found)
