"""The repository's register: its file, learning from reports, the table for other programs, and the commands as processes."""

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.failure import Failure
from lint.register import Book, dump, load, register_of, save
from lint.register_entries import Entry, checked
from lint.register_learning import Learning
from lint.register_tsv import entries, table

ROOT = Path(__file__).resolve().parents[2]
KNOWN = ROOT / "checks" / "known_documents.tsv"
PROGRAM = [sys.executable, "-c", "from lint.cli import run; run()"]
OURS = re.compile(r"PYTHON|DOISOAT|LC_|LANG|COLUMNS")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not OURS.match(name)} | {
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "DOISOAT_LANG": "en",
}

HEAD = "UBND TỈNH SƠN LA\n\nBÁO CÁO\nKết quả công tác cải cách hành chính năm 2023 của UBND tỉnh Sơn La\n\n"
PLAN = "Thực hiện Kế hoạch số 215/KH-UBND ngày {} của UBND tỉnh Sơn La về chuyển đổi số năm 2023.\n"
REPORT = HEAD + PLAN.format("14/3/2023") + "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.\n"
OTHER = HEAD + PLAN.format("24/3/2023")

ENTRY = Entry(
    "215/KH-UBND", "Kế hoạch", datetime.date(2023, 3, 14), "UBND tỉnh Sơn La", "Chuyển đổi số năm 2023", "", ("a.txt",), "learned"
)
RIVAL = ENTRY._replace(date=datetime.date(2023, 3, 24), source=("b.txt",))
LINE = json.dumps({**ENTRY._asdict(), "date": "2023-03-14"}, ensure_ascii=False)
GOOD = f'{{\n"version": 1,\n"documents": [\n{LINE}\n],\n"conflicts": [\n]\n}}\n'


class Done:
    """A finished run: its status, and both streams."""

    def __init__(self, *argv: str, cwd: Path) -> None:
        done = subprocess.run(
            [*PROGRAM, "register", *argv], cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in self.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def file_in(folder: Path) -> Path:
    return folder / "doisoat-register.json"


# The file


def test_the_form_of_the_file(tmp_path: Path):
    later = ENTRY._replace(number="9/KH-UBND", date=datetime.date(2024, 1, 5), note="n")
    save(tmp_path / "r.json", Book([later, ENTRY], [RIVAL]))
    lines = (tmp_path / "r.json").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["{", '"version": 1,', '"documents": [']
    assert [json.loads(line.rstrip(","))["number"] for line in lines if line.startswith("{") and len(line) > 1] == [
        "215/KH-UBND",
        "9/KH-UBND",
        "215/KH-UBND",
    ]
    assert lines[3].rstrip(",") == LINE.replace('"note": "", ', "")
    assert load(tmp_path / "r.json") == Book([ENTRY, later], [RIVAL])


def test_order_is_symbol_year_number_day():
    names = ["2/QĐ-TTg", "10/NQ-CP", "9/NQ-CP", "05/2025/NQ-CP", "30c/NQ-CP", "18-NQ/TW"]
    days = [datetime.date(2025 if "2025" in name else 2022, 5, 1) for name in names]
    book = Book([Entry(name, "", day, "Chính phủ", source=("x",)) for name, day in zip(names, days, strict=True)])
    numbers = re.findall(r'"number": "(.*?)"', dump(book))
    assert numbers == ["18-NQ/TW", "9/NQ-CP", "10/NQ-CP", "30c/NQ-CP", "05/2025/NQ-CP", "2/QĐ-TTg"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is not JSON"),
        ("[]", 1, "no version"),
        (GOOD[:60], 4, "is not JSON"),
        (GOOD.replace('"version": 1', '"version": 2'), 1, "upgrade doisoat"),
        (GOOD.replace('"version": 1,\n', ""), 1, "no version"),
        (GOOD.replace('"conflicts"', '"conflict"'), 1, "version, documents and conflicts"),
        (GOOD.replace("2023-03-14", "2023-02-30"), 4, "is no date"),
        (GOOD.replace("2023-03-14", "20230314"), 4, "is no date"),
        (GOOD.replace("215/KH-UBND", "215/2022/KH-UBND"), 4, "not of the year"),
        (GOOD.replace("215/KH-UBND", "KH-UBND"), 4, "no number and symbol"),
        (GOOD.replace('"learned"', '"guessed"'), 4, "confirmed or learned"),
        (GOOD.replace('["a.txt"]', "[]"), 4, "no source"),
        (GOOD.replace('["a.txt"]', '"a.txt"'), 4, "must be a list"),
        (GOOD.replace('"Kế hoạch"', "5"), 4, "must be a list of texts, the rest text"),
        (GOOD.replace('"title"', '"titel"'), 4, "must have exactly"),
        (GOOD.replace('"type"', '"number"'), 1, "no register"),
        (GOOD.replace(LINE, f"{LINE},\n<<<<<<< HEAD\n{LINE}"), 5, "merge conflict"),
        (GOOD.replace(LINE, f"=======\n{LINE}"), 4, "merge conflict"),
        (GOOD.replace(LINE, "[" * 100_000), 1, "no register"),
        (GOOD.replace("Sơn", "\udcff"), 4, "is not UTF-8"),
    ],
)
def test_a_broken_file_is_one_line_that_names_file_and_line(tmp_path: Path, text: str, line: int, words: str):
    path = tmp_path / "r.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Failure) as failed:
        load(path)
    for message in failed.value.text:
        assert re.search(rf"r\.json:{line}: ", message)
        assert "\n" not in message
    assert words in failed.value.text.en


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names")
def test_what_is_no_file_is_refused(folder: Path):
    os.mkfifo(folder / "pipe")
    for argv in (["show", "--register", "pipe"], ["import", "pipe"], ["update", "a.txt", "--register", "pipe"]):
        done = Done(*argv, cwd=folder)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("doisoat: pipe: is not a regular file")


def test_a_missing_file(tmp_path: Path):
    assert load(tmp_path / "r.json", missing_ok=True) == Book()
    with pytest.raises(Failure, match="register update"):
        register_of(tmp_path / "r.json")
    assert register_of().of("61 None NĐCP 2018 False")


def test_the_register_of_a_file_holds_its_documents_and_not_its_conflicts(tmp_path: Path):
    save(tmp_path / "r.json", Book([ENTRY], [RIVAL]))
    (document,) = register_of(tmp_path / "r.json").of("215 None KHUBND None False")
    assert (document.day, document.source, document.author.province) == (ENTRY.date, "a.txt", "Sơn La")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "r.json"
    save(path, Book([ENTRY]))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Failure, match="No space left"):
        save(path, Book([RIVAL]))
    monkeypatch.undo()
    assert load(path) == Book([ENTRY])
    assert [child.name for child in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_run_leaves_the_register_whole(tmp_path: Path):
    path = tmp_path / "r.json"
    books = [
        Book([entry._replace(number=f"{n}/KH-UBND") for n in range(1, 1500)])
        for entry in (ENTRY, RIVAL._replace(source=ENTRY.source))
    ]
    save(path, books[0])
    texts = {dump(book) for book in books}
    script = (
        "import sys; from pathlib import Path; from lint.register import load, save, Book\n"
        "path = Path(sys.argv[1]); book = load(path); print('ready', flush=True)\n"
        "other = Book([e._replace(date=e.date.replace(day=38 - e.date.day)) for e in book.documents])\n"
        "while True:\n    save(path, other); save(path, book)\n"
    )
    for attempt in range(8):
        with subprocess.Popen([sys.executable, "-c", script, path], env=ENVIRONMENT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(0.011 * attempt)
            process.send_signal(signal.SIGKILL)
        assert path.read_text(encoding="utf-8") in texts
        assert len(load(path).documents) == 1499


# Learning


def test_what_becomes_of_an_entry():
    learning = Learning(Book([ENTRY._replace(title="")]))
    assert learning.take(ENTRY._replace(source=("c.txt",))) == "completed"
    assert learning.book.documents == [ENTRY._replace(source=("a.txt", "c.txt"))]
    assert learning.take(ENTRY) == "known"
    assert [learning.take(ENTRY._replace(source=(name,))) for name in ("d.txt", "e.txt")] == ["completed", "known"]
    assert learning.book.documents[0].source == ("a.txt", "c.txt", "d.txt")
    assert learning.take(RIVAL) == "conflict"
    assert learning.take(RIVAL._replace(source=("d.txt",))) == "conflict"
    assert learning.book.conflicts == [RIVAL._replace(source=("b.txt", "d.txt"))]
    assert learning.take(RIVAL._replace(issuer="UBND tỉnh Điện Biên")) == "new"
    assert learning.take(RIVAL._replace(date=datetime.date(2022, 3, 24))) == "new"
    decree = Entry("61/2018/NĐ-CP", "Nghị định", datetime.date(2018, 4, 23), "Chính phủ", source=("a.txt",))
    assert learning.take(decree) == "known"
    assert learning.take(decree._replace(date=datetime.date(2018, 5, 23))) == "conflict"


def test_laws_and_resolutions_of_one_number_are_two_documents():
    law = Entry("98/2015/QH13", "Luật", datetime.date(2015, 11, 26), "Quốc hội", source=("a.txt",))
    learning = Learning(Book([law]))
    assert learning.take(law._replace(type="Nghị quyết")) == "new"
    assert learning.take(law._replace(type="Nghị quyết", date=datetime.date(2015, 11, 10))) == "conflict"
    assert learning.take(law) == "known"


@pytest.mark.parametrize(("which", "days"), [("old", {14}), ("new", {24}), ("both", {14, 24})])
def test_decisions(which: str, days: set[int]):
    learning = Learning(Book([ENTRY]))
    learning.take(RIVAL)
    learning.decide(RIVAL, which)
    assert learning.book.conflicts == []
    assert {entry.date.day for entry in learning.book.documents} == days


# The table

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_cells = st.one_of(_words, st.sampled_from(["=SUM(A1)", "+84", "-1", "@x", "'quoted", "''=", "\\t", "\\", "a\tb", "a\nb"]))
_entries = st.builds(
    lambda number, kind, day, issuer, title, note, source, status: checked(
        {"number": number, "type": kind, "date": day, "issuer": issuer, "title": title, "note": note, "status": status}, source
    ),
    st.sampled_from(["70/KH-UBND", "215/KH-UBND", "3/QĐ-UBND", "12/NQ-HĐND", "1443/UBND-NC"]),
    _cells,
    st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)).map(str),
    st.sampled_from(["UBND tỉnh Sơn La", "UBND huyện Bắc Hà, tỉnh Lào Cai", "UBND thành phố Hà Nội"]),
    _cells,
    _cells,
    st.lists(_cells, max_size=3).map(lambda source: (*source, "x.txt")),
    st.sampled_from(["confirmed", "learned"]),
)
_books = st.builds(
    Book,
    st.lists(_entries, max_size=6).map(lambda found: [entry for entry in found if "HĐND" not in entry.number]),
    st.lists(_entries, max_size=3).map(lambda found: [entry for entry in found if "HĐND" not in entry.number]),
)


@settings(max_examples=150, deadline=None)
@given(_books)
def test_file_and_table_lose_nothing(book: Book):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        save(path / "r.json", book)
        kept = load(path / "r.json")
        assert (sorted(kept.documents), sorted(kept.conflicts)) == (sorted(book.documents), sorted(book.conflicts))
        text = table(book)
        assert not re.search(r"(?:^|\t)[=+@-]", text, re.MULTILINE)
        (path / "r.tsv").write_bytes(text.encode())
        back = list(entries(path / "r.tsv"))
    assert sorted(one.entry for one in back if not one.conflicting) == sorted(book.documents)
    assert sorted(one.entry for one in back if one.conflicting) == sorted(book.conflicts)


ROW = "215/KH-UBND\tKế hoạch\t2023-03-14\tUBND tỉnh Sơn La\tChuyển đổi số\t"
COLUMNS = "number\ttype\tdate\tissuer\ttitle\tnote\n"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "t.tsv:1: the columns"),
        (COLUMNS.replace("title", "about") + ROW, "t.tsv:1: the columns"),
        (COLUMNS + ROW + "\n" + ROW.replace("2023-03-14", "14/3/2023"), "t.tsv:3: column date"),
        (COLUMNS + ROW.replace("215/KH-UBND", "KH-UBND"), "t.tsv:2: column number"),
        (COLUMNS + ROW.replace("UBND tỉnh Sơn La", "HĐND tỉnh Sơn La"), "t.tsv:2: column issuer"),
        (COLUMNS + ROW.replace("UBND tỉnh Sơn La", "UBND tỉnh"), "t.tsv:2: column issuer"),
        (COLUMNS + "215/KH-UBND\tKế hoạch", "t.tsv:2: column date: the cell is missing"),
        (COLUMNS + ROW + "\tx", "t.tsv:2: column note: too many cells"),
        (COLUMNS.strip() + "\tstatus\n" + ROW + "\tsure", "t.tsv:2: column status"),
    ],
)
def test_a_bad_row_names_line_and_column(folder: Path, text: str, where: str):
    (folder / "t.tsv").write_text(text, encoding="utf-8")
    done = Done("import", "t.tsv", cwd=folder)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"doisoat: {where}")
    assert done.err.count("\n") == 1
    assert not file_in(folder).exists()


def test_import_and_export(folder: Path):
    (folder / "t.tsv").write_text("\ufeff" + COLUMNS + ROW.rstrip("\t") + "\r\n", encoding="utf-8")
    assert Done("import", "t.tsv", cwd=folder).status == 0
    (entry,) = load(file_in(folder)).documents
    assert (entry.source, entry.status) == (("imported from t.tsv",), "confirmed")
    assert Done("export", "out.tsv", cwd=folder).status == 0
    assert Done("export", cwd=folder).out == (folder / "out.tsv").read_text(encoding="utf-8")
    assert Done("import", "out.tsv", "--register", "again.json", cwd=folder).status == 0
    assert (folder / "again.json").read_bytes() == file_in(folder).read_bytes()
    assert Done("export", "doisoat-register.json", cwd=folder).status == 2
    assert load(file_in(folder)).documents == [entry]


def test_the_list_that_comes_with_doisoat_can_be_imported(folder: Path):
    done = Done("import", str(KNOWN), cwd=folder)
    assert (done.status, load(file_in(folder))) == (0, Book())
    assert re.search(r"0 new, 0 completed, \d\d known, 0 conflicting", done.out)


# The commands


def test_update_learns_once(folder: Path):
    done = Done("update", "a.txt", "--verbose", cwd=folder)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "new: Kế hoạch 215/KH-UBND 14/03/2023, Ủy ban nhân dân tỉnh Sơn La",
        "doisoat-register.json: 1 new, 0 completed, 1 known, 0 conflicting",
    ]
    (entry,) = load(file_in(folder)).documents
    assert entry == ENTRY._replace(issuer="Ủy ban nhân dân tỉnh Sơn La", title="chuyển đổi số năm 2023")
    before = file_in(folder).stat()
    assert Done("update", "a.txt", cwd=folder).out == "doisoat-register.json: 0 new, 0 completed, 2 known, 0 conflicting\n"
    assert file_in(folder).stat().st_mtime_ns == before.st_mtime_ns


def test_what_contradicts_is_kept_apart_and_never_overwrites(folder: Path):
    done = Done("update", "a.txt", "b.txt", cwd=folder)
    assert done.status == 1
    assert "Kế hoạch 215/KH-UBND: the register has 14/03/2023 (a.txt); b.txt has 24/03/2023" in done.out
    book = load(file_in(folder))
    assert [entry.date.day for entry in book.documents] == [14]
    assert [entry.date.day for entry in book.conflicts] == [24]
    again = Done("update", "a.txt", cwd=folder)  # nothing new contradicts, but what did is still to be decided
    assert (again.status, "b.txt has 24/03/2023" in again.out) == (0, True)
    assert Done("update", "b.txt", cwd=folder).status == 1


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminal")
@pytest.mark.parametrize(
    ("answer", "status", "days"), [("old", 0, {14}), ("new", 0, {24}), ("both", 0, {14, 24}), ("later", 1, {14})]
)
def test_at_a_terminal_it_asks(folder: Path, answer: str, status: int, days: set[int]):
    import pty

    Done("update", "a.txt", cwd=folder)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "register", "update", "b.txt"], cwd=folder, env=ENVIRONMENT, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while b"later]" not in shown.replace(b"\r", b"").replace(b"\n", b"") and b"[later]" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, f"{answer}\n".encode())
        assert process.wait(20) == status
    os.close(ours)
    assert {entry.date.day for entry in load(file_in(folder)).documents} == days
    assert len(load(file_in(folder)).conflicts) == status


def test_check_holds_reports_against_the_register(folder: Path):
    Done("update", "a.txt", cwd=folder)
    assert Done("check", "a.txt", cwd=folder).status == 0
    done = Done("check", "b.txt", cwd=folder)
    assert done.status == 1
    assert done.out.startswith(
        "b.txt\n\n6:11  warning  CIT119 register-conflict\n  Kế hoạch 215/KH-UBND is dated 24/03/2023 here"
    )
    assert Done("check", "b.txt", "--register", "none.json", cwd=folder).status == 2
    file_in(folder).unlink()
    assert Done("check", "b.txt", cwd=folder).status == 0


def test_check_knows_the_central_documents_without_a_register(folder: Path):
    (folder / "c.txt").write_text(REPORT.replace("23/4/2018", "23/5/2018"), encoding="utf-8")
    done = Done("check", "c.txt", cwd=folder)
    assert done.status == 1
    assert "the list that comes with doisoat" in " ".join(done.out.split())


def test_a_report_that_a_rule_doubts_teaches_nothing_of_it(folder: Path):
    doubted = "Kết luận số 83-KL/TU ngày 05/6/2024 và Kết luận số 84-KL/TW ngày 21/6/2024 của Bộ Chính trị.\n"
    (folder / "c.txt").write_text(HEAD.replace("2023", "2024") + doubted, encoding="utf-8")
    Done("update", "c.txt", cwd=folder)
    assert [entry.number for entry in load(file_in(folder)).documents] == ["84-KL/TW"]


def test_what_cannot_be_read_is_said(folder: Path):
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 no zip")
    done = Done("update", "a.txt", "bad.docx", "none.txt", cwd=folder)
    assert done.status == 2
    assert [line.split(":")[1] for line in done.err.splitlines()] == [" bad.docx", " none.txt"]
    assert len(load(file_in(folder)).documents) == 1
    (folder / "empty").mkdir()
    assert Done("check", "empty", cwd=folder).status == 2
    assert Done("update", "none.txt", "--register", "new.json", cwd=folder).status == 2
    assert not (folder / "new.json").exists()


def test_a_broken_register_stops_every_command(folder: Path):
    file_in(folder).write_text(GOOD.replace("2023-03-14", "2023-13-14"), encoding="utf-8")
    (folder / "t.tsv").write_text(COLUMNS + ROW, encoding="utf-8")
    before = file_in(folder).read_bytes()
    for argv in (["update", "a.txt"], ["check", "a.txt"], ["show"], ["import", "t.tsv"], ["export"]):
        done = Done(*argv, cwd=folder)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("doisoat: doisoat-register.json:4: “2023-13-14” is no date")
    assert file_in(folder).read_bytes() == before


def test_show(folder: Path):
    Done("update", "a.txt", "b.txt", cwd=folder)
    rows = [line.split("\t") for line in Done("show", "215/kh-ubnd", cwd=folder).out.splitlines()]
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("215/KH-UBND", "14/03/2023", "a.txt", "learned"),
        ("215/KH-UBND", "24/03/2023", "b.txt", "conflicting"),
    ]
    assert "468/QĐ-TTg\t27/03/2021" in Done("show", "một", "cửa", "2021", cwd=folder).out
    nothing = Done("show", "không có gì như vậy", cwd=folder)
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "doisoat: the register has no such document\n")


def test_words_of_a_report_are_no_control_codes(folder: Path):
    save(file_in(folder), Book([ENTRY._replace(title="Chuyển đổi số [red]\x1b[31m{0} năm 2023", source=("\x1b]0;a",))]))
    for argv in (["show", "215/KH-UBND"], ["check", "b.txt"]):
        done = Done(*argv, cwd=folder)
        assert "\x1b" not in done.out
        assert "[red]" in done.out
