"""Results for the outputs that programs read: findings in a text and in a Word file, hostile words, a clean, a failed, a skipped report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from checks.registry import RULES
from checks.rule import Text
from lint.engine import Result, check_bytes
from lint.located import Located
from tests.lint.make_word import docx, note, p, ref, separators

DATA = Path(__file__).parent / "data"
NAME = "báo cáo/huyện An Bình: quý 1, 2022 100%.txt"
HOSTILE = "::error file=a::x ]]> &<b>\"' %0A%25 [bold]{0}[/bold] [nơi](https://example.org) \nđỏ"
TEXT = """ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH

BÁO CÁO
Kết quả cải cách hành chính năm 2022

I. CÔNG TÁC CHỈ ĐẠO

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2022 của UBND huyện về cải cách hành
chính năm 2022, ::error file=a::x ]]> &amp; <b>các xã</b> "đã" [bold]kiện toàn[/bold] {0}
Ban Chỉ đạo %0A và chỉ đạo các phòng, ban thực hiện nghiêm túc thực hiện
nghiêm túc nhiệm vụ được giao, thực hiện Công văn số 862/UBND-NC ngày 03/8/2022 của
UBND huyện về V/v hướng dẫn.

II. KẾT QUẢ

Căn cứ Kế hoạch số 12/KH-UBND ngày 15/01/2022 của UBND huyện về cải cách hành
chính năm 2022 và Quyết định số 45/QĐ-UBND ngày 31/02/2022 của UBND huyện về
kiện toàn Ban Chỉ đạo, các phòng, ban đã tự kiểm tra, báo cáo kết quả.
"""
WORD = docx(
    p("BÁO CÁO")
    + p("Kết quả cải cách hành chính năm 2022")
    + p("I. Kết quả")
    + p(
        "Các xã đã thực hiện thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2022 của UBND huyện về cải cách hành chính",
        ref(1),
        ". Các phòng, ban đã rà soát rà soát.",
    ),
    footnotes=separators() + note(1, "Kế hoạch số 12/KH-UBND ngày 15/01/2022 của UBND huyện về cải cách hành chính."),
)
CLEAN = "BÁO CÁO\nKết quả năm 2022\n"


def results() -> list[Result]:
    """What the run says of five reports; the note of the first one has a hostile message."""
    text = check_bytes(TEXT.encode(), NAME, RULES)
    text.findings = [with_message(f, HOSTILE) if f.severity == "note" else f for f in text.findings]
    return [
        text,
        check_bytes(WORD, "phụ lục/báo cáo.docx", RULES),
        check_bytes(CLEAN.encode(), "sạch.txt", RULES),
        check_bytes(b"\xff", "hỏng, <1>.txt", RULES),
        check_bytes(b"x", "ghi chú.txt", RULES, named=False),
    ]


def with_message(finding: Located, words: str) -> Located:
    return replace(finding, message=Text(words, words))


class Stream:
    """Results as they may come from a disk: gone through from the start, as often as wanted, and nothing else."""

    def __init__(self, given: list[Result], times: int = 1) -> None:
        self.given = given
        self.times = times

    def __iter__(self) -> Iterator[Result]:
        return (result for _ in range(self.times) for result in self.given)


def golden(name: str) -> str:
    return (DATA / name).read_bytes().decode("utf-8")
