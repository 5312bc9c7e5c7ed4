"""What people type becomes a query, and the query becomes the words of each database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.catalogue.rules import AnyOf, Query, Term, fts5_match, parse_query, tsquery

SIGNS = ['"', "*", ":", "title:", "isbn:", "call:", "wolf", "The", "-", "(", ")", "AND", "NEAR", "^", "'", "\\", "é"]
typed = st.text(max_size=80) | st.lists(st.sampled_from(SIGNS), max_size=12).map(" ".join)
ISBN_FORMS = ["9780439120418", "978-0-439-12041-8", "978 0 439 12041 8", "0439120411", "0-439-12041-1"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("wolf", (Term(("wolf",)),)),
        ("Wolf HOLLOW", (Term(("wolf",)), Term(("hollow",)))),
        ("Muñoz", (Term(("munoz",)),)),
        ('"wolf called wander"', (Term(("wolf", "called", "wander")),)),
        ("“wolf called”", (Term(("wolf", "called")),)),
        ('"never closed', (Term(("never", "closed")),)),
        ("wol*", (Term(("wol",), prefix=True),)),
        ("w*", (Term(("w",)),)),
        ('"wolf cal*"', (Term(("wolf", "cal"), prefix=True),)),
        ('"wolf cal"*', (Term(("wolf", "cal"), prefix=True),)),
        ("title:wolf", (Term(("wolf",), field="title"),)),
        ("title: wolf", (Term(("wolf",), field="title"),)),
        ("TITLE:wolf", (Term(("wolf",), field="title"),)),
        ("título:lobo", (Term(("lobo",), field="title"),)),
        ("author:parry wolf", (Term(("parry",), field="author"), Term(("wolf",)))),
        ('subject:"Wolves, fiction"', (Term(("wolves", "fiction"), field="subject"),)),
        ('series:"magic tree*"', (Term(("magic", "tree"), prefix=True, field="series"),)),
        ("call:599.7", (Term(("599", "7"), prefix=True, field="call"),)),
        ('call:"FIC SAC"', (Term(("fic", "sac"), prefix=True, field="call"),)),
        ("isbn:0439120411", (Term(("9780439120418",), field="number"),)),
        ("isbn:978043*", (Term(("978043",), prefix=True, field="number"),)),
        ("issn:0027-8378", (Term(("00278378",), field="number"),)),
        ("spider-man", (Term(("spider", "man")),)),
        ("O'Brien", (Term(("obrien",)),)),
        ("foo:bar", (Term(("foo", "bar")),)),
        ("the wolf", (Term(("wolf",)),)),
        ("the", (Term(("the",)),)),
        ("the of", (Term(("the",)), Term(("of",)))),
        ('"the wolf"', (Term(("the", "wolf")),)),
        ("cats or dogs", (Term(("cats",)), Term(("dogs",)))),
        ("", ()),
        ("   ", ()),
        ("%&/()", ()),
        ('""', ()),
        ("*", ()),
        ("title:", (Term(("title",)),)),
    ],
)
def test_parse_query(text: str, parts: tuple[Term, ...]) -> None:
    assert parse_query(text) == Query(parts)


@pytest.mark.parametrize("text", ISBN_FORMS)
def test_a_bare_isbn_is_looked_for_as_number_and_as_text(text: str) -> None:
    [part] = parse_query(text).parts
    assert isinstance(part, AnyOf)
    assert part.terms[0] == Term(("9780439120418",), field="number")


def test_a_wrong_isbn_is_plain_text() -> None:
    assert parse_query("9780439120419").parts == (Term(("9780439120419",)),)


def test_words_to_mark() -> None:
    assert parse_query('wolf "called wander" call:599 isbn:0439120411 author:parry').words == (
        "wolf", "called", "wander", "parry",
    )  # fmt: skip


def test_ten_thousand_characters() -> None:
    assert len(parse_query("wolf " * 2000).parts) <= 20
    assert len(parse_query("w" * 10_000).parts[0].words[0]) == 60  # type: ignore[union-attr]  # it is one word


@pytest.mark.parametrize(
    ("text", "fts5", "postgresql"),
    [
        ("wolf", '"wolf"', "'wolf'"),
        ("wolf hollow", '"wolf" AND "hollow"', "'wolf' & 'hollow'"),
        ("wol*", '"wol" *', "'wol':*"),
        ('title:"wolf called"', 'title : "wolf called"', "('zziwolf' <-> 'zzicalled')"),
        ("author:par*", 'author : "par" *', "'zzbpar':*"),
        ("subject:wolves", 'subject : "wolves"', "'zzuwolves'"),
        ("series:tree", 'rest : "zzstree"', "'zzstree'"),
        ("call:599.7", 'rest : "zzc zzc599 zzc7" *', "('zzc' <-> 'zzc599' <-> 'zzc7':*)"),
        ("isbn:0439120411", 'rest : "zzn9780439120418"', "'zzn9780439120418'"),
        (
            "0439120411",
            '(rest : "zzn9780439120418" OR "0439120411")',
            "('zzn9780439120418' | '0439120411')",
        ),
        ("", "", ""),
    ],
)
def test_compilers(text: str, fts5: str, postgresql: str) -> None:
    assert fts5_match(parse_query(text)) == fts5
    assert tsquery(parse_query(text)) == postgresql


@given(typed)
def test_nothing_typed_makes_it_stumble(text: str) -> None:
    query = parse_query(text)
    assert bool(query) == bool(fts5_match(query)) == bool(tsquery(query))


@given(typed)
def test_no_sign_of_the_databases_own_gets_through(text: str) -> None:
    """Between the quotes stand letters, digits and blanks only, whatever was typed."""
    query = parse_query(text)
    inside = re.findall(r'"([^"]*)"', fts5_match(query)) + re.findall(r"'([^']*)'", tsquery(query))
    assert all(sign.isalnum() or sign == " " for phrase in inside for sign in phrase)
    outside = re.sub(r'"[^"]*"', "", fts5_match(query))
    assert not re.sub(r"AND|OR|title|author|subject|rest|[ :()*]", "", outside)


@given(typed)
def test_parsing_is_settled(text: str) -> None:
    """The folded words of a query, typed again, ask for the same words."""
    words = " ".join(parse_query(text).words)
    assert set(parse_query(f'"{words}"').words) == set(words.split())
