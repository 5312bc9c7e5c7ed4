"""A small, sound OneRoster package as files, and ways to spoil it."""

from carrel.cellar.oneroster import Fault, RosterRefused, read

SOUND = {
    "manifest.csv": """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.classes,bulk
file.courses,bulk
file.demographics,absent
file.enrollments,bulk
file.orgs,bulk
file.users,bulk
source.systemName,Sample SIS
source.systemCode,SIS
""",
    "orgs.csv": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Alder Creek Unified,district,0100,
s1,,,Birch Elementary,school,0101,d1
""",
    "academicSessions.csv": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y1,,,2026-27,schoolYear,2026-08-17,2027-06-11,,2027
t1,,,Fall,semester,2026-08-17,2026-12-18,y1,2027
""",
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.homeLanguage\n"
        'u1,,,true,s1,student,ana,"{Fed:77},{SIS:000123}",Ana,García,,000123,,,,g1,04,,es\n'
        "g1,,,true,s1,guardian,carla,,Carla,García,,,carla@example.org,,555-0100,u1,,,es\n"
        "w1,,,true,s1,teacher,clark,,June,Clark,,,clark@example.org,,,,,secret,\n"
    ),
    "courses.csv": (
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
        "subjectCodes\nk1,,,y1,Grade 4,G4,04,s1,,\n"
    ),
    "classes.csv": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods\n"
        'c1,,,4A,04,k1,4A,homeroom,Room 4,s1,"y1,t1","Reading, Writing","R,W","1,2"\n'
    ),
    "enrollments.csv": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "e1,,,c1,s1,u1,student,false,2026-08-17,\n"
        "e2,,,c1,s1,w1,teacher,true,2026-08-17,2027-06-11\n"
    ),
}


def sound(**instead: str) -> dict[str, bytes]:
    """The sound package; `users="…"` puts another text in place of users.csv."""
    texts = SOUND | {f"{name}.csv": text for name, text in instead.items()}
    return {name: text.encode() for name, text in texts.items()}


def spoiled(file: str, old: str, new: str) -> dict[str, bytes]:
    """The sound package with one text of one file replaced."""
    assert old in SOUND[f"{file}.csv"]
    return sound(**{file: SOUND[f"{file}.csv"].replace(old, new)})


def without(name: str) -> dict[str, bytes]:
    return {file: content for file, content in sound().items() if file != name}


def faults_of(source: dict[str, bytes] | bytes) -> tuple[Fault, ...]:
    """The faults of a package that must be refused."""
    try:
        read(source)
    except RosterRefused as refused:
        return refused.faults
    raise AssertionError("the package was read")


def places_of(source: dict[str, bytes] | bytes) -> list[tuple[str, int, str, str]]:
    return [(fault.file, fault.line, fault.column, fault.code) for fault in faults_of(source)]
