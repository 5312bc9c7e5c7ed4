"""What a query is made of: words, phrases and facet words, and the marks by which they stand in a document."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_WORD = 60

COLUMNS = ("title", "author", "subject", "rest")
# Fields without a column of their own live in `rest` as words with a mark before them, one way for both databases.
MARKS = {"series": "zzs", "call": "zzc", "number": "zzn"}
CALL_START = "zzc"
# PostgreSQL finds a word of one column only by reading each document with that word, so its index has each word of a
# title, a name or a subject a second time, with a mark.
COLUMN_MARKS = {"title": "zzi", "author": "zzb", "subject": "zzu"}
# A word between two texts, so that no phrase is found across them on either database; nobody can ask for it.
GAP = "zzgap"
# Words for narrowing and counting (rules.facets), each a mark with a value behind it.
FACET_MARKS = {
    "kind": "zzk", "language": "zzl", "audience": "zza", "subject": "zzt", "lexile": "zzx", "ar": "zzr",
    "guided": "zzf", "site": "zzw", "place": "zzp", "sample": "zzq",
}  # fmt: skip
LEVEL_MARKS = {"lexile": "zzvl", "ar": "zzva", "rc": "zzvr", "grade": "zzvg", "fp": FACET_MARKS["guided"]}
FACET = "facet"
# The three columns that name a thing: its title, its makers, its subjects.
NAMED = "named"
_NOT_WORDS = ("number", "call", FACET)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; with ``prefix`` the last may go on; in one field, or anywhere when empty."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Terms of which one is enough."""

    terms: tuple[Term, ...]


Part = Term | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """All parts must be met, and none of the words in ``without``. A query without parts asks for everything."""

    parts: tuple[Part, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def with_words(self, *words: str) -> Query:
        """The same query, met only by records with all of these facet words."""
        # First, because they are the rarer ones more often than not, and SQLite begins with what stands first.
        return Query((*(Term((word,), field=FACET) for word in words), *self.parts), self.without)

    def without_word(self, word: str) -> Query:
        """The same query, met only by records without this facet word; it must ask for something."""
        return Query(self.parts, (*self.without, word))

    def standing_in(self, field: str) -> Query:
        """The same query, words asked for anywhere having to stand in this field ("title", or NAMED)."""
        return Query(tuple(_standing_in(part, field) for part in self.parts), self.without)

    @property
    def sought(self) -> tuple[tuple[str, ...], ...]:
        """What to look for in a text with a blank on either side of each word: of each group, one has to be in it.

        Only what was asked for anywhere; words asked for in a field of their own are where they are.
        """
        return tuple(
            group
            for part in self.parts
            if (group := tuple(f" {' '.join(term.words)}{'' if term.prefix else ' '}" for term in _free(part)))
        )

    @property
    def has_beginnings(self) -> bool:
        """Whether some word is asked for by its beginning only."""
        return any(term.prefix for part in self.parts for term in _terms(part))

    @property
    def is_number(self) -> bool:
        """Whether nothing but an ISBN was asked for."""
        return len(self.parts) == 1 and (isinstance(self.parts[0], AnyOf) or self.parts[0].field == "number")

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words asked for, as they are marked in a list of results; numbers and call numbers left out."""
        terms = (term for part in self.parts for term in _terms(part))
        return tuple(dict.fromkeys(word for term in terms if term.field not in _NOT_WORDS for word in term.words))


def _terms(part: Part) -> tuple[Term, ...]:
    return part.terms if isinstance(part, AnyOf) else (part,)


def _free(part: Part) -> tuple[Term, ...]:
    return tuple(term for term in _terms(part) if not term.field)


def _standing_in(part: Part, field: str) -> Part:
    if isinstance(part, AnyOf):
        return AnyOf(tuple(term if term.field else Term(term.words, term.prefix, field) for term in part.terms))
    return part if part.field else Term(part.words, part.prefix, field)


def marked_words(term: Term) -> tuple[str, ...]:
    """The words as they stand in the document: those of a field without a column carry its mark."""
    mark = MARKS.get(term.field)
    if mark is None:
        return term.words
    words = tuple(mark + word for word in term.words)
    # A call number is found from its beginning: 599 finds 599.77 and not 636.599.
    return (CALL_START, *words) if term.field == "call" else words
