"""What a scan means while copies are added by their ISBN, or counted into a delivery. Pure.

Source: docs/rules/receiving.md, part "What a scan means".
"""

from carrel.cellar.marc import clean_isbn, is_isbn, is_issn, isbn_13
from carrel.rooms.inventory.rules.numbers import ean13_check, normalise_number, scanned_isbn


def isbn_meant(text: str, *, has_title: bool) -> str:
    """The ISBN-13 in a text, or blank where it is a label.

    With a title open only thirteen digits that begin with 978 or 979 go on to the next title: a label of ten digits
    may have the form of an older ISBN by chance.

    >>> isbn_meant("0-440-41480-6", has_title=False)
    '9780440414803'
    >>> isbn_meant("0440414806", has_title=True)
    ''
    """
    if isbn := scanned_isbn(text) or scanned_isbn(normalise_number(text).replace("-", "")):
        return isbn
    typed = clean_isbn(text)
    return isbn_13(typed) if not has_title and is_isbn(typed) else ""


def product_number(text: str) -> str:
    """The number a thing is sold under: an ISBN as thirteen digits, else an EAN, UPC or ISSN in order; or blank.

    The issue that a reader sends behind a magazine's number, two or five digits, is cut off.

    >>> product_number("0-440-41480-6"), product_number("012345678905"), product_number("rubbish")
    ('9780440414803', '012345678905', '')
    """
    if isbn := isbn_meant(text, has_title=False):
        return isbn
    number = normalise_number(text).replace("-", "")
    if number.startswith("977") and len(number) in (15, 18):
        number = number[:13]
    if not number.strip("0"):
        return ""
    if is_issn(number):
        return number
    if not (number.isascii() and number.isdigit()) or len(number) not in (8, 12, 13):
        return ""
    # A UPC or a short EAN is an EAN of thirteen digits without the noughts before it; readers send a UPC either way.
    whole = number.zfill(13)
    if ean13_check(whole[:12]) != whole[12]:
        return ""
    return number[1:] if len(number) == 13 and number[0] == "0" else number


def waiting_title(isbn: str) -> str:
    """What a record is called until somebody knows its title."""
    return f"ISBN {isbn}"
