"""Who issued a cited document: the agency named behind it, the sentence's subject, a list's or footnote's head."""

from __future__ import annotations

import re
from typing import NamedTuple

from grammar.agencies import agencies_in, agency_at, owns
from grammar.citations import Draft, on_basis
from grammar.facts import Agency, Citation, IssuerBinding
from grammar.report import Block, Report, Span
from grammar.vocabulary import cues, fold, vocabulary

_OF = re.compile(r"\s*+,?+\s*+[Cc](?:ủa|ỦA)\s+(?!các\s+cơ quan)")
# "(huyện Kỳ Sơn)", "- UBND xã Tân An", "| …", or the name straight behind the date.
_BESIDE = re.compile(r"\s*+(?:(?P<open>\()|[-–|])?+\s*+")
_BESIDE_END = re.compile(r"\s*(?:$|[,;.)|\n])")
_ALSO = re.compile(r"(?:,\s*|\s+và\s+)(?=[^\W\d_a-zđ])")
_ISSUES_WHAT = "ban hành (?:các |nhiều )?(?:[Kk]ế hoạch|[Qq]uyết định|[Cc]ông văn|[Vv]ăn bản)"
ACTS = re.compile(rf"(?!\s*(?:về|V/v|quy định)\b)[^.;\n]{{0,60}}?\b(?:{cues('acts')}|{_ISSUES_WHAT})\b")
_BY_IT = re.compile(rf"\b(?:{cues('issues_at')})\b.*\btại\s*$", re.DOTALL)
_ISSUES = re.compile(rf"\b(?:{cues('issues')})\b")
_NO_ACTOR = re.compile(rf"\b(?:{cues('addressee')}|{cues('territory')})\s+$")
_CARRYING_OUT = re.compile(
    rf"(?<![Vv]ề )\b(?:{cues('carrying_out')})(?:\s+[^\s;.:]+){{0,3}}"
    r"\s+(?:thực hiện|triển khai|thi hành|chấp hành)(?:\s+[^\s;.:]+){0,4}\s*$"
)
_ABOUT = re.compile(r"\s*(?:về|quy định)\b")
_PLACE_LABEL = re.compile(r"(?:^[-–]?|[;:.(•+\n]|\s[-–])\s*(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){1,3})(?:\s*:|\s[-–])\s*$")
_BARE_NAME = re.compile(r"(?P<name>[^\W\d_a-zđ][^\W\d_A-ZĐ]*(?:\s+[^\W\d_a-zđ][^\W\d_A-ZĐ]*){1,3})(?=\s*[)|])")
_SOMEBODY = re.compile(
    r"[^\W\d_a-zđ][^,;.()\n“”]{2,70}?(?=\s*(?:[,;.()\n“”]|$)"
    r"|\s(?:về|V/v|v/v|quy định|ban hành|phê duyệt|ngày|đã|là|và|còn|có|tại|trong)\b)"
)
_COLON = re.compile(r"\s*:\s*$")
HEAD = re.compile(
    r"(?P<type>[^\W\d_]+(?:\s[^\W\d_]+){0,2})(?:\s+(?:của|do)\s+(?P<of>[^:;.]{3,80}))?\s*(?:số)?\s*:\s*(?:gồm\s*)?$"
)
_SENTENCE = re.compile(r"[.;]\s")
_LABEL = re.compile(r"(?:[-+•*]|\(?\w{1,3}[.)])?\s*")
_LABEL_END = re.compile(r"\s*[:.]?\s*")
LOOK_BACK = 200
_INNERMOST = ("commune", "district", "province")


class Context(NamedTuple):
    """An author that a list, a heading or a sentence hands on to the documents behind it."""

    agency: Agency | None = None
    binding: IssuerBinding | None = None


class Behind(NamedTuple):
    """What stands behind a citation: where reading goes on, the agency named, where."""

    end: int
    agency: Agency | None
    span: Span | None


def behind(text: str, draft: Draft, limit: int, lead: str) -> Behind:
    """The agency named straight behind a citation, mostly with "của".

    Of several in turn ("của Chính phủ, Thủ tướng Chính phủ") the one that can own the symbol. In "kết quả thực hiện
    Nghị định … của UBND các xã" the agency carries the decree out, and is no author.
    """
    nothing = Behind(draft.end, None, None)
    of = _OF.match(text, draft.end)
    if of is None or of.end() > limit:
        return _beside(text, draft, limit) or nothing
    found = agency_at(text, of.end())
    if not found:
        return _unknown(text, of.end(), limit) or nothing
    agencies, stop = [found[0]], found[1]
    while (more := _ALSO.match(text, stop)) and (also := agency_at(text, more.end())):
        if also[1] > limit or ACTS.match(text, also[1]):
            break
        agencies.append(also[0])
        stop = also[1]
    span = Span(of.end(), stop)
    agency = next((agency for agency in agencies if suits(agency, draft)), agencies[0])
    if len({agency.body for agency in agencies}) == 1:
        agency = agencies[0]._replace(text=text[span.start : span.end])
    if not suits(agency, draft) and agency.level != "central" and _CARRYING_OUT.search(lead):
        return nothing
    return Behind(stop, agency, span)


def _unknown(text: str, start: int, limit: int) -> Behind | None:
    """An agency that the vocabulary does not know, named with a capital: "của Đoàn kiểm tra số 1"."""
    named = _SOMEBODY.match(text, start, limit)
    if named is None or not named.group()[0].isupper():
        return None
    return Behind(named.end(), Agency(named.group(), None, None, None), Span(*named.span()))


def _beside(text: str, draft: Draft, limit: int) -> Behind | None:
    """An agency in brackets, behind a dash or a bar, or with nothing between."""
    lead = _BESIDE.match(text, draft.end)
    if lead is None or lead.end() == draft.end or lead.end() > limit:
        return None
    bare = _BARE_NAME.match(text, lead.end(), limit) if lead["open"] or text[lead.end() - 2 : lead.end()].strip() == "|" else None
    found = agency_at(text, lead.end()) or (bare and bare["name"].istitle() and (_unit(bare["name"]), bare.end("name")))
    if not found or found[1] > limit:
        return None
    agency, stop = found
    if agency.body is None and lead["open"]:
        agency = agency._replace(body="ubnd")
    if not suits(agency, draft) or not _BESIDE_END.match(text, stop):
        return None
    return Behind(stop, agency, Span(lead.end(), stop))


def before(text: str, draft: Draft, block: Block, previous: Citation | None) -> Context | None:
    """The agency that is the sentence's subject ("UBND huyện đã ban hành Kế hoạch số …"), or that a list's head names."""
    floor = previous.end if previous else 0
    start = max(block.start, draft.start - LOOK_BACK, floor)
    lead = text[start : draft.start]
    head = HEAD.search(lead) if ":" in lead[-12:] else None
    if head and head["of"]:
        named = agency_at(text, start + head.start("of"))
        if named and suits(named[0], draft):
            return Context(named[0], "head")
    cut = max((match.end() for match in _SENTENCE.finditer(lead)), default=0)
    last: Agency | None = None
    inner, end = None, 0
    for agency, begin, stop in agencies_in(text, start + cut, draft.start):
        around = inner is not None and _lies_in(inner, agency, text[end:begin])
        inner, end = agency, stop
        if around or is_no_actor(text, start, begin):
            continue
        rest = text[stop : draft.start]
        heads = last is None and _COLON.match(rest)
        if heads or (_ISSUES.search(rest) and not _ABOUT.match(rest)):
            last = agency
    if last is None or not suits(last, draft) or (on_basis(lead) and not _BY_IT.search(lead)):
        return None
    return Context(last, "before")


def _lies_in(inner: Agency, outer: Agency, between: str) -> bool:
    """Whether a place is only named behind another that lies in it: "UBND huyện Bắc Hà, tỉnh Lào Cai ban hành …"."""
    levels = [_INNERMOST.index(agency.level) if agency.level in _INNERMOST else -1 for agency in (inner, outer)]
    is_place = bool(outer.unit and outer.locality) and fold(outer.text).startswith(outer.unit or "")
    return is_place and bool(inner.locality) and between.strip() in (",", "(", "-", "–") and 0 <= levels[0] < levels[1]


def of_the_mark(report: Report, block: Block) -> Context:
    """For a footnote: who acts in the body sentence that its mark ends."""
    note = report.note_of.get(block.note) if block.note is not None else None
    if note is None or note.mark is None or block.start != note.span.start:
        return Context()
    text, at = report.text, note.mark.at
    start = max(report.block_at(max(at - 1, 0)).start, at - LOOK_BACK)
    cut = max((match.end() for match in _SENTENCE.finditer(text, start, at)), default=start)
    last: Agency | None = None
    for agency, begin, stop in agencies_in(text, cut, at):
        if is_no_actor(text, start, begin):
            continue
        if _ISSUES.search(text, stop, at) or at - stop < 30 or text[start:begin].endswith("của "):
            last = agency
    return Context(last, "body") if last else Context()


def is_no_actor(text: str, start: int, begin: int) -> bool:
    """Whether the agency named at `begin` receives or is where something happens: "gửi các huyện", "trên địa bàn huyện"."""
    return bool(_NO_ACTOR.search(text, max(start, begin - 20), begin))


def of_the_heading(report: Report, place: int) -> Agency | None:
    """The agency that a heading or list head consists of: "Huyện Kbang", "UBND huyện Ia Pa:"."""
    block = report.blocks[place]
    if block.end - block.start > 90:
        return None
    label = _LABEL.match(report.text, block.start, block.end)
    found = agency_at(report.text, label.end() if label else block.start)
    return found[0] if found and _LABEL_END.fullmatch(report.text, found[1], block.end) else None


def place_label(lead: str) -> Agency | None:
    """The unit that an item names by its bare name: "Mường Bú: Quyết định số …; Pi Toong: Quyết định số …"."""
    label = _PLACE_LABEL.search(lead)
    if label is None or not label["name"].istitle():
        return None
    name = fold(label["name"])
    is_type = any(name.endswith(phrase) for phrase, _ in vocabulary().by_last_word.get(name.split()[-1], ()))
    return None if is_type else _unit(label["name"])


def _unit(name: str) -> Agency:
    """The committee of a unit that is named alone."""
    return Agency(name, "ubnd", None, fold(name))


def author(citation: Citation, own: Agency | None) -> tuple[Agency | None, IssuerBinding | None]:
    """The agency named for a citation, with how; for an act that names none, the report's own where the symbol is its."""
    if citation.issuer or own is None or citation.basis or citation.nested:
        return citation.issuer, citation.issuer_binding
    mine = citation.issuer_symbol is not None and owns(own, citation.issuer_symbol)
    return (own, "profile") if mine else (None, None)


def suits(agency: Agency, draft: Draft) -> bool:
    """Whether an agency owns the symbol of a citation."""
    return draft.issuer_symbol is not None and owns(agency, draft.issuer_symbol)
