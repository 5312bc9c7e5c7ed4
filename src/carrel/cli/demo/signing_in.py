"""Who signs in to the demo district, with the passwords `make run` prints. No Django: it is read before Django starts."""

from typing import NamedTuple


class SignIn(NamedTuple):
    """One account of the demo; `role` is what people are called, `who` is what is printed beside the name."""

    username: str
    password: str
    role: str
    who: str


SIGN_IN: tuple[SignIn, ...] = (
    SignIn("dee", "demo-dee-2026", "technician", "technician at Alder Creek Middle School (Dee Novak)"),
    SignIn("lib", "demo-lib-2026", "librarian", "librarian at Alder Creek Middle School"),
    SignIn("eli", "demo-eli-2026", "student worker", "student worker, 8C (Eli Park)"),
    SignIn("clark", "demo-clark-2026", "teacher", "teacher of 7B (June Clark)"),
    SignIn("ana", "demo-ana-2026", "student", "student, 7B (Ana Garcia)"),
)
