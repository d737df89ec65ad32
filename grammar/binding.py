"""The second pass over citations: what the sentence and the list around them say.

Type from a list's head, author, subject, nesting in another document's title, membership in an enumeration, year group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grammar.agencies import agencies_in, agency_at, owns
from grammar.citations import Draft, fits, freeze
from grammar.facts import Agency, Citation, IssuerBinding
from grammar.report import Block, Report, Span
from grammar.vocabulary import cues, vocabulary

_OF = re.compile(r"\s*,?\s*(?:của|do)\s+(?!các\s+cơ quan)", re.IGNORECASE)
_ABOUT = re.compile(rf"\s*,?\s*(?:(?:[Vv]ề(?:\s+việc)?|[Vv]/v)\s+(?:[Vv]/v\s+)?|\(?(?=(?:{cues('title')})\b))")
_SUBJECT_END = re.compile(r";|\n|(?<!TP)\.(?=\s|$)|\.\.|…|(?=\s+Năm\s(?:19|20)\d\d\s*:)|/\.")
_NEW_ACTOR = re.compile(r"[,:]\s+(?=[^\W\d_a-zđ])")
_ACTS = re.compile(
    rf".{{0,60}}?\b(?:{cues('acts')}|ban hành (?:các |nhiều )?(?:[Kk]ế hoạch|[Qq]uyết định|[Cc]ông văn|[Vv]ăn bản))\b"
)
_BASIS = re.compile(rf"(?:{cues('basis')})\s*$")
_BY_IT = re.compile(rf"\b(?:{cues('issues_at')})\b.*\btại\s*$", re.DOTALL)
_CONNECTOR = re.compile(r"\s*(?:[,;]?\s*(?:và|hoặc|cùng|cùng với)?|[,;])\s*(?:các|những)?\s*(?:Năm \d{4}\s*:)?\s*[-+]?\s*")
_SEPARATOR = re.compile(r";|\n|\.\s|\b(?:Năm|NĂM)\s+\d{4}\s*:")
_YEAR_GROUP = re.compile(r"((?:19|20)\d\d)\s*:(?<=[Nn]ăm \1:|NĂM \1:|ăm \1 :)")
_YEAR_ALONE = re.compile(r"[-+*•]?\s*(?:Trong năm|NĂM|Năm)\s+((?:19|20)\d\d)\s*:?\s*")
_SENTENCE = re.compile(r"[.;]\s")
_HEAD = re.compile(
    r"(?P<type>[^\W\d_]+(?:\s[^\W\d_]+){0,2})(?:\s+(?:của|do)\s+(?P<of>[^:;.]{3,80}))?\s*(?:số)?\s*:\s*(?:gồm\s*)?$"
)
_ISSUES = re.compile(rf"\b(?:{cues('issues')})\b")
_ADDRESSEE = re.compile(rf"\b(?:{cues('addressee')})\s+$")
_LOOK_BACK = 200


class _Context(NamedTuple):
    """What a list hands on to its next item."""

    agency: Agency | None
    binding: IssuerBinding | None


def bind(report: Report, drafts: list[Draft]) -> list[Citation]:
    """The citations of a report, complete, from the drafts of its text."""
    text = report.text
    years = [(match.end(), int(match[1])) for match in _YEAR_GROUP.finditer(text)]
    done: list[Citation] = []
    context: _Context = _Context(None, None)
    previous_block: Block | None = None
    for place, draft in enumerate(drafts):
        block = report.block_at(draft.start)
        same = previous_block is not None and (
            block == previous_block or (block.note is not None and block.note == previous_block.note)
        )
        if not same:
            context = _before_the_mark(report, block)
        before = done[-1] if done and same else None
        limit = drafts[place + 1].start if place + 1 < len(drafts) else len(text)
        end, agency, issuer_span = _author_behind(text, draft.end, limit)
        nested, parent, sibling = _nesting(text, done, draft, before)
        _complete_type(text, draft, before if sibling else None, block)
        binding: IssuerBinding | None = "after" if agency else None
        lead = text[max(block.start, draft.start - _LOOK_BACK, before.span.end if before else 0) : draft.start]
        if agency is None and not nested:
            found = _author_before(text, draft, block, before)
            if found and found[0]:
                context = found
                agency, binding = found
            elif context.agency and _suits(context.agency, draft) and not _BASIS.search(lead):
                agency, binding = context.agency, "head" if context.binding == "before" and before else context.binding
        done.append(
            freeze(
                draft,
                issuer=agency,
                issuer_binding=binding,
                issuer_span=issuer_span,
                subject=_subject(text, end, block.end),
                nested=nested,
                parent=parent,
                group=_group(done, before, sibling or _in_list(text, before, draft), len(done)),
                basis=bool(_BASIS.search(lead)) or nested,
                year_group=_year_of(years, report, block, draft.start),
            )
        )
        previous_block = block
    return _without_followers(text, done)


def _author_behind(text: str, end: int, limit: int) -> tuple[int, Agency | None, Span | None]:
    """The agency named with "của" straight behind a citation, and where reading goes on."""
    of = _OF.match(text, end)
    if not of or of.end() > limit:
        return end, None, None
    found = agency_at(text, of.end())
    if not found:
        return end, None, None
    agency, stop = found
    while (more := re.compile(r"(?:,\s*|\s+và\s+)(?=[A-ZĐ])").match(text, stop)) and (also := agency_at(text, more.end())):
        if also[0].body != agency.body or also[1] > limit or _ACTS.match(text, also[1]):
            break
        stop = also[1]
        agency = agency._replace(text=text[of.end() : stop])
    return stop, agency, Span(of.end(), stop)


def _author_before(text: str, draft: Draft, block: Block, before: Citation | None) -> _Context | None:
    """The agency that is the subject of the sentence: "UBND huyện đã ban hành Kế hoạch số …"; or that a list's head names."""
    start = max(block.start, draft.start - _LOOK_BACK, before.span.end if before else 0)
    lead = text[start : draft.start]
    head = _HEAD.search(lead) if ":" in lead[-12:] else None
    if head and head["of"]:
        named = agency_at(text, start + head.start("of"))
        if named and _suits(named[0], draft):
            return _Context(named[0], "head")
    cut = max((match.end() for match in _SENTENCE.finditer(lead)), default=0)
    last: Agency | None = None
    for agency, begin, stop in agencies_in(text, start + cut, draft.start):
        if _ADDRESSEE.search(text, max(start, begin - 20), begin):
            continue
        rest = text[stop : draft.start]
        if (_ISSUES.search(rest) and not re.match(r"\s*(?:về|quy định)\b", rest)) or (
            last is None and re.match(r"\s*:\s*$", rest) and before is None
        ):
            last = agency
    if last is None or not _suits(last, draft):
        return None
    if _BASIS.search(lead) and not _BY_IT.search(lead):
        return None
    return _Context(last, "before")


def _before_the_mark(report: Report, block: Block) -> _Context:
    """For a footnote: who acts in the body sentence that its mark ends."""
    note = next((note for note in report.notes if note.number == block.note), None) if block.note is not None else None
    if note is None or note.mark is None or block.start != note.span.start:
        return _Context(None, None)
    at = note.mark.at
    start = max(report.block_at(max(at - 1, 0)).start, at - _LOOK_BACK)
    lead = report.text[start:at]
    cut = max((match.end() for match in _SENTENCE.finditer(lead)), default=0)
    last: Agency | None = None
    for agency, begin, stop in agencies_in(report.text, start + cut, at):
        if _ADDRESSEE.search(report.text, max(start, begin - 20), begin):
            continue
        if _ISSUES.search(report.text, stop, at) or at - stop < 30 or report.text[start:begin].endswith("của "):
            last = agency
    return _Context(last, "body") if last else _Context(None, None)


def _suits(agency: Agency, draft: Draft) -> bool:
    return draft.issuer_symbol is not None and owns(agency, draft.issuer_symbol)


def _complete_type(text: str, draft: Draft, before: Citation | None, block: Block) -> None:
    """A type for a number that bears none: from the list's head, from the item before, from the symbol."""
    if draft.type is None:
        lead = text[max(block.start, draft.start - 120) : draft.start]
        head = _HEAD.search(lead) if ":" in lead[-12:] else None
        vocab = vocabulary()
        if head:
            words = head["type"].casefold().split()
            for size in (3, 2, 1):
                for phrase, kind in vocab.by_last_word.get(words[-1], ()):
                    if phrase == " ".join(words[-size:]) and fits(kind, draft.type_abbreviation, draft.party):
                        draft.type, draft.type_from_head = kind.name, True
        kind_before = vocab.types.get(before.type) if draft.type is None and before is not None and before.type else None
        if kind_before and fits(kind_before, draft.type_abbreviation, draft.party):
            draft.type, draft.type_from_head = kind_before.name, True
    if draft.type is None:
        draft.type = _type_of_symbol(draft)


def _type_of_symbol(draft: Draft) -> str | None:
    vocab = vocabulary()
    if draft.type_abbreviation:
        kinds = (vocab.by_party_abbreviation if draft.party else vocab.by_abbreviation).get(draft.type_abbreviation, ())
        return kinds[0].name if kinds else ("Công văn" if draft.type_abbreviation == "CV" else None)
    if draft.issuer_symbol and draft.issuer_symbol.startswith(("QH", "UBTVQH")):
        return "Luật" if draft.issuer_symbol.startswith("QH") else "Nghị quyết"
    return "Công văn" if draft.issuer_symbol and "-" in draft.symbol else None


def _nesting(text: str, done: list[Citation], draft: Draft, before: Citation | None) -> tuple[bool, int | None, bool]:
    """Whether a citation stands in the title of the one before, in which, and whether it is that one's sibling."""
    if before is None:
        return False, None, False
    last = len(done) - 1
    gap_start = before.issuer_span.end if before.issuer_span else before.span.end
    gap = text[gap_start : draft.start]
    if _CONNECTOR.fullmatch(gap) and "\n" not in gap:
        if not before.nested:
            return False, None, True
        parent = done[before.parent] if before.parent is not None else None
        same_as_list = parent is not None and parent.type == draft.type and before.type != draft.type
        if ";" in gap or same_as_list:
            return False, None, False
        return True, before.parent, True
    if _SEPARATOR.search(gap) or "\n" in gap:
        return False, None, False
    if not (_ABOUT.match(text, gap_start) or re.match(r"\s*(?:một số|nội dung|kết quả)", gap)):
        return False, None, False
    joined = re.search(r"(?:,|\bvà)\s*(?:các\s+)?$", gap)
    new_actor = any(
        (named := agency_at(text, clause.end())) and _ACTS.match(text, named[1], draft.start)
        for clause in _NEW_ACTOR.finditer(text, gap_start, draft.start)
    )
    return (False, None, False) if joined or new_actor else (True, last, False)


def _in_list(text: str, before: Citation | None, draft: Draft) -> bool:
    """Whether a top-level citation is the next item of the list that the one before belongs to."""
    if before is None:
        return False
    gap = text[before.span.end : draft.start]
    return (
        bool(re.search(r"(?:;|,|\bvà|\.|\s-|năm \d{4})\s*(?:(?:Năm|năm|NĂM)\s+\d{4}\s*:)?\s*[-+]?\s*(?:các\s+)?$", gap))
        and len(gap) < 700
    )


def _group(done: list[Citation], before: Citation | None, goes_on: bool, place: int) -> int | None:
    """The number of the enumeration: the place of its first item."""
    if before is None or not goes_on:
        return place
    root = before
    while root.parent is not None:
        root = done[root.parent]
    return root.group if root.group is not None else place


def _subject(text: str, end: int, limit: int) -> Span | None:
    """What a citation is about: the words behind "về (việc)", or its verb, to the end of the item."""
    about = _ABOUT.match(text, end, limit)
    if not about:
        return None
    start = about.end()
    stop = _SUBJECT_END.search(text, start, limit)
    last = stop.start() if stop else limit
    depth = 0
    for place in range(start, last):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth < 0:
                last = place
                break
    for clause in _NEW_ACTOR.finditer(text, start, last):
        named = agency_at(text, clause.end())
        if named and _ACTS.match(text, named[1], last):
            last = clause.start()
            break
    while last > start and text[last - 1] in " ,.\n":
        last -= 1
    return Span(start, last) if last > start else None


def _year_of(years: list[tuple[int, int]], report: Report, block: Block, at: int) -> int | None:
    """The year of the heading "Năm 2022:" above, in the same paragraph or note."""
    floor = block.start
    if block.note is not None:
        floor = next(note.span.start for note in report.notes if note.number == block.note)
    found = [year for end, year in years if floor <= end <= at]
    if found or block.kind != "item":
        return found[-1] if found else None
    for above in reversed(report.blocks[: report.blocks.index(block)]):
        if lone := _YEAR_ALONE.fullmatch(report.text, above.start, above.end):
            return int(lone[1])
        if above.kind != "item":
            return None
    return None


def _without_followers(text: str, citations: list[Citation]) -> list[Citation]:
    """End a subject where the next item of the same list begins, for lists joined by commas."""
    trimmed: list[Citation] = []
    for place, citation in enumerate(citations):
        if citation.subject:
            for later in citations[place + 1 :]:
                if later.span.start >= citation.subject.end:
                    break
                if not later.nested and later.span.start > citation.subject.start:
                    words = re.sub(r"(?:[,\s]|\bvà|\bcác)+$", "", text[citation.subject.start : later.span.start])
                    citation = citation._replace(subject=Span(citation.subject.start, citation.subject.start + len(words)))
                    break
        trimmed.append(citation)
    return trimmed


def groups_of(citations: list[Citation] | tuple[Citation, ...]) -> Iterator[tuple[int, list[Citation]]]:
    """The enumerations of a report with their top-level items, those of two or more."""
    groups: dict[int, list[Citation]] = {}
    for citation in citations:
        if citation.group is not None and not citation.nested:
            groups.setdefault(citation.group, []).append(citation)
    yield from ((number, items) for number, items in groups.items() if len(items) > 1)
