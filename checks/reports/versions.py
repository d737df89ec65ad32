"""Versions of one report: drafts beside the final text, the same in another format. One of them speaks for all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grammar.facts import Facts
from grammar.vocabulary import fold

if TYPE_CHECKING:
    from checks.reports.briefs import Brief

# How many of the documents that the shorter one cites both have in common, and how many it must cite to tell.
_SHARED, _FEWEST = 0.7, 3
_HEAD = 600
_DRAFT = re.compile(r"\bdự thảo\b(?:\s*\(?\s*(?:lần|số|thứ|ngày)?\s*(?P<round>\d{1,2})\b(?!\s*[/-]))?")
_TITLE = re.compile(r"\bbáo cáo\b.*")
_YEAR = re.compile(r"\b20\d\d\b")


class Edition(NamedTuple):
    """Which report this is a version of, and which version.

    Attributes:
        title: the report's title, the same in all its versions; "" if it does not tell one year's report from the next's.
        draft: the number of a draft, 0 if it bears none; None for a report that is dated and calls itself no draft.
    """

    title: str = ""
    draft: int | None = None


def edition(facts: Facts) -> Edition:
    """Which version of which report this is."""
    head = fold(facts.report.text[:_HEAD])
    said = _DRAFT.search(head[: head.find("kính gửi")] if "kính gửi" in head else head)
    found = _TITLE.search(fold(_without_draft(facts.profile.title)))
    title = found.group() if found and _YEAR.search(found.group()) else ""
    if said:
        return Edition(title, int(said["round"] or 0))
    return Edition(title, None if facts.profile.date else 0)


def _without_draft(title: str) -> str:
    return " ".join(re.sub(rf"\(?{_DRAFT.pattern}\s*\)?", " ", title, flags=re.IGNORECASE).split())


def called(brief: Brief) -> tuple[object, ...] | None:
    """What all versions of a report have in common: its agency and title; None where that does not tell it from others."""
    if not brief.edition.title or brief.issuer.level is None:
        return None
    return brief.edition.title, brief.issuer, brief.body


def one_report(one: Brief, other: Brief) -> bool:
    """Whether two reports that are called the same are versions of one: they mostly cite the same."""
    first, second = ({mention.key for mention in brief.mentions} for brief in (one, other))
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) >= _SHARED * fewer
