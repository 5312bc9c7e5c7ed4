"""Records of a believable district, any number of them, always the same for the same seed.

Words follow Zipf's law over 40,000 of them, so that the commonest stands in about half of all records and most words in
a handful; names, subjects, series, reading levels and call numbers are spread as in a school's catalogue. Each record
has one to three copies (852), a valid ISBN of its own and the control number `BENCH` with its number.

python -m benchmarks.records FILE COUNT [SEED [FIRST]]
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from carrel.rooms.inventory.rules.numbers import mod10_check

Made = TypeVar("Made")
VOCABULARY = 40_000
SITES = ("ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELM", "FIR")
COMMONEST, MIDDLING, RARE = "story", "harbor", "zither"
"""Words to search for: in about half, in about one of a hundred, and in very few of the records."""
_END, _FIELD, _SUBFIELD = b"\x1d", b"\x1e", "\x1f"


def _listed(text: str, separator: str | None = None) -> list[str]:
    return [part.strip() for part in text.split(separator)]


_TOP = _listed("""
story girl boy world friends school life adventures animals family history science book secret night house time
day great little war new home dragon magic river american people children dog cat horse bear ocean moon star
king queen island mystery ghost summer winter spring autumn garden forest mountain city train ship planet robot
wolf fox bird whale shark spider butterfly tree flower rain snow storm fire light dark shadow dream heart hand
eye brother sister mother father grandmother teacher soldier pirate explorer inventor president freedom journey
lost hidden last first seven hundred golden silver red blue green black white brave quiet strange harbor lantern
compass bridge castle tower kitchen library music dance baseball soccer football birthday holiday
""")
_SYLLABLES = _listed("""
ba be bi bo bra bri ca ce chi co cor da de dor el en fa fen fi gal gar ha hel il in ka kel la len li lo ma mar
mi mon na nel no or pa per pi ra ren ri ro sa sel si so ta ter ti to tra ul va ven vi wa wen wi yo za zel
""")
_GIVEN = _listed("""
Ana Louis Pam Gail Rosanne Lauren Katherine Sandra Jason Kwame Jacqueline Grace Linda Gary Roald Beverly Judy
Kate Rick Lois Avi Sharon Christopher Cynthia Walter Virginia Jerry Eric Dav Jeff Mo Mary Patricia Ezra Maurice
Shel José María Zoë Renée Søren Yuyi Duncan Raúl Gennifer Kelly Meg Angie Nic Elizabeth
""")
_HEADINGS = _listed(
    """
Friendship| Schools| Family life| Brothers and sisters| Dogs| Cats| Horses| Wolves| Whales| Sharks| Insects|
Spiders| Birds| Dinosaurs| Reptiles| Astronomy| Planets| Moon| Weather| Volcanoes| Earthquakes| Oceans|
Rain forests| Deserts| Plants| Trees| Human body| Nutrition| Mathematics| Counting| Machines| Robots|
Computers| Electricity| Magnetism| Chemistry| Physics| Inventions| Transportation| Trains| Airplanes|
Space flight| Baseball| Soccer| Basketball| Dance| Music| Painting| Drawing| Cooking| Holidays| Folklore|
Fairy tales| Mythology, Greek| Magic| Dragons| Ghosts| Mystery and detective stories| Fantasy fiction|
Science fiction| Humorous stories| Adventure stories| Graphic novels| Poetry| Immigrants| African Americans|
Mexican Americans| Indians of North America| Slavery| Civil rights movements| Presidents| World War, 1939-1945|
Holocaust, Jewish (1939-1945)| Middle Ages| Pirates| Explorers| Bullying| Grief| Divorce| Emotions|
Self-esteem| Courage| Survival| Orphans| Grandparents| Moving, Household| Summer| Birthdays| Farm life|
Country life| City and town life| California| Alaska| Mexico| Africa| China| Japan| France| Vietnam
""",
    "|",
)
_DIVISIONS = ("", "", "Fiction", "Juvenile fiction", "Juvenile literature", "History", "Biography", "Pictorial works")
_GENRES = ("Fiction", "Picture books", "Novels", "Biographies", "Graphic novels", "Informational works", "Poetry")
_LANGUAGES = (
    ("eng", 860),
    ("spa", 90),
    ("chi", 12),
    ("vie", 10),
    ("tgl", 8),
    ("fre", 8),
    ("kor", 5),
    ("ara", 4),
    ("hmn", 3),
)
_AUDIENCES = ("a", "b", "b", "b", "c", "c", "c", "d", "d", "e", "g", "j", " ")
_INTEREST = ("Preschool", "K-3", "3-6", "5-8", "7-10", "All Grades", "Young Adult")
_GUIDED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Stock:
    """What records are made of, drawn once for a seed."""

    words: Sequence[str]
    cumulated: Sequence[float]
    authors: Sequence[str]
    subjects: Sequence[tuple[str, str]]
    series: Sequence[str]
    publishers: Sequence[str]


def stock_of(seed: int) -> Stock:
    """The vocabulary, names, headings, series and publishers of a seed."""
    dice = random.Random(f"stock {seed}")
    words = [word for word in dict.fromkeys([*_TOP, *_invented(dice, VOCABULARY)]) if word not in (MIDDLING, RARE)]
    words.insert(350, MIDDLING)
    words.insert(9_000, RARE)
    # Zipf and Mandelbrot: without the 4 the first word alone would be a tenth of all text.
    cumulated = list(accumulate(1.0 / (rank + 5) for rank in range(len(words))))
    families = [word.capitalize() for word in dict.fromkeys(_invented(dice, 6_000))]
    authors = [f"{family}, {dice.choice(_GIVEN)}" for family in families for _ in range(4)]
    places = [word.capitalize() for word in _invented(dice, 300)]
    subjects = [(heading, division) for heading in (*_HEADINGS, *places) for division in _DIVISIONS]
    dice.shuffle(subjects)
    series = [" ".join(dice.choices(words[:2_000], k=2)).capitalize() for _ in range(4_000)]
    publishers = [f"{word.capitalize()} {dice.choice(('Press', 'House', 'Books'))}" for word in _invented(dice, 300)]
    return Stock(words, cumulated, authors, subjects, series, publishers)


def _invented(dice: random.Random, count: int) -> Iterator[str]:
    """Words that look like words."""
    for _ in range(count):
        yield "".join(dice.choices(_SYLLABLES, k=dice.choice((2, 3, 3, 4))))


def records(count: int, seed: int = 1, sites: Sequence[str] = SITES, first: int = 1) -> Iterator[bytes]:
    """Records number ``first`` and on, each in ISO 2709 and UTF-8; the same numbers and seed give the same bytes."""
    stock = stock_of(seed)
    for number in range(first, first + count):
        # Dice of its own for each, so that a file that begins elsewhere holds the same records.
        yield _record(stock, random.Random(seed * 1_000_000_007 + number), number, sites)


def _record(stock: Stock, dice: random.Random, number: int, sites: Sequence[str]) -> bytes:
    roll = dice.random
    title_length, about = 2 + int(roll() * 4), 8 + int(roll() * 28)
    words = dice.choices(stock.words, cum_weights=stock.cumulated, k=title_length + about + 3)
    language = _weighted(dice, _LANGUAGES)
    fiction, audience = roll() < 0.55, _AUDIENCES[int(roll() * len(_AUDIENCES))]
    year = 2026 - int(roll() ** 2 * 50)
    author = _skewed(dice, stock.authors)
    title = " ".join(words[:title_length]).capitalize()
    kind, fixed_tail = _kind(roll(), audience, fiction)
    price = 500 + int(roll() * 2500)
    fields = [
        ("001", f"{number}"),
        ("003", "BENCH"),
        ("008", f"260801s{year}    cau{fixed_tail}{language} d"),
        ("020", f"  {_SUBFIELD}a{isbn_of(number)}{_SUBFIELD}c${price / 100:.2f}"),
    ]
    call, dewey = _call_number(dice, author, fiction, audience)
    if dewey:
        fields.append(("082", f"04{_SUBFIELD}a{dewey}{_SUBFIELD}223"))
    fields.append(("100", f"1 {_SUBFIELD}a{author},{_SUBFIELD}eauthor."))
    article = roll() < 0.2
    shown, skip = (f"The {title[0].lower()}{title[1:]}", "4") if article else (title, "0")
    part = f" :{_SUBFIELD}b{' '.join(words[title_length : title_length + 3])}" if roll() < 0.4 else ""
    fields.append(("245", f"1{skip}{_SUBFIELD}a{shown}{part} /{_SUBFIELD}c{_turned(author)}."))
    fields.append(("264", f" 1{_SUBFIELD}aOakland :{_SUBFIELD}b{_skewed(dice, stock.publishers)},{_SUBFIELD}c{year}."))
    fields.append(
        ("300", f"  {_SUBFIELD}a{24 + int(roll() * 400)} pages :{_SUBFIELD}billustrations ;{_SUBFIELD}c24 cm")
    )
    if roll() < 0.3:
        name, volume = _skewed(dice, stock.series), 1 + int(roll() * 40)
        fields.append(("490", f"0 {_SUBFIELD}a{name} ;{_SUBFIELD}v{volume}"))
    fields.append(("520", f"  {_SUBFIELD}a{' '.join(words[title_length + 3 :]).capitalize()}."))
    fields.extend(_levels(dice, audience))
    for _ in range(1 + int(roll() * 3)):
        heading, division = _skewed(dice, stock.subjects)
        fields.append(
            ("650", f" 0{_SUBFIELD}a{heading}{_SUBFIELD}v{division}." if division else f" 0{_SUBFIELD}a{heading}.")
        )
    if roll() < 0.4:
        fields.append(("655", f" 7{_SUBFIELD}a{_GENRES[int(roll() * len(_GENRES))]}.{_SUBFIELD}2lcgft"))
    for copy in range(1 + int(roll() ** 3 * 3)):
        site = sites[int(roll() * len(sites))]
        barcode = barcode_of(number * 4 + copy)
        held = f"  {_SUBFIELD}a{site}{_SUBFIELD}h{call}{_SUBFIELD}p{barcode}{_SUBFIELD}t{copy + 1}"
        fields.append(("852", f"{held}{_SUBFIELD}9{price / 100:.2f}"))
    return iso2709_of(f"00000{kind} a2200000 i 4500", fields)


def _kind(roll: float, audience: str, fiction: bool) -> tuple[str, str]:
    """Leader 05 to 08 and positions 18 to 34 of 008: nine tenths books, some films, recordings and graphic novels."""
    if roll < 0.03:
        return "ngm", f"090 {audience}          vl"
    if roll < 0.05:
        return "nim", f"nn n{audience}       f    "
    contents = "6" if roll < 0.09 else " "
    return "nam", f"a   {audience} {contents}    000 {'1' if fiction else '0'} "


def _call_number(dice: random.Random, author: str, fiction: bool, audience: str) -> tuple[str, str]:
    letters = "".join(letter for letter in author if letter.isalpha())[:3].upper()
    if fiction:
        return ("E" if audience in "ab" else "FIC") + f" {letters}", "813/.6" if dice.random() < 0.5 else ""
    number = f"{int(dice.random() * 1000):03d}"
    if dice.random() < 0.7:
        number += f".{int(dice.random() * 1000)}"
    return f"{number} {letters}", number


def _levels(dice: random.Random, audience: str) -> Iterator[tuple[str, str]]:
    """Interest grade, Lexile, guided reading and Accelerated Reader, each in some of its real spellings."""
    roll = dice.random
    if roll() < 0.3:
        yield "521", f"2 {_SUBFIELD}a{_INTEREST[int(roll() * len(_INTEREST))]}."
    if roll() < 0.35:
        grade = {"a": 1, "b": 3, "c": 6, "d": 10}.get(audience, 8)
        lexile = max(10, int(dice.gauss(150 + 90 * grade, 120)) // 10 * 10)
        code = ("", "", "", "AD", "HL", "GN", "NC")[int(roll() * 7)]
        yield "521", f"8 {_SUBFIELD}a{code}{lexile}L{_SUBFIELD}bLexile."
    if roll() < 0.15:
        yield "521", f"8 {_SUBFIELD}a{_GUIDED[int(roll() * 26)]}{_SUBFIELD}bFountas and Pinnell."
    if roll() < 0.3:
        level, points = round(0.5 + roll() * 9, 1), round(0.5 + roll() * 20, 1)
        interest = ("LG", "MG", "MG+", "UG")[int(roll() * 4)]
        quiz = f"{_SUBFIELD}d{points}{_SUBFIELD}zQuiz: {int(roll() * 200_000)}."
        yield "526", f"0 {_SUBFIELD}aAccelerated Reader AR{_SUBFIELD}b{interest}{_SUBFIELD}c{level}{quiz}"


def _weighted(dice: random.Random, choices: Sequence[tuple[str, int]]) -> str:
    left = dice.random() * 1000
    for value, weight in choices:
        left -= weight
        if left < 0:
            return value
    return choices[0][0]


def _skewed(dice: random.Random, choices: Sequence[Made]) -> Made:
    """One of these, the first ones far more often than the last."""
    return choices[int(dice.random() ** 2.5 * len(choices))]


def _turned(author: str) -> str:
    family, _, given = author.partition(", ")
    return f"{given} {family}"


def barcode_of(number: int) -> str:
    """A library's number of fourteen digits; its check digit is right but for every tenth, as on old labels."""
    body = f"3{number:012d}"
    return body + (mod10_check(body) if number % 10 else str(9 - int(mod10_check(body))))


def isbn_of(number: int) -> str:
    """The ISBN of a record, its check digit right."""
    digits = f"9781{number:08d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def iso2709_of(leader: str, fields: Sequence[tuple[str, str]]) -> bytes:
    """A record as bytes; a field's text begins with its indicators unless it is a control field."""
    directory, body, at = [], [], 0
    for tag, text in fields:
        kept = text.encode() + _FIELD
        directory.append(f"{tag}{len(kept):04d}{at:05d}")
        body.append(kept)
        at += len(kept)
    base = 24 + 12 * len(fields) + 1
    head = f"{base + at + 1:05d}{leader[5:12]}{base:05d}{leader[17:]}{''.join(directory)}"
    return head.encode() + _FIELD + b"".join(body) + _END


def write_marc(path: Path | str, count: int, seed: int = 1, sites: Sequence[str] = SITES, first: int = 1) -> int:
    """Write that many records into a file and return its length in bytes; memory does not grow with the number."""
    written = 0
    with Path(path).open("wb") as file:
        for record in records(count, seed, sites, first):
            written += file.write(record)
    return written


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    number_of, seed_of, first_of = (*map(int, numbers), *(100_000, 1, 1)[len(numbers) :])
    print(f"{write_marc(name, number_of, seed_of, first=first_of):,} bytes")
