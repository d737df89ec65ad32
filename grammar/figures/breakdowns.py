"""Where a report breaks a figure down: in brackets, behind a cue or colon, in sentences of years, before a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grammar.facts import Quantity
from grammar.figures.clauses import AMONG, Items, Paragraph, Piece, items
from grammar.figures.divisions import YEAR_LABEL
from grammar.figures.kinds import NO_PART
from grammar.figures.wording import done, phrases

Form = Literal["bracket", "cue", "colon", "bullets", "note", "labels"]
# What announces a list: all of the parts, with a colon behind the cue or without; some of them; "trong 86 thủ tục có …"; a
# total behind its parts; nothing.
Cue = Literal["parts: ", "parts", "openly", "within", "sums up", ""]

_COMPARED = re.compile(r"(?<!\w)(?:so với|so cùng kỳ|cùng kỳ|kế hoạch|dự toán|năm trước)(?!\w)")
_TOTAL = re.compile(r"(?:tổng|tổng cộng|tổng số|cộng|cả thảy)(?!\w)")
_TERM = re.compile(r"((?:19|20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*((?:19|20)\d\d)")
_YEAR_START = re.compile(r"(?:^|;\s*)(?:[-+]\s*)?(?:trong )?năm ((?:19|20)\d\d)\b")
_YEAR_SAID = re.compile(r"\bnăm ((?:19|20)\d\d)\b(?!\s*(?:-|–|đến))")
_TOTALS = (
    r"tổng cộng|tổng số|cộng|cộng lại|tổng cộng có|cả thảy|tổng|cả (?:nhiệm kỳ|giai đoạn|kỳ|năm)"
    r"|tổng số (?![^,;.:]*(?:cuối (?:năm|kỳ|quý)|hiện có|hiện nay|đến nay|còn ))[^,;.:]{0,80}? là"  # a stock is no sum of flows
    r"|nâng tổng số[^,;.]{0,80}? lên|tổng(?: \d+)? (?:năm|quý|tháng|cấp) là"
)
SUMS_UP = re.compile(rf"(?:{_TOTALS})(?: là| có|:)*$")
_RESULT = re.compile(r"(?<!\w)(?:kết quả|như sau|các loại|các nguồn|theo)(?!\w)")
_SHORT = 4  # words of a noun's further members: "64 công chức lãnh đạo, quản lý (…)"


class Breakdown(NamedTuple):
    """A list of parts and the figures that it may break down, the likeliest first."""

    paragraph: Paragraph
    heads: tuple[Quantity, ...]
    items: Items
    form: Form
    cue: Cue
    tail: tuple[Quantity, ...] = ()  # the first figures of the sentence behind the list


def attribute(lead: str) -> bool:
    """Whether the words before a figure make it belong to the part before it: "đạt 20 hồ sơ", "so với năm trước 15 hồ sơ"."""
    return phrases("attributes").opens(done(lead)) or " so với " in f" {lead} "


def labels_whole(lead: str) -> bool:
    """Whether a sentence begins as one that divides a whole stated before: "Về trình độ chuyên môn: …"."""
    return phrases("divides_by").opens(lead.lstrip("-+*• "))


def inline(paragraphs: Sequence[Paragraph]) -> Iterator[Breakdown]:
    """The breakdowns that stand within one paragraph."""
    for paragraph in paragraphs:
        if sum(node.figure is not None for node in paragraph.nodes) < 2:
            continue
        for place, node in enumerate(paragraph.nodes):
            if node.kind == "open" and node.partner > place:
                yield from _bracket(paragraph, place)
            elif node.kind in ("parts", "openly"):
                yield from _behind_cue(paragraph, place)
            elif node.kind == "colon":
                yield from _behind_colon(paragraph, place)
            elif node.kind == "figure":
                yield from _within(paragraph, place)
                yield from _total_behind(paragraph, place)
        yield from _years(paragraph)


def _bracket(paragraph: Paragraph, place: int) -> Iterator[Breakdown]:
    """In brackets: "25 văn bản (03 Nghị quyết, 22 Quyết định)"."""
    node = paragraph.nodes[place]
    head = figure_before(paragraph, place)
    if head is None or paragraph.nodes[place + 1].kind == "except":
        return
    if _COMPARED.search(paragraph.words(head.span.end, node.start)):
        return  # "giảm 12 phòng so với năm 2021 (107 phòng)"
    if _of_other_years(paragraph, place):
        return  # "năm 2024 có 440 đơn vị (năm 2023: 449 đơn vị; năm 2022: 455 đơn vị)"
    first = past_cue(paragraph, place + 1)
    cue = cue_at(paragraph, place + 1, first)
    listed = items(paragraph, first, node.partner)
    inside = paragraph.words(node.end, node.end + 30)
    lead = paragraph.words(max(paragraph.block.start, head.span.start - 50), head.span.start)
    aside = not cue and (attribute(inside) or phrases("asides").opens(inside))
    changed = phrases("changes").within(" ".join(lead.split()[-4:])) and len(paragraph.figures(first, node.partner)) < 2
    if aside or changed or _TOTAL.match(inside):
        return  # "(tăng 5 hồ sơ so với cùng kỳ)", "(dự kiến năm 2025: 03 cán bộ và 05 công chức nghỉ hưu)"
    end = paragraph.sentence_end(node.partner, node.depth)
    # "15 thủ tục thuộc 04 lĩnh vực (Hộ tịch 05, Đất đai 10)": the bracket may divide the count before.
    begin, _ = paragraph.sentence(place)
    made = sum(piece.figures[0].value for item in listed.items for piece in item[:1] if piece.figures)
    before = [figure for figure in paragraph.figures(begin, place, node.depth) if figure.value == made]
    heads = tuple(before[-1:]) if before and len(listed.items) == head.value else (head,)
    yield Breakdown(paragraph, heads, listed, "bracket", cue, _next_sentence(paragraph, end))


def _of_other_years(paragraph: Paragraph, place: int) -> bool:
    """Whether the items of a bracket are of years, and the sentence before it is of another one."""
    node = paragraph.nodes[place]
    inside = _YEAR_START.findall(paragraph.words(node.end, paragraph.nodes[node.partner].start))
    begin, _ = paragraph.sentence(place)
    before = _YEAR_SAID.findall(paragraph.words(paragraph.begins(begin), node.start)) if inside else []
    return bool(before) and before[-1] not in inside


def past_cue(paragraph: Paragraph, first: int) -> int:
    """The node behind a cue and the signs that follow it at once; the same node where there is no cue."""
    nodes = paragraph.nodes
    if first >= len(nodes) or nodes[first].kind not in ("parts", "openly"):
        return first
    at = first + 1
    while at < len(nodes) and nodes[at].kind in ("parts", "openly", "comma", "colon", "semicolon"):
        if nodes[at].kind in ("comma", "semicolon") and paragraph.words(nodes[at - 1].end, nodes[at].start):
            break
        at += 1
    return at


def cue_at(paragraph: Paragraph, place: int, first: int) -> Cue:
    """The cue at a node that announces the list from `first` on: of all the parts or of some ("trong đó có 5 …")."""
    node = paragraph.nodes[place]
    if node.kind not in ("parts", "openly"):
        return ""
    colon = any(other.kind == "colon" for other in paragraph.nodes[place:first])
    behind = paragraph.words(paragraph.begins(first), paragraph.begins(first) + 6)
    return "openly" if node.kind == "openly" or (behind.startswith("có ") and not colon) else "parts: " if colon else "parts"


def _list_end(paragraph: Paragraph, place: int, first: int, end: int) -> int:
    """Where the list behind a cue ends: before the item of an outer list that has its own figure and cue, or its own year."""
    nodes = paragraph.nodes
    depth = nodes[place].depth
    begin, _ = paragraph.sentence(place)
    inner = not any(node.kind == "colon" for node in nodes[place:first])
    outer = inner and any(node.kind == "semicolon" and node.depth == depth for node in nodes[begin:place])
    dated = YEAR_LABEL.match(
        paragraph.words(paragraph.begins(begin), paragraph.begins(begin) + 40).lstrip("-+(; ").removeprefix("trong ")
    )
    semicolons = [at for at in range(first, end) if nodes[at].kind == "semicolon" and nodes[at].depth == depth]
    for order, at in enumerate(semicolons):
        stop = semicolons[order + 1] if order + 1 < len(semicolons) else end
        kinds = [node.kind for node in nodes[at + 1 : stop] if node.depth == depth]
        behind = kinds[kinds.index("figure") :] if "figure" in kinds else []
        own = "parts" in behind or "colon" in behind
        year = dated and YEAR_LABEL.match(paragraph.words(nodes[at].end, nodes[at].end + 12))
        if outer or own or year or _TOTAL.match(paragraph.words(nodes[at].end, nodes[at].end + 12)):
            return at
    return end


def figure_before(paragraph: Paragraph, place: int) -> Quantity | None:
    """The figure that a bracket follows, with nothing but words between."""
    depth = paragraph.nodes[place].depth
    at = place - 1
    while at >= 0:
        node = paragraph.nodes[at]
        if node.kind == "figure":
            return node.figure if node.depth == depth and node.figure and node.figure.form in ("amount", "ratio") else None
        if node.kind not in ("and", "comma") or len(paragraph.words(node.end, paragraph.ends(at)).split()) > _SHORT:
            return None
        at -= 1
    return None


def _behind_cue(paragraph: Paragraph, place: int) -> Iterator[Breakdown]:
    """Behind a cue: "…, trong đó: cấp tỉnh 77 văn bản, cấp huyện 58 văn bản"."""
    nodes = paragraph.nodes
    node = nodes[place]
    if node.kind == "openly" and not paragraph.words(node.start, node.end).startswith(("trong đó", "bao gồm", "gồm", "kể")):
        return
    if place and nodes[place - 1].kind == "open":
        return  # the bracket has been read
    first = past_cue(paragraph, place)
    begin, _ = paragraph.sentence(place)
    before = [n.figure for n in nodes[begin:place] if n.depth <= node.depth and n.figure and n.figure.form != "percent"]
    by = paragraph.words(node.start, node.end) in ("chia theo", "phân theo")
    elsewhere = (
        by and not before and bool(paragraph.words(paragraph.begins(begin), node.start))
    )  # "Số hồ sơ phân theo cơ quan giải quyết: …": of a whole anywhere before
    if not before and begin:
        earlier, _ = paragraph.sentence(begin - 1)
        before = [
            n.figure for n in nodes[earlier : begin - 1] if n.depth <= node.depth and n.figure and n.figure.form != "percent"
        ]
    if first >= len(nodes) or not before or nodes[first].depth < node.depth:
        return
    if by:
        before.reverse()  # the whole stands first: "156 thủ tục: dược 34, dự phòng 22; chia theo mức độ thì …"
    end = _list_end(paragraph, place, first, paragraph.sentence_end(first, node.depth))
    listed = items(paragraph, first, end)
    if not listed.items or not _begins_with_part(paragraph, listed.items[0][0]):
        return  # "trong đó một phần là do …, 12 hồ sơ đang giải quyết"
    if elsewhere:
        listed = listed._replace(open=True)
    yield Breakdown(
        paragraph, tuple(reversed(before)), listed, "cue", cue_at(paragraph, place, first), _next_sentence(paragraph, end)
    )


def _begins_with_part(paragraph: Paragraph, piece: Piece) -> bool:
    """Whether a list's first piece holds a figure, or the first member of its noun: "sở, ngành 15, huyện 12"."""
    return bool(piece.figures) or len(paragraph.words(piece.start, piece.end).split()) <= _SHORT // 2


def _within(paragraph: Paragraph, place: int) -> Iterator[Breakdown]:
    """Among so many: "Trong 86 thủ tục cấp tỉnh có 52 dịch vụ công toàn trình, 27 dịch vụ công một phần"."""
    head = paragraph.nodes[place].figure
    if head is None or head.form != "amount" or head.family in NO_PART or place + 1 >= len(paragraph.nodes):
        return
    if not AMONG.search(paragraph.words(paragraph.begins(place), head.span.start)):
        return
    first = place + 2 if paragraph.nodes[place + 1].kind == "comma" else place + 1
    if first >= len(paragraph.nodes) or paragraph.nodes[first].kind != "figure":
        return
    depth = paragraph.nodes[place].depth
    if first == place + 2 or re.search(r"(?<!\w)có(?!\w)", paragraph.words(head.span.end, paragraph.nodes[first].start)):
        listed = items(paragraph, first, paragraph.sentence_end(first, depth))
        yield Breakdown(paragraph, (head,), listed, "cue", "within")


def _total_behind(paragraph: Paragraph, place: int) -> Iterator[Breakdown]:
    """A total behind its parts: "14 sở, ngành và 09 huyện, tổng cộng 23 cơ quan"."""
    nodes = paragraph.nodes
    node = nodes[place]
    lead = paragraph.lead(place)
    if node.figure is None or node.figure.form != "amount" or node.figure.family in NO_PART or not SUMS_UP.match(lead):
        return
    outer = node.depth - 1 if place and nodes[place - 1].kind == "open" else node.depth
    begin, _ = paragraph.sentence(place)
    if begin == place > 1 or (begin == place - 1 > 0 and nodes[begin].kind == "colon"):
        yield from _total_of_sentence(paragraph, begin - 1, node.figure)
        return
    last = place
    while last > begin and nodes[last - 1].kind in ("comma", "semicolon", "open", "and"):
        last -= 1
    inside = [at for at in range(begin, last) if nodes[at].depth == outer]
    if inside:
        listed = items(paragraph, inside[0], last)
        yield Breakdown(paragraph, (node.figure,), listed, "cue", "sums up")


def _total_of_sentence(paragraph: Paragraph, stop: int, total: Quantity) -> Iterator[Breakdown]:
    """A total in a sentence of its own: "Theo lĩnh vực: đất đai 4.186; hộ tịch 9.027. Cộng: 13.213 hồ sơ."."""
    begin, _ = paragraph.sentence(stop - 1)
    colons = [at for at in range(begin, stop) if paragraph.nodes[at].kind == "colon"]
    first = colons[0] + 1 if len(colons) == 1 else begin
    if stop > first:
        yield Breakdown(paragraph, (total,), items(paragraph, first, stop), "cue", "sums up")


def _years(paragraph: Paragraph) -> Iterator[Breakdown]:
    """The years of a term, sentence by sentence: "Giai đoạn 2021-2023 có 18 trường hợp. Năm 2021: 07 trường hợp …"."""
    if not _TERM.search(paragraph.text, paragraph.block.start, paragraph.block.end):
        return
    nodes = paragraph.nodes
    place = 0
    sentences: list[tuple[int, int, str]] = []
    while place < len(nodes):
        end = paragraph.sentence_end(place, 0)
        begin = paragraph.begins(place) if place else paragraph.block.start
        sentences.append((place, end, paragraph.words(begin, paragraph.ends(min(end, len(nodes) - 1)))))
        place = end + 1
    for order, (first, end, said) in enumerate(sentences[:-1]):
        following = sentences[order + 1 :]
        dated = [entry for entry in following if _YEAR_START.match(entry[2])]
        years = _TERM.search(said)
        heads = [
            n.figure
            for n in nodes[first:end]
            if n.figure and n.depth == 0 and n.figure.form == "amount" and n.figure.family not in NO_PART
        ]
        if not years or not heads or not dated or following[0] is not dated[0] or _YEAR_START.match(said):
            continue
        pieces = [item for begin, stop, _ in dated for item in items(paragraph, begin, stop).items]
        whole = {int(year) for entry in dated for year in _YEAR_START.findall(entry[2])} == set(
            range(int(years[1]), int(years[2]) + 1)
        )
        yield Breakdown(paragraph, tuple(reversed(heads)), Items(tuple(pieces), "semicolon", not whole), "cue", "parts: ")


def _behind_colon(paragraph: Paragraph, place: int) -> Iterator[Breakdown]:
    """Behind a colon: "Tổng số 10 công chức cấp xã: 03 công chức …; 02 công chức …"."""
    nodes = paragraph.nodes
    depth = nodes[place].depth
    if place + 1 >= len(nodes) or nodes[place + 1].kind in ("parts", "openly", "stop"):
        return
    begin, _ = paragraph.sentence(place)
    dividers = [at for at in range(begin, place) if nodes[at].kind == "semicolon" and nodes[at].depth == depth]
    begin = dividers[-1] + 1 if dividers else begin
    before = [n.figure for n in nodes[begin:place] if n.figure and n.depth == depth and n.figure.form == "amount"]
    said = paragraph.words(nodes[begin - 1].end, nodes[place].start) if dividers else ""
    if not before and dividers and (labels_whole(said) or said.startswith("kết quả")):
        start, _ = paragraph.sentence(place)
        before = [n.figure for n in nodes[start:begin] if n.figure and n.depth == depth and n.figure.form == "amount"]
    heads = tuple(figure for figure in reversed(before) if figure.family not in NO_PART)
    if not heads:
        return
    labels = nodes[place + 1].kind == "figure" and not paragraph.words(nodes[place].end, nodes[place + 1].start)
    commas = [nodes[at].end for at in range(begin, place) if nodes[at].kind == "comma" and nodes[at].start >= heads[0].span.end]
    if labels and commas and not _RESULT.search(paragraph.words(commas[-1], nodes[place].start)):
        return  # "mức độ 3: 412 thủ tục, mức độ 4: 856 thủ tục"
    end = _list_end(paragraph, place, place + 1, paragraph.sentence_end(place + 1, depth))
    listed = items(paragraph, place + 1, end) if end > place + 1 else None
    if listed and listed.items and listed.items[0][0].figures and not _numbers_of_places(paragraph, heads[0], listed):
        yield Breakdown(paragraph, heads, listed, "colon", "", _next_sentence(paragraph, end))


def _numbers_of_places(paragraph: Paragraph, head: Quantity, listed: Items) -> bool:
    """Whether a list holds the numbers of places and nothing else: "04 thôn: 1, 2, 5 và 7"."""
    if head.family not in ("villages", "communes", "districts") or len(listed.items) < len(listed.items[0]):
        return False
    pieces = [piece for item in listed.items for piece in item]
    return all(
        paragraph.words(piece.start, piece.end).split()[:1] == [piece.figures[0].text] for piece in pieces[:-1] if piece.figures
    )


def _next_sentence(paragraph: Paragraph, end: int) -> tuple[Quantity, ...]:
    """The first figure of the sentence behind a list: "Số thủ tục của các cơ quan ngành dọc là 646"."""
    if end + 1 >= len(paragraph.nodes) or paragraph.nodes[end].kind != "stop":
        return ()
    stop = paragraph.sentence_end(end + 1, paragraph.nodes[end].depth)
    figures = [figure for figure in paragraph.figures(end + 1, stop) if figure.form == "amount"]
    return tuple(figures) if len(figures) == 1 else ()


def labelled(paragraphs: Sequence[Paragraph]) -> Iterator[Breakdown]:
    """Of a whole stated before: "Về trình độ chuyên môn: Sau đại học 04 người; Đại học 67 người"."""
    for paragraph in paragraphs:
        nodes = paragraph.nodes
        if not any(node.kind == "colon" for node in nodes):
            continue
        standing: list[Quantity] = []
        place = 0
        while place < len(nodes):
            end = paragraph.sentence_end(place, 0)
            begin = paragraph.begins(place) if place else paragraph.block.start
            colon = next((p for p in range(place, end) if nodes[p].kind == "colon" and nodes[p].depth == 0), None)
            lead = paragraph.words(begin, begin + 24).lstrip("-+*• ")
            if colon is not None and labels_whole(lead) and not paragraph.figures(place, colon):
                if standing and colon + 1 < end:
                    yield Breakdown(paragraph, tuple(reversed(standing[-1:])), items(paragraph, colon + 1, end), "labels", "")
            else:
                standing += [figure for figure in paragraph.figures(place, end, 0)[:1] if figure.form == "amount"]
            place = end + 1
