"""Who belongs together: students who share a guardian are one family. Pure."""

from collections.abc import Collection, Iterable


def families_of(students: Collection[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each student the number of the family: the smallest of its students' own. `pairs` are (student, guardian).

    Whoever shares a guardian is a family, also by way of a third child; without guardians everyone is one alone.
    """
    root = {each: each for each in students}

    def top(student: int) -> int:
        while root[student] != student:
            root[student] = root[root[student]]
            student = root[student]
        return student

    first: dict[int, int] = {}
    for student, guardian in pairs:
        if student not in root:
            continue
        other = first.setdefault(guardian, student)
        low, high = sorted((top(student), top(other)))
        root[high] = low
    return {each: top(each) for each in students}


def language_of(codes: Iterable[str], known: Collection[str]) -> str:
    """The language one paper is written in: the first that is known here, else English.

    Rosters write es, es-MX, spa or es_US; what counts is the language.
    """
    for code in codes:
        plain = _THREE.get(code.lower(), code.lower().replace("_", "-").partition("-")[0])
        if plain in known:
            return plain
    return "en"


_THREE = {"eng": "en", "spa": "es", "ara": "ar", "vie": "vi", "zho": "zh", "chi": "zh", "kor": "ko", "tgl": "tl",
          "fra": "fr", "fre": "fr", "por": "pt", "rus": "ru", "ukr": "uk", "hye": "hy", "arm": "hy", "fas": "fa",
          "per": "fa", "hin": "hi", "pan": "pa", "som": "so", "hat": "ht", "urd": "ur", "deu": "de",
          "ger": "de"}  # fmt: skip
"""ISO 639-2 and -3 as rosters write them, for the languages that are common in schools here."""
