"""Sound packages and lists, spoiled at random: each number gives the same spoiled file every time."""

import random

from carrel.cellar.oneroster import package_zip

HEADS = {
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "users": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.homeLanguage"
    ),
    "classes": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods"
    ),
    "enrollments": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"
    ),
    "roles": (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
        "userProfileSourcedId"
    ),
}
_USERS_1_2 = HEADS["users"].replace("orgSourcedIds,role,", "").replace(
    "password,", "password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns,",
)  # fmt: skip
TROUBLE = (
    b"\x00", b"\xff\xfe", b'"', b'""', b"\r", b"\n", b",", b",,,,", b"\xe2\x80\xa8", b"\xc3\x28", b"tobedeleted",
    b"delta", b"99999999999999999999", b"2026-13-45", b"=1+1", b"{", b"}", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"A" * 5000, b"s1", b"u1",
)  # fmt: skip


def sound(chance: random.Random) -> dict[str, bytes]:
    """A small package that can be read: of 1.1 or 1.2, whole or changes only."""
    version, mode = chance.choice(("1.1", "1.2")), chance.choice(("bulk", "bulk", "delta"))
    stamp = ",active,2026-11-20," if mode == "delta" else ",,,"
    head = HEADS | ({"users": _USERS_1_2} if version == "1.2" else {})
    who = "true," if version == "1.2" else "true,s1,student,"
    more = ",,,,,," if version == "1.2" else ""
    rows = {
        "orgs": ["d1" + stamp + "District,district,,", "s1" + stamp + "Birch,school,B1,d1"],
        "academicSessions": ["y1" + stamp + "2026-27,schoolYear,2026-08-17,2027-06-11,,2027"],
        "users": [
            f"u{n}{stamp}{who}u{n},,Given{n},Fámily{n},,20{n},u{n}@x.example,,,,0{n % 9 + 1},pw,{more}es"
            for n in range(1, 9)
        ],
        "classes": [f'c1{stamp}7B,07,,7B,homeroom,,s1,"y1",,,1'],
        "enrollments": [f"e{n}{stamp}c1,s1,u{n},student,false,2026-08-17," for n in range(1, 9)],
    }
    if version == "1.2":
        rows["roles"] = [f"r{n}{stamp}u{n},primary,student,,,s1," for n in range(1, 9)]
    manifest = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    manifest += [f"file.{name},{mode}" for name in rows]
    files = {f"{name}.csv": "\n".join([head[name], *lines]) + "\n" for name, lines in rows.items()}
    return {"manifest.csv": "\n".join(manifest).encode()} | {name: text.encode() for name, text in files.items()}


def spoiled(number: int, seed: int = 1) -> dict[str, bytes] | bytes:
    """The package of a number: one to twelve places of its files, or of its zip, are spoiled."""
    chance = random.Random(f"{seed}-{number}")
    files = sound(chance)
    if chance.random() < 0.15:
        return _spoil(package_zip(files), chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(sorted(files))
        files[name] = _spoil(files[name], chance)
    if chance.random() < 0.1:
        del files[chance.choice(sorted(files))]
    return files


def _spoil(content: bytes, chance: random.Random) -> bytes:
    kept = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3))):
        place = chance.randrange(len(kept) + 1)
        what = chance.randrange(6)
        if what == 0:
            kept[place:place] = chance.choice(TROUBLE)
        elif what == 1:
            del kept[place : place + chance.randint(1, 40)]
        elif what == 2 and place < len(kept):
            kept[place] = chance.randrange(256)
        elif what == 3:
            lines = bytes(kept).split(b"\n")
            lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
            kept = bytearray(b"\n".join(lines))
        elif what == 4:
            cells = bytes(kept).split(b",")
            one, other = chance.randrange(len(cells)), chance.randrange(len(cells))
            cells[one], cells[other] = cells[other], cells[one]
            kept = bytearray(b",".join(cells))
        else:
            kept = kept[:place] or kept
    return bytes(kept)


def spoiled_list(number: int, seed: int = 1) -> bytes:
    """A plain list of people, spoiled."""
    chance = random.Random(f"list-{seed}-{number}")
    sign = chance.choice((",", ";", "\t"))
    rows = ["Student ID,First name,Last name,School,Grade,Homeroom,Language,Guardian 1,Parent 1 email"]
    rows += [f"20{n},Given{n},Fámily{n},ACM,{n},7B,es,Carla Fámily{n},c{n}@x.example" for n in range(1, 9)]
    return _spoil("\n".join(rows).replace(",", sign).encode(chance.choice(("utf-8", "cp1252", "utf-16"))), chance)
