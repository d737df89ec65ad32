"""Documents out of the order of their numbers: how much evidence is needed, on both sides of each threshold."""

import datetime

import pytest

from checks.citations.number_out_of_order import NumberOutOfOrder
from checks.rule import Finding
from tests.helpers import facts_of_text

START = datetime.date(2023, 1, 10)


def found(*documents: tuple[int, int], kind: str = "Kế hoạch", symbol: str = "KH-UBND") -> list[Finding]:
    """The findings on documents given as (number, days behind 10 January 2023)."""
    items = "; ".join(f"{kind} số {n}/{symbol} ngày {START + datetime.timedelta(days):%d/%m/%Y}" for n, days in documents)
    return list(NumberOutOfOrder().check(facts_of_text(f"UBND huyện đã ban hành: {items}.")))


def row(numbers: range) -> list[tuple[int, int]]:
    """Documents in order, ten days apart."""
    return [(number, 10 * place) for place, number in enumerate(numbers)]


def test_three_neighbours_on_each_side_or_six_on_one():
    assert len(found(*row(range(10, 70, 10)), (35, 90))) == 1
    assert found(*row(range(10, 60, 10)), (35, 90)) == []
    assert len(found(*row(range(10, 80, 10)), (75, 1))) == 1
    assert found(*row(range(10, 60, 10)), (75, 1)) == []


@pytest.mark.parametrize(("days", "count"), [(33, 0), (34, 1)])
def test_three_days_of_inversion_are_nothing(days: int, count: int):
    assert len(found(*row(range(10, 90, 10)), (35, days))) == count


def test_the_days_and_numbers_that_would_fit():
    (finding,) = found(*row(range(10, 90, 10)), (35, 61))
    assert finding.data["numbers"] == [70, 80]
    assert finding.data["days"] == ["2023-01-30", "2023-02-09"]


def test_a_day_that_several_share_gives_no_inverted_range():
    (finding,) = found((41, 0), (42, 0), (43, 0), *((n, n) for n in (50, 60, 70, 80)), (75, 0))
    assert finding.data["numbers"] == [None, 50]


def test_individual_decisions_give_a_note():
    assert [finding.severity for finding in found(*row(range(10, 90, 10)), (35, 90), kind="Quyết định", symbol="QĐ-UBND")] == [
        "note"
    ]
    assert [finding.severity for finding in found(*row(range(10, 90, 10)), (35, 90))] == ["warning"]


def test_documents_out_of_order_that_rise_together_are_a_series_of_their_own():
    order = row(range(100, 340, 10))
    assert [finding.severity for finding in found(*order, (11, 90), (12, 150))] == ["note", "note"]
    assert found(*order, (11, 90), (12, 120), (13, 150)) == []


def test_where_more_than_one_in_four_is_out_of_order_nothing_is_said():
    assert found(*row(range(10, 70, 10)), (5, 40), (65, 1)) != []
    assert found(*row(range(10, 70, 10)), (5, 40), (65, 1), (35, 60)) == []
