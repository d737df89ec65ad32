"""The cache: what it keeps, for whom, how long, and that nothing in it can do harm."""

import datetime
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from lint import cache
from lint.cache import Cache, key_of
from tests.lint.batch import BOTH, CLEAN, ERROR, Here
from tests.lint.test_cli import DOISOAT, environment

DAY = 24 * 60 * 60
KEY = "ab" + "0" * 62
posix = pytest.mark.skipif(os.name == "nt", reason="permissions are others there")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """A folder with its own cache, which stands within it."""
    monkeypatch.setenv("DOISOAT_CACHE_DIR", str(tmp_path / "kept"))
    here = Here(tmp_path, monkeypatch)
    here.write({"a.txt": ERROR, "b.txt": BOTH, "c.md": BOTH, "d.txt": CLEAN})
    return here


@pytest.fixture(autouse=True)
def _opened_anew():
    cache.opened.cache_clear()
    yield
    cache.opened.cache_clear()


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("kept/*/??/*") if path.is_file())


def age(path: Path, days: float) -> None:
    when = time.time() - days * DAY
    os.utime(path, (when, when))


# --- a folder of bytes -----------------------------------------------------------------------------------------------


def test_what_is_put_is_got(tmp_path: Path):
    store = Cache(tmp_path / "a" / "b")
    assert store.get(KEY) is None
    store.put(KEY, b"\x00one")
    store.put(KEY, b"two")
    assert store.get(KEY) == b"two"
    assert Cache(tmp_path / "a" / "b").get(KEY) == b"two"
    assert store.get("cd" + KEY[2:]) is None
    store.put(KEY, b"")
    assert store.get(KEY) == b""


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_it_is_its_owners_only(tmp_path: Path, mask: int):
    old = os.umask(mask)
    try:
        store = Cache(tmp_path / "cache")
        store.put(KEY, b"draft")
        store.prune()
    finally:
        os.umask(old)
    found = list((tmp_path / "cache").rglob("*"))
    assert {(path.is_dir(), path.stat().st_mode & 0o777) for path in [*found, tmp_path / "cache"]} == {
        (True, 0o700),
        (False, 0o600),
    }


@posix
def test_a_folder_that_others_could_read_is_closed(tmp_path: Path):
    Cache(tmp_path)
    (folder,) = tmp_path.iterdir()
    folder.chmod(0o777)
    Cache(tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700


@posix
def test_another_users_folder_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Cache(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    with pytest.raises(PermissionError):
        Cache(tmp_path)


@pytest.mark.parametrize(
    "damaged",
    [b"", b"x", bytes(31), bytes(32), bytes(100), b"PK\x03\x04" * 20],
)
def test_a_damaged_entry_is_none_and_goes(tmp_path: Path, damaged: bytes):
    store = Cache(tmp_path)
    store.put(KEY, b"whole and right")
    (entry,) = tmp_path.glob("*/ab/*")
    entry.write_bytes(damaged)
    assert store.get(KEY) is None
    assert not entry.exists()


def test_every_truncation_and_every_changed_byte_is_damage(tmp_path: Path):
    store = Cache(tmp_path)
    store.put(KEY, b"whole and right")
    (entry,) = tmp_path.glob("*/ab/*")
    whole = entry.read_bytes()
    for end in range(len(whole)):
        entry.write_bytes(whole[:end])
        assert store.get(KEY) is None
        entry.write_bytes(whole[:end] + bytes([whole[end] ^ 1]) + whole[end + 1 :])
        assert store.get(KEY) is None
    entry.write_bytes(whole)
    assert store.get(KEY) == b"whole and right"


@pytest.mark.parametrize("step", ["mkstemp", "fdopen", "replace", "mkdir"])
def test_where_there_is_no_room_nothing_is_kept(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch):
    store = Cache(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    owner = {"mkstemp": tempfile, "fdopen": os, "replace": Path, "mkdir": Path}[step]
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        store.put(KEY, b"one")
    assert store.get(KEY) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_write_that_fails_midway_leaves_the_old_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = Cache(tmp_path)
    store.put(KEY, b"old")
    real = os.fdopen

    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self._file = real(handle, mode)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, data: bytes) -> None:
            self._file.write(data[:3])
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", Full)
        store.put(KEY, b"new")
    assert store.get(KEY) == b"old"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_cache_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = Cache(tmp_path)
    store.put(KEY, b"one")
    (entry,) = tmp_path.glob("*/ab/*")
    age(entry, 2)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    assert store.get(KEY) == b"one"


# --- what is deleted -------------------------------------------------------------------------------------------------


def test_old_entries_and_editions_go_and_nothing_else(tmp_path: Path):
    store = Cache(tmp_path)
    fresh, old, used = (head + KEY[2:] for head in ("aa", "bb", "cc"))
    for key in (fresh, old, used):
        store.put(key, b"x")
    (ours,) = tmp_path.iterdir()
    age(ours / "aa" / fresh[2:], 20)
    age(ours / "bb" / old[2:], 40)
    age(ours / "cc" / used[2:], 40)
    assert store.get(used) == b"x"  # an entry that is asked for is young again
    (ours / "dd").mkdir()
    (ours / "dd" / "killed.tmp").write_bytes(b"half")
    age(ours / "dd" / "killed.tmp", 40)
    for name, days in (("0123456789abcdef", 40), ("fedcba9876543210", 10)):
        (tmp_path / name / "aa").mkdir(parents=True)
        (tmp_path / name / "aa" / "x").write_bytes(b"x")
        (tmp_path / name / "swept").touch()
        age(tmp_path / name / "swept", days)
    # What is not ours stays, however old: a folder may be named that holds other things.
    (tmp_path / "my documents" / "swept").mkdir(parents=True)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "swept").touch()
    (tmp_path / "swept").touch()
    (tmp_path / "report.docx").touch()
    for path in tmp_path.rglob("*swept"):
        if path.parent.name in ("my documents", "thesis", tmp_path.name):
            age(path, 400)
    age(tmp_path / "report.docx", 400)

    store.prune()
    assert [store.get(key) for key in (fresh, old, used)] == [b"x", None, b"x"]
    assert not (ours / "dd" / "killed.tmp").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [ours.name, "fedcba9876543210", "my documents", "thesis", "swept", "report.docx"]
    )
    assert (tmp_path / "thesis" / "swept").exists()


def test_it_is_swept_once_a_day(tmp_path: Path):
    store = Cache(tmp_path)
    store.prune()
    store.put(KEY, b"x")
    (entry,) = tmp_path.glob("*/ab/*")
    age(entry, 40)
    store.prune()
    assert entry.exists()
    age(entry.parents[1] / "swept", 1.1)
    store.prune()
    assert not entry.exists()


def test_a_run_sweeps(here: Here):
    here.check(".", "-j", "1")
    (swept,) = (here.folder / "kept").glob("*/swept")
    age(swept, 2)
    for path in entries(here.folder):
        age(path, 31)
    cache.opened.cache_clear()  # another process
    here.check("d.txt", "a.txt", "-j", "1")
    assert len(entries(here.folder)) == 2
    assert time.time() - swept.stat().st_mtime < 60


# --- keys and editions -----------------------------------------------------------------------------------------------


def test_the_key_is_the_contents_and_how_they_are_read():
    day = datetime.date(2024, 12, 15)
    keys = {
        key_of(data, name, named, date)
        for data in (b"a", b"b")
        for name in ("x.txt", "x.md", "x")
        for named in (True, False)
        for date in (None, day)
    }
    assert len(keys) == 24
    assert key_of(b"a", "x.txt", True, None) == key_of(b"a", "thư mục/y.TXT", True, None)
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_a_changed_source_file_is_another_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for package in ("grammar", "checks", "lint"):
        (tmp_path / package / "below").mkdir(parents=True)
        for name in ("a.py", "b.lark", "c.toml", "d.pyc", "e.md"):
            (tmp_path / package / "below" / name).write_text("x", encoding="utf-8")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "lint" / "cache.py"))

    def edition() -> str:
        cache.edition.cache_clear()
        return cache.edition()

    try:
        first = edition()
        assert edition() == first
        for package in ("grammar", "checks", "lint"):
            for name in ("a.py", "b.lark", "c.toml"):
                before = edition()
                file = tmp_path / package / "below" / name
                age(file, 1)  # as when it is installed anew
                assert edition() == before
                file.write_text("y", encoding="utf-8")
                assert edition() != before
        before = edition()
        (tmp_path / "lint" / "below" / "d.pyc").write_text("longer", encoding="utf-8")
        (tmp_path / "lint" / "below" / "e.md").write_text("longer", encoding="utf-8")
        assert edition() == before
        (tmp_path / "checks" / "new.py").touch()
        assert edition() != before
        monkeypatch.setattr(cache, "__version__", "9.9")
        assert edition() != before
        before = edition()
        monkeypatch.setattr(cache, "_libraries", lambda: ["lark-9.9.dist-info"])
        assert edition() != before
    finally:
        monkeypatch.undo()
        cache.edition.cache_clear()


def test_another_edition_reads_nothing_of_this_one(here: Here, monkeypatch: pytest.MonkeyPatch):
    here.check(".", "-j", "1")
    before = entries(here.folder)
    monkeypatch.setattr(cache, "edition", lambda: "0123456789abcdef")
    cache.opened.cache_clear()
    here.check(".", "-j", "1")
    assert len(entries(here.folder)) == 2 * len(before)


# --- runs ------------------------------------------------------------------------------------------------------------


def test_a_run_keeps_results_where_it_is_told(here: Here):
    said = here.check(".", "-j", "1")
    assert len(entries(here.folder)) == 4
    assert "kept" not in said.out
    assert here.check(".", "-j", "1") == said
    assert len(entries(here.folder)) == 4


def test_no_cache_neither_reads_nor_writes(here: Here):
    said = here.check(".", "-j", "1", "--no-cache")
    assert not (here.folder / "kept").exists()
    assert here.check(".", "-j", "1") == said
    for path in entries(here.folder):
        path.write_bytes(b"damaged")
    assert here.check(".", "-j", "1", "--no-cache") == said
    assert {path.read_bytes() for path in entries(here.folder)} == {b"damaged"}


def test_a_cached_result_is_taken(here: Here, monkeypatch: pytest.MonkeyPatch):
    from lint import engine

    said = here.check(".", "-j", "1")
    monkeypatch.setattr(engine, "check_bytes", None)
    assert here.check(".", "-j", "1") == said
    assert "internal error" in here.check(".", "-j", "1", "--no-cache", "--lang", "en").err


def test_the_platforms_folder_by_default(here: Here, monkeypatch: pytest.MonkeyPatch):
    import platformdirs

    monkeypatch.delenv("DOISOAT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here.folder / "xdg"))
    monkeypatch.setenv("LOCALAPPDATA", str(here.folder / "xdg"))
    monkeypatch.setenv("HOME", str(here.folder / "xdg"))
    here.check(".", "-j", "1")
    folder = Path(platformdirs.user_cache_dir("doisoat", appauthor=False))
    assert folder.is_relative_to(here.folder / "xdg")
    assert len(list(folder.glob("*/??/*"))) == 4


@pytest.mark.parametrize("kind", ["file", "below a file"])
def test_a_folder_that_cannot_be_made_is_no_cache(here: Here, kind: str, monkeypatch: pytest.MonkeyPatch):
    usual = here.check(".", "-j", "1", "--no-cache")
    (here.folder / "kept").write_bytes(b"")
    if kind == "below a file":
        monkeypatch.setenv("DOISOAT_CACHE_DIR", str(here.folder / "kept" / "x"))
    assert here.check(".", "-j", "1") == usual
    assert (here.folder / "kept").read_bytes() == b""


@pytest.mark.parametrize("garbage", [b"", b"\x00", b"\xc1", b"\x94\x9a", b"\x80", b"\x94\xc0\xc0\xc0\xc0", os.urandom(200)])
def test_garbage_with_a_right_sum_is_no_result(here: Here, garbage: bytes):
    said = here.check(".", "-j", "1")
    for path in entries(here.folder):
        path.write_bytes(hashlib.sha256(garbage).digest() + garbage)
    assert here.check(".", "-j", "1") == said
    assert here.check(".", "-j", "1") == said


@pytest.mark.parametrize("part", [1, 2, 3])
def test_garbage_in_a_part_with_a_right_sum_is_no_result(here: Here, part: int):
    import msgspec

    said = here.check(".", "-j", "1")
    for path in entries(here.folder):
        whole = msgspec.msgpack.decode(path.read_bytes()[32:])
        whole[part] = b"garbage"
        data = msgspec.msgpack.encode(whole)
        path.write_bytes(hashlib.sha256(data).digest() + data)
    assert here.check(".", "-j", "1").status in (said.status, 2)


def test_nothing_reads_pickles():
    for path in Path(cache.__file__).parent.rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) (pickle|shelve|marshal|dill|joblib)\b", words, re.MULTILINE), path


def test_a_cache_inside_the_repository_is_no_report(here: Here, monkeypatch: pytest.MonkeyPatch):
    said = here.check(".", "-j", "1", "--no-cache")
    monkeypatch.setenv("DOISOAT_CACHE_DIR", str(here.folder / "cũ"))
    here.check(".", "-j", "1")
    cache.opened.cache_clear()
    assert here.check(".", "-j", "1") == said


def test_runs_at_the_same_time(here: Here):
    for number in range(30):
        here.write({f"r{number}.txt": BOTH + f"Số {number}.\n", f"same{number}.txt": BOTH})
    usual = here.check(".", "-j", "1", "--no-cache").out
    for _ in range(2):
        runs = [
            subprocess.Popen(
                [DOISOAT, "check", ".", "--output-format", "json", "-j", str(1 + number % 2)],
                cwd=here.folder,
                env=environment(DOISOAT_CACHE_DIR=str(here.folder / "kept")),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for number in range(4)
        ]
        for run in runs:
            out, err = run.communicate(timeout=60)
            assert (run.returncode, out.decode(), err) == (1, usual, b"")
    assert not list((here.folder / "kept").rglob("*.tmp"))
    assert len(entries(here.folder)) == 30 + 4


@pytest.mark.skipif(sys.platform != "linux", reason="signals as there")
def test_runs_killed_at_any_moment_leave_all_whole(here: Here):
    for number in range(12):
        here.write({f"r{number}.txt": (BOTH + "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n" * 40) + f"Số {number}.\n"})
    usual = here.check(".", "-j", "1", "--no-cache").out
    outputs = here.folder / "out"
    outputs.mkdir()
    here.run("check", ".", "--output-format", "json", "-j", "1", "--no-cache", "-o", "out/report.json")
    here.run("check", ".", "--baseline", "out/known.json", "--write-baseline", "-j", "1", "--no-cache")
    before = {path.name: path.read_bytes() for path in outputs.iterdir()}
    assert sorted(before) == ["known.json", "report.json"]
    whole = (["-o", "out/report.json"], ["--baseline", "out/known.json", "--write-baseline"])
    kept = here.folder / "kept"
    for number in range(20):
        run = subprocess.Popen(
            [DOISOAT, "check", ".", "--output-format", "json", "-j", str(1 + number % 2), *whole[number % 4 // 2]],
            cwd=here.folder,
            env=environment(DOISOAT_CACHE_DIR=str(kept)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(0.15 + 0.03 * number)
        run.kill()
        run.wait(60)
        assert {name: (outputs / name).read_bytes() for name in before} == before
        if number % 5 == 4:
            assert here.check(".", "-j", "1", "--exclude", "out").out == usual
            for path in entries(here.folder):
                path.unlink()
    assert here.check(".", "-j", "2").out == usual
