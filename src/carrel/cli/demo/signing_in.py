"""Who signs in to the demo district, with the password `make run` prints. No Django: it is read before Django starts."""

from typing import NamedTuple

# Everyone may know it: it opens the records of invented people only.
PASSWORD = "read-more-books"  # noqa: S105 - printed at every start


class SignIn(NamedTuple):
    """One account of the demo; `role` is what people are called, `who` is what is printed beside the name.

    `code` and `site` are the role held and the code of its school (empty: the whole district), `badge` the number of
    a badge, `lapsed` whether the role ended three weeks ago. `name` is given and family name of who is in no roster.
    """

    username: str
    password: str
    role: str
    who: str
    code: str = ""
    site: str = ""
    badge: str = ""
    lapsed: bool = False
    name: tuple[str, str] = ("", "")


def _at(username: str, role: str, who: str, site: str, name: str = "", badge: str = "", lapsed: bool = False) -> SignIn:
    given, _, family = name.partition(" ")
    return SignIn(username, PASSWORD, role, who, role.replace(" ", "_"), site, badge, lapsed, (given, family))


SIGN_IN: tuple[SignIn, ...] = (
    _at("dee", "technician", "technician at Alder Creek Middle School (Dee Novak)", "ACM", badge="DEE-BADGE"),
    _at("lena", "librarian", "librarian at Alder Creek Middle School (Lena Iverson)", "ACM", "Lena Iverson"),
    _at(
        "eli", "student worker", "student worker at Alder Creek Middle School (Eli Park, 8A)", "ACM", badge="ELI-BADGE"
    ),
    _at("clark", "teacher", "teacher of 7B (Joan Clark)", "ACM"),
    _at("ana", "student", "student of 7B (Ana Garcia)", "ACM"),
    _at("omar", "district manager", "district manager (Omar Haddad)", "", "Omar Haddad"),
    _at("ivy", "volunteer", "volunteer at Alder Creek Middle School (Ivy Chen)", "ACM", "Ivy Chen"),
    _at(
        "gus",
        "volunteer",
        "volunteer whose clearance has lapsed: opens nothing (Gus Weber)",
        "ACM",
        "Gus Weber",
        lapsed=True,
    ),
    _at("fay", "student", "student of another school, Cedar High (Fay Lindqvist)", "CED"),
    _at("pia", "technician", "technician at Birch Elementary School (Pia Ramos)", "BIR", "Pia Ramos"),
    _at("noah", "technician", "technician at Cedar High School (Noah Stein)", "CED", "Noah Stein"),
)
