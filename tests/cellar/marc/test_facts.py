"""What a record says, field by field."""

import pytest

from carrel.cellar.marc import ControlField, DataField, MarcRecord, RecordFacts, Subfield, facts_of, trimmed

LEADER = "00000nam a2200000 a 4500"
BOOK_008 = "261123s2000    nyua   c      000 1 eng d"


def record(*fields: tuple[str, str, str], leader: str = LEADER, fixed: str = BOOK_008) -> MarcRecord:
    """A record of data fields given as (tag, two indicators, "$a text$b text")."""
    data = (
        DataField(tag, inds[0], inds[1], tuple(Subfield(part[0], part[1:]) for part in text.split("$")[1:]))
        for tag, inds, text in fields
    )
    return MarcRecord(leader, (ControlField("001", "n1"), ControlField("008", fixed), *data))


def facts(*fields: tuple[str, str, str], leader: str = LEADER, fixed: str = BOOK_008) -> RecordFacts:
    return facts_of(record(*fields, leader=leader, fixed=fixed))


@pytest.mark.parametrize(
    ("field", "title", "subtitle", "title_sort"),
    [
        ("10$aHoles /$cLouis Sachar.", "Holes", "", "Holes"),
        ("14$aThe wolf wilder /$cRundell.", "The wolf wilder", "", "wolf wilder"),
        ("12$aA wolf called Wander :$ba novel /$cParry", "A wolf called Wander", "a novel", "wolf called Wander"),
        ("03$aL'étranger /", "L'étranger", "", "L'étranger"),
        ("02$aL'étranger /", "L'étranger", "", "étranger"),
        ("19$aHoles", "Holes", "", "Holes"),
        ("13$aHoles", "Holes", "", "Holes"),
        ("10$aBone.$n2,$pThe great race", "Bone. 2. The great race", "", "Bone. 2. The great race"),
        ('15$a"The raven" and others', '"The raven" and others', "", 'raven" and others'),
        ("10$a¿Qué es? /", "¿Qué es?", "", "Qué es?"),
        ("10$cby nobody", "by nobody", "", "by nobody"),
        ("1 $aHoles", "Holes", "", "Holes"),
    ],
)  # fmt: skip
def test_titles(field: str, title: str, subtitle: str, title_sort: str) -> None:
    found = facts(("245", field[:2], field[2:]))
    assert (found.title, found.subtitle, found.title_sort) == (title, subtitle, title_sort)


def test_a_record_of_nothing() -> None:
    found = facts_of(MarcRecord("", ()))
    assert (found.title, found.author, found.year, found.isbns) == ("", "", None, ())


def test_authors() -> None:
    found = facts(
        ("100", "1 ", "$aMuñoz Ryan, Pam,$eauthor."),
        ("700", "1 ", "$aSelznick, Brian,$d1966-$eillustrator."),
        ("700", "1 ", "$aMuñoz Ryan, Pam."),
    )
    assert found.author == found.author_sort == "Muñoz Ryan, Pam"
    assert found.contributors == ("Muñoz Ryan, Pam", "Selznick, Brian")
    assert found.illustrator == "Selznick, Brian"


def test_initials_keep_their_stop() -> None:
    assert facts(("100", "1 ", "$aRowling, J. K.")).author == "Rowling, J. K."


def test_author_from_added_entry() -> None:
    assert facts(("700", "1 ", "$aParry, Rosanne.")).author == "Parry, Rosanne"


@pytest.mark.parametrize(
    ("fields", "year", "publisher"),
    [
        ((("264", " 1", "$aNew York :$bScholastic,$c[2015]"), ("264", " 4", "$c©2014")), 2015, "Scholastic"),
        ((("264", " 4", "$c©2014"),), 2014, ""),
        ((("260", "  ", "$aNew York :$bYearling,$cc1998, 2000 printing."),), 1998, "Yearling"),
        ((("260", "  ", "$a[S.l.] :$b[s.n.],$c[1998?]"),), 1998, ""),
        ((("260", "  ", "$cundated"),), 2000, ""),
        ((), 2000, ""),
    ],
)
def test_publication(fields: tuple[tuple[str, str, str], ...], year: int, publisher: str) -> None:
    found = facts(*fields)
    assert (found.year, found.publisher) == (year, publisher)


def test_no_year_anywhere() -> None:
    assert facts(fixed="261123n||||||||nyua   c      000 1 eng d").year is None


def test_numbers() -> None:
    found = facts(
        ("010", "  ", "$a   99-12345 /AC"),
        ("020", "  ", "$a0439120411 (hardcover) :$c$18.99"),
        ("020", "  ", "$a9780439120418"),
        ("020", "  ", "$z0000000000"),
        ("022", "0 ", "$a0027-8378"),
        ("024", "1 ", "$a0 12345-67890 5"),
        ("035", "  ", "$a(OCoLC)ocm00620341"),
    )
    assert found.isbns == ("9780439120418",)
    assert found.issns == ("00278378",)
    assert (found.lccn, found.oclc, found.upcs) == ("99012345", "620341", ("012345678905",))


def test_subjects_once_and_subdivided() -> None:
    found = facts(
        ("650", " 0", "$aWolves$vJuvenile fiction."),
        ("650", " 1", "$aWolves$vFiction."),
        ("650", " 1", "$aWolves$vJuvenile fiction."),
        ("600", "10", "$aLincoln, Abraham,$d1809-1865$vFiction"),
        ("655", " 7", "$aGraphic novels.$2lcgft"),
        ("650", " 6", "$aLoups$vRomans."),
    )
    assert found.subjects == (
        "Wolves — Juvenile fiction",
        "Wolves — Fiction",
        "Lincoln, Abraham, 1809-1865 — Fiction",
    )
    assert found.genres == ("Graphic novels",)


def test_series() -> None:
    both = facts(("490", "1 ", "$aMagic tree house ;$v#3"), ("830", " 0", "$aMagic tree house (Series) ;$v3."))
    assert both.series == ("Magic tree house (Series) ; 3",)
    assert facts(("490", "0 ", "$aDragon masters ;$v1")).series == ("Dragon masters ; 1",)


@pytest.mark.parametrize(
    ("fields", "audience"),
    [
        ((("521", "2 ", "$aK-3."), ("521", "0 ", "$a3.4")), "K-3"),
        ((("521", "  ", "$aGrades 6-12."),), "Grades 6-12"),
        ((("521", "8 ", "$a750L$bLexile."),), "Grades 4-8"),
        ((), "Grades 4-8"),
    ],
)
def test_audience(fields: tuple[tuple[str, str, str], ...], audience: str) -> None:
    assert facts(*fields).audience == audience


def test_summary_before_review() -> None:
    found = facts(("520", "1 ", "$aA fine book."), ("520", "  ", "$aStanley digs  holes."))
    assert found.summary == "Stanley digs holes."


@pytest.mark.parametrize(
    ("extent", "pages"),
    [
        ("$a233 p. :$bill. ;$c22 cm", 233),
        ("$axii, 1,233 pages", 1233),
        ("$a1 volume (unpaged)", None),
        ("$a32 unnumbered pages", 32),
        ("$a1 videodisc (90 min.)", None),
    ],
)
def test_pages(extent: str, pages: int | None) -> None:
    assert facts(("300", "  ", extent)).pages == pages


@pytest.mark.parametrize(
    ("fields", "text", "scheme"),
    [
        ((("082", "04", "$a599.773/092$222"), ("082", "14", "$a599.77$215")), "599.77", "ddc"),
        ((("082", "00", "$a599.77/3$222"),), "599.773", "ddc"),
        ((("082", "00", "$a[Fic]$222"),), "[Fic]", "ddc"),
        ((("050", "00", "$aQL737.C22$bG53 1994"),), "QL737.C22 G53 1994", "lcc"),
        ((("092", "  ", "$aFIC$bSAC"), ("050", "00", "$aPZ7")), "FIC SAC", "ddc"),
        ((("099", "  ", "$aFIC$aSAC"),), "FIC SAC", "local"),
        ((), "", ""),
    ],
)
def test_call_number(fields: tuple[tuple[str, str, str], ...], text: str, scheme: str) -> None:
    found = facts(*fields).call_number
    assert (found.text, found.scheme) == (text, scheme)


def leader(kind: str, level: str = "m") -> str:
    return f"00000n{kind}{level} a2200000 a 4500"


def fixed(**places: str) -> str:
    signs = list(BOOK_008)
    for place, sign in places.items():
        signs[int(place[1:])] = sign
    return "".join(signs)


@pytest.mark.parametrize(
    ("kind", "level", "field_008", "fields", "format_code"),
    [
        ("a", "m", BOOK_008, (), "book"),
        ("a", "s", BOOK_008, (), "serial"),
        ("a", "m", fixed(_24="6"), (), "graphic_novel"),
        ("a", "m", BOOK_008, (("655", " 7", "$aGraphic novels.$2lcgft"),), "graphic_novel"),
        ("a", "m", BOOK_008, (("655", " 7", "$aTextbooks.$2lcgft"),), "textbook"),
        ("a", "m", fixed(_23="d"), (), "large_print"),
        ("a", "m", fixed(_23="f"), (), "braille"),
        ("a", "m", fixed(_23="o"), (), "ebook"),
        ("a", "m", BOOK_008, (("338", "  ", "$aonline resource$bcr"),), "ebook"),
        ("g", "m", fixed(_33="v"), (), "video"),
        ("g", "m", fixed(_33="|"), (("338", "  ", "$bcr"),), "online"),
        ("i", "m", BOOK_008, (), "audiobook"),
        ("j", "m", BOOK_008, (), "music"),
        ("c", "m", BOOK_008, (), "score"),
        ("e", "m", BOOK_008, (), "map"),
        ("k", "m", fixed(_33="i"), (), "picture"),
        ("m", "m", fixed(_23=" "), (), "software"),
        ("m", "m", fixed(_23="o"), (), "online"),
        ("o", "m", fixed(_33="b"), (), "kit"),
        ("r", "m", fixed(_33="g"), (), "game"),
        ("r", "m", fixed(_33="r"), (), "equipment"),
        ("t", "m", BOOK_008, (), "manuscript"),
        ("p", "c", BOOK_008, (), "mixed"),
        ("z", " ", BOOK_008, (), "other"),
        (" ", " ", BOOK_008, (), "other"),
    ],
)
def test_format(
    kind: str, level: str, field_008: str, fields: tuple[tuple[str, str, str], ...], format_code: str
) -> None:
    assert facts(*fields, leader=leader(kind, level), fixed=field_008).format == format_code


@pytest.mark.parametrize(("sign", "fiction"), [("1", True), ("0", False), ("f", True), ("e", False), ("|", None)])
def test_fiction(sign: str, fiction: bool | None) -> None:
    assert facts(fixed=fixed(_33=sign)).fiction is fiction


def test_language() -> None:
    assert facts().language == "eng"
    assert facts(("041", "1 ", "$aspaeng"), fixed=fixed(_35=" ", _36=" ", _37=" ")).language == "spa"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Holes /", "Holes"),
        ("New York :", "New York"),
        ("Wolves.", "Wolves"),
        ("And then...", "And then..."),
        ("Rowling, J. K.", "Rowling, J. K."),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
        ("[1998]", "1998"),
        ("[Paris] : [Seuil]", "[Paris] : [Seuil]"),
        ("s.n.]", "s.n."),
        ("", ""),
        ("  ; ", ""),
    ],
)
def test_trimmed(text: str, kept: str) -> None:
    assert trimmed(text) == kept
