"""Which citations are one document, why, and how sure that is."""

import datetime
from typing import Any

import pytest

from grammar.authors import author
from grammar.facts import Document
from tests.helpers import facts_of_text


def documents(text: str) -> list[tuple[str, list[int], str]]:
    return [(document.id, list(document.citations), document.confidence) for document in facts_of_text(text).documents]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh; theo Kế hoạch số 12/KH-UBND ngày 05 tháng 03 năm 2022 của UBND tỉnh.",
            [("12/KH-UBND 2022-03-05", [0, 1], "certain")],
            id="one date in two styles",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh; theo Kế hoạch số 12/KH-UBND, các sở đã làm.",
            [("12/KH-UBND 2022-03-05", [0, 1], "likely")],
            id="a short mention goes to the only one it can be",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh; Kế hoạch số 12/KH-UBND ngày 09/3/2022 của UBND huyện; "
            "theo Kế hoạch số 12/KH-UBND của UBND huyện.",
            [("12/KH-UBND 2022-03-05", [0], "certain"), ("12/KH-UBND 2022-03-09", [1, 2], "likely")],
            id="the level tells which",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 về chuyển đổi số năm 2022; Kế hoạch số 12/KH-UBND ngày 09/3/2023 về phòng, chống "
            "thiên tai và tìm kiếm cứu nạn; theo Kế hoạch số 12/KH-UBND về chuyển đổi số.",
            [("12/KH-UBND 2022-03-05", [0, 2], "likely"), ("12/KH-UBND 2023-03-09", [1], "certain")],
            id="the subject tells which",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 12/KH-UBND ngày 09/3/2023; theo Kế hoạch số 12/KH-UBND, các xã đã làm.",
            [
                ("12/KH-UBND 2022-03-05", [0], "certain"),
                ("12/KH-UBND 2023-03-09", [1], "certain"),
                ("12/KH-UBND", [2], "certain"),
            ],
            id="several fit: never merged",
        ),
        pytest.param(
            "Quyết định số 01/QĐ-UBND ngày 09/01/2025; Quyết định số 01/2025/QĐ-UBND ngày 09/01/2025.",
            [("01/QĐ-UBND 2025-01-09", [0], "certain"), ("01/2025/QĐ-UBND 2025-01-09", [1], "certain")],
            id="with and without the year: two series",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh; Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện.",
            [("12/KH-UBND 2022-03-05", [0], "certain"), ("12/KH-UBND 2022-03-05 #2", [1], "certain")],
            id="two levels on one day: two documents, two ids",
        ),
        pytest.param(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện Đăk Hà; Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND huyện Ngọc Hồi.",
            [("12/KH-UBND 2022-03-05", [0], "certain"), ("12/KH-UBND 2022-03-05 #2", [1], "certain")],
            id="two districts on one day",
        ),
        pytest.param(
            "Luật Đất đai năm 2013 và Luật Đất đai năm 2013; Luật Đất đai năm 2024.",
            [("Luật Đất đai 2013", [0, 1], "certain"), ("Luật Đất đai 2024", [2], "certain")],
            id="laws by name and year",
        ),
    ],
)
def test_documents(text: str, wanted: list[Any]):
    assert documents(text) == wanted


def test_date_and_issuer_are_those_of_the_first_mention_that_gives_them():
    text = "Theo Kế hoạch số 12/KH-UBND, các sở đã làm. Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh Lâm Đồng."
    (document,) = facts_of_text(text).documents
    assert isinstance(document, Document)
    assert document.date == datetime.date(2022, 3, 5)
    assert document.issuer
    assert document.issuer.text == "UBND tỉnh Lâm Đồng"


def test_an_impossible_date_dates_no_document():
    (document,) = facts_of_text("Kế hoạch số 12/KH-UBND ngày 31/4/2022 của UBND tỉnh.").documents
    assert document.date is None


@pytest.mark.parametrize(
    ("text", "binding", "issuer"),
    [
        ("Đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022 về chuyển đổi số.", "profile", "UBND huyện Đăk Tô"),
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/3/2022, các xã đã làm.", None, None),
        ("Đã nhận Công văn số 120/SNV-CCHC ngày 05/3/2022.", None, None),
        ("Đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh.", "after", "UBND tỉnh"),
    ],
)
def test_an_act_that_names_nobody_is_the_reports_own_agencys(text: str, binding: str | None, issuer: str | None):
    head = "UBND HUYỆN ĐĂK TÔ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBÁO CÁO\nKết quả công tác\n\n"
    facts = facts_of_text(head + text)
    agency, how = author(facts.citations[0], facts.profile.issuer)
    assert (agency.text if agency else None, how) == (issuer, binding)
