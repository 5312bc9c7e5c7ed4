"""A slip on its way out of the program: to a receipt printer's socket, or to `lp`. Never inside a transaction."""

import socket
import subprocess

from django.db import connection

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.papers.models import Printer
from carrel.cellar.papers.receipts import bytes_of
from carrel.cellar.papers.rules import host_and_port
from carrel.cellar.papers.sheets import pdf_of
from carrel.cellar.papers.slips import Slip

ANSWER_WITHIN_S = 3.0
LAST_WORD_WITHIN_S = 0.5
QUEUED_WITHIN_S = 10.0


def send(printer: Printer, slip: Slip) -> None:
    """Send the slip; raises Refused with the fault when the printer does not take it.

    Raises RuntimeError inside a transaction: a printer that does not answer must not keep the desk waiting.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A slip is never sent inside a transaction.")
    if printer.kind == Printer.Kind.RAW:
        _to_socket(printer, bytes_of(slip, paper_mm=printer.paper_mm, code_page=printer.code_page))
    else:
        _to_queue(printer, pdf_of(slip, paper_mm=printer.paper_mm), slip.head)


def send_document(printer: Printer, pdf: bytes, title: str) -> None:
    """Send a document of any size to a queue of CUPS; raises Refused with the fault when the queue does not take it.

    Raises ValueError for a receipt printer, which takes slips only, and RuntimeError inside a transaction.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A document is never sent inside a transaction.")
    if printer.kind != Printer.Kind.CUPS:
        raise ValueError("A receipt printer takes slips only.")
    _to_queue(printer, pdf, title)


def _fault(code: str, printer: Printer, **facts: object) -> Refused:
    return Refused(Objection(code, Weight.REFUSE, {"printer": printer.name, "address": printer.address, **facts}))


def _to_socket(printer: Printer, data: bytes) -> None:
    place = host_and_port(printer.address)
    if place is None:
        raise _fault("papers.no_answer", printer)
    try:
        line = socket.create_connection(place, timeout=ANSWER_WITHIN_S)
    except OSError as why:
        raise _fault("papers.no_answer", printer) from why
    with line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(LAST_WORD_WITHIN_S)
            while line.recv(64):  # printers that report their state close after it; what they say is not needed
                pass
        except TimeoutError:
            return  # most printers keep the line open; the bytes are theirs by now
        except OSError as why:
            raise _fault("papers.broke_off", printer) from why


def _to_queue(printer: Printer, pdf: bytes, title: str) -> None:
    command = ["lp", "-s", "-d", printer.address, "-t", title or "Slip", "-"]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=QUEUED_WITHIN_S, check=False)
    except FileNotFoundError as why:
        raise _fault("papers.no_lp", printer) from why
    except subprocess.TimeoutExpired as why:
        raise _fault("papers.too_slow", printer) from why
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _fault("papers.queue_refused", printer, said=(said[-1] if said else str(done.returncode))[:200])
