"""Hostile, damaged and odd files through the whole program, as a process: each is read or refused in a line, and others are checked.

What is large is measured by tests/benchmarks/hostile.py, whose files these are.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from checks.registry import RULES
from lint.engine import check_bytes
from lint.failure import Failure
from lint.readers import source_of
from lint.readers.paragraph import Paragraph
from tests.benchmarks.hostile import GOOD, ROOT
from tests.benchmarks.hostile_files import FILES, odt, page_of, piped, text_cell, xlsx
from tests.lint.make_word import docx, p, table, tc, tr

SECONDS, BYTES = 60, 2 << 30  # of one process, on a slow machine
BROKE = ("Traceback", "itself failed", "internal error", "Warning", "Error:")
REFUSED = {
    "cut at": "damaged",
    "bomb": "unpacks to more",
    "directory lies": "damaged",
    "20,000 entries": "unpacks to more",
    "overlapping": "unpacks to more",
    "entities": "damaged",
    "nested 100,000 deep": "damaged",
    "1,000,000 attributes": "damaged",
    "NUL in XML": "damaged",
    "zip in": "zip archive",
    "zip,": "zip archive",
    "zip of": "zip archive",
    "bzip2": "damaged",
    "lzma": "damaged",
    "part is a folder": "zip archive",
    "encrypted": "password",
    "password docx": "password",
    "password xlsx": "password",
    "ole doc": "old Word file",
    "ole xls": "old Excel file",
    "rtf": "RTF",
    "docx empty": "empty",
    "gridSpan": "columns",
    "gridBefore": "table cells",
    "nested tables, 500": "damaged",
    "stacked": "combining marks",
    "pdf without pages": "damaged PDF",
    "pdf page tree loop": "damaged PDF",
    "pdf 5,000 pages": "pages",
    "pdf password": "password",
    "pdf scanned": "a scan",
    "txt NUL": "binary",
    "txt UTF-16": "binary",
    "txt not UTF-8": "UTF-8",
    "txt UTF-8": "UTF-8",
    "txt larger": "MB",
    "columns repeated": "lines",
    "empty repeated": "table cells",
    "row of 100,000": "table cells",
    "all columns hidden": "no filled cell",
    "numbers of 10,000 digits": "damaged",
    "row of 30,000": "columns",
    "md 200,000 notes": "signs of Markdown",
}
SLOW = ("bomb, words", "pdf stream bomb", "pdf stacked", "nested tables, 60", "2,000,000")
CHECKED = (
    *("called .txt", "called .pdf", "called .doc", "sdt in sdt, 100", "nested tables, 60", "text boxes", "spans in spans"),
    *("lists in lists", "pdf xref", "pdf 3 pages", "pdf count lies", "pdf no page box", "owner's password"),
    *("form in itself", "corners far apart", "control characters", "control and bidi", "one item 100"),
    *("docx 100,000 runs", "xlsx dimension"),
)


def limited() -> None:
    """Bound time and memory where the platform can."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(folder: Path, *arguments: str) -> tuple[int, dict[str, str], list[str]]:
    """Check files of a folder: the exit status, the status of each file, and the lines on standard error."""
    argv = [sys.executable, "-c", "from lint.cli import run; run()", "check", "--output-format", "json", "--lang", "en"]
    ran = subprocess.run(
        [*argv, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=4 * SECONDS,
        preexec_fn=limited if sys.platform == "linux" else None,
        check=False,
    )
    said = ran.stderr.decode().splitlines()
    assert not [line for line in said if any(word in line for word in BROKE)]
    reports = json.loads(ran.stdout)["reports"]
    return ran.returncode, {report["path"]: report["status"] for report in reports}, said


def made(folder: Path, cases: list[str]) -> dict[str, str]:
    """Write the files of some cases, and a good one; the case of each name."""
    names = {}
    for case in cases:
        name, make = FILES[case]
        names[re.sub(r"\W+", "-", case) + Path(name).suffix] = case
        (folder / list(names)[-1]).write_bytes(make())
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return names


def cases_of(*words: str) -> list[str]:
    return [case for case in FILES if any(word in case for word in words) and not any(word in case for word in SLOW)]


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", ""])
def test_each_file_that_is_refused_is_named_with_the_reason_and_the_others_are_checked(tmp_path: Path, kind: str):
    first = {case: FILES[case][0] for case in cases_of(*REFUSED)}
    names = made(
        tmp_path, [c for c in first if (c.partition(" ")[0] if c.partition(" ")[0] in ("docx", "odt", "xlsx") else "") == kind]
    )
    status, files, said = run(tmp_path, *names, "good.txt")
    assert status == 2
    assert files == {**dict.fromkeys(names, "failed"), "good.txt": "checked"}
    for line, (name, case) in zip(said, names.items(), strict=True):
        assert line.startswith(f"doisoat: {name}: "), line
        assert [words for part, words in REFUSED.items() if part in case and words in line], (case, line)


def test_odd_files_are_read(tmp_path: Path):
    names = made(tmp_path, [case for case in FILES if any(word in case for word in CHECKED)])
    status, files, said = run(tmp_path, *names, "good.txt")
    assert said == []
    assert status in (0, 1)
    assert files == dict.fromkeys([*names, "good.txt"], "checked")


@pytest.mark.skipif(sys.platform == "win32", reason="names and files that Windows has not")
def test_files_that_cannot_be_opened(tmp_path: Path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "x.docx").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "away.docx").symlink_to("nowhere.docx")
    (tmp_path / "closed.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    odd = ["~$x.docx", "[red]x.docx", "a\nb.docx", "a\x1b[31mb.docx", "-x.docx", "%s{0}.docx", os.fsdecode(b"\xff.docx")]
    for name in odd:
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    named = ["x.docx", "pipe.txt", "loop.txt", "away.docx", *(["closed.txt"] if os.getuid() else []), *odd]
    status, files, said = run(tmp_path, "--", *named, "good.txt")
    assert status == 2
    assert files.pop("good.txt") == "checked"
    assert set(files.values()) == {"failed"}
    assert len(files) == len(named) == len(said)
    assert not [line for line in said if not line.isprintable()]
    assert [line for line in said if "[red]x.docx" in line]


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows has not")
def test_a_folder_with_lock_files_loops_and_pipes_is_walked(tmp_path: Path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "~$x.docx").write_bytes(b"\x07Owner")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "below" / "pipe.txt")
    assert run(tmp_path, ".") == (0, {"good.txt": "checked"}, [])


MARKS = "\u0301\u0323" * 30_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", ("a" + MARKS).encode()),
        ("a.txt", ("a" + "\u05b0\u05bc" * 30_000).encode()),
        ("a.txt", ("a" + "\u0301\u200b\u0323" * 30_000).encode()),
        ("a.md", ("a" + MARKS).encode()),
        ("a.md", ("a" + "&#769;&#803;" * 10_000).encode()),
        ("a.docx", docx(p("a" + MARKS))),
        ("a.docx", docx(p("a", *("\u0301\u0323" for _ in range(5000))))),
        ("a.docx", docx(table(tr(tc("a" + MARKS), tc("b"))))),
        ("a.odt", odt(f"<text:p>a{MARKS}</text:p>")),
        ("a.xlsx", xlsx(f"<row>{text_cell('a' + MARKS) * 2}</row>")),
    ],
)
def test_a_letter_with_more_marks_than_any_language_writes_is_refused(name: str, data: bytes):
    with pytest.raises(Failure, match="combining marks"):
        source_of(data, name)


def test_words_with_all_their_marks_apart_are_read():
    words = unicodedata.normalize("NFD", "Thực hiện cải cách hành chính " * 50) + "…" * 200 + " " + "─" * 200 + "\ue000" * 100
    assert source_of(words.encode(), "a.txt").lines[0].text == words


@pytest.mark.parametrize(
    "legacy", ["Thùc hiÖn QuyÕt ®Þnh sè 12/Q§-UBND ngµy 28/02/2022 cña Uû ban nh©n d©n huyÖn vÒ kÕ ho¹ch c¶i c¸ch"]
)
def test_a_legacy_font_is_named_in_every_format(legacy: str):
    files = {
        "a.txt": legacy.encode(),
        "a.md": legacy.encode(),
        "a.docx": docx(p(legacy)),
        "a.odt": odt(f"<text:p>{legacy}</text:p>"),
        "a.xlsx": xlsx(f"<row>{text_cell(legacy) * 2}</row>"),
    }
    for name, data in files.items():
        with pytest.raises(Failure, match="TCVN3"):
            source_of(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"a\n" * 101_000),
        ("a.md", b"a\n\n" * 51_000),
        ("a.docx", docx("<w:p/>" * 101_000)),
        ("a.odt", odt("<text:p/>" * 101_000)),
    ],
)
def test_more_lines_than_any_report_are_refused(name: str, data: bytes):
    with pytest.raises(Failure, match="lines"):
        source_of(data, name)


SPARSE = "".join(
    f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="{"ABCDEFGHIJ"[n % 10]}{"ABCDEFGHIJ"[n // 10 % 10]}{"ABCDEFGHIJ"[n // 100]}{n}"><v>2</v></c></row>'
    for n in range(1, 999)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(table(*(tr(*(tc("1", more='<w:gridSpan w:val="50"/>') for _ in range(20))) for _ in range(120))))),
        ("a.xlsx", xlsx(SPARSE)),
        ("a.md", b"<table>" + b'<tr><td rowspan="200" colspan="200">1</td></tr>\n' * 900 + b"</table>"),
    ],
)
def test_a_table_may_not_have_more_places_than_any_report(name: str, data: bytes):
    with pytest.raises(Failure, match="table cells"):
        source_of(data, name)


def test_a_merged_cell_over_many_rows_takes_no_longer_than_its_rows():
    rows = (tr(tc("một hai ba " * 20, more="<w:vMerge/>"), tc("2")) for _ in range(3000))
    assert check_bytes(docx(p("BÁO CÁO") + table(*rows)), "a.docx", RULES).status == "checked"


def test_a_table_whose_columns_have_no_head_is_checked():
    rows = [[str(n + m) for m in range(6)] for n in range(8)]
    assert check_bytes(docx(table(*(tr(*map(tc, row)) for row in rows))), "a.docx", RULES).status == "checked"
    assert check_bytes(piped(rows), "a.md", RULES).status == "checked"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_note_that_is_numbered_nought_is_no_note(name: str):
    assert check_bytes("BÁO CÁO\nThực hiện⁰ kế hoạch.\n\n⁰ Kế hoạch số 1.\n⁰⁰ 2\n".encode(), name, RULES).status == "checked"
    assert check_bytes(("a\n" + "⁰" * 10_000).encode(), name, RULES).status == "checked"


def test_notes_stand_on_the_line_that_bears_their_marks():
    words = Paragraph()
    for key in range(1, 2000):
        words.write("a")
        words.mark(key, "¹")
        words.line_break()
    lines = list(words.lines("1."))
    assert [[mark.note for mark in marks] for _, marks in lines] == [[key] for key in range(1, 2000)]
    assert [(mark.start, mark.end) for _, marks in lines[:2] for mark in marks] == [(4, 5), (1, 2)]


def test_a_pdf_whose_pages_are_all_the_same_is_read():
    assert check_bytes(FILES["pdf 3 pages, all the same"][1](), "a.pdf", RULES).status == "checked"
    assert check_bytes(page_of(""), "a.pdf", RULES).status == "checked"
