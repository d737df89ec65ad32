"""A stated count and its list: "08 phòng chuyên môn" and the names that a footnote gives for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain

from grammar.facts import Citation, Enumeration, Operand, Quantity, Relation, RelationStatus
from grammar.lists.announced import Announced, Counted, announced
from grammar.lists.enumerators import Enumerators
from grammar.lists.items import Part, headed, parts, said
from grammar.lists.noted import noted
from grammar.lists.splitting import begins_with, split
from grammar.report import Report, Span
from grammar.vocabulary import fold, list_words, owners, vocabulary

# Numbers that share the symbol of a later one, "(số 501, 502, 503/QĐ-UBND)", and ranges: how many they are is not told.
_SHARED = re.compile(r"\d+\s*,?\s*$|(?<!\w)[Tt]ừ\s+\S+(?: \S+){0,6}$")
# A change of so many may name what went into it: "giảm 02 xã (A, B và C sáp nhập thành A)".
_CHANGE = re.compile(r"(?<!\w)(?:giảm|tăng|bớt|thêm)(?: được| bớt| thêm| đi)?\s+$")
# … and so may what they become: "thôn 1 và thôn 2 thành thôn 1".
_INTO = re.compile(
    r"(?<!\w)(?<!hoàn )(?<!trở )(?<!hình )thành (?!phố|viên|lập|tích|công|phần|ủy|uỷ|đoàn)|trên cơ sở (?:nhập|sáp nhập|hợp nhất)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_RESULTS = re.compile(r"\s*(?:[-+]\s*)?(?:kết quả|để|đối với)(?: thực hiện| triển khai| hoàn thành)?\s*$", re.IGNORECASE)
_MERGED = re.compile(r"(?<!\w)(?:nhập|hợp nhất|sắp xếp)(?!\w)[^.;]{0,200}\bthành\b")
# So many each time: the list may be that of several times.
_RATE = re.compile(
    r"(?:^|,)[^,]*(?<!\w)(?:mỗi|bình quân|trung bình)(?!\w)[^,]*$|^\s*(?:hằng|hàng|mỗi|định kỳ)(?!\w)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.;:(\n]")
_JOINED = re.compile(r"(?: [^\W\d]+){0,6}\s*(?:,|và|, và)\s*")
_REPLACED = re.compile(r"(?:thay thế|bãi bỏ|sửa đổi|bổ sung|thay cho|theo|tại)\b")
_JOINABLE = ("place", "body", "school")  # "02 sở và 03 huyện: …" have one list
# What a document's mention in brackets or at the end says of an earlier one.
_EARLIER = re.compile(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|thay|thay cho|trước đó là)(?: bằng| bởi| cho| tại)?\s+$")
_FEW = 2  # a list with fewer items than this is no list
_LEAD = 120  # characters of the clause before a count


def relations(
    report: Report, figures: Sequence[Quantity], citations: Sequence[Citation], enumerators: Enumerators
) -> Iterator[Relation]:
    """The counts whose lists could be read; of several that a list may belong to, one that it bears out."""
    counted = Counted(report, figures)
    reader = _Reader(counted, citations, [citation.span.start for citation in citations], enumerators)
    found: dict[tuple[int, int], Relation] = {}
    for one in chain(announced(counted, enumerators), noted(counted)):
        relation = reader.relation(one)
        if relation is None:
            continue
        start = one.figure.span.start
        key = (-1, start) if one.note is None else (one.note, start if one.beside else 0)
        if key not in found or (found[key].status != "holds" and relation.status == "holds"):
            found[key] = relation
    inline = {start for note, start in found if note < 0}
    for (note, _), relation in found.items():
        if note < 0 or relation.operands[0].quantity.span.start not in inline:
            yield relation


@dataclass(frozen=True)
class _Reader:
    """Reads lists and holds them against the counts that announce them."""

    counted: Counted
    citations: Sequence[Citation]
    starts: Sequence[int]
    enumerators: Enumerators

    def relation(self, one: Announced) -> Relation | None:
        lists = [listed for stretch in one.stretches if (listed := self._listed(one, stretch))]
        if not lists:
            return None
        wanted = set(self._wanted(one))
        borne_out = [listed for listed in lists if any(listed.least <= n <= listed.most for n in wanted)]
        best = min(borne_out or lists, key=lambda listed: listed.most - listed.least)
        status = "holds" if borne_out else self._doubted(one, best)
        if borne_out and one.sort == "thing" and not best.sure and best.most not in wanted:
            status = "unclear"  # commas between words of any kind divide items or stand within one
        stated = int(one.figure.value)
        computed = stated if status == "holds" else best.most if stated > best.most else best.least
        return Relation(
            kind="list-count" if one.note is None else "footnote-count",
            status=status,
            reading=f"{one.form}, {best.divider}",
            stated=Decimal(stated),
            computed=Decimal(computed),
            unit=one.figure.unit,
            operands=(Operand("count", one.figure, Decimal(stated)),),
            span=one.figure.span,
            sure=best.sure and one.close and len({listed.span for listed in lists}) == 1,
            listed=best,
            note=one.note,
        )

    def _wanted(self, one: Announced) -> Iterator[int]:
        """The counts that a list may bear out: the one stated, of a ratio also its whole and the rest, or two together."""
        figure = one.figure
        yield int(figure.value)
        if figure.base:
            yield int(figure.base.value)
            yield int(figure.base.value - figure.value)
        place = bisect_left(self.counted.starts, figure.span.start)
        total = figure.value
        while place and self.counted.sorts[place - 1] in _JOINABLE and one.sort in _JOINABLE:
            before = self.counted.figures[place - 1]
            if not _JOINED.fullmatch(self.counted.text, before.span.end, self.counted.starts[place]):
                return
            total += before.value
            yield int(total)
            place -= 1

    def _doubted(self, one: Announced, listed: Enumeration) -> RelationStatus:
        """Whether a list that does not bear a count out contradicts it, or leaves another reading."""
        text, start = self.counted.text, one.figure.span.start
        few = listed.most < _FEW or 2 * listed.most < one.figure.value
        loose = one.sort == "thing" and listed.divider == "comma" and not listed.sure
        lead = _CLAUSE.split(text[max(0, start - _LEAD, text.rfind("\n", 0, start) + 1) : start])[-1]
        end = self.counted.report.block_at(listed.span.start).end
        until = min(end, listed.span.end + _LEAD)
        behind = _ASIDE.sub("", text[listed.span.start : until])
        merged = _INTO.search(behind) or (_CHANGE.search(lead) and _MERGED.search(behind))
        resumed = one.form == "bullets" and _RESULTS.match(lead)
        if listed.open or few or loose or merged or resumed or self._of_owners(one, listed) or _RATE.search(lead):
            return "unclear"
        return "broken"

    def _of_owners(self, one: Announced, listed: Enumeration) -> bool:
        """Whether the items are those that the counted things belong to: "giảm 05 phòng (Sở Nội vụ, Sở Tư pháp)"."""
        words = fold(self.counted.text[one.figure.number.end : one.figure.number.end + 24]).lstrip()
        heads = next((heads for kind, heads in owners().items() if words.startswith(kind)), ())
        begins = tuple(f" {head} " for head in heads)
        return bool(begins) and 2 * sum(said(self.counted.text, item).startswith(begins) for item in listed.items) > len(
            listed.items
        )

    def _listed(self, one: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """The list that the parts of a stretch make."""
        if one.sort == "document":
            return self._documents(one, stretch)
        found = self._bullets(one, stretch) if one.form == "bullets" else self._split(one, stretch)
        if found is None or any(self._cites(item) for item in found.items):
            return None
        own = sum(any(figure.family == one.figure.family is not None for figure in self._figures(item)) for item in found.items)
        return None if own * 2 > len(found.items) else found  # "Sở Nội vụ giảm 02 phòng, Sở Y tế giảm 01 phòng"

    def _split(self, one: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        lists = [split(self.counted.text, part, one.sort, one.noun, self.enumerators) for part in stretch]
        read = [listed for listed in lists if listed]
        if len(read) < len(lists) or not read:
            return None
        names = {said(self.counted.text, item) for listed in read for item in listed.items}
        return read[0]._replace(
            span=Span(read[0].span.start, read[-1].span.end),
            items=tuple(item for listed in read for item in listed.items),
            # A name that two years bear may count once.
            least=min(sum(listed.least for listed in read), max(len(names), 1) if len(read) > 1 else read[0].least),
            most=sum(listed.most for listed in read),
            open=any(listed.open for listed in read),
            sure=all(listed.sure for listed in read),
        )

    def _figures(self, span: Span) -> Sequence[Quantity]:
        starts = self.counted.starts
        return self.counted.figures[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def _cites(self, item: Span) -> bool:
        """Whether an item begins with a document: "08 huyện ban hành kế hoạch: Kế hoạch số …" lists no districts."""
        place = bisect_left(self.starts, item.start)
        return place < len(self.starts) and self.starts[place] <= item.start + 2

    def _bullets(self, one: Announced, items: Sequence[Span]) -> Enumeration | None:
        """The items below a paragraph; one that resumes ("Ngoài ra, …") is none, and one that holds several may be two."""
        text = self.counted.text
        resumes = tuple(f" {word}" for word in list_words("resumes"))
        kept = [item for item in items if not said(text, item).startswith(resumes)]
        counts = sum(
            text[item.start].isdigit() and not re.match(r"[\d.,]+\s?%", text[item.start : item.start + 8]) for item in kept
        )
        names = one.sort in ("thing", "person") or all(headed(text, item, one.sort) for item in kept)
        if counts or not names or len(kept) < _FEW:
            return None  # "- 05 lớp …; - 03 lớp …": a sum
        several = sum(";" in text[item.start : item.end - 1] for item in kept) * 2 > len(kept)
        span = Span(kept[0].start, kept[-1].end)
        return Enumeration(span, tuple(kept), len(kept), len(kept), "bullet", several, True)

    def _documents(self, one: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """The documents cited: of the type counted, not in the titles of others; each once or as often as it stands there."""
        text = self.counted.text
        start, end = stretch[0].start, stretch[-1].end
        cited = [citation for part in stretch for citation in self._cited(part)]
        fitting = [citation for citation in cited if _of_type(citation, one.figure)]
        top = [citation for citation in fitting if not citation.nested]
        if not top:
            return self._stated(one, stretch) or (self._split(one, stretch) if one.form != "note" else None)
        if _SHARED.search(text, start, top[0].span.start) or _REPLACED.match(text, start):
            return None
        whole = split(text, Span(start, end), "thing", one.noun, self.enumerators)
        limit = whole.span.end if whole else end
        top = [citation for citation in top if citation.span.start < limit] or top
        acts = [citation for citation in top if not citation.basis] or top
        acts = [
            citation for citation in acts if not _EARLIER.search(text, max(start, citation.span.start - 30), citation.span.start)
        ] or acts
        counts = {len(some) for listed in (top, acts) for some in (listed, {_key(citation) for citation in listed})}
        alone = all(citation.nested or citation in fitting for citation in cited)
        alone = alone or bool(whole and all(begins_with(text, item, one.noun) for item in whole.items))
        if whole and whole.divider in ("number", "semicolon") and alone:
            counts.add(max(whole.least, min(counts)))
        items = tuple(citation.span for citation in acts)
        span = Span(items[0].start, items[-1].end)
        unnumbered = sum(self._unnumbered(part) for part in parts(text, start, end))
        return Enumeration(span, items, min(counts), max(counts) + unnumbered, "document", bool(whole and whole.open), True)

    def _unnumbered(self, part: Part) -> bool:
        """Whether a stretch names a document without its number: "…, Quy chế làm việc"."""
        words = said(self.counted.text, part)
        capital = self.counted.text[part.start].isupper() or words.startswith(" dự thảo ")
        return capital and not self._cited(Span(part.start, part.end)) and words.startswith(_type_words())

    def _stated(self, one: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """What a note states for the type counted, year by year: "Năm 2021: 10 Nghị quyết, 01 Quyết định; Năm 2022: …"."""
        parts = [figure for part in stretch for figure in self._figures(part) if figure.unit == one.figure.unit]
        if len(stretch) < _FEW or len(parts) < _FEW or not one.paired:
            return None
        total = int(sum(figure.value for figure in parts))
        items = tuple(figure.span for figure in parts)
        return Enumeration(Span(items[0].start, items[-1].end), items, total, total, "sum", False, True)

    def _cited(self, part: Span) -> Sequence[Citation]:
        """The citations whose number stands in a stretch; their type may stand before it: "03 công văn (số 12/…)"."""
        first = bisect_left(self.starts, part.start)
        found = self.citations[first : bisect_left(self.starts, part.end)]
        before = self.citations[first - 1] if first else None
        if before and before.symbol_span and part.start <= before.symbol_span.start < part.end:
            return [before, *found]
        return found


@cache
def _type_words() -> tuple[str, ...]:
    return tuple(f" {lead}{fold(kind)} " for kind in vocabulary().types for lead in ("", "dự thảo "))


def _of_type(citation: Citation, figure: Quantity) -> bool:
    unit = figure.unit or ""
    kind = fold(citation.type or "")
    if unit.startswith(("văn bản", "vbqppl")):
        return citation.kind == "numbered"
    return bool(kind) and (unit.startswith(kind) or kind.startswith(unit))


def _key(citation: Citation) -> tuple[str, str | None, int | None, str]:
    return citation.number, citation.suffix, citation.year, citation.symbol
