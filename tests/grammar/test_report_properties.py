"""Properties of the text model that hold for any text: nothing is lost between a span and its source."""

import itertools
import re
import time
import unicodedata

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from grammar.report import Report, Span, column_map, normal, normal_columns
from grammar.source import Address, Part, Source, SourceCell, SourceLine, SourceMark, SourceTable
from grammar.structure import build
from tests.helpers import report_of_text

LETTERS = "aăâeêioôơuưyđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
ODD = "\t\x0b\x0c\xa0\u2009\u3000\u00ad\u200b\u200d\u2060\ufeff\x00\x07\x1b\x85\u2028ÐðɖАС‑–−\u1100\u1161\u11a8가\u0958"
PLAIN = "IVX0123456789 .,;:()[]/-+%\"'“”¹²³⁴_*#"
CHARACTERS = st.sampled_from(LETTERS + LETTERS.upper() + unicodedata.normalize("NFD", LETTERS) + MARKS + ODD + PLAIN)
WORDS = st.sampled_from(
    [
        "Ủy ban nhân dân huyện",
        "Kế hoạch số 12/KH-",
        "UBND ngày 03/5/2023",
        "giao1. Định kỳ",
        "điều hành(1) và(2)",
        "1 Như: Công văn số 4",
        "2Năm 2023: ",
        "[1] Theo",
        "BÁO CÁO",
        "I. CÔNG TÁC CHỈ ĐẠO",
        "1.1. Về kế hoạch",
        "- Về kiểm tra;",
        "Nơi nhận:",
        " " * 45,
        "_____",
        "- 2 -",
        "Trang 3",
        "https://dichvucong.gov.vn/",
        "của",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
TEXTS = st.lists(
    st.one_of(WORDS, WORDS.map(lambda words: unicodedata.normalize("NFD", words)), st.text(CHARACTERS, max_size=12), ENDS),
    max_size=40,
).map("".join)
ANY = st.one_of(TEXTS, st.text(max_size=60))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Report, Span]:
    """A report and a span within one of its blocks, from one whole character to another."""
    report = report_of_text(draw(ANY))
    assume(report.blocks)
    block = draw(st.sampled_from(report.blocks))
    assume(block.start < block.end)
    text = report.text
    places = [at for at in range(block.start, block.end + 1) if not inside_character(text, at)]
    starts = [at for at in places if at < block.end and not text[at].isspace()]
    assume(starts)
    start = draw(st.sampled_from(starts))
    return report, Span(start, draw(st.sampled_from([at for at in places if at > start and not text[at - 1].isspace()])))


def inside_character(text: str, at: int) -> bool:
    """Whether a combining mark stands here, which belongs to what is before it."""
    return at < len(text) and unicodedata.combining(text[at]) > 0


def words(text: str) -> str:
    """The characters that are no blanks."""
    return "".join(text.split())


def cut(report: Report, line: int, column: int, end_line: int, end_column: int) -> list[str]:
    """The source text of a region, line by line."""
    lines = [source.text for source in report.lines[line - 1 : end_line]]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return lines


@given(spans())
@settings(max_examples=200, deadline=None)
def test_the_source_of_a_span_is_its_text(found: tuple[Report, Span]):
    report, span = found
    rebuilt = "".join(joint + normal(source) for joint, source in report.segments(span))
    assert rebuilt == report.text[span.start : span.end]


@given(spans())
@settings(max_examples=200, deadline=None)
def test_a_region_lies_in_the_source_and_holds_the_words(found: tuple[Report, Span]):
    report, span = found
    regions = report.locate(span)
    text = report.text[span.start : span.end]
    assert regions or not text.strip()
    source = ""
    for region in regions:
        assert 1 <= region.line <= region.end_line <= len(report.lines)
        assert 1 <= region.column <= len(report.lines[region.line - 1].text)
        assert 1 < region.end_column <= len(report.lines[region.end_line - 1].text) + 1
        assert (region.line, region.column) < (region.end_line, region.end_column)
        source += "\n".join(cut(report, *region)) + "\n"
    # Marks and page furniture may stand within a region, so its words hold the span's in order, not alone.
    letters = iter(words(normal(source)))
    assert all(letter in letters for letter in words(text))


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_blocks_and_pieces_tile_the_buffer(text: str):
    report = report_of_text(text)
    assert [block.start for block in report.blocks] == sorted(block.start for block in report.blocks)
    for before, after in itertools.pairwise(report.blocks):
        assert report.text[before.end : after.start] == "\n"
    covered = "".join(piece.joint + report.text[piece.start : piece.end] for piece in report.pieces)
    assert covered == report.text
    for note in report.notes:
        assert report.blocks[0].start <= note.span.start < note.span.end <= len(report.text)
    for mark in (*report.marks, *report.stray_marks):
        assert 0 <= mark.at <= len(report.text)
        shown = normal(report.lines[mark.line - 1].text)
        assert shown[mark.column : mark.column + len(mark.raw)] == mark.raw


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_no_word_of_the_body_is_lost_or_made_up(text: str):
    """What is not page furniture, a note's number or a mark is in the buffer."""
    report = report_of_text(text)
    shown = words(normal(re.sub(r"[\r\n]", " ", text)))
    letters = iter(sorted(shown))
    assert all(letter in letters for letter in sorted(words(report.text)))


@given(ANY)
@example("a\u0323\u0302")
@example("hai\u0323 \u2028ba")
@example("\u0958")
@settings(max_examples=300)
def test_normal_twice_is_normal(text: str):
    assume(not any(normal(a) != a and joins(b) for a, b in itertools.pairwise(text)))
    assert normal(normal(text)) == normal(text)


def joins(char: str) -> bool:
    """Whether a character may become one with the one before it."""
    return unicodedata.combining(char) > 0 or "\u1161" <= char <= "\u11ff"


@given(ANY)
@example("\u0301a")
@example("a\u00ad\u0301")
@example("a\u0323\u0302")
@example("hai\u0323 \u2028ba")
@settings(max_examples=300)
def test_the_column_map_covers_the_line_in_order(text: str):
    raw = re.sub(r"[\r\n]", " ", text)
    starts, ends = column_map(raw)
    assert len(starts) == len(ends) == len(normal(raw))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    covered = sorted(set(zip(starts, ends, strict=True)))
    for (_, end), (start, _) in itertools.pairwise(covered):
        assert end <= start
        assert not normal(raw[end:start])
    if covered:
        assert not normal(raw[: covered[0][0]])
        assert not normal(raw[covered[-1][1] :])
    for start, end in covered:
        assert normal(raw[start:end]) in normal(raw)


@given(st.lists(st.one_of(CHARACTERS, WORDS), max_size=30).map("".join))
def test_columns_of_the_raw_line_are_those_of_the_normal_one(raw: str):
    for place, column in enumerate(normal_columns(raw, range(len(raw) + 1))):
        is_cut = raw[place:] and (unicodedata.combining(raw[place]) or normal(raw[:place]) + normal(raw[place:]) != normal(raw))
        assert is_cut or column == len(normal(raw[:place]))


def test_time_grows_with_a_line_alone():
    marks = tuple(SourceMark(place * 4 + 2, place * 4 + 3, place + 1) for place in range(60_000))
    words = SourceLine(1, "ab¹\xa0" * len(marks), Address(paragraph=1), True, marks=marks)
    cells = tuple(SourceCell(0, place, (Part(2, place * 3, place * 3 + 1),)) for place in range(60_000))
    row = SourceLine(
        2, "a |" * len(cells), opens=True, marks=tuple(SourceMark(at * 3 + 1, at * 3 + 2, 1) for at in range(60_000))
    )
    begin = time.perf_counter()
    report = build(Source("word", [words, row], [SourceTable(cells)]))
    assert time.perf_counter() - begin < 10
    assert len(report.stray_marks) == len(marks) + len(cells)
    assert len(report.tables[0].cells) == len(cells)
