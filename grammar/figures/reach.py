"""How far the words reach that belong to a figure of a paragraph, before it and behind it."""

from __future__ import annotations

from grammar.facts import Quantity
from grammar.figures.clauses import Paragraph
from grammar.figures.dating import Dating
from grammar.figures.phrasing import Phrasing
from grammar.figures.wording import phrases

_DIVIDES = ("comma", "and", "colon")
# Words behind a comma that go on with what is counted, though another figure comes behind them: "phát hiện 48" is new
_FEWEST_LISTED = 4


class Reach:
    """The stretches of a paragraph that belong to its figures."""

    def __init__(self, paragraph: Paragraph, dating: Dating, phrasing: Phrasing) -> None:
        self._paragraph = paragraph
        self._dating = dating
        self._phrasing = phrasing

    def begin(self, place: int, start: int) -> int:
        """Where the words of a figure begin: behind the figure before it, or what divides them."""
        nodes = self._paragraph.nodes
        at = place
        while at and nodes[at - 1].end > start:
            node = nodes[at - 1]
            if node.kind == "figure" and not self._is_word(node.figure):
                return nodes[at].end if nodes[at].kind in _DIVIDES else node.end
            if node.kind == "close" and node.partner >= 0 and not self._holds_figures(node.partner, at):
                at = node.partner
            elif node.kind in (*_DIVIDES, "figure"):
                at -= 1
            else:
                break
        return max(start, self._paragraph.begins(at))

    def end(self, place: int) -> int:
        """Where the words behind a figure end."""
        nodes = self._paragraph.nodes
        at = place + 1
        while at < len(nodes):
            node = nodes[at]
            if node.kind == "open" and not self._holds_figures(at, node.partner):
                at = node.partner + 1
            elif node.kind == "except" or self._is_word(node.figure) or self._goes_on(place, at):
                at += 1
            else:
                return node.start
        return self._paragraph.block.end

    def _goes_on(self, place: int, at: int) -> bool:
        """Whether the words behind a figure go on past a comma or "và": "45 hội nghị tuyên truyền, phổ biến về …"."""
        paragraph, nodes = self._paragraph, self._paragraph.nodes
        following = nodes[at + 1].kind if at + 1 < len(nodes) else "stop"
        if nodes[at].kind == "and":
            return following != "figure"
        if nodes[at].kind != "comma" or following == "except":
            return nodes[at].kind == "comma"
        after = paragraph.words(nodes[at].end, paragraph.ends(at))
        is_listed = bool(paragraph.words(nodes[place].end, nodes[at].start)) and not self._dating.opens(nodes[at].end)
        leads_on = following == "figure" and len(after.split()) < _FEWEST_LISTED
        return is_listed and not leads_on and not phrases("clause_begins").opens(after)

    def _holds_figures(self, first: int, last: int) -> bool:
        """Whether a figure stands among some nodes."""
        return any(node.figure and not self._is_word(node.figure) for node in self._paragraph.nodes[first:last])

    def _is_word(self, figure: Quantity | None) -> bool:
        """Whether a number is part of a period or of words of scope: "6 tháng", "10 huyện, thành phố"."""
        return figure is not None and (self._dating.names(figure.span.start) or self._phrasing.is_scope(figure))
