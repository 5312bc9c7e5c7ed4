"""A plain list of people (a spreadsheet of any system) → rows: its columns, who heads them how, and what is wrong."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.tables.mapping import Column, Preset
from carrel.rooms.people.rules import normalise_number
from carrel.rooms.rosters.rules.saying import is_yes

GUARDIANS = (1, 2)
_LONGEST = {"number": 40, "given_name": 80, "family_name": 80}

COLUMNS = (
    Column("number", needed=True, other_names=(
        "student number", "student id", "person number", "patron barcode", "barcode", "card number", "cardnumber",
        "district id", "local id", "identifier", "número de estudiante", "número de alumno",
    )),
    Column("given_name", other_names=("first name", "given", "firstname", "forename", "nombre")),
    Column("family_name", other_names=("last name", "surname", "lastname", "family", "apellido", "apellidos")),
    Column("name", other_names=("student name", "full name", "lastfirst", "student", "patron name")),
    Column("preferred_given", other_names=("preferred name", "preferred first name", "nickname", "nombre preferido")),
    Column("preferred_family", other_names=("preferred last name", "preferred surname")),
    Column("pronouns", other_names=("pronombres",)),
    Column("role", other_names=("category", "patron type", "type", "categorycode", "person type", "categoría")),
    Column("school", other_names=(
        "site", "site name", "site short name", "branch", "branchcode", "building", "campus", "school name", "escuela",
    )),
    Column("grade", other_names=("grade level", "gradelevel", "year", "grado")),
    Column("homeroom", other_names=("home room", "homeroom name", "homeroom teacher", "class", "advisory", "salón")),
    Column("home_language", other_names=(
        "language", "primary language", "language spoken at home", "lang", "idioma", "idioma del hogar",
    )),
    Column("email", other_names=("e-mail", "email address", "primary email", "student email", "correo")),
    Column("directory_opt_out", other_names=(
        "directory opt out", "not on lists", "privacy flag", "ferpa", "ferpa opt out", "no directory information",
    )),
    Column("photo", other_names=("photo file", "picture", "image", "foto")),
    *(
        Column(f"guardian_{n}_{what}", other_names=names)
        for n in GUARDIANS
        for what, names in (
            ("name", (f"guardian {n}", f"parent {n}", f"parent {n} name", f"contact {n}", f"contact {n} name")
             + (("guardian", "guardian name", "parent", "parent name", "tutor") if n == 1 else ())),
            ("email", (f"parent {n} email", f"contact {n} email")
             + (("guardian email", "parent email", "correo del tutor") if n == 1 else ())),
            ("phone", (f"parent {n} phone", f"contact {n} phone", f"guardian {n} telephone", f"parent {n} mobile",
                       f"contact {n} mobile")
             + (("guardian phone", "parent phone", "guardian mobile", "telefono del tutor") if n == 1 else ())),
            ("relation", (f"parent {n} relation", f"contact {n} relationship", f"guardian {n} relationship")
             + (("guardian relation", "relationship") if n == 1 else ())),
        )
    ),
)  # fmt: skip
"""What is read of a list. A list needs a number and a name; everything else may be missing."""

PRESETS = (
    Preset("koha", "Koha", {
        "number": "cardnumber", "given_name": "firstname", "family_name": "surname", "preferred_given": "othernames",
        "role": "categorycode", "school": "branchcode", "email": "email", "home_language": "lang",
        "pronouns": "pronouns", "grade": "sort1", "homeroom": "sort2",
    }),
    Preset("destiny", "Destiny", {
        "number": "District ID", "given_name": "First Name", "family_name": "Last Name", "preferred_given": "Nickname",
        "role": "Patron Type", "school": "Site Short Name", "grade": "Grade Level", "homeroom": "Homeroom",
        "email": "E-mail 1", "photo": "Picture",
    }),
    Preset("alexandria", "Alexandria", {
        "number": "Patron Barcode", "given_name": "Patron First Name", "family_name": "Patron Last Name",
        "school": "Patron Site", "grade": "Patron Grade", "homeroom": "Patron Homeroom", "email": "Patron Email",
        "role": "Patron Policy", "photo": "Patron Picture",
    }),
    Preset("snipe_it", "Snipe-IT", {
        "number": "Employee Number", "given_name": "First Name", "family_name": "Last Name", "school": "Location",
        "role": "Title", "homeroom": "Department", "email": "Email",
    }),
    Preset("powerschool", "PowerSchool", {
        "number": "Student_Number", "given_name": "First_Name", "family_name": "Last_Name", "grade": "Grade_Level",
        "homeroom": "Home_Room", "school": "SchoolID", "name": "LastFirst",
    }),
)  # fmt: skip
"""How known systems head their exports of people, as their manuals and exports show them."""

_ROLES = {
    "student": "student", "pupil": "student", "st": "student", "s": "student", "estudiante": "student",
    "alumno": "student", "teacher": "teacher", "faculty": "teacher", "t": "teacher", "maestro": "teacher",
    "docente": "teacher", "staff": "aide", "personal": "aide", "employee": "aide", "administrator": "administrator",
    "principal": "administrator", "aide": "aide", "librarian": "aide", "counselor": "aide",
}  # fmt: skip
_RELATIONS = {
    "relative": "relative", "guardian": "guardian", "tutor": "guardian", "foster": "guardian", "aunt": "relative",
    "grandmother": "relative", "grandfather": "relative", "uncle": "relative",
}  # fmt: skip


class GuardianRow(NamedTuple):
    """A guardian as one row names them."""

    given_name: str
    family_name: str
    email: str
    relation: str
    phone: str = ""


class PersonRow(NamedTuple):
    """One row of a list; blank means it does not say."""

    line: int
    number: str
    given_name: str
    family_name: str
    preferred_given: str = ""
    preferred_family: str = ""
    pronouns: str = ""
    role: str = ""
    school: str = ""
    grade: str = ""
    homeroom: str = ""
    home_language: str = ""
    email: str = ""
    directory_opt_out: bool = False
    photo: str = ""
    guardians: tuple[GuardianRow, ...] = ()


def missing_columns(columns: Mapping[str, str]) -> tuple[str, ...]:
    """Our names of what a list cannot do without: the number, and a name in one column or in two."""
    lacking = [] if columns.get("number") else ["number"]
    if not columns.get("name"):
        lacking += [name for name in ("given_name", "family_name") if not columns.get(name)]
    return tuple(lacking)


def person_rows(
    file: str, rows: Iterable[tuple[int, Mapping[str, str]]], heads: Mapping[str, str], findings: Findings
) -> list[PersonRow]:
    """The rows of a list whose cells are under our names; `heads` says which column of the file each is.

    A row without a number or a name is a fault, and so is a number that stands twice: it says who somebody is.
    """
    found: dict[str, PersonRow] = {}
    for line, cells in rows:
        row = _row(file, line, cells, heads, findings)
        if row is None:
            continue
        if row.number in found:
            first = found[row.number].line
            findings.fault("id_twice", file, line, heads.get("number", ""), id=row.number, first=first)
        else:
            found[row.number] = row
    return list(found.values())


def _row(
    file: str, line: int, cells: Mapping[str, str], heads: Mapping[str, str], findings: Findings
) -> PersonRow | None:
    said = {name: squeeze(text) for name, text in cells.items()}
    given, family = said.get("given_name", ""), said.get("family_name", "")
    if not given and not family:
        given, family = _parted(said.get("name", ""))
    values = {"number": normalise_number(said.get("number", "")), "given_name": given, "family_name": family}
    is_sound = True
    for name, text in values.items():
        column = heads.get(name, heads.get("name", ""))
        if not text and (name == "number" or not (given or family)):
            findings.fault("empty", file, line, column)
            is_sound = False
        elif len(text) > _LONGEST[name]:
            findings.fault("too_long", file, line, column, length=len(text), limit=_LONGEST[name])
            is_sound = False
    role = fold(said.get("role", ""))
    if role and role not in _ROLES:
        findings.remark("role_unknown", file, line, heads.get("role", ""), value=said["role"])
    if not is_sound:
        return None
    return PersonRow(
        line=line,
        number=values["number"],
        given_name=given,
        family_name=family,
        preferred_given=said.get("preferred_given", ""),
        preferred_family=said.get("preferred_family", ""),
        pronouns=said.get("pronouns", ""),
        role=_ROLES.get(role, "student" if role else ""),
        school=said.get("school", ""),
        grade=said.get("grade", ""),
        homeroom=said.get("homeroom", "")[:100],
        home_language=said.get("home_language", ""),
        email=said.get("email", ""),
        directory_opt_out=is_yes(said.get("directory_opt_out", "")),
        photo=said.get("photo", ""),
        guardians=tuple(_guardians(said)),
    )


def _parted(name: str) -> tuple[str, str]:
    """`Garcia, Ana` and `Ana Garcia` as given and family name."""
    if "," in name:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    given, _, family = name.rpartition(" ")
    return given, family


def _guardians(said: Mapping[str, str]) -> Iterable[GuardianRow]:
    for n in GUARDIANS:
        given, family = _parted(said.get(f"guardian_{n}_name", ""))
        if family:
            relation = fold(said.get(f"guardian_{n}_relation", ""))
            word = _RELATIONS.get(relation, "parent")
            yield GuardianRow(given[:80], family[:80], said.get(f"guardian_{n}_email", ""), word,
                              said.get(f"guardian_{n}_phone", ""))  # fmt: skip
