"""What hooks rest on: paths named by a program, and silence about progress."""

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lint import progress
from lint.cli import main

WRONG = "Thực hiện Quyết định số 12/QĐ-UBND ngày 30/02/2022 của UBND tỉnh.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def write(name: str, text: str = WRONG) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("where", ["option", "configuration"])
def test_excluded_files_are_left_out_where_a_program_names_them(where: str):
    write("nháp/a.txt")
    write("b.txt")
    given = ("--exclude", "nháp/") if where == "option" else ()
    if where == "configuration":
        write("doisoat.toml", 'exclude = ["nháp/"]\n')
    assert check(*given, "nháp/a.txt").exit_code == 1
    assert check(*given, "--force-exclude", "nháp/a.txt").exit_code == 0
    assert check(*given, "--force-exclude", "nháp/a.txt", "b.txt").exit_code == 1


def test_a_folder_without_reports_fails_for_a_person_alone():
    write("README.md", "# Reports\n")
    assert check(".").exit_code == 2
    done = check("--force-exclude", ".")
    assert (done.exit_code, "README.md" in done.output) == (0, True)


@pytest.mark.parametrize("name", ["README.md", "empty.txt", "old.doc"])
def test_no_reports_pass(name: str):
    write(name, "" if name == "empty.txt" else "# Reports\n")
    done = check("--force-exclude", name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert name in done.output


def test_a_file_that_is_gone_or_damaged_fails():
    write("a.docx", "PK\x03\x04")
    assert check("--force-exclude", "a.docx").exit_code == 2
    assert check("--force-exclude", "gone.docx").exit_code == 2


@pytest.mark.parametrize(("variable", "shown"), [("PRE_COMMIT", False), ("PRE_PUSH", True)])
def test_progress_is_not_shown_to_pre_commit(variable: str, shown: bool, monkeypatch: pytest.MonkeyPatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_SOON", 0.0)
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    monkeypatch.setenv(variable, "1")
    with progress.Progress(2) as bar:
        bar.step()
    assert bool(terminal.getvalue()) == shown
