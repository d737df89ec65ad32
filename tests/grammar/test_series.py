"""Numbering series: what is one, and which documents are out of its order."""

import datetime
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grammar.facts import Series
from grammar.series import Member, Order, author_of, party_term
from tests.helpers import facts_of_text

DISTRICT = "UBND HUYỆN ĐĂK TÔ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBÁO CÁO\nKết quả công tác\n\n"
DAYS = st.dates(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
MEMBERS = st.lists(st.tuples(st.integers(1, 60), DAYS), max_size=9).map(
    lambda rows: [Member(number, day, place) for place, (number, day) in enumerate(rows)]
)


def series_of(text: str) -> list[Series]:
    return list(facts_of_text(text).series)


def numbers(text: str) -> list[tuple[tuple[str, ...], int | None, list[int]]]:
    facts = facts_of_text(text)
    return [
        (s.families, s.year, [int(facts.citations[facts.documents[d].citations[0]].number) for d in s.documents])
        for s in facts.series
    ]


def in_order(members: tuple[Member, ...]) -> bool:
    return all(one.day <= two.day for one, two in pairwise(members))


@given(MEMBERS)
def test_spine_open_and_out_are_those_of_every_some_and_no_longest_run(members: list[Member]):
    rows = sorted(members)
    runs = [run for size in range(len(rows) + 1) for run in combinations(rows, size) if in_order(run)]
    longest = max(len(run) for run in runs)
    best: list[set[Member]] = [set(run) for run in runs if len(run) == longest]
    order = Order(members)
    assert order.length == longest
    assert set(order.spine) == best[0].intersection(*best)
    assert set(order.open) == best[0].union(*best) - best[0].intersection(*best)
    assert set(order.out) == set(rows) - best[0].union(*best)


def test_letters_and_plans_are_one_series_where_their_numbers_change_off():
    text = (
        "UBND tỉnh đã ban hành: Kế hoạch số 11/KH-UBND ngày 05/01/2022; Công văn số 188/UBND-KTTH ngày 20/01/2022; Kế hoạch số "
        "256/KH-UBND ngày 26/01/2022; Công văn số 727/UBND-NC ngày 16/3/2022; Kế hoạch số 877/KH-UBND ngày 29/3/2022; "
        "Công văn số 1923/UBND-NC ngày 21/6/2022; Kế hoạch số 1945/KH-UBND ngày 22/6/2022; Công văn số 2035/UBND-NC ngày 29/6/2022; "
        "Kế hoạch số 2373/KH-UBND ngày 25/7/2022; Công văn số 2624/UBND-NC ngày 12/8/2022; Kế hoạch số 2801/KH-UBND ngày 22/8/2022; "
        "Công văn số 3003/UBND-TH ngày 09/9/2022; Kế hoạch số 3345/KH-UBND ngày 06/10/2022; Công văn số 3610/UBND-NC ngày 27/10/2022."
    )
    changing = [11, 188, 256, 727, 877, 1923, 1945, 2035, 2373, 2624, 2801, 3003, 3345, 3610]
    assert numbers(text) == [(("KH", "CV"), 2022, changing)]
    few, _ = text.split("; Kế hoạch số 2801")
    assert len(numbers(few)) == 2  # so few change off by chance


def test_letters_and_plans_are_two_series_where_they_do_not():
    text = (
        "UBND huyện đã ban hành: Kế hoạch số 11/KH-UBND ngày 05/01/2022; Công văn số 88/UBND-NC ngày 20/01/2022; Kế hoạch số "
        "26/KH-UBND ngày 26/3/2022; Công văn số 427/UBND-NC ngày 16/4/2022; Kế hoạch số 77/KH-UBND ngày 29/7/2022; Công văn số "
        "923/UBND-NC ngày 21/8/2022; Kế hoạch số 90/KH-UBND ngày 05/9/2022."
    )
    assert sorted(numbers(text)) == [(("CV",), 2022, [88, 427, 923]), (("KH",), 2022, [11, 26, 77, 90])]


def test_levels_years_and_normative_documents_are_apart():
    text = DISTRICT + (
        "UBND huyện ban hành Kế hoạch số 11/KH-UBND ngày 05/01/2022; Kế hoạch số 19/KH-UBND ngày 08/02/2022; Kế hoạch số "
        "15/KH-UBND ngày 08/02/2023; Kế hoạch số 16/KH-UBND ngày 09/02/2023.\n"
        "Thực hiện Kế hoạch số 256/KH-UBND ngày 26/01/2022 của UBND tỉnh và Kế hoạch số 641/KH-UBND ngày 08/3/2022 của UBND tỉnh.\n"
        "Quyết định số 01/2022/QĐ-UBND ngày 03/01/2022 của UBND huyện; Quyết định số 02/2022/QĐ-UBND ngày 25/5/2022 của UBND huyện; "
        "Quyết định số 87/QĐ-UBND ngày 03/3/2022 của UBND huyện."
    )
    found = {(s.families, s.year, s.normative, s.issuer): len(s.documents) for s in series_of(text)}
    assert found == {
        (("KH",), 2022, False, "UBND huyện"): 2,
        (("KH",), 2023, False, "UBND huyện"): 2,
        (("KH",), 2022, False, "UBND tỉnh"): 2,
        (("QĐ",), 2022, True, "UBND huyện"): 2,
    }


def test_a_partys_numbers_run_through_its_term():
    text = (
        "Nghị quyết số 09-NQ/TU ngày 18/02/2022 của Ban Thường vụ Tỉnh ủy; Nghị quyết số 14-NQ/TU ngày 20/6/2023 của Tỉnh ủy; Nghị "
        "quyết số 02-NQ/TU ngày 20/11/2015 của Tỉnh ủy."
    )
    assert numbers(text) == [(("NQ",), 2021, [9, 14])]


def test_the_national_assemblys_numbers_run_through_its_term():
    text = "Luật số 64/2020/QH14 ngày 18/6/2020; Luật số 51/2019/QH14 ngày 22/11/2019; Luật số 80/2015/QH13 ngày 22/6/2015."
    assert [(s.symbol, s.year, len(s.documents)) for s in series_of(text)] == [("QH14", None, 2)]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (datetime.date(2017, 10, 25), 2016),
        (datetime.date(2022, 2, 18), 2021),
        (datetime.date(2020, 12, 1), None),
        (datetime.date(2026, 5, 1), 2026),
    ],
)
def test_party_terms(day: datetime.date, term: int | None):
    assert party_term(day) == term


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện", ("district", "đăk tô")),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện Đăk Tô", ("district", "đăk tô")),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện Ngọc Hồi", ("district", "ngọc hồi")),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh", ("province", None)),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND thị trấn Đăk Tô", ("commune", "đăk tô")),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND thành phố", None),  # a city of the province, or the superior
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND xã", None),  # of which there are many
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND các huyện", None),
        ("Nghị định số 12/2022/NĐ-CP ngày 05/3/2022", (None, None)),
        ("Kế hoạch số 12/KH-SNV ngày 05/3/2022", (None, None)),
    ],
)
def test_author(text: str, author: tuple[str | None, str | None] | None):
    facts = facts_of_text(DISTRICT + f"Nội dung nêu tại {text}.")
    assert author_of(facts.citations[0], facts.profile.issuer) == author


def test_laws_and_resolutions_of_one_assembly_are_two_series():
    text = (
        "Luật số 51/2019/QH14 ngày 22/11/2019; Luật số 64/2020/QH14 ngày 18/6/2020; Nghị quyết số 56/2017/QH14 ngày 24/11/2017; "
        "Nghị quyết số 18/2016/QH14 ngày 23/7/2016."
    )
    assert sorted((s.families, len(s.documents)) for s in series_of(text)) == [(("Luật",), 2), (("Nghị quyết",), 2)]


def test_local_numbers_begin_again_with_the_two_tiers():
    text = (
        "UBND tỉnh đã ban hành Kế hoạch số 157/KH-UBND ngày 12/02/2025; Kế hoạch số 188/KH-UBND ngày 09/5/2025; Kế hoạch số 12/KH-UBND "
        "ngày 09/7/2025; Kế hoạch số 31/KH-UBND ngày 20/8/2025."
    )
    assert numbers(text) == [(("KH",), 2025, [157, 188]), (("KH",), 2025, [12, 31])]


def test_a_city_is_one_however_its_unit_is_written():
    texts = ("của UBND thành phố Kon Tum", "của UBND TP Kon Tum", "của UBND TP. Kon Tum")
    authors = {author_of(facts_of_text(f"Kế hoạch số 12/KH-UBND ngày 05/3/2022 {text}.").citations[0], None) for text in texts}
    units = {facts_of_text(f"Kế hoạch số 12/KH-UBND ngày 05/3/2022 {text}.").citations[0].issuer for text in texts}
    assert len(authors) == 1
    assert {agency.unit for agency in units if agency} == {"thành phố"}
