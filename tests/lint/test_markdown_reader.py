"""Markdown: what of a line is words, which lines are paragraphs, notes and cells; the same facts as from plain text."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.registry import RULES
from grammar.parse import facts_of
from grammar.report import Report, Span, normal
from grammar.structure import build
from lint.engine import check_bytes
from lint.failure import Empty, Failure
from lint.readers import source_of
from lint.readers.markdown import read

REPORTS = sorted(Path("examples/reports").glob("*.txt"))


def report(text: str) -> Report:
    return build(read(text.encode()))


def words(text: str) -> list[str]:
    """The words of each line."""
    return [normal(line.words).strip() for line in read(text.encode()).lines]


def blocks(text: str) -> list[str]:
    found = report(text)
    return [found.text[block.start : block.end] for block in found.blocks]


# --- words and markup within a line ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("ban hành **Kế hoạch** số 5", "ban hành Kế hoạch số 5"),
        ("ban hành *Kế hoạch* và _Quyết định_", "ban hành Kế hoạch và Quyết định"),
        ("***rất* quan trọng**", "rất quan trọng"),
        ("**Kế hoạch số **5/KH-UBND", "Kế hoạch số 5/KH-UBND"),
        ("số liệu (*) và (**) xem (*)", "số liệu (*) và (**) xem (*)"),
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("tệp bao_cao_2022_cchc và QĐ_UBND", "tệp bao_cao_2022_cchc và QĐ_UBND"),
        ("đạt ~~95%~~ 96%", "đạt  96%"),
        ("khoảng ~5% và ~~6%", "khoảng ~5% và ~~6%"),
        ("mã `a*b*` và ``c`d``", "mã a*b* và c`d"),
        ("dấu ` lẻ", "dấu ` lẻ"),
        ("xem [Công văn 5](https://a.vn/x 'tên') nhé", "xem Công văn 5 nhé"),
        ("xem [**Công văn** 5](<a b>) nhé", "xem Công văn 5 nhé"),
        ("xem [mục (2)](#muc-2(a)) nhé", "xem mục (2) nhé"),
        ("ảnh ![con dấu](a.png) đây", "ảnh  đây"),
        ("[![logo](a.png)](https://a.vn) Sở", "Sở"),
        ("<https://dichvucong.gov.vn> và <a.b@c.vn>", "https://dichvucong.gov.vn và a.b@c.vn"),
        ("danh sách [1] và [x] và [Công văn](", "danh sách [1] và [x] và [Công văn]("),
        (r"2021\-2025, 1\. Về \*, C:\thư \# \[5\]", r"2021-2025, 1. Về *, C:\thư # [5]"),
        ("A&nbsp;B &amp; C &lt; D &#8211; E&shy;F &khong; &", "A B & C < D – EF &khong; &"),
        ("dòng&#10;mới", "dòng mới"),
        ("một<br>hai<br/>ba", "một hai ba"),
        ("<u>gạch</u> <span style='x'>chân</span>", "gạch chân"),
        ("ngày <...> tháng <số> và <ten don vi>, 5 < 6 > 4", "ngày <...> tháng <số> và <ten don vi>, 5 < 6 > 4"),
        ("trước <!-- ẩn --> sau <!-- hở", "trước  sau <!-- hở"),
        ("100 m<sup>2</sup>, xã<sup>(12)</sup>, 5^3^", "100 m², xã¹², 5³"),
        ("tỉnh[^1] đã", "tỉnh¹ đã"),
        ("## 1. Về kế hoạch ##", "1. Về kế hoạch"),
        ("#khẩu hiệu", "#khẩu hiệu"),
        ("### Mục C#", "Mục C#"),
        ("# Mục ## \t", "Mục"),
        ("> > trích dẫn", "trích dẫn"),
        ("- a", "- a"),
        ("+ a", "+ a"),
        ("* a", "* a"),
        ("12. Về a", "12. Về a"),
        ("3) Về a", "3) Về a"),
        ("\tĐoạn thụt đầu dòng", "Đoạn thụt đầu dòng"),
        ("        Đoạn thụt sâu", "Đoạn thụt sâu"),
        ("- > **a**", "-  a"),
        ("---\n\nx", ""),
        ("-----|---\n\nx", "-----|---"),
    ],
)
def test_words_of_a_line(line: str, shown: str):
    assert words(line)[0].replace("–", "-") == normal(shown).replace("–", "-").strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **b\nc** d", ["a b", "c d"]),
        ("a ~~b\nc\nd~~ e", ["a", "", "e"]),
        ("a  \nb\\\nc", ["a", "b", "c"]),
        ("> a **b\nc** d", ["a b", "c d"]),
        ("a [b\nc](x) d", ["a b", "c d"]),
        ("a <!-- b\nc --> d", ["a", "d"]),
        ("---\ntitle: Báo cáo\n---\nx", ["", "", "", "x"]),
        ("x\n\n```\nmã\n```\n", ["x", "", "", "", "", ""]),
        ("x\n\n<!-- ẩn\n\nvẫn ẩn -->\ny", ["x", "", "", "", "", "y"]),
        ("<div align='center'>\n<b>BÁO CÁO</b>\n</div>", ["", "BÁO CÁO", ""]),
        ("[Công văn 5][cv] và [cv]\n\n[cv]: https://a.vn", ["Công văn 5 và cv", "", ""]),
        ("Tiêu đề\n=======\n\nMục\n---", ["Tiêu đề", "", "", "Mục", ""]),
        ("1. a\n1. b\n1. c", ["1. a", "2. b", "3. c"]),
        ("1. a\n2. b\n2. c", ["1. a", "2. b", "2. c"]),
        ("4) a\n4) b", ["4) a", "5) b"]),
        ("\n".join(["1. a"] * 11), [f"{n}. a" for n in range(1, 10)] + ["a", "a"]),
        ("\n".join(["1.  a"] * 10), [f"{n}. a" for n in range(1, 11)]),
        ("- a\n  1. b\n  1. c", ["- a", "1. b", "2. c"]),
    ],
)
def test_words_of_lines(text: str, shown: list[str]):
    assert words(text) == shown


def test_lines_are_those_of_the_file():
    source = read("a\r\nb\rc\n**d**\n".encode("utf-16"))
    assert [line.text for line in source.lines] == ["a", "b", "c", "**d**", ""]
    assert all(line.address is None for line in source.lines)
    assert source.format == "markdown"


def test_struck_out_words_are_remarked_on():
    assert read(b"a ~~b~~ c ~~d~~").remarks == {"deletions": 2}
    assert read(b"a ~~b").remarks == {}


# --- paragraphs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. TÌNH HÌNH\n1. Về kế hoạch\nNăm 2022, tỉnh đã", ["I. TÌNH HÌNH", "1. Về kế hoạch", "Năm 2022, tỉnh đã"]),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("- Số lượng: 12\n- Số lượng: 13\n  - a", ["- Số lượng: 12", "- Số lượng: 13", "- a"]),
        ("> Đoạn trích.\n>\n> Đoạn hai.", ["Đoạn trích.", "Đoạn hai."]),
        ("## Mục\nĐoạn", ["Mục", "Đoạn"]),
    ],
)
def test_lines_without_a_blank_line_between_them(text: str, expected: list[str]):
    assert blocks(text) == expected


def test_a_paragraph_broken_over_lines_is_one():
    one = (
        "Thực hiện Công văn số 581/BNV-CCHC ngày 21 tháng 02 năm 2022 của\nBộ Nội vụ về hướng dẫn thực hiện chế độ báo cáo,\n"
        "Ủy ban nhân dân tỉnh đã báo cáo kết quả giai đoạn 2021\n- 2025 trên địa bàn."
    )
    assert blocks(f"{one}\n\n{one}") == [one.replace("\n", " ")] * 2


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Kết quả", True),
        ("Kết quả\n---", True),
        ("Kết quả", False),
        ("Đã ban hành 05 văn bản.\n---", False),
        ("Đã ban hành\n05 văn bản\n---", False),
    ],
)
def test_headings(text: str, heading: bool):
    assert read(text.encode()).lines[0].heading is heading


# --- notes -----------------------------------------------------------------------------------------------------------

NOTED = """Tỉnh đã ban hành 02 văn bản[^1] và 3[^2].

[^1]: Như: Công văn số 1/UBND-TH;
Công văn số 2/UBND-TH.

    Năm 2023: không.
[^2]: Xã A, xã B.

Đoạn sau.
"""


def test_notes_with_their_paragraphs_and_marks():
    found = report(NOTED)
    notes = {block.note: [] for block in found.blocks if block.note}
    for block in found.blocks:
        if block.note:
            notes[block.note].append(found.text[block.start : block.end])
    assert notes == {
        1: ["Như: Công văn số 1/UBND-TH;", "Công văn số 2/UBND-TH.", "Năm 2023: không."],
        2: ["Xã A, xã B."],
    }
    assert [(mark.note, mark.raw, mark.line, mark.column) for mark in found.marks] == [(1, "¹", 1, 27), (2, "²", 1, 33)]
    assert found.text.startswith("Tỉnh đã ban hành 02 văn bản và 3.\nĐoạn sau.")


@pytest.mark.parametrize(
    ("labels", "keys"),
    [
        (["1", "2", "10"], [1, 2, 10]),
        (["a", "ghi-chú", "b"], [1, 2, 3]),
        (["1", "a", "2"], [1, 2, 3]),
        (["0", "1"], [1, 2]),
        (["1001", "1"], [1, 2]),
    ],
)
def test_labels_that_are_no_numbers_are_numbered_in_order(labels: list[str], keys: list[int]):
    text = "".join(f"a[^{label}] " for label in labels) + "\n" + "".join(f"\n[^{label}]: {label}\n" for label in reversed(labels))
    source = read(text.encode())
    assert [mark.note for mark in source.lines[0].marks] == keys
    assert [line.note for line in source.lines if line.note] == keys[::-1]


def test_a_mark_without_a_note_is_stray():
    found = report("a[^1] b[^7]\n\n[^1]: c\n")
    assert [mark.note for mark in found.stray_marks] == [7]
    assert [mark.note for mark in report("a[^7] b").stray_marks] == [7]


def test_marks_typed_above_the_line_are_found_with_their_notes():
    text = "Tỉnh<sup>1</sup> đã ban hành 12 văn bản<sup>2</sup>.\n\n<sup>1</sup> Như: xã A.\n\n<sup>2</sup> Gồm: xã B.\n"
    assert [(mark.note, mark.evidence) for mark in report(text).marks] == [(1, "superscript"), (2, "superscript")]


# --- tables ----------------------------------------------------------------------------------------------------------


def table(text: str) -> list[tuple[int, int, str]]:
    found = report(text)
    return [
        (cell.row, cell.column, found.text[cell.span.start : cell.span.end]) for table in found.tables for cell in table.cells
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("|A|B|\n|-|-|\n|1|2|", [(0, 0, "A"), (0, 1, "B"), (1, 0, "1"), (1, 1, "2")]),
        ("A | B\n--|:-:\n1 | 2", [(0, 0, "A"), (0, 1, "B"), (1, 0, "1"), (1, 1, "2")]),
        (r"|A\|x|B|" + "\n|-|-|\n|`1`|**2**|", [(0, 0, "A|x"), (0, 1, "B"), (1, 0, "1"), (1, 1, "2")]),
        ("|A|B|\n|-|-|\n|1|\n|1|2|3|", [(0, 0, "A"), (0, 1, "B"), (1, 0, "1"), (2, 0, "1"), (2, 1, "2"), (2, 2, "3")]),
        ("|A|B|\n|-|-|\n||2|\n|1||", [(0, 0, "A"), (0, 1, "B"), (1, 1, "2"), (2, 0, "1")]),
        ("| A<br>x | B |\n|-|-|\n| a *b* | &nbsp; |", [(0, 0, "A x"), (0, 1, "B"), (1, 0, "a b")]),
        ("> |A|B|\n> |-|-|\n> |1|2|", [(0, 0, "A"), (0, 1, "B"), (1, 0, "1"), (1, 1, "2")]),
        ("- |A|B|\n  |-|-|\n  |1|2|", [(0, 0, "A"), (0, 1, "B"), (1, 0, "1"), (1, 1, "2")]),
    ],
)
def test_tables(text: str, cells: list[tuple[int, int, str]]):
    assert table(text) == cells
    assert read(text.encode()).tables[0].headed == 1


HTML = """<table>
<thead>
<tr><th rowspan="2">STT</th><th colspan=2>Năm <b>2022</b></th></tr>
<tr>
<th>a</th>
<th><p>b</p>
<p>c</p></th>
</tr>
</thead>
<tbody><tr><td>1</td><td></td><td>5,5</td></tr></tbody>
</table>
"""


def test_a_table_of_html():
    assert table(HTML) == [(0, 0, "STT"), (0, 1, "Năm 2022"), (1, 1, "a"), (1, 2, "b\nc"), (2, 0, "1"), (2, 2, "5,5")]
    assert read(HTML.encode()).tables[0].headed == 2
    cells = report(f"Trước.\n\n{HTML}\nSau.").tables[0].cells
    assert [(cell.rows, cell.columns) for cell in cells[:2]] == [(2, 1), (1, 2)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", [(0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")]),
        ("<table><td>a</td><td>b", [(0, 0, "a"), (0, 1, "b")]),
        (
            "<table><tr><td>a</td><td>x<table><tr><td>b</td></tr></table></td></tr></table>",
            [(0, 0, "a"), (0, 1, "x b")],
        ),
        ("<TABLE><TR><TD rowspan=99999999>a</TD><TD>b</TD></TR></TABLE>", [(0, 0, "a"), (0, 1, "b")]),
    ],
)
def test_tables_of_careless_html(text: str, cells: list[tuple[int, int, str]]):
    assert [(row, column, " ".join(words.split())) for row, column, words in table(text)] == cells


def test_a_mark_in_a_cell():
    found = report("|A|B|\n|-|-|\n|x[^1]|2[^2]|\n\n[^1]: a\n\n[^2]: b\n")
    assert [(mark.note, found.text[mark.at - 1]) for mark in found.marks] == [(1, "x"), (2, "2")]


def test_a_letterhead_in_a_table_is_no_table():
    text = "| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|--|--|\n| **TỈNH A** | Độc lập - Tự do - Hạnh phúc |\n\nBÁO CÁO\n"
    found = report(text)
    assert not found.tables
    assert found.text.split() == (
        [
            "ỦY",
            "BAN",
            "NHÂN",
            "DÂN",
            "CỘNG",
            "HÒA",
            "XÃ",
            "HỘI",
            "CHỦ",
            "NGHĨA",
            "VIỆT",
            "NAM",
            "TỈNH",
            "A",
            "Độc",
            "lập",
            "-",
            "Tự",
            "do",
            "-",
            "Hạnh",
            "phúc",
            "BÁO",
            "CÁO",
        ]
    )


# --- places and whole reports ----------------------------------------------------------------------------------------

SIGNS = [
    "**",
    "*",
    "_",
    "~~",
    "`",
    "[^1]",
    "[",
    "](a)",
    "<br>",
    "&amp;",
    "&nbsp;",
    "\\",
    "\\-",
    "<sup>1</sup>",
    "^1^",
    "<",
    ">",
    "!",
]
LEADS = [
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n## ",
    "|",
    "|a|b|\n|-|-|\n|",
    "\n[^1]: ",
    "\n    ",
    "\n---\n",
    "<table>",
    "<td>",
    "<tr>",
]
OTHERS = ["e\u0302\u0301", "\u0301", "\xa0", "Kế hoạch", "số 12/KH-UBND", " ", "ngày 05/3/2022", "của", "(1)", "."]
PIECES = st.sampled_from([*SIGNS, *LEADS, *OTHERS])
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Report, Span]:
    text = draw(TEXTS)
    try:
        found = report(text)
    except Failure:
        found = report("a")
    assume(found.blocks)
    block = draw(st.sampled_from(found.blocks))
    places = [at for at in range(block.start, block.end + 1) if not re.match("[\u0300-\u036f]", found.text[at : at + 1])]
    starts = [at for at in places if at < block.end and not found.text[at].isspace()]
    assume(starts)
    start = draw(st.sampled_from(starts))
    return found, Span(start, draw(st.sampled_from([at for at in places if at > start])))


@given(spans())
@settings(max_examples=300, deadline=None)
def test_the_source_of_a_span_is_its_text(found: tuple[Report, Span]):
    source, span = found
    rebuilt = "".join(joint + normal(words) for joint, words in source.segments(span))
    assert rebuilt.strip() == source.text[span.start : span.end].strip()
    for region in source.locate(span):
        assert 1 <= region.column <= len(source.lines[region.line - 1].text)
        assert 1 < region.end_column <= len(source.lines[region.end_line - 1].text) + 1
        assert (region.line, region.column) < (region.end_line, region.end_column)
    for mark in (*source.marks, *source.stray_marks):
        assert normal(source.lines[mark.line - 1].words)[mark.column :].startswith(mark.raw)


def test_columns_are_those_of_the_file():
    text = "## Mục\n\n- **Thực hiện** [Quyết định](a) số 12/QĐ-UBND ngày *31/02/2022* của Ủy ban nhân dân huyện.\n"
    (found,) = [f for f in check_bytes(text.encode(), "a.md", RULES).findings if f.rule.name == "invalid-date"]
    (region,) = found.location.regions
    line = text.split("\n")[region.line - 1]
    assert line[region.column - 1 : region.end_column - 1] == "ngày *31/02/2022"


def markdown_of(path: Path, blank: str, strong: bool) -> str:
    """A report as a drafter would write it in Markdown."""
    found = build(source_of(path.read_bytes(), path.name))
    out: list[str] = []
    seen: set[int] = set()
    for block in found.blocks:
        text, last = "", block.start
        for mark in sorted(mark for mark in found.marks if block.start <= mark.at <= block.end):
            text, last = f"{text}{found.text[last : mark.at]}[^{mark.note}]", mark.at
        text += found.text[last : block.end]
        if strong:
            text = re.sub(r"(Kế hoạch số )(\S+)", r"**\1**_\2_", text)
        if block.note is not None:
            text = ("\n    " if block.note in seen else f"\n[^{block.note}]: ") + text
            seen.add(block.note)
        out.append("## " + text if block.kind == "heading" else text)
    return blank.join(out) + "\n"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("blank", "strong"), [("\n\n", False), ("\n", True)], ids=["loose", "tight-and-bold"])
def test_a_report_in_markdown_has_the_facts_of_its_text(path: Path, blank: str, strong: bool):
    text = markdown_of(path, blank, strong)
    plain, marked = build(source_of(path.read_bytes(), path.name)), report(text)
    assert marked.text == plain.text
    assert [(note.key, note.span) for note in marked.notes] == [(note.key, note.span) for note in plain.notes]
    assert [(mark.at, mark.note) for mark in marked.marks] == [(mark.at, mark.note) for mark in plain.marks]
    of_text, of_markdown = facts_of(plain), facts_of(marked)
    assert of_markdown.citations == of_text.citations
    assert len(of_markdown.relations) == len(of_text.relations)
    findings = [
        Counter(str(found.message) for found in check_bytes(data, name, RULES).findings)
        for data, name in ((path.read_bytes(), "a.txt"), (text.encode(), "a.md"))
    ]
    assert findings[0] == findings[1]


# --- what is refused, and what is only odd ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n \n", "---\n---\n", "<!-- a -->", "```\na\n```", "[a]: b", "***"])
def test_without_words_it_is_empty(text: str):
    with pytest.raises(Empty):
        read(text.encode())


@pytest.mark.parametrize("data", [b"a\0b", "Đã thực hiện".encode("cp1258", "replace"), b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(Failure):
        read(data)


MANY = 50_000
ODD = {
    "brackets": "[" * MANY,
    "quotes": "a\n" + ">" * MANY + " a",
    "quoted": "\n".join(">" * (depth % 300) + " a" for depth in range(3000)),
    "links": "[a](b" * MANY,
    "labels": ("[" + "a" * 70) * (MANY // 10),
    "targets": ("[a](" + "x" * 1900) * 300,
    "stars": "*a " * MANY,
    "mixed": "*_" * MANY,
    "ticks": "".join("`" * (count % 300) + " " for count in range(2000)),
    "tags": "a " + "<a " * MANY,
    "comments": "a " + "<!-- " * MANY,
    "blocks": "<div>\na\n" + "<a <b &amp " * MANY,
    "scripts": "a\n\n" + "<script>" * MANY,
    "images": "![" * MANY,
    "marks": "[^1]" * MANY,
    "notes": "\n".join(f"[^{label}]: a" for label in range(MANY // 10)),
    "nested-notes": "a\n\n" + "[^1]: " * MANY,
    "lists": "\n".join(" " * (depth % 2000) + "- a" for depth in range(3000)),
    "numbers": "a\n\n" + "\n".join("1. " * 200 for _ in range(200)),
    "cells": ("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n\n") * 20,
    "lines": "a\n" * MANY,
    "rules": "a\n-\n" * MANY,
    "definitions": "a\n\n" + "[a]: b\n" * MANY,
    "escapes": "\\" * MANY,
    "blank-heading": "# a" + " " * 10 * MANY + "b",
    "blank-target": "[a](" + " " * 10 * MANY,
    "blank-targets": ("[a](" + " " * 50) * (MANY // 10),
    "blank-title": "[a](b" + " " * 10 * MANY + "'",
    "blank-raised": "a <sup>" + " " * 10 * MANY,
    "blank-cells": "|" + " " * 10 * MANY + "a|\n|-|",
    "html-cells": "<table>" + "<td colspan=200>a" * 400 + "\n" * 400,
    "html-tables": "<table><tr><td>a" * MANY,
    "entities": "&amp;" * MANY,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_text_takes_no_more_time_than_any_other(name: str):
    begin = time.process_time()
    try:
        source = read(ODD[name].encode())
    except Failure as failure:
        assert "more than" in str(failure)  # noqa: PT017
    else:
        assert len(source.lines) == ODD[name].count("\n") + 1
    assert time.process_time() - begin < 20


def test_more_cells_than_any_report_are_refused():
    with pytest.raises(Failure, match="cells"):
        read(("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + ("|a" * 1000 + "|\n") * 101).encode())


@given(st.text("[]()*_~`<>&!\\^|#-+1. \n\tađ:", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str):
    try:
        source = read(text.encode())
    except Failure:
        return
    assert "\n".join(line.text for line in source.lines) == text
    for line in source.lines:
        assert len(line.words) == len(line.text)
        ends = [0, *(mark.end for mark in line.markup)]
        assert all(end <= mark.start < mark.end <= len(line.text) for end, mark in zip(ends, line.markup, strict=False))
    build(source)
