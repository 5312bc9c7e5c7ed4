"""Files that hold changes only: what they take back is kept apart, and what they do not hold was sent before."""

from carrel.cellar.oneroster import package_files, package_zip, read
from tests.cellar.oneroster.packages import SOUND, places_of, sound

STAMP = ",active,2026-11-20T06:00:00.000Z,"


def delta(*names: str, **texts: str) -> dict[str, bytes]:
    """The sound package with some files made partial; `texts` are what these then hold below their headers."""
    manifest = SOUND["manifest.csv"]
    changed = {}
    for name in names:
        manifest = manifest.replace(f"file.{name},bulk", f"file.{name},delta")
        changed[name] = SOUND[f"{name}.csv"].splitlines()[0] + "\n" + texts.get(name, "")
    return sound(manifest=manifest, **changed)


def codes(files: dict[str, bytes]) -> list[tuple[str, int, str]]:
    return [(remark.file, remark.line, remark.code) for remark in read(files).remarks]


def test_rows_may_lead_to_what_was_sent_before() -> None:
    row = "e9,active,2026-11-20,c77,s1,u77,student,false,,\n"
    roster = read(delta("users", "classes", "enrollments", enrollments=row))
    assert roster.is_partial
    assert [(row.class_id, row.user) for row in roster.enrollments] == [("c77", "u77")]
    assert roster.remarks == ()


def test_what_leads_into_a_whole_file_must_be_there() -> None:
    row = "e9,active,2026-11-20,c77,s1,u1,student,false,,\n"
    files = delta("enrollments", enrollments=row)
    assert places_of(files) == [("enrollments.csv", 2, "classSourcedId", "oneroster.reference_missing")]


def test_rows_taken_back_are_kept_apart_with_what_they_say() -> None:
    rows = "e1,tobedeleted,2026-11-20,c1,s1,u1,student,false,,\ne2,inactive,2026-11-20,,,,,,,\n"
    roster = read(delta("enrollments", enrollments=rows))
    assert roster.enrollments == ()
    gone = roster.deleted["enrollments"]
    assert (gone["e1"].class_id, gone["e1"].user, gone["e2"].class_id) == ("c1", "u1", "")


def test_of_two_rows_about_one_thing_the_later_one_counts() -> None:
    later = "e1,active,2026-11-21,c1,s1,u1,student,false,2026-09-01,\n"
    earlier = "e1,tobedeleted,2026-11-20,c1,s1,u1,student,false,,\n"
    for text in (later + earlier, earlier + later):
        files = delta("enrollments", enrollments=text)
        assert [row.sourced_id for row in read(files).enrollments] == ["e1"]
        assert codes(files) == [("enrollments.csv", 3, "oneroster.id_again")]


def test_a_row_without_a_status_counts_and_is_told() -> None:
    files = delta("enrollments", enrollments="e1,,,c1,s1,u1,student,false,,\n")
    assert codes(files) == [("enrollments.csv", 2, "oneroster.expected_empty")]


def test_files_that_are_not_there_were_sent_before() -> None:
    manifest = SOUND["manifest.csv"].replace(",bulk", ",absent").replace("file.users,absent", "file.users,delta")
    head = SOUND["users.csv"].splitlines()[0]
    text = f"{head}\nu9{STAMP}true,s1,student,zoe,,Zoe,Hale,,0009,,,,,04,,es\n"
    roster = read({"manifest.csv": manifest.encode(), "users.csv": text.encode()})
    assert [user.orgs for user in roster.users] == [("s1",)]


def test_a_manifest_alone_says_that_nothing_changed() -> None:
    roster = read({"manifest.csv": SOUND["manifest.csv"].replace(",bulk", ",absent").encode()})
    assert (roster.users, roster.remarks) == ((), ())


def test_changes_written_again_read_the_same() -> None:
    rows = "e1,tobedeleted,2026-11-20,c1,s1,u1,student,false,,\ne3,active,2026-11-20,c1,s1,u1,student,false,,\n"
    first = read(delta("enrollments", enrollments=rows))
    second = read(package_zip(package_files(first)))
    assert [row._replace(line=0) for row in second.enrollments] == [row._replace(line=0) for row in first.enrollments]
    assert second.deleted["enrollments"].keys() == {"e1"}
