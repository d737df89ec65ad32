"""Places with the part each plays, their spellings and mergers; the periods that a report names for itself."""

import pytest

from grammar.places import alike, canonical, merged
from grammar.vocabulary import provinces
from tests.helpers import facts_of_text

HEAD = (
    "UBND TỈNH HÀ TĨNH\nUBND HUYỆN CẨM XUYÊN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Cẩm Xuyên, ngày 05 tháng 12 năm 2023\nBÁO CÁO\nKết quả công tác cải cách hành chính trên địa bàn huyện Cẩm Xuyên năm 2023\n"
)


def test_the_provinces_of_today_are_made_of_those_before():
    assert len(provinces()) == 34
    assert sum(len(before) for before in provinces().values()) == 63


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đắk Lắk", "Đăk Lăk"),
        ("Đắk Lắk", "ĐắkLắk"),
        ("Đắk Lắk", "Daklak"),
        ("Hoà Bình", "Hòa Bình"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Thừa Thiên Huế", "Huế"),
        ("Krông Pắc", "Krông Păk"),
        ("Kon Rẫy", "Kon Ray"),
        ("Kon Rẫy", "Kon Rẫy Khóa"),
    ],
)
def test_spellings_of_one_name(one: str, other: str):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Giang", "Hậu Giang"),
        ("Kiên Giang", "Tiền Giang"),
        ("Quảng Nam", "Quảng Ninh"),
        ("Đăk Hà", "Đăk Tô"),
        ("Tân Lập", "Tân Lộc"),
    ],
)
def test_two_names(one: str, other: str):
    assert not alike(one, other)


def test_mergers_of_2025():
    assert merged("Kon Tum", "Quảng Ngãi")
    assert merged("Đăk Nông", "Bình Thuận")
    assert not merged("Kon Tum", "Gia Lai")
    assert canonical("Attapeu") is None


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("UBND huyện Thạch Hà đã ban hành kế hoạch.", "actor"),
        ("- Phòng Nội vụ huyện Thạch Hà đã tham mưu.", "actor"),
        ("HĐND và UBND huyện Thạch Hà đã quan tâm.", "actor"),
        ("Công tác tuyên truyền trên địa bàn huyện Thạch Hà được chú trọng.", "where"),
        ("Kế hoạch của UBND huyện Thạch Hà được thực hiện.", "owner"),
        ("Các phòng thuộc UBND huyện Thạch Hà nghiêm túc thực hiện.", "owner"),
        ("Đăng trên Cổng thông tin điện tử huyện Thạch Hà.", "owner"),
        ("Phối hợp với huyện Thạch Hà.", "beside"),
        ("UBND huyện Thạch Hà, huyện Kỳ Anh đã thống nhất.", "beside"),
        ("Bưu điện huyện Thạch Hà đã nhận hồ sơ.", "other"),
        ("Hội nghị được tổ chức tại huyện Thạch Hà.", "other"),
    ],
)
def test_the_part_that_a_place_plays(sentence: str, role: str):
    places = [place for place in facts_of_text(HEAD + sentence).places if place.name == "Thạch Hà"]
    assert [place.role for place in places] == [role]


def test_letterhead_and_title():
    places = facts_of_text(HEAD).places
    assert [(place.unit, place.level, place.name, place.role) for place in places] == [
        ("tỉnh", "province", "Hà Tĩnh", "letterhead"),
        ("huyện", "district", "Cẩm Xuyên", "letterhead"),
        ("huyện", "district", "Cẩm Xuyên", "title"),
    ]


def test_every_place_has_the_span_of_its_words():
    facts = facts_of_text(HEAD + "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN HUYỆN CẨM XUYÊN\nCHỦ TỊCH")
    assert [facts.report.excerpt(place.span) for place in facts.places if place.role == "signature"] == ["HUYỆN CẨM XUYÊN"]


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        (
            "Kết quả công tác cải cách hành chính năm 2023 và phương hướng, nhiệm vụ năm 2024",
            [("year", 2023 * 12, 2023 * 12 + 11)],
        ),
        ("Công tác cải cách hành chính quý II/2024", [("part", 2024 * 12 + 3, 2024 * 12 + 5)]),
        (
            "Công tác cải cách hành chính quý II và 6 tháng đầu năm 2024",
            [("part", 2024 * 12 + 3, 2024 * 12 + 5), ("part", 2024 * 12, 2024 * 12 + 5)],
        ),
        ("Công tác cải cách hành chính 06 tháng cuối năm 2024", [("part", 2024 * 12 + 6, 2024 * 12 + 11)]),
        ("Công tác cải cách hành chính tháng 5 năm 2024", [("part", 2024 * 12 + 4, 2024 * 12 + 4)]),
        (
            "Sơ kết 05 năm (2021 - 2025) thực hiện Chương trình tổng thể giai đoạn 2021 - 2030",
            [("years", 2021 * 12, 2025 * 12 + 11)],
        ),
        ("Kết quả thực hiện Nghị quyết số 76/NQ-CP giai đoạn 2021 - 2025", []),
        ("Kết quả Chỉ số cải cách hành chính năm 2022", []),
    ],
)
def test_the_periods_of_a_title(title: str, periods: list[tuple[str, int, int]]):
    found = facts_of_text(f"BÁO CÁO\n{title}\nUBND huyện đã triển khai.").periods
    assert [(period.form, period.first, period.last) for period in found] == periods
