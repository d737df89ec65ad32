"""What a reviewer sees: held to golden files that were read line by line, and to a terminal of its own."""

import io
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console

from checks.registry import RULES
from checks.rule import Language
from grammar.facts import RelationKind
from grammar.report import normal
from lint.engine import Result, check_bytes
from lint.output import concise, facts_table, terminal

DATA = Path(__file__).parent / "data"
DOISOAT = shutil.which("doisoat", path=Path(sys.executable).parent) or "doisoat"
HOSTILE = DATA / "hostile.txt"
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SOURCE = re.compile(r" {0,6}\d+ [│|] (.*)")
_CARETS = re.compile(r" {8}[│|] ( *)(\^+)")


def result_of(path: Path) -> Result:
    return check_bytes(path.read_bytes(), path.name, RULES)


def shown(
    results: list[Result], width: int, language: Language = "vi", with_statistics: bool = False, plain: bool = False
) -> list[str]:
    """The lines of the terminal output without colour."""
    lines: list[str] = []

    def emit(parts: list[tuple[str, str]]) -> None:
        lines.append("".join(words for words, _ in parts).rstrip())

    terminal.render(results, emit, width, language, with_statistics, plain)
    return lines


def underlined(lines: list[str]) -> list[str]:
    """The words over each row of carets; the dots that stand for the rest of a line may be among them."""
    found = []
    for source, carets in pairwise(lines):
        under, over = _CARETS.fullmatch(carets), _SOURCE.fullmatch(source)
        if under:
            assert over, f"carets under no source line: {source!r}"
            found.append(over[1][len(under[1]) : len(under[1]) + len(under[2])])
    return found


# --- golden files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("golden", "width", "language"),
    [("terminal-80.out", 80, "vi"), ("terminal-120.out", 120, "vi"), ("terminal-80-en.out", 80, "en")],
)
def test_terminal_is_as_read(golden: str, width: int, language: Language):
    lines = shown([result_of(DATA / "report.txt")], width, language, with_statistics=True)
    assert "\n".join(lines) + "\n" == (DATA / golden).read_bytes().decode("utf-8")
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(("golden", "language"), [("concise.out", "vi"), ("concise-en.out", "en")])
def test_concise_is_as_read(golden: str, language: Language):
    lines = list(concise.render([result_of(DATA / "report.txt")], language))
    assert "\n".join(lines) + "\n" == (DATA / golden).read_bytes().decode("utf-8")


def test_a_pipe_gets_the_golden_lines():
    done = subprocess.run(
        [DOISOAT, "check", "report.txt", "--statistics"],
        cwd=DATA,
        env={**os.environ, "COLUMNS": "80", "DOISOAT_LANG": "vi"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.stdout.replace(b"\r\n", b"\n") == (DATA / "terminal-80.out").read_bytes()


# --- lines and carets ------------------------------------------------------------------------------------------------


def test_carets_stand_under_the_words():
    assert underlined(shown([result_of(DATA / "report.txt")], 120)) == [
        "ngày 31/02/2022",
        "thực hiện nghiêm túc thực hiện",
        "nghiêm túc",
        "Kế hoạch số 12/KH-UBND ngày 15/01/2022",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2022",
        "và và",
    ]


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_carets_stand_under_the_words_at_every_width(width: int):
    lines = shown([result_of(DATA / "report.txt")], width)
    words = underlined(lines)
    assert words == underlined(shown([result_of(DATA / "report.txt")], 120))
    assert all(len(line) <= width for line in lines if _SOURCE.match(line) or _CARETS.match(line))


@pytest.mark.parametrize("width", [1, 20, 40, 50])
def test_a_narrow_terminal_cuts_the_words_meant_but_no_line_is_wider(width: int):
    lines = shown([result_of(DATA / "report.txt")], width)
    whole = [part for finding in result_of(DATA / "report.txt").findings for part in finding.location.lines]
    assert len(underlined(lines)) == len(whole) + 1
    assert all(len(line) <= max(width, 40) for line in lines if _SOURCE.match(line) or _CARETS.match(line))


def test_a_long_word_among_blanks_and_tabs():
    text = "BÁO CÁO\n" + " \t " * 30 + "x" * 300 + "\tđã\u200b thực\u00a0hiện  thực hiện " + "y" * 300 + "\n"
    lines = shown([check_bytes(text.encode(), "a.txt", RULES)], 80)
    assert underlined(lines) == ["thực hiện  thực hiện"]
    assert max(map(len, lines)) <= 80


def test_a_plain_terminal_gets_ascii_signs():
    lines = shown([result_of(DATA / "report.txt")], 80, plain=True)
    usual = shown([result_of(DATA / "report.txt")], 80)
    assert not re.search("[│↳…]", "".join(lines))
    assert len(lines) == len(usual)
    assert underlined(lines) == underlined(usual)


def test_many_related_places_are_counted():
    text = "BÁO CÁO\n" + "".join(
        f"Thực hiện Kế hoạch số 12/KH-UBND ngày {day:02}/01/2022 của UBND huyện về cải cách hành chính.\n\n"
        for day in range(1, 10)
    )
    result = check_bytes(text.encode(), "a.txt", RULES)
    (finding,) = result.findings
    assert len(finding.related) == 8
    lines = shown([result], 80)
    assert sum(line.startswith("    ↳ ") for line in lines) == 4
    assert "    … và 4 nơi khác" in lines


# --- other reports ---------------------------------------------------------------------------------------------------


def test_clean_failed_and_skipped_reports_are_said():
    results = [
        check_bytes("BÁO CÁO\nKết quả năm 2022\n".encode(), "a.txt", RULES),
        check_bytes(b"\xff", "b.txt", RULES),
        check_bytes(b"x", "c.txt", RULES, named=False),
    ]
    assert shown(results, 80, "en") == [
        "a.txt  nothing contradicts",
        "",
        "passed over: c.txt (not a report)",
        "",
        "0 errors, 0 warnings, 0 notes (1 report, 0 citations, 0 footnotes; 1 could not",
        "be read)",
    ]


# --- hostile text ----------------------------------------------------------------------------------------------------


def test_the_hostile_report_is_hostile():
    text = HOSTILE.read_bytes().decode("utf-8")
    for part in ("[bold]", "[/bold]", "{0}", "%s", "{x!r}", "\x1b[31;1m", "\x1b]0;", "\x07", "\u202e", "\u2066", ":smile:"):
        assert part in text
    assert len(result_of(HOSTILE).findings) == 1


@pytest.mark.parametrize("width", [60, 80, 120, 1000])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_hostile_text_comes_out_as_text(width: int, language: Language):
    lines = shown([result_of(HOSTILE)], width, language)
    assert not _NOT_TEXT.search("".join(lines))
    assert underlined(lines) == ["thực hiện thực hiện"]
    if width == 1000:
        (source,) = (line for line in lines if _SOURCE.fullmatch(line))
        for part in ("[bold]{0}%s{x!r}[/bold]", "[31;1mđỏ", "]0;tiêu đề", "txt.exe", ":smile:", "\\x1b <b>&amp;"):
            assert part in source


def test_hostile_words_in_a_message_come_out_as_text():
    # The words flagged are quoted in the message itself.
    words = "“[red]{0}\x1b[31m%s\u202e”"
    text = f"BÁO CÁO\nThực hiện Kế hoạch số 1/KH-UBND ngày 31/2/2022 về {words} và và {words}.\n"
    result = check_bytes(text.encode(), f"[bold]{words}.txt", RULES)
    assert len(result.findings) == 2
    for lines in (shown([result], 300), list(concise.render([result], "vi"))):
        assert not _NOT_TEXT.search("".join(lines))
        assert normal(f"[bold]{words}.txt") in "\n".join(lines)


def test_hostile_words_in_the_facts_come_out_as_text():
    words = "[red]{0}\x1b[31m%s\u202e[/red]"
    text = f"BÁO CÁO\nThực hiện Kế hoạch số 1/KH-UBND ngày 31/01/2022 của UBND huyện về {words} năm 2022.\n"
    result = check_bytes(text.encode(), f"{words}.txt", RULES, keep_facts=True)
    file = io.StringIO()
    facts_table.render([result], Console(file=file, markup=False, highlight=False, emoji=False, width=200), "vi")
    assert not _NOT_TEXT.search(file.getvalue())
    assert normal(words) + ".txt" in file.getvalue()
    assert normal(words) + " năm 2022" in file.getvalue()


# --- a terminal of its own -------------------------------------------------------------------------------------------


def on_a_terminal(*argv: str, **changes: str) -> str:
    """What a run writes to a terminal of 80 columns, with its control codes."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if not re.match("PYTHON|DOISOAT|LC_|LANG|NO_COLOR", name)}
    environment |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "50", **changes}
    chunks = []
    with subprocess.Popen([DOISOAT, *argv], cwd=DATA, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        try:
            while chunk := os.read(ours, 65536):
                chunks.append(chunk)
        except OSError:  # Linux says so when the other end is closed.
            pass
        os.close(ours)
    assert process.returncode in (0, 1)
    return b"".join(chunks).decode("utf-8", "replace").replace("\r\n", "\n")


def test_a_terminal_gets_the_same_words_in_colour():
    out = on_a_terminal("check", "report.txt", "--statistics", LC_ALL="C.UTF-8")
    assert "\x1b[" in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert [line.rstrip() for line in plain.splitlines()] == (DATA / "terminal-80.out").read_text("utf-8").splitlines()


def test_a_terminal_is_spared_the_codes_of_a_report():
    out = on_a_terminal("check", "hostile.txt", LC_ALL="C.UTF-8")
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert "\x1b" not in plain
    assert not _NOT_TEXT.search(plain)
    assert "[bold]{0}%s" in plain
    assert "\x1b[31;1m" not in out


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
@pytest.mark.parametrize("argv", [["check", "report.txt"], ["facts", "report.txt"], ["rules"], ["explain", "CIT101"]])
def test_a_terminal_without_vietnamese_gets_replacements(changes: dict[str, str], argv: list[str]):
    out = on_a_terminal(*argv, **changes)
    assert "Traceback" not in out
    assert "│" not in out
    if argv[0] == "check":
        assert "CIT105" in out


def test_facts_list_documents_cited_twice_and_series():
    text = (
        "UBND huyện đã ban hành Kế hoạch số 12/KH-UBND ngày 10/01/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023.\n"
        "Theo Kế hoạch số 12/KH-UBND, các xã đã làm.\n"
    )
    file = io.StringIO()
    results = [check_bytes(text.encode(), "a.txt", RULES, keep_facts=True)]
    facts_table.render(results, Console(file=file, markup=False, highlight=False, emoji=False, width=120), "en")
    rows = [" ".join(line.split()) for line in file.getvalue().splitlines()]
    assert rows[rows.index("Documents cited more than once") + 4] == "Kế hoạch 12/KH-UBND 10/01/2023 UBND huyện 1, 2"
    assert rows[rows.index("Numbering series") + 4] == "UBND huyện KH UBND 2023 12 (10/01), 25 (14/02)"


def test_a_habit_is_shown_once_with_its_lines():
    forms = ["Kế hoạch số 1{}/KH-UBND ngày 05/3/2022.", "Kế hoạch 2{}/KH-UBND ngày 05/3/2022."]
    text = "".join(f"{forms[place in (2, 5)].format(place)}\n" for place in range(9))
    printed: list[str] = []
    results = [check_bytes(text.encode(), "a.txt", RULES, keep_facts=True)]
    terminal.render(results, lambda row: printed.append("".join(words for words, _ in row)), 100, "en")
    assert [line.strip() for line in printed if "also on" in line] == ["↳ also on lines 6"]
    assert sum("citation-form" in line for line in printed) == 1


def test_facts_show_every_kind_of_relation():
    assert set(facts_table.KINDS) == set(get_args(RelationKind))
    text = "Đã kiểm tra 03 xã: Tân Lập, Tân Hưng và Long Điền; 02 quyết định(1).\n1 Quyết định số 12/QĐ-UBND ngày 05/3/2022.\n"
    file = io.StringIO()
    results = [check_bytes(text.encode(), "a.txt", RULES, keep_facts=True)]
    facts_table.render(results, Console(file=file, markup=False, highlight=False, emoji=False, width=120), "en")
    rows = [" ".join(line.split()) for line in file.getvalue().splitlines()]
    assert "1 list count holds 3 = 3 xã colon, comma" in rows
