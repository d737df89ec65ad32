"""Suppressions: which findings they take out, what is told of those that suppress nothing, and what the outputs say."""

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.registry import RULES, by_selector
from grammar.structure import build
from lint.cli import main
from lint.directives import of_report
from lint.discovery import find
from lint.engine import Result, check_as_one
from lint.readers import source_of
from lint.run import Wishes
from lint.suppressions import ConfiguredSuppression
from tests.helpers import alone
from tests.helpers import checked as run_on

FIRST = "Thực hiện Kế hoạch số 215/KH-UBND ngày 14/3/2023 của UBND tỉnh về chuyển đổi số."
SECOND = "Theo Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh, các sở đã triển khai."
OTHER = "Các sở đã đã ban hành nhiều văn bản."  # TXT501


def checked(text: str, name: str = "a.txt", select: str = "", suppress: tuple[ConfiguredSuppression, ...] = ()) -> Result:
    rules = frozenset(rule.code for selector in select.split() or ["ALL"] for rule in by_selector(selector))
    result = run_on(text, name, Wishes(rules, suppress=suppress))
    assert result.status == "checked"
    return result


def codes(result: Result) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def told(result: Result) -> list[str]:
    return [finding.message.en for finding in result.findings if finding.rule.code == "SUP901"]


def test_without_suppressions_these_are_found():
    result = checked(f"{FIRST}\n\n{SECOND}\n\n{OTHER}")
    assert (sorted(codes(result)), result.suppressed) == (["CIT101", "TXT501"], 0)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "text",
    [
        "{a} <!-- doisoat: ignore date-conflict -- lý do -->\n\n{b}",
        "{a}\n\n{b} <!-- doisoat: ignore date-conflict -- lý do -->",
        "{a}\n\n<!-- doisoat: ignore date-conflict -- lý do --> {b}",
        "{a}\n\nMở đầu. <!-- doisoat: ignore date-conflict -- lý do --> {b}",
        "{a}\n\n<!-- doisoat: ignore date-conflict -- lý do -->\n{b}",
        "{a}\n\n<!-- doisoat: ignore date-conflict -- lý do -->\n\n{b}",
        "{a}\r\n\r\n<!-- doisoat: ignore date-conflict -- lý do -->\r\n\r\n{b}",
        "{a}\n\n<!-- doisoat: ignore date-conflict -- lý do -->\n<!-- doisoat: ignore-file REP601 -- lý do -->\n{b}",
        "{a}\n\n<!-- doisoat: ignore date-conflict -- x --> <!-- doisoat: ignore-file REP601 -- lý do -->\n{b}",
        "<!-- doisoat: ignore-next-line date-conflict -- lý do -->\n{a}\n\n{b}",
        "Mở đầu. <!-- doisoat: ignore-next-line date-conflict -- lý do -->\n\n{a}\n\n{b}",
        "<!-- doisoat: ignore-start CIT101 -- lý do -->\n{a}\n<!-- doisoat: ignore-end -->\n\n{b}",
        "<!-- doisoat: ignore-start CIT101 -- lý do -->\n{a}\n<!-- doisoat: ignore-end CIT101 -->\n\n{b}",
        "{a}\n\n{b}\n\n<!-- doisoat: ignore-file date-conflict -- lý do -->",
        "<!-- doisoat: ignore-file ALL -- lý do -->\n{a}\n\n{b}",
        "<!-- doisoat: ignore-file CIT -- lý do -->\n{a}\n\n{b}",
        # as people type
        "{a}<!--DoiSoat:IGNORE cit101--lý do-->\n\n{b}",
        "{a} <!-- doisoat: ignore date-conflict — lý do -->\n\n{b}",
        "{a} <!-- doisoat: ignore date-conflict – lý do -->\n\n{b}",
        "{a} <!-- doisoat: ignore date-conflict: lý do -->\n\n{b}",
        "{a} <!-- doisoat : ignore : date-conflict : lý do -->\n\n{b}",
        "{a} <!-- doisoat ignore date-conflict -- lý do -->\n\n{b}",
        "<!-- đối soát Ignore-Next-Line date-conflict -- lý do -->\n{a}\n\n{b}",
        "{a} <!-- đối soát: ignore date-conflict, NUM201;LST -- lý do -->\n\n{b}",
        "{a} <!-- doi soat: ignore NUM date-conflict --- lý do -->\n\n{b}",
        "<!-- doisoat: ignore-nextline date-conflict -- lý do -->\n{a}\n\n{b}",
        "<!-- doisoat: Ignore Next Line date-conflict -- lý do -->\n{a}\n\n{b}",
        "{a}\n\n<!-- doisoat: ignore\n  date-conflict\n  -- lý do\n  dài -->\n{b}",
        "{a} <!-- doisoat: ignore date-conflict\n-- lý do -->\n\n{b}",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_comment_suppresses(name: str, text: str, form: str):
    result = checked(unicodedata.normalize(form, text.format(a=FIRST, b=SECOND)), name)  # type: ignore[arg-type]
    assert codes(result) == []
    assert result.suppressed == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # another line, another rule
        ("{o} <!-- doisoat: ignore date-conflict -- lý do -->\n\n{a}\n\n{b}", "suppresses no finding of CIT101"),
        ("{a}\n<!-- doisoat: ignore date-conflict -- lý do -->\n{o}\n\n{b}", "suppresses no finding of CIT101"),
        ("{a} <!-- doisoat: ignore NUM201 -- lý do -->\n\n{b}", "suppresses no finding of NUM201"),
        ("{a}\n\n{b} <!-- doisoat: ignore-next-line date-conflict -- lý do -->", "suppresses no finding of CIT101"),
        (
            "<!-- doisoat: ignore-start CIT101 -- x -->\n{o}\n<!-- doisoat: ignore-end -->\n{a}\n\n{b}",
            "suppresses no finding of CIT101",
        ),
        ("{a}\n\n{b}\n<!-- doisoat: ignore LST -- lý do -->", "suppresses no finding of LST301, LST302, LST303"),
        ("{a}\n\n{b}\n<!-- doisoat: ignore NUM -- x -->", "suppresses no finding of NUM201, NUM202, NUM203, …"),
        # not understood
        (
            "{a} <!-- doisoat: ignore date-conflict -->\n\n{b}",
            "has no effect: no reason is given; write “-- reason” behind the rules",
        ),
        (
            "{a} <!-- doisoat: ignore date-conflict -- … -->\n\n{b}",
            "has no effect: no reason is given; write “-- reason” behind the rules",
        ),
        ("{a} <!-- doisoat: ignore -- lý do -->\n\n{b}", "has no effect: no rule is named"),
        (
            "{a} <!-- doisoat: ignore date-conflct -- lý do -->\n\n{b}",
            "has no effect: no rule “date-conflct”; did you mean date-conflict? (see `doisoat rules`)",
        ),
        ("{a} <!-- doisoat: ignore {{x}} -- lý do -->\n\n{b}", "has no effect: no rule “{x}” (see `doisoat rules`)"),
        (
            "{a} <!-- doisoat: tắt date-conflict -- lý do -->\n\n{b}",
            "has no effect: “tắt” is not ignore, ignore-next-line, ignore-start, ignore-end or ignore-file",
        ),
        (
            "{a} <!-- doisoat: ignore-lines CIT -- lý do -->\n\n{b}",
            "has no effect: “ignore-lines” is not ignore, ignore-next-line, ignore-start, ignore-end or ignore-file",
        ),
        ("{a}\n\n{b}\n<!-- doisoat: ignore-end CIT -->", "no ignore-start stands before this ignore-end"),
        (
            "{a}\n\n{b}\n\n<!-- doisoat: ignore CIT101 -- lý do",
            "has no effect: no “-->” closes it before the next comment or the end of the file",
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_suppresses_nothing_is_told(name: str, text: str, message: str):
    result = checked(text.format(a=FIRST, b=SECOND, o="Mở đầu."), name)
    assert told(result) == [message]
    assert [code for code in codes(result) if code != "SUP901"] == ["CIT101"]
    assert result.suppressed == 0


@pytest.mark.parametrize(
    "text",
    [
        "Trích `<!-- doisoat: ignore date-conflict -- lý do -->`.\n\n{a}\n\n{b}",
        "<!-- doisoat -->\n\n{a}\n\n{b}",
        "<!-- công cụ doisoat: xem hướng dẫn -->\n\n{a}\n\n{b}",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_is_no_directive_is_silent(name: str, text: str):
    result = checked(text.format(a=FIRST, b=SECOND), name)
    assert (codes(result), result.suppressed) == (["CIT101"], 0)


def test_a_comment_within_a_citation_broken_over_lines():
    broken = SECOND.replace("số 215/KH-UBND ngày", "số 215/KH-\n<!-- doisoat: ignore CIT101 -- lý do -->\nUBND ngày")
    result = checked(f"{FIRST}\n\n{broken}\n")
    assert (codes(result), result.suppressed) == ([], 1)


def test_a_line_of_markdown_without_words_is_not_the_next_line():
    result = checked(f"{FIRST}\n\n<!-- doisoat: ignore CIT101 -- lý do -->\n<!-- ghi chú -->\n\n***\n\n{SECOND}\n", "a.md")
    assert (codes(result), result.suppressed) == ([], 1)


def test_ranges_nest_by_rule():
    text = (
        "<!-- doisoat: ignore-start CIT, TXT -- một -->\n<!-- doisoat: ignore-start CIT101 -- hai -->\nMở đầu.\n"
        f"<!-- doisoat: ignore-end CIT101 -->\n{FIRST}\n<!-- doisoat: ignore-end TXT -->\n{OTHER}\n<!-- doisoat: ignore-end -->\n{SECOND}"
    )
    found = of_report(build(source_of(text.encode(), "a.txt"), "a.txt"))
    ranges = [(s.reason, len(s.rules), "CIT101" in s.rules, "TXT501" in s.rules, s.first, s.last) for s in found]
    cit, txt = len(by_selector("CIT")), len(by_selector("TXT"))
    assert ranges == [("hai", 1, True, False, 2, 4), ("một", txt, False, True, 1, 6), ("một", cit, True, False, 1, 8)]
    result = checked(text)
    assert (sorted(codes(result)), result.suppressed) == (["SUP901", "TXT501"], 1)
    assert told(result) == ["suppresses no finding of CIT101"]


def test_a_range_without_end_reaches_the_end_and_is_told():
    result = checked(f"{OTHER}\n\n<!-- doisoat: ignore-start TXT CIT101 -- lý do -->\n{FIRST}\n\n{SECOND}\n\n{OTHER}")
    assert (codes(result), result.suppressed) == (["TXT501", "SUP901"], 2)
    assert told(result)[0].startswith("no ignore-end follows")


@pytest.mark.parametrize(
    ("select", "rules", "count"),
    [
        ("NUM SUP", "CIT101", 0),  # the rule was not run
        ("CIT SUP", "CIT101 NUM201", 0),  # one of them was not
        ("CIT NUM", "CIT101", 0),  # SUP901 was not
        ("CIT SUP", "CIT101", 1),
        ("", "REP601", 0),  # other reports tell
        ("", "ALL", 0),
        ("NUM SUP", "CIT999", 1),  # unknown whatever is run
    ],
)
def test_what_was_not_run_is_not_judged(select: str, rules: str, count: int):
    assert len(told(checked(f"{FIRST} <!-- doisoat: ignore {rules} -- lý do -->", select=select))) == count


def test_where_and_how_it_is_told():
    comment = "<!-- doisoat: ignore\n  NUM201 -- [bold]x[/] {y} -->"
    result = checked(f"{FIRST}\n\nMở đầu. {comment}\n\n{SECOND} <!-- doisoat: ignore NUM201 -- hai -->\n")
    assert codes(result) == ["CIT101", "SUP901", "SUP901"] or codes(result) == ["SUP901", "CIT101", "SUP901"]
    finding = next(finding for finding in result.findings if finding.rule.code == "SUP901")
    assert finding.severity == "note"
    assert finding.location.regions == ((3, 9, 4, 31),)
    assert finding.location.excerpt == " ".join(comment.split())
    assert [(line.line, line.text) for line in finding.location.lines] == [
        (3, comment.split("\n")[0]),
        (4, comment.split("\n")[1]),
    ]


def test_its_fingerprint_outlives_edits_elsewhere():
    comment = "<!-- doisoat: ignore NUM201 -- lý do -->"
    one, two = (checked(text).findings for text in (f"{FIRST} {comment}", f"Mở đầu.\n\n{FIRST}\n\n{comment}\n{comment}"))
    assert [finding.fingerprint for finding in one] == [two[0].fingerprint]
    assert two[0].fingerprint != two[1].fingerprint


def test_other_findings_keep_their_fingerprints():
    text = f"{OTHER}\n\n{{}}\n\n{OTHER}\n"
    before, after = (checked(text.format(word)) for word in ("", "<!-- doisoat: ignore TXT501 -- lý do -->"))
    assert [finding.fingerprint for finding in after.findings] == [before.findings[0].fingerprint]


def test_comments_of_one_file_are_not_those_of_another(tmp_path: Path):
    comment = "<!-- doisoat: ignore-file TXT501 -- lý do -->"
    (tmp_path / "a.txt").write_text(f"{OTHER}\n\n{FIRST}\n{comment}\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"<!-- doisoat: ignore-next-line CIT -- x -->\n{SECOND}\n\n{OTHER}\n", encoding="utf-8")
    result = alone(check_as_one(list(find([str(tmp_path)])), RULES, None, keep_facts=False)[0])
    assert [(finding.rule.code, Path(finding.path).name) for finding in result.findings] == [("TXT501", "b.md")]
    assert result.suppressed == 2


def test_several_files_are_told_in_their_order(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{OTHER}\n\n<!-- doisoat: ignore NUM201 -- lý do -->\n", encoding="utf-8")
    result = alone(check_as_one(list(find([str(tmp_path)])), RULES, None, keep_facts=False)[0])
    places = [(Path(finding.path).name, finding.rule.code) for finding in result.findings]
    assert places == [("a.txt", "TXT501"), ("a.txt", "SUP901"), ("b.txt", "TXT501"), ("b.txt", "SUP901")]


# --- the configuration's entries -------------------------------------------------------------------------------------

DAYS = ("CIT101",)


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215/KH-UBND"), 1),
        (ConfiguredSuppression(DAYS, "x", text=unicodedata.normalize("NFD", " Kế  hoạch\nsố 215/KH\u2010UBND ")), 1),
        (ConfiguredSuppression(DAYS, "x", text="ngày 14/3/2023"), 1),  # a related place
        (ConfiguredSuppression(DAYS, "x", text="các sở đã triển khai"), 1),  # the context
        (ConfiguredSuppression(DAYS, "x", text="kế hoạch số 215"), 0),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 21"), 0),  # words, not letters
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch (.*"), 0),
        (ConfiguredSuppression(("NUM201",), "x", text="Kế hoạch số 215"), 0),
        (ConfiguredSuppression(DAYS, "x"), 0),
        (ConfiguredSuppression(DAYS, "x", fingerprint="0" * 16), 0),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="bao-cao/*.txt"), 1),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="*.txt"), 1),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="bao-cao/"), 1),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="phu-luc/*.txt"), 0),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="*.docx"), 0),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="/a.txt", folder="bao-cao"), 1),
        (ConfiguredSuppression(DAYS, "x", text="Kế hoạch số 215", path="a.txt", folder="khac"), 0),
    ],
)
def test_an_entry_of_the_configuration(entry: ConfiguredSuppression, count: int):
    entry = entry._replace(folder=str(Path.cwd() / entry.folder))
    result = checked(f"{FIRST}\n\n{SECOND}", "bao-cao/a.txt", suppress=(entry,))
    assert (len(result.findings), result.suppressed) == (1 - count, count)


def test_an_entry_with_a_fingerprint():
    (finding,) = checked(f"{FIRST}\n\n{SECOND}").findings
    entry = ConfiguredSuppression(DAYS, "x", fingerprint=finding.fingerprint)
    assert checked(f"{FIRST}\n\n{SECOND}", suppress=(entry,)).suppressed == 1
    assert checked(f"{FIRST}\n\n{SECOND}", suppress=(entry._replace(text="khác"),)).suppressed == 0


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("vi", "; 1 bỏ qua có lý do)"), ("en", "; 1 suppressed)")])
@pytest.mark.parametrize("form", ["terminal", "concise"])
def test_the_summary_counts_them(tmp_path: Path, language: str, words: str, form: str):
    path = tmp_path / "a.md"
    path.write_text(f"{FIRST}\n\n{SECOND}\n\n<!-- doisoat: ignore-file CIT101 -- lý do -->\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--lang", language, "--output-format", form])
    assert result.exit_code == 0
    assert " ".join(result.stdout.split()).endswith(words)


def test_json_counts_them(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(f"{FIRST}\n\n{SECOND}\n\n<!-- doisoat: ignore-file CIT101, TXT -- lý do -->\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--output-format", "json"])
    answer = json.loads(result.stdout)
    assert [report["suppressed"] for report in answer["reports"]] == [1]
    assert answer["findings"] == []


def test_the_terminal_shows_the_comment_and_no_markup(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(f"{FIRST}\n<!-- doisoat: ignore [red]x{{0}} -- lý do -->\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
    assert "2:1  note  SUP901 unused-suppression" in result.stdout
    assert "[red]x{0}" in result.stdout
