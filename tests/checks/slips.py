"""Single slips of a drafter, made in the real reports one at a time: how many of them are found.

    python -m tests.checks.slips            every slip, by kind, with those that were missed
    python -m tests.checks.slips --most 20  at most so many of each kind in each report

A slip changes one day, month, year, symbol or number of one citation so that it contradicts another citation, its own
words or the calendar. It counts as found if the changed report has a finding, not in the unchanged one, that touches the
changed citation.
"""

import argparse
import calendar
import datetime
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from checks.registry import RULES
from grammar.facts import Citation, Facts
from grammar.report import Span
from tests.helpers import facts_of_text

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
NAMES = ("kon-tum-2022", "kon-ray-2021-2025")
_DATE = re.compile(r"(\d{1,2})(\D+)(\d{1,2})(\D+)(\d{4})")
_OTHER_TYPE = {"KH": "QĐ", "QĐ": "KH", "NĐ": "NQ", "NQ": "NĐ", "TT": "QĐ", "BC": "TB", "TB": "BC", "TTr": "BC", "KL": "NQ"}
_OTHER_ISSUER = {"UBND": "HĐND", "HĐND": "UBND", "CP": "TTg", "TTg": "CP", "TW": "TU", "TU": "TW", "BNV": "BTC", "VP": "UBND"}
KINDS = (
    "day",
    "month",
    "year",
    "no such day",
    "no such month",
    "year in the symbol",
    "year left out",
    "type in the symbol",
    "issuer in the symbol",
    "letter lost",
    "number of another",
    "number out of order",
    "month out of order",
)
# Days between a document and the others of its series, and how many of these, that put it out of order beyond doubt.
_FAR, _AGAINST = 10, 4


class Slip(NamedTuple):
    """One change: of which kind, in which citation, which span of the buffer, to what."""

    kind: str
    citation: Citation
    span: Span
    new: str


@cache
def read(name: str) -> tuple[str, Facts]:
    """A report and its facts."""
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    return text, facts_of_text(text)


def slips(name: str) -> Iterator[Slip]:
    """Every slip in a report, kind by kind, in an order that does not change."""
    _, facts = read(name)
    numbered = [citation for citation in facts.citations if citation.kind == "numbered"]
    twice = Counter(_identity(citation) for citation in numbered)
    random_ = random.Random(name)
    for citation in random_.sample(numbered, len(numbered)):
        again = bool(citation.date and citation.date.value) and twice[_identity(citation)] > 1
        yield from _of_date(facts, citation, again)
        yield from _of_symbol(facts, citation, again)
    yield from _of_number(facts, random_)


def _identity(citation: Citation) -> tuple[object, ...]:
    return citation.name, citation.date.iso if citation.date else None


def _of_date(facts: Facts, citation: Citation, again: bool) -> Iterator[Slip]:
    date = citation.date
    if date is None or date.value is None or citation.date_binding == "shared":
        return
    match = _DATE.search(facts.report.text, *date.span)
    if match is None:
        return
    at = {part: Span(*match.span(group)) for part, group in (("day", 1), ("month", 3), ("year", 5))}
    day, month, year = int(match[1]), int(match[3]), int(match[5])
    last = calendar.monthrange(year, month)[1]
    if again:
        yield Slip("day", citation, at["day"], f"{day % last + 1:02}")
        other = month % 12 + 1
        if day <= calendar.monthrange(year, other)[1]:
            yield Slip("month", citation, at["month"], f"{other:02}" if other < 3 else str(other))
    if (again or citation.year) and (day, month) != (29, 2):
        yield Slip("year", citation, at["year"], str(year - 1))
    yield Slip("no such day", citation, at["day"], str(last + 1))
    yield Slip("no such month", citation, at["month"], "13")


def _of_symbol(facts: Facts, citation: Citation, again: bool) -> Iterator[Slip]:
    span, text = citation.symbol_span, facts.report.text
    if span is None:
        return
    year = re.compile(r"/\s?(\d{4})\s?/").search(text, *span)
    if year and citation.year:
        if citation.date and citation.date.value:
            yield Slip("year in the symbol", citation, Span(*year.span(1)), str(citation.year - 1))
        if citation.type in ("Nghị định", "Thông tư") or again:
            yield Slip("year left out", citation, Span(year.start(1) - 1, year.end(1)), "")
    kind, issuer = citation.type_abbreviation, citation.issuer_symbol
    if kind in _OTHER_TYPE and (again or citation.type_binding == "word") and (at := _part(text, span, kind)):
        yield Slip("type in the symbol", citation, at, _OTHER_TYPE[kind])
    if issuer in _OTHER_ISSUER and (at := _part(text, span, issuer)) and (citation.issuer_binding == "after" or again):
        yield Slip("issuer in the symbol", citation, at, _OTHER_ISSUER[issuer])
    if again and issuer and len(issuer) > 3 and issuer.isalpha() and (at := _part(text, span, issuer)):
        yield Slip("letter lost", citation, at, issuer[:2] + issuer[3:])


def _part(text: str, span: Span, part: str) -> Span | None:
    match = re.compile(rf"(?<![^\W\d]){re.escape(part)}(?![^\W\d])").search(text, *span)
    return Span(*match.span()) if match else None


def _of_number(facts: Facts, random_: random.Random) -> Iterator[Slip]:
    """Numbers and months that put a document out of its series, and numbers that another document of the series has."""
    for series in facts.series:
        members = [(facts.documents[place], facts.citations[facts.documents[place].citations[0]]) for place in series.documents]
        for document, citation in members:
            if len(document.citations) > 1 or document.date is None or citation.symbol_span is None:
                continue
            day = document.date
            others = [(int(c.number), d.date) for d, c in members if d is not document and d.date]
            alike = [(int(c.number), d.date) for d, c in members if d is not document and d.date and c.symbol == citation.symbol]
            at = Span(citation.symbol_span.start, citation.symbol_span.start + len(citation.number))
            number, that = random_.choice(alike or [(int(citation.number), day)])
            if number != int(citation.number) and that != day and citation.subject:
                yield Slip("number of another", citation, at, f"{number:02}")
            swapped = citation.number[:-2] + citation.number[:-3:-1] if len(citation.number) > 1 else f"9{citation.number}"
            for new in (swapped, citation.number[::-1], f"{int(citation.number)}{citation.number[-1]}"[-4:]):
                if _out_of_order(int(new), day, others) and int(new) not in [other for other, _ in others]:
                    yield Slip("number out of order", citation, at, new)
                    break
            match = _DATE.search(facts.report.text, *citation.date.span) if citation.date and not series.normative else None
            if match:
                moved = day.replace(day=min(day.day, 28), month=(day.month + 5) % 12 + 1)
                if _out_of_order(int(citation.number), moved, others):
                    yield Slip("month out of order", citation, Span(*match.span(3)), f"{moved.month:02}")


def _out_of_order(number: int, day: datetime.date, others: Sequence[tuple[int, datetime.date]]) -> bool:
    """Whether a document has the neighbours that such a finding needs (three on each side or six on one) and is far from them."""
    below, above = sum(other < number for other, _ in others), sum(other > number for other, _ in others)
    against = sum((other < number) == (date > day) for other, date in others if abs((date - day).days) > _FAR)
    return against >= _AGAINST and (min(below, above) >= 3 or max(below, above) >= 6)


def changed(name: str, span: Span, new: str) -> str | None:
    """The report with other words in a place; None where the changed words are not within one line."""
    text, facts = read(name)
    regions = facts.report.locate(span)
    if len(regions) != 1:
        return None
    lines = text.split("\n")
    region = regions[0]
    line = lines[region.line - 1]
    lines[region.line - 1] = line[: region.column - 1] + new + line[region.end_column - 1 :]
    return "\n".join(lines)


def on_lines(facts: Facts, lines: set[int]) -> Counter[str]:
    """The rules whose findings touch some lines, habits left out."""
    rules: Counter[str] = Counter()
    for rule in RULES:
        for finding in rule().check(facts):
            spans = (finding.span, *(related.span for related in finding.related))
            places = (region for span in spans for region in facts.report.locate(span))
            if not finding.habit and any({region.line, region.end_line} & lines for region in places):
                rules[rule.name] += 1
    return rules


def findings(name: str, slip: Slip) -> list[str] | None:
    """The rules that find a slip; None where it cannot be made, or where a finding is already."""
    _, facts = read(name)
    regions = facts.report.locate(slip.citation.span)
    lines = {line for region in regions for line in range(region.line, region.end_line + 1)}
    new = changed(name, slip.span, slip.new)
    return None if new is None or lines & disputed(name) else sorted(on_lines(facts_of_text(new), lines).elements())


@cache
def disputed(name: str) -> frozenset[int]:
    """The lines that findings touch in the unchanged report; how names are spelled disputes no citation and no figure."""
    _, facts = read(name)
    rules = (rule for rule in RULES if rule.name != "name-variant")
    found = (finding for rule in rules for finding in rule().check(facts) if not finding.habit)
    spans = (span for finding in found for span in (finding.span, *(related.span for related in finding.related)))
    return frozenset(line for span in spans for region in facts.report.locate(span) for line in (region.line, region.end_line))


def run(kind: str, most: int | None = None) -> list[tuple[str, Slip, list[str]]]:
    """The slips of a kind in both reports, at most so many in each, with the rules that found them."""
    results = []
    for name in NAMES:
        tried = ((name, slip, findings(name, slip)) for slip in slips(name) if slip.kind == kind)
        results += list(islice(((name, slip, hits) for name, slip, hits in tried if hits is not None), most))
    return results


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Make single slips in the real reports and count those found.")
    parser.add_argument("--most", type=int, help="slips of each kind in each report")
    most = parser.parse_args().most
    total = found = 0
    for kind in KINDS:
        rows = run(kind, most)
        hits = sum(bool(rules) for _, _, rules in rows)
        total, found = total + len(rows), found + hits
        print(f"{kind:22} {hits:4}/{len(rows):<4} {hits / len(rows):6.1%}")
        for name, slip, rules in rows:
            if len(rules) != 1:
                line = read(name)[1].report.locate(slip.span)[0].line
                print(f"    {name}:{line} {slip.citation.name} → {slip.new!r}: {' and '.join(rules) or 'missed'}")
    print(f"{'all':22} {found:4}/{total:<4} {found / total:6.1%}")


if __name__ == "__main__":
    main()
