"""Hostile, damaged and odd files of every format through `doisoat check`, each as a process of its own.

    python -m tests.benchmarks.hostile [WORDS IN NAMES…]

Prints a table: time of the processor, wall time, peak memory, status and what was said. A report that is right stands beside
each file and must still be checked. What breaks a promise is marked "!": more than 10 s or 1 GB, a file neither read nor
refused in one line, an error of doisoat itself.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.hostile_files import FILES

ROOT = Path(__file__).resolve().parents[2]
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS and in KiB elsewhere
MOST_SECONDS, MOST_BYTES, HANGS_AFTER = 10.0, 1 << 30, 40
GOOD = "BÁO CÁO\nKết quả công tác cải cách hành chính\nThực hiện Quyết định số 12/QĐ-UBND ngày 01/02/2024 của Ủy ban nhân dân huyện.\n"


def main(wanted: list[str]) -> None:
    """Measure the files whose names hold all of these words."""
    print(f"{'':1} {'file':34} {'MB':>5} {'cpu':>6} {'wall':>6} {'peak MB':>7} {'exit':>4}  what was said", flush=True)
    for case, (name, _) in FILES.items():
        if not all(word in case for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            # Made in a process of its own: the kernel counts this one's memory into its children's peak.
            script = f"from tests.benchmarks.hostile_files import FILES;open({str(path)!r},'wb').write(FILES[{case!r}][1]())"
            subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
            size = path.stat().st_size
            Path(folder, "good.txt").write_text(GOOD, encoding="utf-8")
            print(measured(case, path, size), flush=True)


def measured(case: str, path: Path, size: int) -> str:
    """One line of the table."""
    code = "from lint.cli import run; run()"
    argv = [sys.executable, "-c", code, "check", "--output-format", "json", "--lang", "en", path.name, "good.txt"]
    out = path.with_name("out.json")
    start = time.perf_counter()
    with out.open("wb") as stdout, path.with_name("err.txt").open("wb") as stderr:
        process = subprocess.Popen(
            argv, cwd=path.parent, stdout=stdout, stderr=stderr, env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=_limit
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = exit_status = os.waitstatus_to_exitcode(status)
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MAXRSS_UNIT
    said = path.with_name("err.txt").read_text(encoding="utf-8").splitlines()
    bad = cpu > MOST_SECONDS or peak > MOST_BYTES or exit_status not in (0, 1, 2)
    what = "; ".join(said)[:150]
    try:
        files = {file["path"]: file for file in json.loads(out.read_text(encoding="utf-8"))["reports"]}
        bad |= files["good.txt"]["status"] != "checked" or (exit_status == 2) != (len(said) == 1)
        if exit_status != 2:
            counts = next(file["counts"] for name, file in files.items() if name != "good.txt")
            what = "read: " + ", ".join(f"{counts[name]} {name}" for name in ("tables", "footnotes", "citations", "relations"))
    except (ValueError, KeyError, StopIteration) as error:
        bad, what = True, f"{type(error).__name__}: {error}; {what}"
    bad |= any(word in what for word in ("itself failed", "internal", "Traceback", "Warning"))
    return f"{'!' if bad else ' '} {case:34} {size / 1e6:5.1f} {cpu:6.1f} {wall:6.1f} {peak / 1e6:7.0f} {exit_status:4}  {what}"


def _limit() -> None:
    """End what takes too long."""
    resource.setrlimit(resource.RLIMIT_CPU, (HANGS_AFTER, HANGS_AFTER))


if __name__ == "__main__":
    main(sys.argv[1:])
