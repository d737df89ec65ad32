"""Where names begin and end, and which spellings are one name."""

import pytest

from grammar.names import find
from tests.helpers import report_of_text


def names(text: str) -> list[str]:
    return [name.text for name in find(report_of_text(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giao Phòng Kinh tế - Hạ tầng và UBND các xã: Tân Lập.", ["Phòng Kinh tế - Hạ tầng"]),
        ("Giao Phòng Kinh tế, Hạ tầng và Đô thị chủ trì.", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("Đề nghị Sở Tài chính, Sở Nội vụ và Sở Y tế.", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"]),
        ("Giao Phòng Nội vụ, công chức các xã.", ["Phòng Nội vụ"]),
        ("Giao Văn phòng HĐND và UBND huyện.", ["Văn phòng HĐND và UBND"]),
        ("Giao Phòng Lao động - Thương binh và Xã hội huyện.", ["Phòng Lao động - Thương binh và Xã hội"]),
        ("Nộp trên Cổng dịch vụ công quốc gia và tại xã.", ["Cổng dịch vụ công quốc gia"]),
        ("Tại Bộ phận Tiếp nhận và Trả kết quả cấp xã.", ["Bộ phận Tiếp nhận và Trả kết quả"]),
        ("Cải thiện PAR INDEX, Par-Index và ứng dụng VNeID.", ["PAR INDEX", "Par-Index", "VNeID"]),
        ("Tại xã Đăk Kôi, xã Đắk Kôi.", ["Đăk Kôi", "Đắk Kôi"]),
        ("Công tác TDTHPL; theo dõi thi hành pháp luật (TDTHPL).", ["TDTHPL"]),
        ("Ban hành Kế hoạch số 5. Các Trung tâm y tế. Nha Trang.", []),
        ("Hệ thống quản lý chất lượng được áp dụng.", []),
    ],
)
def test_names_end_where_they_end(text: str, found: list[str]):
    assert [name for name in names(text) if name != "INDEX"] == found


def test_a_name_in_small_letters_goes_as_far_as_elsewhere():
    text = "Giao Trung tâm Văn hóa và Truyền thông. Đề nghị Trung tâm Văn hóa và truyền thông tích cực tham gia."
    assert names(text) == ["Trung tâm Văn hóa và Truyền thông", "Trung tâm Văn hóa và truyền thông"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Phòng Kinh tế - Hạ tầng", "Phòng Kinh tế và Hạ tầng"),
        ("Phòng Văn hoá & Thông tin", "Phòng Văn hóa - Thông tin"),
        ("Phòng Lao động-TB&XH", "Phòng Lao động - Thương binh và Xã hội"),
        ("Uỷ ban Nhân dân", "Ủy ban nhân dân"),
    ],
)
def test_spellings_of_one_name_share_its_key(one: str, two: str):
    first, second = find(report_of_text(f"Giao {one}. Đề nghị {two} huyện."))
    assert first.key == second.key


def test_a_dash_at_a_line_end_tells_nothing():
    lines = [
        "Trong năm qua, Ủy ban nhân dân huyện đã chỉ đạo các cơ quan chuyên môn là Phòng Tài chính -",
        "Kế hoạch huyện và các xã, thị trấn trên địa bàn thực hiện nghiêm túc nội dung của kế hoạch đề",
        "ra, bảo đảm đúng tiến độ, chất lượng theo yêu cầu.",
    ]
    assert names("\n".join(lines)) == ["Ủy ban nhân dân"]
