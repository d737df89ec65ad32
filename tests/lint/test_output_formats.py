"""What holds for all outputs that programs read, JSON lines, and the command line."""

import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from lint.output import json as whole
from lint.output.formats import FORMATS, Format, lines
from tests.lint.annotated import CLEAN, NAME, TEXT, WORD, Stream, results

ROOT = Path(__file__).resolve().parents[2]
STREAMED: tuple[Format, ...] = ("json-lines", "sarif", "github", "gitlab", "junit")


@pytest.mark.parametrize("form", STREAMED)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_results_are_only_gone_through(form: Format, language: Any):
    stream: Any = Stream(results())
    assert list(lines(form, stream, language, "warning")) == list(lines(form, results(), language, "warning"))


@pytest.mark.parametrize("form", STREAMED)
def test_what_is_printed_is_not_kept(form: Format):
    many: Any = Stream(results(), times=1000)
    list(lines(form, results(), "vi", "warning"))  # imports are no part of it
    tracemalloc.start()
    printed = sum(map(len, lines(form, many, "vi", "warning")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert printed > 1_000_000
    assert peak < printed  # kept, the words would take two bytes a character


@pytest.mark.parametrize("form", STREAMED)
def test_nothing_to_say_is_said_in_form(form: Format):
    text = "\n".join(lines(form, [], "vi", "warning"))
    if form in ("json-lines", "github"):
        assert text == ""
    elif form == "junit":
        assert ET.fromstring(text).attrib["tests"] == "0"
    elif form == "gitlab":
        assert json.loads(text) == []
    else:
        assert json.loads(text)["runs"][0]["results"] == []


# --- JSON lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_json_lines_are_the_findings_of_the_json(language: Any):
    printed = list(lines("json-lines", results(), language, "warning"))
    assert all("\n" not in line for line in printed)
    assert [json.loads(line) for line in printed] == json.loads("".join(whole.check(results(), language)))["findings"]


# --- the command line ------------------------------------------------------------------------------------------------


def doisoat(*argv: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DOISOAT", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-c", "from lint.cli import run; run()", "check", *argv],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports under names that every system can have."""
    for name, data in (("quý 1, 2022 100%.txt", TEXT.encode()), ("phụ lục.docx", WORD), ("sạch.txt", CLEAN.encode())):
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_would_be_printed(folder: Path, form: Format):
    printed = doisoat(".", "--output-format", form, cwd=folder)
    written = doisoat(".", "--output-format", form, "--output", "to.out", cwd=folder)
    assert (printed.returncode, written.returncode) == (1, 1)
    normal = doisoat(".", cwd=folder).stdout
    # What programs show in part stands beside the normal report, which holds all.
    assert written.stdout == (normal if form in ("sarif", "github", "gitlab", "junit") else b"")
    before = b""
    if form == "github":
        stop, token = printed.stdout.splitlines(keepends=True)[0].split(b"::stop-commands::")[1:], b""
        token = stop[0].strip()
        before = b"::stop-commands::" + stop[0] + normal + b"::" + token + b"::" + stop[0][len(token) :]
    assert before + (folder / "to.out").read_bytes() == printed.stdout.replace(b"\r\n", b"\n")
    assert printed.stdout.endswith(b"\n")
    assert "quý 1, 2022" in unquote(printed.stdout.decode("utf-8"))


@pytest.mark.parametrize("form", STREAMED)
def test_a_report_that_cannot_be_read_is_in_the_output(folder: Path, form: Format):
    (folder / "hỏng.txt").write_bytes(b"\xff")
    done = doisoat("hỏng.txt", "--output-format", form, "--lang", "en", cwd=folder)
    assert done.returncode == 2
    if form != "json-lines":
        assert b"UTF-8" in done.stdout
    assert b"UTF-8" in done.stderr


def test_fail_on_reaches_junit(folder: Path):
    counts = {}
    for severity in ("error", "warning", "note"):
        done = doisoat(".", "--output-format", "junit", "--fail-on", severity, cwd=folder)
        counts[severity] = int(ET.fromstring(done.stdout).attrib["failures"])
    assert counts == {"error": 3, "warning": 6, "note": 7}


def test_the_version_needs_no_output(tmp_path: Path):
    code = "import sys; from lint.cli import main; import atexit; main(['--version'], standalone_mode=False)"
    code += "; print([m for m in sys.modules if m.startswith(('lint.output.', 'checks', 'xml.etree'))])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "['lint.output.formats']"


def test_the_name_is_hostile():
    assert {":", ",", " ", "%"} <= set(NAME)
