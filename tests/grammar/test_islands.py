"""The Lark grammar: the examples beside its rules, in both directions, and tables and properties of dates."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grammar import islands

GRAMMAR = Path(islands.__file__).with_name("citation.lark").read_text(encoding="utf-8")
# A line of the grammar with examples: the alias (or the rule's own name) and what stands behind //.
_LINE = re.compile(r"^(?P<rule>\w+)?.*?(?:->\s*(?P<alias>\w+))?\s*//\s*(?P<examples>[✓✗].*)$", re.MULTILINE)


def grammar_examples() -> list[tuple[str, str, bool]]:
    """(rule, text, whether the rule reads the whole of it), from the grammar's comments."""
    found = []
    rule = ""
    for line in GRAMMAR.splitlines():
        if head := re.match(r"\??(\w+)\s*:", line):
            rule = head[1]
        if "//" not in line or not re.search("[✓✗]", line) or line.startswith("//"):
            continue
        alias = re.search(r"->\s*(\w+)", line)
        for sign, text in re.findall(r"([✓✗])\s*([^✓✗(]+)", line.split("//", 1)[1]):
            found.append((alias[1] if alias else rule, text.strip(), sign == "✓"))
    return found


IDENTIFIERS = {"normative", "administrative", "party", "party_dated", "joined", "symbol"}
EXAMPLES = grammar_examples()


def read_identifier(text: str) -> str | None:
    """The text of number and symbol that is read at its start."""
    found = next(iter(islands.citations(text)), None)
    return text[: found.identifier.end] if found and found.span.start == 0 else None


def test_every_rule_of_the_grammar_has_examples():
    aliases = set(re.findall(r"->\s*(\w+)", GRAMMAR))
    assert aliases <= {rule for rule, _, _ in EXAMPLES}


@pytest.mark.parametrize(("rule", "text", "reads"), [example for example in EXAMPLES if example[0] in IDENTIFIERS])
def test_identifier_examples(rule: str, text: str, reads: bool):
    whole = f"1/{text}" if rule == "symbol" else text
    if rule == "symbol" and "/" in text:
        whole = text
    assert (read_identifier(whole) == whole) is reads


@pytest.mark.parametrize(("rule", "text", "reads"), [example for example in EXAMPLES if example[0] not in IDENTIFIERS])
def test_date_examples(rule: str, text: str, reads: bool):
    cited = f"12/KH-UBND{'' if text.startswith(',') else ' '}{text.split(',  ')[0]}"
    island = next(iter(islands.citations(cited)))
    assert reads
    assert island.date is not None
    assert island.span.end == len(cited)
    forms = {"numeric": "slash"}
    assert island.date.form == forms.get(rule, rule)


DAYS = st.dates(datetime.date(1945, 9, 2), datetime.date(2099, 12, 31))


@given(
    DAYS, st.sampled_from(["ngày {d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "ngày {d} tháng {m} năm {y}", "ngày {d:02}.{m:02}.{y}"])
)
def test_any_day_in_any_style_is_read_back(day: datetime.date, style: str):
    text = f"Quyết định số 5/QĐ-UBND {style.format(d=day.day, m=day.month, y=day.year)} của UBND tỉnh"
    island = next(iter(islands.citations(text)))
    assert island.date is not None
    assert island.date.value == day
    assert island.date.iso == day.isoformat()


@given(st.integers(1, 31), st.integers(1, 15), st.integers(1990, 2030))
def test_a_day_is_no_such_day_exactly_where_the_calendar_has_none(day: int, month: int, year: int):
    found = next(iter(islands.dates(f"họp ngày {day}/{month}/{year}.")))
    try:
        datetime.date(year, month, day)
    except ValueError:
        assert found.problem == "no-such-day"
        assert found.value is None
    else:
        assert found.problem is None


@given(
    st.integers(1, 99999),
    st.sampled_from(["", "a", "b", "c"]),
    st.one_of(st.none(), st.integers(1990, 2030)),
    st.sampled_from(["KH-UBND", "QĐ-TTg", "UBND-NC", "NQ-HĐND", "TTr-UBND", "TT-BTTTT", "SNV-CCHC&VTLT"]),
)
def test_any_number_and_symbol_is_read_back(number: int, suffix: str, year: int | None, symbol: str):
    text = f"số {number}{suffix}/" + (f"{year}/" if year else "") + symbol
    found = next(iter(islands.citations(text))).identifier
    assert (int(found.number), found.suffix or "", found.year) == (number, suffix, year)
    assert "-".join(found.groups) == symbol


@pytest.mark.parametrize(
    "text",
    [
        "17/20 đơn vị",
        "24/7",
        "thứ 06/10 huyện",
        "10/10 - UBND huyện",
        "2021-2025",
        "18091:2020",
        "192,944/277.002 triệu đồng",
        "3/4",
    ],
)
def test_ratios_ranks_and_ranges_are_no_citations(text: str):
    assert list(islands.citations(text)) == []
