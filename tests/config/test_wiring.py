"""News of lower rooms reach the upper ones, through the wiring and nothing else."""

from carrel.cellar.kernel import announcements
from carrel.config.wiring import wire
from carrel.rooms.catalogue.actions import RecordsMerged
from carrel.rooms.people.actions import PersonsMerged


def test_those_who_must_hear_are_wired_once() -> None:
    wire()
    before = {event: list(heard) for event, heard in announcements._listeners.items()}
    wire()
    assert announcements._listeners == before
    assert len(announcements._listeners[RecordsMerged]) == 5, "items, holds, rights, licences, genres follow"
    assert len(announcements._listeners[PersonsMerged]) == 7, "all that names a person follows"
