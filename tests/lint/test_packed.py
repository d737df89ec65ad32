"""Results as bytes: what comes out is what went in, whatever a report holds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import RULES
from lint import packed
from lint.engine import Result, check_bytes
from lint.output import json
from lint.run import Run, Wishes
from lint.spool import Held, InMemory, Spool
from tests.lint.batch import BOTH, PLAN

PIECES = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 31/02/2022 của UBND tỉnh Sơn La. ",
    "Các xã đã ban hành ban hành 15 văn bản (10 Nghị quyết, 06 Quyết định). ",
    "<!-- doisoat: ignore CIT105 -- đã đính chính -->",
    "<!-- doisoat: ignore-file TXT -->",
    "Đạt tỷ lệ 12/34 hồ sơ (99,9%)1. ",
    "Quyết định số 5/QĐ-UBND ngày 01/02/2022 và Quyết định số 5/QĐ-UBND ngày 02/02/2022 của UBND tỉnh. ",
    "\n\n",
    "| a | 1 |\n|---|---|\n",
)
ANY = st.characters(codec="utf-8")


def in_json(held: Held) -> str:
    run = Run()
    run.add(held, Wishes())
    run.finish()
    return "\n".join(json.check(run, "en"))


def briefed(held: Held) -> Any:
    brief = held.brief()
    return brief and [(span, held.place(span)) for span in brief.spans()]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(ANY, max_size=12)), min_size=1, max_size=12),
    st.sampled_from(["md", "txt"]),
)
def test_whatever_a_report_holds(pieces: list[str], ending: str):
    result = check_bytes(("BÁO CÁO\n\n" + "".join(pieces)).encode(), f"a.{ending}", RULES, across=True)
    data = packed.pack(result)
    spooled = Spool().keep(packed.Packed(data, result.path))
    for held in (packed.Packed(data, result.path), spooled):
        assert in_json(held) == in_json(InMemory(result))
        assert briefed(held) == briefed(InMemory(result))
        assert dict(held.tally()) == dict(InMemory(result).tally())
        assert held.whole().findings == result.findings
        assert held.whole().suppressions == result.suppressions


@pytest.mark.parametrize("name", ["b.txt", 'thư "mục"/b\x1b.txt', "../b.txt"])
def test_another_name(name: str):
    words = (BOTH + PLAN.format(day=14, province=" Sơn La")).encode()
    data = packed.pack(check_bytes(words, "a.txt", RULES, across=True))
    expected = check_bytes(words, name, RULES, across=True)
    assert in_json(packed.Packed(data, name)) == in_json(InMemory(expected))
    assert briefed(packed.Packed(data, name)) == briefed(InMemory(expected))


def test_a_result_that_is_none_has_no_brief():
    data = packed.pack(check_bytes(b"", "a.txt", RULES))
    held = packed.Packed(data, "b.txt")
    assert (held.head().status, held.head().path, held.brief(), held.places()) == ("failed", "b.txt", None, {})
    with pytest.raises(ValueError, match=r"a\.txt"):
        InMemory(Result("a.txt", "failed")).place(packed.Span(0, 1))


def test_a_spool_holds_many():
    spool = Spool()
    results = [check_bytes((BOTH + f"Số {number}.\n").encode(), f"{number}.txt", RULES) for number in range(40)]
    held = [spool.keep(packed.Packed(packed.pack(result), result.path)) for result in results]
    for place in (39, 0, 17, 0, 39):
        assert held[place].whole().findings == results[place].findings
    assert [one.head().path for one in held] == [result.path for result in results]
