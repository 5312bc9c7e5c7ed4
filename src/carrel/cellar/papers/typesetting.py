"""Setting a document as PDF with typst, in a process of its own: memory of a large run goes when it is done.

As a program it reads the document as JSON and writes the PDF: python -m carrel.cellar.papers.typesetting
"""

import json
import subprocess
import sys
from pathlib import Path

from carrel.cellar.papers.documents import Document

HERE = Path(__file__).parent
FACES = [HERE / "fonts", HERE / "vendor" / "tajawal"]
TEMPLATE = HERE / "document.typ"
SET_WITHIN_S = 120.0


def pdf_of_document(document: Document) -> bytes:
    """The document as PDF, letter size. Raises ValueError for a document without a page."""
    if not document.pages and not document.slips:
        raise ValueError("A document without a page cannot be set.")
    command = [sys.executable, "-m", "carrel.cellar.papers.typesetting"]
    done = subprocess.run(
        command, input=json.dumps(document.plain()).encode(), capture_output=True, timeout=SET_WITHIN_S, check=False
    )
    if done.returncode:
        raise RuntimeError(f"typst could not set the document: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return done.stdout


def main() -> None:
    """Set what comes in, write what goes out."""
    import typst  # only this process needs it

    said = {"data": sys.stdin.buffer.read().decode()}
    sys.stdout.buffer.write(typst.compile(TEMPLATE, font_paths=FACES, sys_inputs=said))


if __name__ == "__main__":
    main()
