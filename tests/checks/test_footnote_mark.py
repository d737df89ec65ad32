"""Footnote marks in every layout: silence without a planted defect, one finding with one."""

from collections.abc import Callable

import pytest

from checks.lists.footnote_mark import FootnoteMark
from tests.grammar.make_reports import LAYOUTS, VARIETIES, Content, render, with_number_twice, without_mark, without_note
from tests.helpers import facts_of_text

NOTE = 12
QUIET = ("plain", "odd", "enumerated", "tables", "no-letterhead", "single", "unmarked", "unmarked-traps")
# A lost mark that is bare may stand in a figure as well: no more is said there than a note, or nothing.
BARE = {name for name, layout in LAYOUTS.items() if layout.marks == "digits"}


def found(report: Content, layout: str) -> list[tuple[str, str]]:
    facts = facts_of_text(render(report, LAYOUTS[layout]))
    return [(finding.severity, finding.claim) for finding in FootnoteMark().check(facts)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_said_of_a_report_without_defect(layout: str):
    for variety in QUIET:
        assert found(VARIETIES[variety](1), layout) == [], variety


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("defect", [without_mark, without_note, with_number_twice])
def test_a_planted_defect_is_found(layout: str, defect: Callable[[Content, int], Content]):
    said = found(defect(VARIETIES["plain"](1), NOTE), layout)
    if layout in BARE and defect is without_mark:
        assert len(said) <= 1
    else:
        assert [severity for severity, _ in said] in (["error"], ["warning"])
        assert str(NOTE) in said[0][1] or str(NOTE - 1) in said[0][1]


DOCUMENTS = (
    "Kế hoạch số {n}/KH-UBND ngày {d:02}/3/2023 của Ủy ban nhân dân huyện.",
    "Quyết định số {n}/QĐ-UBND ngày {d:02}/4/2023 của Chủ tịch Ủy ban nhân dân huyện.",
    "Báo cáo số {n}/BC-UBND ngày {d:02}/5/2023 của Ủy ban nhân dân huyện.",
)
SENTENCES = (
    "Ủy ban nhân dân huyện đã ban hành kế hoạch{} và tổ chức triển khai thực hiện đến các cơ quan.",
    "Các đơn vị đã hoàn thành nhiệm vụ theo quyết định{} của Chủ tịch Ủy ban nhân dân huyện giao.",
    "Kết quả được tổng hợp, báo cáo{} Sở Nội vụ theo đúng thời gian quy định của cấp trên.",
)
STYLES = {"paren": ("({})", "{} "), "digits": ("{}", "{} "), "bracket": ("[{}]", "[{}] ")}


def anew(
    pages: list[int], style: str, separator: bool, lost_mark: tuple[int, int] = (0, 0), lost_note: tuple[int, int] = (0, 0)
) -> str:
    """A report whose notes begin anew on each page: so many a page."""
    mark, label = STYLES[style]
    lines: list[str] = []
    for page, count in enumerate(pages, 1):
        notes = []
        for number in range(1, count + 1):
            kind = number % len(SENTENCES) - 1
            lines.append(SENTENCES[kind].format("" if lost_mark == (page, number) else mark.format(number)))
            if lost_note != (page, number):
                notes.append(label.format(number) + DOCUMENTS[kind].format(n=10 + page * 20 + number * 3, d=page * 5 + number))
        lines += [" " * 54] * separator + notes
    return "\n".join(lines)


# A page with one note only is told by its separator.
@pytest.mark.parametrize(
    ("pages", "separator"),
    [*((pages, rule) for pages in ([2, 3, 2], [5, 4, 3], [3, 3, 3, 3]) for rule in (True, False)), ([1, 2, 1, 4], True)],
)
@pytest.mark.parametrize("style", STYLES)
def test_numbers_that_begin_anew_are_series_of_their_own(pages: list[int], style: str, separator: bool):
    facts = facts_of_text(anew(pages, style, separator))
    assert [note.number for note in facts.report.notes] == [number for count in pages for number in range(1, count + 1)]
    assert all(note.mark and note.mark.number == note.number for note in facts.report.notes)
    for note in facts.report.notes:
        assert note.mark
        assert facts.report.text[: note.mark.at].endswith(("kế hoạch", "quyết định", "báo cáo"))
    assert list(FootnoteMark().check(facts)) == []


@pytest.mark.parametrize("style", STYLES)
def test_a_defect_in_the_second_series(style: str):
    for lost in ({"lost_mark": (2, 2)}, {"lost_note": (2, 2)}):
        facts = facts_of_text(anew([5, 4, 3], style, True, **lost))
        assert [(finding.severity, finding.data["number"]) for finding in FootnoteMark().check(facts)] == [("error", 2)]


def test_a_mark_that_may_stand_in_several_figures_is_a_note():
    text = (
        "Huyện đã ban hành kế hoạch1; công chức có 1412 người, viên chức sự nghiệp có 2632 người; kết quả được thông báo3.\n"
        "1 Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n2 Quyết định số 15/QĐ-UBND ngày 06/4/2022.\n3 Thông báo số 30/TB-UBND ngày 11/5/2022."
    )
    (finding,) = FootnoteMark().check(facts_of_text(text))
    assert finding.severity == "note"
    assert finding.data == {"number": 2, "readings": ["1412", "2632"]}


# How marks stand behind what is no word; "|" where a mark stands.
PLACES = (
    "Tỷ lệ đúng hạn đạt 99,5%|, kế hoạch| được giao; đạt 87%| và quyết định|.",
    "Các xã đã triển khai kế hoạch| đầy đủ.| Quyết định| như sau:|",
    "Theo mô hình ‘một cửa’|; kế hoạch|, quyết định| và công văn|.",
    "Diện tích 717 km2|; kế hoạch|, quyết định| và công văn|; 12 m2 đất, 3 m3 gỗ.",
    "Kế hoạch|, quyết định|; chứng chỉ B1, tin học A2, xã loại I; công văn| và báo cáo|.",
)


@pytest.mark.parametrize("sentence", PLACES)
def test_a_bare_mark_behind_a_sign_is_tied(sentence: str):
    text, count = "", 0
    for part in sentence.split("|"):
        text += (str(count) if count else "") + part
        count += 1
    notes = "\n".join(f"{n} Kế hoạch số {n * 12}/KH-UBND ngày 05/{n}/2022." for n in range(1, count))
    facts = facts_of_text(f"{text}\n{' ' * 54}\n{notes}")
    assert [note.number for note in facts.report.notes if note.mark] == list(range(1, count))
    assert list(FootnoteMark().check(facts)) == []


def test_terms_of_a_formula_are_no_marks():
    text = "Kế hoạch(1), quyết định(2).\nTheo công thức: A(1) + B(2) = C(3); cột(3) không áp dụng.\n" + " " * 54
    text += "\n1 Kế hoạch số 12/KH-UBND.\n2 Quyết định số 15/QĐ-UBND."
    assert list(FootnoteMark().check(facts_of_text(text))) == []


def test_a_count_below_ten_holds_no_mark():
    text = "Kế hoạch1 và hội nghị2; kiểm tra tại 03 đơn vị.\n" + " " * 54
    text += "\n1 Kế hoạch số 12/KH-UBND.\n2 Hội nghị ngày 12/4/2023.\n3 Quyết định số 15/QĐ-UBND."
    assert [finding.data for finding in FootnoteMark().check(facts_of_text(text))] == [{"number": 3}]


@pytest.mark.parametrize("sign", ["({})", "{}", "[{}]"])
def test_a_mark_that_stands_twice_is_where_the_next_belongs(sign: str):
    body = "Ban hành kế hoạch{}. Thành lập theo quyết định{}; xử lý phản ánh{}.\nKhảo sát người dân{}; tổng hợp báo cáo{}."
    marks = [sign.format(n) for n in (1, 2, 2, 4, 5)]
    notes = "\n".join(f"{n} Kế hoạch số {n * 12}/KH-UBND ngày 05/{n}/2022." for n in (1, 2, 3, 4, 5))
    facts = facts_of_text(f"{body.format(*marks)}\n{' ' * 54}\n{notes}")
    (finding,) = FootnoteMark().check(facts)
    assert finding.data == {"number": 3}
    assert [facts.report.excerpt(place.span) for place in finding.related] == [f"phản ánh{marks[2]}"]


def test_one_figure_among_marks_behind_words_is_named():
    text = "Kế hoạch1, quyết định2, công văn3, báo cáo4; có 1295 hồ sơ; thông báo6.\n" + " " * 54 + "\n"
    text += "\n".join(f"{n} Kế hoạch số {n * 12}/KH-UBND ngày 05/{n}/2022." for n in range(1, 7))
    (finding,) = FootnoteMark().check(facts_of_text(text))
    assert finding.severity == "note"
    assert finding.data == {"number": 5, "readings": ["1295"]}
    # A year with a digit more is no figure.
    assert list(FootnoteMark().check(facts_of_text(text.replace("có 1295 hồ sơ", "năm 20235")))) == []
