"""Several files read as one report: a report and its appendices."""

from pathlib import Path

import pytest

from checks.registry import RULES
from grammar.report import Report
from grammar.source import Address, Source, SourceLine, SourceMark, joined
from grammar.structure import build
from lint import engine, readers
from lint.discovery import find
from lint.readers.text import source_of

MAIN = (
    "BÁO CÁO\nKết quả cải cách hành chính năm 2024\n\nI. KẾT QUẢ\n\n"
    "Năm 2024, Sở Nội vụ tiếp nhận 155 hồ sơ (số liệu tại Phụ lục).\n\nNơi nhận:\n- Như trên;\n- Lưu: VT."
)
APPENDIX = (
    "PHỤ LỤC\nKết quả giải quyết hồ sơ năm 2024\n\n| Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ giải quyết |\n|---|---|---|\n"
    "| Sở Nội vụ | 150 | 145 |\n| Sở Xây dựng | 230 | 226 |\n| Tổng cộng | 380 | 371 |\n"
)
PROSE = (
    "Trong năm 2024 Ủy ban nhân dân tỉnh đã ban hành nhiều văn bản chỉ đạo các sở, ban, ngành\n"
    "và địa phương thực hiện cải cách hành chính theo kế hoạch đã được phê duyệt tại Quyết định\n"
    "số 15/QĐ-UBND ngày 12/01/2024 của Chủ tịch Ủy ban nhân dân tỉnh về việc ban hành kế hoạch.\n"
)


def word(*paragraphs: SourceLine) -> Source:
    """A Word file's paragraphs."""
    return Source("word", paragraphs)


def paragraph(number: int, text: str, note: int = 0, marks: tuple[SourceMark, ...] = ()) -> SourceLine:
    return SourceLine(number, text, Address(paragraph=number), True, note=note, marks=marks)


def as_one(*files: Source) -> Report:
    return build(joined([(f"{place}.x", file) for place, file in enumerate(files)]), "0.x")


@pytest.mark.parametrize("first", [word(paragraph(1, "BÁO CÁO")), source_of("BÁO CÁO\n")], ids=["word", "text"])
def test_an_appendix_is_read_as_its_own_format_is(first: Source):
    alone = build(source_of(PROSE * 4))
    assert [alone.text] == [block for block in as_one(first, source_of(PROSE * 4)).text.split("\n") if block != "BÁO CÁO"]


def test_a_report_of_whole_paragraphs_is_not_broken_by_its_appendix():
    report = as_one(word(paragraph(1, "Một đoạn văn"), paragraph(2, "viết thường là đoạn khác")), source_of(PROSE * 4))
    assert report.text.split("\n")[:2] == ["Một đoạn văn", "viết thường là đoạn khác"]


def test_an_appendix_behind_the_recipients_is_body():
    report = as_one(source_of(MAIN), source_of("I. SỐ LIỆU\n\nCó 12 đơn vị."))
    assert [block.kind for block in report.blocks[-2:]] == ["heading", "paragraph"]


def test_notes_of_two_files_are_apart():
    file = word(paragraph(1, "Một câu¹.", marks=(SourceMark(7, 8, 1),)), paragraph(2, "Lời chú.", note=1))
    report = as_one(file, file)
    assert [note.number for note in report.notes] == [1, 1]
    assert [report.excerpt(note.span) for note in report.notes] == ["Lời chú."] * 2
    assert [report.source_path(report.locate(note.span)[0]) for note in report.notes] == ["0.x", "1.x"]


def test_a_figure_is_held_against_the_appendix(tmp_path: Path):
    paths = [tmp_path / "bao-cao.md", tmp_path / "phu-luc.txt"]
    for path, text in zip(paths, (MAIN, APPENDIX), strict=True):
        path.write_text(text, encoding="utf-8")
    (result,) = engine.check_as_one(list(find(map(str, paths))), RULES, None, keep_facts=False)
    (finding,) = [finding for finding in result.findings if finding.severity == "error"]
    (cell,) = finding.related
    assert (finding.rule.code, Path(finding.path).name, finding.location.regions[0].line) == ("NUM212", "bao-cao.md", 6)
    assert (Path(cell.location.path).name, cell.location.regions[0].line, cell.location.excerpt) == ("phu-luc.txt", 6, "150")
    assert [shown.line for shown in cell.location.lines] == [6]


def test_what_cannot_be_read_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DOISOAT_DEBUG", raising=False)
    for name, text in (("a.txt", "\0"), ("b.txt", MAIN), ("c.txt", "lỗi"), ("d.txt", " ")):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def broken(data: bytes, name: str) -> Source:
        if data == "lỗi".encode():
            raise KeyError(name)
        return readers.source_of(data, name)

    monkeypatch.setattr(engine, "source_of", broken)
    results = engine.check_as_one(list(find([str(tmp_path)])), RULES, None, keep_facts=False)
    assert [(Path(result.path).name, result.status) for result in results] == [
        ("b.txt", "checked"),
        ("a.txt", "failed"),
        ("c.txt", "failed"),
        ("d.txt", "failed"),
    ]
