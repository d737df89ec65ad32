"""Which program an entry of the cache is good for: one with the same contents, whenever and wherever it was installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("grammar", "checks", "lint"):
        shutil.copytree(ROOT / package, tmp_path / "first" / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "first"


def edition(root: Path) -> str:
    program = [sys.executable, "-P", "-B", "-c", "from lint.cache import edition; print(edition())"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(program, env=environment, cwd=root, capture_output=True, check=True, encoding="utf-8").stdout.strip()


def test_it_is_the_contents_that_count(copy: Path):
    before = edition(copy)
    for path in (path for path in copy.rglob("*") if path.is_file()):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert edition(copy) == before
    assert edition(copy.rename(copy.parent / "installed anew")) == before


@pytest.mark.parametrize("name", ["lint/engine.py", "grammar/citation.lark", "grammar/vocabulary/issuers.toml"])
def test_a_changed_file_makes_another(copy: Path, name: str):
    before = edition(copy)
    path = copy / name
    data, state = path.read_bytes(), path.stat()
    path.write_bytes(data.replace(b"e", b"f", 1))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert edition(copy) != before


def test_what_the_program_itself_makes_changes_nothing(copy: Path):
    before = edition(copy)
    made = copy / "grammar" / "__pycache__"
    made.mkdir()
    (made / "islands.cpython-311.lark").write_bytes(b"a grammar as it was read")
    assert edition(copy) == before
