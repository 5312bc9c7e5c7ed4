"""What a scan means while copies are added by their ISBN. Pure.

Source: docs/rules/receiving.md, part "What a scan means".
"""

from carrel.cellar.marc import clean_isbn, is_isbn, isbn_13
from carrel.rooms.inventory.rules.numbers import normalise_number, scanned_isbn


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


def waiting_title(isbn: str) -> str:
    """What a record is called until somebody knows its title."""
    return f"ISBN {isbn}"
