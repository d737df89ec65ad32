"""Breakdowns over several paragraphs: a head and its bullets, a line that sums them up, a figure and its footnote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grammar.facts import Quantity
from grammar.figures.breakdowns import SUMS_UP, Breakdown, Cue, cue_at, figure_before, labels_whole, past_cue
from grammar.figures.clauses import AMONG, Items, Paragraph, Piece, items
from grammar.report import Report

_MOST_ITEMS = 60  # items above a total
_LONGEST_TOTAL = 100  # characters of a line that states a total alone


def bullets(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[Breakdown]:
    """A head that ends in a colon or cue, and the items below it."""
    by_place = {paragraph.place: paragraph for paragraph in paragraphs}
    for paragraph in paragraphs:
        if paragraph.block.kind == "note" or not _announces(paragraph):
            continue
        below_it = children(report, paragraph.place)
        if not below_it:
            continue
        heads = _last_sentence(paragraph)
        if not heads:
            continue
        pieces: list[tuple[Piece, ...]] = []
        for child in below_it:
            below = by_place.get(child)
            if below is None or _sums_up(below):
                continue
            pieces.append(own(_first_sentence(below)))
        pieces = [item for item in pieces if item]
        if pieces:
            complete = len(pieces) == len(below_it)
            listing = Items(tuple(pieces), "semicolon", not complete)
            yield Breakdown(paragraph, heads, listing, "bullets", _last_cue(paragraph))


def _sums_up(paragraph: Paragraph) -> bool:
    """Whether a line is a list's total: "+ Tổng cộng: 5.372 hồ sơ"."""
    first = next(place for place, node in enumerate(paragraph.nodes) if node.figure)
    return SUMS_UP.match(paragraph.lead(first).lstrip("-+*• ")) is not None


def own(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces of a bullet up to its own breakdown."""
    return tuple(piece for piece in pieces if not piece.subset)


def _last_cue(paragraph: Paragraph) -> Cue:
    """The cue with which a paragraph announces its list; "" for a colon alone."""
    for node in reversed(paragraph.nodes[-3:]):
        if node.kind in ("parts", "openly"):
            return "openly" if node.kind == "openly" else "parts: "
    return "openly" if not paragraph.nodes or paragraph.nodes[-1].kind in ("figure", "stop") else ""


def _announces(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends by announcing a list."""
    text = paragraph.text[max(paragraph.block.start, paragraph.block.end - 30) : paragraph.block.end].rstrip().lower()
    if text.endswith((":", "trong đó", "bao gồm", "gồm", "cụ thể", "như sau")):
        return True
    return _ends_with_total(paragraph)


def _ends_with_total(paragraph: Paragraph) -> bool:
    """Whether a paragraph states one total and nothing else: "Tổng số nhiệm vụ được giao: 245 nhiệm vụ."."""
    told = paragraph.said.lstrip("-+*• ").startswith("tổng")
    return told and len(paragraph.figures()) == 1 and paragraph.block.end - paragraph.block.start < _LONGEST_TOTAL


def _last_sentence(paragraph: Paragraph) -> tuple[Quantity, ...]:
    """The amounts of the sentence that announces a list, the last one first."""
    nodes = paragraph.nodes
    last = len(nodes) - 1
    while last >= 0 and nodes[last].kind in ("colon", "parts", "openly", "comma", "stop"):
        last -= 1
    if last < 0:
        return ()
    begin, _ = paragraph.sentence(last)
    level = nodes[last].depth
    figures = [n.figure for n in nodes[begin : last + 1] if n.figure and n.depth <= level and n.figure.form != "percent"]
    return tuple(reversed(figures))


def children(report: Report, head: int) -> list[int]:
    """The places of the items right below a block: those whose label is of the first one's kind."""
    blocks = report.blocks
    if head + 1 >= len(blocks):
        return []
    kind = label_kind(blocks[head + 1].label)
    own = label_kind(blocks[head].label)
    if blocks[head + 1].note is not None or blocks[head + 1].kind == "heading" or (kind == own and kind):
        return []
    found = [head + 1]
    for place in range(head + 2, len(blocks)):
        block = blocks[place]
        this = label_kind(block.label)
        if block.note is not None or block.kind in ("heading", "recipients") or (this and this == own):
            break
        if this == kind:
            if not kind and report.text[block.start - 2 : block.start - 1] not in ";":
                break
            found.append(place)
        elif not this:
            break
    return found


def label_kind(label: str) -> str:
    """What sort of number or bullet an item has: a digit, a letter, a dash."""
    if not label:
        return ""
    return "digit" if label[0].isdigit() else "letter" if label.isalpha() else label[0]


def totals_below(paragraphs: Sequence[Paragraph]) -> Iterator[Breakdown]:
    """A total on a line of its own below the items that it sums up: "Tổng cộng: 440 cuộc"."""
    by_place = {paragraph.place: paragraph for paragraph in paragraphs}
    for paragraph in paragraphs:
        first = next(place for place, node in enumerate(paragraph.nodes) if node.figure)
        total = paragraph.nodes[first].figure
        if total is None or total.form != "amount" or not _sums_up(paragraph):
            continue
        above: list[Paragraph] = [paragraph] if paragraph.block.label else []
        while (item := by_place.get((above or [paragraph])[-1].place - 1)) and item.block.label:
            if len(above) > _MOST_ITEMS or (above and label_kind(item.block.label) != label_kind(above[-1].block.label)):
                break
            if _sums_up(item):
                break
            above.append(item)
        above = [item for item in above if item is not paragraph]
        if len(above) > 1:
            pieces = tuple(piece for item in reversed(above) if (piece := own(_first_sentence(item))))
            if not pieces:
                continue
            yield Breakdown(paragraph, (total,), Items(pieces, "semicolon", False), "cue", "sums up")


def _first_sentence(paragraph: Paragraph) -> tuple[Piece, ...]:
    """The pieces of an item's first sentence."""
    listed = items(paragraph, 0, paragraph.sentence_end(0, 0))
    return tuple(piece for item in listed.items for piece in item)


def in_notes(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[Breakdown]:
    """A figure whose footnote breaks it down."""
    notes: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.block.note is not None:
            notes.setdefault(paragraph.block.note, []).append(paragraph)
    body = [paragraph for paragraph in paragraphs if paragraph.block.note is None]
    starts = {paragraph.place: paragraph for paragraph in body}
    for mark in report.marks:
        there = starts.get(report.place_of(max(mark.at - 1, 0)))
        below = notes.get(mark.note)
        if there is None or not below:
            continue
        head = _marked(there, mark.at)
        if head is None:
            continue
        pieces: list[tuple[Piece, ...]] = []
        opened = False
        cue: Cue = ""
        for paragraph in below:
            first = past_cue(paragraph, 0)
            cue = cue or (cue_at(paragraph, 0, first) if first else "")
            for begin, end in _sentences(paragraph, _past_total(paragraph, first, head)):
                listed = items(paragraph, begin, end)
                pieces += [item for item in listed.items if item]
                opened = opened or listed.open
            lead = paragraph.words(paragraph.block.start, paragraph.block.start + 12)
            opened = opened or lead.startswith(("như", "ví dụ", "một số"))
        yield Breakdown(there, (head,), Items(tuple(pieces), "semicolon", opened), "note", cue)


def _past_total(paragraph: Paragraph, first: int, head: Quantity) -> int:
    """The node behind a note's own statement of the total: "Tổng số 10 công chức: 03 …; 02 …"."""
    nodes = paragraph.nodes
    if first + 1 < len(nodes) and (figure := nodes[first].figure) and figure.amount == head.amount:
        if nodes[first + 1].kind == "colon":
            return first + 2
        if AMONG.search(paragraph.words(paragraph.begins(first), figure.span.start)):
            return first + 1
    return first


def _sentences(paragraph: Paragraph, first: int) -> Iterator[tuple[int, int]]:
    """The sentences of a note from a node on, without those that divide a part once more ("Về trình độ: …")."""
    place = first
    while place < len(paragraph.nodes):
        end = paragraph.sentence_end(place, 0)
        begin = paragraph.begins(place)
        if end > place and not labels_whole(paragraph.words(begin, begin + 24)):
            yield place, end
        place = end + 1


def _marked(paragraph: Paragraph, at: int) -> Quantity | None:
    """The figure that a footnote's mark belongs to: the words between are its noun, or its own breakdown in brackets."""
    before = [place for place, node in enumerate(paragraph.nodes) if node.end <= at]
    if not before:
        return None
    place = before[-1]
    node = paragraph.nodes[place]
    if node.kind == "close" and node.end >= at - 1 and node.partner >= 0:
        return figure_before(paragraph, node.partner)
    if node.kind == "figure" and node.figure and node.figure.form == "amount" and at - node.end < 60:
        return node.figure
    return None
