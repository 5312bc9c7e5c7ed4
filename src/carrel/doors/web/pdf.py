"""Paper as an answer: one way for receipts, letters, labels and certificates."""

from django.http import HttpResponse

# A browser shows a PDF by an object and a style of its own inside this answer; the house's policy would leave it blank.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def pdf_answer(content: bytes, name: str, *, is_to_save: bool = False) -> HttpResponse:
    """A PDF to look at and print, or to save; it may name readers, so nobody keeps a copy on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'{"attachment" if is_to_save else "inline"}; filename="{name}.pdf"'
    answer["Content-Security-Policy"] = _POLICY
    answer["Cache-Control"] = "private, no-store"
    return answer
