"""Whom the library bills for what. Nobody is told why somebody is not billed."""


def is_billed(person_id: int | None, kind: str) -> bool:
    """Whether a person is billed for a debt of this kind at all."""
    return person_id is not None and bool(kind)
