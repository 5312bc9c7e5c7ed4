"""The demo's tables of titles are plain facts in order, and become sound MARC records."""

from carrel.cellar.marc import facts_of, from_iso2709, to_iso2709
from carrel.cli.demo.records import packed_records, record_of
from carrel.cli.demo.titles import SECTIONS, Title, titles


def titled(name: str) -> Title:
    return next(title for title in titles() if title.title.startswith(name))


def test_there_are_at_least_300_and_none_comes_twice() -> None:
    assert len(titles()) >= 300
    assert len({(title.title, title.authors) for title in titles()}) == len(titles())


def test_every_section_has_titles() -> None:
    assert {title.section for title in titles()} == set(SECTIONS)


def test_a_title_says_what_a_record_needs() -> None:
    for title in titles():
        assert 2 <= len(title.subjects) <= 4, title.title
        assert title.summary[-1] in ".?!", title.title
        assert set(title.levels) <= set("EMH"), title.title
        assert title.year == "" or 1500 < int(title.year) < 2027, title.title


def test_a_title_becomes_a_record_that_says_the_same() -> None:
    for title in titles():
        record = from_iso2709(to_iso2709(record_of(title, 1)))
        facts = facts_of(record)
        said = (facts.author.rstrip("."), facts.summary, facts.year, facts.isbns)
        author = title.authors[0].rstrip(".") if title.authors else facts.author.rstrip(".")
        assert said == (author, title.summary, int(title.year) if title.year else None, ()), title.title
        assert facts.title.split(".")[0] in title.title
        assert len(record.control("008")) == 40
        assert facts.language == ("spa" if title.is_spanish else "eng")
        assert facts.format == ("graphic_novel" if title.shelf == "GN" else "book")


def test_an_article_does_not_file() -> None:
    assert facts_of(record_of(titled("The wild robot"), 1)).title_sort == "wild robot"
    assert facts_of(record_of(titled("La casa en Mango"), 1)).title_sort == "casa en Mango Street"


def test_a_part_of_a_series_is_a_part_of_the_title() -> None:
    assert facts_of(record_of(titled("March. Book two"), 1)).title == "March. Book two"


def test_the_subject_of_a_life_is_a_name() -> None:
    record = record_of(titled("Lincoln :"), 1)
    assert [each.first("a") for each in record.data("600")] == ["Lincoln, Abraham."]


def test_a_thousand_packed_records_can_all_be_read_and_have_a_class() -> None:
    packed = list(packed_records())
    assert len(packed) == 1000
    assert all(facts_of(record).title for record, _, _ in packed)
    assert all(levels in {"E", "M", "H"} and shelf for _, levels, shelf in packed)
    assert sum(1 for record, _, _ in packed if facts_of(record).isbns) > 500
