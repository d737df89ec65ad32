"""Which files of a command line and of folders are read, and what they are called."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.registry import RULES
from lint import engine
from lint.discovery import Candidate, find, read

REPORT = "BÁO CÁO\nThực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của UBND huyện về kế hoạch.\n"
Make = Callable[..., None]

links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
posix = pytest.mark.skipif(os.name == "nt", reason="no such file there")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes files in an empty folder, which is where the run stands; a name that ends with / is a folder."""
    monkeypatch.chdir(tmp_path)

    def write(*names: str, text: str = REPORT) -> None:
        for name in names:
            path = tmp_path / name
            if name.endswith("/"):
                path.mkdir(parents=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def names(*paths: str) -> list[str]:
    return [candidate.name for candidate in find(paths)]


def states(*paths: str, as_found: bool = False) -> dict[str, str]:
    return {result.path: result.status for result in engine.check(find(paths, as_found), RULES)}


def failure(path: str) -> tuple[str, str]:
    """Why a path cannot be reached."""
    (candidate,) = find([path])
    assert candidate.failure
    return candidate.failure


# --- folders ---------------------------------------------------------------------------------------------------------


def test_folders_are_searched_in_order_of_names(make: Make):
    make("b.txt", "a.txt", "B.txt", "c/z.txt", "c/a.md", "a/deep/er/x.txt", "d.MD", "e.TXT", "f.markdown", "g.text")
    assert names(".") == [
        "B.txt",
        "a/deep/er/x.txt",
        "a.txt",
        "b.txt",
        "c/a.md",
        "c/z.txt",
        "d.MD",
        "e.TXT",
        "f.markdown",
        "g.text",
    ]


def test_paths_keep_the_order_given(make: Make):
    make("b.txt", "a.txt", "c/d.txt")
    assert names("c", "b.txt", "a.txt") == ["c/d.txt", "b.txt", "a.txt"]


def test_other_files_are_left_alone(make: Make):
    make("a.txt", "a.py", "a.csv", "Makefile", "a.txt.bak", "txt")
    assert names(".") == ["a.txt"]


def test_formats_that_are_not_read_are_said_to_be_skipped(make: Make):
    make("a.txt", "b.doc", "c.RTF", "d.xls")
    assert states(".") == {"a.txt": "checked", "b.doc": "skipped", "c.RTF": "skipped", "d.xls": "skipped"}


def test_every_format_that_is_read_is_found_in_a_folder(make: Make):
    every = ["a.docx", "b.DOCM", "c.PDF", "d.odt", "e.xlsx", "f.xlsm", "g.md", "h.txt"]
    make(*every)
    assert names(".") == every


def test_hidden_files_and_folders_are_left_alone(make: Make):
    make("a.txt", ".b.txt", ".git/c.txt", "d/.e/f.txt")
    assert names(".") == ["a.txt"]


def test_lock_files_are_left_alone(make: Make):
    make("a.txt", "~$a.txt", "~$a.docx", ".~lock.a.txt#", "~a.txt")
    assert names(".") == ["a.txt", "~a.txt"]


def test_a_named_file_is_always_read(make: Make):
    make("~$a.txt", ".b.txt", "c.csv", ".d/e.txt")
    make(".gitignore", text="*.csv\n")
    assert names("~$a.txt", ".b.txt", "c.csv", ".d") == ["~$a.txt", ".b.txt", "c.csv", ".d/e.txt"]


def test_what_is_no_report_is_skipped_in_a_folder_and_checked_if_named(make: Make):
    make("a.txt")
    make("README.md", text="# Reports\n\nThe reports of this office.\n")
    make("requirements.txt", text="doisoat==0.1.0\nrich>=13\n")
    make("empty.txt", text="\n")
    assert states(".") == {
        "README.md": "skipped",
        "a.txt": "checked",
        "empty.txt": "skipped",
        "requirements.txt": "skipped",
    }
    assert states("README.md", "requirements.txt", "empty.txt") == {
        "README.md": "checked",
        "requirements.txt": "checked",
        "empty.txt": "failed",
    }


def test_what_a_program_names_is_taken_as_in_a_folder(make: Make):
    make("a.txt", "b.doc", "c.XLS", "~$a.docx", ".~lock.a.odt#", "đơn vị/.d.txt")
    make("README.md", text="# Reports\n\nThe reports of this office.\n")
    make("empty.txt", text="\n")
    make("damaged.docx", text="PK\x03\x04")
    names = [path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*") if path.is_file()]
    assert states(*names, "gone.txt", "đơn vị", as_found=True) == {
        "a.txt": "checked",
        "b.doc": "skipped",
        "c.XLS": "skipped",
        "đơn vị/.d.txt": "checked",  # hidden from a look into a folder, but the program has it
        "README.md": "skipped",
        "empty.txt": "skipped",
        "damaged.docx": "failed",
        "gone.txt": "failed",
    }


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nKết quả thực hiện nhiệm vụ\n\nTrong năm, huyện đã hoàn thành các chỉ tiêu.\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nTrong năm, huyện đã hoàn thành các chỉ tiêu.\n",
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của UBND huyện.\n",
    ],
    ids=["title", "letterhead", "citation"],
)
def test_a_title_a_letterhead_or_a_citation_makes_a_report(make: Make, text: str):
    make("a.txt", text=text)
    assert states(".") == {"a.txt": "checked"}


def test_a_folder_without_files_gives_none(make: Make):
    make("empty/")
    assert names("empty") == []


# --- .gitignore ------------------------------------------------------------------------------------------------------


def test_gitignore(make: Make):
    make("a.txt", "b.txt", "build/c.txt", "d/build/e.txt", "d/f.txt", "g.md")
    make(".gitignore", text="# generated\nbuild/\n/b.txt\n\n*.md\n")
    assert names(".") == ["a.txt", "d/f.txt"]


def test_gitignore_negation(make: Make):
    make("a.txt", "keep.txt", "d/keep.txt", "d/b.txt")
    make(".gitignore", text="*.txt\n!keep.txt\n")
    assert names(".") == ["d/keep.txt", "keep.txt"]


def test_the_nearest_gitignore_speaks(make: Make):
    make("a.txt", "d/a.txt", "d/b.txt", "d/e/a.txt", "d/e/b.txt")
    make(".gitignore", text="a.txt\n")
    make("d/.gitignore", text="!a.txt\n")
    make("d/e/.gitignore", text="/b.txt\n")
    assert names(".") == ["d/a.txt", "d/b.txt", "d/e/a.txt"]


def test_gitignore_above_the_folder_given(make: Make):
    make(".git/HEAD", "d/a.txt", "d/draft.txt", "d/e/draft.txt", "d/e/b.txt")
    make(".gitignore", text="draft.txt\nd/e/b.txt\n")
    assert names("d") == ["d/a.txt"]
    assert names("d/e") == []


def test_gitignore_above_the_folder_one_stands_in(make: Make, monkeypatch: pytest.MonkeyPatch):
    make(".git/HEAD", "d/a.txt", "d/draft.txt")
    make(".gitignore", text="draft.txt\n")
    monkeypatch.chdir("d")
    assert names(".") == ["a.txt"]


def test_gitignore_above_the_repository_does_not_count(make: Make):
    make("repo/.git/HEAD", "repo/d/a.txt")
    make(".gitignore", text="*.txt\n")
    assert names("repo/d") == ["repo/d/a.txt"]


def test_gitignore_outside_a_repository_counts_from_the_folder_given(make: Make):
    make("d/a.txt", "d/b.txt")
    make(".gitignore", text="a.txt\n")
    make("d/.gitignore", text="b.txt\n")
    assert names("d") == ["d/a.txt"]


def test_gitignore_does_not_hide_a_named_file(make: Make):
    make("a.txt")
    make(".gitignore", text="*\n")
    assert names("a.txt") == ["a.txt"]


def test_gitignore_with_crlf_byte_order_mark_and_other_bytes(make: Make, tmp_path: Path):
    make("a.txt", "b.txt")
    (tmp_path / ".gitignore").write_bytes(b"x\xff\xfe\r\nb.txt\r\n")
    assert names(".") == ["a.txt"]


def test_a_folder_called_gitignore_is_none(make: Make):
    make("a.txt", ".gitignore/")
    assert names(".") == ["a.txt"]


# --- duplicates and links --------------------------------------------------------------------------------------------


def test_each_file_is_read_once(make: Make):
    make("a.txt", "d/b.txt")
    assert names("a.txt", "a.txt", ".", "./a.txt", "d/../a.txt", "d", str(Path.cwd() / "a.txt")) == ["a.txt", "d/b.txt"]


@links
def test_links_to_files_are_followed_once(make: Make):
    make("b.txt")
    Path("a.txt").symlink_to("b.txt")
    assert names(".") == ["a.txt"]
    assert names("b.txt", "a.txt") == ["b.txt"]


@links
@pytest.mark.parametrize("target", [".", "..", "../d"])
def test_loops_of_links_end(make: Make, target: str):
    make("d/a.txt")
    Path("d/loop").symlink_to(target, target_is_directory=True)
    assert names(".") == ["d/a.txt"]


@links
def test_a_named_link_to_a_folder_is_searched(make: Make):
    make("d/a.txt")
    Path("e").symlink_to("d", target_is_directory=True)
    assert names("e") == ["e/a.txt"]
    assert names("d", "e") == ["d/a.txt"]


# --- names -----------------------------------------------------------------------------------------------------------


def test_names_are_shown_composed_and_read_as_they_are(make: Make):
    composed = "Báo cáo cải cách hành chính huyện Kon Rẫy.txt"
    decomposed = unicodedata.normalize("NFD", composed)
    make(f"d/{decomposed}")
    (candidate,) = find(["."])
    assert candidate.name == f"d/{composed}"
    assert read(candidate.path).decode() == REPORT
    assert names(f"d/{decomposed}") == [f"d/{composed}"]


@pytest.mark.parametrize("name", ["báo cáo quý 1.txt", " a .txt", "a'b.txt", "[bold]{0}%s.txt", "-a.txt", "#a.txt"])
def test_names_with_blanks_and_signs(make: Make, name: str):
    make(f"thư mục/{name}")
    assert names(".") == [f"thư mục/{name}"]
    assert states("thư mục") == {f"thư mục/{name}": "checked"}


def test_names_are_relative_where_the_file_lies_below(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    make("d/a.txt", "e/b.txt")
    assert names(str(tmp_path)) == ["d/a.txt", "e/b.txt"]
    assert names("./d/../d/a.txt") == ["d/a.txt"]
    monkeypatch.chdir("d")
    assert names("../e") == ["../e/b.txt"]
    assert names("..") == ["a.txt", "../e/b.txt"]
    assert names("../d/a.txt") == ["a.txt"]


# --- what cannot be read ---------------------------------------------------------------------------------------------


def test_a_path_that_does_not_exist(make: Make):
    make("a.txt")
    assert failure("không có.txt") == ("không có tệp hoặc thư mục này", "no such file or folder")
    assert states("không có.txt", "a.txt") == {"không có.txt": "failed", "a.txt": "checked"}
    assert failure("missing/") == ("không có tệp hoặc thư mục này", "no such file or folder")


@links
def test_a_named_link_to_nothing(make: Make):
    make("d/")
    Path("a.txt").symlink_to("b.txt")
    assert failure("a.txt")[1] == "no such file or folder"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failed_report_and_stops_no_other(make: Make):
    make("a.txt", "b.txt")
    Path("a.txt").chmod(0)
    assert states(".") == {"a.txt": "failed", "b.txt": "checked"}


def test_a_file_that_goes_away_is_a_failed_report_and_stops_no_other(make: Make):
    make("a.txt")
    (gone, kept) = (engine.check([Candidate(Path(name), name, True)], RULES) for name in ("gone.txt", "a.txt"))
    assert [result.status for result in [*gone, *kept]] == ["failed", "checked"]


def test_a_folder_that_cannot_be_listed(make: Make, monkeypatch: pytest.MonkeyPatch):
    make("d/a.txt")

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert failure("d") == ("không có quyền đọc", "no permission to read it")


@posix
def test_a_pipe_is_refused_and_never_waited_for(make: Make):
    make("a.txt")
    os.mkfifo("b.txt")
    assert states(".") == {"a.txt": "checked"}
    assert states("b.txt") == {"b.txt": "failed"}
