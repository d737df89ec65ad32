"""Whether two subjects say the same: thresholds on both sides."""

import pytest
from rapidfuzz import fuzz

from grammar.subjects import DIFFERENT, SAME, Likeness, compare, normalised


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("KSTTHC năm 2022", "kiểm soát thủ tục hành chính năm 2022", "same"),
        ("công tác CCHC trên địa bàn huyện", "công tác cải cách hành chính nhà nước trên địa bàn huyện", "same"),
        ("số hoá hồ sơ, kết quả giải quyết TTHC", "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "same"),
        ("tuyên truyền cải cách hành chính năm 2023", "phòng, chống thiên tai và tìm kiếm cứu nạn", "different"),
        ("rà soát thủ tục hành chính năm 2023", "kiểm tra công tác cải cách hành chính năm 2023", "different"),
        ("kiểm tra", "tuyên truyền", "unknown"),
        # Alike in words, and two acts: 89.7 of 100.
        ("rà soát thủ tục hành chính lĩnh vực đất đai", "công bố thủ tục hành chính lĩnh vực đất đai", "unknown"),
        # Alike but for the topic that all such reports share.
        ("tuyên truyền công tác cải cách hành chính nhà nước", "kiểm tra công tác cải cách hành chính nhà nước", "different"),
        ("công tác cải cách hành chính nhà nước năm 2022", "kiểm tra công tác cải cách hành chính nhà nước năm 2022", "unknown"),
        ("kiểm tra công tác cải cách hành chính năm 2022", "kiểm tra công tác cải cách hành chính", "same"),
        ("chương trình tổng thể cải cách hành chính", "chương trình tổng thể cải cách hành chính nhà nước", "same"),
        (None, "kiểm soát thủ tục hành chính", "unknown"),
    ],
)
def test_compare(first: str | None, second: str | None, likeness: Likeness):
    assert compare(first, second) == likeness
    assert compare(second, first) == likeness


def test_years_are_masked_on_request_only():
    one, two = "chuyển đổi số huyện Đăk Tô năm 2024", "chuyển đổi số huyện Đăk Tô năm 2025"
    assert compare(one, two, masked_years=True) == "same"


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("cải thiện chỉ số hiệu quả quản trị của tỉnh năm 2022", "cải thiện chỉ số hiệu quả quản trị và hành chính công", "same"),
        ("quản lý, sử dụng tài sản công tại các đơn vị", "quản lý tài sản công tại cơ quan", "unknown"),
        ("khảo sát mức độ hài lòng của người dân, tổ chức", "đo lường sự hài lòng của người dân", "unknown"),
        ("thu hút đầu tư vào cụm công nghiệp", "thu gom chất thải rắn sinh hoạt vào ban đêm", "different"),
    ],
)
def test_the_thresholds_decide(first: str, second: str, likeness: Likeness):
    ratio = fuzz.token_set_ratio(normalised(first), normalised(second))
    assert likeness == ("same" if ratio >= SAME else "different" if ratio <= DIFFERENT else "unknown")
    assert compare(first, second) == likeness
