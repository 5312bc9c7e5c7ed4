"""What doors share: a number in an address, and paper as an answer that a browser can show."""

import pytest

from carrel.doors.web.deeds import number_in
from carrel.doors.web.pdf import pdf_answer


@pytest.mark.parametrize(
    ("text", "found"),
    [("7", 7), ("007", 7), ("", None), (None, None), ("-7", None), ("7.0", None), ("٧", None), ("9" * 16, None)],
)
def test_a_number_in_an_address(text: str | None, found: int | None) -> None:
    assert number_in(text) == found


def test_paper_is_shown_by_the_browser_and_kept_by_nobody() -> None:
    answer = pdf_answer(b"%PDF-1.7", "receipt-4")
    assert answer["Content-Disposition"] == 'inline; filename="receipt-4.pdf"'
    assert "no-store" in answer["Cache-Control"]
    # The browser's own viewer is an object with a style: without these two the page stays blank.
    assert "object-src 'self'" in answer["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in answer["Content-Security-Policy"]
    assert pdf_answer(b"%PDF-1.7", "c", is_to_save=True)["Content-Disposition"].startswith("attachment")
