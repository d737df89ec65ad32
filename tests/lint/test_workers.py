"""Reports checked in several processes: what one of them does harms no other report, and none outlives the run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.formats import as_word
from tests.formats.document import sample
from tests.lint.batch import BOTH, CLEAN, ERROR
from tests.lint.test_cli import DOISOAT, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is put in the way of a run is inherited by fork alone")

# The program, with something in its way: `data` and `name` are the report's.
IN_THE_WAY = """
import os, signal, sys, time
from lint import engine, workers
check = engine.check_bytes
def checked(data, name, *rest, **more):
    {act}
    return check(data, name, *rest, **more)
engine.check_bytes = checked
from lint.cli import run
run()
"""
KILLED = "if 'bad' in name: os.kill(os.getpid(), signal.SIGKILL)"
EXITED = "if 'bad' in name: os._exit(0)"
EXITED_LATE = "if 'bad' in name: time.sleep(0.2); os._exit(1)"
SLOW = "time.sleep(60 if 'slow' in name else 0)"
HUNG = "print('here', flush=True, file=sys.stderr); time.sleep(60)"
SPAWNED = """
import multiprocessing
from lint import workers
class Context:
    get_context = staticmethod(lambda _: multiprocessing.get_context("spawn"))
    parent_process = staticmethod(multiprocessing.parent_process)
workers.multiprocessing = Context
from lint.cli import run
run()
"""
TIMEOUT = 60


def started(folder: Path, program: str, *argv: str, **changes: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", program, "check", "--output-format", "json", "--lang", "en", *argv],
        cwd=folder,
        env=environment(DOISOAT_CACHE_DIR=str(folder / ".cache"), **changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[bytes]") -> tuple[int, bytes, str]:
    out, err = process.communicate(timeout=TIMEOUT)
    assert b"Traceback" not in err, err.decode()
    return process.returncode, out, err.decode()


def answer(folder: Path, program: str, *argv: str) -> dict[str, Any]:
    status, out, err = ended(started(folder, program, *argv))
    assert out, (status, err)
    found: dict[str, Any] = json.loads(out)
    return found


def alive(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = stat.read_text().rsplit(")", 1)[1].split()[:4]
        except OSError:
            continue
        if int(its) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def none_left(session: int) -> bool:
    """Whether all processes of a session end within a moment."""
    patience = time.monotonic() + 5
    while alive(session) and time.monotonic() < patience:
        time.sleep(0.05)
    return not alive(session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten reports, of which every second has an error."""
    for number in range(10):
        (tmp_path / f"r{number}.txt").write_text((ERROR if number % 2 else CLEAN) + f"Số {number}.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("act", [KILLED, EXITED, EXITED_LATE])
@pytest.mark.parametrize(
    "bad", [["a-bad.txt"], ["z-bad.txt"], ["r4-bad.txt"], ["a-bad.txt", "r4-bad.txt", "r5-bad.txt", "z-bad.txt"]]
)
@pytest.mark.parametrize("processes", ["2", "4"])
def test_a_process_that_dies_fails_its_report_alone(folder: Path, act: str, bad: list[str], processes: str):
    expected = answer(folder, IN_THE_WAY.format(act="pass"), ".", "-j", processes, "--no-cache")
    for name in bad:
        (folder / name).write_text(BOTH, encoding="utf-8")
    process = started(folder, IN_THE_WAY.format(act=act), ".", "-j", processes)
    status, out, err = ended(process)
    found = json.loads(out)
    assert status == 2
    failed = [report for report in found["reports"] if report["status"] == "failed"]
    assert [report["path"] for report in failed] == sorted(bad)
    assert {report["error"] for report in failed} == {
        "the process that read it was ended (perhaps out of memory): check it alone"
    }
    assert [report for report in found["reports"] if report["status"] != "failed"] == expected["reports"]
    assert found["findings"] == expected["findings"]
    assert [line.split(": ")[1] for line in err.splitlines()] == sorted(bad)
    assert none_left(process.pid)
    # The cache keeps what was right, and nothing of the reports that failed.
    again = answer(folder, IN_THE_WAY.format(act="pass"), ".", "-j", "2")
    assert again["summary"]["failed"] == 0
    assert len(again["findings"]) == len(expected["findings"]) + 2 * len(bad)


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("error", ["ValueError('x')", "MemoryError()", "RecursionError()", "KeyError('%s {0}')"])
def test_an_error_of_doisoat_fails_its_report_alone(folder: Path, processes: str, error: str):
    (folder / "r4-bad.txt").write_text(BOTH, encoding="utf-8")
    program = f"""
from lint import engine
read = engine.source_of
def source_of(data, name):
    if 'bad' in name: raise {error}
    return read(data, name)
engine.source_of = source_of
from lint.cli import run
run()
"""
    found = answer(folder, program, ".", "-j", processes)
    assert [report["path"] for report in found["reports"] if report["status"] == "failed"] == ["r4-bad.txt"]
    assert len(found["findings"]) == 5


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_result_that_cannot_be_packed_fails_its_report_alone(folder: Path, processes: str):
    program = """
from dataclasses import replace
from lint import engine
check = engine.check_bytes
def checked(data, name, *rest, **more):
    result = check(data, name, *rest, **more)
    if name == "r3.txt":
        result.findings = [replace(finding, data={"number": 10 ** 40, "words": "\\ud800"}) for finding in result.findings]
    return result
engine.check_bytes = checked
from lint.cli import run
run()
"""
    found = answer(folder, program, ".", "-j", processes)
    assert [report["path"] for report in found["reports"] if report["status"] == "failed"] == ["r3.txt"]
    assert len(found["findings"]) == 4


@pytest.mark.parametrize("cached", [[], ["--no-cache"]])
def test_processes_that_inherit_nothing(folder: Path, cached: list[str]):
    process = started(folder, SPAWNED, ".", "-j", "2", *cached)
    status, out, _ = ended(process)
    assert status == 1
    assert json.loads(out) == answer(folder, IN_THE_WAY.format(act="pass"), ".", "-j", "1", "--no-cache")
    assert none_left(process.pid)


@pytest.mark.parametrize("whole_group", [True, False])
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_a_run_that_is_ended_leaves_no_process(folder: Path, sent: signal.Signals, status: int, whole_group: bool):
    process = started(folder, IN_THE_WAY.format(act=HUNG), ".", "-j", "2", "-o", "out.json")
    assert process.stderr
    for _ in range(2):
        assert process.stderr.readline() == b"here\n"
    assert len(alive(process.pid)) == 3
    before = time.monotonic()
    if whole_group:  # as Ctrl-C in a terminal does
        os.killpg(process.pid, sent)
    else:
        process.send_signal(sent)
    assert ended(process)[0] == status
    assert time.monotonic() - before < 5
    assert none_left(process.pid)
    assert not (folder / "out.json").exists()


def test_an_interrupt_while_nothing_else_runs(folder: Path):
    process = started(folder, IN_THE_WAY.format(act=HUNG), ".", "-j", "1")
    assert process.stderr
    assert process.stderr.readline() == b"here\n"
    process.send_signal(signal.SIGINT)
    assert ended(process)[:2] == (130, b"")


def test_a_slow_report_holds_up_no_other_and_the_order_stays(folder: Path):
    (folder / "a-slow.txt").write_text(CLEAN, encoding="utf-8")
    program = IN_THE_WAY.format(act="time.sleep(0.5 if 'slow' in name else 0)")
    found = answer(folder, program, ".", "-j", "2")
    assert [report["path"] for report in found["reports"]] == ["a-slow.txt", *(f"r{number}.txt" for number in range(10))]


@pytest.mark.parametrize("form", ["terminal", "json", "concise"])
def test_a_reader_that_goes_away(folder: Path, form: str):
    # More findings than a pipe holds, so that the program meets its end.
    for number in range(10):
        (folder / f"m{number}.txt").write_text(CLEAN + "Các xã đã ban hành ban hành văn bản.\n" * 300, encoding="utf-8")
    with subprocess.Popen(
        [DOISOAT, "check", ".", "-j", "2", "--output-format", form],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(TIMEOUT) == 141
    assert none_left(process.pid)


def test_a_long_run_keeps_nothing_of_the_reports_it_has_read(folder: Path):
    # The trees of Word files are freed, though Python's own collections are rare in this program.
    program = """
import gc, sys
gc.set_threshold(1_000_000, 20, 20)
from pathlib import Path
from lint import discovery, workers
(report,) = discovery.find([sys.argv[1]])
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
for number in range(15):
    workers._examine(workers.Job(report, None, False))
    if not number:
        first = held()
print(held() - first)
"""
    (folder / "r.docx").write_bytes(as_word.write(sample()))
    done = subprocess.run([sys.executable, "-c", program, folder / "r.docx"], env=environment(), capture_output=True, check=True)
    assert int(done.stdout) < 15 << 20
