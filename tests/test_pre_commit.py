"""The hooks as a repository of reports has them: installed by pre-commit from a repository, run by git at a commit."""

import re
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.discovery import READ, UNREADABLE
from tests.git_repository import RIGHT, ROOT, WRONG, Repository, pdf, project, word

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}
PROVINCE = "UBND tỉnh Sơn La báo cáo: thực hiện Kế hoạch số 215/KH-UBND ngày 14/3/2023 của UBND tỉnh Sơn La về chuyển đổi số."
DISTRICT = "UBND huyện Mai Sơn báo cáo: thực hiện Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Sơn La về chuyển đổi số."
NOTED = "BÁO CÁO\nKết quả cải cách hành chính\n\nTheo Nghị quyết số 76/NQ-CP ngày 5/7/2021 của Chính phủ.\n"

# One worker runs them all, so that the hooks are installed once (with `--dist loadgroup`), and not while the wheel is built.
pytestmark = pytest.mark.xdist_group("wheel")


# --- the manifest ----------------------------------------------------------------------------------------------------


def test_pre_commit_takes_the_manifest(tmp_path: Path):
    Repository(tmp_path).succeed(sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST)


def test_the_hook_is_given_every_ending_that_is_read_and_the_old_ones():
    pattern = re.fullmatch(r"\(\?i\)\\\.\(([a-z|]+)\)\$", HOOKS["doisoat"]["files"])
    assert pattern
    assert sorted(f".{ending}" for ending in pattern[1].split("|")) == sorted(READ | UNREADABLE)
    assert HOOKS["doisoat"]["types"] == ["file"]


# --- at a commit -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return project(tmp_path_factory.mktemp("project") / "doisoat")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hooks, which the first commit makes."""
    return tmp_path_factory.mktemp("pre-commit")


class Office(Repository):
    """A repository of reports with hooks."""

    def __init__(self, folder: Path, source: tuple[Path, str], home: Path) -> None:
        super().__init__(folder, PRE_COMMIT_HOME=str(home))
        self._source = source
        self.succeed(sys.executable, "-m", "pre_commit", "install")

    def hooks(self, *hooks: dict[str, Any]) -> None:
        """Use these."""
        path, revision = self._source
        config = {"repos": [{"repo": str(path), "rev": revision, "hooks": list(hooks)}]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config))

    def passes(self) -> str:
        """Commit what is there; what the hooks say."""
        before = self.commits()
        done = self.commit()
        assert done.returncode == 0, done.stdout
        assert self.commits() == before + 1
        return plain(done.stdout)

    def refused(self, status: int) -> str:
        """Try to commit what is there, which a hook that exits with a status refuses; what the hooks say."""
        before = self.commits()
        done = self.commit()
        assert done.returncode == 1, done.stdout
        assert self.commits() == before
        assert f"- exit code: {status}\n" in done.stdout
        return plain(done.stdout)


def plain(said: str) -> str:
    """What was said, in which are no codes for a terminal and no error of Python."""
    assert "\x1b" not in said
    assert "\r" not in said
    assert "Traceback" not in said
    return said


@pytest.fixture
def office(tmp_path: Path, source: tuple[Path, str], home: Path) -> Office:
    made = Office(tmp_path / "kho báo cáo", source, home)
    made.hooks({"id": "doisoat"})
    return made


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.txt", WRONG),
        ("Báo cáo quý I.md", f"# Báo cáo\n\n{WRONG}\n"),
        ("năm 2022/Báo cáo cải cách hành chính.docx", word(WRONG)),
        ("năm 2022/Báo cáo đã ký.PDF", pdf(WRONG)),
    ],
    ids=["text", "markdown", "word", "pdf"],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_report_that_contradicts_is_refused(office: Office, name: str, content: str | bytes, form: Any):
    office.write(unicodedata.normalize(form, name), content)
    said = office.refused(1)
    assert "CIT105" in said
    assert "30/02/2022" in said
    assert name in said


def test_reports_without_contradictions_pass(office: Office):
    office.write("a.txt", RIGHT)
    office.write("b.docx", word(RIGHT))
    office.write("c.pdf", pdf(RIGHT))
    office.write("-d.md", RIGHT)
    assert "(4 báo cáo" in office.passes()


def test_files_that_are_no_reports_pass_and_are_named(office: Office):
    office.write("README.md", "# Kho báo cáo\n\nBáo cáo của văn phòng.\n")
    office.write("requirements.txt", "doisoat==0.1.0\n")
    office.write("LICENSE.txt", (ROOT / "LICENSE").read_bytes())
    office.write("trống.md", "")
    office.write("~$bao-cao.docx", b"\x09Van phong")
    office.write("năm 2005/Báo cáo.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    said = office.passes()
    assert all(name in said for name in ("README.md", "requirements.txt", "LICENSE.txt", "trống.md"))
    assert "năm 2005/Báo cáo.doc (định dạng cũ: hãy lưu thành .docx hoặc .xlsx)" in said


def test_a_report_that_cannot_be_read_is_refused_with_the_remedy(office: Office):
    office.write("Báo cáo.docx", word(RIGHT)[:-40])
    office.write("Báo cáo cũ.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    said = office.refused(2)
    assert "Báo cáo.docx: " in said
    assert "Báo cáo cũ.docx: là tệp Word cũ (.doc); hãy mở bằng Word và lưu thành .docx" in said


def test_files_excluded_are_not_checked(office: Office):
    office.write("doisoat.toml", 'exclude = ["nháp/", "*.pdf"]\n')
    office.write("nháp/a.docx", word(WRONG))
    office.write("đã ký.pdf", b"%PDF-1.7 scanned")
    office.write("b.txt", RIGHT)
    assert "(1 báo cáo" in office.passes()


def test_notes_are_shown_and_pass_and_arguments_do_not_undo_the_hook(office: Office):
    office.write("a.txt", NOTED)
    assert "TXT503" in office.passes()
    office.hooks({"id": "doisoat", "args": ["--fail-on", "note", "--lang", "en"]})
    office.write("README.md", "# Kho báo cáo\n")
    office.write("a.txt", NOTED + "\n")
    said = office.refused(1)
    assert "passed over: README.md (not a report)" in said


def test_changed_reports_are_held_against_one_another(office: Office):
    for number in range(11):  # more than pre-commit would give one process that it need not
        office.write(f"{number}.txt", f"{PROVINCE}\n\nBáo cáo này gồm {number} trang.\n")
    office.write("huyện.docx", word(DISTRICT))
    said = office.refused(1)
    assert said.count("REP601") == 1
    assert "10 báo cáo khác" in said


def test_the_whole_repository_is_held_against_what_changed(office: Office):
    office.hooks({"id": "doisoat"}, {"id": "doisoat-repository"})
    office.passes()  # no report yet
    office.write("tỉnh/Báo cáo.txt", PROVINCE)
    office.passes()
    office.write("huyện/Báo cáo.docx", word(DISTRICT))
    changed, whole = office.refused(1).split("doisoat (toàn kho, whole repository)")
    assert "Passed" in changed
    assert "REP601" not in changed
    assert whole.count("REP601") == 1
    assert "tỉnh/Báo cáo.txt" in whole
    assert "huyện/Báo cáo.docx" in whole


def test_the_configuration_of_the_examples(tmp_path: Path, source: tuple[Path, str], home: Path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    config = tmp_path / "examples" / ".pre-commit-config.yaml"
    path, revision = source
    text = config.read_text("utf-8")
    used = yaml.safe_load(text)["repos"][0]
    config.write_text(text.replace(used["repo"], str(path)).replace(used["rev"], revision), encoding="utf-8")
    Repository(tmp_path / "server").succeed("git", "config", "receive.denyCurrentBranch", "ignore")
    office = Office(tmp_path / "examples", source, home)
    office.succeed("git", "remote", "add", "origin", str(tmp_path / "server"))

    said = office.refused(1)
    assert "CIT101" in said
    assert "toàn kho" not in said
    office.succeed("git", "commit", "--no-verify", "-m", "Báo cáo")
    pushed = office.run("git", "push", "origin", "main")
    assert pushed.returncode == 1
    assert plain(pushed.stdout).count("REP601") == 2
    assert "báo cáo thay đổi" not in pushed.stdout


def test_in_colour_nothing_moves_the_cursor(office: Office):
    office.write("a.txt", WRONG)
    office.write("b.txt", RIGHT)
    office.succeed("git", "add", "-A")
    done = office.run(sys.executable, "-m", "pre_commit", "run", "--color", "always")
    assert done.returncode == 1
    assert "CIT105" in done.stdout
    codes = re.findall(r"\x1b\[?[^A-Za-z]*[A-Za-z]", done.stdout)
    assert {code[-1] for code in codes} == {"m"}
