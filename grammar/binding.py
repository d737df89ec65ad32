"""The second pass over citations: what the sentence and the list around them say.

Type from a list's head, author, subject, nesting in another document's title, membership in an enumeration, year group.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator

from grammar import authors
from grammar.agencies import of_the_assembly
from grammar.authors import HEAD, LOOK_BACK, Context
from grammar.citations import Draft, date_behind, fits, freeze, on_basis
from grammar.facts import Citation, IssuerBinding
from grammar.report import Block, Report, Span
from grammar.titles import ABOUT, LONGEST, new_actor, of_the_mark, subject, without_followers
from grammar.vocabulary import vocabulary

_ENUMERATOR = r"(?:\(\w{1,2}\)\s*|\w{1,2}\)\s*|[-+]\s*)?"
_CONNECTOR = re.compile(
    rf"\s*(?:[,;]?\s*(?:và|hoặc|cùng|cùng với)?|[,;])\s*(?:các|những)?\s*(?:Năm \d{{4}}\s*:)?\s*{_ENUMERATOR}(?:các\s+)?"
)
_YEAR_HEAD = r"(?:Năm|năm|NĂM)\s+\d{4}\s*:"
_NEXT_ITEM = re.compile(rf"(?:;|,|\bvà|\s-|[Nn]ăm \d{{4}}|\.\s+{_YEAR_HEAD})\s*(?:{_YEAR_HEAD})?\s*{_ENUMERATOR}(?:các\s+)?$")
_NEW_SENTENCE = re.compile(rf"(?<!TP)\.\s+(?!{_YEAR_HEAD})[^\W\d_a-zđ]")
_LONGEST_ITEM = 700
_SEPARATOR = re.compile(r";|(?:cụ thể|như sau|gồm)\s*:|\n|\.\s|\b(?:Năm|NĂM)\s+\d{4}\s*:")
_ALSO_ABOUT = re.compile(r"\s*(?:một số|nội dung|kết quả)")
# "Thông tư số … được triển khai tại Kế hoạch số …": the second is no part of the first one's title.
_DONE_AT = re.compile(r"\b(?:được|đã)\s+(?:[^\s,;.]+\s+){1,3}(?:tại|bằng)\s+$")
_JOINS = re.compile(r"(?:,|\bvà)\s*(?:các\s+)?$")
_YEAR_GROUP = re.compile(r"((?:19|20)\d\d)\s*:(?<=[Nn]ăm \1:|NĂM \1:|ăm \1 :)")
_YEAR_ALONE = re.compile(r"[-+*•]?\s*(?:Trong năm|NĂM|Năm)\s+((?:19|20)\d\d)\s*:?\s*")
_ITEM_LEAD = 8  # characters of number or bullet before the first words of an item


def bind(report: Report, drafts: list[Draft]) -> list[Citation]:
    """The citations of a report, complete, from the drafts of its text."""
    text = report.text
    years = _Years(report)
    done: list[Citation] = []
    context, inherited, labelled = Context(), Context(), False
    last_place = -1
    for number, draft in enumerate(drafts):
        place = report.place_of(draft.start)
        block = report.blocks[place]
        same = last_place >= 0 and (place == last_place or _one_note(block, report.blocks[last_place]))
        previous = done[-1] if done and same else None
        if not same:
            inherited = _inherited(report, place, last_place, inherited)
            context, labelled = inherited if inherited.agency else authors.of_the_mark(report, block), False
        limit = drafts[number + 1].start if number + 1 < len(drafts) else len(text)
        lead = text[max(block.start, draft.start - LOOK_BACK, previous.span.end if previous else 0) : draft.start]
        end, agency, issuer_span = authors.behind(text, draft, limit, lead)
        if agency and draft.date is None and (date := date_behind(text, end, limit)):
            draft.date, draft.date_binding, draft.end = date, "direct", date.span.end
            end = date.span.end
        nested, parent, sibling = _nesting(text, done, draft, previous)
        _complete_type(text, draft, previous if sibling else None, block)
        binding: IssuerBinding | None = "after" if agency else None
        if agency is None and not nested:
            if labelled and previous and _NEW_SENTENCE.search(text, previous.end, draft.start):
                context, labelled = inherited, False
            label = authors.place_label(lead)
            if label and authors.suits(label, draft):
                context, labelled = Context(label, "head"), True
            found = None if label else authors.before(text, draft, block, previous)
            if found:
                context = found
                agency, binding = found
            elif context.agency and authors.suits(context.agency, draft) and not on_basis(lead):
                agency, binding = context.agency, "head" if context.binding == "before" and previous else context.binding
        goes_on = sibling or _next_item(text, previous, draft) or (not same and _next_block(report, done, place, draft))
        about = subject(text, end, block.end)
        if about is None and not nested:
            about = _title_in_the_body(report, block, draft, previous if sibling else None)
        done.append(
            freeze(
                draft,
                issuer=agency,
                issuer_binding=binding,
                issuer_span=issuer_span,
                subject=about,
                nested=nested,
                parent=parent,
                group=_group(done, goes_on),
                basis=nested or on_basis(lead),
                year_group=years.above(block, place, draft.start),
            )
        )
        last_place = place
    return without_followers(text, done)


def _title_in_the_body(report: Report, block: Block, draft: Draft, sibling: Citation | None) -> Span | None:
    """The title that the body gives the documents of a footnote, for one that the note begins with and those joined to it."""
    if draft.start == block.start:
        return of_the_mark(report, block, draft.type)
    shared = sibling is not None and sibling.type == draft.type and sibling.subject and sibling.subject.end <= block.start
    return sibling.subject if sibling and shared else None


def _one_note(one: Block, other: Block) -> bool:
    return one.note is not None and one.note == other.note


def _inherited(report: Report, place: int, last_place: int, context: Context) -> Context:
    """The author that the heading or list head above a block of the body names, as long as its items go on."""
    if not place or report.blocks[place].note is not None:
        return Context()
    if agency := authors.of_the_heading(report, place - 1):
        return Context(agency, "head")
    goes_on = last_place == place - 1 and report.blocks[place].kind == report.blocks[place - 1].kind == "item"
    return context if goes_on else Context()


def _complete_type(text: str, draft: Draft, previous: Citation | None, block: Block) -> None:
    """A type for a number that bears none: from the list's head, from the item before, from the symbol."""
    vocab = vocabulary()
    if draft.type is None:
        lead = text[max(block.start, draft.start - 120) : draft.start]
        head = HEAD.search(lead) if ":" in lead[-12:] else None
        words = head["type"].casefold().split() if head else []
        for phrase, kind in vocab.by_last_word.get(words[-1], ()) if words else ():
            if words[-len(phrase.split()) :] == phrase.split() and fits(kind, draft.type_abbreviation, draft.party):
                draft.type, draft.type_from_head = kind.name, True
                break
    kind_before = vocab.types.get(previous.type or "") if previous is not None and draft.type is None else None
    if kind_before and fits(kind_before, draft.type_abbreviation, draft.party):
        draft.type, draft.type_from_head = kind_before.name, True
    if draft.type is None:
        draft.type = _type_of_symbol(draft)


def _type_of_symbol(draft: Draft) -> str | None:
    vocab = vocabulary()
    if draft.type_abbreviation:
        kinds = (vocab.by_party_abbreviation if draft.party else vocab.by_abbreviation).get(draft.type_abbreviation, ())
        return kinds[0].name if kinds else ("Công văn" if draft.type_abbreviation == "CV" else None)
    if draft.issuer_symbol and of_the_assembly(draft.issuer_symbol):
        return "Luật" if draft.issuer_symbol.startswith("QH") else "Nghị quyết"
    return "Công văn" if draft.issuer_symbol and "-" in draft.symbol else None


def _nesting(text: str, done: list[Citation], draft: Draft, previous: Citation | None) -> tuple[bool, int | None, bool]:
    """Whether a citation stands in the title of the one before, in which, and whether it is that one's sibling."""
    if previous is None:
        return False, None, False
    gap_start = previous.end
    gap = text[gap_start : draft.start]
    if _CONNECTOR.fullmatch(gap) and "\n" not in gap:
        if not previous.nested:
            return False, None, True
        parent = done[previous.parent] if previous.parent is not None else None
        same_as_list = parent is not None and parent.type == draft.type and previous.type != draft.type
        return (False, None, False) if ";" in gap or same_as_list else (True, previous.parent, True)
    if len(gap) > LONGEST or _SEPARATOR.search(gap) or not (ABOUT.match(text, gap_start) or _ALSO_ABOUT.match(gap)):
        return False, None, False
    if _JOINS.search(gap) or _DONE_AT.search(gap) or new_actor(text, gap_start, draft.start) is not None:
        return False, None, False
    return True, len(done) - 1, False


def _next_item(text: str, previous: Citation | None, draft: Draft) -> bool:
    """Whether a citation is the next item of the list that the one before belongs to."""
    if previous is None or draft.start - previous.span.end > _LONGEST_ITEM:
        return False
    new_sentence = _NEW_SENTENCE.search(text, previous.span.end, draft.start)
    return not new_sentence and bool(_NEXT_ITEM.search(text, previous.span.end, draft.start))


def _next_block(report: Report, done: list[Citation], place: int, draft: Draft) -> bool:
    """Whether a citation begins the next bullet of a list whose last bullet a citation began, too."""
    if not done or not place or report.blocks[place].kind != "item" or report.blocks[place - 1].kind != "item":
        return False
    block, above = report.blocks[place], report.blocks[place - 1]
    last = next((c for c in reversed(done) if not c.nested), done[-1])
    begins = above.start <= last.span.start <= above.start + _ITEM_LEAD
    return begins and draft.start <= block.start + _ITEM_LEAD and bool(block.label) == bool(above.label)


def _group(done: list[Citation], goes_on: bool) -> int:
    """The number of the enumeration: the place of its first item."""
    if not done or not goes_on:
        return len(done)
    root = done[-1]
    while root.parent is not None:
        root = done[root.parent]
    return root.group if root.group is not None else len(done)


class _Years:
    """The headings "Năm 2022:" of a report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        found = [(match.end(), int(match[1])) for match in _YEAR_GROUP.finditer(report.text)]
        self.ends = [end for end, _ in found]
        self.years = [year for _, year in found]

    def above(self, block: Block, place: int, at: int) -> int | None:
        """The year of the heading above, in the same paragraph or note, or as a head of the bullets."""
        note = self.report.note_of.get(block.note) if block.note is not None else None
        last = bisect.bisect_right(self.ends, at) - 1
        if last >= 0 and self.ends[last] >= (note.span.start if note else block.start):
            between = self.report.text[self.ends[last] : at]
            return self.years[last] if between.count(")") <= between.count("(") else None  # a year within brackets
        if block.kind != "item":
            return None
        for above in range(place - 1, max(place - 60, -1), -1):
            start, end = self.report.blocks[above].span
            if lone := _YEAR_ALONE.fullmatch(self.report.text, start, end):
                return int(lone[1])
            if self.report.blocks[above].kind != "item":
                return None
        return None


def groups_of(citations: Iterable[Citation]) -> Iterator[list[Citation]]:
    """The enumerations of a report with their top-level items, those of two or more."""
    groups: dict[int, list[Citation]] = {}
    for citation in citations:
        if citation.group is not None and not citation.nested:
            groups.setdefault(citation.group, []).append(citation)
    yield from (items for items in groups.values() if len(items) > 1)
