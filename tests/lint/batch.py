"""What tests of runs over several reports need: short reports with known findings, and the program run in this process."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from lint.cli import main

CLEAN = "BÁO CÁO\nKết quả năm 2022\n\nThực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của UBND huyện về kế hoạch.\n"
ERROR = CLEAN.replace("28/02", "31/02")
WARNING = CLEAN + "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n"
BOTH = ERROR + "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n"
PLAN = "BÁO CÁO\n\nThực hiện Kế hoạch số 215/KH-UBND ngày {day}/3/2023 của UBND tỉnh{province} về chuyển đổi số.\n"


class Said(NamedTuple):
    """A finished run: its status and both streams."""

    status: int
    out: str
    err: str

    def answer(self) -> dict[str, Any]:
        """What it printed as JSON."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    def rules(self) -> list[tuple[str, str]]:
        """The findings that it printed as JSON: path and rule."""
        return [(finding["path"], finding["name"]) for finding in self.answer()["findings"]]

    def complaint(self) -> str:
        """The one line on standard error of a run that failed and printed nothing else."""
        assert (self.status, self.out) == (2, ""), self
        (line,) = self.err.splitlines()
        assert line.startswith("doisoat: ")
        assert "Traceback" not in line
        return line


class Here:
    """A folder in which the program is run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = monkeypatch
        monkeypatch.delenv("DOISOAT_LANG", raising=False)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, and the folders that they are in."""
        for name, words in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words if isinstance(words, bytes) else words.encode())

    def run(self, *argv: str, cwd: str = ".", **environment: str) -> Said:
        """Run a command."""
        before = Path.cwd()
        os.chdir(self.folder / cwd)
        try:
            done = CliRunner(env=environment).invoke(main, list(argv))
        finally:
            os.chdir(before)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Said(done.exit_code, done.stdout, done.stderr)

    def check(self, *argv: str, cwd: str = ".", **environment: str) -> Said:
        """Run `check` with JSON."""
        return self.run("check", "--output-format", "json", *argv, cwd=cwd, **environment)
