"""Tables in plain text: what is one, what only looks so, and that no word of theirs is lost or said twice."""

import contextlib
import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grammar.report import normal
from grammar.source import Source, SourceTable
from grammar.structure import build
from lint.failure import Failure
from lint.readers import limits
from lint.readers.columns import tables_in
from lint.readers.text import source_of

CASES = tomllib.loads(Path(__file__).with_name("text_tables.toml").read_text(encoding="utf-8"))["case"]
TABLES = [pytest.param(case["text"], case["table"], id=case["name"]) for case in CASES if case["table"]]
NONE = [pytest.param(case["text"], id=case["name"]) for case in CASES if not case["table"]]
REPORTS = Path(__file__).parents[2] / "examples" / "reports"
STROKES = set("|│┃║+-–—_=: ┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝")
PROSE = "Các cơ quan, đơn vị tiếp tục thực hiện nhiệm vụ cải cách hành chính theo kế hoạch đã được phê duyệt trong năm.\n"


def rows_of(source: Source, table: SourceTable) -> list[list[str]]:
    """A table as rows of words, empty where it has none."""
    rows = max(cell.row + cell.rows for cell in table.cells)
    columns = max(cell.column + cell.columns for cell in table.cells)
    words = [[""] * columns for _ in range(rows)]
    for cell in table.cells:
        words[cell.row][cell.column] = " ".join(source.lines[part.line - 1].text[part.start : part.end] for part in cell.parts)
    return words


def whole(source: Source) -> None:
    """Hold that parts lie in their lines, apart from one another, and hold all words of these lines; cells are apart too."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for table in source.tables:
        covered = [
            (cell.row + row, cell.column + column)
            for cell in table.cells
            for row in range(cell.rows)
            for column in range(cell.columns)
        ]
        assert len(covered) == len(set(covered))
        for cell in table.cells:
            assert cell.parts
            for part in cell.parts:
                words = source.lines[part.line - 1].text[part.start : part.end]
                assert words
                assert words == words.strip()
                taken.setdefault(part.line, []).append((part.start, part.end))
    for number, parts in taken.items():
        text = source.lines[number - 1].text
        inside = [False] * len(text)
        for start, end in parts:
            assert 0 <= start < end <= len(text)
            assert not any(inside[start:end])
            inside[start:end] = [True] * (end - start)
        left = "".join(char for char, held in zip(text, inside, strict=True) if not held)
        assert not set(normal(left)) - STROKES


@pytest.mark.parametrize(("text", "table"), TABLES)
def test_a_table_is_read_cell_by_cell(text: str, table: list[list[str]]):
    source = source_of(text)
    assert [rows_of(source, found) for found in source.tables] == [table]
    whole(source)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_table_is_none(text: str):
    assert source_of(text).tables == ()


@pytest.mark.parametrize("text", NONE)
def test_neither_is_it_one_between_paragraphs(text: str):
    assert source_of(f"{PROSE}{text}\n{PROSE}").tables == ()


@pytest.mark.parametrize(("text", "table"), TABLES)
@pytest.mark.parametrize("form", ["NFD", "crlf", "trailing blanks", "between paragraphs", "indented"])
def test_a_table_is_the_same_in_every_state(text: str, table: list[list[str]], form: str):
    if form == "indented" and ("\t" in text or "\f" in text):
        pytest.skip("a tab is no indent")
    changed = {
        "NFD": unicodedata.normalize("NFD", text),
        "crlf": text.replace("\n", "\r\n"),
        "trailing blanks": text.replace("\n", "  \n"),
        "between paragraphs": f"{PROSE}\n{text}\n{PROSE}",
        "indented": "".join(f"    {line}\n" for line in text.splitlines()),
    }[form]
    source = source_of(changed)
    (found,) = source.tables
    assert [[normal(words) for words in row] for row in rows_of(source, found)] == table
    whole(source)


@pytest.mark.parametrize(("text", "table"), TABLES)
def test_the_report_has_its_cells(text: str, table: list[list[str]]):
    report = build(source_of(text + PROSE))
    (found,) = report.tables
    assert [report.excerpt(cell.span) for cell in found.cells] == [
        " ".join(words.split()) for row in table for words in row if words
    ]
    for cell in found.cells:
        prose = len(report.excerpt(cell.span).split()) >= 10  # words that are more than a name are read as a paragraph
        assert report.block_at(cell.span.start).kind == ("paragraph" if prose else "cell")
    assert any(PROSE.strip() in report.excerpt(block.span) for block in report.blocks if block.kind != "cell")
    for cell in found.cells:
        segments = "".join(joint + normal(words) for joint, words in report.segments(cell.span))
        assert segments == report.text[cell.span.start : cell.span.end]


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_example_reports_hold_none(path: Path):
    text = path.read_text(encoding="utf-8")
    for state in (text, unicodedata.normalize("NFD", text), "\n".join(line.rstrip() for line in text.split("\n"))):
        assert source_of(state).tables == ()


TABLE_WORDS = "TT/STT/Đơn vị/Sở Nội vụ/động -/và Môi trường/1/2/3/II/1.245/12 034/98,5%/x/-/(1)/Tổng/…/2. Mục/hết./|/||/+---+/---"
WORDS = st.sampled_from([*TABLE_WORDS.split("/"), "a\u0301 b", "\u200bkhông", "Xã\xa0Pne", "\t"])
GAPS = st.sampled_from([" ", "  ", "   ", "          ", "\t", "|", " | ", "│", "\f"])
ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\n\f", "\n----\n", "\n+---+---+\n", "\n" + " " * 45 + "\n"])
LINES = st.lists(st.one_of(WORDS, GAPS, st.integers(1, 30).map(lambda width: " " * width)), max_size=12).map("".join)
TEXTS = st.lists(st.tuples(LINES, ENDS).map("".join), max_size=16).map("".join)
CUT = st.sampled_from([case["text"] for case in CASES]).flatmap(
    lambda text: st.lists(st.sampled_from(text.split("\n")), max_size=24).map("\n".join)
)


@given(st.one_of(TEXTS, CUT, st.text(max_size=60)))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_and_its_tables_are_whole(text: str):
    whole(source_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "1  2  3\n" * 60_000,
        "a  1\n" + "b\n" * 100_000,
        "x" + "  x" * 200_000,
        "|" * 90_000,
        ("Thực  hiện  12  nhiệm vụ\n" + PROSE) * 4_000,
        "a\tb\n" * 100_000,
        "\f  1\n" * 50_000,
        (
            "Tên một 1               12  1\nTên           1     1   1\n\fTên một            1      1\nTên hai            1     1\n\f"
        )
        * 4_000,
        ("Tên" + "   x   ab   ab" * 12 + "   12\n") * 1_000,
        "a | b\n" + "-" * 300_000 + "x",
        (" " * 300_000 + "| a | 1 |\n") * 3,
    ],
    ids=["rows", "words", "line", "pipes", "prose", "tabs", "pages", "short pages", "marks", "stroke", "blanks"],
)
def test_time_grows_with_the_text_alone(text: str):
    lines = text.split("\n")
    begin = time.perf_counter()
    with contextlib.suppress(Failure):
        tables_in(lines)
    assert time.perf_counter() - begin < 10


def test_more_cells_than_any_report_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 10)
    with pytest.raises(Failure):
        source_of("| a | b | 1 |\n" * 4)
    with pytest.raises(Failure):
        source_of("a\t1\t2\n" * 4)
    with pytest.raises(Failure):
        source_of("Năm nay   1   2   3\n" * 4)


def test_a_text_without_tables_is_passed_over_quickly():
    lines = (REPORTS / "kon-ray-2021-2025.txt").read_text(encoding="utf-8").split("\n")
    best = 1.0
    for _ in range(10):
        begin = time.perf_counter()
        assert tables_in(lines) == ()
        best = min(best, time.perf_counter() - begin)
    assert best < 0.01
