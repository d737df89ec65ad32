"""Whether the parts of a list are meant to make the whole: by their labels, and by what is said beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from grammar.figures.wording import Phrases
from grammar.vocabulary import divisions_of_persons, generic_units, in_common, overlapping, partitions

_SEVERAL = re.compile(
    r"nhiều (?:phương án|lựa chọn|câu trả lời|đáp án|kênh|hình thức|lý do|nguyên nhân|ý|lỗi)|có thể (?:chọn|trùng|mắc)"
)
YEAR_LABEL = re.compile(
    r"(?:^|\s)(?:năm |quý [ivx\d]+ ?(?:/|năm )?|tháng \d+ ?(?:/|năm )?)?(?:19|20)\d\d\b|(?:^|\s)quý [ivx]+\b|\btháng \d+\b"
)


@cache
def _labels(of: tuple[str, ...]) -> Phrases:
    return Phrases(of)


def overlaps(labels: Sequence[str]) -> bool:
    """Whether a label tells of parts that may be counted in others, too: women, party members."""
    return any(_labels(overlapping()).within(label) for label in labels) and not completes(labels)


def shared(label: str) -> bool:
    """Whether a label tells of things that are counted in several parts: procedures of two levels."""
    return _labels(in_common()).within(label)


def several_answers(said: str) -> bool:
    """Whether a paragraph says that one may be counted more than once: a survey with several answers."""
    return _SEVERAL.search(said) is not None


def completes(labels: Sequence[str]) -> bool:
    """Whether labels are all those of a set: men and women."""
    return any(
        len(group) == len(labels) and frozenset().union(*map(_labels(group).found, labels)) == frozenset(group)
        for group in partitions()
    )


def crossing(labels: Sequence[str]) -> bool:
    """Whether labels divide persons by different things: "nam 11; thạc sĩ 05; người địa phương 22"."""
    personal = [any(_labels(group).within(label) for group in divisions_of_persons()) for label in labels]
    return any(personal) and not divides(labels)


def known(label: str) -> bool:
    """Whether a label is one of those that tell parts of a whole, or of a group within it."""
    return _labels(overlapping()).within(label) or any(_labels(group).within(label) for group in partitions())


def years(labels: Sequence[str]) -> bool:
    """Whether all labels are years or parts of a year."""
    return all(YEAR_LABEL.search(label) for label in labels)


def divides(labels: Sequence[str]) -> bool:
    """Whether labels are those of one set that divides a whole, not all the same one; or all are years."""
    if years(labels):
        return True
    for group in partitions():
        matches = [_labels(group).found(label) for label in labels]
        if all(matches) and len(set(matches)) > 1:
            return True
    return False


def kinds(whole: str | None, units: Sequence[str | None]) -> bool:
    """Whether each part has a unit of its own that is a kind of the whole's: nghị quyết and quyết định of văn bản."""
    common = {None, whole, *generic_units()}
    broader = any(whole and unit and whole.startswith(f"{unit} ") for unit in units)
    return len(set(units)) == len(units) and not common & set(units) and not broader
