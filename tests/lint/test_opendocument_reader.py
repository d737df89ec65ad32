"""OpenDocument texts as LibreOffice and others make them: what is read of them, and what is not."""

import random
import re

import pytest

from grammar.source import Address, Cell, Source
from grammar.structure import build
from lint.failure import Empty, Failure
from lint.readers import source_of
from tests.lint.make_word import unzipped, zipped

_NAMES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "style": "style",
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
}
_NAMESPACES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _NAMES.items())
MIME = b"application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", named: str = "") -> bytes:
    """An OpenDocument text: its body, the styles of its own paragraphs, and those that have names."""
    content = (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    common = f"<office:document-styles {_NAMESPACES}><office:styles>{named}</office:styles></office:document-styles>"
    return zipped({"mimetype": MIME, "content.xml": content.encode(), "styles.xml": common.encode()})


def read(body: str, styles: str = "", named: str = "") -> Source:
    return source_of(odt(body, styles, named), "a.odt")


def text_of(body: str, styles: str = "", named: str = "") -> list[str]:
    return [line.text for line in read(body, styles, named).lines]


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def span(words: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def character(name: str, properties: str, parent: str = "") -> str:
    above = f'style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="text" {above}><style:text-properties {properties}/></style:style>'


def note(shown: str, *paragraphs: str, kind: str = "footnote", label: str = "") -> str:
    own = f' text:label="{label}"' if label else ""
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation{own}>{label or shown}</text:note-citation>'
        f"<text:note-body>{''.join(map(p, paragraphs))}</text:note-body></text:note>"
    )


RAISED = (
    character("Up", 'style:text-position="super 58%"')
    + character("Up2", "", "Up")
    + character("Up3", 'style:text-position="33% 58%"')
)
DOWN = character("Low", 'style:text-position="sub 58%"') + character("Low2", 'style:text-position="-33% 58%"')
CAPITALS = character("Caps", 'fo:text-transform="uppercase"')
HIDDEN = character("Hid", 'text:display="none"') + character("Not", 'text:display="true"', "Hid")
BOX = "<draw:frame><draw:text-box><text:p>DỰ THẢO</text:p></draw:text-box></draw:frame>"


# --- the words of a paragraph ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Quyết định số 1" + span("2/QĐ", "B") + "-UBND", "Quyết định số 12/QĐ-UBND"),
        ("\n   hai\n   chữ ", "hai chữ "),
        ("hai" + span(" ", "B") + " chữ", "hai chữ"),
        ('a<text:s text:c="3"/>b<text:tab/>c', "a   b\tc"),
        ("a<text:soft-page-break/>b<text:bookmark/>c", "abc"),
        ("<text:a>Kế hoạch số 5</text:a>/KH-UBND", "Kế hoạch số 5/KH-UBND"),
        ("ngày <text:date>28/02/2022</text:date> và <text:bookmark-ref>Phụ lục 1</text:bookmark-ref>", "ngày 28/02/2022 và Phụ lục 1"),
        ("lời<office:annotation><text:p>chú</text:p></office:annotation> nói", "lời nói"),
        ("giảm <text:change-start/>12<text:change-end/> xã<text:change/>", "giảm 12 xã"),
        ("Còn" + span(" nháp", "Hid") + " lại" + span(span(" đây", "Not"), "Hid"), "Còn lại đây"),
        ("giao" + span("1", "Up") + " và" + span("2", "Up2") + " và" + span("3", "Up3"), "giao¹ và² và³"),
        ("913 km" + span("2", "Up") + "; CO" + span("2", "Low") + "; H" + span("2", "Low2"), "913 km2; CO2; H2"),
        (span("Báo cáo", "Caps") + " kết quả", "BÁO CÁO kết quả"),
        ("Khung" + BOX + " sau", "Khung sau|DỰ THẢO"),
        ("<text:ruby><text:ruby-base>chữ</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>", "chữ"),
        ("Gồm:<text:line-break/>- Một<text:line-break/> hai", "Gồm:|- Một|hai"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(words: str, text: str):
    assert text_of(p(words), RAISED + DOWN + HIDDEN + CAPITALS) == text.split("|")


def test_what_is_tracked_is_counted_and_deletions_are_not_read():
    region = "<text:changed-region><text:{0}><office:change-info/>{1}</text:{0}></text:changed-region>"
    body = "<text:tracked-changes>" + region.format("deletion", p("13")) + region.format("deletion", p(""))
    body += region.format("insertion", "") + "</text:tracked-changes>" + p("giảm 12 xã" + span("ẩn", "Hid"))
    body += '<text:section text:display="none">' + p("mục ẩn") + "</text:section>"
    source = read(body, HIDDEN)
    assert [line.text for line in source.lines] == ["giảm 12 xã"]
    assert dict(source.remarks) == {"insertions": 1, "deletions": 1, "hidden": 2}


def test_headings_and_addresses():
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="H" style:family="paragraph" style:default-outline-level="2"/>'
    )
    named = '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"/>'
    body = '<text:h text:outline-level="1">a</text:h>' + p("b", "P1") + p("c", "H") + p("d") + BOX
    body += (
        f"<text:section><text:table-of-content><text:index-body>{p('e')}</text:index-body></text:table-of-content></text:section>"
    )
    source = read(body, styles, named)
    assert [(line.text, line.heading, line.address) for line in source.lines] == [
        ("a", True, Address(paragraph=1)),
        ("b", True, Address(paragraph=2)),
        ("c", True, Address(paragraph=3)),
        ("d", False, Address(paragraph=4)),
        ("DỰ THẢO", False, Address()),
        ("e", False, Address(paragraph=5)),
    ]


# --- lists -----------------------------------------------------------------------------------------------------------

LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-number text:level="4" style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:start-value="3"/>'
    '<text:list-level-style-bullet text:level="5" text:bullet-char="•"/>'
    '<text:list-level-style-number text:level="6" style:num-format="" style:num-suffix="."/>'
    "</text:list-style>"
    '<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="1" style:num-list-format="Điều %1%:"/></text:list-style>'
)


def listed(*items: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (listed(p("x"), p("x") + p("thêm"), p("x")), ["I. x", "II. x", "thêm", "III. x"]),
        (listed(p("x") + listed(p("x"), p("x") + listed(p("x"), more="")), p("x")), ["I. x", "1. x", "2. x", "2.1. x", "II. x"]),
        (listed(p("x")) + p("giữa") + listed(p("x")), ["I. x", "giữa", "I. x"]),
        (listed(p("x")) + p("giữa") + listed(p("x"), more='text:style-name="L" text:continue-numbering="true"'), ["I. x", "giữa", "II. x"]),
        (
            listed(p("x"), more='text:style-name="L" xml:id="a"') + listed(p("y")) + listed(p("x"), more='text:continue-list="a" text:style-name="L"'),
            ["I. x", "I. y", "II. x"],
        ),
        (listed(listed(listed(listed(p("x"), p("x") + listed(p("x")))))), ["(c) x", "(d) x", "- x"]),
        (listed(listed(listed(listed(listed(listed(p("x"))))))), ["x"]),
        (listed(p("x"), more='text:style-name="M"'), ["Điều 1: x"]),
        (listed(p("x"), more='text:style-name="không có"'), ["x"]),
        ("<text:list text:style-name='L'><text:list-header>" + p("đầu") + "</text:list-header><text:list-item text:start-value='5'>" + p("x") + "</text:list-item></text:list>", ["đầu", "V. x"]),
        (listed(p("x", "P"), more=""), ["I. x"]),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_computed(body: str, texts: list[str]):
    styles = LISTS + '<style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>'
    assert text_of(body, styles) == texts


def test_numbers_of_headings_are_those_of_the_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    headings = ((1, ""), (2, ""), (2, ""), (3, ""), (1, ""), (2, 'text:is-list-header="true"'), (2, ""))
    body = "".join(f'<text:h text:outline-level="{level}" {more}>x</text:h>' for level, more in headings)
    assert text_of(body, named=outline) == ["I. x", "1. x", "2. x", "x", "II. x", "x", "1. x"]
    assert text_of(body) == ["x"] * 7


# --- notes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("aaa" + note("1", "một", "hai") + " bbb" + note("2", "ba")), [(1, "aaa", "một\nhai"), (2, "bbb", "ba")]),
        (p("aaa(" + note("1", "một") + ")."), [(1, "aaa", "một")]),
        (p("aaa" + note("", "một", label="*") + "bbb" + note("1", "hai")), [(1, "aaa", "một"), (1001, "bbb", "hai")]),
        (p("aaa" + note("1", "một")) + p("bbb" + note("1", "hai")), [(1, "aaa", "một"), (1001, "bbb", "hai")]),
        (p("aaa" + note("1", "một") + "bbb" + note("i", "hai", kind="endnote")), [(1, "aaa", "một"), (1001, "bbb", "hai")]),
        (p("aaa" + note("1", "xem" + note("2", "trong"))), [(1, "aaa", "xem")]),
    ],
)
def test_notes_are_tied_to_their_marks(body: str, found: list[tuple[int, str, str]]):
    report = build(read(body))
    assert not report.stray_marks
    assert [
        (n.key, report.text[n.mark.at - 3 : n.mark.at] if n.mark else "", report.text[slice(*n.span)]) for n in report.notes
    ] == found


# --- tables ----------------------------------------------------------------------------------------------------------


def table(*rows: str, head: str = "") -> str:
    above = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return f"<table:table><table:table-column/>{above}{''.join(rows)}</table:table>"


def tr(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def tc(*words: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{''.join(w if w.startswith('<') else p(w) for w in words)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            [tr(tc("a"), tc("b", "c")), tr(tc(), tc("d"))],
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b|c"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "d")],
        ),
        ([tr(tc("a", more='table:number-columns-spanned="2"'), COVERED, tc("b"))], [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]),
        (
            [tr(tc("a", more='table:number-rows-spanned="2"'), tc("b")), tr(COVERED, tc("c"))],
            [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        ),
        ([tr('<table:covered-table-cell table:number-columns-repeated="2"/>', tc("a"))], [(0, 2, 1, 1, "a")]),
        ([tr(tc("a"), more='table:number-rows-repeated="2"')], [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "a")]),
        ([tr(tc("a", table(tr(tc("b"), tc("c")))), tc("d"))], [(0, 0, 1, 1, "a|b|c"), (0, 1, 1, 1, "d")]),
    ],
)
def test_cells_of_tables(rows: list[str], cells: list[tuple[int, int, int, int, str]]):
    source = read(p("trước") + table(*rows) + p("sau"))
    (found,) = source.tables
    assert [
        (c.row, c.column, c.rows, c.columns, "|".join(source.lines[a.line - 1].text[a.start : a.end] for a in c.parts))
        for c in found.cells
    ] == cells


def test_header_rows_and_addresses_of_cells():
    source = read(table(tr(tc("c"), tc("d")), head=tr(tc("a"), tc("b"))))
    assert source.tables[0].headed == 1
    assert [line.address for line in source.lines] == [Address(cell=Cell(1, row, column)) for row in (1, 2) for column in (1, 2)]


# --- files that are odd, damaged or made to attack -------------------------------------------------------------------


def refusal(data: bytes) -> str:
    with pytest.raises(Failure) as caught:
        source_of(data, "a.odt")
    return caught.value.text.en


REPEATED = 'table:number-columns-repeated="999999999"'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"mimetype": MIME}), "damaged"),
        (zipped({"mimetype": MIME, "content.xml": b"<a>"}), "damaged"),
        (zipped({"mimetype": MIME, "content.xml": b"<a/>"}), "damaged"),
        (odt("<text:section>" * 5000 + "</text:section>" * 5000), "damaged"),
        (odt(p("&a;")), "damaged"),
        (zipped({**unzipped(odt(p("a"))), "META-INF/manifest.xml": b"<a>"}), "damaged"),
        (odt(table(tr(tc("a", more=REPEATED)))), "table cells"),
        (odt(table(*[tr(tc("a"), more='table:number-rows-repeated="999999999"')] * 9)), "table cells"),
        (odt(p('<text:s text:c="999999999"/>' * 9000)), "larger than 3 MB"),
    ],
)
def test_what_is_refused(data: bytes, words: str):
    assert words in refusal(data)


def test_a_password_is_told():
    manifest = b'<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert "password" in refusal(zipped({**unzipped(odt(p("a"))), "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x00"}))


@pytest.mark.parametrize("body", ["", p(""), p("  "), table(tr(tc())), p(span("ẩn", "Hid"))])
def test_a_file_without_words_is_empty(body: str):
    with pytest.raises(Empty):
        source_of(odt(body, HIDDEN), "a.odt")


def test_rows_without_cells_cost_nothing():
    rows = tr("<table:x/>", more='table:number-rows-repeated="999999999"') * 2000
    assert text_of(p("a") + table(rows)) == ["a"]


def test_a_file_without_styles_is_read():
    members = unzipped(odt(p("a", "P")))
    del members["styles.xml"]
    assert source_of(zipped(members), "a.odt").lines[0].text == "a"


def test_damaged_files_are_read_or_fail_clearly():
    chosen = random.Random(5)
    whole = odt(
        listed(p("x" + note("1", "một"))) + table(tr(tc("a", more='table:number-rows-spanned="2"'))), RAISED + LISTS, HIDDEN
    )
    content = unzipped(whole)["content.xml"]
    for turn in range(300):
        tags = re.split(rb"(?=<)", content)
        place, other = chosen.randrange(1, len(tags)), chosen.randrange(1, len(tags))
        tags[place], tags[other] = tags[other], tags[place]
        values = re.sub(rb'"\w*"', lambda _: chosen.choice([b'"-1"', b'"99999999999"', b'"x"', b'"0"', b'""', b'"2"']), content)
        for data in (
            whole[: len(whole) * turn // 300],
            zipped({**unzipped(whole), "content.xml": b"".join(tags)}),
            zipped({**unzipped(whole), "content.xml": values}),
        ):
            try:
                build(source_of(data, "a.odt"))
            except Failure:
                continue
