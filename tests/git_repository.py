"""A scratch repository of reports, for tests that use git: apart from the user's own git, pre-commit and doisoat."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.lint.make_pdf import Pdf
from tests.lint.make_word import docx

ROOT = Path(__file__).resolve().parents[1]
# What an office keeps, in the words of a report: a day that the calendar has not, nothing wrong, and an accent out of place.
WRONG = "Thực hiện Quyết định số 12/QĐ-UBND ngày 30/02/2022 của UBND tỉnh về kế hoạch cải cách hành chính."
RIGHT = "Thực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của UBND tỉnh về kế hoạch cải cách hành chính."
_OWN = ("PYTHON", "DOISOAT", "GIT_", "PRE_COMMIT")  # names that settings of the user, or of a run around this one, begin with


def environment(**more: str) -> dict[str, str]:
    """The environment without the user's settings; with a cache of the tests, and a name to commit by."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _WHO.items()}
    ours = {"PYTHONUTF8": "1", "DOISOAT_CACHE_DIR": os.environ["DOISOAT_CACHE_DIR"]}
    return kept | who | ours | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | more


_WHO = {"NAME": "Văn phòng", "EMAIL": "van-phong@example.org"}


class Repository:
    """A git repository in an empty folder."""

    def __init__(self, folder: Path, **variables: str) -> None:
        """Make it.

        Args:
            folder: is made if it is not there.
            variables: of the environment in which programs run.
        """
        self.folder = folder
        self.environment = environment(**variables)
        folder.mkdir(parents=True, exist_ok=True)
        self.succeed("git", "init", "-q", "-b", "main")

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file there, its name as it is given."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self, *argv: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program there, both its outputs as one."""
        return subprocess.run(
            argv,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def succeed(self, *argv: str | Path) -> str:
        """Run a program that has to succeed; what it says."""
        done = self.run(*argv)
        assert done.returncode == 0, f"{' '.join(map(str, argv))}\n{done.stdout}"
        return done.stdout

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Commit all that is there."""
        self.succeed("git", "add", "-A")
        return self.run("git", "commit", "-m", "Báo cáo")

    def commits(self) -> int:
        """How many there are."""
        return len(self.succeed("git", "log", "--oneline", "--all").splitlines())


def project(folder: Path) -> tuple[Path, str]:
    """A repository with this checkout as it is, from which hooks are installed; its folder and its commit."""
    made = Repository(folder)
    for name in ("lint", "checks", "grammar"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    done = made.commit()
    assert done.returncode == 0, done.stdout
    return folder, made.succeed("git", "rev-parse", "HEAD").strip()


def word(text: str) -> bytes:
    """A Word file of a paragraph."""
    return docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


def pdf(text: str) -> bytes:
    """A PDF file of a line."""
    made = Pdf()
    made.page(1200).text(72, 100, text, 13)
    return made.bytes()
