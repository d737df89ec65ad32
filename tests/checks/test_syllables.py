"""Where a syllable's tone mark stands."""

import pytest

from checks.wording.syllables import corrected, is_syllable


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("huyêṇ", "huyện"),
        ("Nguyêñ", "Nguyễn"),
        ("cuả", "của"),
        ("qủa", "quả"),
        ("gía", "giá"),
        ("trứơc", "trước"),
        ("đựợc", "được"),
        ("tòan", "toàn"),
        ("nghiã", "nghĩa"),
    ],
)
def test_a_mark_goes_where_it_belongs(word: str, right: str):
    assert corrected(word) == right
    assert corrected(right) is None


@pytest.mark.parametrize(
    "word", ["hoá", "hóa", "thuỷ", "thủy", "giếng", "quý", "khuỷu", "Señor", "Ñăm", "naïve", "xã", "UBND", ""]
)
def test_right_and_foreign_words_are_left_alone(word: str):
    assert corrected(word) is None


def test_syllables():
    assert all(map(is_syllable, ["nghiêng", "quyết", "ĐẢNG", "giữ", "ủy"]))
    assert not any(map(is_syllable, ["ko", "Garðar", "street", "f", "ngê", ""]))
