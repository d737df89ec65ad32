"""A stated count and its list: "08 phòng chuyên môn" and the names that a footnote gives for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from grammar.facts import Citation, Enumeration, Operand, Quantity, Relation, RelationStatus
from grammar.lists.announced import Announced, Announcements
from grammar.lists.numbering import Numbering
from grammar.lists.splitting import headed, split
from grammar.report import Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import fold

# Numbers that share the symbol of a later one: which of them are citations is not told.
_NUMBERS = re.compile(r"\d+\s*,\s*")
_FEW = 2  # a list with fewer items than this is no list


class Counts:
    """Holds the counts of a report against the lists that bear them out."""

    def __init__(
        self,
        report: Report,
        figures: Sequence[Quantity],
        citations: Sequence[Citation],
        numbering: Numbering,
    ) -> None:
        self.numbering = numbering
        self.report = report
        self.text = report.text
        self.figures = figures
        self.citations = citations
        self.starts = [citation.span.start for citation in citations]

    def relations(self) -> Iterator[Relation]:
        """The counts whose lists could be read, in reading order; one of a mark's owners where several would fit."""
        found: dict[int, Relation] = {}
        noted: dict[tuple[int, int], Relation] = {}
        for announced in Announcements(self.report, self.figures, self.numbering).find():
            relation = self._relation(announced)
            if relation is None:
                continue
            start = announced.figure.span.start
            if announced.note is not None:
                key = announced.note, start if announced.beside else 0
                known = noted.get(key)
                if known is None or (known.status != "holds" and relation.status == "holds"):
                    noted[key] = relation
            elif start not in found or found[start].status != "holds":
                found[start] = relation
        yield from found.values()
        yield from (relation for relation in noted.values() if relation.operands[0].quantity.span.start not in found)

    def _relation(self, announced: Announced) -> Relation | None:
        figure = announced.figure
        wanted = {int(figure.value), *([int(figure.base.value)] if figure.base else [])}
        lists = [listed for stretch in announced.stretches if (listed := self._listed(announced, stretch))]
        if announced.listed:
            lists = [announced.listed]
        if not lists:
            return None
        borne_out = [one for one in lists if any(one.least <= n <= one.most for n in wanted)]
        best = min(borne_out or lists, key=lambda one: one.most - one.least)
        status = self._status(announced, best, lists, wanted)
        stated = min(wanted, key=lambda n: abs(n - best.most))
        sure = best.sure and announced.close and len(lists) < 2 + (len({one.span for one in lists}) < 2)
        return Relation(
            kind="footnote-count" if announced.note is not None else "list-count",
            status=status,
            reading=f"{announced.form}, {best.divider}",
            stated=Decimal(stated),
            computed=Decimal(stated if status == "holds" else best.most if stated > best.most else best.least),
            unit=figure.unit,
            operands=(Operand("count", figure, Decimal(stated)),),
            span=figure.span,
            sure=sure,
            listed=best,
            note=announced.note,
        )

    def _status(self, announced: Announced, best: Enumeration, lists: Sequence[Enumeration], wanted: set[int]) -> RelationStatus:
        if any(one.least <= n <= one.most for one in lists for n in wanted):
            return "holds"
        count = min(wanted)
        few = best.most < _FEW or 2 * best.most < count
        if best.open or few or (announced.sort == "thing" and best.divider == "comma" and not best.sure):
            return "unclear"
        return "broken" if best.sure or announced.sort != "thing" else "unclear"

    def _listed(self, announced: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """The list that the parts of a stretch make."""
        if announced.sort == "document":
            return self._documents(announced, stretch)
        if announced.form == "bullets":
            return self._bullets(announced, stretch)
        parts = [split(self.text, part, announced.sort, self.numbering) for part in stretch]
        lists = [part for part in parts if part]
        if len(lists) < len(parts) or not lists or any(self._cites(item) for one in lists for item in one.items):
            return None
        first = lists[0]
        return first._replace(
            span=Span(first.span.start, lists[-1].span.end),
            items=tuple(item for one in lists for item in one.items),
            least=sum(one.least for one in lists),
            most=sum(one.most for one in lists),
            open=any(one.open for one in lists),
            sure=all(one.sure for one in lists),
        )

    def _cites(self, item: Span) -> bool:
        """Whether an item begins with a document: "08 huyện ban hành kế hoạch: Kế hoạch số …" lists no districts."""
        place = bisect_left(self.starts, item.start)
        return place < len(self.starts) and self.starts[place] <= item.start + 2

    def _bullets(self, announced: Announced, blocks: Sequence[Span]) -> Enumeration | None:
        if any(self.text[item.start : item.start + 1].isdigit() for item in map(self._words, blocks)):
            return None  # "- 05 lớp …; - 03 lớp …": a sum
        named = announced.sort in ("thing", "person") or all(
            headed(self.text, self._words(block), announced.sort) for block in blocks
        )
        if not named:
            return None
        labels = tuple(self.report.block_at(block.start).label for block in blocks)
        numbers = tuple(map(int, labels)) if all(map(str.isdigit, labels)) else ()
        span = Span(blocks[0].start, blocks[-1].end)
        return Enumeration(
            span, tuple(blocks), len(blocks), len(blocks), "bullet", False, True, numbers, labels if numbers else ()
        )

    def _words(self, block: Span) -> Span:
        """An item without its number or bullet."""
        marker = MARKER.match(self.text, block.start, block.end)
        return Span(marker.end(), block.end) if marker else block

    def _documents(self, announced: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """The documents cited: of the type counted, not in the titles of others; each once or as often as it stands there."""
        cited = [citation for part in stretch for citation in self._between(part)]
        fitting = [citation for citation in cited if self._of_type(citation, announced.figure)]
        top = [citation for citation in fitting if not citation.nested]
        if not top:
            return self._figures(announced, stretch)
        acts = [citation for citation in top if not citation.basis] or top
        counts = {len(top), len(acts), len({_key(citation) for citation in top}), len({_key(citation) for citation in acts})}
        items = tuple(citation.span for citation in acts)
        whole = split(self.text, Span(stretch[0].start, stretch[-1].end), "thing", self.numbering)
        joined = _NUMBERS.search(self.text, stretch[0].start, items[0].start + 1)  # "(số 501, 502, 503/QĐ-UBND)"
        if joined:
            return None
        if whole and whole.divider in ("number", "semicolon") and not any(c for c in cited if c not in fitting and not c.nested):
            counts |= {whole.least} if whole.least >= min(counts) else set()
        span = Span(items[0].start, items[-1].end)
        return Enumeration(span, items, min(counts), max(counts), "document", bool(whole and whole.open), True)

    def _figures(self, announced: Announced, stretch: Sequence[Span]) -> Enumeration | None:
        """What a note states for the type counted, year by year: "Năm 2021: 10 Nghị quyết, 01 Quyết định; Năm 2022: …"."""
        unit = announced.figure.unit
        parts = [
            figure
            for part in stretch
            for figure in self.figures
            if part.start <= figure.span.start < part.end and figure.unit == unit and figure.form == "amount"
        ]
        if len(stretch) < _FEW or len(parts) < _FEW or not announced.paired:
            return None
        total = int(sum(figure.value for figure in parts))
        items = tuple(figure.span for figure in parts)
        return Enumeration(Span(items[0].start, items[-1].end), items, total, total, "sum", False, True)

    def _between(self, part: Span) -> Sequence[Citation]:
        return self.citations[bisect_left(self.starts, part.start) : bisect_left(self.starts, part.end)]

    def _of_type(self, citation: Citation, figure: Quantity) -> bool:
        unit = figure.unit or ""
        kind = fold(citation.type or "")
        if unit.startswith(("văn bản", "vbqppl")):
            return citation.kind == "numbered"
        return bool(kind) and (unit.startswith(kind) or kind.startswith(unit))


def _key(citation: Citation) -> tuple[str, str | None, int | None, str]:
    return citation.number, citation.suffix, citation.year, citation.symbol
