"""The benchmark of a repository, with a stand-in for doisoat: what it prints, and which runs it does not accept."""

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks import processes, repository

pytestmark = pytest.mark.skipif(os.name == "nt", reason="os.wait4")

# Checks nothing: keeps the length of each report in its cache, and prints what it read.
STAND_IN = """#!{python}
import hashlib, os, pathlib, sys
arguments = sys.argv[1:]
if "--help" in arguments:
    print("{options}")
    sys.exit()
if "check" not in arguments:
    print("stand-in 1.0")
    sys.exit()
cache = pathlib.Path(os.environ["DOISOAT_CACHE_DIR"])
lines = []
for path in sorted(pathlib.Path(arguments[1]).rglob("bao-cao*")):
    data = path.read_bytes()
    kept = cache / hashlib.sha256(data).hexdigest()
    if not kept.exists() and "--no-cache" not in arguments and {caches}:
        kept.write_text(str(len(data)))
    lines.append(path.name)
if "--output" in arguments:
    pathlib.Path(arguments[arguments.index("--output") + 1]).write_text("\\n".join(lines){more})
sys.exit({status})
"""


@pytest.fixture
def stand_in(tmp_path: Path):
    def make(options: str = "-j, --jobs N, --no-cache", caches: bool = True, more: str = "", status: int = 0) -> str:
        program = tmp_path / "stand-in"
        program.write_text(STAND_IN.format(python=sys.executable, options=options, caches=caches, more=more, status=status))
        program.chmod(0o755)
        return str(program)

    return make


def measured(program: str) -> int:
    return repository.main(["--doisoat", program, "--reports", "10", "--kilobytes", "9", "--rounds", "1"])


def test_the_tables(stand_in, capsys: pytest.CaptureFixture[str]) -> None:
    assert measured(stand_in()) == 0
    out, err = capsys.readouterr()
    assert err == ""
    rows = [line.strip("| ").split(" | ") for line in out.splitlines() if line.startswith("| ") and line[2].isdigit()]
    jobs, memory = rows[:2], rows[2:]
    assert [(row[0], len(row)) for row in jobs] == [("1", 9), ("2", 9)]
    assert jobs[0][2] == "1.00"
    assert jobs[0][8].endswith("%")
    assert [(row[0], len(row)) for row in memory] == [("10", 7)]
    assert "stand-in 1.0; Python" in out


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ({"options": "-x"}, "has no -j and no --no-cache: this benchmark needs them"),
        ({"options": "-j N"}, "has no --no-cache: this benchmark needs them"),
        ({"caches": False}, "wrote no cache to the folder that DOISOAT_CACHE_DIR names"),
        ({"status": 2}, "exit status 2"),
        ({"more": " + str(os.getpid())"}, "the findings differ from those of the first run"),
        ({"more": " * 0"}, "nothing was written to --output"),
    ],
)
def test_runs_that_say_nothing(program: dict[str, object], said: str, stand_in, capsys: pytest.CaptureFixture[str]) -> None:
    assert measured(stand_in(**program)) == 1
    assert said in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_memory_of_all_processes_together(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(40_000_000); held[::4096] = b'1' * len(held[::4096]); time.sleep(0.8)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; p.wait()"
    run = processes.run([sys.executable, "-c", both], tmp_path / "cache", watched=True)
    assert run.together is not None
    assert run.largest > 40e6
    assert 80e6 < run.together < 140e6
