"""The command line as a user meets it: a process with its exit status, its two streams and its files."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import lint
from checks.registry import RULES
from checks.rule import Rule

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
DOISOAT = shutil.which("doisoat", path=Path(sys.executable).parent) or "doisoat"
# What this machine says of languages, encodings and widths must not reach the runs.
OURS = re.compile(r"PYTHON|DOISOAT|LC_|LANG|COLUMNS")

CLEAN = "BÁO CÁO\nKết quả năm 2022\n\nThực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của UBND huyện về kế hoạch.\n"
ERROR = CLEAN.replace("28/02", "31/02")
WARNING = CLEAN + "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n"
NOTE = CLEAN + "Thực hiện Công văn số 862/UBND-NC ngày 03/8/2022 của UBND huyện về V/v hướng dẫn.\n"
LOCALES = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
)


class Done:
    """A finished run: its status, and both streams as UTF-8, which they must be."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8").replace("\r\n", "\n")
        self.err = done.stderr.decode("utf-8").replace("\r\n", "\n")
        assert "Traceback" not in self.err

    def complaint(self) -> str:
        """The one line on standard error of a run that failed and printed nothing else."""
        assert (self.status, self.out) == (2, "")
        (line,) = self.err.splitlines()
        assert line.startswith("doisoat: ")
        return line


def environment(**changes: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not OURS.match(name)} | changes


def doisoat(*argv: str, cwd: Path, stdin: bytes = b"", changes: dict[str, str] | None = None) -> Done:
    return Done(
        subprocess.run([DOISOAT, *argv], cwd=cwd, env=environment(**changes or {}), input=stdin, capture_output=True, check=False)
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a report of each outcome."""
    for name, text in (("clean", CLEAN), ("error", ERROR), ("warning", WARNING), ("note", NOTE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes("Thực hiện".encode("utf-16-le"))
    return tmp_path


def rules_in(done: Done) -> list[str]:
    return [finding["name"] for finding in json.loads(done.out)["findings"]]


# --- exit status -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["clean.txt"], 0),
        (["error.txt"], 1),
        (["warning.txt"], 1),
        (["note.txt"], 0),
        (["clean.txt", "error.txt"], 1),
        (["broken.txt"], 2),
        (["error.txt", "broken.txt"], 2),
        (["missing.txt"], 2),
        (["warning.txt", "--fail-on", "error"], 0),
        (["error.txt", "--fail-on", "error"], 1),
        (["warning.txt", "--fail-on", "warning"], 1),
        (["note.txt", "--fail-on", "note"], 1),
        (["clean.txt", "--fail-on", "note"], 0),
        (["error.txt", "--exit-zero"], 0),
        (["broken.txt", "--exit-zero"], 2),
        (["missing.txt", "--exit-zero"], 2),
        (["error.txt", "--fail-on", "fatal"], 2),
        (["error.txt", "--no-such-option", "--exit-zero"], 2),
        (["error.txt", "--output-format", "xml"], 2),
    ],
)
def test_exit_status(here: Path, argv: list[str], status: int):
    assert doisoat("check", *argv, cwd=here).status == status


@pytest.mark.parametrize("output_format", ["terminal", "concise", "json"])
def test_a_broken_report_stops_no_other(here: Path, output_format: str):
    done = doisoat("check", "broken.txt", "error.txt", "clean.txt", "--output-format", output_format, cwd=here)
    assert done.status == 2
    assert "error.txt" in done.out
    assert "invalid-date" in done.out
    assert "broken.txt" in done.out + done.err


def test_a_broken_report_is_failed_in_json_and_told_on_standard_error(here: Path):
    done = doisoat("check", "broken.txt", "error.txt", "--output-format", "json", "--lang", "en", cwd=here)
    answer = json.loads(done.out)
    assert [(report["path"], report["status"]) for report in answer["reports"]] == [
        ("broken.txt", "failed"),
        ("error.txt", "checked"),
    ]
    assert answer["summary"]["failed"] == 1
    assert answer["reports"][0]["error"]
    assert done.err == f"doisoat: broken.txt: {answer['reports'][0]['error']}\n"


def test_facts_succeeds_whatever_it_finds(here: Path):
    assert doisoat("facts", "error.txt", "warning.txt", cwd=here).status == 0
    assert doisoat("facts", "broken.txt", "error.txt", cwd=here).status == 2
    assert "missing.txt" in doisoat("facts", "missing.txt", cwd=here).complaint()


def test_no_command_and_an_unknown_one_are_bad_usage(here: Path):
    assert doisoat(cwd=here).status == 2
    done = doisoat("chek", cwd=here)
    assert (done.status, done.out) == (2, "")
    assert "chek" in done.err


def test_without_a_path_the_folder_is_checked(here: Path):
    (here / "broken.txt").unlink()
    done = doisoat("check", "--output-format", "json", cwd=here)
    assert [report["path"] for report in json.loads(done.out)["reports"]] == [
        "clean.txt",
        "error.txt",
        "note.txt",
        "warning.txt",
    ]


# --- which rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        ([], ["invalid-date", "repeated-word"]),
        (["--select", "invalid-date"], ["invalid-date"]),
        (["--select", "CIT105"], ["invalid-date"]),
        (["--select", "cit105"], ["invalid-date"]),
        (["--select", "CIT"], ["invalid-date"]),
        (["--select", "TXT"], ["repeated-word"]),
        (["--select", "ALL"], ["invalid-date", "repeated-word"]),
        (["--select", "date-conflict,TXT501"], ["repeated-word"]),
        (["--select", " invalid-date , TXT "], ["invalid-date", "repeated-word"]),
        (["--select", "CIT", "--select", "TXT"], ["invalid-date", "repeated-word"]),
        (["--ignore", "invalid-date"], ["repeated-word"]),
        (["--ignore", "TXT501"], ["invalid-date"]),
        (["--ignore", "CIT,TXT"], []),
        (["--select", "CIT,TXT", "--ignore", "CIT1"], ["repeated-word"]),
    ],
)
def test_select_and_ignore(here: Path, argv: list[str], found: list[str]):
    (here / "both.txt").write_text(ERROR + "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n", encoding="utf-8")
    done = doisoat("check", "both.txt", "--output-format", "json", *argv, cwd=here)
    assert rules_in(done) == found
    assert done.status == (1 if found else 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("given", "nearest"), [("invalid-dat", "invalid-date"), ("repeated-words", "repeated-word"), ("CIT1O5", "CIT105")]
)
def test_an_unknown_rule_is_one_line_with_the_nearest_one(here: Path, option: str, given: str, nearest: str):
    line = doisoat("check", "error.txt", "--lang", "en", option, f"date-conflict,{given}", cwd=here).complaint()
    assert f"“{given}”" in line
    assert f"did you mean {nearest}?" in line


def test_an_unknown_rule_like_no_other_is_one_line(here: Path):
    assert "did you mean" not in doisoat("check", "error.txt", "--lang", "en", "--select", "@@@@", cwd=here).complaint()


# --- language --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "changes", "word"),
    [
        ([], {}, "lỗi"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", "LANGUAGE": "en"}, "lỗi"),
        ([], {"LC_ALL": "C"}, "lỗi"),
        ([], {"DOISOAT_LANG": ""}, "lỗi"),
        ([], {"DOISOAT_LANG": "en"}, "error"),
        ([], {"DOISOAT_LANG": "vi"}, "lỗi"),
        (["--lang", "en"], {}, "error"),
        (["--lang", "vi"], {"DOISOAT_LANG": "en"}, "lỗi"),
        (["--lang", "en"], {"DOISOAT_LANG": "vi"}, "error"),
    ],
)
def test_language(here: Path, argv: list[str], changes: dict[str, str], word: str):
    done = doisoat("check", "error.txt", "--output-format", "concise", *argv, cwd=here, changes=changes)
    assert f": {word} CIT105 " in done.out


def test_failures_speak_the_same_language(here: Path):
    assert "không có tệp" in doisoat("check", "missing.txt", cwd=here).complaint()
    assert "no such file" in doisoat("check", "missing.txt", "--lang", "en", cwd=here).complaint()
    assert "no such file" in doisoat("check", "missing.txt", "--lang=en", cwd=here).complaint()
    assert "no such file" in doisoat("check", "missing.txt", cwd=here, changes={"DOISOAT_LANG": "en"}).complaint()


def test_an_unknown_language_is_refused(here: Path):
    assert doisoat("check", "error.txt", "--lang", "fr", cwd=here).status == 2
    assert "DOISOAT_LANG=fr" in doisoat("check", "error.txt", cwd=here, changes={"DOISOAT_LANG": "fr"}).complaint()


# --- report date, standard input -------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["2022-12-05", "05/12/2022"])
def test_report_date_is_the_date_of_the_profile(here: Path, given: str):
    done = doisoat("facts", "clean.txt", "--report-date", given, "--output-format", "json", cwd=here)
    assert json.loads(done.out)["reports"][0]["profile"]["date"] == "2022-12-05"


def test_report_date_tells_what_is_later_than_the_report(tmp_path: Path):
    (tmp_path / "draft.txt").write_text("Thực hiện Kế hoạch số 62/KH-UBND ngày 07/01/2023 của UBND tỉnh.\n", encoding="utf-8")
    assert rules_in(doisoat("check", "draft.txt", "--output-format", "json", cwd=tmp_path)) == []
    before = doisoat("check", "draft.txt", "--report-date", "2022-12-15", "--output-format", "json", cwd=tmp_path)
    assert (rules_in(before), before.status) == (["future-date"], 1)
    after = doisoat("check", "draft.txt", "--report-date", "2023-02-15", "--output-format", "json", cwd=tmp_path)
    assert (rules_in(after), after.status) == ([], 0)


@pytest.mark.parametrize("given", ["31/02/2022", "2022", "mai", ""])
def test_a_report_date_that_is_none_is_bad_usage(here: Path, given: str):
    done = doisoat("check", "clean.txt", "--report-date", given, cwd=here)
    assert (done.status, done.out) == (2, "")


def test_standard_input(here: Path):
    done = doisoat("check", "-", "--output-format", "json", cwd=here, stdin=ERROR.encode())
    answer = json.loads(done.out)
    assert done.status == 1
    assert [report["path"] for report in answer["reports"]] == ["<stdin>"]
    assert [finding["path"] for finding in answer["findings"]] == ["<stdin>"]


def test_standard_input_bears_the_name_given(here: Path):
    name = "báo cáo [quý] {1}.txt"
    argv = ["-", "--stdin-filename", name]
    done = doisoat("check", *argv, "--output-format", "concise", cwd=here, stdin=ERROR.encode())
    assert done.out.startswith(f"{name}:4:36: ")
    assert doisoat("check", *argv, cwd=here, stdin=ERROR.encode()).out.startswith(f"{name}\n")
    done = doisoat("facts", *argv, "--output-format", "json", cwd=here, stdin=ERROR.encode())
    assert json.loads(done.out)["citations"][0]["path"] == name


def test_standard_input_beside_files(here: Path):
    done = doisoat("check", "clean.txt", "-", "--output-format", "json", cwd=here, stdin=ERROR.encode())
    assert {report["path"] for report in json.loads(done.out)["reports"]} == {"<stdin>", "clean.txt"}


def test_empty_standard_input_is_no_clean_report(here: Path):
    assert doisoat("check", "-", cwd=here).status == 2


# --- output ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "facts"])
def test_json_alone_is_on_standard_output(here: Path, command: str):
    argv = [command, "error.txt", "broken.txt", "--output-format", "json"]
    argv += ["--statistics"] if command == "check" else []
    done = doisoat(*argv, cwd=here)
    assert json.loads(done.out)["version"] == 1
    assert done.status == 2


@pytest.mark.parametrize("output_format", ["terminal", "concise", "json"])
def test_output_holds_what_would_be_printed(here: Path, output_format: str):
    argv = ["check", "error.txt", "--output-format", output_format]
    printed = doisoat(*argv, cwd=here)
    written = doisoat(*argv, "--output", "ra.txt", cwd=here)
    assert (written.status, written.out, written.err) == (1, "", "")
    assert (here / "ra.txt").read_text(encoding="utf-8") == printed.out


def test_output_replaces_an_old_file_and_leaves_no_other(here: Path):
    before = sorted(path.name for path in here.iterdir())
    (here / "ra.json").write_text("old", encoding="utf-8")
    doisoat("check", "error.txt", "--output-format", "json", "-o", "ra.json", cwd=here)
    assert json.loads((here / "ra.json").read_text(encoding="utf-8"))["findings"]
    assert sorted(path.name for path in here.iterdir()) == sorted([*before, "ra.json"])


def test_output_tells_of_a_broken_report_on_standard_error(here: Path):
    done = doisoat("check", "broken.txt", "-o", "ra.txt", cwd=here)
    assert done.status == 2
    assert done.err.startswith("doisoat: broken.txt: ")


@pytest.mark.parametrize("target", ["missing/ra.json", "clean.txt/ra.json"])
def test_output_that_cannot_be_written_is_one_line(here: Path, target: str):
    line = doisoat("check", "error.txt", "--output-format", "json", "-o", target, cwd=here).complaint()
    assert target.replace("/", os.sep) in line


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_leaves_the_old_output_whole(here: Path):
    folder = here / "locked"
    folder.mkdir()
    (folder / "ra.json").write_text("old", encoding="utf-8")
    folder.chmod(0o555)
    try:
        assert "locked" in doisoat("check", "error.txt", "-o", "locked/ra.json", cwd=here).complaint()
        assert (folder / "ra.json").read_text(encoding="utf-8") == "old"
        assert len(list(folder.iterdir())) == 1
    finally:
        folder.chmod(0o755)


def test_a_failed_run_leaves_the_old_output_whole(here: Path):
    (here / "ra.json").write_text("old", encoding="utf-8")
    doisoat("check", "missing.txt", "--output-format", "json", "-o", "ra.json", cwd=here).complaint()
    assert (here / "ra.json").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("command", ["check", "facts"])
def test_the_output_never_replaces_a_report(here: Path, command: str):
    report = here / "r.txt"
    report.write_text(ERROR, encoding="utf-8")
    (here / "link.txt").symlink_to(report)
    for name in ("r.txt", "link.txt"):
        doisoat(command, "r.txt", "-o", name, cwd=here).complaint()
        assert report.read_text(encoding="utf-8") == ERROR


def test_a_folder_under_two_names_is_read_once(here: Path):
    (here / "real").mkdir()
    (here / "real" / "r.txt").write_text(ERROR, encoding="utf-8")
    (here / "link").symlink_to(here / "real")
    done = doisoat("check", "link", "real", "--output-format", "concise", cwd=here)
    assert done.status == 1
    assert done.out.count("r.txt:") == 1


@pytest.mark.parametrize("output_format", ["terminal", "concise", "json"])
def test_findings_that_are_not_given_are_told(here: Path, output_format: str):
    (here / "many.txt").write_text(WARNING + "Các xã đã ban hành ban hành văn bản.\n" * 600, encoding="utf-8")
    done = doisoat("check", "many.txt", "--output-format", output_format, "--lang", "en", cwd=here)
    assert "only the first 500 findings of repeated-word are shown" in done.err


@pytest.mark.parametrize("output_format", ["terminal", "concise"])
def test_statistics_count_each_rule_most_first(here: Path, output_format: str):
    (here / "many.txt").write_text(WARNING + "Các xã đã ban hành ban hành văn bản.\n" + ERROR, encoding="utf-8")
    done = doisoat("check", "many.txt", "--statistics", "--output-format", output_format, cwd=here)
    rows = [line.split() for line in done.out.splitlines() if re.fullmatch(r" +\d+  [A-Z]{3}\d{3}  [a-z-]+", line)]
    assert ["2", "TXT501", "repeated-word"] in rows
    assert [int(row[0]) for row in rows] == sorted((int(row[0]) for row in rows), reverse=True)


@pytest.mark.skipif(os.name == "nt", reason="a pipe that is closed is told otherwise there")
@pytest.mark.parametrize(
    "argv", [["facts", "--output-format", "json"], ["facts"], ["check", "--output-format", "json"], ["check"]]
)
def test_a_reader_that_goes_away_is_no_accident(argv: Sequence[str]):
    # Unbuffered, so that each line meets the closed pipe.
    changes = environment(PYTHONUNBUFFERED="1")
    with subprocess.Popen(
        [DOISOAT, *argv, "kon-ray-2021-2025.txt"],
        cwd=REPORTS,
        env=changes,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""


# --- other commands --------------------------------------------------------------------------------------------------


def test_version(here: Path):
    done = doisoat("--version", cwd=here)
    assert (done.status, done.out, done.err) == (0, f"doisoat {lint.__version__}\n", "")


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["check", "--help"], ["facts", "-h"], ["explain", "-h"]])
def test_help(here: Path, argv: list[str]):
    done = doisoat(*argv, cwd=here)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Usage: doisoat ")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rules_lists_each_rule_once(here: Path, language: str):
    done = doisoat("rules", "--lang", language, cwd=here)
    assert done.status == 0
    assert [line.split()[:2] for line in done.out.splitlines()] == [[rule.code, rule.name] for rule in RULES]
    for line, rule in zip(done.out.splitlines(), RULES, strict=True):
        assert (rule.title.vi if language == "vi" else rule.title.en) in line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_explain_by_name_and_by_code(here: Path, rule: type[Rule]):
    by_name = doisoat("explain", rule.name, cwd=here)
    assert by_name.status == 0
    assert by_name.out.startswith(f"{rule.code} {rule.name} (")
    assert doisoat("explain", rule.code.lower(), cwd=here).out == by_name.out


def test_explain_of_an_unknown_rule_names_the_nearest(here: Path):
    assert "date-conflict?" in doisoat("explain", "date-conflit", cwd=here).complaint()


def test_facts_shows_citations_and_what_was_unread(here: Path):
    done = doisoat("facts", "clean.txt", cwd=here)
    assert done.status == 0
    assert "12/QĐ-UBND" in done.out
    assert "2022-02-28" in done.out


# --- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", LOCALES, ids=lambda changes: " ".join(f"{k}={v}" for k, v in changes.items()))
def test_no_locale_makes_a_character_fail(here: Path, changes: dict[str, str]):
    usual = doisoat("check", "error.txt", "warning.txt", cwd=here)
    assert "│" in usual.out
    done = doisoat("check", "error.txt", "warning.txt", cwd=here, changes=changes)
    assert (done.status, done.out) == (usual.status, usual.out)
    for argv in (["facts", "error.txt"], ["rules"], ["explain", "CIT105"], ["check", "--output-format", "json", "."]):
        again = doisoat(*argv, cwd=here, changes=changes)
        assert again.status == (2 if argv[0] == "check" else 0)
        assert again.out == doisoat(*argv, cwd=here).out
    assert "không có tệp" in doisoat("check", "missing.txt", cwd=here, changes=changes).complaint()


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
@pytest.mark.parametrize("changes", LOCALES, ids=lambda changes: " ".join(f"{k}={v}" for k, v in changes.items()))
def test_no_locale_makes_a_name_fail(here: Path, changes: dict[str, str]):
    (here / "báo cáo.txt").write_text(ERROR, encoding="utf-8")
    assert doisoat("check", "báo cáo.txt", cwd=here, changes=changes).status == 1
    done = doisoat("check", "báo cáo.txt", "-o", "kết quả.txt", cwd=here, changes=changes)
    assert (done.status, done.err) == (1, "")
    assert "31/02/2022" in (here / "kết quả.txt").read_text(encoding="utf-8")
    assert doisoat("check", "không có.txt", cwd=here, changes=changes).status == 2


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_name_that_is_no_text_is_shown_with_replacements(here: Path):
    name = os.fsdecode(b"b\xffo.txt")
    (here / name).write_text(ERROR, encoding="utf-8")
    done = doisoat("check", name, "--output-format", "concise", cwd=here)
    assert done.status == 1
    assert done.out.startswith("b\ufffdo.txt:4:36: ")
    assert json.loads(doisoat("check", name, "--output-format", "json", cwd=here).out)["findings"]


@pytest.mark.parametrize("argv", [["--select", ""], ["--select", ","], ["--select", "CIT101", "--ignore", "ALL"]])
def test_a_selection_that_leaves_nothing_is_no_clean_run(here: Path, argv: list[str]):
    done = doisoat("check", "bad.txt", *argv, cwd=here)
    assert done.status == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1


def test_one_missing_path_does_not_stop_the_others(here: Path):
    (here / "lỗi.txt").write_text(ERROR, encoding="utf-8")
    done = doisoat("check", "lỗi.txt", "nope.txt", "--output-format", "concise", cwd=here)
    assert done.status == 2
    assert "invalid-date" in done.out
    assert "nope.txt" in done.err


@pytest.mark.skipif(os.name == "nt", reason="no symbolic links for everyone there")
def test_output_writes_through_a_link(here: Path):
    (here / "lỗi.txt").write_text(ERROR, encoding="utf-8")
    (here / "target.txt").write_text("old", encoding="utf-8")
    (here / "link.txt").symlink_to("target.txt")
    doisoat("check", "lỗi.txt", "--output", "link.txt", cwd=here)
    assert (here / "link.txt").is_symlink()
    assert "invalid-date" in (here / "target.txt").read_text(encoding="utf-8")
