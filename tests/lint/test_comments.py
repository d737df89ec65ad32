"""Comments for doisoat are no part of a report: put in anywhere, they change no reading, and every place is that in the file."""

import bisect
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import RULES
from grammar.report import Region, Report
from grammar.source import Run, SourceLine, joined
from grammar.structure import build
from lint.engine import check_bytes
from lint.failure import Empty, Failure
from lint.located import Located, Location
from lint.readers import limits, source_of
from tests.formats import as_markdown, as_text, document

ROOT = Path(__file__).resolve().parents[2]
COMMENT = "<!-- doisoat: ignore REP601 -- lý do -->"  # of a rule that is never called unused


@cache
def texts() -> dict[str, str]:
    """Real reports and the sample by file name, their lines ended by LF."""
    sample = document.sample()
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "reports").glob("*.txt"))}
    return found | {"sample.txt": as_text.write(sample), "sample.md": as_markdown.write(sample)}


@cache
def alone(name: str, text: str) -> tuple[Report, list[Located]]:
    """The report of a text without comments, and its findings."""
    return read(text, name)


def read(text: str, name: str) -> tuple[Report, list[Located]]:
    result = check_bytes(text.encode(), name, RULES, keep_facts=True)
    assert result.facts, result.error
    return result.facts.report, result.findings


Insert = tuple[int, str]  # where in a text, and what


@st.composite
def inserts(draw: st.DrawFn, text: str) -> list[Insert]:
    """Comments on lines of their own, and behind or before words."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    words = [match.end() for match in re.finditer(r"[^\s\\](?=\s|$)", text)]
    begins = [match.start() for match in re.finditer(r"(?m)^(?=\S)|(?<=^ )(?=\S)", text)]
    own = ["<!-- doisoat: ignore\n\n REP601 -- lý do -->", f"{COMMENT} <!--đối soát:ignore REP601—vì: thế-->", f"  {COMMENT}\t"]
    found: dict[int, str] = {}
    for kind in draw(st.lists(st.sampled_from(["own", "behind", "glued", "before", "broken", "two"]), min_size=1, max_size=12)):
        if kind == "own":
            found.setdefault(draw(st.sampled_from(lines)), draw(st.sampled_from([COMMENT, *own])) + "\n")
        elif kind == "before":
            found.setdefault(draw(st.sampled_from(begins)), f"{COMMENT} ")
        else:
            form = {
                "behind": f" {COMMENT}",
                "glued": COMMENT,
                "broken": " <!-- DOISOAT:\n ignore REP601:\nlý do -->",
                "two": f" {COMMENT} {unicodedata.normalize('NFD', '<!-- Đối Soát: ignore REP601 -- x -->')}",
            }
            found.setdefault(draw(st.sampled_from(words)), form[kind])
    return sorted(found.items())


def put(text: str, given: list[Insert]) -> str:
    for at, words in reversed(given):
        text = text[:at] + words + text[at:]
    return text


def moved(before: str, after: str, given: list[Insert]) -> Callable[[Region], Region]:
    """Where a region of a text stands in the one with comments, told by counting characters."""
    starts, ends = (list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0)) for text in (before, after))

    def place(line: int, column: int) -> tuple[int, int]:
        at = starts[line - 1] + column - 1
        at += sum(len(words) for insert, words in given if insert <= at)
        line = bisect.bisect_right(ends, at)
        return line, at - ends[line - 1] + 1

    def region(r: Region) -> Region:
        end_line, last = place(r.end_line, r.end_column - 1)
        return Region(*place(r.line, r.column), end_line, last + 1)

    return region


def shown(location: Location) -> list[tuple[str, int, int]]:
    return [(line.text, line.start, line.end) for line in location.lines]


def same(name: str, text: str, given: list[Insert], ends: str = "\n") -> None:
    """Hold a report with comments against the one without."""
    report, findings = alone(name, text)
    commented = put(text, given)
    other, others = read(commented.replace("\n", ends), name)
    assert [line.text for line in other.lines] == [line.text for line in report.lines]
    for part in ("text", "format", "pieces", "blocks", "notes", "marks", "stray_marks", "tables", "remarks"):
        assert getattr(other, part) == getattr(report, part), part
    where = moved(text, commented, given)
    assert len(others) == len(findings)
    for one, two in zip(findings, others, strict=True):
        assert (two.rule, two.severity, two.message, two.fingerprint) == (one.rule, one.severity, one.message, one.fingerprint)
        places = [(one.location, two.location)]
        places += [(a.location, b.location) for a, b in zip(one.related, two.related, strict=True)]
        for here, there in places:
            assert (there.excerpt, there.context, there.place) == (here.excerpt, here.context, here.place)
            assert there.regions == tuple(map(where, here.regions))
            assert shown(there) == shown(here)
            assert there.lines[0].line == there.regions[0].line


@pytest.mark.parametrize("name", ["kon-ray-2021-2025.txt", "kon-tum-2022.txt", "sample.txt", "sample.md"])
def test_comments_change_no_reading(name: str):
    @given(st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
    @settings(max_examples=12, deadline=None, database=None)
    def holds(data: st.DataObject, ends: str) -> None:
        same(name, texts()[name], data.draw(inserts(texts()[name])), ends)

    holds()


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_comments_change_no_reading_of_decomposed_text(data: st.DataObject):
    text = unicodedata.normalize("NFD", texts()["sample.txt"])
    same("sample.txt", text, data.draw(inserts(text)))


@pytest.mark.parametrize("name", ["sample.txt", "sample.md"])
@pytest.mark.parametrize(("first", "last"), [(f"{COMMENT}\n", f"\n{COMMENT}"), (f"{COMMENT} ", f" {COMMENT}")])
def test_a_comment_may_be_the_first_and_the_last_of_a_file(name: str, first: str, last: str):
    text = texts()[name].rstrip("\n")
    report, _ = read(text, name)
    other, _ = read(first + text + last, name)
    assert (other.text, other.blocks, other.notes, other.tables) == (report.text, report.blocks, report.notes, report.tables)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("một <!-- doisoat: a --> hai", "một hai"),
        ("một<!-- doisoat: a --> hai", "một hai"),
        ("một <!-- doisoat: a -->hai", "một hai"),
        ("một<!-- doisoat: a -->hai", "mộthai"),
        ("một <!-- doisoat: a -->, hai", "một, hai"),
        ("một\t<!-- doisoat: a -->\thai", "một\t\thai"),
        ("một <!-- doisoat: a -->\nhai", "một\nhai"),
        ("một <!-- doisoat:\na --> hai\nba", "một hai\nba"),
        ("<!-- doisoat: a --> một", "một"),
        ("<!-- doisoat: a -->    một", "    một"),
        ("  <!-- doisoat: a -->\t\nmột", "một"),
        ("> một\n> <!-- doisoat: a -->\n> hai", "> một\n> hai"),
        ("<!-- doisoat: a --> <!-- doisoat: b -->\nmột", "một"),
        ("một\r\n<!-- doisoat: a -->\r\nhai", "một\nhai"),
        ("một\r<!-- doisoat: a -->\r\nhai", "một\nhai"),
        ("một\n<!-- doisoat: a -->", "một\n"),
        ("\ufeff<!-- doisoat: a -->\nmột", "một"),
        # no comments for doisoat
        ("một <!-- ghi chú: doisoat --> hai", "một <!-- ghi chú: doisoat --> hai"),
        ("một <!-- doisoat --> hai", "một <!-- doisoat --> hai"),
        ("<!-- doisoat: a -->\n<!-- ghi chú -->\nmột", "<!-- ghi chú -->\nmột"),
        ("viết `<!-- doisoat: a -->` hoặc ``<!-- doisoat: ` -->``", "viết `<!-- doisoat: a -->` hoặc ``<!-- doisoat: ` -->``"),
        ("viết \\<!-- doisoat: a -->", "viết \\<!-- doisoat: a -->"),
        ("một ` hai\n\nba <!-- doisoat: a --> bốn ` năm", "một ` hai\n\nba bốn ` năm"),
        # not closed: nothing is lost
        ("một <!-- doisoat: a\nhai", "một <!-- doisoat: a\nhai"),
        ("một <!-- doisoat: a\nhai <!-- doisoat: b --> ba", "một <!-- doisoat: a\nhai ba"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_is_taken_out(name: str, text: str, clean: str):
    assert "\n".join(line.text for line in source_of(text.encode(), name).lines) == clean


@pytest.mark.parametrize(("name", "is_code"), [("a.md", True), ("a.txt", False)])
def test_a_fence_shows_what_it_holds(name: str, is_code: bool):
    source = source_of(f"một\n\n~~~\n{COMMENT}\n~~~\n\nhai {COMMENT}\n".encode(), name)
    assert len(source.comments) == (1 if is_code else 2)


PARTS = st.sampled_from(
    [
        *" \t\n\r`\\,\ufeff",
        "một",
        "  ",
        "\r\n",
        "- ",
        "> ",
        "| ",
        "```\n",
        "<!--",
        "-->",
        "<!-- a -->",
        "doisoat:",
        COMMENT,
        "<!-- doisoat:\n\n-->",
        "<!--đối soát:-->",
        "<!-- doisoat: a <!-- doisoat: b -->",
    ]
)


@given(st.lists(PARTS, max_size=24).map("".join), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=400, deadline=None)
def test_every_character_stands_where_the_file_has_it(text: str, name: str):
    try:
        source = source_of(("a " + text).encode(), name)
    except Empty:
        return
    lines = re.split("\r\n|\r|\n", "a " + text)
    kept = [place for line in source.lines for place in map(line.in_file, range(len(line.text)))]
    assert "".join(line.text for line in source.lines) == "".join(lines[line - 1][column] for line, column in kept)
    assert kept == sorted(set(kept))
    taken = "\n".join(lines)
    for comment in source.comments:
        assert comment.words in taken
        begin, end = lines[comment.line - 1][comment.column - 1 :], lines[comment.end_line - 1][: comment.end_column - 1]
        assert begin.startswith("<!--")
        assert comment.words.startswith(begin) or begin.startswith(comment.words)
        assert comment.words.endswith(end) or end.endswith(comment.words)


def test_places_of_the_comments_themselves():
    text = f"một {COMMENT}\r\n\r\n{COMMENT[:19]}\r\n{COMMENT[20:]} hai <!-- doisoat: x\r\n"
    places = [comment[1:5] for comment in source_of(text.encode(), "a.txt").comments]
    assert places == [(1, 5, 1, 45), (3, 1, 4, 21), (4, 26, 4, 41)]


def test_a_line_broken_by_a_comment_stands_on_both_lines():
    (line,) = source_of("một <!-- doisoat: a\n --> hai".encode(), "a.txt").lines
    assert line == SourceLine(1, "một hai", origin=(Run(0, 1, 0), Run(4, 2, 5)))
    assert [line.in_file(column) for column in (0, 3, 4, 6)] == [(1, 0), (1, 3), (2, 5), (2, 7)]


def test_a_text_without_comments_takes_the_same_path():
    source = source_of("một\n<!-- ghi chú: hai -->\nba".encode(), "a.txt")
    assert not source.comments
    assert not any(line.origin for line in source.lines)


def test_places_in_several_files_read_as_one():
    line = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh."
    files = [("a.txt", f"{COMMENT}\n\n{line}\n"), ("b.md", f"một\n\n{line[:9]} {COMMENT}{line[9:]}\n"), ("c.txt", f"{line}\n")]
    report = build(joined([(name, source_of(text.encode(), name)) for name, text in files]), "a.txt")
    found = [report.locate(block.span) for block in report.blocks if report.text.startswith("Thực", block.start)]
    assert [(report.source_path(region), report.in_file(region)) for (region,) in found] == [
        ("a.txt", Region(3, 1, 3, len(line) + 1)),
        ("b.md", Region(3, 1, 3, len(line) + len(COMMENT) + 2)),
        ("c.txt", Region(1, 1, 1, len(line) + 1)),
    ]
    assert [(comment.file.path, comment.line) for comment in report.comments if comment.file] == [("a.txt", 1), ("b.md", 3)]


@pytest.mark.parametrize("text", ["<!-- doisoat: a -->" * 501, "<!-- doisoat: a\n" * 501])
def test_more_comments_than_any_report_has(text: str):
    with pytest.raises(Failure, match=str(limits.MOST_COMMENTS)):
        source_of(text.encode(), "a.txt")


@pytest.mark.parametrize(
    "text",
    ["<!--" * 500_000 + "doisoat:", "`a``" * 500_000 + COMMENT, f"{COMMENT}\n" + "<!-- a:" * 300_000, "` " * 900_000 + COMMENT],
)
def test_time_is_bounded(text: str):
    found = check_bytes(text.encode(), "a.txt", RULES)
    assert found.status in ("checked", "failed")
