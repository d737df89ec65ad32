"""How figures stand in a paragraph: between which brackets, separators and cue words, sentence by sentence.

A paragraph becomes a row of nodes: figures, and what divides or introduces them. Every reading of a breakdown, a balance
or a percentage is a walk along these nodes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grammar.facts import Quantity
from grammar.report import Block, Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import words

Kind = Literal["figure", "open", "close", "semicolon", "comma", "and", "colon", "stop", "parts", "openly", "except"]

# Signs and cue words, in small letters. Each alternative begins with a plain letter or sign, so that the search is quick;
# that a word begins there is asked afterwards.
_SIGNS: dict[str, Kind] = {"(": "open", "[": "open", ")": "close", "]": "close", ";": "semicolon", ",": "comma", ":": "colon"}
_CUES: dict[str, Kind] = {
    **dict.fromkeys(("và", "cùng"), "and"),
    **dict.fromkeys(words("closes_list"), "parts"),
    **dict.fromkeys(words("opens_list"), "openly"),
    **dict.fromkeys(words("scope_notes"), "except"),
}
_TOKEN = re.compile(
    "|".join([*map(re.escape, sorted(_CUES, key=len, reverse=True)), *map(re.escape, [*_SIGNS, ".", "…", "!", "?"])])
)
_STOP = re.compile(r"\.{2,}|…|[!?]|(?<!\btp)(?<!\btx)(?<!\bts)\.(?=\s|$|[^\W\d_])")
AMONG = re.compile(r"(?<!\w)trong(?: tổng)?(?: số)?$")
_AND_SO_ON = ("v.v", "vân vân", "một số")
_REST = re.compile(r"(?<!\w)(?:khác|còn lại|một số)(?!\w)")  # said without a figure: the list leaves something out
_LONGEST_LIST = 300  # figures and signs of a list; a longer one breaks nothing down
_MOST_NODES = 1500  # figures and signs of one paragraph that are looked at; a longer one is no prose


class Node(NamedTuple):
    """A figure, a sign or a cue word, with how many brackets stand around it, and where the bracket that it opens closes."""

    kind: Kind
    start: int
    end: int
    depth: int
    figure: Quantity | None = None
    partner: int = -1


class Paragraph(NamedTuple):
    """A block with its nodes; `text` is the whole buffer, which the nodes' places count in, `small` the same in small letters."""

    block: Block
    place: int
    text: str
    small: str
    nodes: tuple[Node, ...]

    @property
    def said(self) -> str:
        """The whole paragraph in small letters."""
        return self.small[self.block.start : self.block.end]

    def words(self, start: int, end: int) -> str:
        """The words between two places, on one line, in small letters."""
        return " ".join(self.small[start:end].split())

    def figures(self, first: int = 0, last: int | None = None, depth: int | None = None) -> list[Quantity]:
        """The figures among the nodes [first, last), of one depth of brackets or of any."""
        nodes = self.nodes[first:last]
        return [node.figure for node in nodes if node.figure and (depth is None or node.depth == depth)]

    def sentence(self, at: int) -> tuple[int, int]:
        """The nodes of the sentence that a node stands in, at its own depth of brackets or within them."""
        first = at
        while first > 0 and not (self.nodes[first - 1].kind == "stop" and self.nodes[first - 1].depth <= self.nodes[at].depth):
            first -= 1
        return first, self.sentence_end(at, self.nodes[at].depth)

    def sentence_end(self, at: int, depth: int) -> int:
        """The node behind a sentence's last one: its full stop, or the bracket that closes around it."""
        for place in range(at, len(self.nodes)):
            node = self.nodes[place]
            if node.depth <= depth and (node.kind == "stop" or (node.kind == "close" and node.depth < depth)):
                return place
        return len(self.nodes)

    def lead(self, node: int) -> str:
        """The words before a figure that tell what it is, past a colon and past the number of months or years of a period."""
        at = node
        while at > 0 and (self.nodes[at - 1].kind == "colon" or _is_time(self.nodes[at - 1].figure)):
            at -= 1
        return self.words(self.begins(at), self.nodes[node].start)

    def ends(self, node: int) -> int:
        """Where the words end that follow a node: at the next node, or the paragraph's end."""
        return self.nodes[node + 1].start if node + 1 < len(self.nodes) else self.block.end

    def begins(self, node: int) -> int:
        """Where the words begin that stand before a node."""
        return self.nodes[node - 1].end if node else self.block.start


def _is_time(figure: Quantity | None) -> bool:
    return figure is not None and figure.family == "time"


def paragraphs(report: Report, figures: Sequence[Quantity]) -> list[Paragraph]:
    """The paragraphs that hold figures, each as nodes."""
    starts = [figure.span.start for figure in figures]
    small = report.text.lower()
    if len(small) != len(report.text):
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in report.text)
    found = []
    for place, block in enumerate(report.blocks):
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first < last:
            nodes = tuple(_nodes(report.text, small, block, figures[first:last]))
            found.append(Paragraph(block, place, report.text, small, nodes))
    return found


def _nodes(text: str, small: str, block: Block, figures: Sequence[Quantity]) -> list[Node]:
    plain: list[Node] = []
    marker = MARKER.match(text, block.start, block.end) if block.label else None
    at = marker.end() if marker else block.start
    for figure in figures:
        plain += _signs(small, at, figure.span.start)
        plain.append(Node("figure", figure.span.start, figure.span.end, 0, figure))
        at = figure.span.end
        if len(plain) > _MOST_NODES:
            break
    else:
        plain += _signs(small, at, block.end)
    return _nested(plain)


def _signs(small: str, start: int, end: int) -> Iterator[Node]:
    """The signs and cue words of a stretch of the text in small letters."""
    reached = start
    for match in _TOKEN.finditer(small, start, end):
        at, stop, said = match.start(), match.end(), match.group()
        if at < reached:
            continue
        kind = _SIGNS.get(said)
        if kind is None:
            kind = _CUES.get(said)
            if kind is None:
                if not (stopped := _STOP.match(small, at)):
                    continue
                kind, stop = "stop", min(stopped.end(), end)
            elif (at and small[at - 1].isalnum()) or small[stop : stop + 1].isalnum() or small.startswith("cùng kỳ", at):
                continue
        reached = stop
        yield Node(kind, at, stop, 0)


def _nested(plain: list[Node]) -> list[Node]:
    """The nodes with their depth; a bracket without its partner counts as none."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for place, node in enumerate(plain):
        if node.kind == "open":
            opened.append(place)
        elif node.kind == "close" and opened:
            partner[opened.pop()] = place
    closes = {close: begin for begin, close in partner.items()}
    kept: list[Node] = []
    new_place: dict[int, int] = {}
    depth = 0
    for place, node in enumerate(plain):
        if node.kind == "open":
            if place not in partner:
                continue
            new_place[place] = len(kept)
            kept.append(node._replace(depth=depth))
            depth += 1
        elif node.kind == "close":
            if place not in closes:
                continue
            depth -= 1
            begin = new_place[closes[place]]
            kept[begin] = kept[begin]._replace(partner=len(kept))
            kept.append(node._replace(depth=depth, partner=begin))
        else:
            kept.append(node._replace(depth=depth))
    return kept


class Piece(NamedTuple):
    """A stretch between two separators: its figures at its own depth, with the words before each one."""

    start: int
    end: int
    figures: tuple[Quantity, ...]
    leads: tuple[str, ...]
    subset: bool = False


class Items(NamedTuple):
    """The items of a list, each as pieces; `divider` is what divides them."""

    items: tuple[tuple[Piece, ...], ...]
    divider: Literal["semicolon", "comma"]
    open: bool


def items(paragraph: Paragraph, first: int, last: int) -> Items:
    """The items of the list that the nodes [first, last) are, at the depth of the first one.

    Args:
        paragraph: where they stand.
        first: the node behind the bracket, colon or cue that begins the list.
        last: the node that ends it.
    """
    nodes = paragraph.nodes[first:last]
    if not nodes or len(nodes) > _LONGEST_LIST:
        return Items((), "comma", False)
    depth = min(node.depth for node in nodes)
    level = [node for node in nodes if node.depth == depth]
    divided = any(node.kind == "semicolon" for node in level)
    found: list[list[Piece]] = [[]]
    begin = paragraph.begins(first)
    figures: list[Quantity] = []
    leads: list[str] = []
    subset = opened = False
    at = begin

    def close(end: int) -> None:
        nonlocal figures, leads, begin
        found[-1].append(Piece(begin, end, tuple(figures), tuple(leads), subset))
        figures, leads = [], []

    for node in level:
        if node.kind == "figure" and node.figure:
            lead = paragraph.words(at, node.start)
            if (AMONG.search(lead) or lead.startswith("ngoài ra")) and any(piece.figures for item in found for piece in item):
                subset = True  # "…, trong 28 văn bản phải xử lý thì 12 văn bản …"
            leads.append(lead)
            figures.append(node.figure)
            at = node.end
        elif node.kind in ("semicolon", "comma", "and"):
            if node.kind == "and" and not figures:
                continue
            close(node.start)
            begin = at = node.end
            if node.kind == "semicolon":
                subset = False
            if node.kind == "semicolon" or not divided:
                found.append([])
        elif node.kind in ("parts", "openly"):
            if any(piece.figures for item in found for piece in item) or figures:
                close(node.start)
                subset = True
                opened = opened or paragraph.words(node.start, node.end) in _AND_SO_ON
            else:
                opened = opened or node.kind == "openly"
            begin = at = node.end
        elif node.kind == "stop":
            opened = opened or paragraph.text[node.start : node.end] != "."
        elif node.kind == "open" and node.partner >= 0:
            at = max(at, node.start)
        elif node.kind == "close":
            at = node.end
    close(paragraph.nodes[last].start if last < len(paragraph.nodes) else paragraph.block.end)
    kept = tuple(tuple(pieces) for pieces in found if pieces)
    empty = [piece for item in found for piece in item if not piece.figures]
    opened = opened or any(_REST.search(paragraph.words(piece.start, piece.end)) for piece in empty)
    if last < len(paragraph.nodes) and (ending := paragraph.nodes[last]).kind == "stop":
        opened = opened or paragraph.text[ending.start : ending.end].startswith(("..", "…"))
    return Items(kept, "semicolon" if divided else "comma", opened)


def span_of(figures: Sequence[Quantity]) -> Span:
    """From the first of some figures to the last one."""
    return Span(min(figure.span.start for figure in figures), max(figure.span.end for figure in figures))
