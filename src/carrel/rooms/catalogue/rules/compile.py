"""A query in the words of each database's full-text search: FTS5 MATCH (SQLite) and tsquery (PostgreSQL).

Both find the same records; words are folded, so neither text can hold a sign that has a meaning of its own.
"""

from __future__ import annotations

from carrel.rooms.catalogue.rules.terms import COLUMN_MARKS, FACET, MARKS, NAMED, AnyOf, Part, Query, Term, marked_words


def fts5_match(query: Query) -> str:
    """The right side of MATCH; empty for a query that asks for everything."""
    asked = " AND ".join(_fts5_part(part) for part in query.parts)
    return " NOT ".join((f"({asked})", *(f'"{word}"' for word in query.without))) if query.without else asked


def _fts5_part(part: Part) -> str:
    if isinstance(part, AnyOf):
        return "(" + " OR ".join(_fts5_term(term) for term in part.terms) + ")"
    return _fts5_term(part)


def _fts5_term(term: Term) -> str:
    phrase = '"' + " ".join(marked_words(term)) + '"' + (" *" if term.prefix else "")
    if term.field == NAMED:
        return f"{{title author subject}} : {phrase}"
    return f"{column} : {phrase}" if (column := _column_of(term)) else phrase


def tsquery(query: Query) -> str:
    """The text for to_tsquery('simple', …); empty for a query that asks for everything."""
    return " & ".join((*(_tsquery_part(part) for part in query.parts), *(f"!'{word}'" for word in query.without)))


def _tsquery_part(part: Part) -> str:
    if isinstance(part, AnyOf):
        return "(" + " | ".join(_tsquery_term(term) for term in part.terms) + ")"
    return _tsquery_term(part)


def _tsquery_term(term: Term) -> str:
    if term.field == NAMED:
        return "(" + " | ".join(_phrase(term, mark) for mark in COLUMN_MARKS.values()) + ")"
    return _phrase(term, COLUMN_MARKS.get(term.field, ""))


def _phrase(term: Term, mark: str) -> str:
    lexemes = [f"'{mark}{word}'" for word in marked_words(term)]
    lexemes[-1] += ":*" if term.prefix else ""
    return lexemes[0] if len(lexemes) == 1 else "(" + " <-> ".join(lexemes) + ")"


def _column_of(term: Term) -> str:
    if term.field == FACET:  # Facet words stand nowhere else, so no column need be looked at.
        return ""
    return "rest" if term.field in MARKS else term.field
