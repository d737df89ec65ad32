"""Word files as Word, LibreOffice, Google Docs and drafters make them: what is read of them, and what is not."""

import io
import random
import re
import unicodedata

import docx as docx_library
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grammar.report import Span, normal
from grammar.source import Address, Cell, Source
from grammar.structure import build
from lint.failure import Empty, Failure
from lint.readers import source_of
from lint.readers.word import read
from tests.lint.make_word import (
    abstract,
    docx,
    level,
    note,
    num,
    p,
    r,
    raised,
    ref,
    separators,
    style,
    table,
    tc,
    tr,
    unzipped,
    zipped,
)


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def text_of(body: str, **parts: str) -> list[str]:
    return texts(read(docx(body, **parts)))


# --- the words of a paragraph ----------------------------------------------------------------------------------------

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, MIDDLE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
INSTRUCTION = "<w:r><w:instrText>HYPERLINK 12/QĐ-UBND</w:instrText></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
DRAWN = f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
CHOICES = "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("Quyết định số 1") + "<w:proofErr w:type='spellStart'/>" + r("2/Q") + r("Đ-UBND", "<w:b/>"), "Quyết định số 12/QĐ-UBND"),
        (r("số") + "<w:bookmarkStart w:id='0' w:name='a'/><w:bookmarkEnd w:id='0'/>" + r(" 12"), "số 12"),
        ("<w:smartTag w:uri='u' w:element='date'><w:smartTagPr/>" + r("28/02/2022") + "</w:smartTag>", "28/02/2022"),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + r("28/02/2022") + "</w:sdtContent></w:sdt>", "28/02/2022"),
        ("<w:hyperlink w:anchor='a'>" + r("Kế hoạch số 5") + "</w:hyperlink>" + r("/KH-UBND"), "Kế hoạch số 5/KH-UBND"),
        ("<w:fldSimple w:instr='REF a'>" + r("Phụ lục 1") + "</w:fldSimple>", "Phụ lục 1"),
        (BEGIN + INSTRUCTION + MIDDLE + r("Phụ lục 1") + END + r(" kèm"), "Phụ lục 1 kèm"),
        (BEGIN + INSTRUCTION + END + r("kèm"), "kèm"),
        (BEGIN + BEGIN + INSTRUCTION + MIDDLE + r("never") + END + MIDDLE + r("12") + END + r(" xã"), "12 xã"),
        (END + MIDDLE + r("kèm"), "kèm"),
        (r("giảm ") + "<w:ins w:id='1'>" + r("12") + "</w:ins><w:del w:id='2'><w:r><w:delText>13</w:delText></w:r></w:del>" + r(" xã"), "giảm 12 xã"),
        ("<w:moveFrom w:id='1'>" + r("cũ") + "</w:moveFrom><w:moveTo w:id='2'>" + r("mới") + "</w:moveTo>", "mới"),
        ("<w:ins w:id='1'><w:del w:id='2'><w:r><w:delText>cũ</w:delText></w:r></w:del></w:ins>" + r("còn"), "còn"),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "a\tb"),
        (r("12") + "<w:r><w:noBreakHyphen/></w:r>" + r("KL"), "12\u2011KL"),
        (r("hành") + "<w:r><w:softHyphen/></w:r>" + r("chính"), "hành\u00adchính"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>một</w:t></w:r><w:r><w:br w:type='page'/></w:r>", "một"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" + r(" rà soát"), "• rà soát"),
        ("<w:r><w:sym w:font='Symbol' w:char='F02D'/></w:r>" + r(" rà soát"), "- rà soát"),
        (r("số ") + "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:char='D800'/><w:sym w:char='x'/></w:r>" + r(" 5"), "số ≥ 5"),
        (r("Còn ") + r("nháp 12/QĐ", "<w:vanish/>") + r("lại"), "Còn lại"),
        (r("thấy", "<w:vanish w:val='0'/>"), "thấy"),
        (r("ẩn", "<w:rStyle w:val='Hidden'/>") + r("thấy", "<w:rStyle w:val='Hidden'/><w:vanish w:val='false'/>"), "thấy"),
        ("<w:commentRangeStart w:id='0'/>" + r("lời") + "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>", "lời"),
        ("<m:oMath><m:r><m:t>x = 5</m:t></m:r></m:oMath>", "x = 5"),
        (r("hai\ndòng\rmột"), "hai dòng một"),
        ("<w:r><w:t>a</w:t><w:t/><w:t>b</w:t></w:r>", "ab"),
        ("<!-- lời -->" + r("một") + "<?pi x?>", "một"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(inner: str, text: str):
    styles = style("Hidden", kind="character", more="<w:rPr><w:vanish/></w:rPr>")
    assert text_of(f"<w:p>{inner}</w:p>", styles=styles) == [text]


def test_a_field_without_end_hides_no_more_than_its_paragraph():
    assert text_of(p("một", BEGIN) + p(BEGIN, "hai") + p("ba")) == ["một", "", "ba"]


def test_the_result_of_a_field_runs_over_paragraphs():
    assert text_of(p(BEGIN, INSTRUCTION, MIDDLE, "một") + p("hai", END) + p("ba")) == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (r("Khung") + f"<w:r>{CHOICES.format(DRAWN, VML)}</w:r>", ["Khung", "DỰ THẢO"]),
        (f"<w:r>{VML}</w:r>" + r("Khung"), ["Khung", "DỰ THẢO"]),
        (f"<w:r>{DRAWN}</w:r>", ["", "DỰ THẢO"]),
        (f"<w:r>{CHOICES.format('', VML)}</w:r>", [""]),
        (f"<w:r><mc:AlternateContent><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent></w:r>", ["", "DỰ THẢO"]),
        (f"<w:del w:id='1'><w:r>{VML}</w:r></w:del>", [""]),
    ],
)
def test_text_boxes_are_read_once_behind_their_paragraph(inner: str, found: list[str]):
    source = read(docx(f"<w:p>{inner}</w:p>" + p("Sau")))
    assert texts(source) == [*found, "Sau"]
    assert [line.address for line in source.lines if line.text == "DỰ THẢO"] == [Address()] * found.count("DỰ THẢO")
    assert source.lines[-1].address == Address(paragraph=2)


def test_line_breaks_begin_a_line_unless_the_sentence_goes_on():
    source = read(docx("<w:p>" + "<w:r><w:br/></w:r>".join(map(r, ("Gồm:", "- Một;", "Hai", "ba", "", "a) Bốn"))) + "</w:p>"))
    assert [(line.text, line.opens) for line in source.lines] == [
        ("Gồm:", True),
        ("- Một;", True),
        ("Hai", True),
        ("ba", False),
        ("a) Bốn", True),
    ]
    assert {line.address for line in source.lines} == {Address(paragraph=1)}


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    source = read(docx(p("Quyết định số ", more=mark) + p("12/QĐ-UBND") + p("Hai") + p("Ba", more=mark) + table(tr(tc("ô")))))
    assert texts(source) == ["Quyết định số 12/QĐ-UBND", "Hai", "Ba", "ô"]


def test_what_the_remarks_count():
    body = (
        p("a", "<w:ins w:id='1'>" + r("b") + "</w:ins>", "<w:ins w:id='2'><w:r/></w:ins>")
        + p("<w:del w:id='3'><w:r><w:delText>c</w:delText></w:r></w:del>", "<w:moveFrom w:id='4'>" + r("d") + "</w:moveFrom>")
        + p(r("e", "<w:vanish/>"), r("f", "<w:vanish/>"))
        + table(tr(tc("g"), more="<w:del w:id='5'/>"), tr(tc("h")))
        + p("i", "k", style="Hid")
    )
    source = read(docx(body, styles=style("Hid", more="<w:rPr><w:vanish/></w:rPr>")))
    assert dict(source.remarks) == {"insertions": 1, "deletions": 3, "hidden": 3}
    assert [text for text in texts(source) if text] == ["ab", "h"]
    assert dict(read(docx(p("a"))).remarks) == {}


# --- raised characters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("giao") + raised("1") + r("."), "giao¹."),
        (r("1.845") + raised("1") + raised("2") + r(" thủ tục"), "1.845¹² thủ tục"),
        (r("văn bản") + raised("1") + raised(", ") + raised("2"), "văn bản¹, ²"),
        (r("điều hành") + raised("(1)"), "điều hành(1)"),
        (r("điều hành(") + raised("1") + r(")"), "điều hành(1)"),
        (r("913 km") + raised("2") + r("; 5 m") + raised("3"), "913 km2; 5 m3"),
        (r("913 km") + raised("21"), "913 km2¹"),
        (r("ôm") + raised("2"), "ôm²"),
        (r("30") + raised("o") + r("C, CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "30oC, CO2"),
        (r("giao") + r("1", '<w:position w:val="6"/>') + r("2", '<w:position w:val="-6"/>'), "giao¹2"),
        (r("giao") + r("1", '<w:rStyle w:val="Mark"/>') + r("2", '<w:rStyle w:val="Mark"/><w:vertAlign w:val="baseline"/>'), "giao¹2"),
        (r("Báo cáo", "<w:caps/>") + r(" kết quả", '<w:caps w:val="0"/>') + r(" năm", '<w:rStyle w:val="Caps"/>'), "BÁO CÁO kết quả NĂM"),
        (r("tháng 2021") + raised("2022"), "tháng 20212022"),
    ],
)  # fmt: skip
def test_raised_digits_and_capitals_are_written_as_they_are_shown(inner: str, text: str):
    styles = style("Base", kind="character", more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    styles += style("Mark", kind="character", based="Base")
    styles += style("Caps", kind="character", more="<w:rPr><w:caps/></w:rPr>")
    assert text_of(f"<w:p>{inner}</w:p>", styles=styles) == [text]


def test_typed_notes_are_tied_to_their_raised_marks():
    body = p("Tỉnh đã ban hành kế hoạch", raised("1"), " và các quyết định", raised("2"), ".")
    body += p("Các sở đã triển khai thực hiện đầy đủ.") + p("_" * 20)
    body += p(raised("1"), " Kế hoạch số 12/KH-UBND.") + p(raised("2"), " Quyết định số 15/QĐ-UBND.")
    report = build(read(docx(body)))
    assert [(n.number, report.text[slice(*n.span)]) for n in report.notes] == [
        (1, "Kế hoạch số 12/KH-UBND."),
        (2, "Quyết định số 15/QĐ-UBND."),
    ]
    assert report.text.startswith("Tỉnh đã ban hành kế hoạch và các quyết định.")


# --- footnotes -------------------------------------------------------------------------------------------------------


def noted(body: str, **parts: str) -> list[tuple[int, int, str, str]]:
    """Of each note of the report: its key, its number, the words before its mark, and its own words."""
    report = build(read(docx(body, **parts)))
    assert not report.stray_marks
    return [
        (n.key, n.number, report.text[max(n.mark.at - 3, 0) : n.mark.at] if n.mark else "", report.text[slice(*n.span)])
        for n in report.notes
    ]


NOTES = separators() + note(7, "bảy") + note(2, "hai") + note(3, "ba") + note(4, "bốn")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("aaa", ref(7), "bbb", ref(2), "."), [(1, 1, "aaa", "bảy"), (2, 2, "bbb", "hai")]),
        (p("aaa(", ref(7), ") bbb"), [(1, 1, "aaa", "bảy")]),
        (p("aaa", ref(7), raised(","), raised(" "), ref(2), "."), [(1, 1, "aaa", "bảy"), (2, 2, "aaa", "hai")]),
        (p("aaa[", ref(7), "], bbb"), [(1, 1, "aaa", "bảy")]),
        (p("aaa", f"<w:del w:id='1'>{ref(7)}</w:del>", "bbb", ref(2)), [(1, 1, "bbb", "hai")]),
        (table(tr(tc(p("aaa", ref(2))), tc("x"))) + p("bbb", ref(7)), [(1, 1, "aaa", "hai"), (2, 2, "bbb", "bảy")]),
        (p("aaa", ref(7, custom="*"), "bbb", ref(2)), [(1, 1, "aaa", "bảy"), (1001, 1, "bbb", "hai")]),
        (p("aaa", ref(7, custom="một câu dài hơn mọi dấu"), "b"), [(1, 1, "aaa", "bảy")]),
        (p("aaa", "<w:r><w:br/></w:r>", "Bbb", ref(7)), [(1, 1, "Bbb", "bảy")]),
    ],
)
def test_notes_bear_the_numbers_of_their_marks_in_the_text(body: str, found: list[tuple[int, int, str, str]]):
    assert noted(body, footnotes=NOTES) == found


def test_a_mark_is_raised_digits_and_tied():
    source = read(docx(p("giao", ref(7), " và", ref(2), "."), footnotes=NOTES))
    line = source.lines[0]
    assert line.text == "giao¹ và²."
    assert [(line.text[m.start : m.end], m.note) for m in line.marks] == [("¹", 1), ("²", 2)]
    assert [(other.text.strip(), other.note, other.address) for other in source.lines[1:]] == [
        ("bảy", 1, Address()),
        ("hai", 2, Address()),
    ]


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ("", [1, 2, 3]),
        ('<w:footnotePr><w:numStart w:val="5"/></w:footnotePr>', [5, 6, 7]),
        ('<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>', [1, 1001, 1002]),
        ('<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>', [1, 2, 1001]),
        ('<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>', [1, 2, 3]),
    ],
)
def test_footnotes_are_counted_as_the_settings_say(settings: str, keys: list[int]):
    section, page = "<w:sectPr/>", "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = p("aaa", ref(2), more=section) + p("bbb", ref(3)) + p(page, "ccc", ref(4))
    for parts in ({"settings": settings}, {"body": f"<w:sectPr>{settings}</w:sectPr>"}):
        whole = body + parts.pop("body", "")
        assert [key for key, *_ in noted(whole, footnotes=NOTES, **parts)] == keys


def test_endnotes_have_keys_of_their_own():
    ends = separators("endnote") + note(2, "cuối", kind="endnote")
    assert noted(p("aaa", ref(7), "bbb", ref(2, "endnote")), footnotes=NOTES, endnotes=ends) == [
        (1, 1, "aaa", "bảy"),
        (1001, 1, "bbb", "cuối"),
    ]
    assert noted(p("bbb", ref(2, "endnote")), endnotes=ends) == [(1, 1, "bbb", "cuối")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (p("<w:r><w:footnoteRef/></w:r>", " Như: một") + p("Hai"), "Như: một\nHai"),
        (p("(", "<w:r><w:footnoteRef/></w:r>", ") Như: một"), "Như: một"),
        (p("<w:r><w:footnoteRef/></w:r>", ". Như: một"), "Như: một"),
        (p("<w:r><w:footnoteRef/></w:r>") + p("Hai"), "Hai"),
        (p("không có số"), "không có số"),
        (p("<w:r><w:footnoteRef/></w:r>", "Bảng:") + table(tr(tc("a"), tc("b")), tr(tc("c"), tc())), "Bảng:\na\nb\nc"),
        (p("dẫn", ref(7), " tiếp"), "dẫn tiếp"),
    ],
)
def test_the_words_of_a_note(words: str, text: str):
    ((*_, found),) = noted(p("aaa", ref(1)), footnotes=note(1, words) + note(7, "bảy"))
    assert found == text


def test_a_note_that_no_mark_refers_to_is_not_read():
    assert text_of(p("aaa"), footnotes=NOTES) == ["aaa"]


def test_a_mark_whose_note_is_missing_or_empty_is_told():
    for parts in ({}, {"footnotes": separators()}, {"footnotes": note(9, p("<w:r><w:footnoteRef/></w:r>"))}):
        report = build(read(docx(p("aaa", ref(9)) + p("b"), **parts)))
        assert [mark.raw for mark in report.stray_marks] == ["¹"] or "footnotes" not in parts
        assert report.text.startswith("aaa")


# --- headings --------------------------------------------------------------------------------------------------------

STYLES = (
    style("Normal", "Normal").replace("<w:style ", '<w:style w:default="1" ', 1)
    + style("u1", "heading 1", based="Normal")
    + style("Own", "Mục lớn", based="u1")
    + style("Vi", "Đầu đề 2")
    + style("Level", "Cấp ba", more='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("Contents", "TOC Heading", based="u1", more='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    + style("Loop", "Vòng", based="Pool")
    + style("Pool", "Quanh", based="Loop")
    + style("Title", "Title")
    + style("Sub", "Subtitle")
)


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        (p("a", style="u1"), True),
        (p("a", style="Own"), True),
        (p("a", style="Vi"), True),
        (p("a", style="Level"), True),
        (p("a", style="Title"), True),
        (p("a", more='<w:outlineLvl w:val="0"/>'), True),
        (p("a", style="u1", more='<w:outlineLvl w:val="9"/>'), False),
        (p("a", style="Contents"), False),
        (p("a", style="Sub"), False),
        (p("a", style="Loop"), False),
        (p("a", style="Missing"), False),
        (p("a"), False),
    ],
)
def test_headings_are_told_by_their_styles(paragraph: str, heading: bool):
    assert read(docx(paragraph, styles=STYLES)).lines[0].heading is heading


# --- numbers of lists ------------------------------------------------------------------------------------------------

OUTLINE = abstract(
    0, level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3."), level(3, "%4)", "lowerLetter"), level(4, "–", "bullet")
)


def listed(*places: tuple[int, int], numbering: str, styles: str = "") -> list[str]:
    """The labels of paragraphs in the lists and on the levels given."""
    body = "".join(p("x", num=of, level=at) for of, at in places)
    return [line.removesuffix("x").rstrip() for line in text_of(body, numbering=numbering, styles=styles)]


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ([(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2)], ["I.", "1.", "1.1.", "1.2.", "2.", "2.1."]),
        ([(1, 0), (1, 1), (1, 0), (1, 1)], ["I.", "1.", "II.", "1."]),
        ([(1, 3), (1, 3), (1, 4)], ["a)", "b)", "-"]),
        ([(1, 2), (1, 1)], ["1.1.", "1."]),
        ([(1, 1), (2, 1), (1, 1)], ["1.", "2.", "3."]),
        ([(1, 1), (3, 1), (3, 1), (1, 1)], ["1.", "5.", "6.", "7."]),
        ([(1, 8), (0, 0), (99, 0)], ["", "", ""]),
        ([(4, 0), (4, 1)], ["Điều 1.", "1."]),
    ],
)
def test_numbers_of_lists_are_computed(places: list[tuple[int, int]], labels: list[str]):
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Điều %1.")}</w:lvlOverride>'
    nums = num(1, 0) + num(2, 0) + num(3, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>')
    assert listed(*places, numbering=OUTLINE + nums + num(4, 0, own)) == labels


@pytest.mark.parametrize(
    ("shape", "start", "label"),
    [
        ("decimal", 12, "12."),
        ("decimalZero", 3, "03."),
        ("upperRoman", 14, "XIV."),
        ("lowerRoman", 4, "iv."),
        ("upperLetter", 27, "AA."),
        ("lowerLetter", 5, "e."),
        ("ordinal", 2, "2."),
        ("none", 2, "."),
        ("upperRoman", 999_999_999, "999999999."),
        ("lowerLetter", 999_999_999, "999999999."),
        ("decimal", 0, "0."),
    ],
)
def test_how_numbers_are_shown(shape: str, start: int, label: str):
    assert listed((1, 0), numbering=abstract(0, level(0, "%1.", shape, start)) + num(1, 0)) == [label]


@pytest.mark.parametrize(("sign", "label"), [("", "-"), ("-", "-"), ("+", "+"), ("•", "-"), ("o", "-"), ("\uf0b7", "-")])
def test_bullets(sign: str, label: str):
    assert listed((1, 0), numbering=abstract(0, level(0, sign, "bullet")) + num(1, 0)) == [label]


@pytest.mark.parametrize(
    ("restart", "labels"),
    [
        ("", ["1.", "I.", "1."]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "I.", "2."]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "I.", "1."]),
    ],
)
def test_where_a_level_begins_anew(restart: str, labels: list[str]):
    levels = level(0, "%1.", "upperRoman"), level(1, "%2.", more=restart)
    assert listed((1, 1), (1, 0), (1, 1), numbering=abstract(0, *levels) + num(1, 0)) == labels


def test_legal_numbers_and_levels_of_another_shape():
    levels = level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>"), level(2, "%1.%3.")
    assert listed((1, 0), (1, 1), (1, 2), numbering=abstract(0, *levels) + num(1, 0)) == ["I.", "1.1.", "I.1."]


def test_numbers_that_styles_give():
    numbered = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = (
        style("A", more=numbered.format(""))
        + style("B", more=numbered.format(""))
        + style("C", based="A")
        + style("D", more=numbered.format("<w:ilvl w:val='2'/>"))
    )
    levels = level(0, "%1.", more='<w:pStyle w:val="A"/>'), level(1, "%1.%2.", more='<w:pStyle w:val="B"/>'), level(2, "%3)")
    body = p("a", style="A") + p("b", style="B") + p("c", style="C") + p("d", style="D")
    body += (
        p("e", style="A", num=0)
        + "<w:p><w:pPr><w:pStyle w:val='A'/><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr>"
        + r("f")
        + "</w:p>"
    )
    assert text_of(body, styles=styles, numbering=abstract(0, *levels) + num(1, 0)) == [
        "1. a",
        "1.1. b",
        "2. c",
        "1) d",
        "e",
        "2.1. f",
    ]


def test_a_list_that_names_a_style_of_lists():
    linked = style("Lists", kind="numbering", more="<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>")
    pattern = abstract(0, more='<w:numStyleLink w:val="Lists"/>') + abstract(
        1, level(0, "%1)"), more='<w:styleLink w:val="Lists"/>'
    )
    assert listed((1, 0), (2, 0), numbering=pattern + num(1, 0) + num(2, 1), styles=linked) == ["1)", "2)"]
    circle = abstract(0, level(0, "%1)"), more='<w:numStyleLink w:val="Lists"/>') + num(2, 0)
    assert listed((2, 0), numbering=circle, styles=linked) == ["1)"]


def test_hidden_and_deleted_items_are_not_counted():
    body = p("a", num=1) + p(r("b", "<w:vanish/>"), num=1) + p("<w:del w:id='1'>" + r("c") + "</w:del>", num=1) + p("d", num=1)
    assert text_of(body, numbering=abstract(0, level(0, "%1.")) + num(1, 0)) == ["1. a", "", "", "2. d"]


def test_a_mark_in_a_numbered_item_keeps_its_place():
    source = read(docx(p("giao", ref(7), num=1), numbering=abstract(0, level(0, "%1.")) + num(1, 0), footnotes=NOTES))
    (mark,) = source.lines[0].marks
    assert source.lines[0].text == "1. giao¹"
    assert source.lines[0].text[mark.start : mark.end] == "¹"


# --- tables ----------------------------------------------------------------------------------------------------------


def grid(source: Source, place: int = 0) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table: row, column, rows, columns, words."""
    return [
        (c.row, c.column, c.rows, c.columns, "|".join(source.lines[a.line - 1].text[a.start : a.end] for a in c.parts))
        for c in source.tables[place].cells
    ]


def control(inner: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


SPAN2, DOWN, STILL = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([tr(tc("a"), tc("b")), tr(tc("c"), tc())], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "")]),
        ([tr(tc("a", more=SPAN2), tc("b"))], [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]),
        (
            [tr(tc("a", more=DOWN), tc("b")), tr(tc(more=STILL), tc("c")), tr(tc("d", more=STILL), tc("e")), tr(tc("f"), tc("g"))],
            [(0, 0, 3, 1, "a|d"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "e"), (3, 0, 1, 1, "f"), (3, 1, 1, 1, "g")],
        ),
        (
            [tr(tc("a", more=SPAN2 + DOWN), tc("b")), tr(tc(more=SPAN2 + STILL), tc("c"))],
            [(0, 0, 2, 2, "a"), (0, 2, 1, 1, "b"), (1, 2, 1, 1, "c")],
        ),
        ([tr(tc("a", more=STILL), tc("b"))], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        (
            [tr(tc("a", more=DOWN)), tr(tc("b")), tr(tc("c", more=STILL))],
            [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b"), (2, 0, 1, 1, "c")],
        ),
        (
            [tr(tc("a", more='<w:hMerge w:val="restart"/>'), tc(more="<w:hMerge/>"), tc("b"))],
            [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")],
        ),
        ([tr(tc("a"), more='<w:gridBefore w:val="2"/>')], [(0, 2, 1, 1, "a")]),
        ([tr(tc("a"), more="<w:del w:id='1'/>"), tr(tc("b"))], [(0, 0, 1, 1, "b")]),
        ([tr(tc("a", p(), "b")), tr()], [(0, 0, 1, 1, "a|b")]),
        ([tr(tc("a", table(tr(tc("b"), tc("c")))), tc("d"))], [(0, 0, 1, 1, "a|b|c"), (0, 1, 1, 1, "d")]),
        ([control(tr(control(tc("a"))))], [(0, 0, 1, 1, "a")]),
        ([tr(tc("a", more='<w:gridSpan w:val="999999999"/>'))], [(0, 0, 1, 256, "a")]),
        ([tr(tc(p("a", f"<w:r>{VML}</w:r>")))], [(0, 0, 1, 1, "a|DỰ THẢO")]),
    ],
)  # fmt: skip
def test_cells_of_tables(rows: list[str], cells: list[tuple[int, int, int, int, str]]):
    source = read(docx(p("trước") + table(*rows) + p("sau")))
    assert grid(source) == cells
    assert len(source.tables) == 1


def test_numbers_of_cells_that_hold_nothing_else():
    body = table(*(tr(tc(p(num=1)), tc("x")) for _ in range(2)))
    source = read(docx(body, numbering=abstract(0, level(0, "%1")) + num(1, 0)))
    assert [words for *_, words in grid(source)] == ["1", "x", "2", "x"]


def test_addresses():
    source = read(docx(p("a") + table(tr(tc("b"), tc("c", "d"))) + p() + p("e") + table(tr(tc("f", more=SPAN2), tc("g")))))
    assert [(line.text, line.address) for line in source.lines] == [
        ("a", Address(paragraph=1)),
        ("b", Address(cell=Cell(1, 1, 1))),
        ("c", Address(cell=Cell(1, 1, 2))),
        ("d", Address(cell=Cell(1, 1, 2))),
        ("", Address(paragraph=2)),
        ("e", Address(paragraph=3)),
        ("f", Address(cell=Cell(2, 1, 1))),
        ("g", Address(cell=Cell(2, 1, 3))),
    ]
    assert [line.number for line in source.lines] == list(range(1, 9))


def test_header_rows_are_those_that_come_first():
    head = "<w:tblHeader/>"
    source = read(docx(table(tr(tc("a"), more=head), tr(tc("b"), more=head), tr(tc("c")), tr(tc("d"), more=head))))
    assert source.tables[0].headed == 2
    assert read(docx(table(tr(tc("a"), more='<w:tblHeader w:val="0"/>')))).tables[0].headed == 0


# --- files that are odd, damaged or made to attack -------------------------------------------------------------------

REPORT = docx(
    p("BÁO CÁO", style="u1")
    + p("Thực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022", ref(7), num=1)
    + table(tr(tc("a"), tc("b", more=DOWN)), tr(tc("c"), tc(more=STILL))),
    styles=STYLES,
    numbering=OUTLINE + num(1, 0),
    footnotes=NOTES,
)


def refusal(data: bytes) -> str:
    with pytest.raises(Failure) as caught:
        source_of(data, "a.docx")
    return caught.value.text.en


@pytest.mark.parametrize("body", ["", p(), p("  \t"), table(tr(tc())), p(r("ẩn", "<w:vanish/>"))])
def test_a_file_without_words_is_empty(body: str):
    with pytest.raises(Empty):
        source_of(docx(body), "a.docx")


def test_strict_open_xml_and_other_names_of_parts():
    members = unzipped(REPORT)
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    old = transitional + b"wordprocessingml/2006/main"
    renamed = {
        name: data.replace(old, strict + b"wordprocessingml/main").replace(
            transitional + b"officeDocument/2006/", strict + b"officeDocument/"
        )
        for name, data in members.items()
    }
    assert source_of(zipped(renamed), "a.docx") == read(REPORT)
    moved = {
        name.replace("styles.xml", "styles2.xml"): data.replace(b"styles.xml", b"/word/styles2.xml")
        for name, data in members.items()
    }
    assert read(zipped(moved)) == read(REPORT)
    bare = {name: data for name, data in members.items() if not name.endswith(".rels")}
    assert read(zipped(bare)) == read(REPORT)
    assert texts(read(zipped({"word/document.xml": members["word/document.xml"]})))[0] == "BÁO CÁO"
    assert source_of(docx(p("a"), main="word/document2.xml"), "a.docx").lines[0].text == "a"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"word/document.xml": b"<a>"}), "damaged"),
        (zipped({"word/document.xml": b"<a/>"}), "damaged"),
        (zipped({"word/document.xml": b""}), "damaged"),
        (zipped({"word/document.xml": b"\xff\xfe<"}), "damaged"),
        (docx("<w:p>" * 100_000 + "</w:p>" * 100_000), "damaged"),
        (docx(p("a" * 1000) * 9000), "larger than 3 MB"),
        (docx(p("<w:r><w:t>" + "a\u0301" + "\u0301" * 60 + "</w:t></w:r>")), "stacked"),
        (docx(p("Thùc hiÖn QuyÕt ®Þnh sè 12/Q§-UBND ngµy 28/02/2022 cña Uû ban nh©n d©n huyÖn vÒ kÕ ho¹ch")), "TCVN3"),
        (docx(table("<w:tr>" + "<w:tc/>" * 1000 + "</w:tr>") * 101), "table cells"),
        (docx("<w:p/>" * 6_000_001), "unpacks"),
        (docx("<w:p/>" * 100_001), "lines"),
    ],
    ids=["cut", "no-document", "nothing", "no-xml", "deep", "long", "stacked", "tcvn3", "cells", "nodes", "lines"],
)
def test_what_is_refused(data: bytes, words: str):
    assert words in refusal(data)


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml"])
@pytest.mark.parametrize("entity", ['"x"', 'SYSTEM "file:///etc/hostname"', '"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"'])
def test_entities_are_refused(part: str, entity: str):
    declared = f'<!DOCTYPE w:document [<!ENTITY b "yyyyyyyyyy"><!ENTITY a {entity}>]>'
    document = unzipped(docx(p("&a;")))["word/document.xml"]
    members = {"word/document.xml": document.replace(b"&a;", b"a"), part: declared.encode() + document}
    assert "damaged" in refusal(zipped(members))


def test_a_label_or_a_note_cannot_make_a_small_file_large():
    numbering = abstract(0, level(0, "%1" * 5000, start=999_999_999)) + num(1, 0)
    assert len(text_of(p("x", num=1), numbering=numbering)[0]) < 400
    many = docx(p(*[ref(1)] * 20), footnotes=note(1, "a" * 600_000))
    assert "larger than 3 MB" in refusal(many)


DEEP = 240


@pytest.mark.parametrize(
    "opening",
    [
        "<w:r>",
        "<w:ins w:id='1'>",
        "<w:sdt><w:sdtContent>",
        "<w:txbxContent><w:p>",
        "<m:oMath>",
        "<mc:AlternateContent><mc:Choice>",
    ],
)
def test_deep_nesting_is_read_or_refused(opening: str):
    names = re.findall(r"<([\w:]+)", opening)
    turns = DEEP // len(names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    body = "<w:p>" + opening * turns + r("chữ") + closing * turns + "</w:p>"
    assert [text for text in text_of(body) if text] == ["chữ"]


def test_tables_in_tables_are_lines_of_the_outer_cell():
    inner = p("chữ")
    for _ in range(75):
        inner = table(tr(tc("a", inner)))
    (found,) = read(docx(inner)).tables
    assert len(found.cells[0].parts) == 76


def test_a_directory_that_lies_about_sizes_is_refused():
    size = len(unzipped(REPORT)["word/document.xml"])
    for lie in (size - 1, 10, 0):
        with_lie = REPORT.replace(size.to_bytes(4, "little"), lie.to_bytes(4, "little"))
        assert with_lie != REPORT
        assert "damaged" in refusal(with_lie)


def spoiled(data: bytes, chosen: random.Random) -> bytes:
    """The bytes with some of them changed."""
    changed = bytearray(data)
    for _ in range(chosen.randint(1, 6)):
        changed[chosen.randrange(len(changed))] = chosen.randrange(256)
    return bytes(changed)


def test_damaged_archives_only_ever_fail_clearly():
    chosen = random.Random(7)
    cut = [REPORT[: len(REPORT) * part // 60] for part in range(1, 60)]
    flipped = [spoiled(REPORT, chosen) for _ in range(300)]
    assert sum(map(reads, cut + flipped)) < 40


def test_damaged_parts_are_read_or_fail_clearly():
    """Bytes changed within the XML: attributes without sense, elements in wrong places."""
    chosen = random.Random(8)
    members = unzipped(REPORT)
    for name, data in members.items():
        for _ in range(100):
            reads(zipped({**members, name: spoiled(data, chosen)}))
        for _ in range(100):
            tags = re.split(rb"(?=<)", data)
            place, other = chosen.randrange(1, len(tags)), chosen.randrange(1, len(tags))
            tags[place], tags[other] = tags[other], tags[place]
            values = re.sub(rb'"\d+"', lambda _: chosen.choice([b'"-1"', b'"99999999999"', b'"x"', b'"0"', b'""', b'"2"']), data)
            reads(zipped({**members, name: b"".join(tags)}))
            reads(zipped({**members, name: values}))
    for name in members:
        reads(zipped({other: data for other, data in members.items() if other != name}))


def reads(data: bytes) -> bool:
    """Whether a file is read; the report of it can be built then."""
    try:
        source_of(data, "a.docx")
        build(read(data))
    except Failure:
        return False
    return True


# --- what the report makes of it -------------------------------------------------------------------------------------


def test_every_span_leads_back_to_its_source():
    body = (
        p("BÁO CÁO", style="u1")
        + p("Thực hiện Quyết định số 12", r("/QĐ-UBND", "<w:b/>"), ref(7), " và 1.845", raised("3"), " thủ tục", num=1)
        + p("hai", "<w:r><w:br/></w:r>", "dòng a\u0323\u0302", "<w:r><w:softHyphen/></w:r>", "n", ref(2))
        + table(tr(tc("Chỉ tiêu"), tc("Số")), tr(tc(p("x", ref(3))), tc("5", "6")))
    )
    report = build(read(docx(body, footnotes=NOTES, numbering=OUTLINE + num(1, 0))))
    text = report.text
    for block in report.blocks:
        for start in range(block.start, block.end):
            for end in range(start + 1, min(block.end, start + 25) + 1):
                if not text[start].isspace() and not text[end - 1].isspace():
                    found = "".join(joint + normal(source) for joint, source in report.segments(Span(start, end)))
                    assert found == text[start:end]
    assert len(report.tables) == 1
    assert [note.number for note in report.notes] == [1, 2, 3]


CHARACTERS = st.sampled_from("aắđỉ 12.,()[]/-\u00ad\u200b\u0301\u0323\xa0ÐА‑–\u2028I")
RUNS = st.one_of(
    st.text(CHARACTERS, max_size=6).map(r),
    st.text(CHARACTERS, max_size=3).map(raised),
    st.sampled_from([ref(7), ref(2), ref(3, custom="*"), "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", r("ẩn", "<w:vanish/>")]),
)
PARAGRAPHS = st.builds(lambda runs, num: p(*runs, num=num), st.lists(RUNS, max_size=6), st.sampled_from([None, None, 1]))
BLOCKS = st.one_of(PARAGRAPHS, st.lists(PARAGRAPHS, min_size=1, max_size=4).map(lambda cells: table(tr(*map(tc, cells)))))


@given(st.lists(BLOCKS, min_size=1, max_size=6).map("".join), st.data())
@settings(max_examples=200, deadline=None)
def test_spans_of_any_file_lead_back_to_it(body: str, data: st.DataObject):
    report = build(read(docx(p("Kết quả") + body, footnotes=NOTES, numbering=OUTLINE + num(1, 0))))
    block = data.draw(st.sampled_from(report.blocks))
    places = [at for at in range(block.start, block.end + 1) if at == block.end or not unicodedata.combining(report.text[at])]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    span = Span(start, end)
    assume(start < end and not report.text[start].isspace() and not report.text[end - 1].isspace())
    assert "".join(joint + normal(source) for joint, source in report.segments(span)) == report.text[start:end]
    assert report.locate(span)


def test_an_accent_behind_a_mark_is_no_part_of_it():
    report = build(
        read(docx(p("Kết quả") + table(tr(tc(p(r("1111111111"), ref(7), r("\u0301a"))), tc(p("b")))), footnotes=NOTES))
    )
    span = next(block.span for block in report.blocks if report.text.startswith("1111111111", block.start))
    assert "".join(joint + normal(source) for joint, source in report.segments(span)) == report.text[span.start : span.end]


def test_what_python_docx_writes():
    document = docx_library.Document()
    document.add_heading("BÁO CÁO", 0)
    document.add_heading("I. CÔNG TÁC CHỈ ĐẠO", 1)
    document.add_paragraph("Ban hành kế hoạch", style="List Number")
    document.add_paragraph("Kiểm tra", style="List Number")
    document.add_paragraph("Tuyên truyền", style="List Bullet")
    document.add_paragraph("Diện tích 913 km").add_run("2").font.superscript = True
    cells = document.add_table(rows=2, cols=3)
    cells.cell(0, 0).merge(cells.cell(0, 1)).text = "Chỉ tiêu"
    cells.cell(1, 2).text = "5"
    file = io.BytesIO()
    document.save(file)
    source = read(file.getvalue())
    assert [(line.text, line.heading) for line in source.lines] == [
        ("BÁO CÁO", True),
        ("I. CÔNG TÁC CHỈ ĐẠO", True),
        ("1. Ban hành kế hoạch", False),
        ("2. Kiểm tra", False),
        ("- Tuyên truyền", False),
        ("Diện tích 913 km2", False),
        ("Chỉ tiêu", False),
        ("5", False),
    ]
    assert [cell[:4] for cell in grid(source) if cell[4]] == [(0, 0, 1, 2), (1, 2, 1, 1)]


def test_a_letterhead_and_a_signature_in_tables_are_read_as_lines():
    head = table(
        tr(
            tc("UBND TỈNH A", "SỞ NỘI VỤ", "Số: 12/BC-SNV"),
            tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        )
    )
    report = build(read(docx(head + p("BÁO CÁO") + p("Kết quả năm 2022") + p("Thực hiện nhiệm vụ."))))
    assert [block.kind for block in report.blocks][:5] == ["letterhead"] * 5
    assert not report.tables
