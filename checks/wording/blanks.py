"""Blanks that a drafter has left to be filled: in citations, dates and figures, and words that stand in for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from grammar.facts import Facts
from grammar.report import Span
from grammar.vocabulary import cues, units

Kind = Literal["number", "date", "figure", "words"]

_FILL = r"[ .…_?xX]*+"
_SIGN = re.compile(r"[.…_?xX]")
# The expressions that are tried at every place of a report begin with plain letters, which makes them fast.
_RUN = re.compile(r"(?:\.\.|…|__|\?\?|xx|XX)[.…_?xX]*+")
# "ngày …/…/2024", "ngày      tháng 5 năm 2024", "ngày 05/3/20…", without the first letter
_DATE = re.compile(
    rf"gày(?P<day>{_FILL}(?:\d{{1,2}}{_FILL})?)"
    rf"(?:/(?P<month>{_FILL}(?:\d{{1,2}}{_FILL})?)/|tháng(?P<named>{_FILL}(?:\d{{1,2}}{_FILL})?)năm)"
    r"(?P<year> *+(?:\d{4}|(?:\d{1,3})?(?:[….]{2,}|[…_?]++|[xX]{2,4}(?!\w))|))"
)
_OWN_NUMBER = re.compile(r"Số *:[ .…_]*+/ ?[A-ZĐ][\w&-]*")
_NUMBER_WORD = re.compile(r"(?<!\w)[Ss]ố:?\s*$")
_SYMBOL = re.compile(r"\s?/\s?(?:(?:19|20)\d\d/)?[A-ZĐ]")
_DATE_NEXT = re.compile(r"\s*,?\s*ngày\b")
_BASE = re.compile(r"\s*/\s*(?:[.…]{2,}|…|_{2,}|\?{2,}|[xX]{2,3}|\d[\d.,]*)")
_CUE = re.compile(rf"(?:(?<!\w)(?:{cues('before_blank')})|:)\s+(?:\d[\d.,]*\s*/\s*)?$")
_ROMAN = re.compile(rf"(?<!\w)(?:{cues('before_roman')})(?!\w)")
_ASIDE = re.compile(rf"[(\[]\s*(?:{cues('to_fill')})(?!\w)[^()\[\]\n]{{0,60}}[)\]]")
_TO_DO = re.compile(r"TODO\b|TBD\b|FIXME\b")
# A form to be filled by others, below the report's title or in an annex, up to the next annex: "MẪU PHIẾU KHẢO SÁT", "Biểu mẫu số 2".
_PART = re.compile(
    r"(?m)^[ *]*(?:(?P<annex>PHỤ LỤC|Phụ lục\b|BÁO CÁO)|(?P<form>(?:MẪU|BIỂU MẪU|PHIẾU|BIÊN BẢN|TỜ KHAI|GIẤY|ĐƠN)\b|(?:Mẫu số|Biểu mẫu|Mẫu phiếu|Mẫu biểu)\b(?=[^.;\n]{0,80}$)))"
)
_BOXES = re.compile("[☐□❑❏]")
# What tells how documents are numbered: "đánh số theo mẫu: số …/TNHS"
_DESCRIBED = re.compile(r"(?<!\w)(?:mẫu|ghi|đánh|dạng|kiểu|ký hiệu|có số)[:\s]*$")
_LETTERS = 3  # letters of an x that stands for something
_AROUND = 40  # characters on each side of a run that tell what it stands for
_QUOTE = 400  # characters before a place in which a quotation may open that holds it


class Blank(NamedTuple):
    """A place still to be filled: what is missing there, and whether nothing else can be meant."""

    span: Span
    kind: Kind
    sure: bool


def find(facts: Facts) -> list[Blank]:
    """The blanks of a report in reading order; those meant to stay are left out."""
    found = [*_numbers(facts), *_dates(facts), *_runs(facts)]
    for pattern, sure in ((_ASIDE, True), (_TO_DO, False)):
        found += [Blank(Span(*match.span()), "words", sure) for match in pattern.finditer(facts.report.text)]
    forms = _forms(facts) if found else []
    return sorted(blank for blank in found if not _is_meant(facts, blank, forms))


def _is_meant(facts: Facts, blank: Blank, forms: list[Span]) -> bool:
    """Whether a blank stays: in quoted words, in a form, in a table's cell whose value is not known."""
    in_cell = facts.report.block_at(blank.span.start).kind == "cell"
    return in_cell or _quoted(facts, blank.span.start) or _of_form(facts, blank, forms)


def _forms(facts: Facts) -> list[Span]:
    """The forms for others to fill that stand behind the report's title or as its annexes."""
    text, forms, begun = facts.report.text, list[Span](), -1
    annexed = False
    for match in [*_PART.finditer(text), None]:
        if begun >= 0 and (match is None or match["annex"]):
            forms.append(Span(begun, match.start() if match else len(text)))
            begun = -1
        if match and match["form"] and annexed and begun < 0:
            begun = match.start()
        annexed = annexed or match is None or match["annex"] is not None
    return forms


def _of_form(facts: Facts, blank: Blank, forms: list[Span]) -> bool:
    """Whether a blank is one of a form, or of the description of a numbering."""
    block, text = facts.report.block_at(blank.span.start), facts.report.text
    if any(blank.span.overlaps(form) for form in forms) or _BOXES.search(text, block.start, block.end):
        return True
    return (
        blank.kind == "number" and _DESCRIBED.search(text, max(blank.span.start - 20, block.start), blank.span.start) is not None
    )


def _numbers(facts: Facts) -> Iterator[Blank]:
    for unread in facts.unread:
        if unread.reason == "number-blank":
            yield Blank(unread.span, "number", True)
    for match in _OWN_NUMBER.finditer(facts.report.text):
        yield Blank(Span(*match.span()), "number", True)


def _dates(facts: Facts) -> Iterator[Blank]:
    text = facts.report.text
    for match in _DATE.finditer(text):
        begin = match.start() - 1
        if begin < 0 or text[begin] not in "nN":
            continue
        slots = [match["day"], match["month"] or match["named"] or ""]
        year = match["year"].strip()
        empty = [slot for slot in slots if not any(map(str.isdigit, slot))]
        least = 2 if match["month"] is None else 1
        wide = any(_SIGN.search(slot) or slot.count(" ") >= least for slot in empty)
        if (empty and (wide or facts.report.block_at(begin).kind == "letterhead")) or _SIGN.search(year):
            start = _citation_before(facts, begin)
            yield Blank(Span(start, match.start() + len(match.group().rstrip())), "date", start < begin or bool(year))


def _citation_before(facts: Facts, at: int) -> int:
    """Where the citation begins that ends straight before a place; the place itself without one."""
    ends = (citation for citation in facts.citations_between(max(at - 120, 0), at) if 0 <= at - citation.span.end <= 3)
    return next((citation.span.start for citation in ends), at)


def _runs(facts: Facts) -> Iterator[Blank]:
    """Blanks that dots, lines, question marks or an x stand for."""
    text = facts.report.text
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match.group()[0] in "xX" and (len(match.group()) > _LETTERS or not _a_word(text, start, end)):
            continue
        block = facts.report.block_at(start)
        before = text[max(start - _AROUND, block.start) : start]
        after = text[end : min(end + _AROUND, block.end)]
        if (length := _figure_end(match.group(), before, after)) is not None:
            yield Blank(Span(start, end + length), "figure", True)
        elif number := _NUMBER_WORD.search(before):
            named = bool(_SYMBOL.match(after) or _DATE_NEXT.match(after))
            if named or match.group()[0] != "X":
                yield Blank(Span(start - len(number.group()), end), "number", named)
        elif (before[-1:], after[:1]) == ("[", "]"):
            yield Blank(Span(start - 1, end + 1), "words", False)
        elif _alone(match.group(), before, after):
            yield Blank(Span(start, end), "words", False)


def _a_word(text: str, start: int, end: int) -> bool:
    return not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum()


def _figure_end(run: str, before: str, after: str) -> int | None:
    """How far behind a run the unit of the figure that it stands for reaches; None where it stands for no figure.

    An ellipsis before a unit may end a list ("công dân, tổ chức … hồ sơ"), and XX may be Roman: there a word before must
    ask for a number.
    """
    base = _BASE.match(after)
    reach = base.end() if base else 0
    if after[reach:].lstrip()[:1] == "%":
        return after.index("%", reach) + 1
    if not (run[0] in "_?x" or base or _CUE.search(before)):
        return None
    rest = after[reach:]
    words = rest.split()
    for unit in units().get(words[0].strip(",.;:()").casefold(), ()) if words and rest[0] == " " else ():
        if re.match(rf"\s*{re.escape(unit.word)}(?!\w)", rest, re.IGNORECASE):
            return reach + len(rest) - len(rest.lstrip()) + len(unit.word)
    return None


def _alone(run: str, before: str, after: str) -> bool:
    """Whether a run of three or more signs stands in a sentence like a word."""
    inside = re.search(r"\w[,:]? $", before) and re.match(r"[,;]? \w|[.;,]$", after)
    return bool(inside and len(run) > 2 and run[0] in "_xX?" and not (run[0] == "X" and _ROMAN.search(before)))


def _quoted(facts: Facts, at: int) -> bool:
    """Whether a place stands in quotation marks."""
    block = facts.report.block_at(at)
    before = facts.report.text[max(block.start, at - _QUOTE) : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
