"""The wheel as a user gets it: built from the source archive, installed away from the checkout, run as a process."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import lint

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "reports"
PACKAGES = ("lint", "checks", "grammar")

# One worker runs them all, so that the wheel is built and installed once (with `--dist loadgroup`).
pytestmark = pytest.mark.xdist_group("wheel")


def run(*argv: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that must not see the checkout or this machine's settings of doisoat."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DOISOAT"))}
    environment["PYTHONUTF8"] = "1"
    return subprocess.run(
        argv,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def succeed(*argv: str | Path, cwd: Path) -> None:
    done = run(*argv, cwd=cwd)
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, argv))}\n{done.stdout}\n{done.stderr}")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from the source archive: what the archive lacks, the wheel lacks."""
    folder = tmp_path_factory.mktemp("dist")
    succeed(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel, its dependencies and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    succeed(programs / "python", "-m", "pip", "install", "--disable-pip-version-check", "-q", wheel, cwd=folder)
    return programs


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is not the checkout, with the example reports in it."""
    shutil.copytree(EXAMPLES, tmp_path / "reports")
    return tmp_path


def test_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert {Path(name).suffix for name in expected} >= {".py", ".lark", ".toml"}


def test_wheel_carries_the_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (licence,) = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_version_comes_from_the_package(installed: Path, elsewhere: Path) -> None:
    done = run(installed / "doisoat", "--version", cwd=elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert lint.__version__ in done.stdout
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dynamic"]


def test_imports_come_from_the_environment(installed: Path, elsewhere: Path) -> None:
    done = run(
        installed / "python",
        "-c",
        f"import {', '.join(PACKAGES)}; print({', '.join(f'{package}.__file__' for package in PACKAGES)}, sep='\\n')",
        cwd=elsewhere,
    )
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installed.parent)


def test_check_reads_a_report_from_another_folder(installed: Path, elsewhere: Path) -> None:
    done = run(
        installed / "doisoat",
        "check",
        "reports/kon-ray-2021-2025.txt",
        "--output-format",
        "json",
        cwd=elsewhere,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout)
    assert [(report["path"], report["status"]) for report in answer["reports"]] == [("reports/kon-ray-2021-2025.txt", "checked")]
    # Numbers that only the grammars and the vocabulary, which are data files, can have given.
    assert answer["reports"][0]["counts"]["citations"] > 100
    assert answer["findings"]


def test_check_prints_findings_for_a_reader(installed: Path, elsewhere: Path) -> None:
    done = run(installed / "doisoat", "check", "reports", "--lang", "en", "--exit-zero", cwd=elsewhere)
    assert done.returncode == 0, done.stderr
    assert "kon-ray-2021-2025.txt" in done.stdout
    assert "kon-tum-2022.txt" in done.stdout
