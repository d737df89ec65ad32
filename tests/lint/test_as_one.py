"""Several files read as one report: what the text says is held against the appendix, and each place names its own file."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from grammar.source import joined
from grammar.structure import build
from lint.cli import main
from lint.readers import source_of

REPORT = """BÁO CÁO
Kết quả cải cách hành chính năm 2024

Năm 2024, Sở Xây dựng tiếp nhận 236 hồ sơ, Sở Nội vụ tiếp nhận 150 hồ sơ.
Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND tỉnh.
"""
ANNEX = """PHỤ LỤC
Các văn bản: Kế hoạch số 12/KH-UBND ngày 06/3/2024 của UBND tỉnh.
"""


def workbook() -> bytes:
    """An appendix with a table of dossiers, received and settled."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 1"
    for row in (
        ("Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ giải quyết"),
        ("Sở Nội vụ", 150, 145),
        ("Sở Xây dựng", 230, 226),
        ("Tổng cộng", 380, 371),
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """The files of one report: its name and path by what they are."""
    written = {
        "report": ("bao-cao.txt", REPORT.encode()),
        "annex": ("phu-luc.md", ANNEX.encode()),
        "book": ("bieu.xlsx", workbook()),
    }
    for name, data in written.values():
        (tmp_path / name).write_bytes(data)
    return {kind: str(tmp_path / name) for kind, (name, _) in written.items()}


def findings(*arguments: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    result = CliRunner().invoke(main, ["check", "--output-format", "json", "--exit-zero", *arguments])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    return answer["findings"], answer


def test_the_text_is_held_against_the_sheet(files: dict[str, str]):
    found, answer = findings("--as-one", files["report"], files["book"], "--select", "NUM212")
    assert [(finding["excerpt"], Path(str(finding["path"])).name) for finding in found] == [("236 hồ sơ", "bao-cao.txt")]
    (related,) = found[0]["related"]
    assert Path(related["path"]).name == "bieu.xlsx"
    assert related["location"]["cell"]["name"] == "Biểu 1!B3"
    assert [Path(report["path"]).name for report in answer["reports"]] == ["bao-cao.txt"]
    assert findings(files["report"], files["book"], "--select", "NUM212")[0] == []


def test_lines_are_those_of_each_file(files: dict[str, str]):
    found, _ = findings("--as-one", files["report"], files["annex"], "--select", "CIT101")
    (finding,) = found
    places = [(finding["path"], finding["location"]["line"])]
    places += [(related["path"], related["location"]["line"]) for related in finding["related"]]
    assert sorted((Path(str(path)).name, line) for path, line in places) == [("bao-cao.txt", 5), ("phu-luc.md", 2)]


def test_the_terminal_names_the_other_file(files: dict[str, str]):
    result = CliRunner().invoke(
        main, ["check", "--as-one", files["report"], files["annex"], "--select", "CIT101", "--lang", "en"]
    )
    assert result.exit_code == 1
    assert "phu-luc.md:2:" in result.stdout


def test_a_file_that_cannot_be_read_stops_not_the_others(files: dict[str, str], tmp_path: Path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    result = CliRunner().invoke(main, ["check", "--as-one", files["report"], str(bad), files["annex"], "--select", "CIT101"])
    assert result.exit_code == 2
    assert "bad.docx" in result.stderr
    assert "CIT101" in result.stdout


@pytest.mark.parametrize("arguments", [["-"], []])
def test_it_needs_the_names_of_files(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--as-one", *arguments])
    assert result.exit_code == 2
    assert "--as-one" in result.stderr


def test_notes_of_two_files_do_not_meet():
    text = "Một câu có chú thích[^1].\n\n[^1]: Chú thích của {}.\n"
    sources = [(name, source_of(text.format(name).encode(), f"{name}.md")) for name in ("a", "b")]
    report = build(joined(sources))
    assert [(note.number, report.excerpt(note.span)) for note in report.notes] == [
        (1, "Chú thích của a."),
        (1, "Chú thích của b."),
    ]
    assert all(note.mark for note in report.notes)
