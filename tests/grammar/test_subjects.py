"""Whether two subjects say the same: thresholds on both sides."""

import pytest

from grammar.subjects import Likeness, compare


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("KSTTHC năm 2022", "kiểm soát thủ tục hành chính năm 2022", "same"),
        ("công tác CCHC trên địa bàn huyện", "công tác cải cách hành chính nhà nước trên địa bàn huyện", "same"),
        ("số hoá hồ sơ, kết quả giải quyết TTHC", "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "same"),
        ("tuyên truyền cải cách hành chính năm 2023", "phòng, chống thiên tai và tìm kiếm cứu nạn", "different"),
        ("rà soát thủ tục hành chính năm 2023", "kiểm tra công tác cải cách hành chính năm 2023", "different"),
        ("kiểm tra", "tuyên truyền", "unknown"),
        (None, "kiểm soát thủ tục hành chính", "unknown"),
    ],
)
def test_compare(first: str | None, second: str | None, likeness: Likeness):
    assert compare(first, second) == likeness
    assert compare(second, first) == likeness


def test_years_are_masked_on_request_only():
    one, two = "chuyển đổi số huyện Đăk Tô năm 2024", "chuyển đổi số huyện Đăk Tô năm 2025"
    assert compare(one, two, masked_years=True) == "same"
